"""The boxes of a page as columns: what stands in what, how the elements are named, which of them are alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain, count
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.html.names import Names, Said
from cleaner.html.shown import Shown
from cleaner.html.tags import REGIONS, TAG_NAMES, TAGS
from cleaner.shapes import Column

MOST = 1 << 40  # points
UP = 6  # boxes above a line that are looked at
ARTICLE = TAGS["article"]
# How what the names of a box say is joined to what those around it say, and what says nothing.
JOINS = ((np.add, 0), (np.minimum, MOST), (np.maximum, -MOST), (np.bitwise_or, 0))
ALL_TAGS = len(TAG_NAMES.split())


class Tree(NamedTuple):
    """The boxes of a page as columns (one entry a box), and the lines' (one entry a line)."""

    parent: Column
    tag: Column
    regions: Column
    start: Column
    end: Column
    depth: Column
    above: Sequence[Column]  # the box around each box, the one two above it, four, eight ... until there is none
    kind: Column  # boxes of the same names in boxes of the same names
    said: Column  # total, least and most points, families: 4 x boxes
    path: Column  # the same of a box and all above it
    article: Column  # the nearest article around a box, itself too; 0 is none
    up: Column  # UP x lines: the box of each line, the one above it ...
    linked: Column
    bold: Column
    links: Column
    title: Column  # 0 to 9: share of a line's words that the title has; 9 is the title itself
    kinds: int  # of what the page says it is

    def nearest(self, wanted: NDArray[np.bool_]) -> Column:
        """The nearest wanted box around each box, itself too; the page if there is none."""
        return nearest(self.above, wanted)

    def within(self, region: str) -> NDArray[np.bool_]:
        """The lines in a region of that name."""
        return np.asarray((self.regions[self.up[0]] & REGIONS[region]) > 0)

    def floor(self) -> Column:
        """How many boxes stand around each box."""
        return brought_down(self.above, (np.arange(len(self.parent)) > 0).astype(np.int64), np.add, 0)


def tree(page: Shown, names: Names, title: Column, kinds: int) -> Tree:
    """Boxes and lines as columns."""
    parent = page.parent
    up = np.empty((UP, len(page.lines)), np.int64)
    up[0] = page.at
    for step in range(1, UP):
        up[step] = parent[up[step - 1]]
    above = steps_up(parent)
    kind, said = named(page, names)
    path = np.array([brought_down(above, own, *join) for own, join in zip(said, JOINS, strict=True)])
    article = nearest(above, page.tag == ARTICLE)
    shape = (parent, page.tag, page.regions, page.start, page.end, page.depth, above)
    return Tree(*shape, kind, said, path, article, up, page.linked, page.bold, page.links, title, kinds)


def steps_up(parent: Column) -> list[Column]:
    """The box one step above each box, two, four ...; one past the last box is none."""
    none = len(parent)
    step = np.append(parent, none)
    step[0] = none
    steps: list[Column] = []
    while (step < none).any():
        steps.append(step)
        step = step[step]
    return steps


def brought_down(above: Sequence[Column], own: Column, join: Callable[[Column, Column], Column], nothing: int) -> Column:
    """The value of each box joined to those of all boxes around it, in as many rounds as their number has bits.

    Args:
        above: what is so many steps above each box.
        own: the value of each box.
        join: joins what stands around a box to what stands in it, in any grouping.
        nothing: what changes nothing where it is joined.
    """
    out = np.full(len(own) + 1, nothing)
    out[:-1] = own
    for step in above:
        out = join(out[step], out)
    return out[:-1]


def nearest(above: Sequence[Column], wanted: NDArray[np.bool_]) -> Column:
    """The nearest wanted box around each box, itself too; 0 if there is none."""
    places = np.where(wanted, np.arange(len(wanted)), 0)
    return brought_down(above, places, np.maximum, 0)  # what is further in comes later


def named(page: Shown, names: Names) -> tuple[Column, Column]:
    """The kind of each box, and what its names say."""
    known = dict(zip(dict.fromkeys(page.names), count(), strict=False))
    which = np.fromiter(map(known.__getitem__, page.names), np.int64, len(page.names))
    said = np.fromiter(chain.from_iterable(map(names.said, known)), np.int64, len(Said._fields) * len(known))
    said = said.reshape(-1, len(Said._fields)).take(which, axis=0).T
    sign = which * ALL_TAGS + page.tag
    kind = np.unique(sign * (len(which) * ALL_TAGS) + sign[page.parent], return_inverse=True)[1]
    return kind, said


def sums(tree: Tree, columns: Column) -> Column:
    """Sums of lines' columns over the lines of each box: columns x boxes."""
    total = np.zeros((len(columns), columns.shape[1] + 1), np.int64)
    np.cumsum(columns, axis=1, out=total[:, 1:])
    return total.take(tree.end, axis=1) - total.take(tree.start, axis=1)
