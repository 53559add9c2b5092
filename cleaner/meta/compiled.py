"""Words of the packs as tables that are compiled when they are first asked for, or were compiled by an earlier run."""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Mapping, Set
from functools import cached_property
from itertools import chain
from typing import Any, TypeVar

from cleaner.meta.phrases import Phrases
from cleaner.meta.tables import Tables, lists, spoken

Value = TypeVar("Value")
MANY = 2000  # words of a set of which few are asked for by one text


class table(cached_property[Value]):  # noqa: N801 - a decorator
    """A table that is compiled when it is first asked for, or read from what an earlier run compiled."""

    def __get__(self, cues: Any, owner: type[Any] | None = None) -> Any:
        data = cues.stored.get(self.attrname) if cues is not None else None
        if data is None:
            return super().__get__(cues, owner)
        value = cues.__dict__[self.attrname] = unpacked(*marshal.loads(data))
        return value


def packed(value: Any) -> tuple[str, Any]:
    """A table as plain values that load quickly."""
    if isinstance(value, Phrases):
        return "phrases", value.parts()
    if isinstance(value, frozenset) and value:
        if len(value) >= MANY:
            shelves: dict[str, list[str]] = {}
            for word in sorted(value):
                shelves.setdefault(word[:1], []).append(word)
            return "shelves", {first: "\0".join(words) for first, words in shelves.items()}
        return "words", "\0".join(sorted(value))
    if isinstance(value, dict):
        same: dict[str, Any] = {}  # equal values are one, and are loaded once
        return "plain", {name: same.setdefault(repr(item), item) for name, item in value.items()}
    return "plain", value


def unpacked(kind: str, value: Any) -> Any:
    """A table from its plain values."""
    if kind == "phrases":
        return Phrases.from_parts(*value)
    if kind == "shelves":
        return Shelves(value)
    return frozenset(value.split("\0")) if kind == "words" else value


class Shelves(Set[str]):
    """Many words, each first letter's kept in one string until a word with it is asked for."""

    def __init__(self, joined: dict[str, str]) -> None:
        self._joined = joined
        self._shelves: dict[str, frozenset[str]] = {}

    def __contains__(self, word: object) -> bool:
        return isinstance(word, str) and word in self._shelf(word[:1])

    def __iter__(self) -> Iterator[str]:
        return chain.from_iterable(map(self._shelf, self._joined))

    def __len__(self) -> int:
        return sum(map(len, map(self._shelf, self._joined)))

    def _shelf(self, first: str) -> frozenset[str]:
        known = self._shelves.get(first)
        if known is None:
            known = self._shelves[first] = frozenset(self._joined[first].split("\0") if first in self._joined else ())
        return known


class Compiled:
    """The words of some packs.

    Args:
        tables: name and tables of each pack.
        stored: tables that were compiled before, marshalled.
    """

    def __init__(self, tables: Tables, stored: Mapping[str, bytes] | None = None) -> None:
        self._tables = tables
        self.stored = stored or {}

    def packed(self) -> dict[str, bytes]:
        """All tables, compiled and marshalled."""
        names = [name for owner in type(self).__mro__ for name, value in vars(owner).items() if isinstance(value, table)]
        values = {name: getattr(self, name) for name in names}
        return {name: marshal.dumps(packed(value), 4) for name, value in values.items()}

    def _lists(self, table: str, *names: str) -> Iterator[str]:
        return lists(self._tables, table, *names)

    def _phrases(self, table: str, *names: str) -> Phrases:
        return Phrases(self._lists(table, *names))

    def _spoken(self, table: str, name: str) -> dict[str, frozenset[str]]:
        return spoken(self._tables, table, name)
