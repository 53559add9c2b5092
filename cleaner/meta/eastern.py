"""The forms of Chinese, Japanese and Korean datelines: agency, place and day before 电 or 讯, or in brackets, and who sent them."""

from __future__ import annotations

import re

from cleaner.fold import fold
from cleaner.meta.cues import Cues
from cleaner.meta.dates import printed
from cleaner.meta.names import Named, person
from cleaner.meta.outlets import is_agency
from cleaner.meta.parts import Parts
from cleaner.meta.reporter import PARTED, filed, people, surnamed

LONGEST_WIRE = 30  # characters of a Chinese dateline
LONGEST_AGENCY = 6  # characters of an agency before a place
OWN = ("本报", "本報")  # what a paper prints where agencies stand
DAY = r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日"
BRACKET = re.compile(r"\s*[【\[（(]([^【】\[\]（）()]{2,30})[】\]）)]")
WIRE = re.compile(rf"\s*([^\s，。、（(0-9]{{2,8}}?)\s?({DAY})?[专專]?[电電](?![话話视視影台脑腦子力])")
NEWS = re.compile(rf"\s*([^\s，。、（(0-9]{{2,8}}?)??\s?({DAY})?[讯訊]")  # only with a day, or right behind the paper
OUTLET = re.compile(rf"[^\s，。、（(0-9]{{1,8}}?[网網报報社台刊闻聞端]([^\s，。、（(0-9]{{2,4}})??\s?({DAY})?\s?(?:[电電讯訊]|消息)")
SENT = re.compile(rf"(.+?)({DAY})[^\d，。]{{0,4}}?[电電](?:[报報][导導道])?")  # all of a dateline in brackets
REPORTER = re.compile(r"\s*[（(]([^（）()]{2,40})[）)]")  # behind it
ANY_DAY = re.compile(r"(?<!\d)(?:\d{1,2}[月월]\s?)?\d{1,2}[日일]")
OPENS = ("（", "(", " ", "\u3000")
PARTS = re.compile(r"[＝=／/・\s]+")
PLACE_SIZES = (2, 3, 4)  # characters of a place glued to a name, the likeliest first


def east_asian(text: str, cues: Cues) -> Parts | None:
    """A dateline at the beginning of a line in one of these scripts."""
    sent = filed(text, cues)
    if sent and sent.end < len(text):
        return Parts(text[: sent.end], sent.place, None, None, True, authors=sent.authors)
    group = BRACKET.match(text)
    if group:
        return in_brackets(group, cues) or bracketed(group, cues)
    return wire(text, cues)


def agency_at(text: str, cues: Cues) -> str | None:
    """The agency that a text begins with."""
    return next((text[:size] for size in range(LONGEST_AGENCY, 1, -1) if is_agency(text[:size], cues)), None)


def wire(text: str, cues: Cues) -> Parts | None:
    """Agency or paper, place and day before 电 or 讯, and the reporters in brackets behind it ("新华社北京3月5日电（记者王小明）")."""
    agency = agency_at(text, cues)
    begins = agency or next((own for own in OWN if text.startswith(own)), None)
    if begins is None:
        return of_outlet(text, cues)
    found = WIRE.match(text, len(begins))
    if found is None or found.end() > LONGEST_WIRE or cues.by.find_glued(found[1]):
        found = NEWS.match(text, len(begins))
        if found is None or not (found[2] or (found[1] is None and text.startswith(OPENS, found.end()))):
            return None
    signed = REPORTER.match(text, found.end())
    authors = (people(signed[1], cues)[0] or surnamed(signed[1], cues)) if signed else ()
    end = signed.end() if signed and authors else found.end()
    return Parts(text[:end], found[1], agency, found[2], True, authors=authors) if found[1] or agency or authors else None


def of_outlet(text: str, cues: Cues) -> Parts | None:
    """The same of a paper or a site, which only the reporter in brackets proves ("人民网北京3月5日电（记者王小明）")."""
    found = OUTLET.match(text)
    signed = REPORTER.match(text, found.end()) if found else None
    authors = people(signed[1], cues)[0] if signed else ()
    if found is None or signed is None or not authors:
        return None
    return Parts(text[: signed.end()], found[1], None, found[2], True, authors=authors)


def in_brackets(group: re.Match[str], cues: Cues) -> Parts | None:
    """The same in brackets, the reporter before the place ("（中央社記者王小明基隆5日電）")."""
    inner = group[1]
    agency = agency_at(inner, cues)
    begins = agency or next((own for own in OWN if inner.startswith(own)), "")
    found = SENT.fullmatch(inner, len(begins)) if begins else None
    if found is None:
        return None
    before = found[1].strip()
    cue = cues.by.find_glued(before)
    if cue is None or cue[0]:
        return Parts(group[0].strip(), before, agency, found[2], True)
    names, place = sender(before[cue[1] :], cues)
    authors = people(before[: cue[1]] + "、".join(names), cues)[0]
    return Parts(group[0].strip(), place, agency, found[2], True, authors=authors)


def sender(text: str, cues: Cues) -> tuple[list[str], str | None]:
    """The names of reporters, and the place that stands behind the last of them, most often without a blank.

    A city that is known tells where it begins; else three characters are a name, or two if no more than two would be left.
    """
    *names, last = [part for part in PARTED.split(text) if part] or [""]
    if len(last) < 4:
        return (names, last) if names else ([last], None)
    sizes = [size for size in PLACE_SIZES if len(last) - size > 1]
    size = next((size for size in sizes if fold(last[-size:]) in cues.cities), max(2, len(last) - 3))
    return [*names, last[:-size]], last[-size:]


def bracketed(group: re.Match[str], cues: Cues) -> Parts | None:
    """A dateline in brackets: place and agency, place and author, a day."""
    inner = group[1]
    parts = [part for part in PARTS.split(inner) if part]
    reporter = cues.after.glued_in(inner)
    found = next((part for part in parts if is_agency(part, cues)), None)
    if found is None:  # "ロンドン共同": both in one word
        tails = ((part, part[-size:]) for part in parts for size in range(5, 1, -1) if len(part) > size)
        glued = next(((part, tail) for part, tail in tails if is_agency(tail, cues)), None)
        if glued:
            found, parts = glued[1], [glued[0][: -len(glued[1])]]
    if found is None and not reporter and "=" not in inner and "＝" not in inner:
        return None
    rest = [part for part in parts if part != found and not any(sign.isdigit() for sign in part) and not cues.after.find(part)]
    days = printed(inner, cues)
    short = None if days else ANY_DAY.search(inner)
    day = inner[days[0].start : days[0].end] if days else short and short[0]
    author = next((part for part in rest[1:] if person(part, cues)), None)
    return Parts(group[0].strip(), rest[0] if rest else None, found, day, True, authors=(Named(author, False),) if author else ())
