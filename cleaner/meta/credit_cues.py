"""The words of all packs that credits are read by: labels, sign-offs, "with", words for agencies."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cached_property

from cleaner.fold import fold
from cleaner.meta.compiled import Compiled, table
from cleaner.meta.phrases import Phrases
from cleaner.meta.tables import Tables, agencies_in_short, starts


class CreditCues(Compiled):
    """What the packs say about credits; `frequent` tells the frequent words of all languages."""

    def __init__(self, tables: Tables, frequent: Callable[[], Collection[str]], stored: Mapping[str, bytes] | None = None) -> None:
        super().__init__(tables, stored)
        self._frequent = frequent

    @table
    def source(self) -> Phrases:
        """Labels of a credit."""
        return self._phrases("credit", "source")

    @table
    def source_spoken(self) -> dict[str, frozenset[str]]:
        """Labels of a credit -> their languages."""
        return self._spoken("credit", "source")

    @table
    def reporting(self) -> Phrases:
        """Beginnings of a sign-off."""
        return self._phrases("credit", "reporting")

    @table
    def wires(self) -> Phrases:
        """Words for agencies that are not named ("agencies", "agency inputs")."""
        return self._phrases("credit", "wires")

    @table
    def with_words(self) -> dict[str, frozenset[str]]:
        """Words before the agencies whose reports were used ("with") -> the languages that have them."""
        return self._spoken("credit", "with")

    @table
    def forms(self) -> dict[str, frozenset[str]]:
        """Forms of credits that only some presses have ("initials" alone on a line) -> their languages."""
        return self._spoken("credit", "forms")

    @table
    def sign_offs(self) -> frozenset[str]:
        """First words of sign-offs that are no frequent words of any language."""
        return frozenset(word for word in self.reporting.by_first if word not in self._frequent())

    @table
    def starts(self) -> frozenset[str]:
        """What a folded credit may begin with: labels, sign-offs, agencies in short; two words where the first is a frequent one."""
        shorts = (fold(short).split(" ")[0] for short in agencies_in_short(self._tables))
        return frozenset(
            (*shorts, *(start for phrases in (self.source, self.reporting, self.wires) for start in starts(phrases, self._frequent())))
        )

    @table
    def ends(self) -> frozenset[str]:
        """Last words of sign-offs that end a line."""
        return frozenset(parts[-1] for group in self.reporting.by_first.values() for parts in group if len(parts) > 1)

    @cached_property
    def last_words(self) -> frozenset[str]:
        """The last words of either kind."""
        return frozenset((*self.ends, *self.agency_ends))

    @table
    def agency_ends(self) -> frozenset[str]:
        """Last words of agencies in short, and of words for agencies."""
        shorts = (*agencies_in_short(self._tables), *self._lists("credit", "wires"))
        return frozenset(fold(short).rpartition(" ")[2] for short in shorts)
