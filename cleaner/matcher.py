"""Rules -> a hash of whole lines, one RE2 set for wording, and a memo of short lines. The only import of re2."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import re2

from cleaner.fold import fold, is_edge, words
from cleaner.model import CleanerError, Hits, Rule
from cleaner.rules import Pack

LONGEST = 700  # characters: a longer line is never judged by its wording
MEMO_LINE = 80  # characters: only short lines come again
MEMO_SIZE = 50_000  # lines; about 12 MB
MAX_MEM = 256 << 20  # bytes RE2 may use for its automaton; the default is too small for a thousand patterns
SLOT = re.compile(r"\{(month|weekday)\}")

Judged = tuple[str, tuple[Rule, ...]]


def expanded(pattern: str, months: str, weekdays: str) -> str:
    """A pattern with `{month}` and `{weekday}` filled in."""
    return SLOT.sub(lambda match: months if match[1] == "month" else weekdays, pattern)


def names(packs: Iterable[Pack], table: str) -> str:
    """An alternation of the month or weekday names of some packs, longest first, folded."""
    found = {fold(name) for pack in packs for group in pack.tables.get("language", {}).get(table, ()) for name in group}
    return "(?:" + "|".join(re.escape(name) for name in sorted(found, key=lambda name: (-len(name), name))) + ")"


def quoted(phrase: str) -> str:
    """A literal for RE2."""
    return str(re2.escape(phrase))


def has_phrase(folded: str, phrase: str) -> bool:
    """Does the phrase stand in the line, at word edges?"""
    place = folded.find(phrase)
    while place >= 0:
        if is_edge(folded, place) and is_edge(folded, place + len(phrase)):
            return True
        place = folded.find(phrase, place + 1)
    return False


class Matcher:
    """Finds the rules that match a line by its wording alone; a line's place is the passes' affair.

    Results depend on nothing but the line: the memo only saves time. Safe in threads.
    """

    def __init__(self, rules: Sequence[Rule], packs: Sequence[Pack]) -> None:
        self.whole: dict[str, tuple[Rule, ...]] = {}
        self.checks: list[tuple[str, Rule, str]] = []  # how, rule, folded phrase; in the order of the set
        self._memo: dict[str, Judged] = {}
        self._rank = {id(rule): (not rule.keep, place) for place, rule in enumerate(rules)}
        options = re2.Options()
        options.max_mem = MAX_MEM
        options.never_capture = True
        options.log_errors = False
        self._set = re2.Set.SearchSet(options)
        fill = {pack.name: (names([pack], "months"), names([pack], "weekdays")) for pack in packs}
        every = (names(packs, "months"), names(packs, "weekdays"))
        for rule in rules:
            months, weekdays = every if rule.pack == "any" or rule.pack not in fill else fill[rule.pack]
            for form in rule.line:
                key = fold(form)
                self.whole[key] = (*self.whole.get(key, ()), rule)
            self._add_phrases(rule)
            for pattern in rule.regex:
                self._add(expanded(pattern, months, weekdays), "regex", rule, pattern)
        if self.checks:
            self._set.Compile()

    def _add_phrases(self, rule: Rule) -> None:
        """Let RE2 propose lines with a phrase of the rule; word edges are checked afterwards."""
        shapes = (("start", rule.start, "^", ""), ("end", rule.end, "", "$"), ("has", rule.has, "", ""))
        for how, phrases, before, after in shapes:
            for phrase in phrases:
                folded = fold(phrase)
                self._add(before + quoted(folded) + after, how, rule, folded)

    def _add(self, pattern: str, how: str, rule: Rule, phrase: str) -> None:
        """Add one pattern to the set."""
        try:
            self._set.Add(pattern)
        except re2.error as error:
            reason = error.args[0].decode() if error.args and isinstance(error.args[0], bytes) else error
            raise CleanerError(f"{rule.at}: {rule.code}: RE2 refuses {pattern!r}: {reason}") from None
        self.checks.append((how, rule, phrase))

    def judge(self, line: str) -> Judged:
        """The folded form of a line and the rules that match it, keep rules first."""
        if len(line) > LONGEST:
            return line.strip(), ()
        folded = fold(line)
        found = self.whole.get(folded, ())
        proposed = self._set.Match(folded) if folded and self.checks else None
        if proposed:
            found = self._checked(folded, found, proposed)
        judged = (folded, found)
        if len(line) <= MEMO_LINE and len(self._memo) < MEMO_SIZE:
            self._memo[line] = judged
        return judged

    def _checked(self, folded: str, found: tuple[Rule, ...], proposed: Iterable[int]) -> tuple[Rule, ...]:
        """Add the proposed rules whose length cap and word edges hold."""
        size = words(folded)
        rules = dict.fromkeys(found)
        for number in proposed:
            how, rule, phrase = self.checks[number]
            if size <= rule.max and rule not in rules and self._holds(how, folded, phrase):
                rules[rule] = None
        return tuple(sorted(rules, key=lambda rule: self._rank[id(rule)]))

    @staticmethod
    def _holds(how: str, folded: str, phrase: str) -> bool:
        """Are the phrase's edges word edges?"""
        if how == "start":
            return is_edge(folded, len(phrase))
        if how == "end":
            return is_edge(folded, len(folded) - len(phrase))
        return how == "regex" or has_phrase(folded, phrase)

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
