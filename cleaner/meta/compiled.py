"""Words of the packs as tables that are compiled when they are first asked for, or were compiled by an earlier run."""

from __future__ import annotations

import marshal
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any, TypeVar

from cleaner.meta.phrases import Phrases
from cleaner.meta.tables import Tables, lists, spoken

Value = TypeVar("Value")


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
        return "words", "\0".join(sorted(value))
    return "plain", value


def unpacked(kind: str, value: Any) -> Any:
    """A table from its plain values."""
    return Phrases.from_parts(*value) if kind == "phrases" else frozenset(value.split("\0")) if kind == "words" else value


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
        names = [name for name, value in vars(type(self)).items() if isinstance(value, table)]
        values = {name: getattr(self, name) for name in names}
        return {name: marshal.dumps(packed(value), 4) for name, value in values.items()}

    def _lists(self, table: str, *names: str) -> Iterator[str]:
        return lists(self._tables, table, *names)

    def _phrases(self, table: str, *names: str) -> Phrases:
        return Phrases(self._lists(table, *names))

    def _spoken(self, table: str, name: str) -> dict[str, frozenset[str]]:
        return spoken(self._tables, table, name)
