"""The boxes of a page as columns: what stands in what, how the elements are named, which of them are alike."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from cleaner.html.lines import Box
from cleaner.html.names import NOTHING, Names, Said
from cleaner.html.shown import Shown
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


def tree(page: Shown, names: Names, title: Column, kinds: int) -> Tree:
    """Boxes and lines as columns."""
    parent, tag, _, regions, _, depth = zip(*page.boxes, strict=True)
    _, _, linked, bold, links, _ = zip(*page.lines, strict=True)
    columns = (np.array(column, np.int64) for column in (parent, tag, regions, depth, linked, bold, links))
    parents, tags, bits, depths, in_links, in_bold, anchors = columns
    up = np.empty((UP, len(page.lines)), np.int64)
    up[0] = page.at
    for above in range(1, UP):
        up[above] = parents[up[above - 1]]
    kind, said, path, article = named(page.boxes, names)
    return Tree(parents, tags, bits, page.start, page.end, depths, kind, said, path, article, up, in_links, in_bold, anchors, title, kinds)


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
