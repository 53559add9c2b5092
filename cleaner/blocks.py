"""Columns of text that stand in for the markup it lost: the block of the body, paragraphs, lines alike in shape, the lines beside."""

from __future__ import annotations

import numpy as np

from cleaner.columns import WORD_POINTS, Lines, between, level, lines_since, lines_until, ratio, shifted, windows
from cleaner.evidence import MOST_WORDS, NONE, SCORE, Levels
from cleaner.shapes import Column

INSIDE = 24  # the level of a line in the body's block; those above it are lower, those below it higher
LEAN = 4  # by so many quarters of a unit a line must be body by itself to lengthen the block that is counted in lines
SIZES = (2, 5, 9, 16, 30)  # words from which lines are of another size
APART = range(1, 7)  # lines: how far lines that are alike in shape may stand from each other
ALIKE = (7, 7)  # lines to either side in which they are counted
REPEATED = 4  # words of a repeated line that may be a headline
BESIDE = {"above1": 1, "above2": 2, "below1": -1, "below2": -2}


def text_columns(page: Lines, score: Column) -> Levels:
    """All columns of this module. `score` is what the first round says of each line."""
    return {
        **body_columns(page, score),
        **alike_columns(page),
        **beside_columns(page, score),
        **paragraph_columns(page, score),
        **wording_columns(page),
    }


def body_columns(page: Lines, score: Column) -> Levels:
    """On which side of the body's block a line stands and how far, and how deep inside.

    The block is the run of lines with the greatest sum of scores for being body: by words, and by lines. Such a run is the maximum
    subsequence of Pasternack and Roth, "Extracting article text from the web with maximum subsequence segmentation" (WWW 2009).
    """
    place = np.arange(len(score))
    levels: Levels = {}
    for name, worth in (("body", -score * np.minimum(page.words, MOST_WORDS)), ("story", -score - LEAN)):
        first, last = best_run(worth)
        above, below = np.maximum(first - place, 0), np.maximum(place - last, 0)
        outside = above + below
        side = np.where(above > 0, -1 - level(above), np.where(below > 0, 1 + level(below), 0))
        depth = np.where(outside > 0, 0, 1 + level(np.minimum(place - first, last - place)))
        levels |= {f"{name}_side": INSIDE + side, f"{name}_depth": depth}
    return levels


def best_run(worth: Column) -> tuple[int, int]:
    """The first and the last place of the run with the greatest sum."""
    total = np.cumsum(worth)
    before = total - worth
    last = int(np.argmax(total - np.minimum.accumulate(before)))
    return int(np.argmin(before[: last + 1])), last


def alike_columns(page: Lines) -> Levels:
    """How many lines near a line are like the one so many lines above them: menus, and teasers of two or three lines each."""
    number = len(page.words)
    size = np.searchsorted(SIZES, page.words, side="right")
    shape = (2 * size + page.shapes.ended) * 16 + page.shapes.first
    like = np.zeros((len(APART), number), np.int64)
    for row, apart in zip(like, APART, strict=True):
        if apart < number:
            row[apart:] = shape[apart:] == shape[:-apart]
    near = windows(like, [ALIKE])[0]
    return {"alike1": near[0], "alike2": near[1], "alike3": near[2], "alike": near[1:].max(axis=0)}


def beside_columns(page: Lines, score: Column) -> Levels:
    """Scores and words of the lines beside, one by one, and how far a line is from one that repeats, as a headline does."""
    words = level(page.words)
    repeated = ((page.repeats > 1) & (page.words >= REPEATED))[None, :]
    return {
        **{f"score_{name}": shifted(score + SCORE, by, NONE) for name, by in BESIDE.items()},
        **{f"words_{name}": shifted(words, by, 0) for name, by in BESIDE.items()},
        "repeat_above": lines_since(repeated)[0],
        "repeat_below": lines_until(repeated)[0],
    }


def paragraph_columns(page: Lines, score: Column) -> Levels:
    """The lines between two blank ones: how many, how many words, and their mean score."""
    begins = page.blank
    begins[0] = 1
    starts = np.flatnonzero(begins)
    weight = np.minimum(page.words, MOST_WORDS) + 1
    measures = np.array([np.ones_like(weight), page.words, score * weight, weight])
    lines, words, scores, weights = np.add.reduceat(measures, starts, axis=1)
    levels = np.array([level(lines), level(words // 4), ratio(scores, weights) + SCORE])
    names = ("paragraph_lines", "paragraph_words", "paragraph_score")
    return dict(zip(names, np.repeat(levels, np.diff(starts, append=len(score)), axis=1), strict=True))


def wording_columns(page: Lines) -> Levels:
    """What the words of a long line say: small print, teasers and prompts in whole sentences have words that prose has not."""
    said = page.wording
    return {
        "said_mean": between(said.mean, -16, 29) + 16,
        "said_most": said.peak + WORD_POINTS,
        "said_least": said.floor + WORD_POINTS,
        "said_often": np.minimum(said.telling, 15),
    }
