"""Which of a page's lines a browser shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import compress
from types import MappingProxyType
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.html.lines import HIDDEN, MOVED, NOSCRIPT, SHOWN, Anchor, Walked
from cleaner.shapes import Column

LONG = 60  # characters from which a line counts as text of the page's own
REVEALED = 4  # a page with as many times more hidden text than other text is shown by its scripts


class Shown(NamedTuple):
    """The lines that a browser shows, and the boxes that hold some of them, as columns.

    `at` is the box of each line, `start` and `end` the lines of each box, from its first to the one after its last.
    """

    lines: list[str]
    at: Column
    linked: Column
    bold: Column
    links: Column
    parent: Column
    tag: Column
    names: list[str]
    regions: Column
    depth: Column
    start: Column
    end: Column
    anchors: list[tuple[Anchor, ...]]  # the links of each line, where they were wanted
    gaps: frozenset[int] = frozenset()  # lines of preformatted text before which a blank one stands
    numbers: Mapping[int, int] = MappingProxyType({})  # boxes of lists and items that state their number
    tongues: Mapping[int, str] = MappingProxyType({})  # boxes of code that state their language


def wanted_lines(size: Column, state: Column) -> NDArray[np.bool_]:
    """Which lines a browser shows.

    What stands in `<noscript>` stays where it is more than the rest: many forums keep whole threads there. So does
    what is hidden where nearly everything is: such pages are shown by their scripts.
    """
    much = np.bincount(state, np.where(size >= LONG, size, 0), MOVED + 1)
    wanted = np.array([True, False, False, False])
    wanted[NOSCRIPT] = much[NOSCRIPT] > much[SHOWN]
    wanted[HIDDEN] = much[HIDDEN] > REVEALED * (much[SHOWN] + much[NOSCRIPT])
    return np.asarray(wanted[state])


def numbers(column: Sequence[int]) -> Column:
    """A column of numbers; `np.array` takes twice as long to look what they are."""
    return np.fromiter(column, np.int64, len(column))


def shown(page: Walked) -> Shown:
    """What a browser shows of a page."""
    texts, *columns = zip(*page.lines, strict=True) if page.lines else ((),) * 6
    at, linked, bold, links, state = map(numbers, columns)
    there = wanted_lines(np.fromiter(map(len, texts), np.int64, len(texts)), state)
    stays = there.tolist()
    before = np.concatenate([[0], np.cumsum(there)]).astype(np.int64)
    last = len(there)  # lines of cells that became one line are gone
    above, tags, names, bits, starts, depths = zip(*page.boxes, strict=True)
    start, end = (before[np.minimum(numbers(places), last)] for places in (starts, page.ends))
    full = end > start
    full[0] = True
    place = np.cumsum(full) - 1
    parent, tag, regions, depth = (numbers(column)[full] for column in (above, tags, bits, depths))
    return Shown(
        list(compress(texts, stays)),
        place[at[there]],
        linked[there],
        bold[there],
        links[there],
        place[parent],
        tag,
        list(compress(names, full.tolist())),
        regions,
        depth,
        start[full],
        end[full],
        list(compress(page.anchors, stays)),
        frozenset(before[[place for place in page.gaps if place < last]].tolist()) if page.gaps else frozenset(),
        {int(place[box]): number for box, number in page.numbers.items() if full[box]},
        {int(place[box]): name for box, name in page.tongues.items() if full[box]},
    )
