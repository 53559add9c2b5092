"""What a dateline says, as its form tells it."""

from __future__ import annotations

from typing import NamedTuple

from cleaner.meta.names import Named


class Parts(NamedTuple):
    """A dateline's parts as printed; `sure` if its form alone proves it, `dated` if a day does where the page has no such word."""

    raw: str
    place: str | None
    agency: str | None
    day: str | None
    sure: bool
    dashed: bool = False
    authors: tuple[Named, ...] = ()
    behind: int = 0
    dated: bool = False
