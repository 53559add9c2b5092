"""Which line of a page is likeliest its title: points for where it stands, what repeats it and what the body takes up of it.

The points are tenths of the log odds of a logistic regression on the lines of 1,057 raw dumps of the development pages; those for the
first line of a text without a menu are from the same pages after an extractor.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from cleaner.fold import words
from cleaner.meta.head import ABOVE, Head
from cleaner.meta.phrases import spaceless

ENOUGH = 45
COPIES, MOST_COPIES = 7, 4  # printed so often at most: a line that comes more often is a label
SAID_ABOVE, MOST_SAID = 26, 60  # one of the page's first lines says the same, often with the site's name behind it; lines looked at
FIRST, HEADED, FIRST_ABOVE = 12, 6, 25  # itself among the first lines; the more where no more than so many lines part it from the body
OVER_BODY = 16
OVER_BYLINE = ((1, 30), (3, 21), (6, 9))  # lines to the byline or the day below
UNDER_BYLINE = 6
FAR = 6  # a line that the first ones repeat, wherever it stands
SHARED, SOME, NONE = (0.7, 20), (0.4, 11), (0.2, -8)  # share of its words that the body has; less than the last counts against it
SHORT, SHORTEST = -10, 4  # words
LONG, LEAST = 9, 6
SENTENCE, MOST = -12, 20
TOP = 3  # first kept lines of a page, where its title stands
LETTERS = 12  # of a title that a longer line begins with
BODY_LINES, BODY = 25, 4000  # lines and characters of the body that are looked at
WORD = re.compile(r"\w+")
SITE_SIGNS = "-|«»·:"
# What stands between a title and the site's name, the last such sign of the line.
SITE = re.compile(rf" [{SITE_SIGNS}]{{1,2}} (?!.* [{SITE_SIGNS}]{{1,2}} )")


def without_site(form: str) -> str:
    """A folded line less the name of the site that follows the title where a page begins with its head's title."""
    return SITE.split(form, maxsplit=1)[0] if any(sign in form for sign in SITE_SIGNS) else form


def likeliest(head: Head, beside: Collection[int]) -> Iterator[int]:
    """The places of the lines that may be the title, the likeliest first.

    Args:
        head: the lines around the body's start.
        beside: places of the byline and of the day.
    """
    forms = [*map(head.page.folded.__getitem__, head.window.rows)]
    first = head.window.first
    tops = [without_site(form) for form in forms[:TOP]]
    body = " ".join(forms[first : first + BODY_LINES])[:BODY]
    near = by_byline(beside)
    said = {place for place in repeated(forms, tops) if is_said(forms[place], place, tops)}
    found: list[tuple[int, int]] = []
    for place in {*range(min(TOP, len(forms))), *range(max(0, first - 1), first), *near, *said}:  # no other line reaches enough
        if place in beside or not (place in said or first - ABOVE <= place < min(first + TOP, len(forms))):
            continue
        form = forms[place]
        points = by_place(first - place, place < TOP) + near.get(place, 0) + by_length(form) + SAID_ABOVE * (place in said)
        if points + COPIES + SHARED[1] >= ENOUGH:
            points += COPIES * (1 < forms.count(form) <= MOST_COPIES) + by_words(head, form, body)
            found.append((points, -place))
    return (-place for points, place in sorted(found, reverse=True) if points >= ENOUGH)


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


def by_byline(beside: Collection[int]) -> dict[int, int]:
    """The points of the places above and right below the byline and the day."""
    near: dict[int, int] = {}
    for place in range(min(beside, default=0) - OVER_BYLINE[-1][0], max(beside, default=-1) + 2):
        below = min((other - place for other in beside if other > place), default=0)
        points = next((worth for most, worth in OVER_BYLINE if 0 < below <= most), 0)
        points += UNDER_BYLINE * (place in beside or place - 1 in beside)
        if points and place >= 0:
            near[place] = points
    return near


def by_place(gap: int, on_top: bool) -> int:
    """The points for where a line stands: so many lines above the body, or among the first of the page."""
    points = OVER_BODY * (gap == 1) + FAR * (gap > ABOVE)
    return points + (FIRST if gap > HEADED else FIRST_ABOVE) * on_top


def by_length(form: str) -> int:
    """The points for the number of words."""
    size = words(form)
    return SHORT * (size < SHORTEST) + LONG * (size >= LEAST) + SENTENCE * (size > MOST)


def by_words(head: Head, form: str, body: str) -> int:
    """The points for the share of a line's words that the body takes up."""
    share = shared(head, form, body)
    return next((worth for least, worth in (SHARED, SOME) if share >= least), NONE[1] if share < NONE[0] else 0)


def shared(head: Head, form: str, body: str) -> float:
    """The share of a line's words that stand in the folded body, frequent ones aside; of a script without spaces pairs of letters."""
    if spaceless(form):
        own = [form[start : start + 2] for start in range(len(form) - 1)]
    else:
        own = [word for word in WORD.findall(form) if word not in head.cues.stop_words]
    return sum(word in body for word in own) / max(1, len(own))
