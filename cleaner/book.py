"""Rules bound into a book: folded, indexed, ready to match; the built-in packs' book is kept in a file beside them."""

from __future__ import annotations

import marshal
import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property
from typing import Any

from cleaner.fold import fold, is_lettered, unspaced
from cleaner.literals import LONGEST, literals
from cleaner.marks import is_marked, needs_letter
from cleaner.model import Rule
from cleaner.parts import Asks, Check, Checks, Forms, Part, Rows
from cleaner.rules import Pack, builtin_packs, wanted
from cleaner.stored import keep, stored

FILES = ("book.bin", "plain.bin", "lettered.bin", "tables.bin")
UNSPACED = re.compile(r"\\p\{(?:Han|Hiragana|Katakana|Hangul|Thai|Lao)\}")
EDGE = r"(?:^|[^\pL\pN])"  # an expression begins at the edge of a word
SHAPES = ("start", "end", "has")
NOT_BOUND = ("examples", "not")  # fields of tables that only tests read
# What judging asks of a rule; its forms are in the indexes, its examples in the pack: without them the file is read in half the time.
FIELDS = ("pack", "code", "why", "where", "max", "into", "until", "safe", "keep", "at")


class Book:
    """Compiled rules. A rule is known by its number, a check by its place in `checks`.

    Args:
        rows: the rules' fields, each marshalled; a rule is made when it is first asked for.
        longest: the rules' word caps.
        checks: phrases and expressions, with their rules.
        parts: for lines without letters beyond ASCII, and for those with; or what gives them when they are needed.
        tables: gives the packs' words by pack, marshalled.
        inside: names of elements of HTML, with the rule that takes out what stands in them.
    """

    def __init__(
        self,
        rows: Rows,
        longest: list[int],
        checks: Checks,
        parts: Iterable[Part | Callable[[], Part]],
        tables: Callable[[], bytes],
        inside: dict[str, int],
    ) -> None:
        self.inside = inside
        self.rows, self.longest, self.checks = rows, longest, checks
        self._parts = list(parts)
        self._tables = tables
        self._rules: dict[int, Rule] = {}

    def part(self, lettered: bool) -> Part:
        """The part for lines without letters beyond ASCII, or for the others."""
        part = self._parts[lettered]
        if not isinstance(part, Part):
            part = self._parts[lettered] = part()
        return part

    @cached_property
    def tables(self) -> dict[str, dict[str, Any]]:
        """The packs' words by pack."""
        found: dict[str, dict[str, Any]] = marshal.loads(self._tables())
        return found

    def rule(self, number: int) -> Rule:
        """A rule by its number."""
        rule = self._rules.get(number)
        if rule is None:
            rule = self._rules.setdefault(number, Rule(**dict(zip(FIELDS, marshal.loads(self.rows[number]), strict=True))))
        return rule

    def chosen(self, select: Sequence[str], ignore: Sequence[str]) -> Book:
        """The book without the rules that `select` and `ignore` leave out; keep rules stay."""
        code, keep = FIELDS.index("code"), FIELDS.index("keep")
        rows = [marshal.loads(row) for row in self.rows]
        rules = frozenset(number for number, row in enumerate(rows) if row[keep] or wanted(row[code], select, ignore))
        checks = frozenset(number for number, rule in enumerate(self.checks.rules) if rule in rules)
        parts = [self.part(lettered).chosen(rules, checks) for lettered in (False, True)]
        inside = {name: number for name, number in self.inside.items() if number in rules}
        return Book(self.rows, self.longest, self.checks, parts, self._tables, inside)

    def dumped(self) -> dict[str, bytes]:
        """The book as the bytes of its files."""
        head = marshal.dumps((self.rows.dumped(), self.longest, self.checks.dumped(), self.inside), 4)
        return dict(zip(FILES, (head, self.part(False).dumped(), self.part(True).dumped(), self._tables()), strict=True))

    @classmethod
    def loaded(cls, file: Callable[[str], bytes]) -> Book:
        """A book from its files, each read when it is needed."""
        rows, longest, checks, inside = marshal.loads(file(FILES[0]))
        plain, lettered = (lambda name=name: Part.loaded(file(name)) for name in FILES[1:3])
        return cls(Rows.loaded(rows), longest, Checks.loaded(checks), [plain, lettered], lambda: file(FILES[3]), inside)


def names(packs: Iterable[Pack], table: str) -> str:
    """An alternation of the month or weekday names of some packs, longest first, folded."""
    found = {fold(name) for pack in packs for group in pack.tables.get("language", {}).get(table, ()) for name in group}
    return "(?:" + "|".join(re.escape(name) for name in sorted(found, key=lambda name: (-len(name), name))) + ")"


def has_names(pack: Pack) -> bool:
    """Does a pack hold month and weekday names of its own?"""
    return all(pack.tables.get("language", {}).get(table) for table in ("months", "weekdays"))


def bound(rules: Sequence[Rule], packs: Sequence[Pack]) -> Book:
    """Bind rules into a book.

    Args:
        rules: the rules, in the order in which they answer; keep rules come first by themselves.
        packs: the packs whose month and weekday names `{month}` and `{weekday}` mean; those of packs
            that have none (`any`, rules of one's own) mean all of them.
    """
    rules = sorted(rules, key=lambda rule: not rule.keep)
    every = names(packs, "months"), names(packs, "weekdays")
    slots = {pack.name: (names([pack], "months"), names([pack], "weekdays")) for pack in packs if has_names(pack)}
    rows = Rows.of([marshal.dumps(tuple(getattr(rule, name) for name in FIELDS), 4) for rule in rules])
    longest = [rule.max for rule in rules]
    index = Index(longest)
    for number, rule in enumerate(rules):
        for form in rule.line:
            index.add_whole(fold(form), number)
        for how in SHAPES:
            for phrase in getattr(rule, how):
                index.add_phrase(how, number, fold(phrase))
        months, weekdays = slots.get(rule.pack, every)
        for pattern in rule.regex:
            index.add_expression(number, pattern.replace("{month}", months).replace("{weekday}", weekdays))
    tables = marshal.dumps({pack.name: bound_tables(pack) for pack in packs}, 4)
    inside = {name: number for number, rule in reversed(list(enumerate(rules))) for name in rule.inside}  # the first one answers
    book = Book(rows, longest, Checks.of(index.checks), index.parts(), lambda: tables, inside)
    book._rules.update(enumerate(rules))
    return book


class Index:
    """The parts of a book while it is bound."""

    def __init__(self, longest: Sequence[int]) -> None:
        self._longest = longest  # word caps of the rules
        self.checks: list[Check] = []
        self._whole: tuple[dict[str, dict[int, None]], ...] = ({}, {})
        self._asks: tuple[dict[str, dict[int, None]], ...] = ({}, {})
        self._marked: tuple[list[int], ...] = ([], [])
        self._loose: list[int] = []
        self._needing: set[int] = set()  # checks

    def add_whole(self, form: str, rule: int) -> None:
        """Enter a whole line."""
        self._whole[is_lettered(form)].setdefault(form, {})[rule] = None

    def add_phrase(self, how: str, rule: int, phrase: str) -> None:
        """Enter a phrase under its own beginning, or under its end where lines end with it."""
        literal = f"\n{phrase}"[:LONGEST] if how == "start" else f"{phrase}\n"[-LONGEST:] if how == "end" else phrase[:LONGEST]
        self._enter((how, rule, phrase), [literal])

    def add_expression(self, rule: int, pattern: str) -> None:
        """Enter an expression under its literals, or among those that have none."""
        free = unspaced(pattern) > 0 or UNSPACED.search(pattern)
        full = pattern if pattern.startswith("^") or free else f"{EDGE}(?:{pattern})"
        found = literals(pattern)
        number = len(self.checks)
        marked = is_marked(pattern)
        if marked:
            self._needing.add(number)
        if found:
            self._enter(("regex", rule, full), found)
            return
        self.checks.append(("regex", rule, full))
        if marked:
            self._marked[needs_letter(pattern)].append(number)
        else:
            self._loose.append(number)

    def _enter(self, check: Check, found: Iterable[str]) -> None:
        """Enter a check under literals."""
        number = len(self.checks)
        self.checks.append(check)
        for literal in sorted(found):
            self._asks[is_lettered(literal)].setdefault(literal, {})[number] = None

    def parts(self) -> Iterator[Part]:
        """The two parts."""
        for whole, asks, marked, loose in zip(self._whole, self._asks, self._marked, (self._loose, []), strict=True):
            forms = {form: tuple(numbers) for form, numbers in whole.items()}
            found = sorted(asks)
            numbers_of = [tuple(asks[literal]) for literal in found]
            needs = bytes(map(self._needing.issuperset, numbers_of))
            most = array("H", (max(self._longest[self.checks[number][1]] for number in numbers) for numbers in numbers_of))
            yield Part(Forms.of(forms), found, Asks.of(numbers_of), needs, most, marked, loose)


def bound_tables(pack: Pack) -> dict[str, Any]:
    """A pack's words without what only tests read."""
    return {
        table: {name: value for name, value in content.items() if name not in NOT_BOUND} if table != "agencies" else content
        for table, content in pack.tables.items()
    }


@cache
def fresh() -> dict[str, bytes]:
    """The files of the book of all built-in packs, bound anew; all are kept as soon as one is wanted."""
    packs = builtin_packs()
    found = bound([rule for pack in packs for rule in pack.rules], packs).dumped()
    for name, data in found.items():
        keep(name, data)
    return found


@cache
def builtin_book() -> Book:
    """The book of all built-in packs, bound once."""
    return Book.loaded(lambda name: stored(name, lambda: fresh()[name]))
