"""The day of a page whose head and text tell none: in data that are no JSON-LD, then in every corner, by htmldate."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import date

FIRST, LAST = "1995-01-01", "2100-01-01"  # the last is given so that htmldate does not read the clock
LONGEST = 1_000_000  # characters of a page that is searched: the search takes 10 to 40 ms for 100,000

DAY = r"(?:\\?[\"']|&(?:quot|#34|#x22);)?\s{0,3}[:=]\s{0,3}(?:\\?[\"']|&(?:quot|#34|#x22);)?((?:19|20)\d\d-\d\d-\d\d)"
# Names of a day of publication by a literal that they hold, which is looked for: so a page takes two thirds of the time.
EMBEDDED = {
    "ublish": re.compile(r"ublish(?:(?<=datePublish)ed|(?<=firstPublish)ed(?:At)?|(?<=publish)(?:edAt|ed_at|(?:ed)?Date))" + DAY),
    "created-timestamp": re.compile(r"created-timestamp" + DAY),
}


def embedded_day(source: str) -> date | None:
    """The day of publication in data that scripts or attributes of a page hold, if they tell one day only."""
    days = {found[1] for literal, name in EMBEDDED.items() for place in places(source, literal) if (found := name.match(source, place))}
    with suppress(ValueError):
        return date.fromisoformat(days.pop()) if len(days) == 1 else None
    return None


def places(source: str, literal: str) -> Iterator[int]:
    """Where a literal stands in a page."""
    place = source.find(literal, 0, LONGEST)
    while place >= 0:
        yield place
        place = source.find(literal, place + 1, LONGEST)


def guessed_day(source: str, url: str | None = None, deep: bool = True) -> date | None:
    """The day that a page's data tell, or that htmldate finds; None if there is none.

    Args:
        source: the page's HTML.
        url: where it came from.
        deep: ask htmldate, without its search for any number that may be a day. On 25 articles that state none the search
            finds two days more and invents fifteen, most of them the year of a copyright, and takes 15 times as long.
    """
    if (day := embedded_day(source)) or not deep:
        return day
    if not source.strip() or len(source) > LONGEST:
        return None
    from htmldate import find_date

    with suppress(Exception):  # it is built on a parser that refuses some broken pages in many ways
        found = find_date(source, extensive_search=False, url=url, original_date=True, min_date=FIRST, max_date=LAST)
        return date.fromisoformat(found) if found else None
    return None
