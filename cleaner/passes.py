"""The passes of named rules and their order. A pass reads columns, proposes lines, changes nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from cleaner.fold import fold, words
from cleaner.model import Page, Rule

PROSE_WORDS = 25  # a plain line of this length is body: the head ends at the first, the tail begins after the last
PROSE_LETTERS = 50  # shorter lines have fewer than 25 words in any script
MENU_LINES = 5  # forms of the edges in a row between paragraphs: precision 0.98, 0.95 for three (measured)
BLOCK_LINES = 8  # non-blank lines a named block may have below its heading

Proposal = tuple[int, Rule]
Pass = Callable[["View"], Iterator[Proposal]]


class View(NamedTuple):
    """What a pass sees: the page, the indexes of the lines still there, and those that may not go."""

    page: Page
    alive: Sequence[int]
    held: frozenset[int]
    full: bool


def applies(rule: Rule, view: View) -> bool:
    """May a rule act at this level? Keep rules act by being there."""
    return not rule.keep and (rule.safe or view.full)


def hit_lines(view: View) -> Iterator[tuple[int, int, tuple[Rule, ...]]]:
    """Place among the live lines, index and rules of each live line that wording proposes and nothing holds."""
    hits = view.page.hits
    for place, index in enumerate(view.alive):
        found = hits.get(index)
        if found and index not in view.held:
            yield place, index, found


def kept(page: Page) -> frozenset[int]:
    """Indexes of the lines that a keep rule holds."""
    return frozenset(index for index, rules in page.hits.items() if rules[0].keep)


def lines(view: View) -> Iterator[Proposal]:
    """Lines that are furniture wherever they stand."""
    for _, index, found in hit_lines(view):
        rule = next((rule for rule in found if is_plain(rule) and rule.where == "any" and applies(rule, view)), None)
        if rule:
            yield index, rule


def is_plain(rule: Rule) -> bool:
    """Is this a rule for single lines, not the heading of a block?"""
    return not (rule.into or rule.until)


def blocks(view: View) -> Iterator[Proposal]:
    """Widgets of several lines: a heading that is furniture only above its own second line, or down to its own end."""
    for place, index, found in hit_lines(view):
        for rule in found:
            if is_plain(rule) or not applies(rule, view):
                continue
            end = block_end(rule, view, place)
            if end is not None:
                yield from ((line, rule) for line in view.alive[place : end + 1] if line not in view.held)
                break


def block_end(rule: Rule, view: View, place: int) -> int | None:
    """Place of a block's last line, or None if what follows is not the block."""
    folded = view.page.folded
    below = list(islice(range(place + 1, len(view.alive)), BLOCK_LINES))
    if rule.into:
        into = {fold(form) for form in rule.into}
        following = next((step for step in below if not is_furniture(view, view.alive[step]) or folded[view.alive[step]] in into), None)
        if following is None or folded[view.alive[following]] not in into:
            return None
        if not rule.until:
            return following
    until = {fold(form) for form in rule.until}
    for step in below:
        form = folded[view.alive[step]]
        if form in until:
            return step
        if words(form) >= PROSE_WORDS:
            return None
    return None


def is_furniture(view: View, index: int) -> bool:
    """Does a rule name this line wherever it stands?"""
    return any(is_plain(rule) and rule.where == "any" and applies(rule, view) for rule in view.page.hits.get(index, ()))


def edges(view: View) -> Iterator[Proposal]:
    """Lines that are furniture only before the first plain paragraph (head) or after the last (tail)."""
    first, last = body_span(view)
    for place, index, found in hit_lines(view):
        places = ("head", "edge") if place < first else ("tail", "edge") if place > last else ()
        rule = next((rule for rule in found if rule.where in places and is_plain(rule) and applies(rule, view)), None)
        if rule:
            yield index, rule


def menus(view: View) -> Iterator[Proposal]:
    """Lines in a row that are all forms of the edges: a menu, wherever it stands."""
    run: list[Proposal] = []
    last = -1
    for place, index, found in hit_lines(view):
        rule = next((rule for rule in found if rule.where != "any" and is_plain(rule) and applies(rule, view)), None)
        if rule is None:
            continue
        if place != last + 1:
            yield from run if len(run) >= MENU_LINES else ()
            run = []
        run.append((index, rule))
        last = place
    yield from run if len(run) >= MENU_LINES else ()


def body_span(view: View) -> tuple[int, int]:
    """Places of the first and the last plain paragraph; where there are not two, there is neither head nor tail.

    On pages with a single one, forms of the edges were body in 12 of 100 places, on others in 2 (measured). A paragraph that a rule could remove is not plain: it must not move the edges when it goes.
    """
    size = len(view.alive)
    first = next((place for place in range(size) if is_prose(view, place)), size)
    last = next((place for place in range(size - 1, -1, -1) if is_prose(view, place)), -1)
    return (first, last) if first < last else (0, size)


def is_prose(view: View, place: int) -> bool:
    """Is this a plain paragraph?"""
    index = view.alive[place]
    folded = view.page.folded[index]
    return len(folded) >= PROSE_LETTERS and words(folded) >= PROSE_WORDS and (index not in view.page.hits or index in view.held)


def propose(passes: Sequence[Pass], view: View) -> dict[int, Rule]:
    """The proposals of some passes over the same view; the first pass that names a line decides its code."""
    marks: dict[int, Rule] = {}
    for work in passes:
        for index, rule in work(view):
            marks.setdefault(index, rule)
    return marks


NAMED: tuple[Pass, ...] = (lines, blocks)  # before metadata: an ad label above the title must not hide it
PLACED: tuple[Pass, ...] = (edges, menus)  # after metadata: a printed date is metadata first and a clock second
