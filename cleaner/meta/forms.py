"""The forms of datelines: place, day and agency before a dash, a bracket, a colon or a full stop, in any script."""

from __future__ import annotations

import re

from cleaner.fold import fold
from cleaner.meta.cues import Cues
from cleaner.meta.dates import printed
from cleaner.meta.eastern import east_asian
from cleaner.meta.names import Named, person
from cleaner.meta.outlets import SHORT_AGENCY, is_agency
from cleaner.meta.parts import Parts
from cleaner.meta.phrases import caseless, spaceless, word_form
from cleaner.meta.pieces import LISTED
from cleaner.meta.place import AFTER_DAY, MOST, SITE, placed, sourced, taken

LONGEST = 90  # characters up to the sign that ends a dateline
SIGN = re.compile(r"[–—―:：()（\[［【〔/／╱＼\\|电電讯訊]")  # one of them, or of the next, ends every dateline
WEAK_DASHES = frozenset(("-", "–", "_"))  # between words they join too
PAIRS = ("--", " -", "- ", ".-", ". ", "। ")
DASHES = re.compile(r"[–—―]|--|[\s.)/\u0600-\u06ff]-|\)\s?_")  # one of them is in every dash
LEAD = 10  # characters that tell the script
LONGEST_BETWEEN, LONGEST_CLOSED = 41, 51  # characters to the end of the sign before an agency
DASH = re.compile(
    r"\s*+(?:[.:]\s*+)?(?:[–—―]+|-{2,}|(?<=[\s.)/])-{1,2}(?=\s)|(?<=[.)])-|(?<=[\u0600-\u06ff])-(?=\s)|(?<=\)\s)_{1,2}(?=\s))\s*"
)
SHORTENED = re.compile(r", (?:[A-Z][a-z]{1,4}|(?:[A-Z]\.\s?)+[A-Z][a-z]{0,2})$")  # a region whose full stop is its own ("Va.", "N.Y.")
COLON = re.compile(r"\s?[:：]\s+")
AFTER_AGENCY = re.compile(r"\s*[.:,/–—-]+")
POINT = re.compile(r"[.।]\s+")
DAY_ALONE = re.compile(r"\(([^()]{6,24})\)\s+(?=[^\W\d_a-z])")
BETWEEN = re.compile(r"[^/\n]{2,40}?/\s*([^/]{2,20}?)\s*/\s?[.:,]?\s")
CLOSED = re.compile(r"^[^()\n]{0,50}\(([^()]{1,24})\)\s*[.:]?\s?(?=\S)")
GROUPED = re.compile(r"\(([^()]{2,40})\)\s?(?:[–—-]{1,2}|:)\s?")  # an agency behind the dash ("KARVEL, Ore.--(BUSINESS WIRE)--")
BARRED = re.compile(r"(\S[^|\n]{1,40}?)\s([^\s|]{2,12})\s\|\s")  # "KARVEL taz | "
SENDER = re.compile(r"([^\W\d_a-z]+(?: [^\W\d_a-z]+){1,2}) [–-] ")
LONGEST_GLUED = 5  # letters of an agency in capitals that the text is glued to
LEADING = re.compile(r"\(([^()]{2,24})\)\s?(?=[^\W\d_a-zß-öø-ÿ])")  # "(CNN)The council"
HYPHENED = re.compile(r"([^\W\d_][^\n،,:-]{1,24}?)\s?-\s?([^\W\d_]{2,12})\s")
SENTENCE_END = re.compile(r"[.!?]")


def parse(text: str, cues: Cues) -> Parts | None:
    """Read the beginning of a line as a dateline."""
    lead = text[:LONGEST]
    if SIGN.search(lead) is None and not any(pair in lead for pair in PAIRS) and not ("-" in lead and caseless(lead)):
        return None
    start = LISTED.match(text[:8])
    text = text[start.end() :] if start and start.end() < len(text) else text
    if spaceless(text[:LEAD]):
        return east_asian(text, cues)
    return day_alone(text, cues) or dashed(text, cues) or closed(text, cues) or barred(text, cues) or weak(text, cues)


def day_alone(text: str, cues: Cues) -> Parts | None:
    """A day in parentheses."""
    if text[0] == "(" and (group := DAY_ALONE.match(text)) and (days := printed(group[1], cues)):
        return Parts(group[0].strip(), None, None, group[1][days[0].start : days[0].end], True)
    return None


def dashed(text: str, cues: Cues) -> Parts | None:
    """Forms that a dash ends."""
    lead = text[:LONGEST]
    dash = DASH.search(lead) if DASHES.search(lead) else None
    if dash is None or dash.end() >= len(text):
        return None
    before, mark = text[: dash.start()], text[dash.start() : dash.end()].strip()
    if mark[0] == "." and SHORTENED.search(before):
        before = text[: dash.start() + 1]
    agency, day, place, region, dated = taken(before, cues)
    end = dash.end()
    behind = cues.agency_names.at(text, end)
    if agency is None and behind and (sign := AFTER_AGENCY.match(text, behind)):
        agency, end = text[end:behind], sign.end()
    elif agency is None and (group := GROUPED.match(text, end)) and (sent := sourced(group[1], cues)):
        end, late = day_behind(text, group.end(), cues)
        agency, day = sent[0], day or sent[1] or late
    raw = text[:end].rstrip()
    if not place:
        return before_place(text, end, placeless(raw, before, agency, day, cues), cues)
    shape = placed(place, cues)
    if shape is None or (day and place.strip(". ").lower() in cues.months):
        return None
    if agency or (day and shape == "caps"):
        found = Parts(raw, place, agency, day, True)
        return with_reporter(found, text, end, cues) if agency else found
    if text[end:].lstrip("\"“„«'‘ ")[:1].islower() and shape != "caseless":
        return None
    sure = shape == "caps" and mark not in WEAK_DASHES and not region
    return Parts(raw, place, None, day, sure, dashed=not region and mark not in ("-", "_"), dated=dated and shape == "title")


def with_reporter(found: Parts, text: str, end: int, cues: Cues) -> Parts:
    """A dateline that ends at a place of a text, with who sent it: behind it ("ANKARA (AA) - AHMET YILMAZ - "), or before a slash in it."""
    name, slash, place = (found.place or "").rpartition("/")
    if slash and is_reporter(name, cues):
        return found._replace(place=place, authors=(Named(name, False),))
    sent = SENDER.match(text, end)
    if sent and is_reporter(sent[1], cues):
        return found._replace(raw=text[: sent.end()].rstrip(), authors=(Named(sent[1], False),))
    return found


def is_reporter(text: str, cues: Cues) -> bool:
    """Is this the name of a person whose given name is known?"""
    return word_form(text.split(" ", 1)[0]) in cues.given and person(text, cues) == text


def placeless(raw: str, before: str, agency: str | None, day: str | None, cues: Cues) -> Parts | None:
    """A dateline of an agency or a day only ("(CNN) --", "Feb. 23, 2015 --")."""
    word = agency == before.strip(" .,") and len(agency) <= SHORT_AGENCY and agency.istitle()  # "Sir, -" begins a letter
    if agency and not word and (is_agency(agency, cues) or agency.isupper() or SITE.fullmatch(agency)):
        return Parts(raw, None, agency, day, True)
    if day and not agency and not before.replace(day, "").strip(" ,()"):
        return Parts(raw, None, None, day, True)
    return None


def before_place(text: str, end: int, found: Parts | None, cues: Cues) -> Parts | None:
    """A dateline that begins with an agency, with the place that a day or its capitals prove behind it ("(ANSA) - GENOVA, 05 MAR - ")."""
    if found is None or found.agency is None or found.day:
        return found
    more = dashed(text[end : end + LONGEST], cues)  # so much of it: agencies may come again and again
    if more is None or more.place is None or more.agency or not (more.day or more.sure):
        return found
    return more._replace(raw=text[:end] + more.raw, agency=found.agency, sure=True)


def closed(text: str, cues: Cues) -> Parts | None:
    """A place with an agency in parentheses or between slashes, and no dash ("London (CNN)It was", "МОСКВА. /ТАСС/.")."""
    between = BETWEEN.match(text) if "/" in text[:LONGEST_BETWEEN] else None
    if between and is_agency(between[1].strip(), cues):
        agency, day, place, *_ = taken(between[0].rstrip(" ."), cues)
        if place and placed(place.rstrip("."), cues):
            return Parts(between[0].strip(), place.rstrip("."), agency, day, True)
    first = LEADING.match(text) if text[0] == "(" else None
    if first and (is_agency(first[1], cues) or (first[0][-1] == ")" and first[1].isupper() and len(first[1]) <= LONGEST_GLUED)):
        return Parts(first[0].rstrip(), None, first[1], None, True)
    group = CLOSED.match(text) if "(" in text[:LONGEST_CLOSED] else None
    sent = sourced(group[1], cues) if group else None
    if group is None or sent is None:
        return None
    glued = text[group.end() - 1] == ")"
    if not glued and not is_agency(sent[0].split("/")[0], cues):
        return None
    raw = group[0].rstrip()
    agency, day, place, *_ = taken(raw.rstrip(" .:"), cues)
    following = text[group.end() : group.end() + 1]
    shape = placed(place, cues) if place and agency else None
    proved = day is not None or fold(place or "") in cues.cities  # where no capitals tell names
    if shape and (raw[-1] in ".:" or following.isupper() or (caseless(following) and proved)):
        return Parts(raw, place, agency, day, True)
    return None


def barred(text: str, cues: Cues) -> Parts | None:
    """A place and an agency or a paper before a bar ("KARVEL taz | "), or with a hyphen between them ("دمشق-سانا")."""
    if caseless(text[:LEAD]):
        joined = HYPHENED.match(text) if "-" in text[:LONGEST_BETWEEN] else None
        if joined and is_agency(joined[2], cues) and fold(joined[1]) in cues.cities:
            return Parts(joined[0].strip(), joined[1], joined[2], None, True)
        return None
    found = BARRED.match(text) if "|" in text[:LONGEST_BETWEEN] else None
    if found is None or not is_agency(found[2], cues) or placed(found[1], cues) != "caps":
        return None
    return Parts(found[0].strip(), found[1], found[2], None, True)


def lone(text: str, cues: Cues) -> Parts | None:
    """A place of one word, a day and an agency in parentheses, with nothing behind them."""
    if not text.endswith(")") or len(text) > LONGEST:
        return None
    agency, day, place, *_ = taken(text, cues)
    if not (agency and day and place) or " " in place or fold(place) in cues.given or placed(place, cues) is None:
        return None
    return Parts(text, place, agency, day, True)


def weak(text: str, cues: Cues) -> Parts | None:
    """A place before a colon or a full stop: only where a day stands beside it, the page proves the place or it is a city."""
    lead = text[:50]
    for sign, mark, shapes in ((":：", COLON, ("caps",)), (".।", POINT, ("caps", "title"))):
        found = mark.search(lead) if sign[0] in lead or sign[-1] in lead else None
        if found is None:
            continue
        sender, day, place, region, dated = taken(text[: found.start()], cues)
        shape = placed(place, cues) if place else None
        raw = text[: found.end()].rstrip()
        if place and sender and (shape == "caps" or fold(place) in cues.cities) and text[found.end()].isupper():
            return Parts(raw, place, sender, day, True)
        first = (place or "").split(",", 1)[0]
        proved = mark is COLON or (shape == "caps" and fold(first) in cues.cities)
        if place and dated and proved and shape in ("caps", "title") and text[found.end()].isupper():
            return Parts(raw, place, None, day, False, dated=True)
        fits = shape in shapes or (shape and region) or (shape == "caseless" and fold(place or "") in cues.cities)
        if place and fits and "," not in place and len(place.split()) <= MOST:
            end, late, agency = continued(text, found.end(), cues)
            if agency or (late and is_name(place, cues)):
                return Parts(text[:end].rstrip(), place, agency, day or late, True)
            sentence = SENTENCE_END.split(text[found.end() :], maxsplit=1)[0]
            return Parts(raw, place, None, day, False, behind=sentence.count(" ") + 1)
    return None


def is_name(place: str, cues: Cues) -> bool:
    """Has a place capitals and particles only, and is no short sentence ("Sunday was hot")?"""
    return all(token[:1].isupper() or caseless(token) or word_form(token) in cues.particles for token in place.split())


def continued(text: str, end: int, cues: Cues) -> tuple[int, str | None, str | None]:
    """A day and an agency behind the full stop of a place ("КИЇВ. 22 березня. УНІАН."): where they end, and both."""
    end, day = day_behind(text, end, cues)
    start = end + len(text[end : end + 3]) - len(text[end : end + 3].lstrip())
    site = SITE.match(text, start)
    behind = site.end() if site else cues.agency_names.at(text, start)
    if behind and (site or is_agency(text[start:behind], cues)) and (sign := AFTER_AGENCY.match(text, behind)):
        return sign.end(), day, text[start:behind]
    return end, day, None


def day_behind(text: str, end: int, cues: Cues) -> tuple[int, str | None]:
    """A day right behind a sign, and where what closes it ends."""
    days = printed(text[end : end + 30], cues)
    if not days or days[0].start:
        return end, None
    stop = end + days[0].end
    year = AFTER_DAY.match(text, stop)
    sign = AFTER_AGENCY.match(text, year.end(1) if year and word_form(year[1]) in cues.years else stop)
    return (sign.end(), text[end:stop]) if sign else (end, None)
