"""What stands around the days of a line: a weekday, a second day, a version."""

from __future__ import annotations

import re

from cleaner.meta.cues import Cues
from cleaner.meta.phrases import WORD, word_form
from cleaner.meta.pieces import Line

BETWEEN = frozenset(("", ",", "(", "（", "、"))  # a day and its weekday
SPAN = re.compile(r"\s*[-–—]\s*")  # between two days of which neither is one of publication: of a life, of a fair
VERSION = re.compile(r"\W*(?:v\d+|(?:[^\W\d]+ )?v?\d+(?:\.\d+){2,})\S*\W*")  # before the day of a release


def has_weekday(line: Line, cues: Cues) -> bool:
    """Does a weekday stand right before or behind the day of a line? "Min" and "Mar" are weekdays too, but "4 min read" is none."""
    before, behind = line.text[: line.days[0].start], line.text[line.days[0].end :]
    words = list(WORD.finditer(before))
    if words and word_form(words[-1][0]) in cues.weekdays and not before[: words[-1].start()].rstrip()[-1:].isdigit():
        return True
    first = WORD.search(behind)
    return first is not None and word_form(first[0]) in cues.weekdays and behind[: first.start()].strip() in BETWEEN


def is_span(line: Line) -> bool:
    """Do two days without a label say from when to when something is?"""
    first, second = line.days[0], line.days[1]
    return SPAN.fullmatch(line.text[first.end : second.start]) is not None and not line.text[: first.start].rstrip().endswith(":")


def is_release(line: Line) -> bool:
    """Does nothing but a version stand before the first day of a line?"""
    return VERSION.fullmatch(line.text[: line.days[0].start]) is not None
