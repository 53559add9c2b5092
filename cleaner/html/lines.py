"""What a walk over a page gives, and how it is gathered: its lines, and the boxes that they stand in."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from cleaner.html.streamed import Late
from cleaner.html.tags import REGIONS, TAGS

BLANKS = re.compile("[ \t\n\r\f]+")
CELL_CHARS = 200  # a longer cell is a column of a layout, and a line of its own

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


class Walker:
    """The state of a walk: what is open, and the text since the last line."""

    def __init__(self, most_lines: int) -> None:
        self.most = most_lines
        self.late: Late | None = None  # from the first placeholder on
        self.signed: list[Any] = []  # elements whose class may name an author
        self.swallowed = False  # a frame left open has taken the rest of the page
        self.lines: list[Line] = []
        self.gaps: set[int] = set()  # lines of preformatted text before which a blank one stands
        self.boxes: list[Box] = [(0, TAGS["body"], "", 0, 0, 0)]
        self.ends = [0]
        self.parts: list[str] = []
        self.around = (0, 0, 0, SHOWN)  # the box, and whether it preserves blanks, is a heading, is shown
        self.linked = self.links = self.bold = 0
        self.in_link = self.in_bold = 0
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

    def row(self, start: int) -> None:
        """Cells of one line each become one line, with tabs between them; an empty one before the last counts."""
        cells = self.lines[start:]
        if len(cells) < 2 or any(len(cell[0]) > CELL_CHARS for cell in cells):
            return
        box = self.around[0]
        texts, boxes, linked, bold, links, shown = zip(*cells, strict=True)
        boxes = tuple(self.boxes[cell][0] if self.boxes[cell][1] == PARAGRAPH else cell for cell in boxes)
        if len(set(boxes)) < len(cells) or any(self.boxes[cell][0] != box for cell in boxes):
            return
        if boxes[-1] - box > len(boxes):
            told = dict(zip(boxes, texts, strict=True))
            texts = tuple(told.get(cell, "") for cell in range(box + 1, boxes[-1] + 1) if self.boxes[cell][0] == box)
        self.lines[start:] = [("\t".join(texts), box, sum(linked), sum(bold), sum(links), shown[0])]

    def ended(self) -> Walked:
        """The page ends."""
        if self.parts:
            self.flush()
        self.ends[0] = min(len(self.lines), self.most)
        cut = len(self.lines) > self.most
        return Walked(self.lines[: self.most], self.boxes, self.ends, cut, self.signed, self.swallowed, gaps=self.gaps)
