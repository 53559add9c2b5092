"""The book: expressions are found by their literals, whatever their form, and the file of the book holds what was bound."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import example, given, settings, strategies

from cleaner.automaton import FEW, LONG, Literals, Stretch
from cleaner.book import Book, bound, builtin_book
from cleaner.literals import LONGEST, literals
from cleaner.marks import is_marked, needs_letter
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
    assert needs_letter(pattern) is lettered


@pytest.mark.parametrize("lettered", [False, True])
def test_no_built_in_rule_is_asked_of_every_line(lettered: bool) -> None:
    """An expression needs a literal, a digit or a rare sign; one that has none costs as much as many others together."""
    book = builtin_book()
    assert [(book.rule(book.checks[number][1]).at, book.checks[number][2]) for number in book.part(lettered).loose] == []


LITERALS = strategies.from_regex(r"\A\n?[ab @]{1,6}\n?\Z")
LINES = strategies.lists(strategies.text("ab @", max_size=12) | strategies.just("a " * (LONG + 1)), min_size=1, max_size=6)


@given(found=strategies.lists(LITERALS, min_size=1, unique=True), lines=LINES)
@example(found=["a", "aa", "aab", "b\n"], lines=["", ""])
@example(found=["a"], lines=["b", "a " * LONG, "a"])
@settings(deadline=None)
def test_little_text_is_looked_up_and_much_is_run_through_the_automata_alike(found: list[str], lines: list[str]) -> None:
    """In a long line only those literals must be found that lead to checks of long lines."""
    found = sorted(found)
    most = [LONG * (1 + number % 2) for number in range(len(found))]
    known = Literals(found, most)
    looked_up = places(known.found(lines))
    list(known.found(["x" * FEW]))
    searched = places(known.found(lines))
    wanted = {
        (line, number): times for line, text in enumerate(lines) for number, one in enumerate(found) if (times := times_of(one, text))
    }
    assert looked_up == wanted
    assert searched == {
        (line, number): times for (line, number), times in wanted.items() if most[number] > LONG or lines[line].count(" ") < LONG
    }


def places(stretches: Iterable[Stretch]) -> dict[tuple[int, int], int]:
    """How often each literal was found in each line, by line and literal."""
    return Counter(
        (stretch.lines[bisect_right(stretch.starts, start + 1) - 1], stretch.numbers[number])
        for stretch in stretches
        for number, start, _ in stretch.hits
    )


def times_of(literal: str, line: str) -> int:
    """How often a literal stands in a line with its two newlines, the plain way."""
    text = f"\n{line}\n"
    return sum(text.startswith(literal, start) for start in range(len(text)))


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


def test_what_is_remembered_changes_no_result(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaner.matcher.REMEMBERED", 3)
    matcher = Matcher(books=[builtin_book()])
    lines = ["Advertisement", "A line.", "Share on Facebook", "3 comments", "Advertisement", "Read more", "日本", "A line."]
    for size in (1, 2, 3, 8, 2):  # generations that come, go and come back
        for start in range(0, len(lines), size):
            some = lines[start : start + size]
            folded, hits = matcher.columns(some)
            fresh = Matcher(books=[builtin_book()]).columns(some)
            assert (folded, list(hits.items())) == (fresh[0], list(fresh[1].items()))
        assert len(matcher._young) <= 6
        assert len(matcher._old) <= 6


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
