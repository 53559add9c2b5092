"""What the characters of each line are, counted over the whole page at once. Imports numpy: level full only."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple
from unicodedata import category

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.int64]

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
LETTERS = {"Ll": LOWER, "Lu": UPPER, "Lt": UPPER, "Lm": BARE, "Lo": BARE, "Mn": BARE, "Mc": BARE, "Me": BARE}
CATEGORIES = LETTERS | {"Nd": DIGIT, "Nl": DIGIT, "No": DIGIT, "Zs": SPACE, "Zl": SPACE, "Zp": SPACE, "Cc": SPACE, "Cf": SPACE}
WITHOUT_SPACES = ((0xE00, 0xEFF), (0x1000, 0x109F), (0x1780, 0x17FF), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF))
LAST = 0x2FFFF  # code points above stand for this one
LONGEST = 4000  # characters of a line that are looked at

# What a character is after the one before it: kinds 0 to 15 inside a word, and from 16 on the starts of words.
STARTS, LOWER_START, UPPER_START, DIGIT_START, BARE_START, STOP = range(16, 22)
EVENTS = 22


@cache
def kinds(size: int) -> NDArray[np.uint8]:
    """The kind of every character below `size`; beyond the basic plane only CJK letters are told apart."""
    table = np.full(size, OTHER, np.uint8)
    plane = range(min(size, 1 << 16))
    table[: len(plane)] = [CATEGORIES.get(category(chr(code)), OTHER) for code in plane]
    for first, last in WITHOUT_SPACES:
        part = table[first : last + 1]
        part[part == BARE] = DENSE
    for code, kind in KNOWN.items():
        table[code:][:1] = kind
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


@cache
def counts_here() -> NDArray[np.bool_]:
    """Is a pair of kinds counted one by one? Letters inside words, two in three characters, are told from the line's length."""
    return np.asarray(events() != LOWER)


def kinds_of(text: str) -> NDArray[np.uint8]:
    """The kind of every character of a text."""
    if text.isascii():
        return kinds(256).take(np.frombuffer(text.encode("ascii"), np.uint8))
    codes: NDArray[Any] = np.frombuffer(text.encode("utf-16-le", "surrogatepass"), np.uint16)
    if len(codes) != len(text):  # characters beyond the basic plane stand there as two
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
    number = len(lines)
    size = np.fromiter(map(len, lines), np.int64, number)
    if size.max() > LONGEST:
        lines = [line[:LONGEST] for line in lines]
        size = np.minimum(size, LONGEST)
    kind = kinds_of("\n".join(lines) + "\n")
    end = np.cumsum(size + 1) - 1
    start = end - size
    pair = kind.copy()
    pair[1:] |= kind[:-1] << 4
    counted = np.flatnonzero(counts_here().take(pair))
    place = np.repeat(np.arange(0, number * EVENTS, EVENTS, dtype=np.int32), size + 1).take(counted) + events().take(pair.take(counted))
    counts = np.bincount(place, minlength=number * EVENTS).reshape(number, EVENTS).T.copy()
    counts[LOWER] = size + 1 - counts.sum(axis=0)
    last, before = kind[end - 1], kind[np.maximum(end - 2, start)]
    ended = (last == END) | (((last == QUOTE) | (last == CLOSE)) & (before == END))
    second = kind[np.minimum(start + 1, end - 1)]
    return Shapes(size, counts, kind[start].astype(np.int64), second.astype(np.int64), last.astype(np.int64), ended)
