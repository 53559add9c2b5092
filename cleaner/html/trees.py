"""Small trees of columns: what columns say together, beyond what each of them says alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.shapes import Column

SPLITS, LEAVES = 7, 8  # of a tree of three levels, in the order of a heap
NEVER = 255  # edge of a split that there is not: every line goes left
STEP = 4096  # lines that are looked at together


class Trees(NamedTuple):
    """Trees of three levels: at each split a line goes right if its level of the column is the edge or more."""

    names: tuple[str, ...]  # of the columns that are looked at
    columns: NDArray[np.intp]  # splits x trees, places in `names`
    edges: NDArray[np.uint8]  # splits x trees
    points: NDArray[np.int32]  # trees x leaves, flat

    def given(self, levels: Mapping[str, Column | int], number: int) -> Column:
        """The points of each line: the sum over all trees."""
        table = np.empty((len(self.names), number), np.uint8)
        for place, name in enumerate(self.names):
            table[place] = levels[name]
        parts = [self.some(table[:, start : start + STEP]) for start in range(0, number, STEP)]
        return np.concatenate(parts) if parts else np.zeros(0, np.int64)

    def some(self, table: NDArray[np.uint8]) -> Column:
        """The same for a few lines: columns x lines."""
        first, *rest = (table.take(column, axis=0) >= edge[:, None] for column, edge in zip(self.columns, self.edges, strict=True))
        left, right, *lower = rest
        second = chosen(first, left, right)
        third = chosen(first, chosen(left, lower[0], lower[1]), chosen(right, lower[2], lower[3]))
        leaf = first * np.uint8(4) + second * np.uint8(2) + third
        places = leaf + np.arange(0, self.points.size, LEAVES)[:, None]
        return np.asarray(self.points.take(places, mode="clip").sum(axis=0))  # none is outside: "clip" spares a copy


def chosen(where: NDArray[np.bool_], no: NDArray[np.bool_], yes: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """One of two truths, bit by bit: several times as fast as `np.where`."""
    return no ^ (where & (no ^ yes))


def trees(rows: Sequence[Sequence[str]]) -> Trees:
    """Trees from rows "columns of the splits, their edges, points of the leaves"; "-" is a split that there is not."""
    asked = [row[0].split() for row in rows]
    names = tuple(dict.fromkeys(name for splits in asked for name in splits if name != "-"))
    places = {name: place for place, name in enumerate(names)} | {"-": 0}
    columns = np.array([[places[name] for name in splits] for splits in asked], np.intp).reshape(-1, SPLITS)
    edges = [
        [NEVER if name == "-" else int(edge) for name, edge in zip(splits, row[1].split(), strict=True)]
        for splits, row in zip(asked, rows, strict=True)
    ]
    points = np.array([[int(word) for word in row[2].split()] for row in rows], np.int32)
    return Trees(names, columns.T.copy(), np.array(edges, np.uint8).reshape(-1, SPLITS).T.copy(), points.reshape(-1))
