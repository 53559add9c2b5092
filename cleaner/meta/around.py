"""What stands around the days of a line: a label, a weekday, a second day, a version."""

from __future__ import annotations

import re
from operator import itemgetter

from cleaner.fold import fold
from cleaner.meta.cues import Cues
from cleaner.meta.phrases import WORD, word_form
from cleaner.meta.pieces import ZONES, Line

LABELS = ("updated", "published")  # the days that are told
BETWEEN = frozenset(("", ",", "(", "（", "、"))  # a day and its weekday
DASHES = frozenset("-–—~～〜")  # between two days of which neither is one of publication: of a life, of a fair
FIRST_DAY = re.compile(r"(?<![\d:./h])(\d{1,2})(?:\.|[^\W\d_]{1,2}\b)?(\D{1,24})$")  # before a span's last day ("3 to", "1er au")
LAST_DAY = re.compile(r"(\D{1,4}?)(\d{1,2})\s?[日일]")  # behind its first day
VERSION = re.compile(r"\W*(?:v\d+|(?:[^\W\d]+ )?v?\d+(?:\.\d+){2,})\S*\W*")  # before the day of a release


def weekdays(line: Line, cues: Cues) -> int:
    """The weekday that stands right before or behind the day of a line, a bit for each that the name may mean; 0 for none.

    "Min" and "Mar" are weekdays too, but "4 min read" is none.
    """
    known: dict[str, int] = cues.weekdays
    before, behind = line.text[: line.days[0].start], line.text[line.days[0].end :]
    words = list(WORD.finditer(before))
    if words and word_form(words[-1][0]) in known and not before[: words[-1].start()].rstrip()[-1:].isdigit():
        return known[word_form(words[-1][0])]
    first = WORD.search(behind)
    near = first is not None and behind[: first.start()].strip() in BETWEEN
    return known.get(word_form(first[0]), 0) if first and near else 0


def is_span(line: Line, cues: Cues) -> bool:
    """Do the days of a line say from when to when something is ("3 May - 5 June", "3 to 5 May")? A label stands before days of a text."""
    text, (first, *more) = line.text, line.days
    before = text[: first.start]
    if more:
        return len(more) == 1 and joins(text[first.end : more[0].start], cues) and not before.rstrip().endswith(":")
    if last := LAST_DAY.match(text, first.end):
        return joins(last[1], cues)
    begun = FIRST_DAY.search(before)
    if begun is None or int(begun[1]) >= first.day or is_counted(before[: begun.start()], begun[2], cues):
        return False
    return joins(begun[2], cues)


def joins(text: str, cues: Cues) -> bool:
    """Does a text between two days hold a dash only, or a word for "until", a weekday behind it aside?"""
    words = [word for part in text.split() if any(map(str.isalpha, word := fold(part)))]
    while words and " ".join(words) not in cues.until:
        if words.pop() not in cues.weekdays:
            return False
    return bool(words) or not DASHES.isdisjoint(text)


def is_counted(before: str, between: str, cues: Cues) -> bool:
    """Is a number before a dash that of an issue, a page or an hour ("Issue 3 - 5 May")? Behind a weekday or a small word it is a day."""
    words = WORD.findall(before)
    if not words or between.strip() not in DASHES or not before.rstrip(" .")[-1:].isalpha():
        return False
    form = word_form(words[-1])
    return form in cues.clock or (words[-1][:1].isupper() and form not in cues.weekdays)


def is_release(line: Line) -> bool:
    """Does nothing but a version stand before the first day of a line?"""
    return VERSION.fullmatch(line.text[: line.days[0].start]) is not None


def label_before(text: str, cues: Cues) -> str:
    """The label that ends a text ("other" of a day that is neither), weekdays, times and words of the clock behind it aside.

    The longest is meant: "closing date" ends with "date".
    """
    while text:
        ends = (cues.updated.ends(text), cues.published.ends(text), cues.other_days.ends(text))
        found = [(start, label) for start, label in zip(ends, (*LABELS, "other"), strict=True) if start is not None]
        if found:
            return min(found, key=itemgetter(0))[1]
        words = list(WORD.finditer(text))
        if not words:
            return ""
        last = words[-1]
        form = word_form(last[0])
        if form not in cues.weekdays and form not in cues.clock and not ZONES.fullmatch(last[0]):
            return ""
        text = text[: last.start()]
    return ""
