"""Compiled rules -> a hash of whole lines, a hash of words, one small RE2 set, a memo of short lines. The only import of re2."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import repeat
from typing import Any

import re2

from cleaner.anchors import SIGN, SPACED
from cleaner.book import Book, bound
from cleaner.fold import HAN, fold, is_edge, words
from cleaner.marks import MARKS
from cleaner.model import CleanerError, Hits, Rule
from cleaner.rules import Pack

LONGEST = 700  # characters: a longer line is never judged by its wording
MEMO_LINE = 80  # characters: only short lines come again
MEMO_SIZE = 50_000  # lines; about 12 MB
MAX_MEM = 256 << 20  # bytes RE2 may use for its automaton; the default is too small for hundreds of patterns

UNMARKED = bytes(byte for byte in range(128) if byte not in MARKS and byte != 10)  # dropped to see the marks of each line
SPACED_LINES = SPACED[:10] + b"\n" + SPACED[11:]  # punctuation to spaces, but not the ends of lines

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
    """The rules of one book, ready to match; RE2 compiles what is needed when it is first needed.

    Lines are matched many at a time: what a page has none of is ruled out for all its lines at once. That
    takes a third of the time of asking line by line.
    """

    def __init__(self, book: Book) -> None:
        self.book = book
        self.words: dict[bytes, tuple[int, ...]] = {}
        self.firsts: dict[bytes, tuple[int, ...]] = {}
        self.lasts: dict[bytes, tuple[int, ...]] = {}
        self.numbered: dict[bytes, tuple[int, ...]] = {}
        kinds = {b"^": self.firsts, b"#": self.numbered}
        for anchor, numbers in book.anchors.items():
            if anchor[:1] in kinds:
                kinds[anchor[:1]][anchor[1:]] = numbers
            elif anchor[-1:] == b"$":
                self.lasts[anchor[:-1]] = numbers
            else:
                self.words[anchor] = numbers
        self._expressions: dict[int, Callable[[bytes], Any]] = {}
        self._sets: dict[str, Any] = {}

    def matches(self, folded: Sequence[str]) -> dict[int, tuple[Rule, ...]]:
        """The rules that match each of some folded lines, by index: whole lines first, in the book's order."""
        whole = self.book.whole
        found: dict[int, set[int]] = {}
        for index, number in self._proposals(folded):
            rule = self.book.checks[number][1]
            rules = found.get(index)
            if (rules is None or rule not in rules) and self._holds(number, folded[index]):
                found.setdefault(index, set()).add(rule)
        named = {index: whole[line] for index, line in enumerate(folded) if line in whole}
        rule_of = self.book.rule
        return {
            index: tuple(map(rule_of, (*named.get(index, ()), *sorted(found.get(index, set()).difference(named.get(index, ()))))))
            for index in (named.keys() | found.keys() if found else named)
        }

    def _proposals(self, folded: Sequence[str]) -> Iterator[tuple[int, int]]:
        """Index of a line and number of a check that it may pass."""
        text = "\n".join(folded)
        coded = text.encode("utf-8", "surrogatepass")
        ascii_only = len(coded) == len(text)
        spaced = coded if ascii_only else SIGN.sub(" ", text).encode("utf-8", "surrogatepass")
        yield from self._worded(folded, spaced.translate(SPACED_LINES))
        if self.book.loose:
            yield from self._asked("loose", folded, range(len(folded)))
        marked = [index for index, mark in enumerate(coded.translate(None, UNMARKED).split(b"\n")) if mark]
        yield from self._asked("marked", folded, marked)
        if not ascii_only:
            yield from self._asked("unspaced", folded, [index for index in marked if HAN.search(folded[index])])

    def _worded(self, folded: Sequence[str], spaced: bytes) -> Iterator[tuple[int, int]]:
        """Proposals by the words that the lines hold, begin and end with."""
        live = self.words.keys() & set(spaced.split())
        words, firsts, lasts, numbered = self.words, self.firsts, self.lasts, self.numbered
        longest, checks = self.book.longest, self.book.checks
        for index, line in enumerate(spaced.split(b"\n")):
            tokens = line.split()
            if not tokens:
                continue
            numbers = firsts.get(tokens[0], ()) + lasts.get(tokens[-1], ())
            if not live.isdisjoint(tokens):
                numbers = sum((words[token] for token in tokens if token in live), numbers)
            if b"0" <= line[:1] <= b"9":
                numbers = sum((numbered[token] for token in tokens if token in numbered), numbers)
            if numbers:
                size = folded[index].count(" ") + 1
                form = folded[index]
                for number in numbers:
                    how, rule, phrase = checks[number]
                    if size <= longest[rule] and (how == "regex" or phrase in form):
                        yield index, number

    def _asked(self, group: str, folded: Sequence[str], indexes: Sequence[int]) -> Iterator[tuple[int, int]]:
        """What the RE2 set of a group of checks proposes for some lines."""
        numbers = getattr(self.book, group)
        if not numbers or not indexes:
            return
        if group not in self._sets:
            self._sets[group] = self._compiled(numbers)
        match = self._sets[group].Match
        for index in indexes:
            for place in match(folded[index].encode("utf-8", "surrogatepass")) or ():
                yield index, numbers[place]

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

    def _holds(self, number: int, folded: str) -> bool:
        """Does the line pass a check: is it short enough, and is the phrase there, at word edges?"""
        how, rule, phrase = self.book.checks[number]
        if how != "regex" and phrase not in folded:
            return False
        if words(folded) > self.book.longest[rule]:
            return False
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
        self._wordings = [Wording(book) for book in (*own, *books)]
        for wording in self._wordings[: len(own)]:
            wording.prove()
        self._memo: dict[str, Judged] = {}

    def judge(self, line: str) -> Judged:
        """The folded form of a line and the rules that match it, keep rules first."""
        (folded,), hits = self.columns([line])
        return folded, hits.get(0, ())

    def columns(self, lines: Sequence[str]) -> tuple[list[str], Hits]:
        """The folded column of some lines, and the rules of those that any rule matches, by index from 0.

        A line longer than `LONGEST` is not folded and matches nothing.
        """
        entries: list[Judged | None] = list(map(self._memo.get, lines))
        if None in entries:
            new = self._judged(list(dict.fromkeys(line for line, entry in zip(lines, entries, strict=True) if entry is None)))
            entries = [entry or new[line] for line, entry in zip(lines, entries, strict=True)]
        known = [entry for entry in entries if entry]
        return [form for form, _ in known], {index: rules for index, (_, rules) in enumerate(known) if rules}

    def _judged(self, lines: Sequence[str]) -> dict[str, Judged]:
        """Lines that are not in the memo; the short ones go there."""
        rest = [line for line in lines if len(line) <= LONGEST and not line.isspace() and line]
        folded = list(map(fold, rest))
        found = self._found(folded) if folded else {}
        judged: dict[str, Judged] = dict(zip(rest, zip(folded, map(found.get, range(len(rest)), repeat(())), strict=True), strict=True))
        if len(rest) < len(lines):
            judged.update((line, (line.strip(), ())) for line in lines if line not in judged)
        if len(self._memo) < MEMO_SIZE:
            self._memo.update((line, entry) for line, entry in judged.items() if len(line) <= MEMO_LINE)
        return judged

    def _found(self, folded: Sequence[str]) -> Hits:
        """The rules of all books for some folded lines."""
        if len(self._wordings) == 1:
            return self._wordings[0].matches(folded)
        found: Hits = {}
        for wording in self._wordings:
            for index, rules in wording.matches(folded).items():
                found[index] = found.get(index, ()) + rules
        return {index: tuple(sorted(rules, key=lambda rule: not rule.keep)) for index, rules in found.items()}
