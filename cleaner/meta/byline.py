"""Bylines: authors behind a cue word, before a role, beside a date, or alone where only a byline stands."""

from __future__ import annotations

import re
from typing import NamedTuple

from cleaner.fold import fold
from cleaner.meta.cues import WORD
from cleaner.meta.head import Head
from cleaner.meta.names import EDGES, Named, authors_of, caseless, items, organisation, person, without_role
from cleaner.meta.pieces import Line, Piece, is_beside
from cleaner.model import Byline

CUE, SHAPE, ALONE = 6, 3, 0  # points of a byline with a cue word, with a date, role or address on its line, of a bare name
ENOUGH = 3  # points a byline must have
NEAR = 3  # lines from a date that still count as beside it
SPACES = re.compile(r"\s+")


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


class Written(NamedTuple):
    """The byline of the page: where it stands, its lines that may move, how sure."""

    byline: Byline
    places: tuple[int, ...]
    moves: tuple[int, ...]
    points: float
    how: str


def parse(head: Head, line: Line) -> Parsed | None:
    """Read a line as a byline."""
    cues = head.cues
    authors: list[Named] = []
    loose: list[tuple[Piece, list[Named]]] = []
    cue, whole, waiting, shape = "", True, False, bool(line.days or line.times or "@" in line.text)
    span: list[int] = []
    for piece in line.pieces:
        text = piece.text
        if is_beside(text, cues):
            continue
        end = cues.by.at(text) if cues.not_byline.at(text) is None else None
        rest = text[end:].lstrip(EDGES) if end else ""
        if end and not rest:
            cue, waiting, span = text[:end], True, span or [piece.start, piece.end]
            continue
        if end or waiting:
            found, clean = authors_of(rest or text, cues, strong=True)
            whole = whole and clean
            if found:
                cue = cue or text[: end or 0]
                authors += [name for name in found if name not in authors]
                span, waiting = [*span[:1], *([] if span else [piece.start]), piece.end], False
            elif not authors:
                whole = False
            continue
        named = before_cue(text, head)
        if named:
            authors, cue, span = [*authors, named], cue or "after", [*span[:1], *([] if span else [piece.start]), piece.end]
            continue
        found, clean = authors_of(text, cues, strong=False)
        if found and clean:
            loose.append((piece, found))
            shape = shape or without_role(text, cues)[1]
        elif without_role(text, cues)[1] and len(text) < 60:
            shape = True
        elif not (authors and len(text.split()) <= 4 and text[:1].isupper()):
            whole = False
    if authors or waiting:
        return Parsed(tuple(authors), span[0], span[-1], cue, shape, whole, waiting and not authors)
    if loose:
        piece, found = next((pair for pair in loose if pair[1][0].organisation is False), loose[0])
        return Parsed(tuple(found), piece.start, piece.end, "", shape, whole)
    return None


def before_cue(text: str, head: Head) -> Named | None:
    """The author before a word that stands after names ("홍길동 기자")."""
    found = head.cues.after.find(text)
    if found is None:
        return None
    before, behind = text[: found[0]].strip(EDGES), text[found[1] :].strip(EDGES)
    token = before.split(" ")[-1].split("·")[-1].strip(EDGES) if before else ""
    if not token:
        token = behind.split("／")[0].split("/")[0].split(" ")[0].strip(EDGES)
    name = person(token, head.cues) if caseless(token) else person(before, head.cues)
    return Named(name, False) if name else None


def find(head: Head, dated: set[int], titles: list[int]) -> Written | None:
    """The byline near the head with the most points, or behind the body, or none."""
    best: Written | None = None
    for place in head.short_places():
        written = read_at(head, place, dated, titles)
        if written and written.points >= ENOUGH and (best is None or written.points > best.points):
            best = written
    return best or behind(head)


def promising(head: Head, place: int, dated: set[int], titles: list[int]) -> bool:
    """Is the line worth being taken apart? Cheap checks only."""
    text = head.text(place)
    word = WORD.search(text, 0, 12)
    if word and head.cues.by.begins(fold(word[0])):
        return True
    if place in dated or "|" in text or "@" in text or "•" in text or head.cues.after.glued_in(text):
        return True
    if len(text) > 90 + len(text) - len(text.lstrip()):
        return False
    return any(near in dated for near in range(place - NEAR, place + NEAR + 1)) or any(0 < place - title <= NEAR for title in titles)


def read_at(head: Head, place: int, dated: set[int], titles: list[int]) -> Written | None:
    """The byline that begins at a line, with its points."""
    if not promising(head, place, dated, titles):
        return None
    parsed = parse(head, head.line(place))
    if parsed is None:
        return None
    places, raw = [place], head.text(place)[parsed.start : parsed.end]
    if parsed.waiting:
        parsed = completed(head, place, parsed)
        if parsed is None:
            return None
        places.append(place + 1)
        raw += "\n" + head.text(place + 1)[parsed.start : parsed.end]
    points = evidence(head, place, places[-1], parsed, dated, titles)
    if points < ENOUGH:
        return None
    authors = list(parsed.authors)
    moves = tuple(places) if parsed.whole else ()
    for more, line in continued(head, places[-1], parsed, dated):
        places.append(more)
        moves = (*moves, more) if moves else ()
        if line:
            authors += [name for name in line.authors if name not in authors]
            raw += "\n" + head.text(more)[line.start : line.end]
    names = tuple(dict.fromkeys(author.name for author in authors))
    groups = tuple(dict.fromkeys(author.name for author in authors if author.organisation))
    how = f"cue {parsed.cue!r}" if parsed.cue else "beside a date or a role" if parsed.shape else "alone by the date or the title"
    return Written(Byline(raw, names, groups), tuple(places), moves, points, how)


def completed(head: Head, place: int, parsed: Parsed) -> Parsed | None:
    """The next line as the names that a lone cue word waits for."""
    if place + 1 >= head.stop:
        return None
    line = head.line(place + 1)
    following = parse(head, line)
    if following is None and line.pieces:
        found, clean = authors_of(line.pieces[0].text, head.cues, strong=True)
        if found:
            piece = line.pieces[0]
            following = Parsed(tuple(found), piece.start, piece.end, parsed.cue, False, clean and len(line.pieces) == 1)
    if following is None or not following.authors:
        return None
    return following._replace(cue=parsed.cue, whole=following.whole and parsed.whole)


def continued(head: Head, place: int, parsed: Parsed, dated: set[int]) -> list[tuple[int, Parsed | None]]:
    """The lines below that belong to the byline: another name, a role, an address."""
    out: list[tuple[int, Parsed | None]] = []
    for below in range(place + 1, min(place + 4, head.stop)):
        text = head.text(below).strip()
        if len(text) > 60 or head.furniture(below) or below in dated:
            break
        line = parse(head, head.line(below))
        same = line and {name.name for name in line.authors} <= {name.name for name in parsed.authors}
        role = without_role(text, head.cues)
        if same and line:
            out.append((below, None))
        elif role[1] and not role[0]:
            out.append((below, None))
        elif line and not parsed.cue and not line.cue and line.whole and not line.shape and all(
            likely(name, head) >= 0 and not name.organisation for name in line.authors
        ) and any(other in dated for other in range(below + 1, below + 3)):
            out.append((below, line))
        else:
            break
    return out


def evidence(head: Head, place: int, last: int, parsed: Parsed, dated: set[int], titles: list[int]) -> float:
    """Points of a byline: its form, what stands beside it, how far the body is."""
    points = float(CUE if parsed.cue else SHAPE if parsed.shape else ALONE)
    gap = min((abs(place - other) if other < place else abs(other - last) for other in dated), default=99)
    points += (2, 3, 2, 1)[gap] if gap <= NEAR else 0
    above = min((place - title for title in titles if title < place), default=99)
    points += 2 if above == 1 else 1 if above <= 4 else 0
    first = head.window.first
    points -= 0.1 * (first - place) if place < first else 0.5 * (place - first)
    if head.furniture(place):
        points -= 3
    if not parsed.whole:
        points -= 2
    if not parsed.cue:
        points += min(likely(name, head) for name in parsed.authors)
    return points


def likely(name: Named, head: Head) -> float:
    """Does a bare name look like an author's here? Neither common words of the page nor somebody the article is about."""
    points = 0.0
    if name.organisation:
        return -1.0
    tokens = [token.strip(EDGES) for token in name.name.split()]
    if any(fold(token) in head.cues.given for token in tokens[:1]):
        points += 2
    for token in tokens:
        form = fold(token)
        if form in head.cues.stop_words and head.language in head.cues.stop_words[form] and form not in head.cues.particles:
            points -= 3
        elif not caseless(token) and token[:1].isupper() and f" {token.lower()} " in head.whole:
            points -= 2
    if len(tokens[-1]) > 2 and tokens[-1] in head.body:
        points -= 3
    return points


def behind(head: Head) -> Written | None:
    """A byline with a cue word behind the body."""
    window = head.window
    for place in range(max(head.stop, window.last - 2), min(len(window.rows), window.last + 12)):
        text = head.text(place)
        word = WORD.search(text, 0, 12)
        if not word or len(text.strip()) > 120 or not head.cues.by.begins(fold(word[0])):
            continue
        parsed = parse(head, head.line(place))
        if parsed and parsed.cue and parsed.authors and parsed.whole and ":" in text:
            names = tuple(author.name for author in parsed.authors)
            groups = tuple(author.name for author in parsed.authors if author.organisation)
            return Written(Byline(text[parsed.start : parsed.end], names, groups), (place,), (place,), ENOUGH, f"cue {parsed.cue!r}, behind the body")
    return None
