"""The parts of a book: whole lines on shelves, and literals that lead to the checks a line may pass."""

from __future__ import annotations

import marshal
from array import array
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, chain

MANY = 100_000  # lines: to open all shelves takes as long as so many look-ups then save
NONE: dict[str, tuple[int, ...]] = {}  # the shelf of what no form begins with
SIGNS = 2  # of a form, by which it is shelved
HOWS = ("start", "end", "has", "regex")

Check = tuple[str, int, str]  # how, number of the rule, folded phrase or expanded expression


class Forms:
    """Whole lines and the numbers of their rules, on shelves by their first signs: a small document opens few of them.

    Args:
        shelves: first signs -> the forms joined by newlines and their numbers, marshalled.
    """

    def __init__(self, shelves: dict[str, bytes]) -> None:
        self._shelves = shelves
        self._open: dict[str, dict[str, tuple[int, ...]]] = {}
        self._asked = 0
        self._every: dict[str, tuple[int, ...]] | None = None

    @classmethod
    def of(cls, forms: Mapping[str, tuple[int, ...]]) -> Forms:
        """Forms from a table."""
        shelves: dict[str, tuple[list[str], list[tuple[int, ...]]]] = {}
        for form, numbers in forms.items():
            shelf = shelves.setdefault(form[:SIGNS], ([], []))
            shelf[0].append(form)
            shelf[1].append(numbers)
        return cls({key: marshal.dumps(("\n".join(found), numbers), 4) for key, (found, numbers) in shelves.items()})

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Forms) and self.every() == other.every()

    __hash__ = None  # type: ignore[assignment]

    def __len__(self) -> int:
        return len(self.every())

    def packed(self) -> dict[str, bytes]:
        """The shelves as plain values."""
        return self._shelves

    def every(self) -> dict[str, tuple[int, ...]]:
        """All forms."""
        if self._every is None:
            self._every = {form: numbers for key in self._shelves for form, numbers in self._shelf(key).items()}
        return self._every

    def _shelf(self, key: str) -> dict[str, tuple[int, ...]]:
        """The forms that begin with some signs."""
        known = self._open.get(key)
        if known is None:
            data = self._shelves.get(key)
            if data is None:
                return NONE
            forms, numbers = marshal.loads(data)
            known = self._open[key] = dict(zip(forms.split("\n"), numbers, strict=True))
        return known

    def found(self, folded: Sequence[str]) -> dict[int, tuple[int, ...]]:
        """The numbers of the rules of some lines, by index; all shelves are opened once enough lines have come."""
        self._asked += len(folded)
        if self._asked > MANY:
            return {index: numbers for index, numbers in enumerate(map(self.every().get, folded)) if numbers}
        known, shelf = self._open, self._shelf
        return {
            index: numbers for index, form in enumerate(folded) if (numbers := (known.get(key := form[:SIGNS]) or shelf(key)).get(form))
        }


@dataclass(frozen=True, slots=True)
class Rows(Sequence[bytes]):
    """Stretches of bytes in one: thousands of them load in the time of two."""

    data: bytes
    ends: array[int]

    @classmethod
    def of(cls, rows: Sequence[bytes]) -> Rows:
        """The same from a list."""
        return cls(b"".join(rows), array("I", accumulate(map(len, rows))))

    def __len__(self) -> int:
        return len(self.ends)

    def __getitem__(self, number: int) -> bytes:  # type: ignore[override]  # no slices
        return self.data[self.ends[number - 1] if number else 0 : self.ends[number]]

    def dumped(self) -> tuple[bytes, bytes]:
        """They as plain values."""
        return self.data, self.ends.tobytes()

    @classmethod
    def loaded(cls, data: Sequence[bytes]) -> Rows:
        """Rows from plain values."""
        return cls(data[0], array("I", data[1]))


@dataclass(frozen=True, slots=True)
class Checks(Sequence[Check]):
    """Phrases and expressions with their rules: a check is told as one of `HOWS`, the number of its rule, and its text."""

    hows: bytes
    rules: array[int]
    texts: Rows

    @classmethod
    def of(cls, checks: Sequence[Check]) -> Checks:
        """The same from a list."""
        hows = bytes(HOWS.index(how) for how, _, _ in checks)
        return cls(hows, array("H", (rule for _, rule, _ in checks)), Rows.of([text.encode() for _, _, text in checks]))

    def __len__(self) -> int:
        return len(self.hows)

    def __getitem__(self, number: int) -> Check:  # type: ignore[override]  # no slices
        return HOWS[self.hows[number]], self.rules[number], self.texts[number].decode()

    def dumped(self) -> tuple[bytes, ...]:
        """They as plain values."""
        return self.hows, self.rules.tobytes(), *self.texts.dumped()

    @classmethod
    def loaded(cls, data: tuple[bytes, ...]) -> Checks:
        """Checks from plain values."""
        hows, rules, *texts = data
        return cls(hows, array("H", rules), Rows.loaded(texts))


@dataclass(frozen=True, slots=True)
class Asks(Sequence[tuple[int, ...]]):
    """For each literal the numbers of its checks, made a tuple when they are asked for: many literals share theirs.

    `groups` has the group of each literal; the numbers of a group end in `numbers` where `ends` says.
    """

    groups: array[int]
    ends: array[int]
    numbers: array[int]

    @classmethod
    def of(cls, asks: Sequence[tuple[int, ...]]) -> Asks:
        """The same from a list."""
        groups = {asked: place for place, asked in enumerate(dict.fromkeys(asks))}
        numbers = array("I", chain.from_iterable(groups))
        return cls(array("I", map(groups.__getitem__, asks)), array("I", accumulate(map(len, groups))), numbers)

    def __len__(self) -> int:
        return len(self.groups)

    def __getitem__(self, literal: int) -> tuple[int, ...]:  # type: ignore[override]  # no slices
        group = self.groups[literal]
        return tuple(self.numbers[self.ends[group - 1] if group else 0 : self.ends[group]])

    def dumped(self) -> tuple[bytes, ...]:
        """They as plain values."""
        return self.groups.tobytes(), self.ends.tobytes(), self.numbers.tobytes()

    @classmethod
    def loaded(cls, data: tuple[bytes, ...]) -> Asks:
        """Asks from plain values."""
        groups, ends, numbers = data
        return cls(array("I", groups), array("I", ends), array("I", numbers))


@dataclass(slots=True)
class Part:
    """The forms and checks of a book that lines of one kind can match: those without a letter beyond ASCII, or the others.

    `whole` leads from a folded line to the numbers of its rules. A line that passes a check holds one of its `literals`, which
    are sorted, with a newline for each end of the line; `asks` are the numbers of the checks of each literal, `needs` says if
    all of them need a mark too: a digit, a rare sign or a letter beyond ASCII, `most` are the words a line may have for any of
    them. Expressions without a literal are `marked` if they need a mark, else `loose` (no built-in rule is).
    """

    whole: Forms = field(default_factory=lambda: Forms({}))
    literals: list[str] = field(default_factory=list)
    asks: Asks = field(default_factory=lambda: Asks.of([]))
    needs: bytes = b""
    most: array[int] = field(default_factory=lambda: array("H"))
    marked: list[int] = field(default_factory=list)
    loose: list[int] = field(default_factory=list)

    def dumped(self) -> bytes:
        """The part as bytes that load in a tenth of the time that a marshalled table of strings takes."""
        found = "\0".join(self.literals)
        rest = self.needs, self.most.tobytes(), self.marked, self.loose
        return marshal.dumps((self.whole.packed(), found, self.asks.dumped(), *rest), 4)

    @classmethod
    def loaded(cls, data: bytes) -> Part:
        """A part from its bytes."""
        shelves, found, asks, needs, most, marked, loose = marshal.loads(data)
        return cls(Forms(shelves), found.split("\0") if found else [], Asks.loaded(asks), needs, array("H", most), marked, loose)

    def chosen(self, rules: frozenset[int], checks: frozenset[int]) -> Part:
        """The part with these rules and checks only."""

        def left(numbers: Iterable[int]) -> list[int]:
            return [number for number in numbers if number in checks]

        every = self.whole.every()
        whole = {form: mine for form, numbers in every.items() if (mine := tuple(number for number in numbers if number in rules))}
        mine_of = list(map(left, self.asks))
        kept = [place for place, mine in enumerate(mine_of) if mine]
        asks, needs = Asks.of([tuple(mine_of[place]) for place in kept]), bytes(self.needs[place] for place in kept)
        most = array("H", (self.most[place] for place in kept))
        return Part(Forms.of(whole), [self.literals[place] for place in kept], asks, needs, most, left(self.marked), left(self.loose))
