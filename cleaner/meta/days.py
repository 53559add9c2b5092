"""Which of the days printed near the head is the day of publication, which that of the last change."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from cleaner.meta import opening
from cleaner.meta.around import LABELS, is_release, is_span, label_before, weekdays
from cleaner.meta.cues import Cues
from cleaner.meta.dates import NUMBER, Printed, names_days_first, order_of, printed
from cleaner.meta.evidence import is_heading
from cleaner.meta.head import Head
from cleaner.meta.pieces import Line, is_beside

LABEL, FULL, PURE = 5.0, 2.0, 2.0  # points for a label, a printed year, a line that holds nothing but the date
BELOW_TITLE = 2.0
OVER_TITLE = 1.0
TOP = 4  # first lines of a page, where its clock stands
DISTANCE = 0.1  # points lost with each line between the date and the body
LONGEST_OWN, IN_SENTENCE = 110, -4.0  # characters of a line of its own; a day in a longer one is told of in a sentence
CLOCK = -6.0  # a day with its weekday above the title is the masthead's clock
LIST = 2  # other lines with nothing but a day make a list of articles
CROWD = -1.5  # a date among other dates belongs to a teaser
ENOUGH = 1.0
ZONED = re.compile(r"\b\d{4} (?:GMT|UTC|[A-Z]{1,3}T)\b")
DAY, TIME = "day", "time"
DATED = re.compile(r"\d(?:(?<=1)9\d\d|(?<=2)[05]\d\d|[-/.] ?\d{1,2} ?[-/.] ?\d\d| ?[:h時시月월]| ?[ap]\.?m)")
LONGEST_RELATIVE = 60  # characters of a line with a relative date
SAMPLE = 30_000  # characters of a page that are searched for other dates
LIFE = "†"  # before the day somebody died
CLOCK_24 = re.compile(r"\b(?:0\d|1[3-9]|2[0-3])[:h.][0-5]\d(?!\s?[AaPp]\.?[Mm])")
BEHIND = 14  # lines behind the body where a labelled day may stand
LONGEST_LABELLED = 80  # characters of such a line


class Dated(NamedTuple):
    """A line of the head with a day on it."""

    place: int
    day: Printed
    label: str  # one of LABELS or ""
    pure: bool
    weekday: bool


def dated_lines(head: Head) -> tuple[list[Dated], set[int]]:
    """The lines of the head that have a day on them; and the places of those and of the lines that hold a time only."""
    found: list[Dated] = []
    beside: set[int] = set()
    rows, known = head.window.rows, head.noted.times[head.spaceless]
    for place, form in head.short_lines:
        time = known.get(rows[place])
        if time is None:
            time = known[rows[place]] = time_of(head, place, form) if NUMBER.search(form) else ""
        if time:
            beside.add(place)
            if time == DAY:
                found += dated(head, place)
    return found, beside


def time_of(head: Head, place: int, form: str) -> str:
    """What tells the time on a folded line with a number: a day, only a time of day or a relative date, or nothing."""
    cues, words = head.cues, form.split(" ")
    if not form.isascii():
        words = [word.rstrip(".") for word in words]  # short names of Thai months have full stops
    if LIFE not in form and (DATED.search(form) or not cues.months.keys().isdisjoint(words)):
        line = head.line(place)
        if line.days:
            return DAY
        if line.times and all(is_beside(piece.text, cues) for piece in line.pieces):
            return TIME
    near = len(form) < LONGEST_RELATIVE and (head.spaceless or not cues.relative_words.isdisjoint(words)) and cues.relative.find(form)
    return TIME if near else ""


def dated(head: Head, place: int) -> Iterator[Dated]:
    """The days of a line with what stands around them."""
    index = head.window.rows[place]
    days = head.noted.days.get(index)
    if days is None:
        days = head.noted.days[index] = tuple(days_on(head.line(place), place, head.cues))
    for item in days:
        label = item.label
        if not label and item is days[0] and place > head.start and not head.line(place).text[: item.day.start].strip(" *+|•-"):
            above = head.text(place - 1).strip()
            label = label_before(above, head.cues) if len(above) < 40 else ""
            label = label if label in LABELS else ""  # a headline may end as what labels other days does
        yield Dated(place, item.day, label, item.pure, item.weekday)


def days_on(line: Line, place: int, cues: Cues) -> Iterator[Dated]:
    """The days of a line with what its own words say about them; a span is none, behind a version stands that of a release."""
    if is_span(line, cues):
        return
    pure = all(is_beside(piece.text, cues) for piece in line.pieces) and not is_release(line)
    weekday = weekdays(line, cues)
    since = 0
    for number, printed_day in enumerate(line.days):
        day = printed_day if number else printed_day.on_weekday(weekday)
        before = line.text[since : day.start]
        label = label_before(before, cues)
        if label in LABELS or not (label or cues.other_days.find(before)):
            yield Dated(place, day, label, pure, weekday > 0)
        since = day.end


class Days(NamedTuple):
    """The day of publication and of the last change, with their lines."""

    published: date | None = None
    updated: date | None = None
    place: int | None = None
    label: str = ""
    pure: bool = False


def choose(head: Head, lines: Sequence[Dated], title: int | None, byline: int | None) -> Days:
    """The best day for each of the two, or none."""
    order = page_order(head, lines)
    best: dict[str, tuple[float, Dated, date]] = {}
    crowd = sum(not item.label for item in lines)
    for item in lines:
        day = item.day.on(order, head.languages)
        if day is None:
            continue
        points = judged(item, head, title, byline) + (CROWD if crowd > 4 and not item.label and not near(item.place, byline) else 0)
        kind = "updated" if item.label == "updated" else "published"
        if points >= ENOUGH and (kind not in best or points > best[kind][0]):
            best[kind] = (points, item, day)
    first, last = best.get("published"), best.get("updated")
    if first and last and last[2] < first[2]:
        last = None
    if (first is None and last is None) or (first and not first[1].label and not first[1].pure):
        labelled = behind(head)
        if labelled.published or (first is None and last is None):
            return labelled
    chosen = first or last
    assert chosen is not None
    line = head.line(chosen[1].place)
    timed = line.times > 0 or bool(ZONED.search(line.text))  # news that prints only "Updated" prints the time too; a guide does not
    return Days(chosen[2] if first or timed else None, last[2] if last else None, chosen[1].place, chosen[1].label, chosen[1].pure)


def may_move(head: Head, lines: Sequence[Dated], days: Days, byline: Sequence[int]) -> tuple[int, ...]:
    """The line of the day, if it holds nothing else and is no entry of a list: labelled, by the byline that moves, or nearly alone.

    Below the first line of the body a day without a label on its own line heads what follows: an entry of a diary, a version.
    """
    if days.place is None or not days.pure:
        return ()
    if any(near(days.place, place) for place in byline):
        return (days.place,)
    if any(item.place == days.place and item.weekday and not item.label and opening.is_post(head, item) for item in lines):
        return (days.place,) if opening.may_move(head) else ()
    if days.place > head.window.first and not (days.label and head.line(days.place).pieces):
        return ()
    others = sum(item.pure and not item.label and item.place != days.place for item in lines)
    return (days.place,) if days.label or others < LIST else ()


def day_of(head: Head, text: str) -> date | None:
    """The day a text states in full."""
    found = printed(text, head.cues, head.stated)
    return found[0].on(page_order(head, [Dated(0, found[0], "", True, False)]), head.languages) if found else None


def near(place: int, other: int | None) -> bool:
    """Do two lines stand together?"""
    return other is not None and abs(place - other) <= 2


def judged(item: Dated, head: Head, title: int | None, byline: int | None) -> float:
    """Points of a day for being one of the article."""
    first = head.window.first
    points = LABEL if item.label else 0.0
    points += FULL if item.day.year else 0.0
    points += PURE if item.pure else 0.0
    points -= DISTANCE * (first - item.place) if item.place < first else 0.4 * (item.place - first)
    # A caption stands by the byline too; a long line that names the authors is none.
    if len(head.text(item.place).strip()) > LONGEST_OWN and not item.label and item.place != byline:
        points += IN_SENTENCE
    elif near(item.place, byline):
        points += 3.0
    clock = 0.0 if item.weekday and opening.is_post(head, item) else CLOCK
    if title is not None:
        if 0 < item.place - title <= 4:
            points += BELOW_TITLE
        elif item.place < title and item.weekday and not item.label:
            points += clock
        elif 0 < title - item.place <= 2:
            points += OVER_TITLE
    if item.weekday and not (item.label and item.pure) and item.place < TOP and title is None and not under_title(head, item.place, byline):
        points += clock
    return points


def under_title(head: Head, place: int, byline: int | None) -> bool:
    """Does a line among the first stand by the byline, or under a line long enough to be the title?"""
    return (byline is not None and abs(place - byline) <= 1) or any(is_heading(head.text(above).strip()) for above in range(place))


def page_order(head: Head, lines: Sequence[Dated]) -> str:
    """How the page orders day and month in numbers: as its other dates do ("3 May 2024" too), else as its language.

    English has two orders; a clock of 24 hours beside the date speaks for the day first.
    """
    loose = [item for item in lines if item.day.loose]
    if not loose:
        return "dmy"
    shown = head.noted.order
    if shown is None:
        text = "\n".join(head.page.lines)[:SAMPLE]
        shown = head.noted.order = order_of(text) or ("dmy" if names_days_first(text, head.cues) else "")
    if shown:
        return shown
    order: str = head.cues.orders.get(head.language or "", "dmy")
    if order == "mdy" and any(CLOCK_24.search(head.text(item.place)) for item in loose):
        return "dmy"
    return order


def behind(head: Head) -> Days:
    """A day with the label of publication behind the body."""
    window = head.window
    for place in range(max(head.stop, window.last - 3), min(len(window.rows), window.last + BEHIND)):
        text = head.text(place)
        if len(text.strip()) > LONGEST_LABELLED or not NUMBER.search(text) or not head.cues.published.may_stand(text):
            continue
        line = head.line(place)
        if line.days and label_before(line.text[: line.days[0].start], head.cues) == "published":
            day = line.days[0].on(page_order(head, [Dated(place, line.days[0], "published", True, False)]), head.languages)
            if day:
                pure = all(is_beside(piece.text, head.cues) for piece in line.pieces)
                return Days(day, None, place, "published", pure)
    return Days()
