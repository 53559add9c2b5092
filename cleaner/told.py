"""Lines with the wording of furniture that the text itself tells of: headings above a sentence, items of lists."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import takewhile

from cleaner.fold import words
from cleaner.model import Rule
from cleaner.prose import is_paragraph
from cleaner.view import View, is_furniture

SAID = 12  # words from which a line above and below makes a label between them a subheading
EXPLAINED = frozenset(("UI", "ERR", "SHOP", "ACCT01"))  # families, and a code, whose lines a manual explains under headings
HEADINGS = ("NAV", "LEGAL")  # families of the edges whose forms head the parts of honest texts too
HEADING = 5  # words of such a heading
SENTENCE = 5  # words of a sentence; on a page with furniture a heading stands above one of SAID: menus explain entries in shorter ones
BYLINE = (3, 12)  # words of a byline: a cue word and a name, or several with roles
ENDS = (*".!?:", *"。！？：", *"।॥", *"؟۔")
CLOSING = "\"'”’»)]“」』"  # behind the end of a sentence
MARKS = ("- ", "* ")  # of an item in Markdown
LISTED = 20  # items above or below one that are looked at


def is_told(view: View, index: int, rule: Rule) -> bool:
    """Does the text tell of what a rule would take wherever it stands: is it a subheading, the heading of a manual, an item of a list?"""
    return (rule.where == "apart" and is_subheading(view, index)) or heads_its_text(view, index, rule) or is_listed(view, index)


def is_subheading(view: View, index: int) -> bool:
    """Does a label stand alone between lines of prose? "Dark mode" heads a paragraph there, whatever it is in a menu."""
    place = bisect_left(view.alive, index)
    beside = view.alive[max(place - 1, 0) : place + 2]
    return len(beside) == 3 and all(
        (words(view.page.folded[line]) >= SAID or is_sentence(view, line, SENTENCE)) and not is_furniture(view, line)
        for line in (beside[0], beside[2])
    )


def heads_its_text(view: View, index: int, rule: Rule) -> bool:
    """Is a button's or a message's wording the heading of a paragraph about it, in a manual in Markdown ("## Page not found")?"""
    if EXPLAINED.isdisjoint((rule.family, rule.code)) or not view.page.lines[index].lstrip().startswith("#"):
        return False
    return any(words(view.page.folded[line]) >= SAID and not is_furniture(view, line) for line in below(view, index))


def heads_words(view: View, index: int) -> bool:
    """Does a heading of Markdown stand above a line that no rule names, as a question of a manual does ("## Forgot your password?")?"""
    return view.page.lines[index].lstrip().startswith("#") and any(line not in view.page.hits for line in below(view, index))


def below(view: View, index: int) -> Sequence[int]:
    """The next line that is still there, if any."""
    return view.alive[bisect_left(view.alive, index) + 1 :][:1]


def heads_text(view: View, index: int, rule: Rule) -> bool:
    """Does a label stand by itself above a sentence or a byline, as "How to apply" does in a job advert? No rule names a line beside it."""
    form, place = view.page.folded[index], bisect_left(view.alive, index)
    if rule.family not in HEADINGS or words(form) > HEADING or any(map(str.isdigit, form)):
        return False
    beside = view.alive[max(place - 1, 0) : place + 2]
    if beside[-1] == index or any(line in view.page.hits for line in beside if line != index):
        return False
    return is_sentence(view, beside[-1], SAID if view.gone else SENTENCE) or is_byline(view, beside[-1])


def is_sentence(view: View, index: int, least: int) -> bool:
    """Is a line a sentence of some words, or longer than any label?"""
    form = view.page.folded[index]
    return is_paragraph(form) or (words(form) >= least and view.page.lines[index].rstrip().rstrip(CLOSING).endswith(ENDS))


def is_byline(view: View, index: int) -> bool:
    """Does a line begin with words that stand before an author, and has the words of a name or of some?"""
    names = view.page.lines[index].split()
    return BYLINE[0] <= len(names) <= BYLINE[1] and not names[-1].islower() and view.announces(view.page.folded[index])


def is_listed(view: View, index: int) -> bool:
    """Is a line an item of a list below a heading in Markdown, where another item is told in words no rule names: a list of features?"""
    if not view.page.lines[index].startswith(MARKS):
        return False
    place = bisect_left(view.alive, index)
    above = items(view, reversed(view.alive[max(place - LISTED, 0) : place]))
    top = place - len(above) - 1
    if top < 0 or not view.page.lines[view.alive[top]].startswith("#"):
        return False
    others = (*above, *items(view, view.alive[place + 1 : place + 1 + LISTED]))
    return any(line not in view.page.hits and words(view.page.folded[line]) >= SENTENCE for line in others)


def items(view: View, lines: Iterable[int]) -> list[int]:
    """The items of a list among some lines, up to the first that is none."""
    return list(takewhile(lambda line: view.page.lines[line].startswith(MARKS), lines))
