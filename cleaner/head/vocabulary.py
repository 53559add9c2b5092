"""The words of `data/head.toml`: names of meta elements, types and keys of JSON-LD, classes, names that are none."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from cleaner.book import builtin_book


class Vocabulary(NamedTuple):
    """Words by which a page states things; lists in the order of trust."""

    authors: tuple[str, ...]
    days: tuple[str, ...]
    updates: tuple[str, ...]
    elsewhere: frozenset[str]
    articles: tuple[str, ...]
    works: tuple[str, ...]
    pages: tuple[str, ...]
    sites: frozenset[str]
    groups: frozenset[str]
    contents: frozenset[str]
    bodies: frozenset[str]
    pieces: tuple[str, ...]
    others: frozenset[str]
    byline: tuple[str, ...]
    other: tuple[str, ...]
    nobody: frozenset[str]
    starts: tuple[str, ...]
    leading: frozenset[str]


SETS = ("elsewhere", "sites", "groups", "contents", "nobody", "bodies", "others", "leading")


@lru_cache(1)
def vocabulary() -> Vocabulary:
    """The words, read once."""
    tables = tomllib.loads((files("cleaner") / "data" / "head.toml").read_text(encoding="utf-8"))
    lists = {name: words for table in tables.values() for name, words in table.items()}
    words: dict[str, Any] = {name: frozenset(words) if name in SETS else tuple(words) for name, words in lists.items()}
    return Vocabulary(**words)


@lru_cache(1)
def labels() -> frozenset[str]:
    """The packs' words, in lower case, that label the author: on a card for another site, or before a name anywhere on a page."""
    return frozenset(word for tables in builtin_book().tables.values() for word in tables.get("byline", {}).get("labels", ()))
