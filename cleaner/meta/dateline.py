"""Datelines: place, date and agency at the start of the body, by form; weak forms need a page that knows the place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cleaner.fold import fold
from cleaner.meta.cues import SPACELESS, WORD, Cues, word_form
from cleaner.meta.dates import printed
from cleaner.meta.head import Head
from cleaner.meta.evidence import LISTS
from cleaner.meta.names import caseless, is_acronym, is_agency, person
from cleaner.meta.pieces import LISTED
from cleaner.meta.window import ENDS
from cleaner.model import Dateline

LONGEST = 90  # characters up to the sign that ends a dateline
PROSE = 6  # lines of body, from the first on, that may begin with it
SHORTEST = 60  # characters of a line of body; half of that in scripts without spaces
DASH = re.compile(r"\s*[.:]?\s*(?:[–—―]+|-{2,}|(?<=[\s.)/])-{1,2}(?=\s)|(?<=[.)])-)\s*")
PAREN = re.compile(r"\s*[(（]\s*([^()（）]{1,48}?)\s*[)）]\s*\.?$")
SLASHES = re.compile(r"[\s.]*/\s*([^/]{2,30}?)\s*/\s*\.?$")
COLON = re.compile(r"\s?[:：]\s+")
POINT = re.compile(r"\.\s+")
DAY_ALONE = re.compile(r"\(([^()]{6,24})\)\s+(?=[^\W\d_a-z])")
BETWEEN = re.compile(r"[^/\n]{2,40}?/\s*([^/]{2,20}?)\s*/\s?[.:,]?\s")
CLOSED = re.compile(r"^[^()\n]{0,50}\(([^()]{1,24})\)\s*[.:]?\s?(?=\S)")
SITE = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,4}")
BRACKET = re.compile(r"\s*[【\[（(]([^【】\[\]（）()]{2,30})[】\]）)]")
WIRE = re.compile(r"\s*([^\s，。、0-9]{2,8}?)((?:\d{1,2}月)?\d{1,2}日)?[电電]")
PARTS = re.compile(r"[＝=／/・\s]+")
TITLES_ABOVE = 14  # lines above the body whose words may be a place's
LONGEST_TITLE = 160
STANDFIRSTS = 0  # lines of body that may stand before a place that nothing else proves; one more before capitals
STANDFIRST = 4  # lines above byline and date that may begin with it
FARTHEST = 12  # lines above the body's first
OWN_LINE = 24  # characters of a place on a line of its own
SENTENCE = 150  # characters of a line of body without an end mark
WEAK = 4  # only the first lines of body may begin with a form that proves nothing
LEAD = 10  # characters that tell the script
MOST = 4  # words of a place, without its region


class Parts(NamedTuple):
    """A dateline's parts as printed; `sure` if its form alone proves it."""

    raw: str
    place: str | None
    agency: str | None
    day: str | None
    sure: bool
    dashed: bool = False
    author: str | None = None


class Placed(NamedTuple):
    """The dateline, the place of its line among the rows, how sure, and the author it names, if any."""

    dateline: Dateline
    place: int
    how: str
    author: str | None = None


def find(head: Head, after: int) -> Placed | None:
    """The dateline near the body's start; `after` is the place of the last line of byline and date, or -1."""
    number = -1
    for place in candidates(head, after):
        text = head.text(place).strip()
        short = is_short(text)
        number += not short
        parts = own_line(head, place, after) if short else parse(text, head.cues)
        if parts is None or (parts.place and head.cues.reports.at(parts.place) == len(parts.place)):
            continue
        if parts.sure or (parts.dashed and number <= STANDFIRSTS + (parts.place or "").isupper() and alone(head, place, parts)):
            how = "by its form"
        elif not short and parts.place and number < WEAK and known(head, place, parts.place):
            how = "the page names the place"
        else:
            continue
        line = Dateline(parts.raw, parts.place, parts.agency, parts.day, full_name(parts.agency, head.cues))
        return Placed(line, place, how, parts.author)
    return None


def candidates(head: Head, after: int) -> Iterator[int]:
    """The places of the first lines of the body, and of prose just above."""
    rows, first = head.window.rows, head.window.first
    start = first if after < 0 or after > first else max(after - STANDFIRST, first - FARTHEST)
    count = 0
    for place in range(max(head.start, start), min(len(rows), first + 20)):
        text = head.text(place).strip()
        if head.furniture(place) or text.startswith(LISTS):
            continue
        if is_short(text):
            if place > after >= 0 and len(text) <= OWN_LINE and place <= max(first, after) + 3:
                yield place
            continue
        if not text.endswith(ENDS) and len(text) < SENTENCE:
            continue
        yield place
        count += place >= first
        if count == PROSE:
            return


def is_short(text: str) -> bool:
    """Is this line too short for body?"""
    return len(text) < (SHORTEST // 2 if SPACELESS.search(text[:LEAD]) else SHORTEST)


def own_line(head: Head, place: int, after: int) -> Parts | None:
    """A place on a line of its own right between the date and the body: with a full stop, or named in the body."""
    text = head.text(place).strip()
    name = text.rstrip(".")
    stop = text.endswith(".")
    if " " in name or not placed(name, head.cues) or place in head.hit_places or is_agency(name, head.cues) or is_acronym(name) or SPACELESS.search(name):
        return None
    if not stop and (place != after + 1 or place + 1 >= head.stop or is_short(head.text(place + 1).strip())):
        return None
    if head.language in head.cues.stop_words.get(fold(name), ()) or f" {name.lower()} " in head.whole and not caseless(name):
        return None
    others = (head.text(other) for other in range(head.window.first, min(head.window.last, head.window.first + 25)) if other != place)
    named = any(name in text for text in others)
    return Parts(text, name, None, None, True) if named or (stop and known(head, place, name)) else None


def alone(head: Head, place: int, parts: Parts) -> bool:
    """May a place that the page does not name stand before a dash: one word, and no dash that closes what the first one opens?"""
    name, text = parts.place or "", head.text(place).strip()
    behind = text[len(parts.raw) : len(parts.raw) + 200]
    if len(name.split()) > (3 if name.isupper() else 1) or not text.endswith(ENDS) or any(sign in behind for sign in (" – ", " — ", " - ")):
        return False
    form = fold(name)
    return f" {form} " not in head.whole and not head.cues.stop_words.get(form) and form not in head.cues.weekdays


def full_name(agency: str | None, cues: Cues) -> str | None:
    """The agencies of a printed group such as "Reuters/dpa" in full, where any is known."""
    if not agency:
        return None
    known = [cues.agencies.get(fold(part)) for part in [agency, *re.split(r"\s?[/,&+]\s?", agency)]]
    return known[0] or " / ".join(name for name in known[1:] if name) or None


def parse(text: str, cues: Cues) -> Parts | None:
    """Read the beginning of a line as a dateline."""
    start = LISTED.match(text[:8])
    text = text[start.end() :] if start and start.end() < len(text) else text
    if SPACELESS.search(text[:LEAD]):
        return east_asian(text, cues)
    return dashed(text, cues) or closed(text, cues) or weak(text, cues)


def dashed(text: str, cues: Cues) -> Parts | None:
    """Forms that a dash ends, and a day in parentheses."""
    if text[0] == "(" and (group := DAY_ALONE.match(text)) and (days := printed(group[1], cues)):
        return Parts(group[0].strip(), None, None, group[1][days[0].start : days[0].end], True)
    dash = DASH.search(text[:LONGEST])
    if dash is None or dash.end() >= len(text):
        return None
    before, mark = text[: dash.start()], text[dash.start() : dash.end()].strip()
    raw = text[: dash.end()].rstrip()
    agency, day, place, region = taken(before, cues)
    behind = cues.agency_names.at(text, dash.end())
    if agency is None and behind and re.match(r"\s*[.:,/–—-]", text[behind:]):
        agency, raw = text[dash.end() : behind], text[:behind] + re.match(r"\s*[.:,/–—-]*", text[behind:])[0].rstrip()  # type: ignore[index]
    if day and not place and not agency and not before.strip(" ()").replace(day, "").strip(" ,()"):
        return Parts(raw, None, None, day, True)
    if agency and not place:
        return Parts(raw, None, agency, day, True) if is_agency(agency, cues) or agency.isupper() or SITE.fullmatch(agency) else None
    if not place or (day and place.strip(". ").lower() in cues.month_words):
        return None
    shape = placed(place, cues)
    if shape is None:
        return None
    following = text[dash.end() :].lstrip("\"“„«'‘ ")[:1]
    if agency or (day and shape == "caps"):
        return Parts(raw, place, agency, day, True)
    if following.islower() and shape != "caseless":
        return None
    sure = shape == "caps" and mark not in ("-", "–") and not region
    return Parts(raw, place, None, day, sure, dashed=not region and mark != "-")


def taken(before: str, cues: Cues) -> tuple[str | None, str | None, str | None, bool]:
    """Agency, day, place of what stands before the mark; and if a region stood in parentheses."""
    agency = day = None
    region = False
    group = PAREN.search(before) or SLASHES.search(before)
    if group:
        inner = group[1].strip()
        if printed(inner, cues):
            day, before = inner, before[: group.start()]
        elif is_source(inner, cues):
            agency, before = inner, before[: group.start()]
        else:
            region = True
    days = printed(before, cues)
    if days:
        day, before = before[days[0].start : days[0].end], before[: days[0].start] + before[days[0].end :]
    parts = [part.strip() for part in before.split(",") if part.strip(" .,")]
    sites = [part for part in parts if SITE.fullmatch(part) or (len(parts) > 1 and is_agency(part, cues))]
    if sites and agency is None:
        agency = sites[0]
        parts = [part for part in parts if part not in sites]
    place = ", ".join(parts).strip(" ,/")
    if agency is None and is_agency(place, cues):
        return place, day, None, region
    return agency, day, place or None, region


def is_source(text: str, cues: Cues) -> bool:
    """Is what stands in parentheses an agency: known, or short and in capitals, or several of them?"""
    if is_agency(text, cues) or SITE.fullmatch(text):
        return True
    parts = [part.strip() for part in re.split(r"[/,&+-]", text)]
    if any(is_agency(part, cues) for part in parts):
        return True
    return " " not in text and text.isalnum() and (text.isupper() and 2 <= len(text) <= 12 or text.islower() and 2 <= len(text) <= 4)


def placed(place: str, cues: Cues) -> str | None:
    """The shape of a place: "caps", "title", "caseless"; None if it is none."""
    bare = PAREN.sub("", place)
    first = bare.split(",")[0].strip()
    tokens = [token for token in re.split(r"[\s/]+", first) if token]
    if not tokens or len(tokens) > MOST or len(place) > 60 or re.search(r"[!?;\"“”«»:|•]", place):
        return None
    if caseless(first):
        return "caseless" if all(WORD.match(token) for token in tokens) else None
    if any(sign.isdigit() for sign in first):
        return None
    if first.upper() == first and len(first) > 2:
        return "caps"
    if tokens[0][:1].isupper() and tokens[-1][:1].isupper() and all(t[:1].isupper() or fold(t) in cues.particles or len(t) < 4 for t in tokens):
        return "title"
    return None


def closed(text: str, cues: Cues) -> Parts | None:
    """A place with an agency in parentheses or between slashes, and no dash ("London (CNN)It was", "МОСКВА. /ТАСС/.")."""
    between = BETWEEN.match(text)
    if between and is_agency(between[1].strip(), cues):
        agency, day, place, _ = taken(between[0].rstrip(" ."), cues)
        if place and placed(place.rstrip("."), cues):
            return Parts(between[0].strip(), place.rstrip("."), agency, day, True)
    group = CLOSED.match(text)
    if group is None or not is_source(group[1], cues):
        return None
    glued = text[group.end() - 1] == ")"
    if not glued and not is_agency(group[1].split("/")[0], cues):
        return None
    raw = group[0].rstrip()
    agency, day, place, _ = taken(raw.rstrip(" .:"), cues)
    following = text[group.end() : group.end() + 1]
    if place and placed(place, cues) and agency and (raw[-1] in ".:" or following.isupper()):
        return Parts(raw, place, agency, day, True)
    return None


def weak(text: str, cues: Cues) -> Parts | None:
    """A place before a colon or a full stop: only where the page proves the place."""
    for mark, shapes in ((COLON, ("caps",)), (POINT, ("caps", "title"))):
        found = mark.search(text[:50])
        if found is None:
            continue
        _, day, place, region = taken(text[: found.start()], cues)
        shape = placed(place, cues) if place else None
        if place and (shape in shapes or (shape and region)) and "," not in place and len(place.split()) <= MOST:
            return Parts(text[: found.end()].rstrip(), place, None, day, False)
    return None


def known(head: Head, place: int, name: str) -> bool:
    """Does the page know the place elsewhere: after a preposition, as a line of its own, or in a title?"""
    bare = PAREN.sub("", name).split(",")[0].strip()
    if "/" in bare:
        return any(known(head, place, part.strip()) for part in bare.split("/") if part.strip())
    if any(after_preposition(head, form) for form in {bare, bare.title()}):
        return True
    folded, own = fold(bare), head.text(place).strip()
    if folded in head.page.folded:
        return True
    for other in range(max(head.start, place - TITLES_ABOVE), place):
        text = head.folded(other)
        if len(text) < LONGEST_TITLE and not own.startswith(head.text(other).strip()[:30]) and re.search(rf"\b{re.escape(folded)}(?:s|er|i|n)?\b(?!:)", text):
            return True
    return False


def after_preposition(head: Head, name: str) -> bool:
    """Does a name stand behind a preposition, and not as the first word of a longer name?"""
    place = head.whole.find(name)
    while place >= 0:
        before = head.whole[max(0, place - 12) : place].replace("\u00a0", " ")
        behind = head.whole[place + len(name) : place + len(name) + 2]
        word = before[:-1].rpartition(" ")[2].rpartition("\n")[2] if before.endswith((" ", "\n")) else ""
        if word_form(word) in head.cues.prepositions and not behind[:1].isalnum() and not (behind[:1] == " " and behind[1:].isupper()):
            return True
        place = head.whole.find(name, place + 1)
    return False


def east_asian(text: str, cues: Cues) -> Parts | None:
    """Chinese, Japanese and Korean forms: agency, place and day before 电, or in brackets."""
    agency = next((text[:size] for size in range(6, 1, -1) if is_agency(text[:size], cues)), None)
    if agency or text.startswith("本报") or text.startswith("本報"):
        lead = len(agency or "本报")
        wire = WIRE.match(text, lead)
        if wire and wire.end() <= 30:
            return Parts(text[: wire.end()], wire[1].strip(), agency, wire[2], True)
    group = BRACKET.match(text)
    if group is None:
        return None
    parts = [part for part in PARTS.split(group[1]) if part]
    found = next((part for part in parts if is_agency(part, cues)), None)
    days = printed(group[1], cues)
    if found is None:
        parts = [part for part in parts if not cues.after.find(part)]
        glued = next(((part, name) for part in parts for name in (part[-size:] for size in range(5, 1, -1)) if len(part) > len(name) and is_agency(name, cues)), None)
        if glued:
            found, parts = glued[1], [glued[0][: -len(glued[1])]]
    rest = [part for part in parts if part != found and not any(sign.isdigit() for sign in part) and not cues.after.find(part)]
    if found is None and not re.search(r"[＝=]", group[1]) and not cues.after.glued_in(group[1]):
        return None
    author = next((part for part in rest[1:] if person(part, cues)), None)
    return Parts(group[0].strip(), rest[0] if rest else None, found, group[1][days[0].start : days[0].end] if days else None, True, author=author)
