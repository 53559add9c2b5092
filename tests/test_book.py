"""The book: expressions are found by a hash, whatever their form, and the file of the book holds what was bound."""

from __future__ import annotations

import pytest

from cleaner.anchors import first_words, of_expression, of_phrase
from cleaner.book import Book, bound, builtin_book
from cleaner.marks import is_marked
from cleaner.matcher import Matcher
from cleaner.rules import builtin_packs, parse_pack

NONE: frozenset[str] = frozenset()


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("^read (?:more|also)$", {"^read"}),
        ("^(?:share|send) this", {"^share", "^send"}),
        ("^(?:please )?follow us", {"^please", "^follow"}),
        ("^photos? ?[:/] ?.+", {"^photo", "^photos"}),
        ("^photo", None),
        ("^[0-9]+ comments$", {"0"}),
        ("^.{0,9} comments$", None),
        ("comments", None),
        ("^日本 ", None),
    ],
)
def test_first_words(pattern: str, words: set[str] | None) -> None:
    assert first_words(pattern) == words


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("^.{0,9} (?:comments|replies)$", {"comments", "replies"}),
        ("by (?:the )?newsletter team", {"team", "newsletter", "by"}),
        ("newsletter .{0,9}", {"newsletter"}),
        (".{0,9}newsletter$", None),
        (r".{0,9}\bnewsletter\b", {"newsletter"}),
        ("newsletters?", None),
        (r"[a-z]+(?: |$)", None),
    ],
)
def test_words_of_an_expression(pattern: str, words: set[str] | None) -> None:
    found = of_expression(pattern, NONE)
    assert found is None if words is None else found is not None and found <= words


def test_words_of_a_phrase() -> None:
    assert of_phrase("has", "our own newsletter", frozenset(["our", "own"])) == frozenset(["newsletter"])
    assert of_phrase("start", "read more", NONE) == frozenset(["^read"])
    assert of_phrase("end", "read more", NONE) == frozenset(["more$"])
    assert of_phrase("has", "日本の新聞", NONE) is None


@pytest.mark.parametrize(("pattern", "marked"), [(r"^.{0,9}\d", True), ("a@b", True), ("^.*(?:©|[0-9])", True), ("^[a-z0-9]+$", False)])
def test_rare_signs(pattern: str, marked: bool) -> None:
    assert is_marked(pattern) is marked


def test_no_built_in_rule_is_asked_of_every_line() -> None:
    """An expression needs a whole word, a digit or a rare sign; one that has none costs as much as all others together."""
    book = builtin_book()
    assert [(book.rule(book.checks[number][1]).at, book.checks[number][2]) for number in book.loose] == []


PACK = """
[language]
months = [["May"]]
weekdays = [["Monday"]]
[[rule]]
code = "CLOCK01"
why = "x"
regex = ['^{weekday},? [0-9]{1,2} {month}$', 'zap (?:it|him) now', '[a-z]+zap$']
has = ["our zap"]
start = ["zap-zap"]
end = ["the zap", "日本"]
"""


@pytest.mark.parametrize(
    ("line", "hit"),
    [
        ("Monday, 3 May", True),
        ("Monday, May", False),
        ("Please zap him now!", True),
        ("Please rezap him now", False),
        ("It is our zap, dear", True),
        ("It is our zapper", False),
        ("Zap-zap the dog", True),
        ("Do not zap-zap", False),
        ("He took the zap.", True),
        ("He took the zaps", False),
        ("megazap", True),
        ("これは日本", True),
        ("Our zap " + "word " * 30, False),
    ],
)
def test_wording(line: str, hit: bool) -> None:
    pack = parse_pack(PACK, "zap.toml")
    assert bool(Matcher(pack.rules, [pack]).judge(line)[1]) is hit


def test_lines_are_judged_alone_or_together_alike() -> None:
    lines = ["Advertisement", "Read more", "A line.", "© 2024 X", "Advertisement", "", "日本", "Share on Facebook", "3 comments"]
    together = Matcher(books=[builtin_book()]).columns(lines)
    for index, line in enumerate(lines):
        assert Matcher(books=[builtin_book()]).judge(line) == (together[0][index], together[1].get(index, ()))


def test_the_file_holds_what_was_bound() -> None:
    packs = builtin_packs()
    fresh = bound([rule for pack in packs for rule in pack.rules], packs)
    names = ("rows", "longest", "whole", "checks", "anchors", "loose", "marked", "unspaced", "tables")
    builtin_book.cache_clear()
    for book in (builtin_book(), builtin_book()):
        assert isinstance(book, Book)
        assert all(getattr(book, name) == getattr(fresh, name) for name in names)
