"""The boxes of a page as columns: what stands in what, how the elements are named, which of them are alike."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import count
from typing import NamedTuple

import numpy as np

from cleaner.html.names import NOTHING, Names
from cleaner.html.shown import Shown
from cleaner.html.tags import TAG_NAMES, TAGS
from cleaner.shapes import Column

UP = 6  # boxes above a line that are looked at
ARTICLE = TAGS["article"]
JOINS = (np.add, np.minimum, np.maximum, np.bitwise_or)  # of what the names of a box and of those around it say
ALL_TAGS = len(TAG_NAMES.split())


class Tree(NamedTuple):
    """The boxes of a page as columns (one entry a box), and the lines' (one entry a line)."""

    parent: Column
    tag: Column
    regions: Column
    start: Column
    end: Column
    depth: Column
    floors: Sequence[Column]  # the boxes in the page, those in them, and so on
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

    def down(self, own: Column, join: Callable[[Column, Column], Column]) -> Column:
        """What comes down to each box: its own value (the last axis is of boxes) joined to what came down to the box around it."""
        return brought_down(self.parent, self.floors, own, join)


def tree(page: Shown, names: Names, title: Column, kinds: int) -> Tree:
    """Boxes and lines as columns."""
    parent = page.parent
    up = np.empty((UP, len(page.lines)), np.int64)
    up[0] = page.at
    for above in range(1, UP):
        up[above] = parent[up[above - 1]]
    floors = floors_of(parent)
    kind, said = named(page, names)
    path = np.array([brought_down(parent, floors, own, join) for own, join in zip(said, JOINS, strict=True)])
    places = np.where(page.tag == ARTICLE, np.arange(len(parent)), 0)
    article = brought_down(parent, floors, places, lambda around, own: np.where(own > 0, own, around))
    shape = (parent, page.tag, page.regions, page.start, page.end, page.depth, floors)
    return Tree(*shape, kind, said, path, article, up, page.linked, page.bold, page.links, title, kinds)


def floors_of(parent: Column) -> list[Column]:
    """The boxes by how many boxes stand around them, from one on: whole floors are worked at once."""
    floor = [0]
    for above in parent[1:].tolist():
        floor.append(floor[above] + 1)
    order = np.argsort(floor, kind="stable")
    return np.split(order, np.cumsum(np.bincount(floor))[:-1])[1:]


def brought_down(parent: Column, floors: Sequence[Column], own: Column, join: Callable[[Column, Column], Column]) -> Column:
    """The value of each box joined to that of the box around it, floor by floor."""
    out = own.copy()
    for floor in floors:
        out[floor] = join(out[parent[floor]], own[floor])
    return out


def named(page: Shown, names: Names) -> tuple[Column, Column]:
    """The kind of each box, and what its names say."""
    known: dict[str, int] = {}
    which = np.fromiter(map(known.setdefault, page.names, count()), np.int64, len(page.names))
    said = np.array([names.said(name) if name else NOTHING for name in page.names], np.int64).T
    sign = which * ALL_TAGS + page.tag
    kind = np.unique(sign * (len(which) * ALL_TAGS) + sign[page.parent], return_inverse=True)[1]
    return kind, said


def sums(tree: Tree, columns: Column) -> Column:
    """Sums of lines' columns over the lines of each box: columns x boxes."""
    total = np.zeros((len(columns), columns.shape[1] + 1), np.int64)
    np.cumsum(columns, axis=1, out=total[:, 1:])
    return np.asarray(total[:, tree.end] - total[:, tree.start])
