"""A line of the head taken apart: days, times, and what stands between them and other separators."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cleaner.meta.cues import Cues
from cleaner.meta.dates import CLOCK, DIGITS, NUMBER, TIME, ZONE, Printed, printed
from cleaner.meta.phrases import WIDE, WORD, spaceless, word_form, words_of

LISTED = re.compile(r"\s*(?:(?:[*+•>#-]|o|\d{1,2}\.)\s+)*\**\s*")
CONTACT = re.compile(r"\(?[\w.+-]+@[\w-]+(?:\.[\w-]+)+\)?|@\w+|https?://\S+|www\.\S+")
CUT = re.compile(r"\s*(?:[|•·●‖¦»>→()\[\]\x00]+|\s[–—-]{1,2}(?=\s)|[–—](?=\x00)|\s/\s|\t|\s{3,}|\s\*\s)\s*")
CUTS = frozenset("|•·●‖¦»>→()[]\0–—-/\t*")  # one of them is in every cut but wide gaps
DOTTED = re.compile(r"(?<![\d.,])(?:[01]?\d|2[0-4])\.[0-5]\d$")  # a time behind a word before times only: it may be any number
BEFORE_TIME = " :：.(-"  # between such a word and the time
LONGEST_CLOCK = 16  # characters before a time that may hold a word of the clock
COLON = re.compile(r"[:：]")
LABELS = 2  # labels with colons from which a piece is parted at them
GAP = re.compile(r"\s{3}")
GLUED = re.compile(r"[a-zß-öø-ÿ](?=[A-ZÀ-ÖØ-Þ]|\d+ [A-Z][a-z])")
ZONES = re.compile(r"[A-Z]{2,5}")
MOST_RELATIVE = 6  # words of a relative date
LONGEST = 240  # characters: a longer line is body


class Piece(NamedTuple):
    """A part of a line between separators, `line[start:end]`; `before` is the separator's sign."""

    start: int
    end: int
    text: str


class Line(NamedTuple):
    """A line of the head: its days, its other pieces; `whole` is the text without a list mark."""

    text: str
    start: int
    days: list[Printed]
    times: int
    pieces: list[Piece]

    @property
    def whole(self) -> str:
        """The line without indent and list mark."""
        return self.text[self.start :].rstrip()


def taken_apart(text: str, cues: Cues, language: str | None = None) -> Line:
    """The days, times and pieces of a line."""
    mark = LISTED.match(text)
    start = mark.end() if mark else 0
    plain = text if text.isascii() else text.translate(DIGITS)
    masked, times, days = plain, 0, []
    if NUMBER.search(plain):
        days = printed(plain, cues, language)
        for day in days:
            masked = blanked(masked, day.start, day.end)
        if days or ":" in text or "h" in text or "時" in text or "시" in text:
            if CLOCK.search(masked):
                for match in TIME.finditer(masked):
                    masked, times = blanked(masked, time_from(masked, match.start(), cues), match.end()), times + 1
            if "GMT" in masked or "UTC" in masked:
                for match in ZONE.finditer(masked):
                    masked = blanked(masked, match.start(), match.end())
        if not times and (dotted := DOTTED.search(masked)) and (begin := time_from(masked, dotted.start(), cues)) < dotted.start():
            masked, times = blanked(masked, begin, dotted.end()), 1
    if "@" in masked or "www." in masked or "http" in masked:
        for match in CONTACT.finditer(masked):
            masked = blanked(masked, match.start(), match.end())
    return Line(
        text,
        start,
        days,
        times,
        [part for piece in between(masked, start, cues) for whole in by_labels(piece, cues) for part in unglued(whole, cues)],
    )


def time_from(text: str, start: int, cues: Cues) -> int:
    """Where a time that stands at `start` begins together with the words between a name and it ("um", "vào lúc", "於 下午")."""
    before = text[:start].rstrip(BEFORE_TIME)
    begin = cues.before_time.ends(before)
    shown, forms = words_of(before[-LONGEST_CLOCK:])
    if begin is None and shown and forms[-1] in cues.clock and before.endswith(shown[-1]):
        begin = cues.before_time.ends(before[: -len(shown[-1])].rstrip(BEFORE_TIME))
    return begin or start


def blanked(text: str, start: int, end: int) -> str:
    """The text with a span made a separator of the same length."""
    return text[:start] + "\0" * (end - start) + text[end:]


def between(masked: str, start: int, cues: Cues) -> list[Piece]:
    """What stands between separators; one within the cue word that begins the line is none ("글·사진 홍길동")."""
    out: list[Piece] = []
    place = start
    first = start if masked.isascii() else cues.by.at(masked, start) or start
    if not CUTS.isdisjoint(masked) or "   " in masked or (not masked.isprintable() and GAP.search(masked)):
        for cut in CUT.finditer(masked, first):
            add(out, masked, place, cut.start())
            place = cut.end()
    add(out, masked, place, len(masked))
    return out


def add(out: list[Piece], masked: str, start: int, end: int) -> None:
    """Add a piece without outer white space and signs, if letters are left."""
    text = masked[start:end]
    shown = text.strip(" \t\r\n,;:：-–—_*\u00a0\ufeff")
    if WORD.search(shown):
        begin = start + text.index(shown)
        out.append(Piece(begin, begin + len(shown), shown))


def by_labels(piece: Piece, cues: Cues) -> Iterator[Piece]:
    """The parts of a piece that begins with a label and in which more stand, each with a colon ("作者:王小明 来源:晚报 更新时间:")."""
    start, _, text = piece
    colons = [match.start() for match in COLON.finditer(text)]
    if len(colons) < LABELS or label_start(text[: colons[0]], cues) != 0:
        yield piece
        return
    parts: list[Piece] = []
    place = 0
    for colon in colons[1:]:
        begin = label_start(text[place:colon], cues)
        if begin and (text[place + begin - 1].isspace() or spaceless(text[place + begin])):
            add(parts, "\0" * start + text, start + place, start + place + begin)
            place += begin
    add(parts, "\0" * start + text, start + place, start + len(text))
    yield from parts


def label_start(text: str, cues: Cues) -> int | None:
    """Where the longest label of a byline's line begins that ends a text, or None."""
    known = (cues.by, cues.others, cues.beside_all, cues.credit.source)
    return min((begin for phrases in known if (begin := phrases.ends(text)) is not None), default=None)


def unglued(piece: Piece, cues: Cues) -> Iterator[Piece]:
    """The parts of a piece that dumps without their elements glue: "ByJo March", "Jo MarchPublished", "Jo MarchEditor", a name twice."""
    start, _, text = piece
    if not (places := [match.end() for match in GLUED.finditer(text)]):
        yield piece
        return
    first = places[0]
    if cues.by.at(text[:first]) == first and " " in text[first:]:
        yield Piece(start, start + first, text[:first])
        yield from unglued(Piece(start + first, piece.end, text[first:]), cues)
        return
    for place in places:
        rest = text[place:]
        if text[:place] == rest or cues.roles.at(rest) or (is_beside(rest, cues) and not ZONES.fullmatch(rest)):
            yield Piece(start, start + place, text[:place])
            if cues.roles.at(rest):
                yield Piece(start + place, piece.end, rest)
            return
    yield piece


def is_beside(text: str, cues: Cues) -> bool:
    """Does a piece hold only what stands beside a date: its label, a weekday, a time zone, a word of the clock?"""
    if NUMBER.search(text) and len(text) < 50 and len(text.split()) <= MOST_RELATIVE and cues.relative.find(text):
        return True
    phrases, weekdays, clock = cues.beside_all, cues.weekdays, cues.clock
    shown, forms = words_of(text)
    if shown and not (phrases.begins(forms[0]) or forms[0] in weekdays or forms[0] in clock or shown[0].isupper() or shown[0] >= WIDE):
        return False
    place, zones = 0, 0
    while word := WORD.search(text, place):
        form = word_form(word[0])
        place = (phrases.at(text, word.start()) if phrases.begins(form) or word[0] >= WIDE else None) or -1
        if place < 0:
            if form not in weekdays and form not in clock:
                zones += 1  # two are a name in capitals ("BY JO HOLM")
                if zones > 1 or not ZONES.fullmatch(word[0]) or form in cues.agencies:
                    return False
            place = word.end()
    return True
