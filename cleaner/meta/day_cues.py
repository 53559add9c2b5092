"""The words of all packs that days are read by: names of months and weekdays, labels, words around days."""

from __future__ import annotations

from cleaner.fold import fold
from cleaner.meta.compiled import Compiled, table
from cleaner.meta.phrases import Phrases
from cleaner.meta.solar import MONTHS


class DayCues(Compiled):
    """What the packs say about days."""

    @table
    def published(self) -> Phrases:
        """Labels of the day of publication."""
        return self._phrases("dates", "published")

    @table
    def updated(self) -> Phrases:
        """Labels of the day of the last change."""
        return self._phrases("dates", "updated")

    @table
    def relative_words(self) -> frozenset[str]:
        """First words of relative dates."""
        return frozenset(self.relative.by_first)

    @table
    def relative(self) -> Phrases:
        """Words of relative dates."""
        return self._phrases("dates", "relative")

    @table
    def months(self) -> dict[str, str]:
        """Folded month name -> numbers by language, "de 3 en 3", of the Solar calendar from 21.

        Strings load in half the time of dictionaries.
        """
        known: dict[str, dict[str, int]] = {}
        for language, tables in self._tables:
            for field, first in (("months", 1), ("solar_months", MONTHS + 1)):
                for number, group in enumerate(tables.get("language", {}).get(field, ()), first):
                    for name in group:
                        known.setdefault(fold(name), {}).setdefault(language, number)
        return {name: " ".join(f"{language} {number}" for language, number in numbers.items()) for name, numbers in known.items()}

    @table
    def weekdays(self) -> dict[str, int]:
        """Weekday names, folded -> a bit for each day that some language means by it, Monday the lowest."""
        known: dict[str, int] = {}
        for _, tables in self._tables:
            for number, group in enumerate(tables.get("language", {}).get("weekdays", ())):
                for name in group:
                    known[fold(name)] = known.get(fold(name), 0) | 1 << number
        return known

    @table
    def clock(self) -> frozenset[str]:
        """Words that stand beside a date or a time, folded."""
        return frozenset(fold(word) for word in self._lists("language", "clock"))

    @table
    def orders(self) -> dict[str, str]:
        """Language -> order of day, month and year in numbers."""
        return {name: tables["dates"]["order"] for name, tables in self._tables if "order" in tables.get("dates", {})}

    @table
    def eras(self) -> dict[str, int]:
        """Era of an emperor or a republic -> the year before its first ("令和" -> 2018)."""
        return {era: int(first) - 1 for entry in self._lists("dates", "eras") for era, first in [entry.split(" ")]}

    @table
    def until(self) -> frozenset[str]:
        """Words between the first and the last day of a span ("3 to 5 May"), folded."""
        return frozenset(fold(word) for word in self._lists("dates", "until"))

    @table
    def other_days(self) -> Phrases:
        """Words before days that are of something else than the text ("born", "deadline")."""
        return self._phrases("dates", "others")

    @table
    def years(self) -> frozenset[str]:
        """Words for "year" behind one ("5 марта 2024 года"), folded."""
        return frozenset(fold(word) for word in self._lists("dates", "years"))
