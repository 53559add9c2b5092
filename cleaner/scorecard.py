"""The points of the scorecard: tables that a person can read, from the folder `data`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from cleaner.columns import EDGES, between
from cleaner.shapes import Column
from cleaner.trees import trees

DATA = Path(__file__).parent / "data"
LEVELS = 50  # no column has more
REMEMBERED = 20_000  # reasons
SCALE = 20  # points in one unit of log odds


class Table(NamedTuple):
    """Points of one round, by column and level."""

    columns: tuple[str, ...]
    points: Column  # columns x LEVELS

    def levels(self, columns: Mapping[str, Column | int], number: int) -> Column:
        """The columns that give points, side by side: columns x lines."""
        levels = np.empty((len(self.columns), number), np.int64)
        for place, name in enumerate(self.columns):
            levels[place] = columns[name]
        return between(levels, 0, LEVELS - 1)  # shares of a hostile page may be any number

    def given(self, levels: Column) -> Column:
        """The points that each column gives each line: columns x lines."""
        return self.points.take(levels + np.arange(0, self.points.size, LEVELS)[:, None])


class Card:
    """All points: read once, from the tables of a folder; points of lines and words may lie in another."""

    def __init__(self, folder: Path = DATA, lexicon: Path | None = None) -> None:
        points = rows(folder / "points.tsv")
        self.line, self.near, self.page = (table(points, name) for name in ("line", "near", "page"))
        self.trees = trees(rows(folder / "trees.tsv"))
        phrases = {name: (scale, text) for name, scale, text in rows(DATA / "phrases.tsv")}
        if lexicon:
            phrases |= {name: (scale, text) for name, scale, text in rows(folder / "phrases.tsv")}
        self.said = [said(*phrases[name]) for name in self.near.columns]
        self.telling = np.array([place for place, name in enumerate(self.near.columns) if not name.startswith("page_")], np.int64)
        self.codes = len(self.said) * LEVELS  # how many ways there are to name a column and its level
        self.say = lru_cache(REMEMBERED)(self.reason)
        self.wholes = forms((lexicon or folder) / "lines.tsv")
        self.words = forms((lexicon or folder) / "words.tsv")
        self._prose = (lexicon or folder) / "prose.tsv"
        self.settings = forms(folder / "settings.tsv")
        odds = np.arange(-12 * SCALE, 12 * SCALE + 1) / SCALE
        self.chances = np.round(10_000 / (1 + np.exp(odds))).astype(np.int64)  # of being body, in 1/10000

    @cached_property
    def prose(self) -> dict[str, int]:
        """Points of the words of long lines: read when a text is judged, for HTML has no use of them."""
        return forms(self._prose)

    def reason(self, code: int) -> str:
        """What columns and levels say: each is a digit, column * LEVELS + level, of a number with base `codes`."""
        texts: list[str] = []
        while code or not texts:
            code, digit = divmod(code, self.codes)
            texts.insert(0, self.said[digit // LEVELS][digit % LEVELS])
        return ", ".join(texts)

    def caution(self, raw: int) -> int:
        """How much a lost word weighs on a page of so many points for being raw, in thousandths of its share of the body.

        0 stands for a page that is clean: nothing goes.
        """
        if raw < self.settings["unsure_from"]:
            return 0
        return self.settings["caution_raw" if raw >= self.settings["raw_from"] else "caution_unsure"]

    def second(self, columns: Mapping[str, Column | int], number: int) -> tuple[Column, Column]:
        """The second round: levels (columns x lines) and the points given, of each column and last of all trees together."""
        levels = self.near.levels(columns, number)
        return levels, np.concatenate([self.near.given(levels), self.trees.given(columns, number)[None, :]])

    def chance(self, points: Column) -> Column:
        """The chance to be body, in 1/10000."""
        return self.chances.take(points + 12 * SCALE, mode="clip")


@lru_cache(1)
def card() -> Card:
    """The scorecard of the package."""
    return Card()


def rows(path: Path) -> list[list[str]]:
    """The rows of a table of the package, comments and blank lines left out."""
    lines = path.read_text(encoding="utf-8").split("\n")
    return [line.split("\t") for line in lines if line and not line.startswith("# ")]


def forms(path: Path) -> dict[str, int]:
    """Form -> points, from rows "points, form"."""
    return {form: int(points) for points, form in rows(path)}


def table(found: Sequence[Sequence[str]], part: str) -> Table:
    """One round's points, from rows "round, column, points"."""
    points = {name: filled([int(word) for word in numbers.split()]) for kind, name, numbers in found if kind == part}
    return Table(tuple(points), np.array([*points.values()], np.int64).reshape(-1, LEVELS))


def filled(points: list[int]) -> list[int]:
    """Points of every level: the last one written goes on."""
    return (points + points[-1:] * LEVELS)[:LEVELS]


def said(scale: str, text: str) -> list[str]:
    """What a reason says of each level of a column."""
    low, _, high = text.partition("|")
    texts = [low] * 16 + [high or low] * (LEVELS - 16)
    return [text.replace("{}", number_said(scale, level)) for level, text in enumerate(texts)]


def number_said(scale: str, level: int) -> str:
    """The number that a level stands for."""
    if scale in ("step", "step2"):
        return str(EDGES[level] * (2 if scale == "step2" else 1)) if level < len(EDGES) else "many"
    parts = {"share": 16, "share24": 24}.get(scale)
    return str(100 * level // parts if parts else level)
