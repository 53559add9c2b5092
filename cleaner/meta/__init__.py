"""Metadata from text: title, byline, dateline, dates and credit, each read in a window of the page's lines."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, datetime
from typing import NamedTuple

from cleaner.meta import byline, credit, dateline, days, otherwise, stamp, title
from cleaner.meta.cues import Cues, builtin_cues
from cleaner.meta.head import Head
from cleaner.meta.noted import Noted
from cleaner.meta.window import window
from cleaner.meta.written import Written, byline_of
from cleaner.model import Byline, Dateline, Options, Page

__all__ = ["Cues", "Found", "builtin_cues", "read"]


FARTHEST = 60  # lines from the body's first on that any part of reading looks at, with all above them
ABOVE, BELOW = 130, 30  # lines around the body's last that any looks at


class Found(NamedTuple):
    """What a page says about itself, where each value came from, and the lines that hold nothing else.

    `moved` maps the index of a line, from 0, to META01 (title), META02 (byline), META03 (date) or META04 (credit).
    """

    title: str | None = None
    byline: Byline | None = None
    dateline: Dateline | None = None
    published: date | None = None
    published_time: datetime | None = None
    updated: date | None = None
    credit: str | None = None
    sources: dict[str, str] = {}  # noqa: RUF012 - never changed in place
    moved: dict[int, str] = {}  # noqa: RUF012


def read(page: Page, skip: Collection[int], cues: Cues, options: Options, language: str | None = None) -> Found:
    """Read the metadata of a page.

    Args:
        page: the lines of the page as columns.
        skip: indexes of lines that are not there any more.
        cues: the words of the packs.
        options: `move` says which lines may leave the text, `today` makes relative dates possible.
        language: code of the page's language, if known.

    Returns:
        The values found, their sources, and the lines that hold nothing else.
    """
    noted = Noted.on(page, cues, language)
    view = window(page, skip, noted)
    if not view.rows:
        return Found()
    rows, first, last = view
    looked_at = (first, last, options.today, *rows[: first + FARTHEST], None, *rows[max(0, last - ABOVE) : last + BELOW])
    known = noted.found.get(looked_at)
    if known is None:
        known = noted.found[looked_at] = gathered(Head(page, view, noted, language), options.today)
    return known


def gathered(head: Head, today: date | None) -> Found:
    """What the lines around the body's start and end say."""
    dated, beside = days.dated_lines(head)
    copies = title.printed_twice(head)
    written = byline.find(head, beside | stamp.places(head), copies)
    signer = written.places[-1] if written else None
    when = days.choose(head, dated, copies[-1] if copies else None, signer)
    when, stamped = stamp.dated(head, otherwise.instead(head, when, beside, signer, today))
    places = {*(written.places if written else ()), *([when.place] if when.place is not None else [])}
    moving = days.may_move(head, dated, when, written.moves if written else ())
    spot = dateline.find(head, max((place for place in places if place < head.window.first + 3), default=-1))
    named = title.find(head, places, {*(written.moves if written else ()), *moving}) or title.over(head, spot and spot.place)
    signed = credit.find(head, places)
    out = Gathered(head)
    if named:
        out.add("title", named.place, named.how, "META01", named.moves)
    if written:
        out.add("byline", written.places[0], written.how, "META02", written.moves)
    if when.place is not None:
        out.add("published", when.place, when.label or "by its place", "META03", moving)
    if stamped:
        out.sources["published"] = f"line {stamped.row + 1}, the day that the dump begins with"
    if spot:
        out.add("dateline", spot.place, spot.how)
        if spot.authors and written is None:
            written = Written(byline_of(spot.dateline.raw, spot.authors), (spot.place,), (), 0.0, "")
            out.add("byline", spot.place, "in the dateline")
        if spot.dateline.date and when.published is None and (day := days.day_of(head, spot.dateline.date)):
            when = when._replace(published=day)
            out.add("published", spot.place, "in the dateline")
    if signed:
        if when.published is None and not signed.gone and (day := days.day_of(head, signed.text)):
            when = when._replace(published=day)
            out.add("published", signed.place, "in the credit")
        out.add_credit(signed)
    return Found(
        title=named.text if named else None,
        byline=written.byline if written else None,
        dateline=spot.dateline if spot else None,
        published=when.published,
        updated=when.updated,
        credit=signed.text if signed else None,
        sources=out.sources,
        moved=out.moved,
    )


class Gathered:
    """Where values came from and which lines move, as indexes into the page."""

    def __init__(self, head: Head) -> None:
        self._rows = head.window.rows
        self.sources: dict[str, str] = {}
        self.moved: dict[int, str] = {}

    def add(self, field: str, place: int, how: str, code: str = "", moves: Sequence[int] = ()) -> None:
        """Note a value and its lines; a line moves once, for the first value that wants it."""
        self.sources[field] = f"line {self._rows[place] + 1}, {how}"
        for move in moves:
            self.moved.setdefault(self._rows[move], code)

    def add_credit(self, signed: credit.Credit) -> None:
        """Note a credit; of one in a line that a rule took out, its place is one of the page already."""
        if signed.gone:
            self.add("credit", signed.over or 0, "", "META04", () if signed.over is None else (signed.over,))
            self.sources["credit"] = f"line {signed.place + 1}, {signed.how}"
        else:
            self.add("credit", signed.place, signed.how, "META04", (signed.place,) if signed.whole else ())
