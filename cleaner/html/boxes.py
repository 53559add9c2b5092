"""The boxes of a page as columns: what stands in what, how the elements are named, which of them are alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from cleaner.html.lines import Box
from cleaner.html.names import NOTHING, Names, Said
from cleaner.html.tags import TAGS
from cleaner.shapes import Column

UP = 6  # boxes above a line that are looked at
ARTICLE = TAGS["article"]


class Tree(NamedTuple):
    """The boxes of a page as columns (one entry a box), and the lines' (one entry a line)."""

    parent: Column
    tag: Column
    regions: Column
    start: Column
    end: Column
    depth: Column
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


def tree(boxes: Sequence[Box], ends: Sequence[int], lines: Column, names: Names, title: Column, kinds: int) -> Tree:
    """Boxes and lines as columns. `lines` is 4 x lines: box, characters in links, in bold, and links."""
    number = lines.shape[1]
    columns = np.array([(box.parent, box.tag, box.regions, box.start, box.depth) for box in boxes], np.int64).T
    parent, tag, regions, start, depth = columns
    start = np.minimum(start, number)  # lines of cells that became one line are gone
    end = np.clip(np.array(ends, np.int64), start, number)
    up = np.empty((UP, number), np.int64)
    up[0] = lines[0]
    for above in range(1, UP):
        up[above] = parent[up[above - 1]]
    kind, said, path, article = named(boxes, names)
    return Tree(parent, tag, regions, start, end, depth, kind, said, path, article, up, lines[1], lines[2], lines[3], title, kinds)


def named(boxes: Sequence[Box], names: Names) -> tuple[Column, Column, Column, Column]:
    """The kind of each box, what its names say, what those of all boxes around it say, and its article."""
    said = [names.said(box.names) if box.names else NOTHING for box in boxes]
    signs: dict[tuple[int, str, int, str], int] = {}
    kind = []
    path = [said[0]]
    article = [0]
    for place, box in enumerate(boxes):
        above = boxes[box.parent]
        kind.append(signs.setdefault((box.tag, box.names, above.tag, above.names), len(signs)))
        if place:
            total, least, most, families = path[box.parent]
            own = said[place]
            path.append(Said(total + own.total, min(least, own.least), max(most, own.most), families | own.families))
            article.append(place if box.tag == ARTICLE else article[box.parent])
    return np.array(kind), np.array(said).T, np.array(path).T, np.array(article)


def sums(tree: Tree, columns: Column) -> Column:
    """Sums of lines' columns over the lines of each box: columns x boxes."""
    total = np.zeros((len(columns), columns.shape[1] + 1), np.int64)
    np.cumsum(columns, axis=1, out=total[:, 1:])
    return np.asarray(total[:, tree.end] - total[:, tree.start])
