"""The line of a Chinese reporter: who, a slash, and whence it was reported ("記者王小明／花蓮報導"), alone or before the first sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cleaner.meta.cues import Cues
from cleaner.meta.names import EDGES, Named, east_asian, organisation
from cleaner.meta.phrases import spaceless

LONGEST = 40  # characters of such a line
SHORTEST_CUE = 2  # characters of a cue word: one may be a part of a name
LONGEST_OUTLET, LONGEST_PLACE, LONGEST_NAME = 8, 8, 4  # characters of an outlet before the cue word, of a place, of a name
SHORTEST_OUTLET = 2
LONGEST_BARE = 3  # characters of a name that no cue word announces
CLOSING = {"【": "】", "〔": "〕", "[": "]", "［": "］", "(": ")", "（": "）"}
SLASH = re.compile(r"\s*[/／╱\\＼]\s*")
PARTED = re.compile(r"[\s、，,&＆]+")
STOP = re.compile(r"[\s:：]|$")
SIGNS = re.compile(r"\s*[|丨｜:：/／＝=・]\s*(?=\S)")  # between a word and the names that it tells
NO_PLACE = re.compile(r"[\d，。；！？:：]")


class Filed(NamedTuple):
    """What a reporter's line tells: the authors, the place, if any, the word that announces them, and where in the text it ends."""

    authors: tuple[Named, ...]
    place: str | None
    cue: str
    end: int


def marked(text: str, cues: Cues) -> tuple[str, int, int] | None:
    """The word before a bar or the like that tells who wrote ("文丨王小明 编辑丨李大海"), and from where to where the names stand."""
    mark = max((mark for mark in cues.marks if text.startswith(mark)), key=len, default="") if spaceless(text[:1]) else ""
    found = SIGNS.match(text, len(mark)) if mark else None
    if found is None or cues.by.at(text):
        return None  # "文／图 王小明" has a longer one
    start, end = found.end(), len(text)
    if SIGNS.search(text, start):  # others are named too
        end = start + len(text[start:].split(None, 1)[0])
    return mark, start, end


def filed(text: str, cues: Cues) -> Filed | None:
    """Read the beginning of a text as a reporter's line."""
    if not spaceless(text[:LONGEST]):
        return None
    for inner, end in leads(text):
        found = with_slash(inner, cues) or with_whence(inner, cues) or (with_outlet(inner, cues) if inner == text else None)
        if found:
            return found._replace(end=end)
    return None


def leads(text: str) -> Iterator[tuple[str, int]]:
    """What may be a reporter's line at the beginning of a text, and where it ends: a group in brackets, or what a blank ends."""
    closing = CLOSING.get(text[:1])
    if closing:
        end = text.find(closing, 1, LONGEST + 2)
        if end > 0:
            yield text[1:end].strip(), end + 1
        return
    for stop in STOP.finditer(text[: LONGEST + 1]):
        if stop.start() < min(len(text), LONGEST) or len(text) <= LONGEST:
            yield text[: stop.start()], stop.start()


def with_slash(text: str, cues: Cues) -> Filed | None:
    """Names, a slash, perhaps a place, and the word for a report."""
    start = cues.filed.ends(text)
    parts = SLASH.split(text[:start]) if start else []
    if len(parts) < 2 or any(len(part) > LONGEST_OUTLET for part in parts[:-2]):
        return None
    place = parts[-1].strip(EDGES)
    if place and not is_place(place):
        return None
    authors, cue = people(parts[-2], cues)
    if not authors and not parts[:-2]:
        authors = bare(parts[0], cues, alone=not place)
    return Filed(authors, place or None, cue or text[start:], 0) if authors else None


def with_whence(text: str, cues: Cues) -> Filed | None:
    """Names behind a cue word, and the place behind a word for sending ("記者 王小明 發自香港")."""
    found = cues.whence.find_glued(text)
    if found is None:
        return None
    before, spaced = text[: found[0]].strip(EDGES), text[found[1] : found[1] + 1].isspace()
    authors, cue = people(before, cues)
    if not authors and spaced:  # not "王大明 發自內心"
        authors, cue = surnamed(before, cues), text[slice(*found)]
    places = [place for place in PARTED.split(text[found[1] :].strip(EDGES)) if place]
    if not authors or not places or not all(map(is_place, places)):
        return None
    return Filed(authors, places[0], cue, 0)


def with_outlet(text: str, cues: Cues) -> Filed | None:
    """An outlet, a cue word and names, and nothing else ("新京报记者 王小明"); glued to the word, only names with frequent surnames."""
    authors, cue = people(text, cues)
    start = text.find(cue) + len(cue)
    if not authors or start - len(cue) < SHORTEST_OUTLET:
        return None
    glued = PARTED.match(text, start) is None
    return Filed(authors, None, cue, 0) if not glued or surnamed("、".join(name.name for name in authors), cues) else None


def is_place(text: str) -> bool:
    """May this be the name of a place: few signs, no number, no stop?"""
    return spaceless(text[:1]) and len(text) <= LONGEST_PLACE and NO_PLACE.search(text) is None


def people(text: str, cues: Cues) -> tuple[tuple[Named, ...], str]:
    """The names behind cue words, the first of which an outlet may precede, and that cue word; or nothing."""
    names: list[str] = []
    cue = ""
    for printed in PARTED.split(text.strip(EDGES)):
        part, found = printed, cues.by.find_glued(printed)
        if found and found[1] - found[0] >= SHORTEST_CUE and not (cue and found[0]):
            if (cues.others.at(part, found[0]) or 0) > found[1]:
                return (), ""  # a press conference
            cue, part = cue or part[found[0] : found[1]], part[found[1] :].strip(EDGES)
        if cue and part and (cues.others.at(part) or 0) < min(len(part), SHORTEST_CUE):  # else it is who took the picture
            names.append(part)
    if not names or text.index(cue) > LONGEST_OUTLET or not all(1 < len(name) <= LONGEST_NAME and east_asian(name) for name in names):
        return (), ""
    return tuple(Named(name, False) for name in names), cue


def bare(text: str, cues: Cues, alone: bool) -> tuple[Named, ...]:
    """A desk, or names of three signs that begin with a frequent surname, if they are not `alone`: a place may stand so."""
    desk = organisation(text, cues)
    if desk:
        return (Named(desk, True),)
    return () if alone else surnamed(text, cues, LONGEST_BARE)


def surnamed(text: str, cues: Cues, least: int = 2) -> tuple[Named, ...]:
    """Names of no more than three signs that begin with a frequent surname; nothing if the text holds anything else."""
    names = [name for name in PARTED.split(text.strip()) if name]
    sure = all(least <= len(name) <= LONGEST_BARE and east_asian(name) and name[0] in cues.given for name in names)
    return tuple(Named(name, False) for name in names) if sure else ()
