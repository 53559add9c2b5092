"""What stands behind a label anywhere on a page: its author and its day, for pages whose head and body tell neither."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from cleaner.claimed import Weighing
from cleaner.fold import fold
from cleaner.head.vocabulary import vocabulary
from cleaner.meta import Cues
from cleaner.meta.dates import printed as printed_days
from cleaner.meta.names import EDGES, Named, authors_of
from cleaner.meta.phrases import Phrases
from cleaner.model import Byline

LONGEST, BESIDE = 120, 12  # characters of a line that begins with a label, and between label and day
LONGEST_TITLE = 200  # characters
UNDER = 6  # lines below the title, blank ones not counted, in which a cue word of any kind announces the author
AS_LONG = 8  # characters by which a title and the line that shows it may differ


def labelled_byline(whole: str, title: str, weigh: Weighing) -> Byline | None:
    """The persons behind a word for authors, in the lines under the title or behind a label anywhere, if all such lines name the same.

    On the pages to fit on, 10 of 10 such bylines were right where neither head nor body told one.

    Args:
        whole: the text of the whole page.
        title: its title, "" if it has none.
        weigh: what names are judged by.
    """
    lines = [stripped for line in whole.split("\n") if (stripped := line.strip())]
    found: dict[frozenset[str], Byline] = {}
    for number, stop, under in announced(lines, title, weigh):
        line = lines[number]
        rest = line[stop:].lstrip(EDGES)
        below = lines[number + 1] if not rest and number + 1 < len(lines) and not label().match(lines[number + 1]) else ""
        names, clean = authors_of(rest or below[:LONGEST], weigh.cues, weigh.speaks, strong=True)
        if names and clean and all(sure(name, under) for name in names):
            shown = tuple(dict.fromkeys(name.name for name in names))
            found.setdefault(frozenset(map(fold, shown)), Byline(line if rest else f"{line}\n{below}", shown, ()))
    return next(iter(found.values())) if len(found) == 1 else None


def sure(name: Named, under: bool) -> bool:
    """Is a name that of a person, of several words where it does not stand under the title?"""
    return not name.organisation and (under or " " in name.name or not name.name.isascii())


def announced(lines: Sequence[str], title: str, weigh: Weighing) -> Iterator[tuple[int, int, bool]]:
    """The lines that begin with a word for authors, where it ends, and if they stand under the title."""
    form = fold(title)
    shown = (number for number, line in enumerate(lines) if abs(len(line) - len(title)) <= AS_LONG and fold(line) == form)
    first = next(shown, None) if 0 < len(title) <= LONGEST_TITLE else None
    near = range(first + 1, first + 1 + UNDER) if first is not None else range(0)
    for number, line in enumerate(lines):
        if len(line) > LONGEST:
            continue
        if number in near and (stop := weigh.cues.by.at(line)) and weigh.speaks(weigh.cues.by_spoken.get(fold(line[:stop]), ())):
            yield number, stop, True
        elif found := label().match(line):
            yield number, found.end(), False


@cache
def label() -> re.Pattern[str]:
    """A word for authors at the start of a line, behind a list sign."""
    words = sorted(vocabulary().written, key=len, reverse=True)
    return re.compile(rf"(?:[*•·-]\s*)?(?:{'|'.join(map(re.escape, words))})(?:\s*[:：]|(?!['’-])(?=\W)|$)", re.IGNORECASE)


def labelled_day(whole: str, label: Phrases, cues: Cues, language: str | None) -> date | None:
    """The day behind a label at the start of a short line, anywhere on the page, if all such lines tell one day.

    Args:
        whole: the text of the whole page.
        label: the words for publication, or for a change.
        cues: the words of the packs.
        language: code of the page's language, if known.
    """
    days: set[date] = set()
    for line in whole.split("\n"):
        if len(line) <= LONGEST and any(map(str.isdigit, line)) and (end := label.at(line)):
            found = printed_days(line[end:], cues, language)
            if found and found[0].start <= BESIDE and not found[0].loose and (day := found[0].on("dmy")):
                days.add(day)
    return days.pop() if len(days) == 1 else None
