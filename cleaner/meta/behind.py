"""Bylines behind the body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from cleaner.fold import fold
from cleaner.meta.authors import Parsed, parse
from cleaner.meta.evidence import ENOUGH
from cleaner.meta.head import Head
from cleaner.meta.written import Written, byline_of, completed

BEFORE, BEHIND = 20, 20  # lines behind the body where a byline with a label may stand
LONGEST = 90  # characters of such a line
LONGEST_WIDE = 45  # the same in a script without spaces
LABEL = 3  # letters of a cue word from which it may be a label
FIRST = re.compile(r"[ /]")  # ends the first word of a folded line: "autorin/autor"


def behind(head: Head) -> Written | None:
    """A byline behind the body: with a label, a colon, a time of day, beside a date, or before a reporter's title.

    Where labels name several, they are those of other articles.
    """
    found = list(signed(head))
    if not found:
        return None
    first, said = found[0]
    return None if said and any(other.byline.authors != first.byline.authors for other, _ in found) else first


def signed(head: Head) -> Iterator[tuple[Written, bool]]:
    """The bylines behind the body, and if only their wording says so."""
    window = head.window
    for place in range(max(head.stop, window.last - BEFORE), min(len(window.rows), window.last + BEHIND)):
        form = head.folded(place)
        if len(form) > (LONGEST_WIDE if head.spaceless else LONGEST):
            continue
        after = head.spaceless and head.cues.after.glued_in(form)
        first = FIRST.split(form, maxsplit=1)[0].rstrip(":,.")
        if not (after or head.cues.by.begins(first) or (head.spaceless and head.cues.by.at(form))):
            continue
        parsed = parse(head, place)
        if parsed is None or not parsed.cue:
            continue
        places, raw = [place], ""
        if not parsed.authors:
            parsed = completed(head, place, parsed)
            if parsed is None:
                continue
            places, raw = [place, place + 1], head.text(place).strip() + "\n"
        sure = after or announced(head, places, parsed)
        if sure or says_who(head, parsed):
            raw += head.text(places[-1])[parsed.start : parsed.end]
            moves = tuple(places) if parsed.whole else ()
            how = f"cue {parsed.cue!r}, behind the body"
            yield Written(byline_of(raw, parsed.authors), tuple(places), moves, ENOUGH, how), not sure


def announced(head: Head, places: Sequence[int], parsed: Parsed) -> bool:
    """Is a cue word behind the body a label: by a colon, by a time of day, or by a date on the line above or below?"""
    if ":" in head.text(places[0]) or "：" in head.text(places[0]) or head.line(places[0]).times:
        return True
    beside = [place for place in (places[0] - 1, places[-1] + 1) if place < len(head.window.rows)]
    return len(parsed.cue) > LABEL and any(head.line(place).days for place in beside)


def says_who(head: Head, parsed: Parsed) -> bool:
    """Does a line say by its wording alone who wrote ("Written by Jo March")?"""
    said = " " in parsed.cue and fold(parsed.cue) in head.cues.labels
    return said and parsed.whole and all(" " in author.name for author in parsed.authors)
