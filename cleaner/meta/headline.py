"""Which line of a page is likeliest its title: points for where it stands, what repeats it and what the body takes up of it.

The points are tenths of the log odds of a logistic regression on the lines of 1,057 raw dumps of the development pages; those for the
first line of a text without a menu are from the same pages after an extractor.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator

from cleaner.fold import words
from cleaner.meta.head import ABOVE, Head
from cleaner.meta.phrases import spaceless

ENOUGH = 45
COPIES, MOST_COPIES = 7, 4  # printed so often at most: a line that comes more often is a label
SAID_ABOVE = 26  # one of the page's first lines says the same, often with the site's name behind it
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
    forms = [head.page.folded[index] for index in head.window.rows]
    counts, first = Counter(forms), head.window.first
    tops = [without_site(form) for form in forms[:TOP]]
    body = " ".join(forms[first : first + BODY_LINES])[:BODY]
    found: list[tuple[int, int]] = []
    for place, form in enumerate(forms):
        said = is_said(form, place, tops)
        if (said or first - ABOVE <= place < first + TOP) and place not in beside:
            points = by_place(place, first, beside) + by_length(form) + SAID_ABOVE * said + COPIES * (1 < counts[form] <= MOST_COPIES)
            if points + SHARED[1] >= ENOUGH:
                found.append((points + by_words(head, form, body), -place))
    return (-place for points, place in sorted(found, reverse=True) if points >= ENOUGH)


def is_said(form: str, place: int, tops: list[str]) -> bool:
    """Is a line one of the page's first lines, the beginning of one or its continuation, without being it?"""
    if len(form) < LETTERS:
        return form in tops and tops.index(form) != place
    return any(top.startswith(form) or (len(top) >= LETTERS and form.startswith(top)) for other, top in enumerate(tops) if other != place)


def by_place(place: int, first: int, beside: Collection[int]) -> int:
    """The points for where a line stands: above the body, the byline and the day."""
    gap = first - place
    points = OVER_BODY * (gap == 1) + FAR * (gap > ABOVE)
    if place < TOP:
        points += FIRST if gap > HEADED else FIRST_ABOVE
    below = min((other - place for other in beside if other > place), default=None)
    if below is not None:
        points += next((worth for most, worth in OVER_BYLINE if below <= most), 0)
    return points + UNDER_BYLINE * any(0 <= place - other <= 1 for other in beside)


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
