"""The scorecard: its columns against plain Python, its tables, its reasons, and what it must leave alone."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import cleaner
from cleaner import blocks, columns, evidence, shapes, structure
from cleaner.closing import closing
from cleaner.comments import COMMENT_WHY, comments
from cleaner.copies import copies
from cleaner.model import Hits, Page, Rule
from cleaner.ranks import ranked
from cleaner.scorecard import DATA, LEVELS, card, rows
from cleaner.trees import trees

from .conftest import FIXTURES

PLAIN = sorted((FIXTURES / "plain").glob("*.txt"))
PAGES = sorted((FIXTURES / "pages").glob("*/source.txt"))
stripped = st.text(st.characters(exclude_characters="\n\r"), min_size=1, max_size=40).map(str.strip).filter(bool)
scores = st.lists(st.integers(-24, 24), min_size=1, max_size=40)

BODY = [
    "The harbour council met on Monday and voted to close the old pier for good, after a report said that its beams were rotten.",
    "Fishermen who land their catch there were told in March, but several of them said that they had hoped for a repair instead.",
    "The new pier will open in two years, the council said, and until then the boats may use the quay on the northern bank.",
    "“Nobody asked us what we need,” said one of them, who has landed crabs there for thirty years, “and nobody will ask us now.”",
]
MENU = ["Home", "News", "Harbour", "Boats for sale", "Tides", "Contact", "Log in", "Register"]
FOOTER = ["About us", "Advertise with us", "Privacy Policy", "Terms of Use", "© 2024 The Quay", "All rights reserved"]
TEASERS = ["Ferry fares to rise in June", "Lighthouse keeper retires", "Storm closes two beaches", "Mussels are back", "More from Harbour"]
RAW = "\n".join([*MENU, "", "Old pier to close", "", *BODY, "", *TEASERS, *FOOTER])


def page_of(lines: list[str]) -> Page:
    return Page(lines, [line.strip().lower() for line in lines], {})


def all_columns(lines: list[str]) -> dict[str, Any]:
    """Every column of both rounds, for made-up scores."""
    seen = structure.looked_at(structure.seen(page_of(lines), {}, {}, {}), range(len(lines)), first=True).lines
    score = np.arange(len(lines)) % 49 - 24
    around = {**evidence.near_columns(seen, score, seen.units), **blocks.text_columns(seen, score)}
    return {**evidence.line_columns(seen), **around, **evidence.page_columns(seen, score)}


@pytest.mark.parametrize("path", PLAIN, ids=lambda path: path.stem)
def test_clean_prose_stays_whole(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    document = cleaner.clean(text, kind="text", level="full")
    assert [item for item in document.removed if item.code == "STRUCT01"] == []


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
def test_a_second_run_finds_nothing(path: Path) -> None:
    text = cleaner.clean(path.read_text(encoding="utf-8"), kind="text", level="full").text
    assert cleaner.clean(text, kind="text", level="full").text == text


def test_a_raw_page_keeps_its_body_and_loses_its_furniture() -> None:
    document = cleaner.clean(RAW, kind="text", level="full")
    kept = document.text.split("\n")
    assert [line for line in BODY if line not in kept] == []
    assert [line for line in (*MENU, *FOOTER) if line in kept] == []


def test_a_reason_names_points() -> None:
    reasons = [item.why for item in cleaner.clean(RAW, kind="text", level="full").removed if item.code == "STRUCT01"]
    assert reasons
    assert [why for why in reasons if not re.fullmatch(r"-?\d+ points: [^,]+(, [^,]+){2}", why)] == []


@pytest.mark.parametrize(
    "text",
    ["", "\n\n", "one line", "a\nb", "\n".join(BODY), "\n".join(f"# {line}" for line in BODY), " ".join(BODY)],
    ids=["empty", "blank", "one", "two", "article", "markdown", "one long line"],
)
def test_what_is_clean_is_left_alone(text: str) -> None:
    lines = text.split("\n")
    alive = [index for index, line in enumerate(lines) if line.strip()]
    assert structure.judge(page_of(lines), alive, first=True) == []


def test_lines_that_rules_named_count_in_the_first_round_only() -> None:
    lines = RAW.split("\n")
    page = page_of(lines)
    alive = [index for index, line in enumerate(lines) if line.strip() and line not in MENU]
    assert {item.index for item in structure.judge(page, alive, first=True)} <= set(alive)
    as_input = Page(["" if place not in alive else line for place, line in enumerate(lines)], page.folded, {})
    later = structure.judge(page, alive, first=False)
    assert later == structure.judge(as_input, alive, first=True)


def test_a_safe_run_does_not_load_numpy() -> None:
    code = "import sys, cleaner; cleaner.clean('Home\\nNews', kind='text', level='safe'); sys.exit('numpy' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_column_with_points_exists_and_says_something() -> None:
    shown = {name for name, _, _ in rows(DATA / "phrases.tsv")}
    made = all_columns(MENU)
    known = card()
    asked = {*known.line.columns, *known.near.columns, *known.page.columns}
    assert asked | set(known.trees.names) <= made.keys()
    assert asked <= shown


@given(st.lists(stripped, min_size=1, max_size=30))
def test_columns_stay_within_their_levels(lines: list[str]) -> None:
    found = [(name, np.asarray(column)) for name, column in all_columns(lines).items()]
    assert [name for name, column in found if column.min() < 0 or column.max() >= LEVELS] == []


@given(st.lists(st.text("ab ,;.X5。中", min_size=1, max_size=20).map(str.strip).filter(bool), min_size=1, max_size=20))
def test_events_are_counted_as_plain_python_counts_them(lines: list[str]) -> None:
    found = shapes.shapes(lines)
    starts = found.counts[shapes.STARTS : shapes.BARE_START + 1].sum(axis=0).tolist()
    assert found.size.tolist() == [len(line) for line in lines]
    assert found.counts.sum(axis=0).tolist() == [len(line) + 1 for line in lines]
    assert found.counts[shapes.CLAUSE].tolist() == [len(re.findall(r"(?<=\S)[,;]", line)) for line in lines]
    assert found.counts[shapes.DENSE].tolist() == [line.count("中") for line in lines]
    assert starts == [sum(not word.startswith("中") for word in line.split()) for line in lines]


@given(scores, st.integers(-1, 15), st.integers(-1, 15))
def test_windows_are_sums_of_slices(values: list[int], above: int, below: int) -> None:
    if above + below < 0:
        return
    column = np.array([values])
    wanted = [sum(values[max(0, place - above) : max(0, place + below + 1)]) for place in range(len(values))]
    assert columns.windows(column, [(above, below)])[0, 0].tolist() == wanted


@given(st.lists(st.booleans(), min_size=1, max_size=40))
def test_lines_since_counts_from_the_last_mark_above(marks: list[bool]) -> None:
    found = columns.lines_since(np.array([marks]))[0].tolist()
    for place, level in enumerate(found):
        above = [other for other in range(place) if marks[other]]
        assert level == (columns.step(place - above[-1]) if above else columns.FAR)


def test_trees_go_left_and_right() -> None:
    found = trees([("a b - a - - -", "3 2 0 9 0 0 0", "1 2 3 4 5 6 7 8")])
    assert found.given({"a": [2, 2, 3], "b": [1, 2, 2]}, 3).tolist() == [1, 3, 5]  # type: ignore[dict-item]


@given(st.lists(st.integers(-9, 9), min_size=1, max_size=20))
def test_the_best_run_is_the_one_of_greatest_sum(values: list[int]) -> None:
    first, last = blocks.best_run(np.array(values))
    sums = [sum(values[low : high + 1]) for low in range(len(values)) for high in range(low, len(values))]
    assert sum(values[first : last + 1]) == max(sums)


def measured(lines: list[str]) -> columns.Lines:
    """The measures of lines of a page; blank ones part paragraphs."""
    alive = [place for place, line in enumerate(lines) if line]
    return structure.looked_at(structure.seen(page_of(lines), {}, {}, {}), alive, first=True).lines


def test_lines_of_the_body_know_where_its_block_is() -> None:
    lines = measured([*MENU, *BODY, *FOOTER])
    score = np.array([20] * len(MENU) + [-20] * len(BODY) + [20] * len(FOOTER))
    found = blocks.body_columns(lines, score)
    inside = [blocks.INSIDE] * len(BODY)
    for name in ("body", "story"):
        side = found[f"{name}_side"].tolist()
        assert side[len(MENU) : -len(FOOTER)] == inside
        assert max(side[: len(MENU)]) < blocks.INSIDE < min(side[-len(FOOTER) :])
        assert side[: len(MENU)] == sorted(side[: len(MENU)])
        assert found[f"{name}_depth"].tolist() == [0] * len(MENU) + [1, 2, 2, 1] + [0] * len(FOOTER)


def test_teasers_of_two_lines_are_alike_two_lines_apart() -> None:
    teasers = [line for number in range(6) for line in (f"Boat number {number} is for sale here now", "Read it")]
    found = blocks.alike_columns(measured(teasers))
    assert found["alike1"].tolist() == [0] * len(teasers)
    assert found["alike2"].tolist()[5] == found["alike"].tolist()[5] == 10


def test_paragraphs_are_what_stands_between_blank_lines() -> None:
    lines = measured([MENU[0], MENU[1], "", BODY[0], "", "", BODY[1], BODY[2]])
    found = blocks.paragraph_columns(lines, np.array([8, 8, -8, -8, -8]))
    assert found["paragraph_lines"].tolist() == columns.level(np.array([2, 2, 1, 2, 2])).tolist()
    assert found["paragraph_score"].tolist() == [evidence.SCORE + 8] * 2 + [evidence.SCORE - 8] * 3


def test_the_lines_beside_are_told_one_by_one() -> None:
    found = blocks.beside_columns(measured(MENU), np.arange(len(MENU)))
    assert found["score_above1"].tolist() == [evidence.NONE, *range(evidence.SCORE, evidence.SCORE + 7)]
    assert found["score_below2"].tolist() == [*range(evidence.SCORE + 2, evidence.SCORE + 8), evidence.NONE, evidence.NONE]
    assert found["words_below1"].tolist() == [1, 1, 3, 1, 1, 2, 1, 0]


def test_words_of_long_lines_have_points_of_their_own() -> None:
    long = "all (rights) reserved, " + "and nothing of this may be printed again without a word from us in writing. " * 2
    found = columns.wording(["rights", long.strip()], {}, {"rights": 3}, {"rights": 4, "reserved": 8})
    assert found.total.tolist() == [3, 0]
    assert found.peak.tolist() == [0, 8]
    assert found.telling.tolist() == [0, 1]
    assert found.mean.tolist() == [0, 8 * 12 // len(long.split())]


def test_a_passage_goes_the_second_time_it_is_shown() -> None:
    wide = [BODY[0], "Read on", BODY[1]]
    lines = measured([*wide, BODY[2], *wide, BODY[3]])
    assert np.flatnonzero(copies(lines, np.ones(8, np.bool_))).tolist() == [4, 5, 6]
    lone = np.array([False, True, False, True, True, True, True, True])  # of the first passage only the short line is left
    assert np.flatnonzero(copies(lines, lone)).tolist() == []


@pytest.mark.parametrize(
    "lines",
    [BODY, [*MENU, *BODY, *MENU], ["the tide comes in and the tide goes out", "and the boats lie still"] * 4],
    ids=["nothing twice", "a menu", "a refrain"],
)
def test_what_repeats_without_prose_is_no_passage(lines: list[str]) -> None:
    assert not copies(measured(lines), np.ones(len(lines), np.bool_)).any()


def test_a_copy_says_so() -> None:
    document = cleaner.clean("\n".join([RAW, *BODY[:3], *FOOTER]), kind="text", level="full")
    assert [item.text for item in document.removed if item.why == "shown before on the page"] == BODY[:3]
    assert [line for line in BODY if line not in document.text] == []


READERS = [
    "I have sold my crabs on that pier since I was a boy, and nobody has ever asked me what I think of its beams.",
    "Well said, and let me add that the northern bank has no light at all when the ferry comes in after dark.",
]


def commented(*above: str) -> cleaner.Document:
    """A page whose readers have written below its article."""
    below = ["2 comments", "Anna Sund", READERS[0], "Reply", "Per Lind", READERS[1], "Reply"]
    lines = [*MENU, "Old pier to close", *above, *BODY, *below, *FOOTER]
    return cleaner.clean("\n".join(lines), kind="text", level="full")


def test_comments_below_an_article_go() -> None:
    document = commented()
    assert set(READERS) <= {item.text for item in document.removed if item.why == COMMENT_WHY}
    assert document.text.split("\n") == BODY


def test_a_thread_keeps_its_posts() -> None:
    post = "I for my part have moored my boat at the old pier since it was built, and I have no complaint about its beams at all."
    kept = commented(post, "3 comments").text.split("\n")
    assert [line for line in (post, *BODY, *READERS) if line not in kept] == []


@pytest.mark.parametrize(
    ("marks", "below"),
    [
        ({6: "COMM02"}, [7, 8]),
        ({6: "COMM03"}, []),
        ({0: "COMM02", 6: "COMM02"}, [7, 8]),
        ({2: "COMM02", 6: "COMM02"}, []),
        ({6: "SHARE01"}, []),
        ({7: "COMM02"}, []),
        ({}, []),
    ],
    ids=["a heading", "a lone button", "a link at the top too", "a heading further up", "another family", "a line that stays", "none"],
)
def test_what_is_a_heading_of_comments(marks: dict[int, str], below: list[int]) -> None:
    lines = [MENU[0], BODY[0], MENU[1], *BODY[1:], "Heading", *READERS]
    hits: Hits = {place: (Rule("en", code, "says so"),) for place, code in marks.items()}
    seen = structure.seen(Page(lines, lines, hits), {}, {}, {})
    stays = np.array([place not in (0, 2, 6) for place in range(len(lines))])
    assert np.flatnonzero(comments(hits, seen.places, seen.lines, stays)).tolist() == below


def test_a_summary_between_title_and_byline_stays() -> None:
    """In the shape of one of the documents that the project began with: no menu, and a list of one sentence below the title."""
    text = (FIXTURES / "pages" / "en-agency" / "source.txt").read_text(encoding="utf-8")
    short = next(line for line in text.split("\n") if line.startswith("- "))
    said = "- US Minister of Ports Karl Brandt conveyed plan to Danish premier during meeting on March 5 in Oslo, according to report"
    for menu in ("", "Home\nWorld\nEconomy\nOpinion\nSearch\n"):
        dump = text.replace("Home\nWorld\nEconomy\nOpinion\nSearch\n", menu).replace(short, said)
        once = cleaner.clean(dump, kind="text").text
        assert once.split("\n")[0] == said
        assert cleaner.clean(once, kind="text").text == once


def test_entries_behind_ranks_below_their_label_go() -> None:
    heads = ["Two held after lorry fire on the coast road", "Choir sings in the old church", "Why the bridge will stay closed"]
    lines = ["Most read", *(text for number, head in enumerate(heads, 1) for text in (str(number), head)), "It was late."]
    none = np.zeros(len(lines), np.int64)
    labelled, folded = none.copy(), [line.lower() for line in lines]
    labelled[0] = columns.FAMILY["REL"]
    said = columns.wording(folded, {}, {})
    assert np.flatnonzero(ranked(columns.measured(lines, folded, said, labelled, none, none), folded)).tolist() == [1, 2, 3, 4, 5, 6]
    assert not ranked(columns.measured(lines, folded, said, none, none, none), folded).any()


def test_the_last_words_of_a_short_article_stay() -> None:
    start = "The ferry left harbour {} before dawn, and nobody on its quay could say when it would come back."
    lines = [*(start.format(number) for number in range(4)), "The chairs are red, as then.", "Read more"]
    none = np.zeros(len(lines), np.int64)
    folded = [line.lower() for line in lines]
    found = columns.measured(lines, folded, columns.wording(folded, {}, {}), none, none, none)
    stays, alive = np.array([True, True, True, True, False, False]), np.ones(6, np.bool_)
    assert np.flatnonzero(closing(found, stays, alive)).tolist() == [4]
    assert not closing(found, ~alive, alive).any()
