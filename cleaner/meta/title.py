"""The title: a line printed twice, or the line above the byline and the date; it moves only with that evidence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from cleaner.fold import fold, words
from cleaner.meta.evidence import LISTS
from cleaner.meta.head import Head

LETTERS = (12, 220)  # characters of a title
WORDS = 4
FARTHEST = 30  # kept lines between title and body
COPIES = 4  # a line printed more often is a label
BESIDE = 6  # lines between a title and the byline or date that proves it
TOP = 3  # first kept lines of a page, where its title stands
NO_TITLE = set("{}<>=;|$")
ENDS = (".", ":", ",", ";")


class Title(NamedTuple):
    """The title of the page, the place of its last copy, those of its lines that may move, and how sure."""

    text: str
    place: int
    moves: tuple[int, ...]
    how: str


def is_title(head: Head, place: int) -> bool:
    """Has a line the form of a title?"""
    form = head.folded(place)
    if not LETTERS[0] <= len(form) <= LETTERS[1] or words(form) < WORDS or head.furniture(place):
        return False
    text = head.text(place).strip()
    return not text.startswith(LISTS) and not text.endswith(ENDS) and NO_TITLE.isdisjoint(text)


def printed_twice(head: Head) -> list[int]:
    """The places of the copies of the title that is printed more than once, the nearest to the body; else nothing."""
    seen: dict[str, list[int]] = {}
    rows, folded = head.window.rows, head.page.folded
    for place in range(head.stop):
        form = folded[rows[place]]
        if LETTERS[0] <= len(form) <= LETTERS[1]:
            seen.setdefault(form, []).append(place)
    best: list[int] = []
    for places in seen.values():
        last = places[-1]
        if not 1 < len(places) <= COPIES or last < head.window.first - FARTHEST or last > head.window.first + 2:
            continue
        if (not best or last > best[-1]) and is_title(head, last):
            best = places
    return best


def find(head: Head, copies: Sequence[int], beside: Collection[int]) -> Title | None:
    """The title, with the lines that may move.

    Args:
        head: the lines around the body's start.
        copies: places of the line that is printed twice.
        beside: places of the byline and of dates and times.
    """
    stated = fold(head.page.head.get("title", ""))
    if stated:
        same = [place for place in range(head.start, head.stop) if head.folded(place) == stated]
        if same:
            return Title(head.text(same[-1]).strip(), same[-1], tuple(same), "as the head states")
    if copies:
        proved = copies[0] < TOP or any(-BESIDE <= copies[-1] - other <= 3 for other in beside)
        return Title(head.text(copies[-1]).strip(), copies[-1], tuple(copies) if proved else (), "printed twice")
    return above(head, beside)


def above(head: Head, beside: Collection[int]) -> Title | None:
    """The line above the byline or the date; it may move if nothing stands between."""
    near = [place for place in beside if place <= head.window.first + 2]
    if not near:
        return None
    first = min(near, key=lambda place: abs(place - head.window.first))
    while first - 1 in beside:
        first -= 1
    for place in range(first - 1, max(head.start, first - BESIDE) - 1, -1):
        if is_title(head, place):
            direct = place == first - 1 and not (place > head.start and is_title(head, place - 1))
            return Title(head.text(place).strip(), place, (place,) if direct else (), "above the byline or the date")
    return None
