"""The laws: nothing lost, cleaning twice is cleaning once, any input gives a document, batches equal single calls."""

from __future__ import annotations

import pickle
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import cleaner
from cleaner import Cleaner, CleanerError, Document, Options
from cleaner.rules import builtin_packs

from .conftest import FIXTURES

LEVELS = ("safe", "full")
PAGES = sorted((FIXTURES / "pages").glob("*/source.*"))


@cache
def furniture() -> list[str]:
    """Forms of the packs and lines of the fixtures: what generated dumps are made of."""
    forms = [form for pack in builtin_packs() for rule in pack.rules for form in rule.line[:3]]
    lines = [line for path in PAGES if path.suffix == ".txt" for line in path.read_text(encoding="utf-8").split("\n")]
    return sorted({*forms, *lines})


@cache
def compiled(level: str) -> Cleaner:
    return Cleaner(Options.of(level=level))


line = st.one_of(st.deferred(lambda: st.sampled_from(furniture())), st.text(max_size=60), st.just(""))
dump = st.lists(line, max_size=40).flatmap(lambda lines: st.sampled_from(["\n", "\r\n"]).map(lambda end: end.join(lines)))


def check_partition(text: str, document: Document) -> None:
    """Kept and removed lines are the input's non-blank lines, in order, each with its own number."""
    lines = text.split("\n")
    wanted = [number for number, line in enumerate(lines, 1) if line.strip()]
    gone = {item.line: item for item in document.removed}
    assert sorted([*document.kept, *gone]) == wanted
    assert [line.strip() for line in document.text.split("\n") if line.strip()] == [lines[number - 1].strip() for number in document.kept]
    for number, item in gone.items():
        assert item.text.strip() == lines[number - 1].strip()
        assert item.code
        assert item.why


@pytest.mark.parametrize("level", LEVELS)
@settings(max_examples=150, deadline=None, derandomize=True)
@given(text=dump)
def test_nothing_is_lost_and_a_second_pass_changes_nothing(level: str, text: str) -> None:
    document = compiled(level).clean(text, kind="text")
    check_partition(text, document)
    again = compiled(level).clean(document.text, kind="text")
    assert again.text == document.text


@settings(max_examples=100, deadline=None)
@given(data=st.binary(max_size=300))
def test_any_bytes_give_a_document(data: bytes) -> None:
    document = compiled("full").clean(data)
    assert isinstance(document.text, str)
    assert document.status in ("ok", "empty", "all-furniture", "over-budget", "undecodable")


@settings(max_examples=60, deadline=None)
@given(text=dump)
def test_everything_can_be_put_back(text: str) -> None:
    document = compiled("full").clean(text, kind="text")
    back = [line for line in document.restored().split("\n") if line.strip()]
    assert back == [line.rstrip("\r") for line in text.split("\n") if line.strip()]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.parent.name)
@pytest.mark.parametrize("level", LEVELS)
def test_the_laws_hold_on_every_page(path, level: str) -> None:  # type: ignore[no-untyped-def]
    if path.suffix != ".txt":
        return
    text = path.read_text(encoding="utf-8")
    document = compiled(level).clean(text, kind="text")
    check_partition(text, document)
    assert compiled(level).clean(document.text, kind="text").text == document.text


def test_a_batch_equals_its_documents_in_threads_and_through_pickle() -> None:
    texts = [path.read_text(encoding="utf-8") for path in PAGES]
    alone = [Cleaner(Options()).clean(text) for text in texts]
    one = pickle.loads(pickle.dumps(Cleaner(Options())))
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(one.clean, texts)) == alone
    assert [one.clean(text) for text in reversed(texts)] == alone[::-1]


@pytest.mark.parametrize(
    ("source", "status"),
    [
        ("", "empty"),
        (" \n\t\n", "empty"),
        (b"", "empty"),
        ("Advertisement\n\nAdvertisement\n", "all-furniture"),
        (b"\xff\xfe\x00", "undecodable"),
    ],
)
def test_status(source: str | bytes, status: str) -> None:
    document = cleaner.clean(source, level="safe")
    assert (document.status, document.text) == (status, "")
    assert document.detail


def test_a_text_in_one_line_is_left_alone() -> None:
    text = "One long text. " * 100_000
    document = cleaner.clean(text)
    assert (document.text, document.status) == (text.rstrip("\r"), "ok")
    assert "no line breaks" in document.detail


def test_over_the_budget_the_text_is_unchanged() -> None:
    text = "A line.\nAdvertisement\nAdvertisement"
    document = cleaner.clean(text, kind="text", level="safe", max_removed=0.1)
    assert (document.status, document.text, document.removed) == ("over-budget", text, ())
    assert "max_removed" in document.detail


def test_lines_over_the_cap_are_kept_and_told() -> None:
    document = cleaner.clean("Advertisement\nA line that stays.\nAdvertisement", kind="text", level="safe", max_lines=2)
    assert (document.status, document.text) == ("truncated", "A line that stays.\nAdvertisement")


@pytest.mark.parametrize(
    "data", ["Grüße an alle dort\nAdvertisement".encode("utf-16"), b"\xef\xbb\xbfGr\xc3\xbc\xc3\x9fe an alle dort\nAdvertisement"]
)
def test_byte_order_marks_are_heeded(data: bytes) -> None:
    assert cleaner.clean(data, kind="text", level="safe").text == "Grüße an alle dort"


def test_a_declared_charset_is_used() -> None:
    assert Cleaner(Options()).clean("Привет, мир".encode("koi8-r"), kind="text", charset="koi8-r").text == "Привет, мир"


def test_lines_end_at_newlines_only() -> None:
    text = "a\x0bb\x0cc\x85d\u2028e\rf\r\nAdvertisement\r\ng\x00h"
    assert cleaner.clean(text, kind="text", level="safe").text == "a\x0bb\x0cc\x85d\u2028e\rf\ng\x00h"


def test_blank_lines_collapse_only_where_lines_went() -> None:
    text = "a b c\n\n\n\nd e f\n\nAdvertisement\n\ng h i"
    assert cleaner.clean(text, kind="text", level="safe").text == "a b c\n\n\n\nd e f\n\ng h i"


def test_unknown_options_are_errors_that_name_the_nearest() -> None:
    with pytest.raises(CleanerError, match="no option 'languge', did you mean 'language'"):
        Options.of(languge="en")
    with pytest.raises(CleanerError, match="option level: no 'ful', did you mean 'full'"):
        cleaner.clean("x", level="ful")
    with pytest.raises(CleanerError, match="a list of strings is wanted"):
        cleaner.clean("x", select="AD")


def test_options_hold_a_day() -> None:
    assert Options.of(today=date(2024, 1, 2)).today == date(2024, 1, 2)


def test_what_a_list_of_bylines_leaves_is_settled() -> None:
    """A byline in each of three rounds makes the page a list; without the lines that rules took it is none, as a second run finds."""
    text = "\n".join(
        [
            "Sport",
            "By Tom Ashworth",
            "5 March 2024",
            "Tom Ashworth is the political editor of the Gazette.",
            "More on this story",
            "Budget at a glance",
            "Ana Sayfa",
            "Spor",
            "12.11.2023 - 10:15",
            'Mahalle sakinleri kendilerine sorulmadığını söyledi. "Her gün buradan geçiyoruz" diyen fırıncı, karara tepki gösterdi.',
            "İlgili Haberler",
            "Sel nedeniyle üç okul kapandı",
            "Tüm hakları saklıdır",
        ]
    )
    once = cleaner.clean(text, kind="text").text
    assert cleaner.clean(once, kind="text").text == once


HEADS = st.sampled_from(
    [
        "By Tom Ashworth",
        "5 March 2024",
        "12.11.2023 - 10:15",
        "Updated: 6 March 2024, 10:02",
        "Tom Ashworth is the political editor of the Gazette.",
        "LONDON (Reuters) - The quay was closed, the port said on Monday, and nobody knew for how long it would be.",
        "Council votes to close the bridge for winter repairs",
        "A line of a few words about the quay",
        "The ferry left the harbour before dawn, and nobody could say when it would come back, or whether it would at all.",
        "On the island they had waited for it since Monday, with flour for two days, a doctor who was ill himself, and no telephone.",
        "More on this story",
        "Read more: Ten bridges",
        "Advertisement",
        "10 points",
        "May 2012",
        "Dark mode",
        "Sport",
        "Contact us",
        "",
    ]
)


@settings(max_examples=300, deadline=None)
@given(st.lists(HEADS, min_size=5, max_size=16).map("\n".join), st.sampled_from(LEVELS))
def test_lists_of_heads_are_cleaned_once(text: str, level: str) -> None:
    """Bylines and dates that come in many rounds make a page a list: what is left is judged as a second run sees it."""
    once = compiled(level).clean(text, kind="text").text
    assert compiled(level).clean(once, kind="text").text == once
