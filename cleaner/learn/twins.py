"""Near-duplicates among the pages of a site: sketches of their prose, compared column by column."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

BINS = 64  # values of a sketch: the smallest hash of each bin (Li, Owen and Zhang 2012, one permutation hashing)
SHINGLE = 3  # words
PROSE_WORDS = 8  # shorter lines are menus, which all pages of a site share
ENOUGH = 30  # words of prose; a page with less is compared by all its lines
ALIKE = 0.65  # agreement of sketches, which estimates the Jaccard similarity of the shingles: texts with a word in thirty changed
RARE_ALIKE = 0.5  # the same over values that few pages have: a shared article under furniture of its own
COMMON = 0.3  # share of the pages from which on a value is the site's, not an article's
RARE_WANTED = 8  # values
EMPTY = -1

Sketch = NDArray[np.int64]


def sketch(forms: Sequence[str]) -> Sketch:
    """The sketch of a page, from its folded lines: BINS values, EMPTY where no shingle fell."""
    words = [word for form in forms if form.count(" ") >= PROSE_WORDS - 1 for word in form.split(" ")]
    if len(words) < ENOUGH:
        words = [word for form in forms for word in form.split(" ")]
    text = [" ".join(words[place : place + SHINGLE]) for place in range(max(1, len(words) - SHINGLE + 1))]
    hashes = np.fromiter((zlib.crc32(piece.encode("utf-8", "surrogatepass")) for piece in text), np.int64, len(text))
    hashes = hashes * 2654435761 % (1 << 32)  # CRC is linear: mix it before its high bits choose a bin
    least = np.full(BINS, 1 << 33, np.int64)
    np.minimum.at(least, hashes % BINS, hashes // BINS)
    least[least == 1 << 33] = EMPTY
    return least


def representatives(sketches: Sketch) -> NDArray[np.int64]:
    """For each page (row) the first page of its group of near-duplicates.

    Every page is compared with the first and the last page that has the same value, in every bin; what is alike is one
    group, and so is what is alike to a member.
    """
    number = len(sketches)
    group = np.arange(number)
    if number < 2:
        return group
    rare = np.stack([is_rare(column, number) for column in sketches.T], 1)
    pairs: set[tuple[int, int]] = set()
    for column in sketches.T:
        order = np.lexsort((np.arange(number), column))
        values = column[order]
        starts = np.flatnonzero(np.append(True, values[1:] != values[:-1]))
        ends = np.append(starts[1:], number) - 1
        size = ends - starts + 1
        for edge in (starts, ends):
            leader = np.repeat(order[edge], size)
            for block in np.array_split(np.arange(number), number // 50_000 + 1):
                alike = are_alike(sketches, rare, order[block], leader[block]) & (values[block] != EMPTY)
                pairs.update(zip(order[block][alike].tolist(), leader[block][alike].tolist(), strict=True))
    for left, right in sorted(pairs):
        join(group, left, right)
    return np.array([root(group, page) for page in range(number)])


def is_rare(column: NDArray[np.int64], number: int) -> NDArray[np.bool_]:
    """Which values of a bin do few pages have?"""
    _, place, times = np.unique(column, return_inverse=True, return_counts=True)
    return np.asarray((times[place] <= max(2, COMMON * number)) & (column != EMPTY))


def are_alike(sketches: Sketch, rare: NDArray[np.bool_], left: NDArray[np.int64], right: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Are pages near-duplicates, pair by pair?"""
    one, other = sketches[left], sketches[right]
    same = (one == other) & (one != EMPTY)
    used = ((one != EMPTY) | (other != EMPTY)).sum(1)
    few = rare[left] | rare[right]
    rare_used, rare_same = few.sum(1), (same & few).sum(1)
    return np.asarray((same.sum(1) >= ALIKE * used) | ((rare_used >= RARE_WANTED) & (rare_same >= RARE_ALIKE * rare_used)))


def root(group: NDArray[np.int64], page: int) -> int:
    """The first page of a page's group."""
    while group[page] != page:
        group[page] = group[group[page]]
        page = int(group[page])
    return page


def join(group: NDArray[np.int64], left: int, right: int) -> None:
    """Make two groups one; the smaller number leads."""
    one, other = root(group, left), root(group, right)
    group[max(one, other)] = min(one, other)
