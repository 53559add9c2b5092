"""Points from labelled lines: boosted stumps and trees of two columns, added up to tables of whole numbers."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import lightgbm
import numpy as np
from numpy.typing import NDArray

from cleaner.scorecard import LEVELS, SCALE

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
TWO = STUMPS | {"num_leaves": 4, "max_depth": 2, "learning_rate": 0.15}  # trees that look at two columns
SEARCH_ROUNDS, PAIR_ROUNDS = 60, 250

Matrix = NDArray[np.int16]
Array = NDArray[np.float64]


class Points(NamedTuple):
    """Points of a round: rows are columns, places levels; furniture is positive. Pairs stand by bins of their levels."""

    table: NDArray[np.int64]
    cuts: dict[int, list[int]]
    pairs: dict[tuple[int, int], NDArray[np.int64]]

    def of(self, columns: Matrix) -> NDArray[np.int64]:
        """Sum of the points of each line."""
        total = np.take_along_axis(self.table, columns.T.astype(np.int64), axis=1).sum(axis=0)
        coarse = {place: np.searchsorted(cuts, columns[:, place], side="right") for place, cuts in self.cuts.items()}
        for (left, right), points in self.pairs.items():
            total = total + points[coarse[left], coarse[right]]
        return np.asarray(total)


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
    return Points(np.round(table * SCALE).astype(np.int64), {}, {})


def add_stump(table: Array, node: dict[str, Any]) -> None:
    """Add one stump's two values to the levels they are for."""
    if "split_feature" not in node:
        table[0] += node["leaf_value"]
        return
    edge = math.floor(node["threshold"]) + 1
    table[node["split_feature"], :edge] += node["left_child"]["leaf_value"]
    table[node["split_feature"], edge:] += node["right_child"]["leaf_value"]


def paired(lines: Sample, points: Points, number: int) -> Points:
    """Add the pairs of columns that say most together."""
    cuts = {place: quantiles(column) for place, column in enumerate(lines.columns.T)}
    binned = [np.searchsorted(cuts[place], column, side="right") for place, column in enumerate(lines.columns.T)]
    coarse = np.stack(binned, 1).astype(np.float32)
    start = points.of(lines.columns) / SCALE
    data = lightgbm.Dataset(coarse, lines.labels, weight=lines.weight, init_score=start, params=TWO)
    gains: dict[tuple[int, int], float] = defaultdict(float)
    for tree in lightgbm.train(TWO, data, SEARCH_ROUNDS).dump_model()["tree_info"]:
        for pair, gain in pair_gains(tree["tree_structure"]):
            gains[pair] += gain
    chosen = sorted(sorted(gains, key=lambda pair: (-gains[pair], pair))[:number])
    used = sorted({place for pair in chosen for place in pair})
    how = TWO | {"interaction_constraints": [[used.index(place) for place in pair] for pair in chosen]}
    data = lightgbm.Dataset(coarse[:, used], lines.labels, weight=lines.weight, init_score=start, params=how)
    tables = {pair: np.zeros((len(cuts[pair[0]]) + 1, len(cuts[pair[1]]) + 1)) for pair in chosen}
    for tree in lightgbm.train(how, data, PAIR_ROUNDS).dump_model()["tree_info"]:
        add_tree(tables, used, tree["tree_structure"], {})
    rounded = {pair: np.round(table * SCALE).astype(np.int64) for pair, table in tables.items()}
    return Points(points.table, {place: cuts[place] for place in used}, rounded)


def quantiles(column: NDArray[np.int16]) -> list[int]:
    """At most seven levels that cut a column into parts of about equal size."""
    found = np.quantile(column, np.arange(1, 8) / 8, method="higher").astype(int)
    return sorted({*found.tolist()} - {int(column.min())})


def pair_gains(root: dict[str, Any]) -> Iterator[tuple[tuple[int, int], float]]:
    """The pairs of columns on the branches of a tree of two levels, with the gain of the lower split."""
    for child in (root.get("left_child", {}), root.get("right_child", {})):
        if "split_feature" in child and child["split_feature"] != root["split_feature"]:
            first, second = sorted((root["split_feature"], child["split_feature"]))
            yield (first, second), child["split_gain"]


def add_tree(tables: dict[tuple[int, int], Array], used: Sequence[int], node: dict[str, Any], box: dict[int, tuple[int, int]]) -> None:
    """Add the leaves of a tree to the table of the pair that its branch looks at."""
    if "split_feature" in node:
        place, edge = used[node["split_feature"]], math.floor(node["threshold"]) + 1
        low, high = box.get(place, (0, LEVELS))
        add_tree(tables, used, node["left_child"], box | {place: (low, min(high, edge))})
        add_tree(tables, used, node["right_child"], box | {place: (max(low, edge), high)})
        return
    pair = next(pair for pair in tables if set(box) <= set(pair))
    spans = [slice(*box.get(place, (0, LEVELS))) for place in pair]
    tables[pair][spans[0], spans[1]] += node["leaf_value"]
