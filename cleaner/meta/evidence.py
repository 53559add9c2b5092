"""What speaks for a byline: its form, what stands beside it, how far the body is, and who is named."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from cleaner.meta.head import Head
from cleaner.meta.names import EDGES, Named, authors_of, is_acronym, is_role
from cleaner.meta.opening import is_opening
from cleaner.meta.outlets import is_agency
from cleaner.meta.phrases import caseless, spaceless, word_form, words_of
from cleaner.meta.pieces import Line

if TYPE_CHECKING:
    from cleaner.meta.authors import Parsed

CUE, SHAPE, ALONE = 6.0, 3.0, 0.0  # points of a byline with a cue word; with a date, role or address on its line; of a bare name
ENOUGH, ENOUGH_BARE = 3.0, 3.2  # points a byline must have, with a cue word and without
BESIDE = (2.0, 3.0, 2.0, 1.0)  # points by the lines between it and a date or a time
BELOW_TITLE = 2.0
UNDER_HEADING = 1.0
FAR, APART = 4, -1.5  # a cue word far from the title and from the dates of the page stands on another article's line
OVER_BODY = 1.0
OVER_ROLE = 1.0  # the line below is a role
CARD, LONGEST_PICTURE = 1.5, 20  # a name below its picture's wording, which is so many characters longer
FARTHEST = 2.0  # points a byline can lose by its distance from the body
GIVEN, COMMON, FREQUENT, TOPIC = 2.0, -2.0, -3.0, -4.0  # a given name; a word the page has in lower case; a stop word; a name of the text
TOPIC_DATED = -2.0  # the same of a known given name beside a date, whose surname alone the text has: it may be a word
UNKNOWN = -1.0  # a script without capitals: any two words have the form of a name
HEADING = 25  # characters from which a line above may be a title or a standfirst
LONG = 110  # characters of a line of body
REACH = 5  # lines to a date within which those that say nothing of the two are not counted
LONGEST_SIGNED = 80  # characters of a line that names a reviewer, a translator, a photographer
THAI = ("\u0e01", "\u0e4e")  # first and last letter: given names come first
LISTS = ("* ", "+ ", "- ", "• ", "o ", "#")


def evidence(head: Head, lines: tuple[int, int], parsed: Parsed, dated: Collection[int], titles: Sequence[int]) -> float:
    """Points of a byline that stands on the lines from the first to the last of `lines`."""
    place = lines[0]
    bare = not parsed.cue and not any(name.organisation for name in parsed.authors)
    points, gap = surrounded(head, lines, CUE if parsed.cue else SHAPE if parsed.shape else ALONE, dated, titles, bare)
    if head.furniture(place):
        points -= 3
    if not parsed.whole:
        points -= 2
    if not parsed.cue and points + GIVEN < ENOUGH:
        return points
    if not parsed.cue:
        told = min(likely(name, head, head.text(place), gap <= 1) for name in parsed.authors)
        points += told if told >= GIVEN or not (bare and is_headline(head, lines, dated)) else COMMON
        points += TOPIC if is_listed(head, place) else 0.0
    elif len(parsed.authors) == 1 and is_one_word(parsed.authors[0]) and gap > 1:
        points -= 1 if "." in parsed.authors[0].name else 4  # "By Type", "De Standaard": one word is a name only beside a date
    return points


def is_one_word(author: Named) -> bool:
    """Is an author one word, and no desk or agency that the packs know?"""
    return not author.organisation and " " not in author.name and not caseless(author.name)


def is_headline(head: Head, lines: tuple[int, int], dated: Collection[int]) -> bool:
    """Is a line a title more often than an author: alone between a day that begins the text and the body, or printed twice at the top?"""
    if lines == (1, 1) and 0 in dated and is_opening(head, 2):
        return True
    first, last = lines
    return first <= 1 < head.stop and last <= 1 and head.folded(0) == head.folded(1)


def is_listed(head: Head, place: int) -> bool:
    """Do a line and its neighbour both begin with a day and go on with words? They are entries of a list."""
    beside = range(max(place - 1, 0), min(place + 2, len(head.window.rows)))
    return begins_with_day(head.line(place)) and sum(begins_with_day(head.line(other)) for other in beside) > 1


def begins_with_day(line: Line) -> bool:
    """Does a line begin with a day and go on with words?"""
    return bool(line.days and line.pieces) and line.days[0].start <= line.start


def hopeless(head: Head, place: int, dated: Collection[int], titles: Sequence[int]) -> bool:
    """Is a line of nothing but one name, if it is one, far from all that would make it a byline?"""
    text, cues = head.text(place).strip(), head.cues
    if "    " in text or not text.replace(" ", "").isalpha() or not cues.joiners.keys().isdisjoint(words_of(text)[1]):
        return False
    if any(phrases.may_stand(text) for phrases in (cues.by, cues.after, cues.roles)):
        return False
    return surrounded(head, (place, place), ALONE, dated, titles, True)[0] + GIVEN < ENOUGH_BARE


def surrounded(
    head: Head, lines: tuple[int, int], points: float, dated: Collection[int], titles: Sequence[int], bare: bool
) -> tuple[float, int]:
    """The points of a byline, `CUE` or less by itself, with those for what stands around it; and the lines to the nearest date.

    Between the `bare` name of a person and the date may stand who reviewed the article.
    """
    (place, last), cue = lines, points == CUE
    gap = min((place - other if other < place else max(0, other - last) for other in dated), default=99)
    if bare and 1 < gap <= REACH:
        gap = min(distance(head, lines, other) for other in dated if -REACH <= other - place <= REACH + last - place)
    points += BESIDE[gap] if gap < len(BESIDE) else 0
    above = min((place - title for title in titles if title < place), default=99)
    points += BELOW_TITLE if above == 1 else 1.0 if above <= 4 else 0.0
    if cue and dated and gap > FAR and above > FAR:
        points += APART
    first = head.window.first
    points -= min(FARTHEST, 0.1 * (first - place)) if place < first else 0.4 * (place - first)
    if place > head.start and is_heading(head.text(place - 1).strip()):
        points += UNDER_HEADING
    if bare and place > head.start and is_card(head, place):
        points += CARD
    if not cue and last + 1 < head.stop and len(head.text(last + 1).strip()) >= LONG:
        points += OVER_BODY
    if bare and last + 1 < head.stop and is_role(head.text(last + 1).strip(), head.cues):
        points += OVER_ROLE
    return points, gap


def is_card(head: Head, place: int) -> bool:
    """Does the line above name the same, as the picture of an author is worded ("Headshot of Jo March", "Jo March")?"""
    own, above = head.folded(place), head.folded(place - 1)
    return len(above) <= len(own) + LONGEST_PICTURE and (above.startswith(own) or above.endswith(own))


def distance(head: Head, lines: tuple[int, int], other: int) -> int:
    """Lines from a byline to a line near by, less counts and icons, and those that name somebody who did not write."""
    place, last = lines
    gap = place - other if other < place else max(0, other - last)
    between = range(last + 1, other) if other > last else range(other + 1, place)
    return gap - sum(not any(map(str.isalpha, head.folded(line))) or names_another(head, line) for line in between)


def names_another(head: Head, place: int) -> bool:
    """Does a line name somebody who is no author: a reviewer, a translator, a photographer?"""
    text = head.text(place).strip()
    end = head.cues.others.at(text) if len(text) <= LONGEST_SIGNED else None
    return end is not None and bool(authors_of(text[end:].lstrip(EDGES), head.cues, head.speaks, strong=True)[0])


def is_heading(text: str) -> bool:
    """May a line be a title or a standfirst: long enough, and no entry of a list?"""
    long = len(text) >= HEADING or (len(text) >= HEADING // 2 and spaceless(text))
    return long and not text.startswith(LISTS)


def likely(name: Named, head: Head, own: str, dated: bool = False) -> float:
    """Does a bare name look like an author's here? Neither common words of the page nor somebody the article is about.

    `own` is the line that the name stands on, `dated` says if a date stands beside it: an author may be told of too.
    """
    cues = head.cues
    if name.organisation:
        return 1.0 if is_agency(name.name, cues) else 0.0
    tokens = [token.strip(EDGES) for token in name.name.split()]
    if THAI[0] <= name.name[0] <= THAI[1]:
        return GIVEN if tokens[0] in cues.given else COMMON
    if spaceless(name.name[:1]):
        surname = next((size for size in (3, 2, 1) if name.name[:size] in cues.given), 0)
        return GIVEN if surname > 1 or (surname and len(name.name) == 3) else 0.0 if surname else COMMON
    points = GIVEN if word_form(tokens[0]) in cues.given else UNKNOWN if caseless(tokens[0]) else 0.0
    for token in tokens:
        form = word_form(token)
        if len(token) == 1 or form in cues.particles or form in cues.given:
            continue
        languages = cues.stop_words.get(form)
        if (languages and head.language in languages) or (is_acronym(token) and not name.name.isupper()):
            points += FREQUENT
        elif not caseless(token) and token[:1].isupper() and f" {token.lower()} " in head.whole:
            points += COMMON
    last = tokens[-1]
    others = [line for line in head.prose if last in line and line != own.strip()] if len(last) > 2 else []
    if told := [line for line in others if not line.startswith(name.name)]:  # who is told of; what begins so is about the author
        known = dated and word_form(tokens[0]) in cues.given and not any(name.name in line for line in told)
        points += TOPIC_DATED if known else TOPIC
    return points
