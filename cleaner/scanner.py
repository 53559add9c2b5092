"""What a part of a book finds on a page, by literals and small RE2 sets. The only import of re2."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import re2

from cleaner.automaton import Literals, Stretch
from cleaner.book import EDGE, Book
from cleaner.fold import is_edge, words
from cleaner.literals import never_matches
from cleaner.marks import MARKS
from cleaner.model import CleanerError
from cleaner.parts import Part

MAX_MEM = 256 << 20  # bytes RE2 may use for its automaton; the default is too small for hundreds of patterns
UNMARKED = bytes(byte for byte in range(128) if byte not in MARKS and byte != 10)  # dropped to see the marks of each line
SLOT = re.compile(r"\{(?:month|weekday)\}")
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
    return "(?m)" + OTHERS.sub(r"[^\\n", pattern).replace(r"\s", " ")


def refusal(pattern: str) -> str:
    """Why an expression of a rule is none, "" if it is one: it can match no line, RE2 does not take it, or it asks for nothing.

    Args:
        pattern: as a pack writes it; `{month}` and `{weekday}` stand for names.
    """
    if message := never_matches(pattern):
        return message
    try:
        made = re2.compile(SLOT.sub("x", pattern), re2_options())
    except re2.error as error:
        return f"RE2 refuses {pattern!r}: {told(error)}"
    if not made.search(""):
        return ""
    return f"{pattern!r} fits an empty line, so it asks for nothing; write what a line must hold, or .+ for any line"


def told(error: Exception) -> str:
    """What an error of RE2 says."""
    return str(error.args[0].decode() if error.args and isinstance(error.args[0], bytes) else error)


class Phrase(NamedTuple):
    """A phrase of a rule with the newlines it needs: one look at the text where its literal was found tells if it is there."""

    text: str
    rule: int
    back: int  # characters before the literal
    begins: bool  # must it begin at the edge of a word? One that begins with another sign does
    ends: bool


class Asked(NamedTuple):
    """What a literal leads to: phrases, and numbers of expressions."""

    phrases: tuple[Phrase, ...]
    expressions: tuple[int, ...]


class Scanner:
    """A part of a book, ready to match many lines at a time: one look finds the literals of all its checks."""

    def __init__(self, book: Book, part: Part) -> None:
        self._book, self._part = book, part
        self._literals = Literals(part.literals, part.most)
        self._pages: dict[int, Any] = {}
        self._expressions: dict[int, Callable[[bytes], Any]] = {}
        self._leads: dict[int, Asked] = {}

    def matches(self, folded: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Index of a folded line and number of a rule that a check of this part finds there; a pair may come twice."""
        coded = "\n".join(folded).encode("utf-8", "surrogatepass")
        marks = coded.translate(None, UNMARKED).split(b"\n")
        if self._part.literals:
            for stretch in self._literals.found(folded):
                yield from self._led(stretch, folded, marks)
        if self._part.marked:
            lines = coded.split(b"\n")
            yield from self._asked(self._part.marked, [(index, lines[index]) for index, mark in enumerate(marks) if mark], folded)
        if self._part.loose:
            yield from self._asked(self._part.loose, list(enumerate(coded.split(b"\n"))), folded)

    def _led(self, stretch: Stretch, folded: Sequence[str], marks: Sequence[bytes]) -> Iterator[tuple[int, int]]:
        """The same by the literals of a stretch: phrases are compared where their literal stands, expressions asked once a line."""
        most, needs, longest = self._part.most, self._part.needs, self._book.longest
        text, lines, starts, numbers, hits = stretch
        leads, asked = self._leads, set()
        for place, start, _ in hits:
            literal = numbers[place]
            phrases, expressions = leads.get(literal) or self._lead(literal)
            for phrase, rule, back, begins, ends in phrases:
                at = start - back
                if at < 0 or not text.startswith(phrase, at):
                    continue
                if (begins and not is_edge(text, at)) or (ends and not is_edge(text, at + len(phrase))):
                    continue
                index = lines[bisect_right(starts, start + 1) - 1]
                if words(folded[index]) <= longest[rule]:
                    yield index, rule
            if expressions:
                asked.add((lines[bisect_right(starts, start + 1) - 1], literal))
        for index, literal in asked:
            form = folded[index]
            if form.count(" ") < most[literal] and (marks[index] or not needs[literal]):
                for rule in self._holding(leads[literal].expressions, form):
                    yield index, rule

    def _lead(self, literal: int) -> Asked:
        """What a literal leads to, sorted when it is first found."""
        size = len(self._part.literals[literal])
        phrases, expressions = [], []
        for number in self._part.asks[literal]:
            how, rule, text = self._book.checks[number]
            if how == "regex":
                expressions.append(number)
            else:
                whole = f"\n{text}" if how == "start" else f"{text}\n" if how == "end" else text
                back = len(whole) - size if how == "end" else 0
                phrases.append(Phrase(whole, rule, back, whole[0].isalnum(), whole[-1].isalnum()))
        found = self._leads[literal] = Asked(tuple(phrases), tuple(expressions))
        return found

    def _asked(self, numbers: list[int], lines: Sequence[tuple[int, bytes]], folded: Sequence[str]) -> Iterator[tuple[int, int]]:
        """The same by expressions without a literal, for some lines with their indexes: all are asked at once, then one by one."""
        if not lines:
            return
        together = self._pages.get(numbers[0])
        if together is None:
            together = self._pages[numbers[0]] = self._compiled(numbers, within_line)
        asked = tuple(numbers[place] for place in together.Match(b"\n".join(line for _, line in lines)) or ())
        for index, _ in lines if asked else ():
            for rule in self._holding(asked, folded[index]):
                yield index, rule

    def _holding(self, numbers: tuple[int, ...], form: str) -> list[int]:
        """The rules of those of some expressions that a folded line matches, if it is short enough for them."""
        rules, longest = self._book.checks.rules, self._book.longest
        size, coded = words(form), form.encode("utf-8", "surrogatepass")
        found: list[int] = []
        for number in numbers:
            rule = rules[number]
            if size <= longest[rule] and self._expression(number)(coded):
                found.append(rule)
        return found

    def _expression(self, number: int) -> Callable[[bytes], Any]:
        """What searches a line for an expression, compiled when it is first needed: a set of one is asked in half the time."""
        known = self._expressions.get(number)
        if known is None:
            edged = self._book.checks[number][2].startswith(EDGE)
            known = self._expressions[number] = self._within(number) if edged else self._compiled([number]).Match
        return known

    def _within(self, number: int) -> Callable[[bytes], Any]:
        """The same for one that begins at the edge of a word: without the edge, which few lines need, it compiles five times as fast."""
        inside = self._compiled([number], lambda pattern: pattern.removeprefix(EDGE)).Match
        whole: list[Callable[[bytes], Any]] = []

        def match(line: bytes) -> Any:
            if not inside(line):
                return None
            if not whole:
                whole.append(self._compiled([number]).Match)
            return whole[0](line)

        return match

    def _compiled(self, numbers: Iterable[int], spelt: Callable[[str], str] = str) -> Any:
        """An RE2 set of some expressions, each spelt in some way."""
        made = re2.Set.SearchSet(re2_options())
        for number in numbers:
            _, rule, pattern = self._book.checks[number]
            try:
                made.Add(spelt(pattern))
            except re2.error as error:
                raise self._refused(rule, pattern, error) from None
        made.Compile()
        return made

    def _refused(self, rule: int, pattern: str, error: Exception) -> CleanerError:
        """The error for a pattern that RE2 does not take: a set does not say why, an expression by itself does."""
        written = pattern[len(EDGE) + len("(?:") : -1] if pattern.startswith(EDGE) else pattern
        try:
            re2.compile(written, re2_options())
        except re2.error as own:
            pattern, error = written, own
        return CleanerError(f"{self._book.rule(rule).at}: {self._book.rule(rule).code}: RE2 refuses {pattern!r}: {told(error)}")

    def prove(self) -> None:
        """Compile every expression now: an own pack's error must come before the first document."""
        asked = {number for numbers in self._part.asks for number in numbers} | {*self._part.marked, *self._part.loose}
        self._compiled(sorted(number for number in asked if self._book.checks[number][0] == "regex"))
