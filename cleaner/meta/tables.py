"""Words looked up in the tables of all packs."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from itertools import chain
from typing import Any

from cleaner.fold import fold
from cleaner.meta.phrases import Phrases

Tables = Sequence[tuple[str, dict[str, Any]]]  # name of a pack, its tables


def lists(tables: Tables, table: str, *names: str) -> Iterator[str]:
    """The entries of lists of one table, of all packs."""
    for _, known in tables:
        for name in names:
            yield from known.get(table, {}).get(name, ())


def spoken(tables: Tables, table: str, name: str) -> dict[str, frozenset[str]]:
    """Folded phrase of a list -> the languages that have it."""
    known: dict[str, set[str]] = {}
    for language, own in tables:
        for phrase in own.get(table, {}).get(name, ()):
            known.setdefault(fold(phrase), set()).add(language)
    return {phrase: frozenset(languages) for phrase, languages in known.items()}


def starts(phrases: Phrases, frequent: Collection[str]) -> Iterator[str]:
    """What a line that begins with a phrase begins with: its first word, or its first two where the first is a frequent word."""
    for group in phrases.by_first.values():
        for parts in group:
            yield parts[0] if len(parts) == 1 or parts[0] not in frequent else " ".join(parts[:2])


def agencies_in_short(tables: Tables) -> Iterator[str]:
    """The agencies as printed."""
    for _, known in tables:
        yield from known.get("agencies", {})


def cities(tables: Tables) -> dict[str, frozenset[str]]:
    """City, folded, with accents and without -> the languages that name it so."""
    known: dict[str, set[str]] = {}
    for language, own in tables:
        for name in chain.from_iterable(line.split(", ") for line in own.get("dateline", {}).get("places", ())):
            for form in {fold(name), unaccented(fold(name))}:
                known.setdefault(form, set()).add(language)
    return {name: frozenset(languages) for name, languages in known.items()}


def unaccented(text: str) -> str:
    """A text without the marks on its letters ("bogotá" is "bogota")."""
    return "".join(sign for sign in unicodedata.normalize("NFD", text) if not unicodedata.combining(sign))
