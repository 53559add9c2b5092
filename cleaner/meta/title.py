"""The title: the likeliest line, told; it moves only if it is printed twice or stands right above the byline or the date."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection
from typing import NamedTuple

from cleaner.fold import fold, words
from cleaner.meta.authors import parse
from cleaner.meta.evidence import LISTS, is_heading, names_another
from cleaner.meta.head import TOP, Head
from cleaner.meta.headline import LETTERS, MOST_COPIES, SHARED, likeliest, shared
from cleaner.meta.opening import is_opening

LONGEST = 220  # characters of a title
WORDS = 4
LONGEST_ABOVE = 24  # words of a title that nothing but its place above a byline or a date proves: longer ones are captions
FARTHEST = 30  # kept lines between title and body
BESIDE = 6  # lines between a title and the byline or date that proves it
NO_TITLE = set("{}<>=;|")
ENDS = (".", ":", ",", ";")
CLOCKS = re.compile(r"\b\d{1,2}[:.]\d\d\b")
LABEL = re.compile(r"[^\W\d_]{2,14}(?: [^\W\d_]{1,14})? ?[:：] ?\S")  # before a value, in a list of them
NUMBERED = re.compile(r"(\d{1,2})([.)]) ")
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
    if not LETTERS <= len(form) <= LONGEST or words(form) < least or head.furniture(place):
        return False
    text = bare(head, place)
    if text.startswith(LISTS) or text.endswith(ENDS) or not NO_TITLE.isdisjoint(text) or text[0] in CAPTIONS:
        return False
    if is_row(head, place):
        return False
    return not names_another(head, place) and not tells_day(head, place) and not is_byline(head, place)


def is_row(head: Head, place: int) -> bool:
    """Is a line one of a timetable, or has the next one a label too ("To: Jo March", "Present: A. Marsh"), or the next number of a list?"""
    text, rows = head.text(place).strip(), head.window.rows
    if len(CLOCKS.findall(text)) > 1:
        return True
    near = (head.text(other).strip() for other in (place - 1, place + 1) if 0 <= other < len(rows))
    if LABEL.match(text) and any(map(LABEL.match, near)):
        return True
    number = NUMBERED.match(text)
    following = f"{int(number[1]) + 1}{number[2]} " if number else ""
    return bool(number) and any(line.lstrip().startswith(following) for line in head.page.lines)


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
    forms = head.forms[: head.stop]
    counts = Counter(forms)
    counts.update(title for form, title in zip(forms, head.tops, strict=False) if title != form and title in counts)
    if counts.total() == len(counts):
        return []
    low = max(head.start, head.window.first - FARTHEST)
    for place in range(min(len(forms), head.window.first + 3) - 1, low - 1, -1):
        form = forms[place]
        if 1 < counts[form] <= MOST_COPIES and len(form) >= LETTERS and is_title(head, place):
            return copies_of(head, place)
    return []


def find(head: Head, beside: Collection[int], moving: Collection[int]) -> Title | None:
    """The title, with the lines that may move.

    Args:
        head: the lines around the body's start.
        beside: places of the byline and of the day.
        moving: those of them whose lines move; without them the line above may not.
    """
    stated = fold(head.page.head.get("title", ""))
    if stated:
        same = [place for place in range(head.start, head.stop) if head.folded(place) == stated]
        if same:
            return Title(bare(head, same[-1]), same[-1], tuple(same), "as the head states")
    best = next((place for place in likeliest(head, beside) if may_be(head, place)), None)
    if best is None:
        return on_top(head) or under_day(head, beside)
    same = copies_of(head, best)
    if len(same) > 1:
        proved = same[0] < TOP or any(-BESIDE <= same[-1] - other <= 3 for other in moving)
        return Title(bare(head, best), best, tuple(same) if proved else (), "printed twice")
    if best < head.stop and right_above(head, best, beside, moving):
        return Title(bare(head, best), best, (best,), "above the byline or the date")
    return Title(bare(head, best), best, (), "by its place and its words")


def may_be(head: Head, place: int) -> bool:
    """Has a likely line the form of a title? One that is as long as a caption only if it is printed twice."""
    return is_title(head, place, 1) and (words(head.folded(place)) <= LONGEST_ABOVE or len(copies_of(head, place)) > 1)


def copies_of(head: Head, place: int) -> list[int]:
    """The places of the lines of the head that say the same as a line, the site's name aside, itself too; only itself if it is a label."""
    form = head.forms[place]
    if len(form) < LETTERS or place >= head.stop or (forms := head.forms[: head.stop]).count(form) > MOST_COPIES:
        return [place]
    return [other for other, printed in enumerate(forms) if printed == form or (other < TOP and head.tops[other] == form)]


def right_above(head: Head, place: int, beside: Collection[int], moving: Collection[int]) -> bool:
    """Does a line stand right above the byline or the day, whose lines move, and alone?"""
    near = [other for other in beside if other <= head.window.first + 2]
    if not near:
        return False
    first = min(near, key=lambda other: abs(other - head.window.first))
    while first - 1 in beside:
        first -= 1
    return place == first - 1 and first in moving and not (place > head.start and is_heading(head.text(place - 1).strip()))


def on_top(head: Head) -> Title | None:
    """The first line, if it stands right above the body, which takes up most of its words; it stays."""
    if head.window.first != 1 or not is_title(head, 0) or words(head.folded(0)) > LONGEST_ABOVE:
        return None
    return Title(bare(head, 0), 0, (), "above the body") if shared(head, head.folded(0), head.body.lower()) >= SHARED else None


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
