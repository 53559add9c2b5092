"""What the scorecard looks at: whole columns of small whole numbers, one entry a line. Imports numpy: level full only."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import compress, repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cleaner.model import FAMILIES
from cleaner.shapes import (
    BARE,
    BARE_START,
    CLAUSE,
    CLOSE,
    DENSE,
    DIGIT,
    DIGIT_START,
    END,
    LONGEST,
    LOWER,
    LOWER_START,
    STARTS,
    STOP,
    UPPER,
    UPPER_START,
    Column,
    Shapes,
    shapes,
)

WIDEST = 15  # lines to either side that a window may reach
SHORT = 80  # characters: longer lines have points of their own for their words
MARKS = ".,;:!?()[]{}\"'«»…。、，：；！？।؟،؛۔"  # that are no part of a word in a long line
WORD_POINTS = 12  # the most that a word may have
TELLING = 6  # points from which a word of a long line says much
EDGES = (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 16, 20, 25, 32, 40, 56, 80, 120, 200, 400, 800)
PROSE_WORDS = 12  # a line of as many words that holds a full stop and is mostly in lower case is prose
DATE_WORDS, DATE_DIGITS = 8, 12
RUNNING_WORDS = 4
WRAPPED = (55, 90)  # characters: where lines are broken at one width, a quarter are longer than the first and hardly any than the second
FAR = len(EDGES)  # the level of "there is none"
FAMILY = {name: place for place, name in enumerate(FAMILIES, 1)}  # 0 is no family
GOES_ON = np.isin(np.arange(16), (LOWER, CLAUSE, END, CLOSE))  # no line begins so


class Wording(NamedTuple):
    """What the words of each line say: points of the whole line; sum, most and least of the points of a short line's words; of a long
    line's words the mean in eighths, the most, the least, and how many say much.
    """

    whole: Column
    total: Column
    most: Column
    least: Column
    mean: Column
    peak: Column
    floor: Column
    telling: Column


def wording(folded: Sequence[str], wholes: Mapping[str, int], words: Mapping[str, int], prose: Mapping[str, int] | None = None) -> Wording:
    """Look folded lines and their words up.

    Args:
        folded: the lines.
        wholes: points of whole lines.
        words: points of words of short lines.
        prose: points of words of long lines; without them these say nothing.
    """
    number = len(folded)
    whole = np.fromiter(map(wholes.get, folded, repeat(0)), np.int64, number)
    points, starts, _ = word_points([form if len(form) <= SHORT else "" for form in folded], words)
    short = [operation.reduceat(points, starts) for operation in (np.add, np.maximum, np.minimum)]
    if prose is None:
        return Wording._make([whole, *short, *np.zeros((4, number), np.int64)])
    points, starts, sizes = word_points([bare(form) if len(form) > SHORT else "" for form in folded], prose)
    total, peak, floor = (operation.reduceat(points, starts) for operation in (np.add, np.maximum, np.minimum))
    telling = np.add.reduceat(points >= TELLING, starts, dtype=np.int64)
    return Wording._make([whole, *short, ratio(8 * total, sizes), peak, floor, telling])


def bare(line: str) -> str:
    """A folded line without punctuation: a word at the end of a clause is the word it is elsewhere."""
    for mark in MARKS:
        if mark in line:
            line = line.replace(mark, "")
    return line


def word_points(lines: Sequence[str], known: Mapping[str, int]) -> tuple[Column, Column, Column]:
    """The points of all words of lines, one after another; where each line's begin, and how many it has."""
    sizes = np.fromiter(map(str.count, lines, repeat(" ")), np.int64, len(lines)) + 1
    points = np.fromiter(map(known.get, " ".join(lines).split(" "), repeat(0)), np.int64)
    return points, np.cumsum(sizes) - sizes, sizes


@cache
def steps() -> Column:
    """The level of each number up to `LONGEST`: the place of the last of `EDGES` that is not above it."""
    return np.searchsorted(EDGES, np.arange(LONGEST + 1), side="right") - 1


def level(numbers: Column) -> Column:
    """Numbers on the coarse scale of `EDGES`."""
    return steps().take(numbers, mode="clip")


def step(number: int) -> int:
    """The same for one number."""
    return int(steps()[min(max(number, 0), LONGEST)])


def ratio(part: Column, whole: Column | int) -> Column:
    """Whole-number division, rounded down; exact for the sizes of lines, and several times faster than `//`."""
    return np.floor(part / whole).astype(np.int64)


def between(column: Column, low: int, high: int) -> Column:
    """Numbers held between two bounds; `np.clip` takes three times as long for the columns of a page."""
    return np.asarray(np.minimum(np.maximum(column, low), high))


def shifted(column: Column, by: int, fill: int) -> Column:
    """The column of the line `by` lines above (below, if negative)."""
    out = np.full(len(column), fill, np.int64)
    if 0 < by < len(column):
        out[by:] = column[:-by]
    elif 0 < -by < len(column):
        out[:by] = column[-by:]
    return out


def lines_since(masks: NDArray[np.bool_]) -> Column:
    """For each mask (masks x lines), level of the number of lines since the last marked line above; `FAR` if there is none."""
    place = np.arange(masks.shape[1])
    last = np.full(masks.shape, -1, np.int64)
    np.maximum.accumulate(np.where(masks, place, -1)[:, :-1], axis=1, out=last[:, 1:])
    return np.where(last >= 0, level(place - last), FAR)


def lines_until(masks: NDArray[np.bool_]) -> Column:
    """The same for the next marked line below."""
    return lines_since(masks[:, ::-1])[:, ::-1]


def windows(columns: Column, spans: Sequence[tuple[int, int]]) -> Column:
    """Sums of windows: spans x columns x lines.

    A span (above, below) goes from `above` lines above to `below` lines below; -1 leaves the line itself out.
    """
    number = columns.shape[1]
    total = np.zeros((len(columns), number + 2 * WIDEST + 1), np.int64)
    np.cumsum(columns, axis=1, out=total[:, WIDEST + 1 : WIDEST + 1 + number])
    total[:, WIDEST + 1 + number :] = total[:, WIDEST + number, None]
    ends = [(WIDEST - above, WIDEST + 1 + below) for above, below in spans]
    return np.array([total[:, high : high + number] - total[:, low : low + number] for low, high in ends])


class Lines(NamedTuple):
    """The measures of lines that both rounds use."""

    folded: list[str]
    shapes: Shapes
    wording: Wording
    words: Column
    letters: Column
    caseless: Column
    prose: NDArray[np.bool_]
    hits: Column  # 1 + the place of the family of a rule that matches by wording
    blanks: Column  # blank lines above, from the start of the page
    shares: Column  # level of the share of the site's pages that have the line, 0 where nothing is known of a site
    repeats: Column  # how often each line stands here

    def some(self, mask: NDArray[np.bool_]) -> Lines:
        """The measures of some of the lines."""
        folded = list(compress(self.folded, mask.tolist()))
        shape = Shapes._make(column[..., mask] for column in self.shapes)
        said = Wording._make(column[mask] for column in self.wording)
        return Lines._make([folded, shape, said, *(column[mask] for column in self[3:])])._replace(repeats=repeats(folded))

    @property
    def dated(self) -> NDArray[np.bool_]:
        """Short lines with a few digits: days, times, counts."""
        digits = self.shapes.counts[DIGIT] + self.shapes.counts[DIGIT_START]
        return np.asarray((self.words <= DATE_WORDS) & (digits > 0) & (digits <= DATE_DIGITS))

    @property
    def units(self) -> Column:
        """The places where a sentence or a line of its own begins.

        Dumps of text nodes split a sentence at every link: a line goes on if the next one begins as no line does (in
        lower case, with a comma), or if the next but one does and the next is a link's words. Wrapped text goes on too.
        """
        first, ended, words = self.shapes.first, self.shapes.ended, self.words
        goes_on = np.zeros(len(words) + 2, np.bool_)
        goes_on[:-2] = GOES_ON.take(first)
        running = (words >= RUNNING_WORDS) & (2 * self.shapes.counts[LOWER_START] >= words)
        glued = ~ended[:-1] & (goes_on[1:-2] | (goes_on[2:-1] & running[:-1] & ~ended[1:]))
        begins = np.ones(len(words), np.bool_)
        begins[1:] = (self.blank[1:] > 0) | ~(glued | self.wrapped()[:-1])
        return np.flatnonzero(begins)

    def wrapped(self) -> NDArray[np.bool_]:
        """Lines that the next one goes on, in a text whose lines were broken at one width."""
        size = self.shapes.size
        full = size >= WRAPPED[0]
        if 4 * int(full.sum()) < len(size) or 50 * int((size > WRAPPED[1]).sum()) > len(size):
            return np.zeros(len(size), np.bool_)
        return np.asarray(full)

    @property
    def blank(self) -> Column:
        """1 where a blank line stands above."""
        above = np.zeros(len(self.blanks), np.int64)
        above[1:] = self.blanks[1:] > self.blanks[:-1]
        return above


def repeats(folded: Sequence[str]) -> Column:
    """How often each of some lines stands among them."""
    times = Counter(folded)
    return np.fromiter(map(times.__getitem__, folded), np.int64, len(folded))


def measured(lines: Sequence[str], folded: list[str], said: Wording, hits: Column, blanks: Column, shares: Column) -> Lines:
    """Measure lines that are stripped and not empty."""
    shape = shapes(lines)
    count = shape.counts
    caseless = count[BARE] + count[DENSE] + count[BARE_START]
    number = count[STARTS : BARE_START + 1].sum(axis=0) + count[DENSE] // 2
    letters = count[LOWER] + count[UPPER] + count[LOWER_START] + count[UPPER_START] + caseless
    plain = (2 * count[LOWER_START] > number) | (2 * caseless > letters)
    prose = plain & (number >= PROSE_WORDS) & ((count[STOP] > 0) | shape.ended)
    return Lines(folded, shape, said, number, letters, caseless, prose, hits, blanks, shares, repeats(folded))
