"""The summary of an article: a list of sentences between its title and its byline, which the scorecard would take for teasers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from cleaner.fold import words
from cleaner.model import Page

ITEMS = ("- ", "• ", "* ", "– ")
WORDS = 12  # of a sentence


def summary(page: Page, alive: Sequence[int], gone: Mapping[int, tuple[str, str]]) -> frozenset[int]:
    """The lines of the list, none where title and byline do not prove each other.

    Args:
        page: its columns.
        alive: indexes of the lines still there, in order.
        gone: code and reason of the others, title and byline among them.
    """
    titles = [index for index, (code, _) in gone.items() if code == "META01"]
    bylines = [index for index, (code, _) in gone.items() if code in ("META02", "META03") and titles and index > max(titles)]
    if not bylines:
        return frozenset()
    between = (index for index in alive if max(titles) < index < min(bylines))
    return frozenset(index for index in between if page.lines[index].lstrip().startswith(ITEMS) and words(page.folded[index]) >= WORDS)
