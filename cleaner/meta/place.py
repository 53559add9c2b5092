"""What stands before the mark of a dateline: a place, a day, an agency, in any order that the press prints."""

from __future__ import annotations

import re
from typing import NamedTuple

from cleaner.fold import fold
from cleaner.meta.cues import Cues
from cleaner.meta.dates import printed
from cleaner.meta.outlets import is_agency
from cleaner.meta.phrases import WORD, caseless, word_form

MOST = 4  # words of a place, without its region
PAREN = re.compile(r"\s*[(（]\s*([^()（）]{1,48}?)\s*[)）]\s*\.?$")
SLASHES = re.compile(r"[\s.]*/\s*([^/]{2,30}?)\s*/\s*\.?$")
SQUARE = re.compile(r"(?<=\w)\s*\[[^\W\d_][^\[\]\d]{1,28}\](?=\s*(?:[,(]|$))")  # a country ("Place [Country], 3 May (AGENCY):")
PICTURE = re.compile(r"\s*/[^/:]+:.*")  # whose picture it is, behind the agency ("AGENCY/Photo: Jo March")
AFTER_DAY = re.compile(r"\s*([^\W\d_]{1,8})\.?(?!\w)")  # perhaps a word for "year"
JOINER = re.compile(r"(?<=[\w,]\s)([^\W\d_]{1,3})\s*$")  # a word between place and day
REGIONS = frozenset(("Ore.", "Mo."))  # American states that are an hour in Italian and a Monday in German
SHORT_DAY = re.compile(r"(?<=\w)[\s,]+(\d{1,2}[/.]\d{1,2}\.?)$")  # behind an agency ("TTXVN 5/3")
SITE = re.compile(r"[\w-]+(?:\.[\w-]+)*\.[A-Za-z]{2,4}")
STATION = re.compile(r"[KW][A-Z]{2,3}(?:-TV)?")  # call letters of American stations ("KMOV/Gray News")
JOINING = re.compile(r"[/,&+-]")
NO_PLACE = frozenset('!?;"“”«»:|•')


class Taken(NamedTuple):
    """The parts as printed; `region` if parentheses hold one; `dated` if the day stands last, behind a comma or alone in parentheses."""

    agency: str | None
    day: str | None
    place: str | None
    region: bool = False
    dated: bool = False


def taken(before: str, cues: Cues) -> Taken:
    """Agency, day and place of what stands before the mark."""
    agency = day = None
    region = dated = False
    if "[" in before:
        before = SQUARE.sub("", before)
    group = (PAREN.search(before) if "(" in before or "（" in before else None) or (SLASHES.search(before) if "/" in before else None)
    if group:
        inner = group[1].strip()
        if sent := sourced(inner, cues):
            (agency, day), before = sent, before[: group.start()]
        elif days := printed(inner, cues):
            day, before = inner, before[: group.start()]
            dated = days[0].end - days[0].start == len(inner)
        else:
            region = True
    days = printed(before, cues)
    if days:
        start, end = days[0].start, days[0].end
        year = AFTER_DAY.match(before, end)
        behind = before[year.end() if year and word_form(year[1]) in cues.years else end :]
        lead = without_joiner(before[:start], cues)
        dated = not behind.strip(" ,.") and lead.rstrip().endswith(",")
        day, before = before[start:end], lead + behind
    parts = [part.strip() for part in before.split(",") if part.strip(" .,")]
    parts = [part for part in parts if part in REGIONS or not tells_time(fold(part), cues)]
    sites = [part for part in parts if SITE.fullmatch(part) or (len(parts) > 1 and is_agency(part, cues))]
    if sites and agency is None:
        agency = sites[0]
        parts = [part for part in parts if part not in sites]
    place = ", ".join(parts).strip(" ,/")
    if agency is None and is_agency(place, cues):
        return Taken(place, day, None, region)
    for sign in "/ " if agency is None else "":
        town, _, sender = place.rpartition(sign)
        sure = sign == "/" or day is not None or town.isupper() or caseless(town)
        if town and sure and is_agency(sender, cues) and not is_agency(town, cues):
            town = town.strip(" ,") if "," in town else town.strip(" .")
            return Taken(sender, day, town, region, dated)  # "STOCKHOLM/TT", "بيروت رويترز"
    return Taken(agency, day, place or None, region, dated)


def tells_time(form: str, cues: Cues) -> bool:
    """Is a folded part a weekday or a word beside times, and no city ("Tehran time")?"""
    return form in cues.weekdays or (form in cues.clock and form not in cues.cities)


def without_joiner(lead: str, cues: Cues) -> str:
    """What stands before a day, without the small word that joins both ("Place, le 24 mars", "Place, den 3. Mai")."""
    joiner = JOINER.search(lead)
    return (
        lead[: joiner.start()]
        if joiner and (joiner[1].islower() or caseless(joiner[1])) and word_form(joiner[1]) in cues.stop_words
        else lead
    )


def sourced(inner: str, cues: Cues) -> tuple[str, str | None] | None:
    """The agency in parentheses, and the day that stands with it there ("AFP, 5 mars", "TTXVN 5/3"); None if there is no agency."""
    days = printed(inner, cues)
    spans = [(days[0].start, days[0].end)] if days else [short.span(1)] if (short := SHORT_DAY.search(inner)) else []
    for start, end in spans:
        agency = (inner[:start] + inner[end:]).strip(" ,–-")
        if is_source(agency, cues):
            return agency, inner[start:end]
    return (PICTURE.sub("", inner), None) if is_source(inner, cues) else None


def is_source(text: str, cues: Cues) -> bool:
    """Is what stands in parentheses an agency: known, or short and in capitals, or several of them?"""
    if is_agency(text, cues) or SITE.fullmatch(text):
        return True
    parts = [part.strip() for part in JOINING.split(text)]
    if any(is_agency(part, cues) or ("/" in text and STATION.fullmatch(part)) for part in parts):
        return True
    return " " not in text and text.isalnum() and ((text.isupper() and 2 <= len(text) <= 12) or (text.islower() and 2 <= len(text) <= 4))


def placed(place: str, cues: Cues) -> str | None:
    """The shape of a place: "caps", "title", "caseless"; None if it is none."""
    bare = PAREN.sub("", place) if ")" in place or "）" in place else place
    first = bare.split(",")[0].strip()
    tokens = first.replace("/", " ").split()
    if not tokens or WORD.search(first) is None or len(tokens) > MOST or len(place) > 60:
        return None
    if not NO_PLACE.isdisjoint(place) or ". ." in place:
        return None
    if caseless(first):
        return "caseless" if all(WORD.match(token) for token in tokens) else None
    if any(sign.isdigit() for sign in first):
        return None
    if first.upper() == first and len(first) > 2:
        return "caps"
    named = all(token[:1].isupper() or len(token) < 4 or word_form(token) in cues.particles for token in tokens)
    if named and tokens[0][:1].isupper() and tokens[-1][:1].isupper():
        return "title"
    return None
