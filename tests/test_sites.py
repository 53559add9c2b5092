"""Learning what a site repeats: what is learned and what never, files and hand edits, use at both levels."""

from __future__ import annotations

import gzip
import json
import pickle
import random
import re
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import cleaner
from cleaner.cli.commands import app
from cleaner.learn import store
from cleaner.learn.find import Finder
from cleaner.learn.layout import Layout
from cleaner.learn.many import page_lines
from cleaner.learn.remarks import remarks_of, with_remarks
from cleaner.learn.twins import representatives, sketch
from cleaner.model import CleanerError
from cleaner.sitefile import load_sites, read_site, site_text
from cleaner.sites import Site, SiteRule, host_name, slotted

from .conftest import ROOT

SITE = "harbourlight.example"
FOLDER = ROOT / "fixtures" / "sites" / SITE
PAGES = [path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob("*.txt"))]
WORDS = [
    "harbour",
    "boat",
    "winter",
    "letter",
    "teacher",
    "garden",
    "bridge",
    "summer",
    "market",
    "window",
    "river",
    "captain",
    "island",
    "bread",
    "morning",
    "engine",
    "story",
    "mountain",
    "library",
    "doctor",
    "music",
    "forest",
    "evening",
    "paper",
    "street",
    "kitchen",
    "number",
    "winner",
    "cousin",
    "lantern",
]


@pytest.fixture(scope="module")
def sites() -> cleaner.Sites:
    return cleaner.learn((SITE, text) for text in PAGES[:10])


def article(seed: int, paragraphs: int = 5) -> list[str]:
    """Paragraphs of words drawn at random: two articles share nothing."""
    draw = random.Random(seed)
    return [f"{' '.join(draw.choices(WORDS, k=22)).capitalize()} {draw.randrange(10**6)}." for _ in range(paragraphs)]


def page(seed: int, head: list[str], tail: list[str]) -> str:
    return "\n".join([*head, f"Title of story {seed * 7919}", "", *article(seed), "", *tail])


HEAD = ["Skip to main text", "Local affairs", "Sports hall", "Weather map"]
TAIL = ["Further stories", "Imprint of the house", "Write to our office"]


def file_of(sites: cleaner.Sites, name: str = SITE) -> str:
    return site_text(sites[name])


def run(*arguments: object, stdin: str | None = None) -> Any:
    return CliRunner().invoke(app, [str(item) for item in arguments], input=stdin)


# What is learned


def test_the_eleventh_page_keeps_its_article_and_nothing_else(sites: cleaner.Sites) -> None:
    document = cleaner.clean(PAGES[10], kind="text", site=SITE, sites=sites)
    assert document.text.split("\n\n") == [line for line in PAGES[10].split("\n") if len(line) > 60] or "membership" in document.text
    assert [line for line in document.text.split("\n") if line and len(line) < 60] in ([], ["Support the Harbour Light with a membership"])
    assert document.byline is not None
    assert document.byline.authors == ("Petra Quill",)
    assert str(document.published) == "2024-04-06"


def test_level_safe_removes_only_lines_that_rules_name(sites: cleaner.Sites) -> None:
    document = cleaner.clean(PAGES[10], kind="text", site=SITE, sites=sites, level="safe")
    codes = {item.code for item in document.removed}
    assert {"SITE01", "SITE02", "SITE03"} <= codes
    assert not codes & {"SITE04", "SITE05", "STRUCT01"}
    assert all(line in document.text for line in PAGES[10].split("\n") if len(line) > 60)


def test_varying_lines_are_learned_with_slots(sites: cleaner.Sites) -> None:
    assert {"# comments", "page # of #"} == {slot for rule in sites[SITE].rules for slot in rule.slot}
    gone = {item.text: item.code for item in cleaner.clean(PAGES[10], kind="text", site=SITE, sites=sites).removed}
    assert gone["9 comments"] == "SITE03"


def test_metadata_is_never_learned(sites: cleaner.Sites) -> None:
    text = file_of(sites)
    assert not re.search(r"By (Ida|Petra|Jonas)|\{month\}|March", text)


def test_the_same_answer_twice(sites: cleaner.Sites) -> None:
    for text in PAGES:
        for level in ("safe", "full"):
            once = cleaner.clean(text, kind="text", site=SITE, sites=sites, level=level).text
            assert cleaner.clean(once, kind="text", site=SITE, sites=sites, level=level).text == once


def test_lines_come_out_even(sites: cleaner.Sites) -> None:
    for text in PAGES:
        document = cleaner.clean(text, kind="text", site=SITE, sites=sites)
        numbers = sorted([*document.kept, *(item.line for item in document.removed)])
        assert numbers == [number for number, line in enumerate(text.split("\n"), 1) if line.strip()]


def test_positions_hold() -> None:
    texts = [page(seed, HEAD, TAIL) for seed in range(12)]
    learned = cleaner.learn(("example.com", text) for text in texts)
    body = article(99, 6)
    text = "\n".join([*HEAD, "", *body[:3], "Imprint of the house", *body[3:], "", *TAIL])
    kept = cleaner.clean(text, kind="text", site="example.com", sites=learned, level="safe").text
    assert kept.split("\n").count("Imprint of the house") == 1, "a line of the tail stays in the middle"
    assert not set(HEAD) & set(kept.split("\n"))


def test_titles_of_sections_are_never_learned() -> None:
    texts = [
        "\n".join([*HEAD, *article(seed, 2), "Ingredients", *article(seed + 500, 2), "Preparation", *article(seed + 900, 2), *TAIL])
        for seed in range(12)
    ]
    learned = cleaner.learn(("example.com", text) for text in texts)
    forms = learned["example.com"].forms
    assert "skip to main text" in forms
    assert not {"ingredients", "preparation"} & forms.keys()


def test_long_prose_is_no_safe_rule() -> None:
    notice = (
        "This notice tells every reader of the paper that cookies are kept for as long as the office thinks that they may be of use to it."
    )
    learned = cleaner.learn(("example.com", page(seed, [*HEAD, notice], TAIL)) for seed in range(12))
    assert {rule.code for rule in learned["example.com"].rules if notice in rule.line} == {"SITE05"}


def test_an_article_that_goes_on_below_a_bound_stays() -> None:
    texts = [page(seed, HEAD, TAIL) for seed in range(29)]
    odd = "\n".join([*HEAD, *article(77, 6), "Further stories", *article(78, 4), *TAIL[1:]])
    learned = cleaner.learn(("example.com", text) for text in [*texts, odd])
    assert "further stories" in learned["example.com"].below
    text = cleaner.clean(odd, kind="text", site="example.com", sites=learned).text
    assert all(line in text for line in article(77, 6) + article(78, 4))


def test_a_rule_that_takes_prose_is_refused() -> None:
    lines = page_lines("\n".join([*HEAD, *article(1, 3), "Between the parts", article(2, 1)[0], *TAIL, *TAIL]))
    own = [line.raw not in {*HEAD, *TAIL, "Between the parts"} for line in lines]
    layout = Layout(lines, ["" if mine else line.form for line, mine in zip(lines, own, strict=True)], len(HEAD), len(HEAD) + 5)
    good = SiteRule("SITE01", "", "edge", line=(*HEAD, *TAIL), pages=5, of=5)
    bad = SiteRule("SITE04", "", below=("Between the parts",), pages=5, of=5, safe=False)
    finder = Finder(5, {}, {}, [layout], Counter(), {})
    left, told = finder.checked(cleaner.Site("example.com", 5, rules=(good, bad)))
    assert left.rules == (good,)
    assert told == ["example.com: SITE04 'Between the parts' is refused: it would remove 25 % of the prose of a page"]


def test_html_pages_are_learned_by_their_lines() -> None:
    def html(seed: int) -> str:
        body = "".join(f"<p>{line}</p>" for line in article(seed, 6))
        call = "<p>Tell us what you make of the new harbour lamps.</p>"
        return f"<html><head><title>Story {seed}</title></head><body><article><h1>Story {seed}</h1>{body}{call}</article></body></html>"

    learned = cleaner.learn((("example.com", html(seed)) for seed in range(10)), kind="html")
    assert "tell us what you make of the new harbour lamps" in learned["example.com"].forms
    document = cleaner.clean(html(50), kind="html", site="example.com", sites=learned)
    assert "harbour lamps" not in document.text
    assert article(50, 6)[0] in document.text


# What is not


@pytest.mark.parametrize("number", [1, 4])
def test_few_pages_teach_nothing(number: int) -> None:
    learned = cleaner.learn((SITE, text) for text in PAGES[:number])
    assert not learned
    assert f"nothing is learned from {number} page" in learned.refused[0]


@pytest.mark.parametrize("page", ["text", ("example.com", None), ("example.com", "text", "more"), None])
def test_a_page_without_its_site_is_told(page: object) -> None:
    with pytest.raises(cleaner.CleanerError, match="learn: pairs of a site and a page are wanted"):
        cleaner.learn([page])  # type: ignore[list-item]


def test_one_page_a_site_teaches_nothing() -> None:
    learned = cleaner.learn((f"paper{number}.example", text) for number, text in enumerate(PAGES))
    assert not learned
    assert len(learned.refused) == len(PAGES)


def test_near_duplicates_teach_nothing() -> None:
    words = "\n".join(article(1, 20)).split(" ")

    def copy(seed: int) -> str:
        draw = random.Random(seed)
        body = " ".join("changed" if draw.random() < 0.02 else word for word in words)
        return "\n".join([*HEAD, f"Version {seed}", body, *TAIL])

    learned = cleaner.learn(("example.com", copy(seed)) for seed in range(20))
    assert not learned
    assert "19 near-duplicates are not counted" in learned.refused[0]


def test_a_syndicated_article_counts_once() -> None:
    shared = article(1000, 12)
    texts = [page(seed, HEAD, TAIL) for seed in range(10)]
    texts += ["\n".join([*HEAD, f"Evening edition {seed}", *shared, *TAIL]) for seed in range(6)]
    learned = cleaner.learn(("example.com", text) for text in texts)
    assert learned["example.com"].pages == 11
    assert not {line.lower().rstrip(".") for line in shared} & learned["example.com"].forms.keys()


def test_short_articles_under_a_long_notice_are_no_duplicates() -> None:
    notice = article(4000, 4)
    texts = ["\n".join([*HEAD, *article(seed, 2), *TAIL, *notice]) for seed in range(12)]
    assert cleaner.learn(("example.com", text) for text in texts)["example.com"].pages == 12


def test_sketches_tell_copies_from_others() -> None:
    import numpy as np

    lines = [line.lower() for line in article(1, 20)]
    others = [[line.lower() for line in article(seed, 20)] for seed in range(2, 12)]
    rows = np.array([sketch(lines), sketch([*lines[:-1], "another end of it all " * 3]), *map(sketch, others)])
    groups = representatives(rows)
    assert groups[0] == groups[1] == 0
    assert len(set(groups.tolist())) == 11


# Names


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("Example.COM", "example.com"),
        ("www.example.com.", "example.com"),
        ("zürich.example", "xn--zrich-kva.example"),
        ("a-b.co.uk", "a-b.co.uk"),
    ],
)
def test_names_of_sites(given: str, name: str) -> None:
    assert host_name(given) == name


@pytest.mark.parametrize(
    "name", ["", "example", "example.com:80", "https://example.com", "../etc/passwd", "a/b.com", "a b.com", "-a.com", "10.0.0.1"]
)
def test_what_is_no_host_name_is_refused(name: str) -> None:
    with pytest.raises(CleanerError, match="host name"):
        cleaner.learn([(name, "a text")])


def test_a_url_that_is_no_site_never_raises(sites: cleaner.Sites) -> None:
    assert cleaner.clean(PAGES[0], kind="text", url="http://localhost:8000/a", sites=sites).status == "ok"
    found = cleaner.clean(PAGES[10], kind="text", url=f"https://www.{SITE}/storm", sites=sites)
    assert any(item.code == "SITE02" for item in found.removed)


def test_slots() -> None:
    assert slotted("friday, 22 november 2024") == "{weekday}, # {month} #"
    assert slotted("page 3 of 7") == "page # of #"
    assert slotted("no number here") == ""


# Order, batches, engines


def test_order_does_not_matter(sites: cleaner.Sites) -> None:
    texts = [(SITE, text) for text in PAGES[:10]]
    random.Random(3).shuffle(texts)
    assert file_of(cleaner.learn(texts)) == file_of(sites)
    assert file_of(cleaner.learn([*texts, *texts[:4]])) == file_of(sites), "the same page twice counts once"


@pytest.mark.parametrize("make", [store.Duck, store.Lite], ids=["duckdb", "sqlite"])
def test_both_databases_give_one_answer(make: Any, sites: cleaner.Sites, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "engine", make)
    monkeypatch.setattr(store.Store.__init__, "__defaults__", (make,))
    odd = [(SITE, text + '\na "quoted, line"\rwith\ta tab\n') for text in PAGES[:10]]
    assert 'a "quoted, line"' in file_of(cleaner.learn(odd)).replace("\\", "")
    assert file_of(cleaner.learn((SITE, text) for text in PAGES[:10])) == file_of(sites)


def test_lines_keep_their_places() -> None:
    lines = page_lines("One\n\n  Two \n" + "x" * 800)
    assert [(line.raw[:3], line.form[:3], line.blank) for line in lines] == [("One", "one", 0), ("Two", "two", 1), ("xxx", "", 0)]


# Files


def folder_of(tmp_path: Path, pages: range) -> Path:
    folder = tmp_path / f"in{pages.start}" / SITE
    folder.mkdir(parents=True, exist_ok=True)
    for number in pages:
        (folder / f"{number:02}.txt").write_text(PAGES[number], encoding="utf-8")
    return folder


def test_a_file_reads_back_as_it_was_written(tmp_path: Path, sites: cleaner.Sites) -> None:
    path = tmp_path / f"{SITE}.toml"
    path.write_text(file_of(sites), encoding="utf-8")
    assert site_text(read_site(path)) == file_of(sites)
    assert load_sites([tmp_path])[SITE].rules == sites[SITE].rules
    one = cleaner.clean(PAGES[10], kind="text", site=SITE, sites=str(tmp_path))
    assert one == cleaner.clean(PAGES[10], kind="text", site=SITE, sites=sites)


def test_sites_survive_pickling(tmp_path: Path, sites: cleaner.Sites) -> None:
    (tmp_path / f"{SITE}.toml").write_text(file_of(sites), encoding="utf-8")
    made = cleaner.Cleaner(cleaner.Options(sites=(str(tmp_path),)))
    again = pickle.loads(pickle.dumps(made))
    assert again.clean(PAGES[10], site=SITE) == made.clean(PAGES[10], site=SITE)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('[site]\nname = "example.com"\n\n[[rule]]\ncode = "SITE01"\nlines = ["x"]', r":6: no field 'lines', did you mean 'line'"),
        ('[[rule]]\ncode = "AD01"\nline = ["x"]', r":2: no code 'AD01' in a site file"),
        ('[[rule]]\ncode = "SITE01"\nline = "x"', r":3: line must be a list of lines"),
        ('[[rule]]\ncode = "SITE01"', r":2: SITE01 matches nothing"),
        ('[[rule]]\ncode = "SITE01"\nwhere = "hed"\nline = ["x"]', r":3: no place 'hed', did you mean 'head'"),
        ('[[rule]]\ncode = "SITE01"\nline = ["Home"]\nkeeps = ["home"]', r":4: SITE01 removes what it must keep"),
        ("[sites]\n", r"no table \[sites\], did you mean 'site'"),
    ],
)
def test_a_wrong_file_is_told_with_its_line(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "example.com.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(CleanerError, match=message):
        read_site(path)


# As a user: learn, read, edit, clean


def test_learn_edit_and_clean(tmp_path: Path) -> None:
    out = tmp_path / "sites"
    done = run("learn", folder_of(tmp_path, range(10)), "-o", out)
    assert done.exit_code == 0, done.output
    path = out / f"{SITE}.toml"
    text = path.read_text(encoding="utf-8")
    assert '"Tide tables",' in text
    text = text.replace('  "Tide tables",\n', "").replace(
        'line = ["Postcards to the editor"]', 'line = ["Postcards to the editor"]\nenabled = false'
    )
    path.write_text(text + '\n[[keep]]\nline = ["Harbour Light is printed on Fridays"]\n', encoding="utf-8")
    cleaned = run("--sites", out, "--site", SITE, "-f", "text", "--level", "safe", FOLDER / "11.txt")
    lines = cleaned.stdout.split("\n")
    assert {"Tide tables", "Postcards to the editor", "Harbour Light is printed on Fridays"} <= set(lines)
    assert not {"Home", "Most read this week"} & set(lines)

    refused = run("learn", folder_of(tmp_path, range(10)), "-o", out)
    assert "--update" in str(refused.exception)
    again = run("learn", folder_of(tmp_path, range(10, 11)), "-o", out, "--update")
    assert again.exit_code == 0, again.output
    after = read_site(path)
    assert after.pages == 11
    assert "tide tables" not in after.forms, "what a person took out stays out"
    assert "postcards to the editor" not in after.forms, "what a person disabled stays so"
    assert after.keep == ("Harbour Light is printed on Fridays",)


@pytest.mark.parametrize("pages_are_kept", [True, False])
def test_comments_stay_where_they_stand(pages_are_kept: bool, tmp_path: Path) -> None:
    out = tmp_path / "sites"
    run("learn", folder_of(tmp_path, range(10)), "-o", out)
    path = out / f"{SITE}.toml"
    text = path.read_text(encoding="utf-8")
    first, second, third, *rest = text.split("[[rule]]")
    edited = "[[rule]]".join([first + "# Of the menu.\n\n# In two parts.\n", second, third + "# Of the foot.\n", *rest])
    edited = edited.replace("\n[site]", "\n# Ask Jo.\n[site]") + '\n# Kept for the archive.\n[[keep]]\nline = ["Imprint"]\n# The end.\n'
    path.write_text(edited, encoding="utf-8")
    if not pages_are_kept:
        next((out / ".pages").glob("*.zst")).unlink()
    for numbers in (range(10, 11), range(1)):
        assert run("learn", folder_of(tmp_path, numbers), "-o", out, "--update").exit_code == 0
        lines = path.read_text(encoding="utf-8").split("\n")
        said = [line for line in lines if line.startswith("#")][3:]
        assert (said[:2], said[-1]) == (["# Ask Jo.", "# Kept for the archive."], "# The end.")
        assert sorted(said[2:-1]) == ["# In two parts.", "# Of the foot.", "# Of the menu."]
        assert lines[lines.index("# Kept for the archive.") + 1] == "[[keep]]"
        assert lines[lines.index("# In two parts.") + 1 :][:2] == ["[[rule]]", 'code = "SITE02"']
        assert lines[-2:] == ["# The end.", ""]
        assert read_site(path).keep == ("Imprint",)


def test_a_comment_above_a_rule_that_is_no_more_goes_to_the_end(sites: cleaner.Sites) -> None:
    old = sites[SITE]
    text = file_of(sites).replace("[[rule]]", "# Of the menu.\n[[rule]]", 1).replace("\n", "\r\n")
    new = replace(old, rules=old.rules[1:])
    assert with_remarks(site_text(new), new, remarks_of(text, old)) == site_text(new) + "\n# Of the menu.\n"
    assert with_remarks(site_text(old), old, remarks_of("# Nothing yet.\n", Site(SITE))).count("\n\n# Nothing yet.\n\n[site]\n") == 1


def test_a_comment_stays_above_a_rule_that_lost_a_line(sites: cleaner.Sites) -> None:
    old = sites[SITE]
    place = next(place for place, rule in enumerate(old.rules) if len(rule.line) > 1)
    rules = [*old.rules]
    rules[place] = replace(rules[place], line=rules[place].line[1:])
    new = replace(old, rules=tuple(rules))
    parts = file_of(sites).split("[[rule]]")
    parts[place] += "# Of the foot.\n"
    found = with_remarks(site_text(new), new, remarks_of("[[rule]]".join(parts), old)).split("[[rule]]")
    assert found[place].endswith("# Of the foot.\n")


def test_two_batches_are_one(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    assert run("learn", folder_of(tmp_path, range(11)), "-o", one).exit_code == 0
    assert run("learn", folder_of(tmp_path, range(6)), "-o", two).exit_code == 0
    assert run("learn", folder_of(tmp_path, range(6, 11)), "-o", two, "--update").exit_code == 0
    assert (one / f"{SITE}.toml").read_bytes() == (two / f"{SITE}.toml").read_bytes()


def test_without_the_kept_pages_counts_are_added(tmp_path: Path) -> None:
    out = tmp_path / "sites"
    run("learn", folder_of(tmp_path, range(6)), "-o", out)
    for kept in (out / ".pages").glob("*.zst"):
        kept.unlink()
    assert run("learn", folder_of(tmp_path, range(6, 11)), "-o", out, "--update").exit_code == 0
    after = read_site(out / f"{SITE}.toml")
    assert after.pages == 11
    rule = after.forms["tide tables"]
    assert (rule.pages, rule.of) == (11, 11)
    assert run("learn", folder_of(tmp_path, range(10, 11)), "-o", out, "--update").exit_code == 0
    rule = read_site(out / f"{SITE}.toml").forms["tide tables"]
    assert (rule.pages, rule.of) == (12, 12), "the pages of one batch do not pass for all"


def test_dry_run_writes_nothing(tmp_path: Path) -> None:
    done = run("learn", folder_of(tmp_path, range(10)), "-o", tmp_path / "sites", "--dry-run")
    assert re.search(rf"{SITE} +SITE02 +head +10/10 +\d+ +Skip to the content", done.stdout)
    assert not (tmp_path / "sites").exists()


def records(texts: list[str], **values: str) -> str:
    return "".join(json.dumps({"text": text, **values}) + "\n" for text in texts)


def test_records_say_their_site(tmp_path: Path) -> None:
    packed = tmp_path / "dump.jsonl.gz"
    packed.write_bytes(gzip.compress(records(PAGES[:10], url=f"https://www.{SITE}/page").encode()))
    assert run("learn", packed, "-o", tmp_path / "sites").exit_code == 0
    (tmp_path / "new.jsonl").write_text(records(PAGES[10:], url=f"https://{SITE}/11"), encoding="utf-8")
    done = run("--sites", tmp_path / "sites", tmp_path / "new.jsonl")
    assert "SITE02" in {item["code"] for item in json.loads(done.stdout)["cleaner"]["removed"]}


def test_records_without_a_site_are_told_and_passed_over(tmp_path: Path) -> None:
    given = records(PAGES[:10], url=f"https://{SITE}/page") + records(PAGES[10:], url="mailto:nobody")
    (tmp_path / "p.jsonl").write_text(given, encoding="utf-8")
    done = run("learn", tmp_path / "p.jsonl", "-o", tmp_path / "sites")
    assert done.exit_code == 0, done.output
    assert f"cleaner: {tmp_path}/p.jsonl: 1 record passed over: neither `site` nor `url` names a host\n" in done.stderr
    assert read_site(tmp_path / "sites" / f"{SITE}.toml").pages == 10


def test_records_of_which_none_has_a_site_are_refused(tmp_path: Path) -> None:
    (tmp_path / "p.jsonl").write_text(records(PAGES[:10]), encoding="utf-8")
    done = run("learn", tmp_path / "p.jsonl", "-o", tmp_path / "sites")
    assert (
        str(done.exception) == f"{tmp_path}/p.jsonl: neither `site` nor `url` names a host; if all are of one site, say --site example.com"
    )
    assert not (tmp_path / "sites").exists()


def test_an_input_that_is_not_there_is_told(tmp_path: Path) -> None:
    done = run("learn", tmp_path / "nothing", "-o", tmp_path / "sites")
    assert str(done.exception) == f"{tmp_path}/nothing: no such file or folder"


def test_a_pattern_says_the_site(tmp_path: Path) -> None:
    for number, text in enumerate(PAGES[:10]):
        folder = tmp_path / "crawl" / SITE.upper() / "2024"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    done = run("learn", tmp_path / "crawl", "-o", tmp_path / "sites", "--site-from", "crawl/{site}/*/*.txt")
    assert done.exit_code == 0, done.output
    assert (tmp_path / "sites" / f"{SITE}.toml").is_file()


def test_nothing_learned_is_said(tmp_path: Path) -> None:
    done = run("learn", folder_of(tmp_path, range(3)), "-o", tmp_path / "sites")
    assert done.exit_code == 1
    assert "nothing is learned from 3 pages" in done.output


def test_configuration_and_check_know_sites(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run("learn", folder_of(tmp_path, range(10)), "-o", tmp_path / "sites")
    (tmp_path / "cleaner.toml").write_text('include = ["dumps/**"]\nsites = ["sites"]\n', encoding="utf-8")
    dump = tmp_path / "dumps" / SITE / "11.txt"
    dump.parent.mkdir(parents=True)
    dump.write_text(PAGES[10], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert "SITE02" in run("check", "dumps", "--format", "json").stdout
    elsewhere = tmp_path / "dumps" / "11.txt"
    elsewhere.write_text(PAGES[10], encoding="utf-8")
    assert "SITE02" not in run("check", elsewhere, "--format", "json").stdout


def test_a_layout_that_ended_is_dated() -> None:
    def dated(seed: int, day: str, head: list[str]) -> str:
        return "\n".join([*head, "", f"Title of story {seed}", "By Jo March", day, "", *article(seed), "", *TAIL])

    texts = [dated(seed, f"{seed + 1} March 2021", ["Old entry hall", "Old side door", "Old garden gate"]) for seed in range(10)]
    texts += [dated(seed + 50, f"{seed + 1} May 2023", ["New front hall", "New lift", "New roof terrace"]) for seed in range(10)]
    learned = cleaner.learn(("example.com", text) for text in texts)["example.com"]
    assert str(learned.forms["old side door"].until) == "2021-03-10"
    assert learned.forms["new lift"].until is None
    sites = cleaner.Sites({"example.com": learned})
    later = dated(99, "5 June 2024", ["Old entry hall", "Old side door", "Old garden gate"])
    earlier = later.replace("2024", "2020")
    assert "Old side door" in cleaner.clean(later, kind="text", site="example.com", sites=sites, level="safe").text
    assert "Old side door" not in cleaner.clean(earlier, kind="text", site="example.com", sites=sites, level="safe").text


def test_select_and_ignore_reach_site_rules(sites: cleaner.Sites) -> None:
    document = cleaner.clean(PAGES[10], kind="text", site=SITE, sites=sites, ignore=("SITE",), level="safe")
    assert not any(item.code.startswith("SITE") for item in document.removed)


COUNTING = """
import sys
from pathlib import Path
from cleaner.learn import store
number = int(sys.argv[1])
with store.Store(store.Duck) as base:
    # A tenth of the lines of a page stand on every page of its site, the others on one.
    base._base.run(f'''INSERT INTO lines SELECT n // 100, n % 100, 0, 0,
        CASE WHEN n % 100 < 10 THEN 'menu entry ' || n % 100 ELSE 'a line that no other page has, number ' || n END, '', 'As printed'
        FROM range({number}) numbers(n)''')
    base.pages([store.PageRow(page, f"s{page % 50}.example", f"{page:08}", 0) for page in range(number // 100)])
    found = list(base.counts("form"))
# getrusage would start from the peak of the process that started this one.
peak = next(int(line.split()[1]) for line in Path("/proc/self/status").read_text().split("\\n") if line.startswith("VmHWM"))
print(len(found), min(row[2] for row in found), peak // 1000)
"""


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="the kernel tells a process's own peak on Linux only")
def test_ten_million_lines_are_counted_in_half_a_gigabyte() -> None:
    done = subprocess.run([sys.executable, "-c", COUNTING, "10000000"], capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 0, done.stderr
    forms, pages, peak = map(int, done.stdout.split())
    assert (forms, pages) == (500, 2000)
    assert peak < 512
