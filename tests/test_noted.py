"""What is noted of a page's lines changes no reading of it, and metadata is not read where nothing hangs on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner import Cleaner, Options, meta
from cleaner.book import builtin_book
from cleaner.matcher import Matcher
from cleaner.meta.phrases import letters_without_spaces, spaceless, word_form, words_of
from cleaner.read import text_page

ROOT = Path(__file__).parent.parent / "fixtures"
TEXTS = sorted([*ROOT.glob("plain/*.txt"), *ROOT.glob("pages/*/source.txt")])
MATCHER = Matcher([], [], [builtin_book()])
CHECKING = Options(level="safe", max_removed=1.0, move=())


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_a_page_that_was_read_before_is_read_as_a_new_one(path: Path) -> None:
    text, cues, options = path.read_text(encoding="utf-8"), meta.builtin_cues(), Options()
    page = text_page(text, MATCHER, 10_000)
    size = len(page.lines)
    for gone in (range(0), range(0, size, 7), range(size // 2), range(size // 2, size), range(0)):
        skip = frozenset(gone)
        assert meta.read(page, skip, cues, options) == meta.read(text_page(text, MATCHER, 10_000), skip, cues, options)
    english = meta.read(text_page(text, MATCHER, 10_000), frozenset(), cues, options, "en")
    assert meta.read(page, frozenset(), cues, options, "en") == english


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_what_goes_is_the_same_whether_metadata_is_told_or_not(path: Path) -> None:
    text, cleaner = path.read_text(encoding="utf-8"), Cleaner(CHECKING)
    assert cleaner.removals(text) == cleaner.clean(text, kind="text").removed


def test_metadata_is_not_read_where_no_rule_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    cleaner = Cleaner(CHECKING)
    monkeypatch.setattr(meta, "read", lambda *_: pytest.fail("metadata was read"))
    assert cleaner.removals("By Jo March\n\nThe ferry leaves at six in the morning, and nobody on the quay was surprised.") == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It's Jo March's", ("It's", "Jo", "March's")),
        ("'tis 7up_and O’Neil’", ("tis", "up", "and", "O’Neil")),
        ("हिन्दी में", ("हिन्दी", "में")),
        ("新华社 电", ("新华社", "电")),
    ],
)
def test_words(text: str, words: tuple[str, ...]) -> None:
    assert words_of(text) == (words, tuple(map(word_form, words)))


def test_letters_of_scripts_without_spaces_are_compiled_only_where_they_stand() -> None:
    letters_without_spaces.cache_clear()
    assert not spaceless("a café – “quoted”")
    assert spaceless("ข่าว")
    assert letters_without_spaces.cache_info().currsize == 1
    assert spaceless("“新華社”")
