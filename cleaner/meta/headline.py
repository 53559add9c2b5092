"""Which line of a page is likeliest its title: points for where it stands, what repeats it and what the body takes up of it.

The points are tenths of the log odds of a logistic regression on the lines of 1,064 raw dumps of the development pages; those of a first
line near the body are from the same pages after an extractor. `tools/fit_titles.py` fits them anew.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from cleaner.fold import words
from cleaner.meta.head import ABOVE, TOP, Head
from cleaner.meta.phrases import spaceless

ENOUGH = 45
POINTS = {
    "said above": 26,  # one of the page's first lines says the same, often with the site's name behind it
    "first": 12,  # itself among the first lines
    "first, near the body": 25,
    "over the body": 16,
    "1 over the byline": 30,  # lines to the byline or the day below
    "3 over the byline": 21,
    "6 over the byline": 9,
    "under the byline": 13,
    "far": 6,  # a line that the first ones repeat, farther above the body than any other is looked at
    "copies": 7,
    "most words": 20,  # the share of its words that the body has
    "some words": 11,
    "few words": -8,
    "short": -10,
    "long": 9,
    "sentence": -12,
}
MOST_COPIES = 4  # a line printed more often is a label
MOST_SAID = 60  # lines looked at that begin as one of the first does
HEADED = 6  # lines between the first ones and the body: no more are near
OVER_BYLINE = ((1, "1 over the byline"), (3, "3 over the byline"), (6, "6 over the byline"))
SHARED, SOME, FEW = 0.7, 0.4, 0.2
SHORTEST, LEAST, MOST = 4, 6, 20  # words; more than the last is a sentence
LETTERS = 12  # of a title at least, and of one that a longer line begins with
BODY_LINES, BODY = 25, 4000  # lines and characters of the body that are looked at
WORD = re.compile(r"\w+")


class Looked(NamedTuple):
    """The lines of a page, and what they are held against.

    That is: the places around the body's start, of the byline and the day, of the lines that a first one repeats; the signs of those by the
    byline; the beginning of the body.
    """

    head: Head
    forms: list[str]
    around: range
    beside: Collection[int]
    said: frozenset[int]
    near: dict[int, list[str]]
    body: str


def look(head: Head, beside: Collection[int]) -> Looked:
    """Look at the lines around the body's start; `beside` are the places of the byline and of the day."""
    forms, tops, first = head.forms, head.tops, head.window.first
    around = range(max(0, first - ABOVE), min(first + TOP, len(forms)))
    said = frozenset([place for place in repeated(forms, tops) if is_said(forms[place], place, tops)])
    return Looked(head, forms, around, beside, said, by_byline(beside), " ".join(forms[first : first + BODY_LINES])[:BODY])


def likeliest(head: Head, beside: Collection[int]) -> Iterator[int]:
    """The places of the lines that may be the title, the likeliest first.

    Args:
        head: the lines around the body's start.
        beside: places of the byline and of the day.
    """
    looked, first = look(head, beside), head.window.first
    most = POINTS["copies"] + POINTS["most words"]
    found: list[tuple[int, int]] = []
    for place in {*range(TOP), *range(max(0, first - 1), first), *looked.near, *looked.said}:  # no other line reaches enough
        if is_looked_at(looked, place):
            points = total(by_place(looked, place))
            if points + most >= ENOUGH and (points := points + total(by_words(looked, place))) >= ENOUGH:
                found.append((points, -place))
    return (-place for _, place in sorted(found, reverse=True))


def is_looked_at(looked: Looked, place: int) -> bool:
    """May a line be the title: around the body's start, or wherever a first line repeats it, but for byline and day?"""
    return (place in looked.around or place in looked.said) and place not in looked.beside


def total(signs: Iterable[str]) -> int:
    """The points of signs."""
    return sum([POINTS[sign] for sign in signs])


def by_place(looked: Looked, place: int) -> list[str]:
    """The signs of where a line stands and of how long it is."""
    gap = looked.head.window.first - place
    signs = [*looked.near.get(place, ())]
    if place in looked.said:
        signs.append("said above")
    if place < TOP:
        signs.append("first" if gap > HEADED else "first, near the body")
    if gap == 1:
        signs.append("over the body")
    elif gap > ABOVE:
        signs.append("far")
    size = words(looked.forms[place])
    if size < SHORTEST:
        signs.append("short")
    elif size >= LEAST:
        signs.append("long")
        if size > MOST:
            signs.append("sentence")
    return signs


def by_words(looked: Looked, place: int) -> list[str]:
    """The signs of what repeats a line or its words."""
    form = looked.forms[place]
    signs = ["copies"] if 1 < looked.forms.count(form) <= MOST_COPIES else []
    share = shared(looked.head, form, looked.body)
    if share >= SOME:
        signs.append("most words" if share >= SHARED else "some words")
    elif share < FEW:
        signs.append("few words")
    return signs


def repeated(forms: list[str], tops: list[str]) -> list[int]:
    """The places of the lines that begin as one of the first lines does; where they are many it is a label."""
    starts = {top[:LETTERS] for top in tops}
    return [place for place, form in enumerate(forms) if form[:LETTERS] in starts][:MOST_SAID]


def is_said(form: str, place: int, tops: list[str]) -> bool:
    """Is a line one of the page's first lines, the beginning of one or its continuation, without being it?"""
    others = [top for other, top in enumerate(tops) if other != place]
    if len(form) < LETTERS:
        return form in others
    return any(top.startswith(form) or (len(top) >= LETTERS and form.startswith(top)) for top in others)


def by_byline(beside: Collection[int]) -> dict[int, list[str]]:
    """The signs of the places above and right below the byline and the day."""
    near: dict[int, list[str]] = {}
    for place in range(max(0, min(beside, default=0) - OVER_BYLINE[-1][0]), max(beside, default=-1) + 2):
        below = min((other - place for other in beside if other > place), default=0)
        signs = [next(sign for most, sign in OVER_BYLINE if below <= most)] if 0 < below <= OVER_BYLINE[-1][0] else []
        signs += ["under the byline"] * (place - 1 in beside)
        if signs:
            near[place] = signs
    return near


def shared(head: Head, form: str, body: str) -> float:
    """The share of a line's words that stand in the folded body, frequent ones aside; of a script without spaces pairs of letters."""
    if spaceless(form):
        own = [form[start : start + 2] for start in range(len(form) - 1)]
    else:
        own = [word for word in WORD.findall(form) if word not in head.cues.stop_words]
    return sum(word in body for word in own) / max(1, len(own))
