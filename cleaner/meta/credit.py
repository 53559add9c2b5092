"""Credits and sign-offs at the ends of the body: where they stand. Their forms are in `sources`."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import NamedTuple

from cleaner.meta.credit_cues import CreditCues
from cleaner.meta.head import Head
from cleaner.meta.outlets import is_agency
from cleaner.meta.phrases import WIDE
from cleaner.meta.pieces import LISTED
from cleaner.meta.sources import (
    AGENCIES,
    COPY,
    COPYRIGHT,
    DESK,
    INITIALLED,
    LABELLED,
    PHOTOGRAPHER,
    SIGNED,
    claimed,
    custom,
    is_desk,
    is_word,
    labelled,
)
from cleaner.meta.window import ENDS, PLAIN

INSIDE = 120  # lines before the end of the prose that are looked at: teasers behind an article look like more of it
NEAR = 30  # lines before it where a label may name anything
LONGEST = 200  # characters of a credit
SHORTEST_NAME = 5  # letters: initials are shorter
BEHIND = 14  # kept lines behind the body that are looked at
BEFORE, AMID = 4, 3  # lines of the body's end that are looked at; of prose below a label that is not the text's
GONE = 3  # lines behind the body, removed ones too, where an agency may claim its copyright
TAIL = 90  # characters at the end of a line that a sign-off may take
SENTENCE_END = r"(?<=[.!?…”\"“»)।])"
WIDE_END = "(?<=[。！？」』])"
BARE_TAIL = re.compile(r"[.!?…”\"“»)।](\s*[-–—~]\s*|\s+)([^\W\d_][\w /.-]{1,24}?)\.?$")
GROUP_TAIL = re.compile(rf"(?:{SENTENCE_END}|{WIDE_END})\s*[-–—]?\s*((?:\([^()]{{2,80}}\)|（[^（）]{{2,40}}）|/[^/]{{2,24}}/))\.?$")
TAIL_COPYRIGHT = re.compile(rf"(?:{SENTENCE_END}|{WIDE_END})\s?((?:©|\([cC]\))\s?[^\W\d_][^()。.]{{1,40}})$")
JAPANESE = re.compile(r"【([^【】]{2,30})】$")
SHORTEST_JAPANESE = 3  # characters in such brackets that need not be an agency
SIGNS = "(（[［©/ⓒ"  # a credit in brackets, a claim of copyright
LIKE, SIGNED_SO = 2, 1  # what a line promises
LEAST = 2  # lines of body before a credit
ABOVE = 6  # lines above the body that may hold one
SENTENCE = 40  # characters of a line that a sign-off ends
WIDE_SENTENCE = 16  # the same in a script without spaces
SIGN_OFF = ("–", "—", "-", "~")  # begins one
DASHES = "–—-~ "  # before a sign-off
CLOSING = frozenset(")】）/")
SHORT = 60  # characters of a line that ends with an agency


class Credit(NamedTuple):
    """A credit: its text, the place of its line, and if the line holds nothing else.

    `gone` says that `place` is an index into the page, of a line that a rule took out; `over` is then the place of a
    label above the body, which moves as it would if the text were read again.
    """

    text: str
    place: int
    whole: bool
    how: str
    gone: bool = False
    over: int | None = None


def find(head: Head, taken: Collection[int]) -> Credit | None:
    """The first credit at an end of the body: before lines that are no prose, or behind it; else one above it.

    `taken` are the places of byline and day.
    """
    window = head.window
    low, end = max(window.first + LEAST, window.last - INSIDE), max(window.first + LEAST, window.last - BEFORE)
    last = min(len(window.rows), window.last + BEHIND)
    places = promising(head, [*last_of_body(head, low, end), *range(end, last)], end)
    for place in sorted({*places, *range(end, min(len(window.rows), window.last + 1))} - set(taken)):
        credit = read_at(head, place) if place in places else behind_sentence(head, place)
        if credit and inside(head, credit, end):
            return credit
    claim, over = removed(head), above(head)
    return claim._replace(over=over.place if over and over.whole else None) if claim else over


def above(head: Head) -> Credit | None:
    """A label with an agency above the body."""
    window = head.window
    size = len(window.rows)
    for place in promising(head, range(max(head.start, window.first - ABOVE), min(size, window.first + LEAST)), size):
        credit = read_at(head, place)
        if credit and credit.how.startswith(LABELLED) and head.cues.agency_names.find(credit.text):
            return credit
    return None


def removed(head: Head) -> Credit | None:
    """An agency's claim of copyright right behind the body, though a rule took the line out: it looks like the site's own."""
    page, window = head.page, head.window
    first = window.rows[window.last - 1] + 1
    for index in behind(page.folded, first):
        text = page.lines[index].strip()
        if COPYRIGHT.match(text) and len(text) <= LONGEST and claimed(text, head.cues):
            return Credit(text, index, False, COPY, gone=True)
    return None


def behind(folded: list[str], first: int) -> Iterator[int]:
    """The first few lines that are not blank."""
    return islice((index for index in range(first, len(folded)) if folded[index]), GONE)


def last_of_body(head: Head, first: int, stop: int) -> Iterator[int]:
    """The places from `first` to before `stop` under which the next line is no prose, or named by a rule: see `inside`."""
    lines, folded, hits = head.page.lines, head.page.folded, head.page.hits
    for place, index in enumerate(head.window.rows[first + 1 : stop + 1], first):
        size = len(folded[index])
        if size < SENTENCE or (size < PLAIN and not lines[index].rstrip().endswith(ENDS)) or index in hits:
            yield place


def promising(head: Head, places: Iterable[int], end: int) -> list[int]:
    """Those of some places whose lines are short and begin or end as a credit does; from `end` on also lines with its signs."""
    lines, folded, rows, known = head.page.lines, head.page.folded, head.window.rows, head.noted.promise
    found: list[int] = []
    for place in places:
        index = rows[place]
        promise = known.get(index)
        if promise is None:
            promise = known[index] = promise_of(lines[index], folded[index], head.cues.credit)
        if promise and (promise == LIKE or place >= end):
            found.append(place)
    return found


def promise_of(line: str, form: str, cues: CreditCues) -> int:
    """Does a line, folded as `form`, begin or end as a credit does (`LIKE`), or has it at least a credit's signs (`SIGNED_SO`)?"""
    if not line[-1].isalpha() and line.rstrip(" .")[-1:] in CLOSING:
        return LIKE
    if len(form) > LONGEST:
        return 0
    words, starts = form.split(" ", 6), cues.starts
    first, last = words[0], form[form.rfind(" ") + 1 :]
    if (
        (first if first.isalpha() else first.rstrip(":：,/")) in starts
        or (len(words) > 1 and f"{first} {words[1]}" in starts)
        or (
            (last if last.isalpha() else last.rpartition("/")[2]) in cues.last_words
            and (last.rpartition("/")[2] in cues.ends or len(form) <= SHORT)
        )
        or (not line[0].isalpha() and line.lstrip()[:1] in SIGNS)
        or first == "copyright"
        or not cues.sign_offs.isdisjoint(words[2:6])
    ):
        return LIKE
    dashed = line.lstrip().startswith(SIGN_OFF) and len(form) <= SHORT
    return SIGNED_SO if dashed or form[:1] >= WIDE or "/" in first or ";" in form or (len(form) < SHORTEST_NAME and form.isalpha()) else 0


def inside(head: Head, credit: Credit, end: int) -> bool:
    """May a credit stand there, well before the end of the prose? Teasers and comments behind an article look like more of it.

    An agency behind a sentence and without brackets ends a caption there; alone on a line it is the label of a teaser,
    unless prose stands above it; a label far from the end must name one, for pictures have labels too.
    """
    if credit.place >= end:  # only the label of a table or a picture has prose right below it
        below = range(credit.place + 1, min(credit.place + 1 + AMID, head.window.last))
        return not (credit.how.startswith(LABELLED) and len(below) == AMID and all(is_prose(head, place) for place in below))
    if credit.how in (INITIALLED, AGENCIES) and not is_prose(head, credit.place - 1):
        return False
    if credit.how.startswith(LABELLED) and credit.place < head.window.last - NEAR and not head.cues.agency_names.find(credit.text):
        return False
    if credit.whole:
        return ends_body(head, credit.place, 1 if credit.how == SIGNED else 2)
    if credit.text[-1] not in CLOSING:
        return False
    return ends_body(head, credit.place, 1 if custom(head, "initials") else 2)


def ends_body(head: Head, place: int, count: int) -> bool:
    """Are the next lines no prose: short, named by a rule, or without an end mark and not very long?"""
    rows = head.window.rows
    below = range(place + 1, min(place + count + 1, len(rows)))
    return not any(rows[line] not in head.page.hits and is_prose(head, line) for line in below)


def is_prose(head: Head, place: int) -> bool:
    """Is a line long, or longish with an end mark?"""
    size = len(head.folded(place))
    return size >= PLAIN or (size >= SENTENCE and head.text(place).rstrip().endswith(ENDS))


def read_at(head: Head, place: int) -> Credit | None:
    """A line as a credit."""
    form = head.folded(place)
    if len(form) <= LONGEST:
        text = head.text(place).strip()
        signs = text[:1] in SIGNS or dashed(head, place)
        if head.window.rows[place] in head.page.hits and not signs and not head.cues.credit.source.begins(first_word(form)):
            return None
        mark = LISTED.match(text)
        bare = text[mark.end() :] if mark else text
        name = bare.lstrip(DASHES)
        how = labelled(name, head) or (DESK if dashed(head, place) and is_desk(name.rstrip(" ."), head.cues) else "")
        weak = how == INITIALLED or (how == AGENCIES and is_word(name, head))
        if weak and not (place and len(head.folded(place - 1)) > SENTENCE):
            return None
        if how:
            return Credit(bare, place, True, how)
    return behind_sentence(head, place) if place <= head.window.last else None


def dashed(head: Head, place: int) -> bool:
    """Does a line begin with a dash as sign-offs do, right below prose? A hyphen with a space heads an entry of a list."""
    text = head.text(place).strip()
    return text.startswith(SIGN_OFF) and (text[1:2].isalpha() or text[0] != "-") and place > 0 and is_prose(head, place - 1)


def first_word(form: str) -> str:
    """The first word of a folded line, without signs."""
    return form.split(" ", 1)[0].rstrip(":：,/")


def behind_sentence(head: Head, place: int) -> Credit | None:
    """A sign-off behind the last sentence of a line."""
    index, known = head.window.rows[place], head.spoken.behind
    if index not in known:
        known[index] = sign_off(head, place)
    credit = known[index]
    return credit and credit._replace(place=place)


def sign_off(head: Head, place: int) -> Credit | None:
    """The same, read anew: no search where the sign is not there that it must find."""
    text = head.text(place).strip()
    if len(text) < (WIDE_SENTENCE if text[:1] >= WIDE else SENTENCE):
        return None
    tail = text[-TAIL:]
    closed = tail[-2 if tail[-1] == "." else -1] in CLOSING
    group = GROUP_TAIL.search(tail) if closed else None
    bare = BARE_TAIL.search(tail) if group is None and text[:1] < WIDE else None
    name = group[1] if group else bare[2] if bare else ""
    if name and (labelled(name, head) or (bare and bare[1].strip() and is_desk(name, head.cues))):
        return Credit(name, place, False, "behind the last sentence")
    claim = TAIL_COPYRIGHT.search(tail) if "©" in tail or "(c)" in tail or "(C)" in tail else None
    if claim and claimed(claim[1], head.cues) and not (PHOTOGRAPHER.search(claim[1]) and text[:1] < WIDE):
        return Credit(claim[1].strip(), place, False, "an agency's copyright behind the last sentence")
    names = JAPANESE.search(tail) if tail[-1] == "】" else None
    if names and head.cues.others.at(names[1]) is None and (len(names[1]) >= SHORTEST_JAPANESE or is_agency(names[1], head.cues)):
        return Credit(names[0], place, False, "in brackets behind the last sentence")
    return None
