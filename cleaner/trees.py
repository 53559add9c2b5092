"""Small trees of columns: what columns say together, beyond what each of them says alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.shapes import Column

SPLITS, LEAVES = 7, 8  # of a tree of three levels, in the order of a heap
NEVER = 255  # edge of a split that there is not: every line goes left
SPACE = 230_400  # bytes of a table of trees by lines: smaller ones take more calls, larger ones new memory

Bytes = NDArray[np.int8]


class Trees(NamedTuple):
    """Trees of three levels: at each split a line goes right if its level of the column is the edge or more."""

    names: tuple[str, ...]  # of the columns that are looked at
    columns: NDArray[np.intp]  # of the different splits, places in `names`
    edges: NDArray[np.uint8]  # of the different splits, one a row
    splits: NDArray[np.intp]  # splits of a tree x trees, places in `columns`
    points: Bytes  # leaves of a tree x trees x 1

    def given(self, levels: Mapping[str, Column | int], number: int) -> Column:
        """The points of each line: the sum over all trees."""
        table = np.empty((len(self.names), number), np.uint8)
        for place, name in enumerate(self.names):
            table[place] = levels[name]
        step = max(SPACE // max(self.points.shape[1], 1), 1)
        parts = [self.some(table[:, start : start + step]) for start in range(0, number, step)]
        return np.concatenate(parts) if parts else np.zeros(0, np.int64)

    def some(self, table: NDArray[np.uint8]) -> Column:
        """The same for a few lines: columns x lines."""
        right = np.negative((table.take(self.columns, axis=0) >= self.edges).view(np.int8))  # all bits are set where a line goes right
        return np.asarray(self.below(right, 0).sum(axis=0, dtype=np.int32), np.int64)

    def below(self, right: Bytes, split: int) -> Bytes:
        """The points below a split of each tree: trees x lines.

        Of two numbers one is chosen by bits that are all set or none: several times as fast as `np.where` or looking leaves up. Arrays
        are written over, for memory is slow to give new ones.
        """
        way: Bytes = right.take(self.splits[split], axis=0)
        first = 2 * split + 1
        if first < SPLITS:
            no, change = self.below(right, first), self.below(right, first + 1)
            change ^= no
        else:
            no, yes = self.points[first - SPLITS :][:2]
            change = no ^ yes
        way &= change
        way ^= no
        return np.asarray(way)


def trees(rows: Sequence[Sequence[str]]) -> Trees:
    """Trees from rows "columns of the splits, their edges, points of the leaves"; "-" is a split that there is not."""
    asked = [[(name, NEVER if name == "-" else int(edge)) for name, edge in zip(*map(str.split, row[:2]), strict=True)] for row in rows]
    names = tuple(dict.fromkeys(name for splits in asked for name, _ in splits if name != "-"))
    places = {name: place for place, name in enumerate(names)} | {"-": 0}
    different = {split: place for place, split in enumerate(dict.fromkeys(split for splits in asked for split in splits))}
    columns = np.array([places[name] for name, _ in different], np.intp)
    edges = np.array([edge for _, edge in different], np.uint8)
    splits = np.array([[different[split] for split in tree] for tree in asked], np.intp).reshape(-1, SPLITS)
    points = np.array([row[2].split() for row in rows]).astype(np.int8).reshape(-1, LEAVES)
    return Trees(names, columns, edges[:, None], splits.T.copy(), points.T[:, :, None].copy())
