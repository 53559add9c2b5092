"""A site's rules on one page: the lines they name, and where its article begins and ends."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from cleaner.fold import words
from cleaner.sites import Site, SiteRule

SHARES = (0.1, 0.25, 0.5, 0.8)  # where the levels of the scorecard's column begin, from 2
UNKNOWN, PROSE = 1, 7  # its levels for lines that the site does not repeat
HEAD_PROSE = 20  # times as much prose stands on a page as above its article
RUNNING = 1  # a paragraph with one to either side runs on, as no teaser does
RUNNING_SHARE = 20  # times as much prose stands on a page as runs on outside its article
COMPANY = 3  # lines in a row that a site is known for are its furniture wherever they stand
CUT_KNOWN = 0.25  # share of the lines outside a bound that the site must be known for: a body that quotes a label has none
LONG_WORDS = 25  # a line of as many words is prose, however it ends
PROSE_WORDS = 12  # a line of as many words that ends as a sentence does is prose
QUOTES = "\"'”’»)]“ "
SENTENCE_ENDS = tuple(".!?…。！？؟۔।")


def is_prose(line: str, form: str) -> bool:
    """Is a line prose, by its length and its end?"""
    count = words(form)
    return count >= LONG_WORDS or (count >= PROSE_WORDS and line.rstrip(QUOTES).endswith(SENTENCE_ENDS))


class Lines(NamedTuple):
    """The lines of a page that a site is asked about: those still there, in order, and what is known of each.

    `places` are indexes of the page's lines; the other columns go with them.
    """

    places: Sequence[int]
    forms: Sequence[str]
    rules: Sequence[SiteRule | None]
    prose: Sequence[int]  # words of prose that the site is not known for, 0 for other lines

    @classmethod
    def of(cls, site: Site, places: Sequence[int], lines: Sequence[str], folded: Sequence[str]) -> Lines:
        """Look the lines up."""
        forms = [folded[place] if place < len(folded) else "" for place in places]
        rules = list(map(site.rule_of, forms))
        prose = [
            words(form) if rule is None and is_prose(lines[place], form) else 0
            for place, form, rule in zip(places, forms, rules, strict=True)
        ]
        return cls(places, forms, rules, prose)

    def bound(self, marks: Mapping[str, SiteRule], last: bool) -> int | None:
        """Where the first of some lines stands, or the last."""
        found = [step for step, form in enumerate(self.forms) if form in marks]
        return found[-1 if last else 0] if found else None

    def may_cut(self, steps: range, times: int) -> bool:
        """Is what lies outside a bound no article: is the site known for enough of it, and is its prose little and scattered?

        Args:
            steps: the lines outside.
            times: as often as their prose the page's prose must be.
        """
        known = sum(self.rules[step] is not None for step in steps)
        prose = [self.prose[step] for step in steps]
        running = sum(size for place, size in enumerate(prose) if size and all(prose[max(0, place - RUNNING) : place + RUNNING + 1]))
        total = sum(self.prose)
        return known >= CUT_KNOWN * len(steps) and times * sum(prose) <= total and RUNNING_SHARE * running <= total


def levels(site: Site, lines: Sequence[str], folded: Sequence[str]) -> list[int]:
    """The levels of the scorecard's column for the lines of a page: UNKNOWN, PROSE, or by the share of the pages that have a line."""
    rules = map(site.rule_of, folded)
    return [
        2 + sum(rule.share >= edge for edge in SHARES) if rule else PROSE if is_prose(line, form) else UNKNOWN
        for line, form, rule in zip(lines, folded, rules, strict=False)
    ]


def bounds(site: Site, lines: Lines) -> tuple[int, int]:
    """Steps of the line above an article and of the one below it; -1 and the number of lines where there is none.

    A bound counts only if the site is known for what lies outside it, if more prose stands inside than below, and hardly any above.
    """
    number = len(lines.forms)
    above, below = lines.bound(site.above, last=True), lines.bound(site.below, last=False)
    if below is not None and not lines.may_cut(range(below, number), 2):
        below = None
    if above is not None and not lines.may_cut(range(above + 1), HEAD_PROSE):
        above = None
    if above is not None and below is not None and above >= below:
        above = None
    return -1 if above is None else above, number if below is None else below


def repeated(site: Site, lines: Lines) -> Iterator[tuple[int, SiteRule]]:
    """Lines that rules of level safe name: at their place, or in company of others."""
    above, below = bounds(site, lines)
    body = [step for step, count in enumerate(lines.prose) if count and above < step < below]
    first, last = (body[0], body[-1]) if body else (-1, len(lines.forms))
    company = rows(lines, lambda rule: rule is not None)
    for step, rule in enumerate(lines.rules):
        if rule is None or not rule.safe or rule.until:
            continue
        places = ("any", "head", "edge") if step < first else ("any", "tail", "edge") if step > last else ("any",)
        if rule.where in places or (rule.code == "SITE02" and company[step] >= COMPANY):
            yield lines.places[step], rule


def rows(lines: Lines, wanted: Callable[[SiteRule | None], bool]) -> list[int]:
    """For each line, how many wanted ones stand in a row there."""
    sizes = [0] * len(lines.rules)
    start = 0
    for step in range(len(lines.rules) + 1):
        if step == len(lines.rules) or not wanted(lines.rules[step]):
            sizes[start:step] = [step - start] * (step - start)
            start = step + 1
    return sizes


def outside(site: Site, lines: Lines) -> Iterator[tuple[int, SiteRule]]:
    """Every line above or below the article, for level full."""
    above, below = bounds(site, lines)
    for step in range(above + 1):
        yield lines.places[step], site.above[lines.forms[above]]
    for step in range(below, len(lines.places)):
        yield lines.places[step], site.below[lines.forms[below]]


def ended(lines: Lines) -> Iterator[tuple[int, SiteRule]]:
    """Lines of layouts that have ended: they are asked for once the page's day is known."""
    for step, rule in enumerate(lines.rules):
        if rule is not None and rule.safe and rule.until:
            yield lines.places[step], rule
