"""The passes of named rules and their order. A pass reads columns, proposes lines, changes nothing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from cleaner.book import builtin_book
from cleaner.fold import fold, words
from cleaner.model import Page, Rule

PROSE_WORDS = 25  # a plain line of this length is body: the head ends at the first, the tail begins after the last
PROSE_LETTERS = 50  # shorter lines have fewer than 25 words in any script
MENU_LINES = 5  # forms of the edges in a row between paragraphs: precision 0.98, 0.95 for three (measured)
NEAR, COMPANY = 5, 3  # of the five lines on either side three must be forms of the edges too: 0.988 precise, 0.984 without
BLOCK_LINES = 8  # non-blank lines a named block may have below its heading

Proposal = tuple[int, Rule]
Pass = Callable[["View"], Iterator[Proposal]]


class View(NamedTuple):
    """What a pass sees: the page, the indexes of the lines still there, in order and as a set, and those that may not go."""

    page: Page
    alive: Sequence[int]
    there: frozenset[int]
    held: frozenset[int]
    full: bool

    @classmethod
    def of(cls, page: Page, alive: Sequence[int], held: frozenset[int], full: bool) -> View:
        """A view of the lines still there."""
        return cls(page, alive, frozenset(alive), held, full)


class Roles(NamedTuple):
    """What the rules of one line may do: `plain` wherever it stands, `placed` at an edge, `headings` above a block."""

    plain: Rule | None
    placed: tuple[Rule, ...]
    headings: tuple[Rule, ...]


@lru_cache(4096)
def roles(found: tuple[Rule, ...], full: bool) -> Roles:
    """Sort the rules that match a line by what they may do at a level. Keep rules act by being there."""
    acting = [rule for rule in found if not rule.keep and (rule.safe or full)]
    singles = [rule for rule in acting if not (rule.into or rule.until)]
    return Roles(
        next((rule for rule in singles if rule.where == "any"), None),
        tuple(rule for rule in singles if rule.where != "any"),
        tuple(rule for rule in acting if rule.into or rule.until),
    )


def hit_lines(view: View) -> Iterator[tuple[int, Roles]]:
    """Index and roles of each live line that wording proposes and nothing holds, in order."""
    there, held, full = view.there, view.held, view.full
    for index, found in view.page.hits.items():
        if index in there and index not in held:
            yield index, roles(found, full)


def kept(page: Page) -> frozenset[int]:
    """Indexes of the lines that a keep rule holds."""
    return frozenset(index for index, rules in page.hits.items() if rules[0].keep)


def kept_by_packs(page: Page) -> frozenset[int]:
    """Indexes of the lines that built-in packs alone hold."""
    names = builtin_book().tables
    return frozenset(
        index for index in kept(page) if all(rule.pack in names and rule.at.startswith("packs/") for rule in page.hits[index] if rule.keep)
    )


def lines(view: View) -> Iterator[Proposal]:
    """Lines that are furniture wherever they stand."""
    for index, role in hit_lines(view):
        if role.plain:
            yield index, role.plain


def blocks(view: View) -> Iterator[Proposal]:
    """Widgets of several lines: a heading that is furniture only above its own second line, or down to its own end."""
    for index, role in hit_lines(view):
        for rule in role.headings:
            place = bisect_left(view.alive, index)
            end = block_end(rule, view, place)
            if end is not None:
                yield from ((line, rule) for line in view.alive[place : end + 1] if line not in view.held)
                break


def block_end(rule: Rule, view: View, place: int) -> int | None:
    """Place of a block's last line, or None if what follows is not the block."""
    folded = view.page.folded
    below = range(place + 1, min(place + 1 + BLOCK_LINES, len(view.alive)))
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
    found = view.page.hits.get(index)
    return found is not None and roles(found, view.full).plain is not None


def at_edges(view: View, clocks: bool) -> Iterator[Proposal]:
    """Lines before the first plain paragraph that a rule of the head names, and after the last that one of the tail names."""
    span = body_span(view)
    if span is None:
        return
    first, last = span
    for index, role in hit_lines(view):
        places = ("head", "edge") if index < first else ("tail", "edge") if index > last else ()
        for rule in role.placed:
            if rule.where in places and (rule.family == "CLOCK") is clocks:
                yield index, rule
                break


def edges(view: View) -> Iterator[Proposal]:
    """Lines that are furniture only before the first plain paragraph (head) or after the last (tail), among their like."""
    found = dict(at_edges(view, clocks=False))
    for index, rule in found.items():
        place = bisect_left(view.alive, index)
        near = (*view.alive[max(0, place - NEAR) : place], *view.alive[place + 1 : place + 1 + NEAR])
        if len(near) < 2 * NEAR or sum(other in found for other in near) >= COMPANY:
            yield index, rule


def clocks(view: View) -> Iterator[Proposal]:
    """The same for clocks: they look like the date of an article, which is metadata first."""
    return at_edges(view, clocks=True)


def menus(view: View) -> Iterator[Proposal]:
    """Lines in a row that are all forms of the edges: a menu, wherever it stands."""
    found = [(index, role.placed[0]) for index, role in hit_lines(view) if role.placed and role.placed[0].family != "CLOCK"]
    run: list[Proposal] = []
    if len(found) < MENU_LINES:
        return
    for index, rule in found:
        if run and bisect_left(view.alive, index) != bisect_left(view.alive, run[-1][0]) + 1:
            yield from run if len(run) >= MENU_LINES else ()
            run = []
        run.append((index, rule))
    yield from run if len(run) >= MENU_LINES else ()


def body_span(view: View) -> tuple[int, int] | None:
    """Indexes of the first and the last plain paragraph; None where there are not two: then there is neither head nor tail.

    On pages with a single one, forms of the edges were body in 12 of 100 places, on others in 2 (measured). A paragraph
    that a rule could remove is not plain: it must not move the edges when it goes.
    """
    first = next((index for index in view.alive if is_prose(view, index)), None)
    last = next((index for index in reversed(view.alive) if is_prose(view, index)), None)
    return None if first is None or last is None or first == last else (first, last)


def is_prose(view: View, index: int) -> bool:
    """Is this a plain paragraph?"""
    folded = view.page.folded[index]
    return len(folded) >= PROSE_LETTERS and (index not in view.page.hits or index in view.held) and words(folded) >= PROSE_WORDS


def propose(passes: Sequence[Pass], view: View) -> dict[int, Rule]:
    """The proposals of some passes over the same view; the first pass that names a line decides its code."""
    marks: dict[int, Rule] = {}
    for work in passes:
        for index, rule in work(view):
            marks.setdefault(index, rule)
    return marks


NAMED: tuple[Pass, ...] = (lines, blocks)
PLACED: tuple[Pass, ...] = (edges, menus)  # over what the named lines leave: places count kept lines
CLOCKS: tuple[Pass, ...] = (clocks,)  # after metadata
