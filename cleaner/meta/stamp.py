"""The day that a dump begins with, and the line behind it."""

from __future__ import annotations

from cleaner.meta.days import Days
from cleaner.meta.head import Head
from cleaner.model import Stamp


def places(head: Head) -> set[int]:
    """The place of the line that the stamp stands on, if it is still there: a name on it stands beside a date."""
    stamp = head.page.stamp
    return {head.window.rows.index(stamp.row)} if stamp and stamp.row in head.window.rows else set()


def dated(head: Head, days: Days) -> tuple[Days, Stamp | None]:
    """The days with that of the stamp, and the stamp if it tells the day: where the page does not say it as clearly itself."""
    stamp = head.page.stamp
    if stamp is None or stamp.day is None or (days.published and (days.label or days.pure)):
        return days, None
    return (days._replace(published=stamp.day) if days.updated and days.updated > stamp.day else Days(stamp.day)), stamp
