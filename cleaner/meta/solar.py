"""Days of the Solar Hijri calendar of Iran and Afghanistan."""

from __future__ import annotations

from datetime import date, timedelta

MONTHS = 20  # the calendar's months are counted from 21, apart from the others
YEARS = r"(?:13[89]|14[0-2])\d"  # 2001 to 2051
BASE, NEW_YEAR = 1400, date(2021, 3, 21)  # 1 Farvardin of that year
# Years of a cycle of 33 that have a day more: right from 1178 to 1633 (K. M. Borkowski, "The Persian calendar for 3000 years", 1996).
LONG_YEARS = frozenset((1, 5, 9, 13, 17, 22, 26, 30))


def days_in(year: int, month: int) -> int:
    """Days of a month: six of 31, then of 30, and the last of 29 or 30."""
    return 31 if month <= 6 else 30 if month < 12 or year % 33 in LONG_YEARS else 29


def solar_day(year: int, month: int, day: int) -> date | None:
    """The day of our calendar; `month` from 1. None if there is no such day."""
    if not (1 <= month <= 12 and 1 <= day <= days_in(year, month)):
        return None
    step = 1 if year >= BASE else -1
    between = range(BASE, year) if step > 0 else range(year, BASE)
    whole = step * sum(365 + (other % 33 in LONG_YEARS) for other in between)
    return NEW_YEAR + timedelta(days=whole + sum(days_in(year, other) for other in range(1, month)) + day - 1)
