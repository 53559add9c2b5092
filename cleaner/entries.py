"""Headlines that are worded as entries of a menu, and stand right below one."""

from __future__ import annotations

from cleaner.fold import folded_forms, words
from cleaner.model import Rule
from cleaner.prose import is_paragraph
from cleaner.told import is_byline
from cleaner.view import View

HEADLINE = 3  # words of a headline that is worded as an entry of a menu


def is_headline(view: View, place: int, rule: Rule) -> bool:
    """Does a line that only begins or ends as an entry of a menu does ("Listen to the sea") stand right above a byline or a paragraph?

    Without a byline below it a headline needs a word more: of the shorter lines above a paragraph half are entries.
    """
    form, below = view.page.folded[view.alive[place]], next(iter(view.alive[place + 1 : place + 2]), None)
    if rule.family != "NAV" or below is None or below in view.page.hits or words(form) < HEADLINE or form in folded_forms(rule.line):
        return False
    return words(form) > HEADLINE if is_paragraph(view.page.folded[below]) else is_byline(view, below)
