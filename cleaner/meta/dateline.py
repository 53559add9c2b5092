"""The dateline of a page: looked for at the start of the body; a weak form needs a page that knows the place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from cleaner.fold import fold
from cleaner.meta.cues import Cues
from cleaner.meta.evidence import LISTS
from cleaner.meta.forms import LEAD, lone, parse
from cleaner.meta.head import Head
from cleaner.meta.names import Named, is_acronym
from cleaner.meta.outlets import is_agency
from cleaner.meta.parts import Parts
from cleaner.meta.phrases import caseless, spaceless, word_form
from cleaner.meta.place import PAREN, placed
from cleaner.meta.window import ENDS
from cleaner.model import Dateline

PROSE = 6  # lines of body, from the first on, that may begin with it
SHORTEST = 60  # characters of a line of body; half of that in scripts without spaces
SENTENCE = 150  # characters of a line of body without an end mark
TITLES_ABOVE = 14  # lines above the body whose words may be a place's
LONGEST_TITLE = 160
STANDFIRSTS = 0  # lines of body that may stand before a place that nothing else proves; one more before capitals
STANDFIRST = 4  # lines above byline and date that may begin with it
FARTHEST = 12  # lines above the body's first
OWN_LINE = 24  # characters of a place on a line of its own
SENTENCE_WORDS = 4  # words of the sentence behind a place that nothing but its form proves
DATED = 2  # only the first two may begin with a place that a day proves: below stand lists of events
COLONS = (":", "：")
QUOTES = " \"“”„«‘'"  # before a sentence
ENTRIES = 6  # lines around it, none of which may begin so too
WEAK = 4  # only the first lines of body may begin with a form that proves nothing


class Placed(NamedTuple):
    """The dateline, the place of its line among the rows, how sure, and the authors it names."""

    dateline: Dateline
    place: int
    how: str
    authors: tuple[Named, ...] = ()


def find(head: Head, after: int) -> Placed | None:
    """The dateline near the body's start; `after` is the place of the last line of byline and date, or -1."""
    number = -1
    for place in candidates(head, after):
        text = head.text(place).strip()
        short = is_short(text)
        number += not short
        parts = own_line(head, place, after) if short else parsed(head, place, text)
        if parts is None or (parts.place and head.cues.reports.at(parts.place) == len(parts.place)):
            continue
        if parts.sure or (parts.dashed and number <= STANDFIRSTS + (parts.place or "").isupper() and alone(head, place, parts)):
            how = "by its form"
        elif parts.dated and number < DATED and by_day(head, place, parts):
            how = "by its day"
        elif parts.dated and parts.raw.endswith(COLONS):
            continue
        elif not short and parts.place and number < WEAK and known(head, place, parts.place):
            how = "the page names the place"
        elif not short and parts.place and number < WEAK and is_city(head, parts, text, number):
            how = "a city that is known"
        elif not short and parts.raw.endswith(".") and number == 0 and custom(head, "point") and bare_word(head, parts):
            how = "by the custom of its press"
        else:
            continue
        line = Dateline(parts.raw, parts.place, parts.agency, parts.day, full_name(parts.agency, head.cues))
        return Placed(line, place, how, parts.authors)
    return None


def parsed(head: Head, place: int, text: str) -> Parts | None:
    """The beginning of a line as a dateline; `text` is the line without indent."""
    index, known = head.window.rows[place], head.noted.datelines
    if index not in known:
        known[index] = parse(text, head.cues)
    return known[index]


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
            below = place > after >= 0 and len(text) <= OWN_LINE and place <= max(first, after) + 3
            if below or (place <= first and lone(text, head.cues)):
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
    return len(text) < (SHORTEST // 2 if spaceless(text[:LEAD]) else SHORTEST)


def own_line(head: Head, place: int, after: int) -> Parts | None:
    """A place on a line of its own right between the date and the body: with a full stop, or named in the body."""
    text = head.text(place).strip()
    if whole := lone(text, head.cues):
        return whole
    name = text.rstrip(".")
    stop = text.endswith(".")
    if " " in name or not placed(name, head.cues) or is_agency(name, head.cues) or is_acronym(name) or spaceless(name):
        return None
    if place in head.hit_places or not (stop or (place == after + 1 < head.stop - 1 and not is_short(head.text(place + 1).strip()))):
        return None
    if head.language in head.cues.stop_words.get(fold(name), ()) or (f" {name.lower()} " in head.whole and not caseless(name)):
        return None
    others = [head.text(other) for other in range(head.window.first, min(head.window.last, head.window.first + 25)) if other != place]
    named = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", "\n".join(others)) is not None
    above, below = (head.text(other).strip() if 0 <= other < len(head.window.rows) else "" for other in (place - 1, place + 1))
    over_body = not is_short(below) and not (is_short(above) and above.endswith("."))  # else it is one of several short sentences
    usual = custom(head, "point" if stop else "own line") and not after_article(head, name) and (over_body or not stop)
    return Parts(text, name, None, None, True) if named or usual or (stop and known(head, place, name)) else None


def custom(head: Head, form: str) -> bool:
    """Does the press of the page's language print this form?"""
    return head.language in head.cues.dateline_forms.get(form, ())


def bare_word(head: Head, parts: Parts) -> bool:
    """Is the place one word that the page does not use as a common noun, and the next sentence a whole one?"""
    name = parts.place or ""
    return " " not in name and not head.cues.stop_words.get(fold(name)) and parts.behind >= SENTENCE_WORDS and not after_article(head, name)


def after_article(head: Head, name: str) -> bool:
    """Does the page have the word behind an article ("das Wochenende")?"""
    form = name.title() if name.isupper() else name
    before = (match[1] for match in re.finditer(rf"([^\W\d_]+) {re.escape(form)}\b", head.whole))
    return any(word_form(word) in head.cues.articles for word in before)


def alone(head: Head, place: int, parts: Parts) -> bool:
    """May a place that the page does not name stand before a dash: one word, and no dash that closes what the first one opens?"""
    name, text = parts.place or "", head.text(place).strip()
    behind = text[len(parts.raw) : len(parts.raw) + 200]
    if len(name.split()) > (3 if name.isupper() else 1) or not text.endswith(ENDS) or any(sign in behind for sign in (" – ", " — ", " - ")):
        return False
    form = fold(name)
    return f" {form} " not in head.whole and not head.cues.stop_words.get(form) and form not in head.cues.weekdays


def by_day(head: Head, place: int, parts: Parts) -> bool:
    """May a day prove the place before it? Before a colon, where labels stand too, only one in capitals or one that the page knows."""
    name = parts.place or ""
    if not no_word(head, name) or not sole(head, place):
        return False
    return not parts.raw.endswith(COLONS) or name.isupper() or known(head, place, name)


def no_word(head: Head, name: str) -> bool:
    """Is a name no label, and none of its words one that the page prints small or the language has often?"""
    cues, name = head.cues, PAREN.sub("", name).split(",", 1)[0]
    form = fold(name)
    if (
        form in cues.weekdays
        or form in cues.stop_words
        or cues.beside_all.find(name)
        or cues.relative.find(name)
        or after_article(head, name)
    ):
        return False
    return not any(f" {word} " in head.whole for word in name.lower().split() if word not in cues.particles)


def sole(head: Head, place: int) -> bool:
    """Does no other line around begin with such a place and day, as the entries of a list do?"""
    near = range(max(head.start, place - ENTRIES), min(len(head.window.rows), place + ENTRIES + 1))
    found = (parsed(head, other, head.text(other).strip()) for other in near if other != place)
    return not any(parts and parts.dated for parts in found)


def full_name(agency: str | None, cues: Cues) -> str | None:
    """The agencies of a printed group such as "Reuters/dpa" in full, where any is known."""
    if not agency:
        return None
    known = [cues.agencies.get(fold(part)) for part in [agency, *re.split(r"\s?[/,&+]\s?", agency)]]
    return known[0] or " / ".join(name for name in known[1:] if name) or None


def known(head: Head, place: int, name: str) -> bool:
    """Does the page know the place elsewhere: after a preposition, as a line of its own, or in a title?"""
    bare = PAREN.sub("", name).split(",")[0].strip()
    if "/" in bare:
        return any(known(head, place, part.strip()) for part in bare.split("/") if part.strip())
    if any(after_preposition(head, form) for form in {bare, bare.title()}):
        return True
    folded, own = fold(bare), head.text(place).strip()
    row, lines = head.window.rows[place], head.page.lines
    if any(form == folded and line != row and not lines[line].rstrip().endswith(ENDS) for line, form in enumerate(head.page.folded)):
        return True  # a line of its own beside this one, and no sentence as "Better." is
    for other in range(max(head.start, place - TITLES_ABOVE), place):
        text = head.folded(other)
        title = len(text) < LONGEST_TITLE and not own.startswith(head.text(other).strip()[:30])
        if title and folded in text and re.search(rf"\b{re.escape(folded)}(?:s|er|i|n)?\b(?!:)", text):
            return True
    return False


def is_city(head: Head, parts: Parts, text: str, number: int) -> bool:
    """Is the place a city that is known, before a sentence? In capitals, or at the start of the first line of body before a dash.

    Scripts without capitals have the other signs there too.
    """
    name = (parts.place or "").split(",", 1)[0].split("/", 1)[0].strip()
    languages = head.cues.cities.get(fold(name))
    if languages is None or not head.speaks(languages) or not (" " in name or no_word(head, name)) or not text.endswith(ENDS):
        return False
    if caseless(name):
        return number == 0
    behind = text[len(parts.raw) :].lstrip(QUOTES)
    return behind[:1].isupper() and (name.isupper() or (number == 0 and not parts.raw.endswith((".", *COLONS))))


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
