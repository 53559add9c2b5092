"""The only byline of a page that has none near the start of its body or behind it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from cleaner.meta.authors import Parsed, parse
from cleaner.meta.evidence import ENOUGH
from cleaner.meta.forms import lone
from cleaner.meta.head import Head
from cleaner.meta.phrases import word_form
from cleaner.meta.written import Written, byline_of, completed

LONGEST = 90  # characters of such a line
MOST = 40  # lines that begin as one does
BESIDE = (-2, 4)  # lines about it where a day may stand
MARKS = (":", ",", ".")  # behind a cue word
LONGEST_DAY = 100  # characters of a line with such a day


def only(head: Head) -> Written | None:
    """The byline that a cue word announces, if all that a page has name the same persons, by given names that are known; it stays.

    Where the body seems to begin too early or too late, in a menu's sentences or in the comments, a byline stands far from there. Of nine
    that this adds on 1,047 dumps seven are the article's, one is half of it, and one is that of a book.
    """
    found = list(announced(head))
    if len({written.byline.authors for written, _ in found}) != 1:
        return None
    return next((written for written, believed in found if believed), None)


def announced(head: Head) -> Iterator[tuple[Written, bool]]:
    """The persons that cue words announce outside the head, and if they are believed."""
    rows, last = head.window.rows, head.window.last
    for index in begun(head):
        place = bisect_left(rows, index)
        gone = place == len(rows) or rows[place] != index
        if gone or head.start <= place < head.stop or lone(head.text(place).strip(), head.cues):
            continue
        parsed, places = parse(head, place), [place]
        if parsed and parsed.waiting:
            parsed, places = completed(head, place, parsed), [place, place + 1]
        if parsed and parsed.cue and parsed.whole and are_persons(parsed):
            raw = "\n".join(head.text(line).strip() for line in places)
            known = all(word_form(name.name.split(" ")[0]) in head.cues.given for name in parsed.authors)
            written = Written(byline_of(raw, parsed.authors), tuple(places), (), ENOUGH, "the only one on the page")
            yield written, known and not (place >= last and is_dated(head, place))


def begun(head: Head) -> list[int]:
    """The indexes of the page's short lines that begin with a cue word, looked for once; none if they are too many for one byline."""
    known, starts = head.noted.cued, head.cues.by_starts
    if known is None:
        firsts = [form.partition(" ")[0] for form in head.page.folded]
        known = [index for index, word in enumerate(firsts) if word in starts or (word[-1:] in MARKS and word[:-1] in starts)]
        known = [index for index in known if len(head.page.folded[index]) <= LONGEST]
        head.noted.cued = known = known if len(known) <= MOST else []
    return known


def are_persons(parsed: Parsed) -> bool:
    """Are all authors persons with more than one name?"""
    return bool(parsed.authors) and all(" " in name.name and not name.organisation for name in parsed.authors)


def is_dated(head: Head, place: int) -> bool:
    """Does a day stand beside a line, as at a teaser?"""
    near = range(max(place + BESIDE[0], 0), min(place + BESIDE[1], len(head.window.rows)))
    return any(len(head.folded(line)) <= LONGEST_DAY and head.line(line).days for line in near)
