"""Bylines: authors behind a cue word, before a role, beside a date, or alone where only a byline stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from cleaner.fold import fold
from cleaner.meta.cues import SPACELESS, Cues, word_form
from cleaner.meta.evidence import ENOUGH, GIVEN, evidence, likely
from cleaner.meta.head import Head
from cleaner.meta.names import EDGES, Named, authors_of, caseless, person, without_role
from cleaner.meta.pieces import Line, Piece, is_beside
from cleaner.model import Byline

MOST_WORDS = 14  # words of a line of names, dates and roles
LONGEST_NAMES = 90  # characters of a line of bare names
LONGEST_BARE = 120  # characters of a line with names, dates and roles but no cue word
LONGEST_ROLE = 60  # characters of a line that holds a role
NEAR = 3  # lines from a date that still count as beside it
CLOSE = 12  # lines above the body where a line that begins with a given name is looked at
BEHIND = 12  # lines behind the body where a byline with a label may stand
SHORT_CUE = 3  # letters of a cue word that counts in its own language only
CROWD = 3  # authors with a cue word in one window: a list of articles or of comments
ALONE = "alone by a date or a title"
SURE = 4.5  # points from which the lines of a byline may move


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
    start = end = -1
    for piece in line.pieces:
        text = piece.text
        if is_beside(text, cues):
            continue
        text = without_clock(text, cues)
        if cues.others.at(text) is not None:
            whole = whole and len(text) < LONGEST_ROLE
            continue
        stop = cues.by.at(text)
        if stop and stop <= SHORT_CUE and not head.speaks(cues.by_spoken.get(fold(text[:stop]), ())):
            stop = None  # "De Maart", "Da Vinci"
        while stop and (again := cues.by.at(text[stop:].lstrip(EDGES))):
            stop = len(text) - len(text[stop:].lstrip(EDGES)) + again
        rest = text[stop:].lstrip(EDGES) if stop else ""
        if stop and not rest:
            cue, waiting, start = text[:stop], True, piece.start
            continue
        if stop or waiting or (authors and joined(text, head)):
            wordy = " " in text[: stop or 0].strip()
            found, clean = authors_of(rest or text, cues, head.speaks, strong=True, wordy=wordy)
            whole = whole and clean
            if found:
                cue = cue or text[: stop or 0]
                authors += [name for name in found if name not in authors]
                start, end, waiting = start if start >= 0 else piece.start, piece.end, False
            continue
        named = before_cue(text, head)
        if named:
            authors, cue = [*authors, named], cue or "after"
            start, end = start if start >= 0 else piece.start, piece.end
            continue
        found, clean = authors_of(text, cues, head.speaks, strong=False)
        if found and clean:
            loose.append((piece, found))
            shape = shape or without_role(text, cues)[1]
        elif without_role(text, cues)[1] and len(text) < LONGEST_ROLE:
            shape = True
        elif not (authors and len(text.split()) <= 4 and not text[:1].islower()):
            whole = False
    if authors or waiting:
        return Parsed(tuple(authors), start, end, cue, shape, whole, waiting and not authors)
    return bare(head, line, loose, shape, whole)


def bare(head: Head, line: Line, loose: list[tuple[Piece, list[Named]]], shape: bool, whole: bool) -> Parsed | None:
    """A line whose names no cue word announces: the likeliest of its parts, or all if each is a person's name."""
    if not loose or line.whole[:1] in "(（©" or len(line.whole) > LONGEST_BARE:
        return None
    text = line.text
    piece, found = loose[0]
    if len(loose) > 1:
        sure = [[min(likely(name, head, text) for name in names), number] for number, (_, names) in enumerate(loose)]
        if all(points >= GIVEN for points, _ in sure):
            found = [name for _, names in loose for name in names]
            return Parsed(tuple(found), loose[0][0].start, loose[-1][0].end, "", True, whole)
        piece, found = loose[int(max(sure, key=lambda pair: (pair[0], -pair[1]))[1])]
        if any(names[0].organisation for _, names in loose if names is not found) and "/" in text and not found[0].organisation:
            return None  # "Jo March / Reuters" took the picture
    if "/" in piece.text and any(name.organisation for name in found) and not all(name.organisation for name in found):
        return None
    several = len(found) > 1 and not any(name.organisation for name in found) and min(likely(name, head, text) for name in found) >= 0
    return Parsed(tuple(found), piece.start, piece.end, "", shape or several, whole)


def without_clock(text: str, cues: Cues) -> str:
    """A piece without the words of the clock before a cue word ("Uhr von Jo March")."""
    first, _, rest = text.partition(" ")
    return rest.strip() if rest and word_form(first) in cues.clock and cues.by.at(rest.strip()) else text


def joined(text: str, head: Head) -> bool:
    """Does a piece begin with a joining word, as in "(with Jo March)"?"""
    return text.split(" ", 1)[0] in head.cues.joiners


def before_cue(text: str, head: Head) -> Named | None:
    """The author before a word that stands after names ("홍길동 기자"), or behind it ("記者王小明")."""
    found = head.cues.after.find(text)
    if found is None:
        return None
    before, behind = text[: found[0]].strip(EDGES), text[found[1] :].strip(EDGES)
    first = re.split(r"[／/\s,，]", behind, maxsplit=1)[0]
    if SPACELESS.match(first) and person(first, head.cues) and likely(Named(first, False), head, text) > 0:
        return Named(first, False)
    token = before.split(" ")[-1].split("·")[-1].strip(EDGES) if before else ""
    token = token or first
    name = person(token, head.cues) if caseless(token) else person(before, head.cues)
    return Named(name, False) if name else None


def find(head: Head, dated: Collection[int], titles: Sequence[int]) -> Written | None:
    """The byline near the head with the most points, or behind the body, or none."""
    found = [written for place in promising(head, dated, titles) if (written := read_at(head, place, dated, titles))]
    if not found:
        return behind(head, dated)
    best = max(found, key=lambda written: written.points)
    wider = next((other for other in found if set(best.places) < set(other.places)), best)
    best = wider._replace(points=best.points)
    cued = {written.byline.authors for written in found if written.how.startswith("cue")}
    if best.points < SURE or (len(cued) >= CROWD and best.byline.authors in cued):
        return best._replace(moves=())
    best = with_names_above(head, best, found)
    again = [other for other in found if other.byline.authors == best.byline.authors and other.places[0] not in best.places]
    return best._replace(moves=(*best.moves, *(place for other in again for place in other.moves)))


def with_names_above(head: Head, best: Written, found: Sequence[Written]) -> Written:
    """A byline of bare names together with the bare names on the line above it."""
    above = next((other for other in found if other.places[-1] == best.places[0] - 1), None)
    if above is None or above.how != ALONE or best.how != ALONE:
        return best
    both = Byline(
        above.byline.raw + "\n" + best.byline.raw,
        tuple(dict.fromkeys(above.byline.authors + best.byline.authors)),
        tuple(dict.fromkeys(above.byline.organisations + best.byline.organisations)),
    )
    return Written(both, above.places + best.places, above.moves + best.moves, best.points, ALONE)


def promising(head: Head, dated: Collection[int], titles: Sequence[int]) -> list[int]:
    """The places of lines worth being taken apart: cheap checks only."""
    beside = {place + step for place in dated for step in range(-NEAR, NEAR + 1)} | {title + step for title in titles for step in (1, 2, 3)}
    first_words, spaceless = head.cues.by, head.spaceless
    out: list[int] = []
    near, hits = head.window.first - CLOSE, head.page.hits
    for place, form in head.short_lines():
        if first_words.begins(form.split(" ", 1)[0].rstrip(":,")):
            out.append(place)
        elif place in beside:
            if place in dated or (len(form) <= LONGEST_NAMES and form.count(" ") < MOST_WORDS):
                out.append(place)
        elif spaceless and (head.cues.after.glued_in(form) or first_words.at(form) is not None):
            out.append(place)
        elif place >= near and len(form) <= LONGEST_ROLE and form.split(" ", 1)[0] in head.cues.given and " " in form:
            out.append(place)
        elif ("|" in form or "•" in form or "@" in form) and place >= head.window.first - 15:
            out.append(place)
    return out


def read_at(head: Head, place: int, dated: Collection[int], titles: Sequence[int]) -> Written | None:
    """The byline that begins at a line, with its points."""
    parsed = parse(head, head.line(place))
    if parsed is None:
        return None
    places, raw = [place], head.text(place)[parsed.start : parsed.end]
    if parsed.waiting:
        parsed = completed(head, place, parsed)
        if parsed is None:
            return None
        places.append(place + 1)
        raw = head.text(place).strip() + "\n" + head.text(place + 1)[parsed.start : parsed.end]
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
    how = f"cue {parsed.cue!r}" if parsed.cue else "beside a date, a role or an address" if parsed.shape else ALONE
    return Written(byline_of(raw, authors), tuple(places), moves, points, how)


def byline_of(raw: str, authors: Sequence[Named]) -> Byline:
    """A byline of these authors, each once."""
    names = tuple(dict.fromkeys(author.name for author in authors))
    return Byline(raw, names, tuple(dict.fromkeys(author.name for author in authors if author.organisation)))


def completed(head: Head, place: int, parsed: Parsed) -> Parsed | None:
    """The next line as the names that a lone cue word waits for."""
    if place + 1 >= len(head.window.rows):
        return None
    line = head.line(place + 1)
    following = parse(head, line)
    if following is None and len(line.pieces) == 1:
        found, clean = authors_of(line.pieces[0].text, head.cues, head.speaks, strong=True)
        if found:
            piece = line.pieces[0]
            following = Parsed(tuple(found), piece.start, piece.end, parsed.cue, False, clean)
    if following is None or not following.authors:
        return None
    return following._replace(cue=parsed.cue, whole=following.whole and parsed.whole)


def continued(head: Head, place: int, parsed: Parsed, dated: Collection[int]) -> list[tuple[int, Parsed | None]]:
    """The lines below that belong to the byline: another name, the same again, a role, an address."""
    out: list[tuple[int, Parsed | None]] = []
    for below in range(place + 1, min(place + 4, head.stop)):
        text = head.text(below).strip()
        if len(text) > LONGEST_ROLE or head.furniture(below) or below in dated:
            break
        line = parse(head, head.line(below))
        role = without_role(text, head.cues)
        if line and line.whole and {name.name for name in line.authors} <= {name.name for name in parsed.authors}:
            out.append((below, None))
        elif role[1] and not role[0]:
            out.append((below, None))
        elif line and not parsed.cue and more_names(head, line, text) and any(other in dated for other in range(below + 1, below + 3)):
            out.append((below, line))
        else:
            break
    return out


def more_names(head: Head, line: Parsed, text: str) -> bool:
    """Is this a line of further names only?"""
    return line.whole and not line.cue and not line.shape and all(not name.organisation and likely(name, head, text) >= 0 for name in line.authors)


def behind(head: Head, dated: Collection[int]) -> Written | None:
    """A byline behind the body: with a label and a colon, beside a date, or before a reporter's title."""
    window = head.window
    for place in range(max(head.stop, window.last - 3), min(len(window.rows), window.last + BEHIND)):
        form = head.folded(place)
        if len(form) > LONGEST_NAMES:
            continue
        after = head.spaceless and head.cues.after.glued_in(form)
        if not after and not head.cues.by.begins(form.split(" ", 1)[0].rstrip(":,")):
            continue
        parsed = parse(head, head.line(place))
        if parsed is None or not parsed.authors or not parsed.cue:
            continue
        label = ":" in head.text(place) or "：" in head.text(place)
        if after or label or (len(parsed.cue) > 3 and head.line(place - 1).days):
            text = head.text(place)[parsed.start : parsed.end]
            return Written(byline_of(text, parsed.authors), (place,), (place,) if parsed.whole else (), ENOUGH, f"cue {parsed.cue!r}, behind the body")
    return None
