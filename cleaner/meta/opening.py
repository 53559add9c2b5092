"""A day that begins a text, with nothing but its title before the body: the posts of blogs come out of extractors so."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cleaner.meta.head import Head
from cleaner.prose import paragraphs
from cleaner.view import is_timetable

if TYPE_CHECKING:
    from cleaner.meta.days import Dated


def is_opening(head: Head, lines: int) -> bool:
    """Do so many lines stand above the body, and has nothing been taken out there? A masthead has more."""
    rows, first = head.window.rows, head.window.first
    return first == lines and sum(map(bool, head.page.folded[: rows[first]])) == first


def is_post(head: Head, item: Dated) -> bool:
    """Is a day alone on the first line, above the body or the only line before it?"""
    if item.place != 0 or not item.pure:
        return False
    return is_opening(head, 1) or (is_opening(head, 2) and 1 not in head.hit_places)


def may_move(head: Head) -> bool:
    """May the first line move? Only where it would go as a clock, if it were one: a text that lost lines above its body has none then."""
    page, rows = head.page, frozenset(head.window.rows)
    rules = page.hits.get(head.window.rows[0], ())
    plain = sum(index in rows and index not in page.hits for index in paragraphs(page))  # two show where head and tail are
    clock = next((rule for rule in rules if rule.family == "CLOCK" and not rule.keep), None)
    if clock is None or plain < 2:
        return False
    return not is_timetable(clock, sum(clock in page.hits.get(index, ()) for index in rows))
