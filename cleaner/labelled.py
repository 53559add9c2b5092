"""What stands behind a label anywhere on a page: its author and its day, for pages whose head and body tell neither."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cache

from cleaner.claimed import Weighing
from cleaner.fold import fold
from cleaner.head.vocabulary import labels
from cleaner.meta import Cues
from cleaner.meta.dates import printed as printed_days
from cleaner.meta.names import EDGES, Named, authors_of
from cleaner.model import Byline

LONGEST, BESIDE = 120, 12  # characters of a line that begins with a label, and between label and day
BEFORE = " \t*•·-\xa0"  # what a line may begin with: list signs
CROWD = 3  # others that lines of the body announce: it is a list of articles, or a thread
UNDER = 6  # lines below the title, blank ones not counted, in which a cue word of any kind announces the author
START = 3  # letters of a word for authors that a line is first asked for
DIGIT = re.compile(r"\d")


def labelled_byline(printed: Sequence[str], title: str, weigh: Weighing) -> Byline | None:
    """The persons behind a word for authors, in the lines under the title or behind a label anywhere, if all such lines name the same.

    On the pages to fit on, 10 of 10 such bylines were right where neither head nor body told one.

    Args:
        printed: the lines of the whole page.
        title: its title, "" if it has none.
        weigh: what names are judged by.
    """
    lines = [stripped for line in printed if (stripped := line.strip(BEFORE))]
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
    first = lines.index(title) if title and title in lines else len(lines)
    near = range(first + 1, first + 1 + UNDER)
    known = starts()
    for number, line in enumerate(lines):
        if number in near and len(line) <= LONGEST:
            stop = weigh.cues.by.at(line)
            if stop and weigh.speaks(weigh.cues.by_spoken.get(fold(line[:stop]), ())):
                yield number, stop, True
                continue
        if line[:START].lower() in known and len(line) <= LONGEST and (found := label().match(line)):
            yield number, found.end(), False


@cache
def label() -> re.Pattern[str]:
    """A word for authors at the start of a line."""
    words = sorted(labels(), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, words))})(?:\s*[:：]|(?!['’-])(?=\W)|$)", re.IGNORECASE)


@cache
def starts() -> frozenset[str]:
    """The first letters of such words: few lines have them."""
    return frozenset(word[:START] for word in labels())


def one_of_many(byline: Byline, printed: Sequence[str], kept: Sequence[int], title: str) -> bool:
    """Does a byline stand not under the title, and among lines that announce others likewise? Those are of a list's entries, or of posts.

    Args:
        byline: as printed, behind a cue word.
        printed: the lines of the whole page.
        kept: numbers of those that are kept, from 1.
        title: the page's title.
    """
    body = printed[kept[0] - 1 : kept[-1]]
    first = byline.raw.split("\n", 1)[0]
    cue = first.split(" ", 1)[0] + " "
    likewise = {line for line in body if line.startswith(cue) and len(line) <= LONGEST and line[len(cue) :][:1].isupper()}
    if sum(not any(name in line for name in byline.authors) for line in likewise) < CROWD:
        return False
    under = (printed[number + 1 : number + 1 + UNDER] for number, line in enumerate(printed) if line == title)
    return not any(first in line for lines in under for line in lines)


def labelled_day(printed: Sequence[str], cues: Cues, language: str | None) -> date | None:
    """The day behind a word for publication, else for a change, at the start of a short line anywhere, if all such lines tell one day."""
    lines = [line for line in printed if len(line) <= LONGEST and DIGIT.search(line)]
    for words in (cues.published, cues.updated):
        days: set[date] = set()
        for line in lines:
            end = words.at(line)
            found = printed_days(line[end:], cues, language) if end else []
            if found and found[0].start <= BESIDE and not found[0].loose and (day := found[0].on("dmy")):
                days.add(day)
        if len(days) == 1:
            return days.pop()
    return None
