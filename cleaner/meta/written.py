"""A byline that was found: its names, its lines, how sure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cleaner.meta.authors import Parsed, parse
from cleaner.meta.head import Head
from cleaner.meta.names import Named, authors_of
from cleaner.model import Byline


class Written(NamedTuple):
    """The byline of the page: where it stands, its lines that may move, how sure."""

    byline: Byline
    places: tuple[int, ...]
    moves: tuple[int, ...]
    points: float
    how: str


def byline_of(raw: str, authors: Sequence[Named]) -> Byline:
    """A byline of these authors, each once."""
    names = tuple(dict.fromkeys(author.name for author in authors))
    return Byline(raw, names, tuple(dict.fromkeys(author.name for author in authors if author.organisation)))


def completed(head: Head, place: int, parsed: Parsed) -> Parsed | None:
    """The next line as the names that a lone cue word waits for."""
    if place + 1 >= len(head.window.rows):
        return None
    line = head.line(place + 1)
    following = parse(head, place + 1)
    if following is None and len(line.pieces) == 1:
        found, clean = authors_of(line.pieces[0].text, head.cues, head.speaks, strong=True)
        if found and not found[0].name.islower():
            piece = line.pieces[0]
            following = Parsed(tuple(found), piece.start, piece.end, parsed.cue, False, clean)
    if following is None or not following.authors:
        return None
    return following._replace(cue=parsed.cue, whole=following.whole and parsed.whole)
