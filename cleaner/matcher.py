"""Compiled rules -> a hash of whole lines, a hash of words, one small RE2 set, a memo of short lines. The only import of re2."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

import re2

from cleaner.anchors import MARKS, SIGN, SPACED
from cleaner.book import Book, bound
from cleaner.fold import HAN, fold, is_edge, words
from cleaner.model import CleanerError, Hits, Rule
from cleaner.rules import Pack

LONGEST = 700  # characters: a longer line is never judged by its wording
COMMON_MAX = 25  # words: nearly all rules for wording are for shorter lines, and prose need not be looked up for them
MANY = 2 * COMMON_MAX  # tokens that no line of that many words has, whatever its punctuation
MEMO_LINE = 80  # characters: only short lines come again
MEMO_SIZE = 50_000  # lines; about 12 MB
MAX_MEM = 256 << 20  # bytes RE2 may use for its automaton; the default is too small for hundreds of patterns

DIGITS = b"0123456789"

Judged = tuple[str, tuple[Rule, ...]]


def re2_options() -> Any:
    """Quiet, without groups, with room for the automaton."""
    options = re2.Options()
    options.max_mem = MAX_MEM
    options.never_capture = True
    options.log_errors = False
    return options


def has_phrase(folded: str, phrase: str) -> bool:
    """Does the phrase stand in the line, at word edges?"""
    place = folded.find(phrase)
    while place >= 0:
        if is_edge(folded, place) and is_edge(folded, place + len(phrase)):
            return True
        place = folded.find(phrase, place + 1)
    return False


class Wording:
    """The rules of one book, ready to match; RE2 compiles what is needed when it is first needed."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.words = frozenset(book.anchors)
        self.literals = [phrase if how != "regex" else "" for how, _, phrase in book.checks]
        self.long_words = frozenset(word for word, numbers in book.anchors.items() if any(self._is_long(number) for number in numbers))
        self._expressions: dict[int, Callable[[bytes], Any]] = {}
        self._sets: dict[str, Any] = {}

    def _is_long(self, number: int) -> bool:
        """May a check's lines be longer than most rules allow?"""
        return self.book.longest[self.book.checks[number][1]] > COMMON_MAX

    def matches(self, folded: str) -> tuple[Rule, ...]:
        """The rules that match a folded line, whole lines first, in the book's order. The hot loop: every line comes here."""
        book = self.book
        coded = folded.encode("utf-8", "surrogatepass")
        ascii_only = len(coded) == len(folded)
        spaced = coded if ascii_only else SIGN.sub(" ", folded).encode("utf-8", "surrogatepass")
        tokens = spaced.translate(SPACED).split() or [b""]
        tokens.append(b"^" + tokens[0])
        proposed: list[int] = []
        if not (self.words if len(tokens) <= MANY else self.long_words).isdisjoint(tokens):
            anchors, literals = book.anchors, self.literals
            proposed = [number for token in tokens if token in anchors for number in anchors[token] if literals[number] in folded]
        if not ascii_only or len(coded.translate(None, MARKS)) < len(coded):
            proposed += self._marked(coded)
        if not ascii_only:
            proposed += self._beyond_ascii(folded, coded)
        if book.loose:
            proposed += self._matched("loose", coded)
        whole = book.whole.get(folded, ())
        numbers = self._checked(folded, whole, proposed) if proposed else whole
        return tuple(map(book.rule, numbers)) if numbers else ()

    def _marked(self, coded: bytes) -> list[int]:
        """Proposals of the sets for lines that begin with a digit or hold a rare sign."""
        proposed = self._matched("digits", coded) if self.book.digits and coded[0] in DIGITS else []
        return proposed + self._matched("marked", coded) if self.book.marked else proposed

    def _beyond_ascii(self, folded: str, coded: bytes) -> list[int]:
        """Proposals of the sets for lines that are not ASCII."""
        proposed = self._matched("foreign", coded) if self.book.foreign else []
        if self.book.unspaced and HAN.search(folded):
            proposed += self._matched("unspaced", coded)
        return proposed

    def _checked(self, folded: str, whole: tuple[int, ...], proposed: Iterable[int]) -> tuple[int, ...]:
        """Rules of the whole line, then the proposed ones whose length cap and word edges hold."""
        size = words(folded)
        found: set[int] = set()
        for number in proposed:
            rule = self.book.checks[number][1]
            if size <= self.book.longest[rule] and rule not in found and rule not in whole and self.holds(number, folded):
                found.add(rule)
        return (*whole, *sorted(found))

    def _matched(self, group: str, coded: bytes) -> list[int]:
        """What an RE2 set of a group of checks proposes."""
        if group not in self._sets:
            self._sets[group] = self._compiled(getattr(self.book, group))
        numbers = getattr(self.book, group)
        return [numbers[place] for place in self._sets[group].Match(coded) or ()]

    def _compiled(self, numbers: Iterable[int]) -> Any:
        """An RE2 set of some checks."""
        made = re2.Set.SearchSet(re2_options())
        for number in numbers:
            how, rule, phrase = self.book.checks[number]
            quoted = phrase if how == "regex" else ("^" if how == "start" else "") + re2.escape(phrase) + ("$" if how == "end" else "")
            try:
                made.Add(quoted)
            except re2.error as error:
                raise self._refused(rule, phrase, error) from None
        made.Compile()
        return made

    def _refused(self, rule: int, pattern: str, error: Exception) -> CleanerError:
        """The error for a pattern that RE2 does not take."""
        reason = error.args[0].decode() if error.args and isinstance(error.args[0], bytes) else error
        return CleanerError(f"{self.book.rule(rule).at}: {self.book.rule(rule).code}: RE2 refuses {pattern!r}: {reason}")

    def holds(self, number: int, folded: str) -> bool:
        """Does the line pass a check that was proposed?"""
        how, rule, phrase = self.book.checks[number]
        if how == "has":
            return has_phrase(folded, phrase)
        if how == "start":
            return folded.startswith(phrase) and is_edge(folded, len(phrase))
        if how == "end":
            return folded.endswith(phrase) and is_edge(folded, len(folded) - len(phrase))
        if number not in self._expressions:
            try:
                self._expressions[number] = re2.compile(phrase.encode(), re2_options()).search
            except re2.error as error:
                raise self._refused(rule, phrase, error) from None
        return self._expressions[number](folded.encode("utf-8", "surrogatepass")) is not None

    def prove(self) -> None:
        """Compile every expression now: an own pack's error must come before the first document."""
        self._compiled(number for number, (how, _, _) in enumerate(self.book.checks) if how == "regex")


class Matcher:
    """Finds the rules that match a line by its wording alone; a line's place is the passes' affair.

    Results depend on nothing but the line: the memo only saves time. Safe in threads.

    Args:
        rules, packs: rules to compile now, with the packs whose month and weekday names their expressions mean.
        books: rules that were compiled before.
    """

    def __init__(self, rules: Sequence[Rule] = (), packs: Sequence[Pack] = (), books: Sequence[Book] = ()) -> None:
        own = [bound(rules, packs)] if rules else []
        self._wordings = [Wording(book) for book in (*own, *books)] or [Wording(bound((), ()))]
        for wording in self._wordings[: len(own)]:
            wording.prove()
        self._matches = self._wordings[0].matches
        self._memo: dict[str, Judged] = {}

    def judge(self, line: str) -> Judged:
        """The folded form of a line and the rules that match it, keep rules first."""
        if len(line) > LONGEST:
            return line.strip(), ()
        folded = fold(line)
        found = self._matches(folded) if folded else ()
        if len(self._wordings) > 1 and folded:
            for wording in self._wordings[1:]:
                found += wording.matches(folded)
            found = tuple(sorted(found, key=lambda rule: not rule.keep))
        judged = (folded, found)
        if len(line) <= MEMO_LINE and len(self._memo) < MEMO_SIZE:
            self._memo[line] = judged
        return judged

    def columns(self, lines: Sequence[str]) -> tuple[list[str], Hits]:
        """The folded column of some lines, and the rules of those that any rule matches, by index from 0."""
        folded: list[str] = []
        hits: Hits = {}
        remembered, judge = self._memo.get, self.judge
        for index, line in enumerate(lines):
            form, found = remembered(line) or judge(line)
            folded.append(form)
            if found:
                hits[index] = found
        return folded, hits
