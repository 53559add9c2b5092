"""Points from labelled lines: boosted stumps added up to tables of whole numbers, and small trees on top of them."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import lightgbm
import numpy as np
from numpy.typing import NDArray

from cleaner.scorecard import LEVELS, SCALE
from cleaner.trees import LEAVES, SPLITS

STUMPS: dict[str, Any] = {
    "objective": "binary",
    "num_leaves": 2,
    "learning_rate": 0.2,
    "min_data_in_leaf": 50,
    "min_data_in_bin": 1,
    "max_bin": 63,
    "verbose": -1,
    "num_threads": 2,
    "deterministic": True,
    "seed": 1,
}
SMALL: dict[str, Any] = STUMPS | {
    "num_leaves": LEAVES,
    "max_depth": 3,
    "learning_rate": 0.08,
    "min_data_in_leaf": 60,
    "feature_fraction": 0.4,
    "bagging_fraction": 0.7,
    "bagging_freq": 1,
    "lambda_l2": 5,
}
TREES_HEAD = "# columns of a tree's splits, in the order of a heap; levels from which a line goes right; points of the leaves\n"

Matrix = NDArray[np.int16]
Array = NDArray[np.float64]


class Points(NamedTuple):
    """Points of single columns: rows are columns, places levels; furniture is positive."""

    table: NDArray[np.int64]

    def of(self, columns: Matrix) -> NDArray[np.int64]:
        """Sum of the points of each line."""
        return np.asarray(np.take_along_axis(self.table, columns.T.astype(np.int64), axis=1).sum(axis=0))


class Tree(NamedTuple):
    """One tree in the order of a heap."""

    columns: list[int]  # -1 is no split
    edges: list[int]
    points: list[int]

    def of(self, columns: Matrix) -> NDArray[np.int64]:
        """Points of lines."""
        node = np.zeros(len(columns), np.int64)
        split, edge = np.array(self.columns), np.array(self.edges)
        for _ in range(3):
            node = 2 * node + 1 + ((split[node] >= 0) & (columns[np.arange(len(node)), split[node]] >= edge[node]))
        return np.array(self.points)[node - SPLITS]

    def row(self, names: Sequence[str]) -> str:
        """The tree as its table has it."""
        asked = (names[column] if column >= 0 else "-" for column in self.columns)
        return "\t".join((" ".join(asked), spaced(self.edges), spaced(self.points))) + "\n"


class Both(NamedTuple):
    """The second round: points of single columns, and trees on top."""

    points: Points
    trees: list[Tree]

    def of(self, columns: Matrix) -> NDArray[np.int64]:
        """Sum of the points of each line."""
        return np.asarray(self.points.of(columns) + sum(tree.of(columns) for tree in self.trees))

    def tree_table(self, names: Sequence[str]) -> str:
        """The table of the trees."""
        return TREES_HEAD + "".join(tree.row(names) for tree in self.trees)


class Sample(NamedTuple):
    """Lines to learn from."""

    columns: Matrix
    labels: NDArray[Any]
    weight: Array


def boosted(lines: Sample, how: dict[str, Any], rounds: int) -> Points:
    """Boosted stumps, added up to a table of points."""
    data = lightgbm.Dataset(lines.columns.astype(np.float32), lines.labels, weight=lines.weight, params=how)
    table = np.zeros((lines.columns.shape[1], LEVELS))
    for tree in lightgbm.train(how, data, rounds).dump_model()["tree_info"]:
        add_stump(table, tree["tree_structure"])
    counts = np.stack([np.bincount(column, minlength=LEVELS)[:LEVELS] for column in lines.columns.T])
    offset = (table * counts).sum(axis=1) / counts.sum(axis=1)
    table -= offset[:, None]  # every column gives 0 points on average; the first one takes the base
    table[0] += offset.sum()
    return Points(np.round(table * SCALE).astype(np.int64))


def add_stump(table: Array, node: dict[str, Any]) -> None:
    """Add one stump's two values to the levels they are for."""
    if "split_feature" not in node:
        table[0] += node["leaf_value"]
        return
    edge = math.floor(node["threshold"]) + 1
    table[node["split_feature"], :edge] += node["left_child"]["leaf_value"]
    table[node["split_feature"], edge:] += node["right_child"]["leaf_value"]


def both(lines: Sample, rounds: int, trees: int) -> Both:
    """Boosted stumps, and small trees of what they leave unsaid."""
    single = boosted(lines, STUMPS, rounds)
    start = single.of(lines.columns) / SCALE
    data = lightgbm.Dataset(lines.columns.astype(np.float32), lines.labels, weight=lines.weight, init_score=start, params=SMALL)
    found = lightgbm.train(SMALL, data, trees).dump_model()["tree_info"]
    return Both(single, [heap(tree["tree_structure"]) for tree in found])


def heap(root: dict[str, Any]) -> Tree:
    """A tree of at most three levels, in the order of a heap."""
    tree = Tree([-1] * SPLITS, [0] * SPLITS, [0] * LEAVES)

    def put(node: dict[str, Any], place: int) -> None:
        if place >= SPLITS:
            tree.points[place - SPLITS] = round(node["leaf_value"] * SCALE)
        elif "split_feature" in node:
            tree.columns[place], tree.edges[place] = node["split_feature"], math.floor(node["threshold"]) + 1
            put(node["left_child"], 2 * place + 1)
            put(node["right_child"], 2 * place + 2)
        else:
            put(node, 2 * place + 1)

    put(root, 0)
    return tree


def packed(numbers: NDArray[np.int64]) -> str:
    """Points of the levels without the repeats at their end."""
    row = numbers[:LEVELS].tolist()
    while len(row) > 1 and row[-1] == row[-2]:
        row.pop()
    return spaced(row)


def spaced(numbers: Iterable[int]) -> str:
    """Numbers with spaces between."""
    return " ".join(map(str, numbers))
