"""What a walk over a page gives: its lines, and the boxes that they stand in."""

from __future__ import annotations

from typing import NamedTuple

SHOWN, HIDDEN, NOSCRIPT = 0, 1, 2

# A line: its text, its box, how many characters are in links and in bold, how many links, and whether it is shown.
# An element that makes lines of its own: the box around it, its tag, its class, id, role and the like as written,
# its regions, its first line, its depth. Plain tuples: named ones take three times as long to make.
Line = tuple[str, int, int, int, int, int]
Box = tuple[int, int, str, int, int, int]


class Walked(NamedTuple):
    """The lines of a page, its boxes in their order (the first is the page), and the line after the last one of each box."""

    lines: list[Line]
    boxes: list[Box]
    ends: list[int]
    cut: bool  # there were more lines than were wanted
