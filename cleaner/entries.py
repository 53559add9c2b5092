"""Headlines that are worded as entries of a menu, and stand right below one."""

from __future__ import annotations

from cleaner.fold import folded_forms, words
from cleaner.model import Rule
from cleaner.prose import is_paragraph
from cleaner.view import View

HEADLINE = 3  # words of a headline that is worded as an entry of a menu
BYLINE = (3, 12)  # words of a byline: a cue word and a name, or several with roles


def is_headline(view: View, place: int, rule: Rule) -> bool:
    """Does a line that only begins or ends as an entry of a menu does ("Listen to the sea") stand right above a byline or a paragraph?

    Without a byline below it a headline needs a word more: of the shorter lines above a paragraph half are entries.
    """
    form, below = view.page.folded[view.alive[place]], next(iter(view.alive[place + 1 : place + 2]), None)
    if rule.family != "NAV" or below is None or below in view.page.hits or words(form) < HEADLINE or form in folded_forms(rule.line):
        return False
    under = view.page.folded[below]
    if is_paragraph(under):
        return words(form) > HEADLINE
    names = view.page.lines[below].split()
    return BYLINE[0] <= len(names) <= BYLINE[1] and not names[-1].islower() and view.announces(under)
