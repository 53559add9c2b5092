"""Days and times as a page's head states them: ISO 8601 and the other written forms, read strictly."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import NamedTuple

FIRST, LAST = 1900, 2100  # years a page may be of
LONGEST = 80  # characters of a date with its time, its weekday and the zone's name
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
MONTH = r"(?P<name>(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6})\.?"
WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,?\s+)?"
CLOCK = (
    r"(?:(?:\s*[T,]\s*|\s+(?:-\s+|at\s+)?|:)(?P<hour>\d{1,2}):(?P<minute>\d\d)(?::(?P<second>\d\d)(?:[.,:](?P<part>\d{1,9}))?)?"
    r"\s*(?P<half>[ap]\.?m\.?)?"
    r"\s*(?P<zone>Z|(?:UTC|GMT)?\s*[+-]\d\d(?::?\d\d)?|UTC|GMT|[A-Z]{2,4}|\[[\w/]+\])?\s*(?:\([^)]*\)|\[[\w/]+\])?)?"
)
FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?P<year>\d{{4}})[-/.](?P<month>\d{{1,2}})[-/.](?P<day>\d{{1,2}}){CLOCK}",
        r"(?P<year>\d{4})(?P<month>\d\d)(?P<day>\d\d)(?:T?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)?(?P<zone>Z|[+-]\d{4})?)?",
        rf"{WEEKDAY}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[-\s]{MONTH},?[-\s](?P<year>\d{{4}}){CLOCK}",
        rf"{WEEKDAY}{MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<year>\d{{4}}){CLOCK}",
        rf"{WEEKDAY}{MONTH}\s+(?P<day>\d{{1,2}})\s+(?P<hour>\d\d):(?P<minute>\d\d):(?P<second>\d\d)\s+(?P<zone>[A-Z]{{3,4}}\s+)?(?P<year>\d{{4}})",
        rf"(?P<day>\d{{1,2}})\.(?P<month>\d{{1,2}})\.(?P<year>\d{{4}}){CLOCK}",
        rf"(?P<first>\d{{1,2}})[/-](?P<other>\d{{1,2}})[/-](?P<year>\d{{4}}){CLOCK}",
    )
)
EPOCH = re.compile(r"(\d{10})(?:\d{3})?")
ZERO = re.compile(r"(?:UTC|GMT)?\s*([+-])(\d\d):?(\d\d)?", re.IGNORECASE)
PATH_DAY = re.compile(r"/((?:19|20)\d\d)[/-](\d\d?)[/-](\d\d?)(?=[/.\-_]|$)")


class Moment(NamedTuple):
    """A day, and the time where one is stated with it; the day is that of the zone in which it is written."""

    day: date
    time: datetime | None = None


def moment(text: str) -> Moment | None:
    """The day and time that a text states, or None if it states none, or none that is certain.

    Day and month in numbers are read only where one of them can be no month: "03/04/2024" is two days.
    """
    text = " ".join(text.split())
    if not 8 <= len(text) <= LONGEST:
        return None
    if EPOCH.fullmatch(text):
        return of_epoch(int(text[:10]))
    for form in FORMS:
        found = form.fullmatch(text)
        if found:
            return of_groups({name: value for name, value in found.groupdict().items() if value})
    return None


def of_epoch(seconds: int) -> Moment | None:
    """The moment of a number of seconds since 1970."""
    known = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
    return Moment(known.date(), known) if FIRST <= known.year <= LAST else None


def of_groups(part: dict[str, str]) -> Moment | None:
    """The moment of the parts of a written one."""
    if "first" in part:
        first, other = int(part["first"]), int(part["other"])
        if first <= 12 and other <= 12 and first != other:
            return None
        day, month = (first, other) if other <= 12 else (other, first)
    else:
        day = int(part["day"])
        month = int(part["month"]) if "month" in part else MONTHS.index(part["name"][:3].lower()) + 1
    with suppress(ValueError):
        known = date(int(part["year"]), month, day)
        return Moment(known, clock(known, part)) if FIRST <= known.year <= LAST else None
    return None


def clock(day: date, part: dict[str, str]) -> datetime | None:
    """The time of a day, with its zone if that is stated as an offset; midnight without a zone is no time."""
    if "hour" not in part:
        return None
    hour = int(part["hour"])
    half = part.get("half", "").lower()
    if half:
        hour = hour % 12 + (12 if half.startswith("p") else 0)
    with suppress(ValueError):
        known = time(hour, int(part["minute"]), int(part.get("second", 0)), int(part.get("part", "0").ljust(6, "0")[:6]), offset(part))
        return datetime.combine(day, known) if known != time() else None
    return None


def offset(part: dict[str, str]) -> timezone | None:
    """The zone, if it is stated as an offset."""
    zone = part.get("zone", "").strip().upper()
    if zone in ("Z", "UTC", "GMT"):
        return UTC
    found = ZERO.fullmatch(zone)
    if not found:
        return None
    size = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(size if found[1] == "+" else -size) if size < timedelta(hours=24) else None


def path_day(url: str) -> date | None:
    """The day in the path of an address ("/2024/03/05/the-title")."""
    found = PATH_DAY.search(url)
    with suppress(ValueError):
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    return None
