"""Whom authors write for: agencies, papers and stations behind the names."""

from __future__ import annotations

from cleaner.fold import fold
from cleaner.meta.cues import Cues
from cleaner.meta.phrases import caseless, word_form, words_of

PERSON_WORDS, PAPER_WORDS = 2, 2  # of most names, and of most papers
PLACE_WORDS = 3  # of a place or an outlet behind a preposition
SHORT_AGENCY = 3  # letters of an agency that are a word too, if they are no capitals


def is_agency(text: str, cues: Cues) -> bool:
    """Is this a news agency, short or in full? In lower case only if it is printed so ("dpa", not "mehr")."""
    return fold(text) in cues.agencies and (not text.islower() or caseless(text) or text in cues.small_agencies)


def is_paper(item: str, cues: Cues) -> bool:
    """Is this the name of a paper or a station by its first or last word ("The Harbour Herald", "Radio Norte")? Emily Post is a person."""
    first, *more = words_of(item)[1] or [""]
    return bool(more) and (f"{first} " in cues.papers or f" {more[-1]}" in cues.papers) and first not in cues.given


def is_whence(text: str, cues: Cues) -> bool:
    """Does a small preposition and no more than a place or an outlet make up a text ("à Karvel", "do Harbour", "em São Paulo")?"""
    first, *rest = text.split()
    return first.islower() and first in cues.prepositions and 0 < len(rest) <= PLACE_WORDS and all(word[0].isupper() for word in rest)


def without_outlet(item: str, cues: Cues) -> str:
    """A name without the outlet or agency behind it ("Jo March The Associated Press", "Jo March for The Paper")."""
    words = item.split()
    paper = words[PERSON_WORDS:]
    if len(paper) == PAPER_WORDS and is_paper(" ".join(paper), cues) and word_form(words[1]) not in cues.given:
        return " ".join(words[:PERSON_WORDS])  # "Jo March Harbour News"; of more words any may be the name's
    if len(words) < 3 or (cues.agency_names.ends(item) is None and not any(map(cues.outlets.begins, map(word_form, words)))):
        return item
    for place in range(2, len(words)):
        tail = " ".join(words[place:])
        if cues.outlets.at(tail):
            return " ".join(words[:place])
        if is_agency(tail, cues) or (is_agency(" ".join(words[place + 1 :]), cues) and len(words[place]) < 4):
            return " ".join(words[:place])
    return item
