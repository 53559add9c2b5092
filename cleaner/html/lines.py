"""What a walk over a page gives, and how it is gathered: its lines, and the boxes that they stand in."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from cleaner.html.grid import Grid
from cleaner.html.streamed import Late
from cleaner.html.tags import REGIONS, TAGS

BLANKS = re.compile("[ \t\n\r\f]+")
MOST_STEPS = 100_000
CELL_CHARS = 200  # a longer cell is a column of a layout, and a line of its own
CELL_LINES = 4  # of a cell, at most: a name, a street, a town, a number

QUOTATION = REGIONS["blockquote"]
PARAGRAPH = TAGS["p"]  # many editors put one into each cell
SHOWN, HIDDEN, NOSCRIPT, MOVED = 0, 1, 2, 3

# A line: its text, its box, how many characters are in links and in bold, how many links, and whether it is shown.
# An element that makes lines of its own: the box around it, its tag, its class, id, role and the like as written,
# its regions, its first line, its depth. Plain tuples: named ones take three times as long to make.
Line = tuple[str, int, int, int, int, int]
Box = tuple[int, int, str, int, int, int]


class Anchor(NamedTuple):
    """A link in a line: from which character to before which, and its address as written."""

    start: int
    end: int
    href: str


class Walked(NamedTuple):
    """The lines of a page, its boxes in their order (the first is the page), and the line after the last one of each box."""

    lines: list[Line]
    boxes: list[Box]
    ends: list[int]
    cut: bool  # there were more lines than were wanted
    signed: Sequence[Any]  # elements whose class may name an author
    swallowed: bool  # a frame left open has taken the rest of the page
    anchors: Sequence[tuple[Anchor, ...]] = ()  # the links of each line, where they were wanted
    gaps: Collection[int] = ()  # lines of preformatted text before which a blank one stands
    numbers: Mapping[int, int] = MappingProxyType({})  # boxes of lists and items that state their number
    tongues: Mapping[int, str] = MappingProxyType({})  # boxes of code that state their language


class Walker:
    """The state of a walk: what is open, and the text since the last line."""

    def __init__(self, most_lines: int) -> None:
        self.most = most_lines
        self.late: Late | None = None  # from the first placeholder on
        self.signed: list[Any] = []  # elements whose class may name an author
        self.swallowed = False  # a frame left open has taken the rest of the page
        self.lines: list[Line] = []
        self.gaps: set[int] = set()  # lines of preformatted text before which a blank one stands
        self.numbers: dict[int, int] = {}  # boxes of lists and items that state their number
        self.tongues: dict[int, str] = {}  # boxes of code that state their language
        self.grid = Grid()
        self.boxes: list[Box] = [(0, TAGS["body"], "", 0, 0, 0)]
        self.ends = [0]
        self.parts: list[str] = []
        self.around = (0, 0, 0, SHOWN)  # the box, and whether it preserves blanks, is a heading, is shown
        self.linked = self.links = self.bold = 0
        self.in_link = self.in_bold = 0
        self.steps = MOST_STEPS  # that looks into elements beside the walk may still take
        self.left = ""  # the inline element that has just ended

    def flush(self) -> None:
        """End the line."""
        parts = self.parts
        text = parts[0] if len(parts) == 1 else "".join(parts)
        parts.clear()
        box, in_pre, _, shown = self.around
        if in_pre:
            for line in map(str.rstrip, text.expandtabs(4).rstrip().split("\n") if text else ()):
                if not line:
                    self.gaps.add(len(self.lines))
                self.add(line, box, shown)
        else:
            text = text.strip()  # before looking for blanks: most lines have them at their ends only
            if "  " in text or not text.isprintable():
                text = BLANKS.sub(" ", text)
            self.add(text, box, shown)
        self.linked = self.links = self.bold = 0
        self.left = ""

    def end_line(self) -> None:
        """A line break: in preformatted text a sign like others."""
        if self.around[1]:
            self.parts.append("\n")
        elif self.parts:
            self.flush()

    def add(self, line: str, box: int, shown: int) -> None:
        """Add a line, if there is one."""
        if line and len(self.lines) <= self.most:
            size, linked, bold = len(line), self.linked, self.bold
            self.lines.append((line, box, linked if linked < size else size, bold if bold < size else size, self.links, shown))

    def say(self, text: str) -> None:
        """Text of the line, not only blanks."""
        self.parts.append(text)
        if self.in_link:
            self.linked += len(text)
        if self.in_bold:
            self.bold += len(text)
        self.left = ""

    def begin_link(self, node: Any) -> None:
        """A link begins; most walks need not know where it leads."""

    def end_link(self) -> None:
        """A link ends."""

    def begins_quotation(self) -> bool:
        """Does what comes next begin a line of a quotation, outside of paragraphs? There boards print who is quoted."""
        _, tag, _, regions, _, _ = self.boxes[self.around[0]]
        return not self.parts and tag != PARAGRAPH and regions & QUOTATION > 0

    def row(self, start: int) -> list[tuple[int, int]]:
        """Short cells become one line, with tabs between them and blanks between the lines of a cell; an empty one before the last counts.

        So does what a wide cell takes behind it, and what a cell from above takes in this row.

        Returns:
            Where each line begins in that of the row, and its place among those of the row; nothing if they stay lines of their own.
        """
        lines = self.lines[start:]
        spans = self.grid.spans
        if len(lines) < 2 and not spans:
            return []
        box, boxes = self.around[0], self.boxes
        state = min((line[5] for line in lines), default=SHOWN)  # what is hidden in a row that is shown is for sorting, or counts lines
        told, unseen, plain = self.cells(lines, state)
        gaps: Mapping[int, int] = {}
        hung = False
        if spans:
            cells = [cell for cell in range(box + 1, len(boxes)) if boxes[cell][0] == box and cell not in unseen]
            gaps, hung = self.grid.row(boxes[box][0], cells, told)
        if not plain or len(told) < 2 - hung or any(too_long([lines[place][0] for place in places]) for places in told.values()):
            return []
        last = max(told)
        empty = range(box + 1, last) if last - box > len(told) else ()
        parts: list[str] = []
        found: list[tuple[int, int]] = []
        size = 0
        for cell in sorted({*told, *(cell for cell in empty if boxes[cell][0] == box and cell not in unseen)}):
            size += gaps.get(cell, 0)
            parts += [""] * gaps.get(cell, 0)
            for place in told.get(cell, ()):
                found.append((size, place))
                size += len(lines[place][0]) + 1
            size += cell not in told
            parts.append(" ".join(lines[place][0] for place in told.get(cell, ())))
        self.ends[box + 1 :] = [0] * (len(boxes) - box - 1)  # a cell has no lines of its own any more
        linked, bold, links = map(sum, zip(*(lines[place][2:5] for _, place in found), strict=True))
        self.lines[start:] = [("\t".join(parts), box, linked, bold, links, state)]
        return found

    def cells(self, lines: Sequence[Line], state: int) -> tuple[dict[int, list[int]], set[int], bool]:
        """The lines of each cell of a row, the cells with lines that are not shown, and whether all stand right in short cells of it."""
        box, boxes = self.around[0], self.boxes
        told: dict[int, list[int]] = {}
        unseen: set[int] = set()
        for place, line in enumerate(lines):
            above, tag, *_ = boxes[line[1]]
            cell = above if tag == PARAGRAPH else line[1]
            if line[5] == state:
                told.setdefault(cell, []).append(place)
            else:
                unseen.add(cell)
            if len(line[0]) > CELL_CHARS or boxes[cell][0] != box:
                return told, unseen, False
        return told, unseen, True

    def ended(self) -> Walked:
        """The page ends."""
        if self.parts:
            self.flush()
        self.ends[0] = min(len(self.lines), self.most)
        cut = len(self.lines) > self.most
        known = (self.lines[: self.most], self.boxes, self.ends, cut, self.signed, self.swallowed)
        return Walked(*known, gaps=self.gaps, numbers=self.numbers, tongues=self.tongues)


def too_long(cell: Sequence[str]) -> bool:
    """Are the lines of a cell too many or too long for a line of a table?"""
    return len(cell) > CELL_LINES or sum(map(len, cell)) + len(cell) > CELL_CHARS + 1
