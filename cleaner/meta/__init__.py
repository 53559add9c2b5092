"""Metadata from text: title, byline, dateline, dates and credit, each read in a window of the page's lines."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from cleaner.meta import byline, credit, dateline, days, title
from cleaner.meta.cues import Cues
from cleaner.meta.head import Head
from cleaner.meta.window import window
from cleaner.model import Byline, Dateline, Options, Page

__all__ = ["Cues", "Found", "read"]


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
    sources: dict[str, str] = {}
    moved: dict[int, str] = {}


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
    view = window(page, skip)
    if not view.rows:
        return Found()
    head = Head(page, view, cues, language)
    dated = days.dated_lines(head)
    titles = title.printed_twice(head)
    written = byline.find(head, {item.place for item in dated} | days.timed_lines(head), titles)
    when = days.choose(head, dated, titles[-1] if titles else None, written.places[-1] if written else None)
    last = max((place for place in (*(written.places if written else ()), when.place if when.place is not None else -1) if place < view.first + 3), default=view.first - 1)
    line = dateline.find(head, last)
    signed = credit.find(head)
    sources: dict[str, str] = {}
    moved: dict[int, str] = {}
    named = None
    if titles:
        named = head.text(titles[-1]).strip()
        sources["title"] = f"line {view.rows[titles[-1]] + 1}, printed twice"
        moved |= {view.rows[place]: "META01" for place in titles}
    if written:
        sources["byline"] = f"line {view.rows[written.places[0]] + 1}, {written.how}"
        moved |= {view.rows[place]: "META02" for place in written.moves}
    if when.published and when.place is not None:
        sources["published"] = f"line {view.rows[when.place] + 1}"
        if next(item for item in dated if item.place == when.place).pure:
            moved.setdefault(view.rows[when.place], "META03")
    if line:
        sources["dateline"] = f"line {view.rows[line[1]] + 1}, {line[2]}"
    if signed:
        sources["credit"] = f"line {view.rows[signed.place] + 1}, {signed.how}"
        if signed.whole:
            moved.setdefault(view.rows[signed.place], "META04")
    return Found(
        title=named,
        byline=written.byline if written else None,
        dateline=line[0] if line else None,
        published=when.published,
        updated=when.updated,
        credit=signed.text if signed else None,
        sources=sources,
        moved=moved,
    )
