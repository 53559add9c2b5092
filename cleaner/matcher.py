"""Compiled rules, ready to match the lines of a page: whole lines by a hash, the rest by scanners."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from cleaner.book import Book, bound
from cleaner.fold import fold_lines, is_lettered
from cleaner.model import Hits, Rule
from cleaner.rules import Pack
from cleaner.scanner import Scanner

LONGEST = 700  # characters: a longer line is never judged by its wording
REPEATED = 80  # characters of a line that may come again: furniture does, prose does not
REMEMBERED = 16_000  # lines of a generation: some 6 MB

Found = tuple[str, tuple[Rule, ...]]  # a line's folded form, and the rules that match it


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
        named: dict[int, tuple[int, ...]] = {}
        found: dict[int, set[int]] = {}
        odd = [index for index, form in enumerate(folded) if not form.isascii()]
        for lettered, lines in ((False, range(len(folded))), (True, odd)):
            forms = [folded[index] for index in lines]
            if lettered and not is_lettered("".join(forms)):
                break
            named |= {lines[place]: numbers for place, numbers in self.book.part(lettered).whole.found(forms).items()}
            for place, rule in self.scanner(lettered).matches(forms):
                found.setdefault(lines[place], set()).add(rule)
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

    Results depend on nothing but the line, so what was found in short lines is remembered: a third of the lines of a page have stood
    on it, or on an earlier page, before. Safe in threads.

    Args:
        rules, packs: rules to compile now, with the packs whose month and weekday names their expressions mean.
        books: rules that were compiled before.
    """

    def __init__(self, rules: Sequence[Rule] = (), packs: Sequence[Pack] = (), books: Sequence[Book] = ()) -> None:
        own = [bound(rules, packs)] if rules else []
        self._wordings = [Wording(book) for book in (*own, *books)]
        self._young: dict[str, Found] = {}  # what is remembered: lines that came lately,
        self._old: dict[str, Found] = {}  # and those of the generation before, dropped when the young ones are too many
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
        young = self._young
        late = list(map(young.get, lines))
        fresh = self._fresh(dict.fromkeys(line for line, known in zip(lines, late, strict=True) if known is None)) if None in late else {}
        found = [known or fresh[line] for line, known in zip(lines, late, strict=True)]
        return [form for form, _ in found], {index: rules for index, (_, rules) in enumerate(found) if rules}

    def _fresh(self, lines: Iterable[str]) -> dict[str, Found]:
        """What is found in lines that did not come lately, which are remembered from now on."""
        old = self._old
        again = {line: old[line] for line in lines if line in old}
        new = [line for line in lines if line not in again]
        folded = fold_lines(new)
        hits = self._found([form if len(line) <= LONGEST else "" for line, form in zip(new, folded, strict=True)])
        fresh = again | {line: (form, hits.get(index, ())) for index, (line, form) in enumerate(zip(new, folded, strict=True))}
        if len(self._young) > REMEMBERED:
            self._young, self._old = {}, self._young
        if len(fresh) <= REMEMBERED:
            self._young.update((line, known) for line, known in fresh.items() if len(line) <= REPEATED)
        return fresh

    def _found(self, folded: Sequence[str]) -> Hits:
        """The rules of all books for some folded lines."""
        if len(self._wordings) == 1:
            return self._wordings[0].matches(folded)
        found: Hits = {}
        for wording in self._wordings:
            for index, rules in wording.matches(folded).items():
                found[index] = found.get(index, ()) + rules
        return {index: tuple(sorted(rules, key=lambda rule: not rule.keep)) for index, rules in sorted(found.items())}
