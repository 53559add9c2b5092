"""The title: a line printed twice, or the line above the byline and the date; it moves only with that evidence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Sequence
from typing import NamedTuple

from cleaner.fold import fold, words
from cleaner.meta.authors import parse
from cleaner.meta.evidence import LISTS, is_heading, names_another
from cleaner.meta.head import Head
from cleaner.meta.opening import is_opening

LETTERS = (12, 220)  # characters of a title
WORDS = 4
LONGEST_ABOVE = 24  # words of a title that nothing but its place above a byline or a date proves: longer ones are captions
FARTHEST = 30  # kept lines between title and body
COPIES = 4  # a line printed more often is a label
BESIDE = 6  # lines between a title and the byline or date that proves it
TOP = 3  # first kept lines of a page, where its title stands
SITE_SIGNS = "-|«»·:"
SITE = re.compile(
    rf" [{SITE_SIGNS}]{{1,2}} (?!.* [{SITE_SIGNS}]{{1,2}} )"
)  # between a title and the site's name, the last such sign of the line
NO_TITLE = set("{}<>=;|")
ENDS = (".", ":", ",", ";")
CAPTIONS = "▲△▼▽"  # before the text of a picture


class Title(NamedTuple):
    """The title of the page, the place of its last copy, those of its lines that may move, and how sure."""

    text: str
    place: int
    moves: tuple[int, ...]
    how: str


def is_title(head: Head, place: int, least: int = WORDS) -> bool:
    """Has a line the form of a title, with so many words?"""
    form = head.folded(place)
    if not LETTERS[0] <= len(form) <= LETTERS[1] or words(form) < least or head.furniture(place):
        return False
    text = bare(head, place)
    if text.startswith(LISTS) or text.endswith(ENDS) or not NO_TITLE.isdisjoint(text) or text[0] in CAPTIONS:
        return False
    return not names_another(head, place) and not tells_day(head, place) and not is_byline(head, place)


def is_byline(head: Head, place: int) -> bool:
    """Does a line hold a cue word and authors, and nothing else?"""
    found = parse(head, place)
    return found is not None and bool(found.cue) and found.whole


def tells_day(head: Head, place: int) -> bool:
    """Does a line hold a day and, but for its label, hardly anything else?"""
    line = head.line(place)
    return bool(line.days) and sum(words(fold(piece.text)) for piece in line.pieces) < WORDS


def bare(head: Head, place: int) -> str:
    """A line's text, without the mark of a Markdown heading."""
    return head.text(place).strip().removeprefix("# ")


def printed_twice(head: Head) -> list[int]:
    """The places of the copies of the title that is printed more than once, the nearest to the body; else nothing."""
    rows, folded = head.window.rows, head.page.folded
    forms = [*map(folded.__getitem__, rows[: head.stop])]
    counts = Counter(forms)
    counts.update(title for form in forms[:TOP] if (title := without_site(form)) != form and title in counts)
    if counts.total() == len(counts):
        return []
    low = max(head.start, head.window.first - FARTHEST)
    for place in range(min(len(forms), head.window.first + 3) - 1, low - 1, -1):
        form = forms[place]
        if len(form) >= LETTERS[0] and 1 < counts[form] <= COPIES and is_title(head, place):
            return [other for other, same in enumerate(forms) if same == form or (other < TOP and without_site(same) == form)]
    return []


def without_site(form: str) -> str:
    """A folded line less the name of the site that follows the title where a page begins with its head's title."""
    return SITE.split(form, maxsplit=1)[0] if any(sign in form for sign in SITE_SIGNS) else form


def find(head: Head, copies: Sequence[int], beside: Collection[int], moving: Collection[int]) -> Title | None:
    """The title, with the lines that may move.

    Args:
        head: the lines around the body's start.
        copies: places of the line that is printed twice.
        beside: places of the byline and of the day.
        moving: those of them whose lines move; without them the line above may not.
    """
    stated = fold(head.page.head.get("title", ""))
    if stated:
        same = [place for place in range(head.start, head.stop) if head.folded(place) == stated]
        if same:
            return Title(bare(head, same[-1]), same[-1], tuple(same), "as the head states")
    if copies:
        proved = copies[0] < TOP or any(-BESIDE <= copies[-1] - other <= 3 for other in moving)
        return Title(bare(head, copies[-1]), copies[-1], tuple(copies) if proved else (), "printed twice")
    return above(head, beside, moving) or under_day(head, beside)


def over(head: Head, dateline: int | None) -> Title | None:
    """The line above the dateline, or the first line of a stamped dump if the body begins below it; it stays."""
    if dateline is not None and dateline > head.start and is_title(head, dateline - 1):
        return Title(bare(head, dateline - 1), dateline - 1, (), "above the dateline")
    if head.page.stamp and is_opening(head, 1) and is_title(head, 0):
        return Title(bare(head, 0), 0, (), "above the body, as the dump begins")
    return None


def under_day(head: Head, beside: Collection[int]) -> Title | None:
    """The only line between the body and a day that begins the text; it stays."""
    if 0 not in beside or not is_opening(head, 2) or not is_title(head, 1, 1):
        return None
    return Title(bare(head, 1), 1, (), "between the day that begins the text and the body")


def above(head: Head, beside: Collection[int], moving: Collection[int]) -> Title | None:
    """The line above the byline or the date; it may move if nothing stands between."""
    near = [place for place in beside if place <= head.window.first + 2]
    if not near:
        return None
    first = min(near, key=lambda place: abs(place - head.window.first))
    while first - 1 in beside:
        first -= 1
    for place in range(first - 1, max(head.start, first - BESIDE) - 1, -1):
        if is_title(head, place) and words(head.folded(place)) <= LONGEST_ABOVE:
            direct = place == first - 1 and first in moving and not (place > head.start and is_heading(head.text(place - 1).strip()))
            return Title(bare(head, place), place, (place,) if direct else (), "above the byline or the date")
    return None
