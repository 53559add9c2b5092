"""Credits and sign-offs behind the body: sources, joined agencies, "Reporting by", initials."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from cleaner.fold import fold
from cleaner.meta.cues import Cues
from cleaner.meta.dates import NUMBER
from cleaner.meta.head import Head
from cleaner.meta.names import is_agency, person
from cleaner.meta.phrases import WIDE, WORD, word_form
from cleaner.meta.pieces import LISTED

INSIDE = 30  # lines before the body's end that are looked at
LONGEST = 200  # characters of a credit
SHORTEST_NAME = 5  # letters: initials are shorter
BEHIND = 14  # kept lines behind the body that are looked at
BEFORE = 4  # lines of the body's end that are looked at
IN_PARENS = re.compile(r"[(（\[]([^()（）\[\]]{2,60})[)）\]]\.?")
INITIALS = re.compile(r"[a-zäöü]{2,4}(?:\s?[/,;]\s?[a-zäöü]{2,5}){0,3}")
INITIALS_IN_PARENS = re.compile(r"\([a-zäöü]{2,4}(?:\s?[/,;]\s?[a-zäöü]{2,5}){0,3}\)")
SIGN_OFF = re.compile(r"(?<=[.!?”\"“»)])\s*[-–—]?\s*((?<=\s)[A-Z][\w /-]{1,18}|\([\w /,;-]{2,20}\))\.?$")
SIGNS = "(（[©"  # a credit in brackets, a claim of copyright
COPYRIGHT = re.compile(r"(?:Copyright\s)?(?:©|\([cC]\))")
TAIL_COPYRIGHT = re.compile(r"(?<=[.!?。”\"»」])\s?(?:©|\([cC]\))\s?[^\W\d_][^()。.]{1,40}$")
TRAILING = re.compile(r".*[;,]\s?[a-zäöü]{2,5}(?:/[a-zäöü]{2,5})*(?:[;,/]\s?[a-zäöü]{2,5})+")
LEAST = 2  # lines of body before a credit
ABOVE = 6  # lines above the body that may hold one
LABEL = re.compile(r"\s*[:：•|]")
LONGEST_LIST = 60  # characters of a list of agencies
SENTENCE = 40  # characters of a line that a sign-off ends
JAPANESE = re.compile(r"【[^【】]{3,30}】$")


INITIALLED, SIGNED = "initials", "sign-off"
CLOSING = frozenset(")】")


class Credit(NamedTuple):
    """A credit: its text, the place of its line, and if the line holds nothing else."""

    text: str
    place: int
    whole: bool
    how: str


def find(head: Head, taken: Collection[int]) -> Credit | None:
    """The first credit at an end of the body: before lines that are no prose, or behind it; else one above it.

    `taken` are the places of byline and day.
    """
    window = head.window
    low, end = max(window.first + LEAST, window.last - INSIDE), max(window.first + LEAST, window.last - BEFORE)
    places = promising(head, low, min(len(window.rows), window.last + BEHIND), end)
    for place in sorted({*places, *range(end, min(len(window.rows), window.last + 1))} - set(taken)):
        credit = read_at(head, place) if place in places else behind_sentence(head, place)
        if credit and (place >= end or ends_body(head, place, 1 if credit.how == SIGNED else 2)):
            return credit
    for place in promising(head, max(head.start, window.first - ABOVE), min(len(window.rows), window.first + LEAST), len(window.rows)):
        credit = read_at(head, place)
        if credit and credit.how.startswith("label") and head.cues.agency_names.find(credit.text):
            return credit
    return None


def promising(head: Head, first: int, stop: int, end: int) -> list[int]:
    """Places of short lines that begin or end as a credit does; from `end` on also of lines with its signs."""
    folded, lines, rows, starts, ends = head.page.folded, head.page.lines, head.window.rows, head.cues.credit_starts, head.cues.credit_ends
    signs = head.cues.sign_offs
    found: list[int] = []
    for place in range(first, stop):
        index = rows[place]
        form = folded[index]
        if len(form) > LONGEST:
            if lines[index].rstrip()[-1:] in CLOSING:
                found.append(place)
            continue
        words = form.split(" ", 6)
        if (
            words[0].rstrip(":：,/") in starts
            or (len(words) > 1 and f"{words[0]} {words[1]}" in starts)
            or form[form.rfind(" ") + 1 :] in ends
            or lines[index].lstrip()[:1] in SIGNS
            or (place >= end and (form[:1] >= WIDE or "/" in words[0] or ";" in form or (len(form) < SHORTEST_NAME and form.isalpha())))
            or words[0] == "copyright"
            or not signs.isdisjoint(words[2:6])
        ):
            found.append(place)
    return found


def ends_body(head: Head, place: int, count: int) -> bool:
    """Are the next lines too short for prose? Teasers and comments behind an article look like more of it."""
    rows = head.window.rows
    below = range(place + 1, min(place + count + 1, len(rows)))
    return all(len(head.folded(line)) < SENTENCE or rows[line] in head.page.hits for line in below)


def read_at(head: Head, place: int) -> Credit | None:
    """A line as a credit."""
    form = head.folded(place)
    if len(form) <= LONGEST:
        text = head.text(place).strip()
        if head.window.rows[place] in head.page.hits and text[0] not in SIGNS and not head.cues.source.begins(first_word(form)):
            return None
        mark = LISTED.match(text)
        bare = text[mark.end() :] if mark else text
        how = labelled(bare, head)
        if how == INITIALLED and not (place and len(head.folded(place - 1)) > SENTENCE):
            return None
        if how:
            return Credit(bare, place, True, how)
    return behind_sentence(head, place) if place <= head.window.last else None


def first_word(form: str) -> str:
    """The first word of a folded line, without signs."""
    return form.split(" ", 1)[0].rstrip(":：,/")


def behind_sentence(head: Head, place: int) -> Credit | None:
    """A sign-off behind the last sentence of a line."""
    text = head.text(place).rstrip()
    if len(text) < SENTENCE:
        return None
    tail = SIGN_OFF.search(text[-28:])
    if tail and (is_agency(tail[1], head.cues) or INITIALS_IN_PARENS.fullmatch(tail[1])):
        return Credit(tail[1], place, False, "behind the last sentence")
    group = JAPANESE.search(text[-40:]) if text.endswith("】") else TAIL_COPYRIGHT.search(text[-60:])
    if group and (text.endswith("】") or head.cues.agency_names.find(group[0])):
        return Credit(group[0].strip(), place, False, "in brackets or with a copyright sign behind the last sentence")
    return None


def labelled(text: str, head: Head) -> str:
    """Why a whole line is a credit, or an empty string."""
    cues = head.cues
    end = cues.source.at(text)
    rest = text[end:].strip(" :：•|") if end is not None else ""
    label = end is not None and rest and (LABEL.match(text, end) or is_agency(rest, cues))
    if label and head.speaks(cues.source_spoken.get(fold(text[:end]), ())):
        return f"label {text[:end]!r}"
    if is_sign_off(text, cues):
        return SIGNED
    if COPYRIGHT.match(text) and cues.agency_names.find(text[:40]):
        return "agency's copyright"
    return listed(text, head)


def listed(text: str, head: Head) -> str:
    """Is a line a list of agencies and initials, or initials in brackets, or bare where the press signs so?"""
    cues = head.cues
    group = IN_PARENS.fullmatch(text)
    inner = (group[1] if group else text).strip(" .")
    if len(inner) >= LONGEST_LIST:
        return ""
    if TRAILING.fullmatch(text) and NUMBER.search(text):
        return "initials behind a source"
    if INITIALS.fullmatch(inner) and inner not in cues.stop_words and (group or head.language in cues.credit_forms.get("initials", ())):
        return INITIALLED
    parts = [part.strip() for part in re.split(r"[/,;+&|]|\s-\s", inner) if part.strip()]
    known = [is_agency(part, cues) for part in parts]
    if any(known) and (group or all(sure or INITIALS.fullmatch(part) for sure, part in zip(known, parts, strict=True))):
        return "agencies"
    return ""


def is_sign_off(text: str, cues: Cues) -> bool:
    """Does a line begin with a sign-off's words and go on with a name, or end with them ("... contributed to this report")?"""
    if cues.by.at(text) is not None:
        return False
    end = cues.reporting.at(text)
    if end is not None:
        rest = text[end:].lstrip(" :：")
        return bool(rest) and (not rest[0].islower()) and (" " in text[:end].strip() or text[end:].lstrip()[:1] in ":：")
    if not text[:1].isupper() or cues.sign_offs.isdisjoint(map(word_form, WORD.findall(text))):
        return False
    start = cues.reporting.ends(text)
    if start is not None:
        return text.count(" ", start) >= 2
    found = cues.reporting.find(text)
    return found is not None and text.count(" ", *found) >= 1 and person(text[: found[0]], cues) is not None
