"""Rules bound into a book: folded, indexed, ready to match; the built-in packs' book is kept in a file beside them."""

from __future__ import annotations

import marshal
import os
import re
import tempfile
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any

from cleaner.anchors import DIGIT, first_words, of_expression, of_phrase
from cleaner.fold import HAN, fold
from cleaner.marks import is_marked
from cleaner.model import Rule
from cleaner.rules import PACKS, Pack, builtin_packs, packs_digest, wanted

FORMAT = 17  # of the file; grows with every change to what it holds
FILE = PACKS / "__pycache__" / "book.bin"
SLOT = re.compile(r"\{(month|weekday)\}")
UNSPACED = re.compile(r"\\p\{(?:Han|Hiragana|Katakana|Hangul|Thai|Lao)\}")
EDGE = r"(?:^|[^\pL\pN])"  # an expression begins at the edge of a word
NUMBERED = frozenset([DIGIT])
SHAPES = ("start", "end", "has")
NOT_BOUND = ("examples", "not")  # fields of tables that only tests read
# What judging asks of a rule; its forms are in the indexes, its examples in the pack: without them the file is read in half the time.
FIELDS = ("pack", "code", "why", "where", "max", "into", "until", "safe", "keep", "at")

Check = tuple[str, int, str]  # how, number of the rule, folded phrase or expanded expression


@dataclass(slots=True)
class Book:
    """Compiled rules. `rows` are the rules' fields, `longest` their word caps; a rule is known by its number.

    `whole` leads from a folded line to rules, `anchors` from a word to checks ("^word": a first one, "word$": a last
    one, "#word": one in a line that begins with a digit). RE2 sets find the rest: `marked` among lines that hold a digit,
    a rare sign or a letter beyond ASCII, `unspaced` in scripts without spaces, `loose` everywhere (the dear ones: no
    built-in rule is among them). `tables` are the packs' words by pack.
    """

    rows: list[tuple[Any, ...]]
    longest: list[int]
    whole: dict[str, tuple[int, ...]]
    checks: list[Check]
    anchors: dict[bytes, tuple[int, ...]]
    loose: list[int]
    marked: list[int]
    unspaced: list[int]
    tables: dict[str, dict[str, Any]]
    _rules: dict[int, Rule] = field(default_factory=dict)

    def rule(self, number: int) -> Rule:
        """A rule by its number, made when it is first asked for."""
        rule = self._rules.get(number)
        return rule if rule is not None else self._rules.setdefault(number, Rule(**dict(zip(FIELDS, self.rows[number], strict=True))))

    def chosen(self, select: Sequence[str], ignore: Sequence[str]) -> Book:
        """The book without the rules that `select` and `ignore` leave out; keep rules stay."""
        code, keep = FIELDS.index("code"), FIELDS.index("keep")
        there = {number for number, row in enumerate(self.rows) if row[keep] or wanted(row[code], select, ignore)}
        whole = {form: mine for form, rules in self.whole.items() if (mine := tuple(rule for rule in rules if rule in there))}
        checks = [check if check[1] in there else ("has", check[1], "\0") for check in self.checks]
        live = {number for number, check in enumerate(self.checks) if check[1] in there}

        def left(found: Iterable[int]) -> tuple[int, ...]:
            return tuple(number for number in found if number in live)

        anchors = {word: numbers for word, found in self.anchors.items() if (numbers := left(found))}
        loose, marked, unspaced = (list(left(group)) for group in (self.loose, self.marked, self.unspaced))
        return Book(self.rows, self.longest, whole, checks, anchors, loose, marked, unspaced, self.tables, self._rules)


def names(packs: Iterable[Pack], table: str) -> str:
    """An alternation of the month or weekday names of some packs, longest first, folded."""
    found = {fold(name) for pack in packs for group in pack.tables.get("language", {}).get(table, ()) for name in group}
    return "(?:" + "|".join(re.escape(name) for name in sorted(found, key=lambda name: (-len(name), name))) + ")"


def bound(rules: Sequence[Rule], packs: Sequence[Pack]) -> Book:
    """Bind rules into a book.

    Args:
        rules: the rules, in the order in which they answer; keep rules come first by themselves.
        packs: the packs whose month and weekday names `{month}` and `{weekday}` mean; those of `any`, and of packs
            that are not among these, mean all of them.
    """
    rules = sorted(rules, key=lambda rule: not rule.keep)
    every = names(packs, "months"), names(packs, "weekdays")
    slots = {pack.name: (names([pack], "months"), names([pack], "weekdays")) for pack in packs if pack.name != "any"}
    common = frozenset(fold(word) for pack in packs for word in pack.tables.get("language", {}).get("stop_words", ()))
    book = Book([], [], {}, [], {}, [], [], [], {pack.name: bound_tables(pack) for pack in packs})
    whole: dict[str, dict[int, None]] = {}
    book._rules.update(enumerate(rules))
    for number, rule in enumerate(rules):
        book.rows.append(tuple(getattr(rule, name) for name in FIELDS))
        book.longest.append(rule.max)
        for form in rule.line:
            whole.setdefault(fold(form), {})[number] = None
        for how in SHAPES:
            for phrase in getattr(rule, how):
                add_check(book, (how, number, fold(phrase)), of_phrase(how, fold(phrase), common), common)
        months, weekdays = slots.get(rule.pack, every)
        for pattern in rule.regex:
            full = SLOT.sub(lambda match: months if match[1] == "month" else weekdays, pattern)  # noqa: B023
            add_check(book, ("regex", number, full), of_expression(full, common), common)
    book.whole = {form: tuple(numbers) for form, numbers in whole.items()}
    return book


def bound_tables(pack: Pack) -> dict[str, Any]:
    """A pack's words without what only tests read."""
    return {
        table: {name: value for name, value in content.items() if name not in NOT_BOUND} if table != "agencies" else content
        for table, content in pack.tables.items()
    }


def add_check(book: Book, check: Check, anchors: frozenset[str] | None, common: frozenset[str]) -> None:
    """Enter a check under its first words, which fewest lines share, its anchors, or among those that an RE2 set must find."""
    number = len(book.checks)
    book.checks.append(check)
    pattern = check[2]
    first = first_words(pattern) if check[0] == "regex" else None
    unspaced = bool(HAN.search(pattern) or UNSPACED.search(pattern))
    if check[0] == "regex" and not pattern.startswith("^") and not unspaced:
        book.checks[number] = ("regex", check[1], f"{EDGE}(?:{pattern})")
    if first == NUMBERED and anchors:
        first = frozenset(f"#{word}" for word in anchors)
    if first == NUMBERED:
        book.marked.append(number)
    elif first or anchors:
        for word in sorted(better(first, anchors, common)):
            key = word.encode("utf-8", "surrogatepass")
            book.anchors[key] = (*book.anchors.get(key, ()), number)
    elif unspaced:
        book.unspaced.append(number)
    else:
        (book.marked if is_marked(pattern) else book.loose).append(number)


def better(first: frozenset[str] | None, anchors: frozenset[str] | None, common: frozenset[str]) -> frozenset[str]:
    """First words, which fewest lines share, unless stop words are among them and not among the other anchors."""
    if first and anchors and any(word[0] == "^" and word[1:] in common for word in first) and not anchors & common:
        return anchors
    return first or anchors or frozenset()


@cache
def builtin_book() -> Book:
    """The book of all built-in packs: from its file if that is of these packs, else bound and the file written."""
    stamp = f"{FORMAT} {packs_digest()}"
    with suppress(OSError, ValueError, EOFError, TypeError):
        found, *parts = marshal.loads(FILE.read_bytes())
        if found == stamp:
            return Book(*parts)
    packs = builtin_packs()
    book = bound([rule for pack in packs for rule in pack.rules], packs)
    parts = [getattr(book, item.name) for item in fields(Book) if item.name != "_rules"]
    with suppress(OSError):  # a read-only installation binds anew each time
        write_book(FILE, marshal.dumps((stamp, *parts), 4))
    return book


def write_book(path: Path, data: bytes) -> None:
    """Write beside and rename: another process may be reading."""
    path.parent.mkdir(exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(data)
    Path(name).replace(path)
