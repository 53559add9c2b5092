"""A line read as a byline: the authors behind cue words, before a reporter's title, or bare."""

from __future__ import annotations

from typing import NamedTuple

from cleaner.meta.evidence import GIVEN, likely
from cleaner.meta.head import Head
from cleaner.meta.names import Named, authors_of
from cleaner.meta.pieces import Line, Piece, is_beside
from cleaner.meta.reading import Reading
from cleaner.meta.reporter import filed, marked

LONGEST_BARE = 120  # characters of a line with names, dates and roles but no cue word


class Parsed(NamedTuple):
    """What a line holds of a byline: its authors, `line[start:end]`, and what speaks for it.

    `waiting` is a cue word without a name: the name stands on the next line. `whole` says that the
    line holds nothing but byline matter.
    """

    authors: tuple[Named, ...]
    start: int
    end: int
    cue: str
    shape: bool
    whole: bool
    waiting: bool = False


class Loose(NamedTuple):
    """Names on a line that no cue word announces, by piece, and if the line has what stands beside names, and nothing else."""

    names: list[tuple[Piece, list[Named]]]
    shape: bool
    whole: bool


def parse(head: Head, place: int) -> Parsed | None:
    """Read the line at a place as a byline."""
    index = head.window.rows[place]
    known = head.spoken.readings.get(index)
    if known is None:
        known = head.spoken.readings[index] = reading_of(head, head.line(place))
    return known if isinstance(known, Parsed) else bare(head, head.line(place), known) if known.names else None


def reading_of(head: Head, line: Line) -> Parsed | Loose:
    """What the pieces of a line hold of a byline."""
    sent = filed(line.whole, head.cues)
    if sent and sent.end == len(line.whole):
        return Parsed(sent.authors, line.start, line.start + sent.end, sent.cue, True, True)
    told = marked(line.whole, head.cues)
    if told and (names := authors_of(line.whole[told[1] : told[2]], head.cues, head.speaks, strong=True)[0]):
        return Parsed(tuple(names), line.start, line.start + told[2], told[0], True, True)
    reading = Reading(head, line)
    for piece in line.pieces:
        if not is_beside(piece.text, head.cues):
            reading.take(piece)
    if reading.authors or reading.waiting:
        waiting = reading.waiting and not reading.authors
        return Parsed(tuple(reading.authors), reading.start, reading.end, reading.cue, reading.shape, reading.whole, waiting)
    return Loose(reading.loose, reading.shape, reading.whole and not reading.sourced)


def bare(head: Head, line: Line, reading: Loose) -> Parsed | None:
    """A line whose names no cue word announces: the likeliest of its parts, or all if each is a person's name."""
    (loose, shape, whole), text = reading, line.text
    if line.whole[:1] in "(（©" or len(line.whole) > LONGEST_BARE:
        return None
    piece, found = loose[0]
    if len(loose) > 1:
        sure = [min(likely(name, head, text) for name in names) for _, names in loose]
        if all(points >= GIVEN for points in sure):
            authors = tuple(name for _, names in loose for name in names)
            return Parsed(authors, loose[0][0].start, loose[-1][0].end, "", True, whole)
        piece, found = loose[sure.index(max(sure))]
        if any(names[0].organisation for _, names in loose if names is not found) and "/" in text and not found[0].organisation:
            return None  # "Jo March / Reuters" took the picture
    groups = [name.organisation for name in found]
    if "/" in piece.text and any(groups) and not all(groups):
        return None
    sure = [likely(name, head, text) for name in found]
    several = len(found) > 1 and not any(groups) and min(sure) >= 0 and max(sure) >= GIVEN  # not "Life Sciences & Health Care"
    return Parsed(tuple(found), piece.start, piece.end, "", shape or several, whole)
