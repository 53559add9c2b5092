"""The scorecard: which lines of a raw page are furniture, told from shape, wording, neighbours and place."""

from __future__ import annotations

import threading
from collections.abc import Collection, Mapping, Sequence
from itertools import compress
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.blocks import text_columns
from cleaner.closing import closing
from cleaner.columns import FAMILY, Lines, measured, wording
from cleaner.comments import COMMENT_WHY, comments
from cleaner.copies import COPY_WHY, copies
from cleaner.evidence import SCORE, line_columns, near_columns, page_columns
from cleaner.model import Page
from cleaner.ranks import RANK_WHY, ranked
from cleaner.scorecard import LEVELS, SCALE, Card, card
from cleaner.shapes import Column

REASONS = 3  # points that a reason names


class Last(threading.local):
    """The page of this thread's last call: its next round looks at lines that are measured already."""

    page: Page | None = None
    seen: Seen | None = None


LAST = Last()


class Judged(NamedTuple):
    """A line that goes: its place in the page, its points, and what gave the most of them."""

    index: int  # type: ignore[assignment]  # of the page's lines; hides a method of tuples that nobody needs
    points: int
    why: str


class Seen(NamedTuple):
    """What is looked at: places of lines in the page, which of them may go, and their measures."""

    places: NDArray[np.int64]
    alive: NDArray[np.bool_]
    lines: Lines


def seen(page: Page, wholes: Mapping[str, int], words: Mapping[str, int], prose: Mapping[str, int]) -> Seen:
    """Measure all lines that are not blank."""
    number = len(page.folded)
    every = list(map(str.strip, page.lines[:number]))
    hits = np.zeros(number, np.int64)
    for place, rules in page.hits.items():
        hits[place] = FAMILY.get(rules[0].family, 0)
    places = np.fromiter(compress(range(number), every), np.int64)
    folded = list(compress(page.folded, every))
    shares = np.array(page.shares or [0] * number, np.int64)[places]
    blanks = places - np.arange(len(places))
    lines = measured(list(compress(every, every)), folded, wording(folded, wholes, words, prose), hits[places], blanks, shares)
    return Seen(places, np.ones(len(places), np.bool_), lines)


def looked_at(every: Seen, alive: Sequence[int], first: bool, went: Collection[int] = ()) -> Seen:
    """What a round sees: in the first round also the lines that rules have named, as evidence, but not those that went before it."""
    mask = np.isin(every.places, alive, assume_unique=True)
    if first and not went:
        return every._replace(alive=mask)
    there = ~np.isin(every.places, list(went), assume_unique=True) if first else mask
    return Seen(every.places[there], mask[there], every.lines.some(there))


class Scored(NamedTuple):
    """What the second round says: levels (columns x lines), points given (columns and the trees x lines), starts of sentences, the
    page's caution.
    """

    levels: Column
    given: Column
    units: Column
    caution: int

    def points(self) -> Column:
        """The points of each line: the pieces of a sentence stay or go as the best of them."""
        points: Column = self.given.sum(axis=0)
        if len(self.units) == len(points):
            return points
        least = np.minimum.reduceat(points, self.units)
        return np.repeat(least, np.diff(self.units, append=len(points)))


def scored(lines: Lines, alive: NDArray[np.bool_], known: Card) -> Scored | None:
    """Both rounds over measured lines; None for a page that is clean."""
    number = len(alive)
    own = line_columns(lines)
    score = line_score(known.line.given(known.line.levels(own, number)), alive)
    figures = page_columns(lines, score)
    caution = known.caution(int(known.page.given(known.page.levels(figures, 1)).sum()))
    if not caution:
        return None
    units = lines.units
    columns: dict[str, Column | int] = {**own, **near_columns(lines, score, units), **text_columns(lines, score), **figures}
    return Scored(*known.second(columns, number), units, caution)


def line_score(points: NDArray[np.int64], alive: NDArray[np.bool_]) -> Column:
    """Scores of the first round: points in quarters of a unit; a line that a rule named is furniture."""
    score = np.clip(points.sum(axis=0) * 4 // SCALE, -SCORE, SCORE)
    return np.where(alive, score, SCORE)


def judge(page: Page, alive: Sequence[int], first: bool, went: Collection[int] = (), known: Card | None = None) -> list[Judged]:
    """The lines of a page that are furniture.

    Args:
        page: its columns.
        alive: indexes of the lines still there, in order, none blank.
        first: whether lines that named rules took out may serve as evidence; later rounds see what a second run would see.
        went: those of them that are no part of the input, because it is what an earlier judgement left.
        known: the points; by default those of the package.
    """
    if len(alive) < 2:
        return []
    known = known or card()
    every = LAST.seen if LAST.seen and LAST.page is page and not first else seen(page, known.wholes, known.words, known.prose)
    view = looked_at(every, alive, first, went)
    found = scored(view.lines, view.alive, known)
    if found is None:
        LAST.page = LAST.seen = None
        return []
    LAST.page, LAST.seen = page, every
    points = found.points()
    stays = view.alive & kept(known.chance(points), view.lines.words, view.alive, found.caution)
    stays |= closing(view.lines, stays, view.alive)
    ranks = view.alive & ranked(view.lines, view.lines.folded)
    again = copies(view.lines, stays & ~ranks)
    below = comments(page.hits, view.places, view.lines, stays & ~again & ~ranks)
    goes = (view.alive & ~stays) | ranks | again | below
    why = np.select([below, again, ranks], [COMMENT_WHY, COPY_WHY, RANK_WHY], "")[goes].tolist()
    said = [plain or text for plain, text in zip(why, reasons(found, goes, points[goes], known), strict=True)]
    return list(map(Judged, view.places[goes].tolist(), points[goes].tolist(), said))


def kept(chance: Column, words: Column, alive: NDArray[np.bool_], caution: int) -> NDArray[np.bool_]:
    """The lines to keep: the cut that makes expected word F1 + caution / 1000 * expected recall greatest.

    On raw pages the second term nearly halves the body that is lost, for 0.003 F1 on mixed pages and none on news.
    """
    size = np.where(alive, words, 0)
    order = np.argsort(-chance, kind="stable")
    right = np.cumsum((size * chance)[order])
    total = max(int(right[-1]), 1)
    worth = 2000 * right / (np.cumsum(size[order]) * 10_000 + total) + caution * right / total
    cut = chance[order[int(np.argmax(worth))]]
    return np.asarray(chance >= cut)


def reasons(found: Scored, goes: NDArray[np.bool_], points: Column, known: Card) -> list[str]:
    """For each line that goes its points, and the columns that gave the most of them; what the page is like goes unsaid."""
    given = found.given[np.ix_(known.telling, goes)]
    number, lines = given.shape
    ranked = given * number + np.arange(number)[:, None]
    levels = np.concatenate([found.levels[:, goes], np.zeros((len(found.given) - len(found.levels), lines), np.int64)])
    best = np.zeros(lines, np.int64)
    place = np.arange(lines)
    for _ in range(REASONS):
        most = ranked.max(axis=0) % number
        ranked[most, place] = np.iinfo(np.int64).min
        name = known.telling[most]
        best = best * known.codes + name * LEVELS + levels[name, place]
    say = known.say
    return [f"{total} points: {say(code)}" for total, code in zip(points.tolist(), best.tolist(), strict=True)]
