"""Bylines: authors behind a cue word, before a role, beside a date, or alone where only a byline stands."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from cleaner.fold import fold
from cleaner.meta.authors import Parsed, parse
from cleaner.meta.behind import behind
from cleaner.meta.cues import Cues
from cleaner.meta.dateline import parsed as parsed_dateline
from cleaner.meta.evidence import ENOUGH, ENOUGH_BARE, LISTS, evidence, hopeless, likely
from cleaner.meta.forms import lone
from cleaner.meta.head import Head
from cleaner.meta.names import LONGEST_ROLE, is_role
from cleaner.meta.only import only
from cleaner.meta.phrases import EAST
from cleaner.meta.reporter import marked
from cleaner.meta.window import ENDS
from cleaner.meta.written import Written, byline_of, completed
from cleaner.model import Byline

MOST_WORDS = 14  # words of a line of names, dates and roles
LONGEST_NAMES = 90  # characters of a line of bare names
NEAR = 3  # lines from a date that still count as beside it
CLOSE = 12  # lines above the body where a line that begins with a given name is looked at
DATES = 6  # lines with dates, the nearest to the body, that bare names are looked for beside
LONGEST_SENT = 30  # characters of an outlet, a word for reporters and names
CROWD = 3  # authors with a cue word in one window: a list of articles or of comments
PART = re.compile(r"[,|•(–—:/]|\s\d|(?<=[a-zß-öø-ÿ])(?=[A-ZÀ-ÖØ-Þ])")  # ends the names of a line; what is glued to them does too
NUMBERED = re.compile(r"\d{1,3}[.)]\s")  # heads an entry of a list
SENTENCES = re.compile(r"[^\W\d_]{4}\. .*[^\W\d_]{4}\.$")  # "Rain. Read."
LIFE = re.compile(r"[(, ](1[4-9]\d\d|20\d\d) ?[-–—] ?(?:1[4-9]\d\d|20\d\d)\b|[†✝]")  # of whom an obituary is about
DASHES, QUOTES = ("-", "–", "—", "―"), ('"', "“", "”", "„", "«", "»", "’’", "''", "「", "」")
JOINS = frozenset((",", "&", "|"))
CASELESS = "\u0590"  # from here on most scripts have no capitals
MARKS = frozenset("|•@")  # between the parts of a byline, in an address
ALONE = "alone by a date or a title"
CERTAIN = 8.0  # points of a byline with a cue word beside its date: nothing else is looked for
SURE = 4.5  # points from which the lines of a byline may move


def find(head: Head, dated: Collection[int], titles: Sequence[int]) -> Written | None:
    """The byline near the head with the most points, or behind the body, or none."""
    cued, others = promising(head, dated, titles)
    found = [written for place in cued if (written := read_at(head, place, dated, titles))]
    if not found or max(written.points for written in found) < CERTAIN:
        near = (place for place in others if place in dated or not hopeless(head, place, dated, titles))
        found += [written for place in near if (written := read_at(head, place, dated, titles))]
    if not found:
        return behind(head) or only(head)
    best = max(found, key=lambda written: written.points)
    wider = next((other for other in found if set(best.places) < set(other.places)), best)
    best = wider._replace(points=best.points)
    announced = {written.byline.authors for written in found if written.how.startswith("cue")}
    if best.points < SURE or (len(announced) >= CROWD and best.byline.authors in announced):
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


def promising(head: Head, dated: Collection[int], titles: Sequence[int]) -> tuple[list[int], list[int]]:
    """The places of lines with cue words, and of others worth being taken apart: cheap checks only."""
    close = sorted(dated, key=lambda place: abs(place - head.window.first))[:DATES]
    beside = {place + step for place in close for step in range(-NEAR, NEAR + 1)} | {title + step for title in titles for step in (1, 2, 3)}
    cues, spaceless = head.cues, head.spaceless
    near = head.window.first - CLOSE
    cued: list[int] = []
    out: list[int] = []
    begins, rows = head.noted.begins, head.window.rows
    stated = fold(head.page.head.get("title", ""))
    for place, form in head.short_lines:
        if form == stated:
            continue
        cue = begins.get(rows[place])
        if cue is None:
            cue = begins[rows[place]] = begins_with(form, cues)
        if cue:
            cued.append(place)
        elif place in beside:
            if place in dated or (len(form) <= LONGEST_NAMES and form.count(" ") < MOST_WORDS and like_names(head, place, form)):
                out.append(place)
        elif (
            (place >= near and (not MARKS.isdisjoint(form) or (len(form) <= LONGEST_ROLE and begins_with_given(form, cues))))
            or (spaceless and (cues.after.glued_in(form) or cues.by.at(form) is not None or marked(form, cues)))
            or is_sent(form, cues)
        ):
            out.append(place)
    return cued, out


def begins_with_given(form: str, cues: Cues) -> bool:
    """Does a folded line of several words begin with a given name?"""
    return " " in form and form[: form.index(" ")] in cues.given


def is_sent(form: str, cues: Cues) -> bool:
    """May a folded line be a reporter's: does a word for reports end it, or stand in it before a place, or a word for reporters in it?"""
    if form[-1:] < EAST:
        return False
    return cues.filed.ends(form) is not None or cues.whence.glued_in(form) or (len(form) <= LONGEST_SENT and cues.by.glued_in(form))


def begins_with(form: str, cues: Cues) -> bool:
    """Does a folded line begin as one with a cue word does: by its first word, or by its first two where the first is a frequent one?"""
    words, starts = form.split(" ", 2), cues.by_starts
    first = words[0].rstrip(":,.")
    if first in starts or ("/" in first and first.partition("/")[0] in starts):
        return True
    return len(words) > 1 and words[0] in cues.stop_words and f"{words[0]} {words[1].rstrip(':,')}" in starts


def like_names(head: Head, place: int, form: str) -> bool:
    """May a line be names, an agency or a desk? Up to the first comma or bar its words have capitals, if the script has any.

    `form` is the folded line.
    """
    cues, text, words = head.cues, head.text(place).strip(), form.split(" ", 2)
    if NUMBERED.match(text) or SENTENCES.search(text) or LIFE.search(text):
        return False
    if text.startswith(LISTS):
        text = text[2:].lstrip()
    if text[:1] >= CASELESS:
        return True
    if form in cues.agencies or (len(words) == 1 and cues.desks.begins(words[0])):
        return True
    if len(words) == 1:
        return False
    shown = PART.split(text, 1)[0]
    if not capitals(shown, cues):
        role = cues.roles.find(shown)
        end = role[0] if role else cues.beside_all.ends(shown)  # "Jo March Transport correspondent", "Jo March less than a minute"
        if not end or not capitals(shown[:end], cues):
            return False
    return words[0] in cues.given or f" {words[0]} " not in head.whole


def capitals(text: str, cues: Cues) -> bool:
    """Do all words have capitals, but for those within names and between them?"""
    return all(word[:1].isupper() or word in cues.particles or word in cues.joiners or not word[:1].isalpha() for word in text.split())


def read_at(head: Head, place: int, dated: Collection[int], titles: Sequence[int]) -> Written | None:
    """The byline that begins at a line, with its points."""
    parsed = parse(head, place)
    if (
        parsed is None
        or lone(head.text(place).strip(), head.cues)
        or (not parsed.cue and (is_cells(head, place) or is_quoted(head, place) or is_wire(head, place, parsed)))
    ):
        return None
    places, raw = [place], head.text(place)[parsed.start : parsed.end]
    if parsed.waiting:
        parsed = completed(head, place, parsed)
        if parsed is None:
            return None
        places.append(place + 1)
        raw = head.text(place).strip() + "\n" + head.text(place + 1)[parsed.start : parsed.end]
    if parsed.cue and len(parsed.authors) == 1 and is_how(head, place, parsed.authors[0].name):
        return None
    points = evidence(head, (place, places[-1]), parsed, dated, titles)
    if points < (ENOUGH if parsed.cue else ENOUGH_BARE):
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


def is_cells(head: Head, place: int) -> bool:
    """Is a line a row of a table that has no day in it: of a timetable, of a team?"""
    return "\t" in head.text(place).strip() and not head.line(place).days


def is_quoted(head: Head, place: int) -> bool:
    """Does a name behind a dash say whose words the line above are ("Ignorance is strength." - George Orwell)?"""
    above = head.text(place - 1).strip() if place > head.start else ""
    return head.text(place).lstrip().startswith(DASHES) and (above.startswith(QUOTES) or above.endswith(QUOTES))


def is_wire(head: Head, place: int, parsed: Parsed) -> bool:
    """Does a line name nobody but the agency of a dateline, which a sentence follows ("PARIS, March 5 (AFP) - The new bridge...")?"""
    text = head.text(place).strip()
    if not text.endswith(ENDS) or not all(name.organisation for name in parsed.authors):
        return False
    line = parsed_dateline(head, place, text)
    return line is not None and line.agency is not None and len(line.raw) < len(text)


def is_how(head: Head, place: int, name: str) -> bool:
    """Is one small word behind a cue word how or when something is done ("by bus", "by noon"), not a user? Users stand below titles."""
    above = head.text(place - 1).strip() if place > head.start else ""
    return " " not in name and name[:1].islower() and (not above[:1].isalpha() or head.text(place).rstrip().endswith("."))


def continued(head: Head, place: int, parsed: Parsed, dated: Collection[int]) -> list[tuple[int, Parsed | None]]:
    """The lines below that belong to the byline: another name, what joins it, the same again, a role, an address."""
    out: list[tuple[int, Parsed | None]] = []
    joins: list[int] = []  # lines of a comma or an "and" that wait for a name
    stop = place + 4
    for below in range(place + 1, head.stop):
        text = head.text(below).strip()
        if below >= stop or len(text) > LONGEST_ROLE or head.furniture(below) or below in dated:
            break
        if is_join(head, text):
            joins.append(below)
            stop = below + 3
            continue
        line = parse(head, below)
        same = line and line.whole and set(line.authors) <= set(parsed.authors)
        if same or is_role(text, head.cues):
            out.append((below, None))
        elif line and joins and more_names(head, line, text):
            out += [*((join, None) for join in joins), (below, line)]
            joins = []
        elif (
            line
            and not parsed.cue
            and below not in head.hit_places
            and more_names(head, line, text)
            and any(other in dated for other in range(below + 1, below + 3))
        ):
            out.append((below, line))
        else:
            break
    return out


def is_join(head: Head, text: str) -> bool:
    """Does a line hold only what stands between names, as in dumps that part them: a comma, "and"?"""
    languages = head.cues.joiners.get(text.lstrip(", "))
    return text in JOINS or (languages is not None and head.speaks(languages))


def more_names(head: Head, line: Parsed, text: str) -> bool:
    """Is this a line of further names only?"""
    persons = all(not name.organisation and likely(name, head, text) >= 0 for name in line.authors)
    return persons and line.whole and not line.cue and not line.shape
