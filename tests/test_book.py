"""The book: expressions are found by their literals, whatever their form, and the file of the book holds what was bound."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings, strategies

from cleaner.automaton import FEW, Literals
from cleaner.book import Book, bound, builtin_book
from cleaner.literals import LONGEST, literals
from cleaner.marks import is_lettered, is_marked
from cleaner.matcher import Matcher
from cleaner.rules import builtin_packs, parse_pack


@pytest.mark.parametrize(
    ("pattern", "found"),
    [
        ("^read (?:more|also)$", {"\nread more\n", "\nread also\n"}),
        ("^(?:share|send) this", {"\nshare this", "\nsend this"}),
        ("^(?:please )?follow us", {"\nplease follow", "\nfollow us"}),
        ("^[0-9]+ comments$", {" comments\n"}),
        (r"^\d+ [a-z]+ newsletters?", {" newsletter"}),
        ("^.{0,9} (?:comments|replies)$", {" comments\n", " replies\n"}),
        ("newsletters? .{0,9}", {"newsletter ", "newsletters "}),
        ("(?:news)+letter", {"newsletter"}),
        ("a{3} zebra", {"a zebra"}),
        (r"^\p{Han}+ zebra$", {" zebra\n"}),
        (r"[a-z]+(?: |$)", None),
        ("^the$|^[0-9]+$", None),
        ("^[0-9]{2}[a-z]?$", None),
        ("(?i)Follow US", {"follow us"}),
        ("(?P<open", None),
    ],
)
def test_literals(pattern: str, found: set[str] | None) -> None:
    assert literals(pattern) == (found and {literal[:LONGEST] for literal in found})


@settings(deadline=None, derandomize=True, max_examples=200)
@given(data=strategies.data())
def test_a_line_that_matches_holds_a_literal(data: strategies.DataObject) -> None:
    """The law that makes the automaton safe: for every expression of the packs whose literals are known."""
    book = builtin_book()
    patterns = [phrase for how, _, phrase in book.checks if how == "regex" and "\\p" not in phrase]
    pattern = data.draw(strategies.sampled_from(patterns))
    found = literals(pattern)
    line = data.draw(strategies.from_regex(re.compile(pattern), alphabet=strategies.characters(exclude_characters="\n")))
    assert found is None or any(literal in f"\n{line}\n" for literal in found)


@pytest.mark.parametrize(("pattern", "marked"), [(r"^.{0,9}\d", True), ("a@b", True), ("^.*(?:©|[0-9])", True), ("^[a-z0-9]+$", False)])
def test_rare_signs(pattern: str, marked: bool) -> None:
    assert is_marked(pattern) is marked


@pytest.mark.parametrize(
    ("pattern", "lettered"), [(r"^\p{Han}+$", True), ("é", True), ("[éa]", False), ("(?:é|è)x", True), ("(?:é|e)x", False), ("©", False)]
)
def test_letters_beyond_ascii(pattern: str, lettered: bool) -> None:
    assert is_lettered(pattern) is lettered


@pytest.mark.parametrize("lettered", [False, True])
def test_no_built_in_rule_is_asked_of_every_line(lettered: bool) -> None:
    """An expression needs a literal, a digit or a rare sign; one that has none costs as much as many others together."""
    book = builtin_book()
    assert [(book.rule(book.checks[number][1]).at, book.checks[number][2]) for number in book.part(lettered).loose] == []


SIGNS = strategies.text("ab\n @", max_size=40)


@given(found=strategies.lists(strategies.text("ab\n @", min_size=1, max_size=8), min_size=1, unique=True), page=SIGNS)
@example(found=["a", "aa", "aab", "b\n"], page="\n\n")
@example(found=["\n\n"], page="\n")
@settings(deadline=None)
def test_little_text_is_looked_up_and_much_is_run_through_the_automaton_alike(found: list[str], page: str) -> None:
    known, page = Literals(sorted(found)), f"\n{page}\n"
    looked_up = known.found(page)
    known.found("x" * FEW)
    assert sorted(looked_up) == sorted(known.found(page)) == sorted(places(sorted(found), page))


def places(found: list[str], page: str) -> list[tuple[int, int, int]]:
    """Each place of each of some literals, the plain way."""
    starts = range(len(page))
    return [(number, start, start + len(one)) for number, one in enumerate(found) for start in starts if page.startswith(one, start)]


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
    builtin_book.cache_clear()
    for book in (builtin_book(), builtin_book()):
        assert isinstance(book, Book)
        assert (book.rows, book.longest, book.checks, book.tables) == (fresh.rows, fresh.longest, fresh.checks, fresh.tables)
        assert [book.part(lettered) for lettered in (False, True)] == [fresh.part(lettered) for lettered in (False, True)]


def test_a_book_of_chosen_rules_knows_the_others_no_more() -> None:
    book = builtin_book().chosen(["AD"], ["AD02"])
    judge = Matcher(books=[book]).judge
    assert {rule.family for rule in judge("Advertisement")[1]} == {"AD"}
    assert judge("3 comments")[1] == judge("Share on Facebook")[1] == ()
