"""Days that dateparser reads: relative ones, and forms and languages that the own reader of days leaves.

The own reader (`dates`) tells where in a line a day stands, whatever else the line holds, and which of its numbers is
the month. On the 258 different days with a year that it found in 230 annotated pages dateparser 1.5 reads the same day
251 times and none seven times, and takes 8.7 ms a day against 0.025 ms; so it is asked last, and only for lines that
hold nothing but a day.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from contextlib import suppress
from datetime import date, datetime, time
from importlib import import_module
from typing import Any

from cleaner.meta.dates import FIRST, LAST
from cleaner.meta.days import Days, page_order
from cleaner.meta.head import Head

LONGEST_RELATIVE = 60  # characters of a line with a relative date
LONGEST = 40  # characters of a line with nothing but a day
MOST = 3  # lines that are tried; each takes some milliseconds
ABOVE = 14  # lines above the body that are looked at
WORDED = re.compile(
    r"(?:[^\W\d_]{2,20}[,.]?\s)?(?:\d{1,2}\S{0,3}\s(?:[^\W\d_]{1,3}\s)?[^\W\d_]{3,20}|[^\W\d_]{3,20}\s\d{1,2})[.,]?\s(?:19|20|25)\d\d\b[^\d]{0,6}(?:\d{1,2}[:.]\d\d)?[^\d]{0,6}"
)
CENTURIES = ("19", "20", "25")  # a year begins so
BASE = datetime(2000, 1, 1)  # no clock is read: what a day does not state is not made up from today


def instead(head: Head, days: Days, beside: Collection[int], byline: int | None, today: date | None) -> Days:
    """The days; if there are none, that which dateparser reads near the byline or above the body, a relative one only with `today`."""
    if days.published or days.updated:
        return days
    found = counted_back(head, beside, byline, today) if today else Days()
    found = found if found.published else elsewhere(head, byline)
    return found if found.published else days


def counted_back(head: Head, beside: Collection[int], byline: int | None, today: date) -> Days:
    """The day of a line such as "3 hours ago" by the byline or above the body, counted from `today`."""
    near_first = sorted(beside, key=lambda place: abs(place - (head.window.first if byline is None else byline)))
    for place in near_first[:MOST]:
        line = head.line(place)
        for text in (line.whole, *(piece.text for piece in line.pieces)):
            start = head.cues.published.at(text)
            words = text[start or 0 :].strip(" :,|")
            if line.days or len(words) > LONGEST_RELATIVE or not head.cues.relative.find(words):
                continue
            known = parsed(words, head.language, {"RELATIVE_BASE": datetime.combine(today, time(23, 59))})
            if known and known <= today:
                return Days(known, None, place, "relative")
    return Days()


def elsewhere(head: Head, byline: int | None) -> Days:
    """The day of a line that holds nothing but a day whose month no pack names, if the page's language is known.

    Without it dateparser loads all its languages, which takes eight seconds.
    """
    if head.language is None:
        return Days()
    first, rows = head.window.first, head.window.rows
    places = []
    for place, form in head.short_lines:
        if first - ABOVE <= place < head.stop and len(form) <= LONGEST:
            words = head.noted.worded.get(rows[place])
            if words is None:
                words = head.noted.worded[rows[place]] = worded(head, place)
            if words:
                places.append(place)
    near_first = sorted(places, key=lambda place: abs(place - (first if byline is None else byline)))
    for place in near_first[:MOST]:
        order = page_order(head, []).upper()
        known = parsed(
            head.noted.worded[rows[place]],
            head.language,
            {"RELATIVE_BASE": BASE, "DATE_ORDER": order, "REQUIRE_PARTS": ["day", "month", "year"], "PARSERS": ["absolute-time"]},
        )
        if known and FIRST <= known.year <= LAST:
            return Days(known, None, place, "read by dateparser", True)
    return Days()


def worded(head: Head, place: int) -> str:
    """The words of a line that no rule names and that holds nothing but a day, with no month that a pack names; else nothing."""
    text = head.text(place).strip()
    if not any(century in text for century in CENTURIES):
        return ""
    words = text[head.cues.published.at(text) or 0 :].strip(" :,|")
    return words if WORDED.fullmatch(words) and place not in head.hit_places and not head.line(place).days else ""


def parsed(words: str, language: str | None, settings: dict[str, Any]) -> date | None:
    """What dateparser reads in a language, or in any; None for a language that it does not know."""
    parse = import_module("dateparser").parse  # takes a tenth of a second to import, and few pages need it
    with suppress(ValueError):
        known = parse(words, languages=[language] if language else None, settings=settings)
        return date(known.year, known.month, known.day) if known else None
    return None
