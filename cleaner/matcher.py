"""Compiled rules -> a hash of whole lines, an automaton of literals, small RE2 sets. The only import of re2 and of the automaton."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from typing import Any, NamedTuple

import re2
from ahocorasick_rs import AhoCorasick, Implementation

from cleaner.book import Book, bound
from cleaner.fold import fold_lines, is_edge, words
from cleaner.marks import MARKS
from cleaner.model import CleanerError, Hits, Rule
from cleaner.parts import Part, is_lettered_form
from cleaner.rules import Pack

LONGEST = 700  # characters: a longer line is never judged by its wording
MAX_MEM = 256 << 20  # bytes RE2 may use for its automaton; the default is too small for hundreds of patterns
UNMARKED = bytes(byte for byte in range(128) if byte not in MARKS and byte != 10)  # dropped to see the marks of each line
HALVES = re.compile("[\ud800-\udfff]")
OTHERS = re.compile(r"(?<!\\)\[\^")  # the start of a class of all characters but some


def re2_options() -> Any:
    """Quiet, without groups, with room for the automaton."""
    options = re2.Options()
    options.max_mem = MAX_MEM
    options.never_capture = True
    options.log_errors = False
    return options


def within_line(pattern: str) -> str:
    """An expression that stays in its line when a whole page is searched."""
    return OTHERS.sub(r"[^\\n", pattern).replace(r"\s", " ")


class Asked(NamedTuple):
    """What a literal leads to: phrases with their rules, by where they must stand, and numbers of expressions.

    The phrases hold the newlines they need, so that one look at the page where the literal was found tells if they are there.
    """

    heads: tuple[tuple[str, int], ...]  # begin with the literal
    tails: tuple[tuple[str, int], ...]  # end with it
    expressions: tuple[int, ...]


class Scanner:
    """A part of a book, ready to match many lines at a time: one automaton finds the literals of all its checks."""

    def __init__(self, book: Book, part: Part) -> None:
        self._book, self._part = book, part
        self._automaton: AhoCorasick | None = None
        self._pages: dict[int, Any] = {}
        self._expressions: dict[int, Callable[[bytes], Any]] = {}
        self._leads: dict[int, Asked] = {}

    def matches(self, page: str, starts: Sequence[int], folded: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Index of a line and number of a rule that a check of this part finds there; a pair may come twice.

        Args:
            page: the folded lines, each between newlines.
            starts: where each line begins in it.
            folded: the folded lines.
        """
        coded = page[1:-1].encode("utf-8", "surrogatepass")
        marks = coded.translate(None, UNMARKED).split(b"\n")
        if self._part.literals:
            yield from self._led(page, starts, folded, marks)
        if self._part.marked:
            lines = coded.split(b"\n")
            yield from self._asked(self._part.marked, [(index, lines[index]) for index, mark in enumerate(marks) if mark], folded)
        if self._part.loose:
            yield from self._asked(self._part.loose, list(enumerate(coded.split(b"\n"))), folded)

    def _led(self, page: str, starts: Sequence[int], folded: Sequence[str], marks: Sequence[bytes]) -> Iterator[tuple[int, int]]:
        """The same by the literals on the page: phrases are compared where their literal stands, expressions asked once a line."""
        most, needs, longest = self._part.most, self._part.needs, self._book.longest
        lines: set[tuple[int, int]] = set()
        for literal, start, end in self._found(page):
            heads, tails, expressions = self._leads.get(literal) or self._lead(literal)
            for phrase, rule in heads:
                if page.startswith(phrase, start) and is_edge(page, start) and is_edge(page, start + len(phrase)):
                    index = bisect_right(starts, start + 1) - 1
                    if words(folded[index]) <= longest[rule]:
                        yield index, rule
            for phrase, rule in tails:
                if page.endswith(phrase, 0, end) and is_edge(page, end - len(phrase)):
                    index = bisect_right(starts, start + 1) - 1
                    if words(folded[index]) <= longest[rule]:
                        yield index, rule
            if expressions:
                lines.add((bisect_right(starts, start + 1) - 1, literal))
        for index, literal in lines:
            form = folded[index]
            if form.count(" ") < most[literal] and (marks[index] or not needs[literal]):
                for rule in self._holding(self._leads[literal].expressions, form):
                    yield index, rule

    def _lead(self, literal: int) -> Asked:
        """What a literal leads to, sorted when it is first found."""
        checks = [(number, *self._book.checks[number]) for number in self._part.asks[literal]]
        heads = tuple(("\n" + phrase if how == "start" else phrase, rule) for _, how, rule, phrase in checks if how in ("start", "has"))
        tails = tuple((phrase + "\n", rule) for _, how, rule, phrase in checks if how == "end")
        found = self._leads[literal] = Asked(heads, tails, tuple(number for number, how, _, _ in checks if how == "regex"))
        return found

    def _found(self, page: str) -> Sequence[tuple[int, int, int]]:
        """Number, start and end of each literal on the page."""
        if self._automaton is None:
            self._automaton = AhoCorasick(self._part.literals, implementation=Implementation.ContiguousNFA)
        try:
            found: Sequence[tuple[int, int, int]] = self._automaton.find_matches_as_indexes(page, overlapping=True)
        except UnicodeEncodeError:  # half of a surrogate pair: no literal holds one
            found = self._automaton.find_matches_as_indexes(HALVES.sub("\ufffd", page), overlapping=True)
        return found

    def _asked(self, numbers: list[int], lines: Sequence[tuple[int, bytes]], folded: Sequence[str]) -> Iterator[tuple[int, int]]:
        """The same by expressions without a literal, for some lines with their indexes: all are asked at once, then one by one."""
        if not lines:
            return
        together = self._pages.get(numbers[0])
        if together is None:
            together = self._pages[numbers[0]] = self._compiled(numbers, "(?m)")
        asked = tuple(numbers[place] for place in together.Match(b"\n".join(line for _, line in lines)) or ())
        for index, _ in lines if asked else ():
            for rule in self._holding(asked, folded[index]):
                yield index, rule

    def _holding(self, numbers: tuple[int, ...], form: str) -> list[int]:
        """The rules of those of some expressions that a folded line matches, if it is short enough for them."""
        checks, longest = self._book.checks, self._book.longest
        size, coded = words(form), form.encode("utf-8", "surrogatepass")
        found: list[int] = []
        for number in numbers:
            rule = checks[number][1]
            if size <= longest[rule] and self._expression(number)(coded):
                found.append(rule)
        return found

    def _expression(self, number: int) -> Callable[[bytes], Any]:
        """What searches a line for an expression, compiled when it is first needed: a set of one is asked in half the time."""
        known = self._expressions.get(number)
        if known is None:
            known = self._expressions[number] = self._compiled([number]).Match
        return known

    def _compiled(self, numbers: Iterable[int], flags: str = "") -> Any:
        """An RE2 set of some expressions."""
        made = re2.Set.SearchSet(re2_options())
        for number in numbers:
            _, rule, pattern = self._book.checks[number]
            try:
                made.Add(flags + (within_line(pattern) if flags else pattern))
            except re2.error as error:
                raise self._refused(rule, pattern, error) from None
        made.Compile()
        return made

    def _refused(self, rule: int, pattern: str, error: Exception) -> CleanerError:
        """The error for a pattern that RE2 does not take."""
        reason = error.args[0].decode() if error.args and isinstance(error.args[0], bytes) else error
        return CleanerError(f"{self._book.rule(rule).at}: {self._book.rule(rule).code}: RE2 refuses {pattern!r}: {reason}")

    def prove(self) -> None:
        """Compile every expression now: an own pack's error must come before the first document."""
        asked = {number for numbers in self._part.asks for number in numbers} | {*self._part.marked, *self._part.loose}
        self._compiled(sorted(number for number in asked if self._book.checks[number][0] == "regex"))


class Wording:
    """The rules of one book, ready to match; what lines with letters beyond ASCII need is made when the first of them comes."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self._scanners: list[Scanner | None] = [None, None]
        self._known: dict[tuple[int, ...], tuple[Rule, ...]] = {}

    def scanner(self, lettered: bool) -> Scanner:
        """The scanner for lines without letters beyond ASCII, or for the others."""
        scanner = self._scanners[lettered]
        if scanner is None:
            scanner = self._scanners[lettered] = Scanner(self.book, self.book.part(lettered))
        return scanner

    def matches(self, folded: Sequence[str]) -> Hits:
        """The rules that match each of some folded lines, by index: whole lines first, in the book's order."""
        page = "\n" + "\n".join(folded) + "\n"
        starts = list(accumulate(map(len, folded), lambda start, size: start + size + 1, initial=1))
        named: dict[int, tuple[int, ...]] = {}
        found: dict[int, set[int]] = {}
        for lettered in (False, True) if is_lettered_form(page) else (False,):
            named |= self.book.part(lettered).whole.found(folded)
            for index, rule in self.scanner(lettered).matches(page, starts, folded):
                found.setdefault(index, set()).add(rule)
        together = {index: (*named.get(index, ()), *sorted(rules.difference(named.get(index, ())))) for index, rules in found.items()}
        return {index: self._rules(numbers) for index, numbers in sorted((named | together).items())}

    def _rules(self, numbers: tuple[int, ...]) -> tuple[Rule, ...]:
        """The rules of some numbers: the same tuple each time."""
        known = self._known.get(numbers)
        if known is None:
            known = self._known[numbers] = tuple(map(self.book.rule, numbers))
        return known

    def prove(self) -> None:
        """Compile every expression now."""
        for lettered in (False, True):
            self.scanner(lettered).prove()


class Matcher:
    """Finds the rules that match a line by its wording alone; a line's place is the passes' affair.

    Results depend on nothing but the line. Safe in threads.

    Args:
        rules, packs: rules to compile now, with the packs whose month and weekday names their expressions mean.
        books: rules that were compiled before.
    """

    def __init__(self, rules: Sequence[Rule] = (), packs: Sequence[Pack] = (), books: Sequence[Book] = ()) -> None:
        own = [bound(rules, packs)] if rules else []
        self._wordings = [Wording(book) for book in (*own, *books)]
        for wording in self._wordings[: len(own)]:
            wording.prove()
        # names of elements of HTML, with the rule that takes out what stands in them
        self.inside = {name: one.book.rule(number) for one in reversed(self._wordings) for name, number in one.book.inside.items()}

    def judge(self, line: str) -> tuple[str, tuple[Rule, ...]]:
        """The folded form of a line and the rules that match it, keep rules first."""
        (folded,), hits = self.columns([line])
        return folded, hits.get(0, ())

    def columns(self, lines: Sequence[str]) -> tuple[list[str], Hits]:
        """The folded column of some lines, and the rules of those that any rule matches, by index from 0, in order.

        A line longer than `LONGEST` matches nothing.
        """
        folded = fold_lines(lines)
        if max(map(len, lines), default=0) <= LONGEST:
            return folded, self._found(folded)
        return folded, self._found([form if len(line) <= LONGEST else "" for line, form in zip(lines, folded, strict=True)])

    def _found(self, folded: Sequence[str]) -> Hits:
        """The rules of all books for some folded lines."""
        if len(self._wordings) == 1:
            return self._wordings[0].matches(folded)
        found: Hits = {}
        for wording in self._wordings:
            for index, rules in wording.matches(folded).items():
                found[index] = found.get(index, ()) + rules
        return {index: tuple(sorted(rules, key=lambda rule: not rule.keep)) for index, rules in sorted(found.items())}
