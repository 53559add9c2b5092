"""What a walk over a page gives: its lines, and the boxes that they stand in."""

from __future__ import annotations

from typing import NamedTuple

SHOWN, HIDDEN, NOSCRIPT = 0, 1, 2


class Box(NamedTuple):
    """An element that makes lines of its own."""

    parent: int
    tag: int
    names: str  # its class, id, role and the like, as written
    regions: int
    start: int  # its first line
    depth: int


class Line(NamedTuple):
    """A line: its text, its box, how many characters are in links and in bold, how many links, and whether it is shown."""

    text: str
    box: int
    linked: int
    bold: int
    links: int
    shown: int


class Walked(NamedTuple):
    """The lines of a page, its boxes in their order (the first is the page), and the line after the last one of each box."""

    lines: list[Line]
    boxes: list[Box]
    ends: list[int]
    cut: bool  # there were more lines than were wanted
