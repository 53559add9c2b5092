"""Credits and sign-offs behind the body: sources, joined agencies, "Reporting by", initials."""

from __future__ import annotations

import re
from typing import NamedTuple

from cleaner.fold import fold
from cleaner.meta.cues import SPACELESS, Cues
from cleaner.meta.head import Head
from cleaner.meta.names import is_agency
from cleaner.meta.pieces import LISTED

LONGEST = 200  # characters of a credit
BEHIND = 14  # kept lines behind the body that are looked at
BEFORE = 4  # lines of the body's end that are looked at
IN_PARENS = re.compile(r"[(（\[]([^()（）\[\]]{2,60})[)）\]]\.?")
INITIALS = re.compile(r"[a-zäöü]{2,4}(?:\s?[/,;]\s?[a-zäöü]{2,5}){0,3}")
SIGN_OFF = re.compile(r"(?<=[.!?”\"»)])\s+([A-Z][\w /-]{1,18})\.?$")
JAPANESE = re.compile(r"【[^【】]{3,30}】$")


class Credit(NamedTuple):
    """A credit: its text, the place of its line, and if the line holds nothing else."""

    text: str
    place: int
    whole: bool
    how: str


def find(head: Head) -> Credit | None:
    """The credit nearest to the end of the body."""
    window = head.window
    first = max(window.first + 1, window.last - BEFORE)
    best: Credit | None = None
    for place in range(first, min(len(window.rows), window.last + BEHIND)):
        credit = read_at(head, place)
        if credit and (best is None or not best.whole):
            best = credit
    return best


def read_at(head: Head, place: int) -> Credit | None:
    """A line as a credit."""
    text = head.text(place).strip()
    mark = LISTED.match(text)
    bare = text[mark.end() :] if mark else text
    if len(bare) <= LONGEST:
        how = labelled(bare, head.cues)
        if how:
            return Credit(bare, place, True, how)
    if place < head.window.last:
        tail = SIGN_OFF.search(text[-24:])
        if tail and is_agency(tail[1], head.cues):
            return Credit(tail[1], place, False, "agency behind the last sentence")
        if SPACELESS.search(text[-10:]):
            group = JAPANESE.search(text[-32:])
            if group:
                return Credit(group[0], place, False, "in brackets behind the last sentence")
    return None


def labelled(text: str, cues: Cues) -> str:
    """Why a whole line is a credit, or an empty string."""
    end = cues.source.at(text)
    if end is not None and re.match(r"\s*[:：•|]", text[end:]) and text[end:].strip(" :：•|"):
        return f"label {text[:end]!r}"
    if cues.reporting.at(text) is not None or cues.reporting.ends(text.rstrip(". ")) is not None:
        return "sign-off"
    group = IN_PARENS.fullmatch(text)
    inner = (group[1] if group else text).strip(" .")
    parts = [part.strip() for part in re.split(r"[/,;+&|]|\s-\s", inner) if part.strip()]
    if parts and any(is_agency(part, cues) for part in parts) and len(inner) < 60 and (group or all(is_agency(part, cues) or INITIALS.fullmatch(part) for part in parts)):
        return "agencies"
    return ""
