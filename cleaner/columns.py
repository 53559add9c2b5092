"""What the scorecard looks at: whole columns of small whole numbers, one entry a line. Imports numpy: level full only."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import repeat
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.int64]
Columns = dict[str, Column]

SPACE, LOWER, UPPER, BARE, DENSE, DIGIT, END, CLAUSE, COLON, QUOTE, OPEN, CLOSE, DASH, MARK, SIGN, OTHER = range(16)
SIGNS = {
    END: ".!?…。！？؟।॥｡",
    CLAUSE: ",;、，،؛；",
    COLON: ":：",
    QUOTE: "\"'“”„«»‘’‚「」『』",
    OPEN: "([{（【",
    CLOSE: ")]}）】",
    DASH: "-–—―_−‐",
    MARK: "|•·●▪■◦‣›‹>→←↑↓▶►/\\*#~+=&@✓✔<",
    SIGN: "©®™%$€£¥₹",
}
KNOWN = {ord(sign): kind for kind, signs in SIGNS.items() for sign in signs}
WITHOUT_SPACES = ((0xE00, 0xEFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF))
LAST = 0x2FFFF  # code points above stand for this one
LONGEST = 4000  # characters of a line that are looked at
SHORT = 80  # characters: the words of longer lines say nothing
EDGES = (0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 16, 20, 25, 32, 40, 56, 80, 120, 200, 400, 800)
PROSE_WORDS = 12  # a line of as many words that holds a full stop and is mostly in lower case is prose
FAR = len(EDGES)  # the level of "there is none"

# What a character is after the one before it: kinds 0 to 15 inside a word, and from 16 on the starts of words.
STARTS, LOWER_START, UPPER_START, DIGIT_START, BARE_START, STOP = range(16, 22)
EVENTS = 22


def kind_of(code: int) -> int:
    """The kind of a character."""
    if code in KNOWN:
        return KNOWN[code]
    category = unicodedata.category(chr(code))
    if category == "Ll":
        return LOWER
    if category in ("Lu", "Lt"):
        return UPPER
    if category[0] in "LM":
        return DENSE if any(first <= code <= last for first, last in WITHOUT_SPACES) else BARE
    if category[0] == "N":
        return DIGIT
    return SPACE if chr(code).isspace() or category == "Cf" else OTHER


@cache
def kinds(size: int) -> NDArray[np.uint8]:
    """The kind of every character below `size`; beyond the basic plane only CJK letters are told apart."""
    table = np.full(size, OTHER, np.uint8)
    table[: 1 << 16] = [kind_of(code) for code in range(min(size, 1 << 16))]
    table[0x20000:] = DENSE
    return table


@cache
def events() -> NDArray[np.int64]:
    """The event of each pair of kinds, at 16 * kind before + kind."""
    table = np.tile(np.arange(16), (16, 1))
    table[SPACE, 1:] = STARTS
    table[SPACE, [LOWER, UPPER, DIGIT, BARE, DENSE]] = LOWER_START, UPPER_START, DIGIT_START, BARE_START, DENSE
    table[END, [SPACE, QUOTE, CLOSE]] = STOP
    table[DENSE, END] = STOP
    return table.reshape(-1)


def kinds_of(text: str) -> NDArray[np.uint8]:
    """The kind of every character of a text."""
    try:
        return kinds(256).take(np.frombuffer(text.encode("latin-1"), np.uint8))
    except UnicodeEncodeError:
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        return kinds(LAST + 1).take(codes, mode="clip")


class Shapes(NamedTuple):
    """How often each event stands in each line, and the kinds at its ends."""

    size: Column
    counts: NDArray[np.int64]  # events x lines
    first: Column
    second: Column
    last: Column
    ended: NDArray[np.bool_]  # ends with an end mark, quotes and brackets aside


def shapes(lines: Sequence[str]) -> Shapes:
    """Count the events of lines that are stripped and not empty."""
    lines = [line if len(line) < LONGEST else line[:LONGEST] for line in lines]
    kind = kinds_of("\n".join(lines) + "\n")
    number = len(lines)
    size = np.fromiter(map(len, lines), np.int64, number)
    end = np.cumsum(size + 1) - 1
    start = end - size
    pair = kind.copy()
    pair[1:] |= kind[:-1] << 4
    place = np.repeat(np.arange(0, number * EVENTS, EVENTS), size + 1)
    place += events().take(pair)
    counts = np.bincount(place, minlength=number * EVENTS).reshape(number, EVENTS).T.copy()
    last, before = kind[end - 1], kind[np.maximum(end - 2, start)]
    ended = (last == END) | (((last == QUOTE) | (last == CLOSE)) & (before == END))
    second = kind[np.minimum(start + 1, end - 1)]
    return Shapes(size, counts, kind[start].astype(np.int64), second.astype(np.int64), last.astype(np.int64), ended)


class Wording(NamedTuple):
    """What the words of each line say: points of the whole line, and sum, most and least of its words' points."""

    whole: Column
    total: Column
    most: Column
    least: Column


def wording(folded: Sequence[str], wholes: Mapping[str, int], words: Mapping[str, int]) -> Wording:
    """Look folded lines and the words of the short ones up."""
    number = len(folded)
    whole = np.fromiter(map(wholes.get, folded, repeat(0)), np.int64, number)
    short = [form if len(form) <= SHORT else "" for form in folded]
    sizes = np.fromiter([form.count(" ") + 1 for form in short], np.int64, number)
    starts = np.cumsum(sizes) - sizes
    points = np.fromiter(map(words.get, " ".join(short).split(" "), repeat(0)), np.int64)
    reduce = (operation.reduceat(points, starts) for operation in (np.add, np.maximum, np.minimum))
    return Wording(whole, *reduce)


@cache
def steps() -> Column:
    """The level of each number up to `LONGEST`: the place of the last of `EDGES` that is not above it."""
    return np.searchsorted(EDGES, np.arange(LONGEST + 1), side="right") - 1


def level(numbers: Column) -> Column:
    """Numbers on the coarse scale of `EDGES`."""
    return steps().take(numbers, mode="clip")


def share(part: Column, whole: Column, parts: int = 16) -> Column:
    """A share in sixteenths (or other parts), 0 where there is nothing."""
    return np.minimum(parts * part // np.maximum(whole, 1), parts)


def shifted(column: Column, by: int, fill: int) -> Column:
    """The column of the line `by` lines above (below, if negative)."""
    out = np.full(len(column), fill, np.int64)
    if 0 < by < len(column):
        out[by:] = column[:-by]
    elif 0 < -by < len(column):
        out[:by] = column[-by:]
    return out


def lines_since(mask: NDArray[np.bool_]) -> Column:
    """Level of the number of lines since the last marked line above; `FAR` if there is none."""
    place = np.arange(len(mask))
    last = shifted(np.maximum.accumulate(np.where(mask, place, -1)), 1, -1)
    return np.where(last >= 0, level(place - last), FAR)


def lines_until(mask: NDArray[np.bool_]) -> Column:
    """The same for the next marked line below."""
    return lines_since(mask[::-1])[::-1]


def window(column: Column, above: int, below: int) -> tuple[Column, Column]:
    """Sum and size of a window of lines from `above` lines above to `below` lines below (negative: not this line)."""
    number = len(column)
    total = np.zeros(number + 1, np.int64)
    np.cumsum(column, out=total[1:])
    place = np.arange(number)
    low, high = np.clip(place - above, 0, number), np.clip(place + below + 1, 0, number)
    return total[high] - total[low], high - low


class Lines(NamedTuple):
    """The measures of the lines of a page that both rounds use."""

    shapes: Shapes
    wording: Wording
    words: Column
    letters: Column
    caseless: Column
    prose: NDArray[np.bool_]
    repeats: Column
    blank: Column  # 1 where a blank line stands above
    hits: Column  # 1 + the place of the family of a rule that matches by wording


def measured(
    lines: Sequence[str], folded: Sequence[str], wholes: Mapping[str, int], words: Mapping[str, int], blank: Column, hits: Column
) -> Lines:
    """Measure lines that are stripped and not empty."""
    shape = shapes(lines)
    count = shape.counts
    caseless = count[BARE] + count[DENSE] + count[BARE_START]
    number = count[STARTS : BARE_START + 1].sum(axis=0) + count[DENSE] // 2
    letters = count[LOWER] + count[UPPER] + count[LOWER_START] + count[UPPER_START] + caseless
    plain = (2 * count[LOWER_START] > number) | (2 * caseless > letters)
    prose = plain & (number >= PROSE_WORDS) & ((count[STOP] > 0) | shape.ended)
    times = Counter(folded)
    repeats = np.fromiter(map(times.__getitem__, folded), np.int64, len(folded))
    return Lines(shape, wording(folded, wholes, words), number, letters, caseless, prose, repeats, blank, hits)
