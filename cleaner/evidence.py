"""The columns of the two rounds: a line by itself, then with what its neighbours scored and what the page is like."""

from __future__ import annotations

import numpy as np

from cleaner.columns import (
    CLAUSE,
    DASH,
    DIGIT,
    DIGIT_START,
    END,
    FAR,
    LOWER_START,
    MARK,
    QUOTE,
    SIGN,
    STOP,
    UPPER,
    UPPER_START,
    Column,
    Columns,
    Lines,
    level,
    lines_since,
    lines_until,
    share,
    shifted,
    window,
)

LONG_WORDS = 25  # the length of a line that is body by itself on nearly every page
SCORE = 24  # scores of single lines lie between -24 and 24, in quarters of a unit of log odds


def line_columns(page: Lines) -> Columns:
    """A line by itself."""
    shapes, count, words = page.shapes, page.shapes.counts, page.words
    return {
        "chars": level(shapes.size // 2),
        "words": level(words),
        "lower": share(count[LOWER_START], words),
        "capital": share(count[UPPER_START], words),
        "last": shapes.last + 16 * shapes.ended,
        "first": shapes.first,
        "second": shapes.second,
        "upper": share(count[UPPER] + count[UPPER_START], page.letters),
        "clauses": np.minimum(count[CLAUSE], 8),
        "stops": np.minimum(count[STOP], 8),
        "points": np.minimum(count[END], 8),
        "length": np.minimum(2 * page.letters // np.maximum(words, 1), 24),
        "marks": np.minimum(count[MARK], 8),
        "numbers": share(count[DIGIT_START], words),
        "digits": share(count[DIGIT] + count[DIGIT_START], shapes.size),
        "quotes": np.minimum(count[QUOTE], 4),
        "signs": np.minimum(count[SIGN], 4),
        "dashes": np.minimum(count[DASH], 4),
        "caseless": share(page.caseless, page.letters, 4),
        "whole": page.wording.whole + 8,
        "total": np.clip(page.wording.total // 2, -16, 15) + 16,
        "most": page.wording.most + 12,
        "least": page.wording.least + 12,
        "repeats": np.minimum(page.repeats, 6),
        "blank": page.blank + 2 * shifted(page.blank, -1, 1),
        "hits": page.hits,
    }


def mean(score: Column, above: int, below: int) -> Column:
    """Mean score of a window, from 0 to 48; 49 where it is empty."""
    total, size = window(score, above, below)
    return np.where(size > 0, total // np.maximum(size, 1) + SCORE, 2 * SCORE + 1)


def weighted(score: Column, weight: Column, above: int, below: int) -> Column:
    """The same, weighted by the words of the lines."""
    total, size = window(score * weight, above, below)[0], window(weight, above, below)[0]
    return np.where(size > 0, total // np.maximum(size, 1) + SCORE, 2 * SCORE + 1)


def near_columns(page: Lines, score: Column) -> Columns:
    """What stands around a line: the scores of its neighbours, and where it is."""
    words, number = page.words, len(score)
    weight = np.minimum(words, 100)
    good = np.where((score < -4) & (words >= 8), words, 0)
    prose = np.where(page.prose, words, 0)
    above_good, above_prose = np.cumsum(good) - good, np.cumsum(prose) - prose
    all_good, all_prose = max(int(good.sum()), 1), max(int(prose.sum()), 1)
    long_line, short_line = words >= LONG_WORDS, (words < 8) & ~page.shapes.ended
    return {
        "score": score + SCORE,
        "near1": mean(score, 1, 1),
        "near3": mean(score, 3, 3),
        "near7": mean(score, 7, 7),
        "above15": mean(score, 15, -1),
        "below15": mean(score, -1, 15),
        "words7": weighted(score, weight, 7, 7),
        "wabove15": weighted(score, weight, 15, -1),
        "wbelow15": weighted(score, weight, -1, 15),
        "prose_above": 24 * above_prose // all_prose,
        "prose_below": 24 * (all_prose - above_prose - prose) // all_prose,
        "good_above": level(above_good // 4),
        "good_below": level((all_good - above_good - good) // 4),
        "good_left": 24 * (all_good - above_good) // all_good,
        "place": 16 * np.arange(number) // number,
        "end": level(np.arange(number)[::-1]),
        "long_above": lines_since(long_line),
        "long_below": lines_until(long_line),
        "run_above": lines_since(~short_line),
        "run_below": lines_until(~short_line),
        "body_above": lines_since(score < 0),
        "bad_above": lines_since(score > 8),
        "bad_below": lines_until(score > 8),
        "score_above": shifted(score, 1, SCORE + 1) + SCORE,
        "score_below": shifted(score, -1, SCORE + 1) + SCORE,
        "next_first": shifted(page.shapes.first, -1, 16),
        "next2_first": shifted(page.shapes.first, -2, 16),
        "next_last": shifted(page.shapes.last + 16 * page.shapes.ended, -1, 32),
        "above_last": shifted(page.shapes.last + 16 * page.shapes.ended, 1, 32),
        "above_words": shifted(level(words), 1, FAR),
        "below_words": shifted(level(words), -1, FAR),
    }


def page_columns(page: Lines, score: Column) -> dict[str, int]:
    """What the page as a whole is like."""
    words, number = page.words, len(score)
    every = max(int(words.sum()), 1)
    good_lines = (score < -4) & (words >= 8)
    good = np.where(good_lines, words, 0)
    all_good = max(int(good.sum()), 1)
    places = np.flatnonzero(good_lines)
    inside = score[places[0] : places[-1] + 1] if len(places) else score[:0]
    weight = np.minimum(words, 100)
    figures = {
        "page_lines": int(level(np.array([number]))[0]),
        "page_words": int(level(np.array([every // 8]))[0]),
        "page_mean": int(level(np.array([every // number]))[0]),
        "page_prose": 24 * int(words[page.prose].sum()) // every,
        "page_ended": 24 * int(page.shapes.ended.sum()) // number,
        "page_capital": 16 * int(page.shapes.counts[UPPER_START].sum()) // every,
        "page_blank": 8 * int(page.blank.sum()) // number,
        "page_repeats": 24 * int((page.repeats > 1).sum()) // number,
        "page_wording": min(max(4 * int(page.wording.total.sum()) // number + 16, 0), 40),
        "page_whole": 24 * int((page.wording.whole > 2).sum()) // number,
        "page_score": int(score.sum()) // number + SCORE,
        "page_weighted": int((weight * score).sum()) // max(int(weight.sum()), 1) + SCORE,
        "page_good": 24 * all_good // every,
        "page_good_words": int(level(np.array([all_good // 8]))[0]),
        "page_peak": 24 * int(window(good, 10, 10)[0].max()) // all_good,
        "page_inside": int(inside.sum()) // len(inside) + SCORE if len(inside) else 2 * SCORE + 1,
        "page_bad": 24 * int((score > 8).sum()) // number,
    }
    return {name: min(max(value, 0), 49) for name, value in figures.items()}
