"""Metadata of an HTML page: what the whole page prints and what its head states, held against each other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from cleaner.claimed import is_site, weighing
from cleaner.fold import fold
from cleaner.head import Stated
from cleaner.head.claims import Day
from cleaner.head.vocabulary import vocabulary
from cleaner.labelled import labelled_byline, labelled_day, one_of_many
from cleaner.meta import Cues
from cleaner.model import Byline, Document, Page
from cleaner.writers import agreed, chosen, claims, contradicted

FIELDS = ("byline", "dateline", "published", "updated", "credit")
BARE = ("time below title", "time alone", "time first")  # an element `time` that says nothing of what its day is
WEAK = ("time alone", "time first")  # the only times of a page, or the first above its title
# Of the days that a page prints and states as that of its last change, the stated earlier one of publication is right on 5 of 5 pages to
# fit on if Open Graph states it, on 1 of 6 if JSON-LD does: pages that are renewed every year print no other.
STAMP = "published_time"
ONE_DAY = timedelta(days=1)
Guess = Callable[[], date | None]


class Settled(NamedTuple):
    """A day with the place that states it."""

    day: date
    source: str


def with_metadata(
    document: Document,
    printed: Document | None,
    stated: Stated,
    page: Page,
    cues: Cues,
    *,
    today: date | None = None,
    guess: Guess | None = None,
) -> Document:
    """The document with the metadata that the page prints and states; which wins was measured, field by field.

    Args:
        document: the cleaned body.
        printed: what the text of the whole page gave.
        stated: what the page states about itself.
        page: the lines of the whole page.
        cues: the words of the packs.
        today: no day after the next one is believed.
        guess: asked for the day if neither print nor head tells it.
    """
    given: dict[str, Any] = {}
    sources = dict(document.sources)
    for name in FIELDS:
        value = getattr(printed, name, None)
        if printed is not None and value is not None:
            given[name] = value
            sources[name] = f"page: {printed.sources.get(name, 'printed')}"
    known = replace(document, sources=sources, **given)
    for fields in (named(known, stated), signed(known, stated, page, cues), dated(known, stated, page, cues, today, guess)):
        known = replace(known, **{name: value for name, (value, _) in fields.items()})
        for name, (value, source) in fields.items():
            sources.pop(name, None)
            if value is not None:
                sources[name] = source
    return replace(known, sources=sources)


Fields = dict[str, tuple[Any, str]]  # field -> value and source


def named(known: Document, stated: Stated) -> Fields:
    """Title, site and language."""
    out: Fields = {}
    if stated.title:
        out["title"] = (stated.title, f"head: {stated.sources.get('title')}")
    if known.site is None and (site := stated.sitename or stated.host):
        out["site"] = (site, f"head: {stated.sources.get('sitename', 'url')}")
    if known.language is None and stated.spoken:
        out["language"] = (stated.spoken, f"head: {stated.sources.get('language')}")
    return out


def signed(known: Document, stated: Stated, page: Page, cues: Cues) -> Fields:
    """The byline, where the head says another or the page prints none."""
    weigh = weighing(stated, cues, known.language or stated.language, page.folded)
    source = known.sources.get("byline", "")
    announced = "cue" in source or "dateline" in source
    people = claims(stated, weigh)
    found = chosen(stated, people, known.byline, announced, weigh, page.folded)
    if known.byline is None and not (found and found.persons) and (labelled := labelled_byline(page.lines, stated.title or "", weigh)):
        return {"byline": (labelled, "page: behind a label")}
    if found:
        raw = known.byline.raw if known.byline and known.byline.authors == found.names else ", ".join(found.names)
        return {"byline": (Byline(raw, found.names, found.organisations), f"head: {found.source}")}
    if known.byline and not announced:
        nobody = vocabulary().nobody
        site = all(is_site(name, weigh) or fold(name) in nobody for name in known.byline.authors)
        if site or contradicted(people, known.byline):
            return {"byline": (None, "")}  # the site's name beside a date, what stands where nobody is named, a rubric
    alone = known.byline is not None and announced and bool(known.kept) and not agreed(people, known.byline)
    if known.byline and alone and one_of_many(known.byline, page.lines, known.kept, stated.title or ""):
        return {"byline": (None, "")}
    return {}


def dated(known: Document, stated: Stated, page: Page, cues: Cues, today: date | None, guess: Guess | None) -> Fields:
    """The day of publication and that of the last change."""
    latest = today + ONE_DAY if today else None
    days = believed(stated.days, latest)
    updates = believed(stated.updates, latest)
    printed = known.published if not (latest and known.published and known.published > latest) else None
    changed = known.updated if not (latest and known.updated and known.updated > latest) else None
    if printed and changed and printed < changed:  # "Updated 8 March, published 5 March", each in an element `time`
        days = [(source, when) for source, when in days if source not in BARE or when.day != changed]
    found = published(printed, known.sources.get("published", ""), days, updates)
    if found is None and (first := changed or (updates[0][1].day if updates else None)):
        found = Settled(first, "the day of the last change, no other is known")
    if found is None and (labelled := labelled_day(page.lines, cues, known.language)) and not (latest and labelled > latest):
        found = Settled(labelled, "page: labelled, far from the title")
    if found is None and guess and (guessed := guess()) and not (latest and guessed > latest):
        found = Settled(guessed, "guessed from the whole page")
    out: Fields = {"published": (found.day if found else None, found.source if found else "")}
    moment = next((when.time for _, when in days if found and when.time and when.time.date() == found.day), None)
    if moment:
        out["published_time"] = (moment, "head")
    last = changed or next((when.day for _, when in updates), None)
    fine = last is not None and (found is None or last >= found.day)
    out["updated"] = (last if fine else None, known.sources.get("updated", f"head: {updates[0][0]}" if updates else ""))
    return out


def believed(days: Sequence[Day], latest: date | None) -> list[Day]:
    """The days that are not in the future."""
    return [(source, when) for source, when in days if latest is None or when.day <= latest]


def published(printed: date | None, source: str, days: Sequence[Day], updates: Sequence[Day]) -> Settled | None:
    """The day of publication, printed or stated.

    The printed day wins over one beside it, which is the same moment in another zone, unless the head states its
    zone; over a stated one if another place of the page states it too, and over a later one that the head states as
    that of the last change as well: sites built anew date all their pages so. It loses to any other stated day.
    """
    if not days:
        return Settled(printed, source) if printed else None
    first, when = days[0]
    stated = Settled(when.day, f"head: {first}")
    if printed is None or printed == when.day:
        return stated if printed is None else Settled(printed, source)
    if abs(printed - when.day) == ONE_DAY:
        zoned = when.time is not None and bool(when.time.utcoffset())
        return stated if zoned else Settled(printed, source)
    if first.endswith(STAMP) and printed > when.day and any(change.day == printed for _, change in updates):
        return stated
    rebuilt = bool(updates) and printed < when.day and abs(when.day - updates[0][1].day) <= 3 * ONE_DAY
    firsts = dict(reversed(days))  # of several with one source the later ones are of answers and of other articles
    agreed = any(other.day == printed for other in (*firsts.values(), *(change for _, change in updates[:1])))
    return Settled(printed, source) if agreed or rebuilt or first in WEAK else stated
