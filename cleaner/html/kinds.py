"""What the lines of an HTML page are in Markdown, told from the boxes that they stand in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cleaner.html.shown import Shown
from cleaner.html.tags import HEADINGS, ORDERED, REGIONS, TAGS

ITEM, CODE, QUOTE, ROW = (TAGS[name] for name in ("li", "pre", "blockquote", "tr"))
TABLE, QUOTATION = REGIONS["table"], REGIONS["blockquote"]
HEADED = {TAGS[name]: f"heading{rank}" for rank, name in enumerate(HEADINGS, 1)}
FURTHEST = 12  # boxes around a line that are looked at


class Own(NamedTuple):
    """What the lines of a box are by themselves, and the element of code or the item that they stand in, or the row."""

    name: str
    inner: int = 0


class Tables:
    """Which rows belong together: the outermost table of the last line, if that was a row."""

    def __init__(self, page: Shown, regions: Sequence[int], parent: Sequence[int]) -> None:
        self.page, self.regions, self.parent = page, regions, parent
        self.last = 0

    def row(self, name: str, own: Own, box: int, number: int) -> str:
        """What a line is that may be a row; the only cell of a row is one below another row."""
        inside = outermost(box, TABLE, self.regions, self.parent)
        if "\t" in self.page.lines[number - 1]:
            name = "row2" if self.last not in (0, inside) else "row"
        elif name or not inside or self.last != inside or not own.inner or self.page.end[own.inner] - self.page.start[own.inner] != 1:
            inside = 0
        else:
            name = "row"
        self.last = inside
        return name


def kinds(page: Shown, kept: Sequence[int]) -> tuple[str, ...]:
    """What each kept line is, as `Document.kinds` tells it."""
    known: dict[int, Own] = {}
    at, tag, parent = page.at.tolist(), page.tag.tolist(), page.parent.tolist()
    start, regions = page.start.tolist(), page.regions.tolist()
    out = [""] * len(page.lines)
    tables = Tables(page, regions, parent)
    steps: dict[int, int] = {}  # the number of the last item of each list
    code = quotation = 0  # the boxes of the code and of the quotation above
    for number in kept:
        box = at[number - 1]
        if box not in known:
            known[box] = kind(box, tag, parent)
        name, inner = own = known[box]
        if name.startswith("code"):
            begins = "2" if code not in (0, inner) else "1" if number - 1 in page.gaps else ""
            stated = page.tongues.get(inner, "")
            depth = name[4:]
            name, code = f"code{begins}{depth}" if not stated else f"code{begins}{depth or ':'}:{stated}", inner
        else:
            code = 0
            if name.startswith("item"):
                name = name.replace("item", "more") if start[inner] != number - 1 else numbered(name, inner, page, regions, steps)
        name = tables.row(name, own, box, number)
        if quoted := outermost(box, QUOTATION, regions, parent):
            name = f"quote{'2' if quotation not in (0, quoted) else ''} {name}".rstrip()
        quotation = quoted
        out[number - 1] = name
    return tuple(out)


def outermost(box: int, region: int, regions: Sequence[int], parent: Sequence[int]) -> int:
    """The outermost element of a region around a box, as the number of its box; 0 if there is none."""
    if not regions[box] & region:
        return 0
    while regions[parent[box]] & region:
        box = parent[box]
    return box


def numbered(name: str, item: int, page: Shown, regions: Sequence[int], steps: dict[int, int]) -> str:
    """What the first line of an item is, with its number in a list of numbers."""
    around = int(page.parent[item])
    if not regions[around] & ORDERED:
        return name
    steps[around] = page.numbers.get(item) or (steps[around] + 1 if around in steps else page.numbers.get(around, 1))
    return f"{name.replace('item', 'step')}:{steps[around]}"


def kind(box: int, tag: Sequence[int], parent: Sequence[int]) -> Own:
    """What the lines of a box are by themselves; `tag` and `parent` are those of all boxes. What stands around a quotation is not asked."""
    depth = item = code = row = 0
    for _ in range(FURTHEST):
        level = tag[box]
        if level == ITEM:
            depth += 1
            item = item or box
        elif level == CODE:
            code = code or (0 if depth else box)
        elif level in HEADED and not code:
            return Own(HEADED[level])
        elif level == ROW:
            row = row or box
        if level == QUOTE or not box:
            break
        box = parent[box]
    if code:
        return Own(f"code:{depth}" if depth else "code", code)
    return Own(f"item{depth}", item) if depth else Own("", row)
