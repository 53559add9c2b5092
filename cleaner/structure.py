"""The scorecard: which lines of a raw page are furniture, told from shape, wording, neighbours and place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.columns import Column, Lines, measured
from cleaner.evidence import SCORE, line_columns, near_columns, page_columns
from cleaner.model import FAMILIES, Page

DATA = Path(__file__).parent / "data"
LEVELS = 50  # no column has more
SCALE = 20  # points in one unit of log odds
REASONS = 3  # points that a reason names
FAMILY = {name: place for place, name in enumerate(FAMILIES, 1)}


@dataclass(frozen=True, slots=True)
class Judged:
    """A line that goes: its index in the page, its points, and what gave the most of them."""

    index: int
    points: int
    why: str


class Table(NamedTuple):
    """Points of one round: a row a column, a place a level."""

    names: tuple[str, ...]
    points: NDArray[np.int64]  # columns x LEVELS

    def given(self, columns: Mapping[str, Column | int], number: int) -> NDArray[np.int64]:
        """The points that each column gives each line: columns x lines."""
        found = np.empty((len(self.names), number), np.int64)
        for place, name in enumerate(self.names):
            found[place] = self.points[place].take(columns[name])
        return found


class Card:
    """All points: read once, from the tables of the folder `data`."""

    def __init__(self, folder: Path = DATA) -> None:
        self.line, self.near, self.page = (read_table(folder / "points.tsv", name) for name in ("line", "near", "page"))
        self.phrases = read_phrases(folder / "phrases.tsv")
        self.wholes = read_words(folder / "lines.tsv")
        self.words = read_words(folder / "words.tsv")
        self.settings = read_words(folder / "settings.tsv")
        odds = np.arange(-12 * SCALE, 12 * SCALE + 1) / SCALE
        self.chances = np.round(10_000 / (1 + np.exp(odds))).astype(np.int64)  # of being body, in 1/10000

    def caution(self, raw: int) -> int:
        """How much a lost word weighs on a page of so many points for being raw, in thousandths of its share of the body."""
        place = "raw" if raw >= self.settings["raw_from"] else "unsure" if raw >= self.settings["unsure_from"] else "clean"
        return self.settings[f"caution_{place}"]

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


def read_words(path: Path) -> dict[str, int]:
    """Form -> points, from rows "points, form"."""
    return {form: int(points) for points, form in rows(path)}


def read_phrases(path: Path) -> dict[str, str]:
    """Column -> what a reason says of it."""
    return dict(rows(path))


def read_table(path: Path, part: str) -> Table:
    """One round's points, from rows "round, column, points"."""
    found = {name: [int(word) for word in points.split()] for kind, name, points in rows(path) if kind == part}
    points = np.array([(row + [row[-1]] * LEVELS)[:LEVELS] for row in found.values()], np.int64).reshape(-1, LEVELS)
    return Table(tuple(found), points)


@dataclass(frozen=True, slots=True)
class Seen:
    """What is looked at: indexes of lines in the page, which of them may go, and their measures."""

    index: list[int]
    alive: NDArray[np.bool_]
    lines: Lines


def seen(page: Page, alive: Sequence[int], first: bool, wholes: Mapping[str, int], words: Mapping[str, int]) -> Seen:
    """Measure the live lines; in the first round the lines that rules have named are looked at too."""
    every = [line.strip() for line in page.lines[: len(page.folded)]]
    filled = [index for index, line in enumerate(every) if line]
    blanks = np.array(filled, np.int64) - np.arange(len(filled))  # blank lines above each
    mask = np.zeros(len(every), np.bool_)
    mask[np.array(alive, np.int64)] = True
    here = mask[filled]
    index = filled if first else [index for index, lives in zip(filled, here.tolist(), strict=True) if lives]
    if not first:
        blanks, here = blanks[here], here[here]
    blank = np.zeros(len(index), np.int64)
    blank[1:] = blanks[1:] > blanks[:-1]
    hits = [page.hits.get(number) for number in index]
    families = np.array([FAMILY.get(found[0].family, 0) if found else 0 for found in hits], np.int64)
    folded = [page.folded[number] for number in index]
    return Seen(index, here, measured([every[number] for number in index], folded, wholes, words, blank, families))


class Scored(NamedTuple):
    """Points of the second round: columns x lines, furniture positive; and of the page, raw positive."""

    given: NDArray[np.int64]
    raw: int


def scored(lines: Lines, alive: NDArray[np.bool_], known: Card) -> Scored:
    """Both rounds over measured lines."""
    number = len(alive)
    columns = line_columns(lines)
    score = line_score(known.line.given(columns, number), alive)
    figures = page_columns(lines, score)
    raw = int(known.page.given(figures, 1).sum())
    around = near_columns(lines, score)
    return Scored(known.near.given({**columns, **around, **figures}, number), raw)


def line_score(points: NDArray[np.int64], alive: NDArray[np.bool_]) -> Column:
    """Scores of the first round: points in quarters of a unit; a line that a rule named is furniture."""
    score = np.clip(points.sum(axis=0) * 4 // SCALE, -SCORE, SCORE)
    return np.where(alive, score, SCORE)


def judge(page: Page, alive: Sequence[int], first: bool, known: Card | None = None) -> list[Judged]:
    """The lines of a page that are furniture.

    Args:
        page: its columns.
        alive: indexes of the lines still there, in order, none blank.
        first: whether lines that named rules took out may serve as evidence; later rounds see what a second run would see.
        known: the points; by default those of the package.
    """
    if len(alive) < 2:
        return []
    known = known or card()
    view = seen(page, alive, first, known.wholes, known.words)
    given, raw = scored(view.lines, view.alive, known)
    points = given.sum(axis=0)
    keep = kept(known.chance(points), view.lines.words, view.alive, known.caution(raw))
    places = np.flatnonzero(view.alive & ~keep)
    reason = reasons(known.near.names, given[:, places], known.phrases) if len(places) else []
    return [Judged(view.index[place], int(points[place]), why) for place, why in zip(places.tolist(), reason, strict=True)]


def kept(chance: Column, words: Column, alive: NDArray[np.bool_], caution: int) -> NDArray[np.bool_]:
    """The lines to keep: the cut that makes expected word F1 + caution / 1000 * expected recall greatest.

    On raw pages the second term halves the body that is lost, for 0.005 F1.
    """
    size = np.where(alive, words, 0)
    order = np.argsort(-chance, kind="stable")
    right = np.cumsum((size * chance)[order])
    total = max(int(right[-1]), 1)
    worth = 2000 * right / (np.cumsum(size[order]) * 10_000 + total) + caution * right / total
    cut = chance[order[int(np.argmax(worth))]]
    over: NDArray[np.bool_] = np.greater_equal(chance, cut)
    return over


def reasons(names: Sequence[str], given: NDArray[np.int64], phrases: Mapping[str, str]) -> list[str]:
    """For each line the columns that gave it the most points."""
    totals = given.sum(axis=0).tolist()
    order = np.argsort(-given, axis=0, kind="stable")[:REASONS].T.tolist()
    return [
        f"{total} points: " + ", ".join(phrases.get(names[place], names[place]) for place in places)
        for total, places in zip(totals, order, strict=True)
    ]
