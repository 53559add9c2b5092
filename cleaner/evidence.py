"""The columns of the two rounds: a line by itself, then with what its neighbours scored and what the page is like."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cleaner.columns import FAMILY, WORD_POINTS, Lines, between, level, lines_since, lines_until, ratio, shifted, step, windows
from cleaner.shapes import CLAUSE, DASH, DIGIT_START, LOWER_START, QUOTE, STOP, UPPER_START, Column

LONG_WORDS = 25  # the length of a line that is body by itself on nearly every page
SCORE = 24  # scores of single lines lie between -24 and 24, in quarters of a unit of log odds
NONE = 2 * SCORE + 1  # the level of a mean over no lines
MOST_WORDS = 100  # no line weighs more
SPANS = ((1, 1), (3, 3), (7, 7), (15, -1), (-1, 15), (10, 10))
NEAR = ("near1", "near3", "near7", "above15", "below15")
WORDY = {"words7": 2, "wabove15": 3, "wbelow15": 4}
MOST = {"clauses": 8, "stops": 8, "quotes": 4, "dashes": 4, "repeats": 6}
SINCE = ("REL", "LEGAL", "SHARE", "NAV")  # families of hits that a block of furniture often begins with

Levels = dict[str, Column]  # column -> level of each line, from 0


def line_columns(page: Lines) -> Levels:
    """A line by itself."""
    shapes, count, words = page.shapes, page.shapes.counts, page.words
    chars, word_level = level(np.array([shapes.size // 2, words]))
    parts = np.array([count[LOWER_START], count[UPPER_START], count[DIGIT_START], page.caseless])
    whole = np.maximum(np.array([words, words, words, page.letters]), 1)
    lower, capital, numbers, caseless = np.minimum(ratio(16 * parts, whole), 16)
    blank = page.blank
    few = np.array([count[CLAUSE], count[STOP], count[QUOTE], count[DASH], page.repeats])
    return {
        "chars": chars,
        "words": word_level,
        "lower": lower,
        "capital": capital,
        "numbers": numbers,
        "caseless": caseless,
        "last": shapes.last + 16 * shapes.ended,
        "first": shapes.first,
        "second": shapes.second,
        "length": np.minimum(ratio(2 * page.letters, whole[0]), 24),
        **dict(zip(MOST, np.minimum(few, np.array([[most] for most in MOST.values()])), strict=True)),
        "whole": page.wording.whole + 8,
        "total": between(page.wording.total >> 1, -16, 15) + 16,
        "most": page.wording.most + WORD_POINTS,
        "least": page.wording.least + WORD_POINTS,
        "blank": blank + 2 * shifted(blank, -1, 1),
        "hits": page.hits,
        "site": page.shares,
    }


def near_columns(page: Lines, score: Column, units: Column) -> Levels:
    """What stands around a line, and where it is. `units` are the places where a sentence or a line of its own begins."""
    words, number = page.words, len(score)
    weight = np.minimum(words, MOST_WORDS)
    texts = np.array([np.where(good_lines(page, score), words, 0), np.where(page.prose, words, 0)])
    good, prose = np.cumsum(texts, axis=1) - texts
    all_prose = max(int(texts[1].sum()), 1)
    sums = windows(np.array([np.ones(number, np.int64), score, weight, score * weight, page.dated]), SPANS)
    means = means_of(sums[:, 1], sums[:, 0])
    wordy = means_of(sums[:, 3], sums[:, 2])
    return {
        "score": score + SCORE,
        **dict(zip(NEAR, means, strict=False)),
        **{name: wordy[place] for name, place in WORDY.items()},
        "dates7": np.minimum(sums[2, 4], 15),
        "dates21": np.minimum(sums[5, 4], 15),
        "prose_above": ratio(24 * prose, all_prose),
        "prose_below": ratio(24 * (all_prose - prose - texts[1]), all_prose),
        "good_above": level(good // 4),
        "place": ratio(16 * np.arange(number), number),
        "next_first": shifted(page.shapes.first, -1, 16),
        "next_last": shifted(page.shapes.last + 16 * page.shapes.ended, -1, 32),
        **distance_columns(page, score),
        **unit_columns(page, score, units),
    }


def good_lines(page: Lines, score: Column) -> NDArray[np.bool_]:
    """Lines that are body by themselves."""
    return np.asarray((score < -4) & (page.words >= 8))


def means_of(total: Column, size: Column) -> Column:
    """Levels of mean scores."""
    return np.where(size > 0, ratio(total, np.maximum(size, 1)) + SCORE, NONE)


def distance_columns(page: Lines, score: Column) -> Levels:
    """How many lines away the last and the next line of some kinds are."""
    families = [page.hits == FAMILY[name] for name in SINCE]
    marks = np.array([page.words >= LONG_WORDS, score > 8, *families, (page.words >= 8) | page.shapes.ended])
    names = ["long", "bad", *SINCE, "run"]
    above, below = lines_since(marks), lines_until(marks[:-1])
    return {f"{name}_above": column for name, column in zip(names, above, strict=True)} | {
        f"{name}_below": column for name, column in zip(names[:-1], below, strict=True)
    }


def unit_columns(page: Lines, score: Column, units: Column) -> Levels:
    """The sentence that a line is a piece of: its words, its lowest and its mean score."""
    weight = np.minimum(page.words, MOST_WORDS) + 1
    names = ("unit_words", "unit_least", "unit_score")
    if len(units) == len(score):  # each line is one: always so on HTML, where the rest takes a tenth of the columns' time
        return dict(zip(names, (level(page.words), score + SCORE, score + SCORE), strict=True))
    words, scores, size = np.add.reduceat(np.array([page.words, score * weight, weight]), units, axis=1)
    levels = np.array([level(words), np.minimum.reduceat(score, units) + SCORE, ratio(scores, size) + SCORE])
    spread = np.repeat(levels, np.diff(units, append=len(score)), axis=1)
    return dict(zip(names, spread, strict=True))


def page_columns(page: Lines, score: Column) -> dict[str, int]:
    """What the page as a whole is like: the level of every line."""
    words, number = page.words, len(score)
    weight = np.minimum(words, MOST_WORDS)
    good = np.where(good_lines(page, score), words, 0)
    column = [words, words * page.prose, page.shapes.ended, page.shapes.counts[UPPER_START], page.blank, page.repeats > 1]
    column += [page.wording.total, page.wording.whole > 2, score, score > 8, weight, weight * score, good]
    sums = np.array(column).sum(axis=1).tolist()
    all_words, prose, ended, capital, blank, repeats, total, whole, scores, bad, weights, weighted, all_good = sums
    all_words, all_good = max(all_words, 1), max(all_good, 1)
    places = np.flatnonzero(good)
    inside = score[places[0] : places[-1] + 1] if len(places) else score[:0]
    figures = {
        "page_lines": step(number),
        "page_words": step(all_words // 8),
        "page_mean": step(all_words // number),
        "page_prose": 24 * prose // all_words,
        "page_ended": 24 * ended // number,
        "page_capital": 16 * capital // all_words,
        "page_blank": 8 * blank // number,
        "page_repeats": 24 * repeats // number,
        "page_wording": 4 * total // number + 16,
        "page_whole": 24 * whole // number,
        "page_score": scores // number + SCORE,
        "page_weighted": weighted // max(weights, 1) + SCORE,
        "page_good": 24 * all_good // all_words,
        "page_good_words": step(all_good // 8),
        "page_peak": 24 * int(windows(good[None, :], SPANS[-1:]).max()) // all_good,
        "page_inside": int(inside.sum()) // len(inside) + SCORE if len(inside) else NONE,
        "page_bad": 24 * bad // number,
    }
    return {name: min(max(figure, 0), NONE) for name, figure in figures.items()}
