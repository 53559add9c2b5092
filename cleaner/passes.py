"""The passes of named rules and their order. A pass reads columns, proposes lines, changes nothing."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

from cleaner.entries import is_headline
from cleaner.fold import folded_forms, words
from cleaner.model import Rule
from cleaner.prose import PROSE_WORDS, body_span, plain_paragraphs
from cleaner.told import heads_text, heads_words, is_told
from cleaner.view import View, is_furniture, is_timetable, roles

MENU_LINES = 5  # forms of the edges in a row between paragraphs: precision 0.98, 0.95 for three (measured)
KNOWN = 3  # of three entries of a menu one must be a form of either edge: precision 0.993 for 0.991, three in a hundred fewer lines go
NEAR, COMPANY = 5, 3  # of the five lines on either side three must be forms of the edges too: 0.988 precise, 0.984 without
STRAYS = 3  # lines without a form among a short page's last: 114 of 114 forms there were furniture, 170 of 171 with eight
COMMON = ("NAV", "SHOP", "CLOCK", "FORM", "IMG")  # families whose forms lists, tables and timetables have too: no company at a page's foot
HEAD, TAIL = ("head", "edge", "ends"), ("tail", "edge", "ends")
MONTHS = "ARCH01"  # months of an archive stand in a row; one alone heads an entry of a chronology
BLOCK_LINES = 8  # non-blank lines a named block may have below its heading

Proposal = tuple[int, Rule]
Pass = Callable[[View], Iterator[Proposal]]


def lines(view: View) -> Iterator[Proposal]:
    """Lines that are furniture wherever they stand, or anywhere but between two sentences of prose."""
    for index, role in view.hits:
        if role.plain and not is_told(view, index, role.plain):
            yield index, role.plain


def containers(view: View) -> Iterator[Proposal]:
    """Lines of HTML that stand in an element whose name a rule names."""
    if view.page.inside:
        there = frozenset(view.alive)
        for index, rule in view.page.inside.items():
            if index in there and index not in view.held and (rule.safe or view.full):
                yield index, rule


def blocks(view: View) -> Iterator[Proposal]:
    """Widgets of several lines: a heading that is furniture only above its own second line, or down to its own end."""
    for index, role in view.hits:
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
        into = folded_forms(rule.into)
        following = next((step for step in below if not is_furniture(view, view.alive[step]) or folded[view.alive[step]] in into), None)
        if following is None or folded[view.alive[following]] not in into:
            return None
        if not rule.until:
            return following
    until = folded_forms(rule.until)
    for step in below:
        form = folded[view.alive[step]]
        if form in until:
            return step
        if words(form) >= PROSE_WORDS:
            return None
    return None


def at_edges(view: View, clocks: bool) -> Iterator[Proposal]:
    """Lines before the first plain paragraph that a rule of the head names, and after the last that one of the tail names."""
    found = [item for item in view.hits if (item[1].clocks if clocks else item[1].forms)]
    span = body_span(view) if found else None
    if span is None:
        return
    first, last = span
    for index, role in found:
        if not first <= index <= last:
            places = HEAD if index < first else TAIL
            for rule in role.clocks if clocks else role.forms:
                if rule.where in places:
                    yield index, rule
                    break


def edges(view: View) -> Iterator[Proposal]:
    """Lines that are furniture only before the first plain paragraph (head) or after the last (tail), among their like.

    A page's first and last lines have less company; but a title may be worded as an entry of a menu is, and so may
    the headings of a text, which keep each other no company.
    """
    found = list(at_edges(view, clocks=False))
    places = [bisect_left(view.alive, index) for index, _ in found]
    taken = frozenset(places)
    headings = {place for place, (index, rule) in zip(places, found, strict=True) if heads_text(view, index, rule)}
    listed = [place for place in places if place not in headings]
    for place, (index, rule) in zip(places, found, strict=True):
        like = listed if place in headings else places
        company = bisect_right(like, place + NEAR) - bisect_left(like, place - NEAR) - (like is places)
        lonely = like is places and rule.family != "NAV" and (place < NEAR or place + NEAR >= len(view.alive))
        if company < COMPANY and not lonely:
            continue
        alone = is_entry_of_chronology(view, index, rule) and taken.isdisjoint((place - 1, place + 1))
        if not alone and not is_headline(view, place, rule):
            yield index, rule


def is_entry_of_chronology(view: View, index: int, rule: Rule) -> bool:
    """Does a month with its year stand here, that may head an entry if no other stands beside it?"""
    return rule.code == MONTHS and any(map(str.isdigit, view.page.folded[index]))


def foot(view: View) -> Iterator[Proposal]:
    """Forms of the tail among the last lines of a page without two paragraphs, where other forms that no list has stand near.

    Forms that went count too. More of them only lets more go: a second run, which does not see them, finds nothing to do.
    """
    found = last_forms(view)
    company: dict[int, set[str]] = {}
    for place, form in chain(own_forms(view, found), gone_forms(view) if found else ()):
        forms = company.setdefault(place, set())
        if len(forms) <= COMPANY:  # more of them at one place tell nothing more
            forms.add(form)
    for place, rule in found.items():
        near = set().union(*(company.get(other, ()) for other in range(place - NEAR, place + NEAR + 1)))
        near.discard(view.page.folded[view.alive[place]])
        if len(near) >= COMPANY and (rule.family == "NAV" or rule.family not in COMMON):
            yield view.alive[place], rule


def own_forms(view: View, found: Mapping[int, Rule]) -> Iterator[tuple[int, str]]:
    """The forms that no list has among some that were found, with their places."""
    return ((place, view.page.folded[view.alive[place]]) for place, rule in found.items() if rule.family not in COMMON)


def gone_forms(view: View) -> Iterator[tuple[int, str]]:
    """The forms that went, with the places where they stood among the lines still there."""
    for index in view.gone:
        role = roles(view.page.hits.get(index, ()), view.full)
        if role.plain or role.headings or any(rule.family not in COMMON for rule in role.placed):
            yield bisect_left(view.alive, index), view.page.folded[index]


def last_forms(view: View) -> dict[int, Rule]:
    """The forms of the tail below the only paragraph of a page, or on a page with none, by place, until too many lines are none."""
    plain = plain_paragraphs(view)
    if len(plain) > 1:
        return {}
    wordings = dict(view.hits)
    strays, found = 0, {}
    for place in range(len(view.alive) - 1, bisect_right(view.alive, plain[0]) - 1 if plain else -1, -1):
        index = view.alive[place]
        placed = wordings[index].placed if index in wordings else ()
        rule = next((rule for rule in placed if rule.where in TAIL), None)
        if rule and not (heads_words(view, index) or heads_text(view, index, rule) or is_entry_of_chronology(view, index, rule)):
            found[place] = rule
        elif strays == STRAYS:
            break
        else:
            strays += 1
    return found


def clocks(view: View) -> Iterator[Proposal]:
    """The same for clocks: they look like the date of an article, which is metadata first. A masthead has one: several are a timetable."""
    found = list(at_edges(view, clocks=True))
    alike = Counter(rule for _, role in view.hits for rule in role.clocks) if found else {}
    yield from (item for item in found if not is_timetable(item[1], alike[item[1]]))


def menus(view: View) -> Iterator[Proposal]:
    """Lines in a row that are all forms of the edges: a menu, wherever it stands."""
    found = [(index, role.entry) for index, role in view.hits if role.entry and not heads_words(view, index)]
    run: list[Proposal] = []
    if len(found) < MENU_LINES:
        return
    last = -1
    for index, rule in found:
        place = bisect_left(view.alive, index)
        if run and place != last + 1:
            yield from entries(view, run)
            run = []
        run.append((index, rule))
        last = place
    yield from entries(view, run)


def entries(view: View, run: Sequence[Proposal]) -> Iterator[Proposal]:
    """The entries in a row that are a menu. Some must be known whole: beginnings and ends of entries begin and end verses too."""
    if len(run) >= MENU_LINES and KNOWN * sum(rule.where == "edge" for _, rule in run) >= len(run):
        last, rule = run[-1]
        yield from run[:-1] if is_headline(view, bisect_left(view.alive, last), rule) else run


def propose(passes: Sequence[Pass], view: View) -> dict[int, Rule]:
    """The proposals of some passes over the same view; the first pass that names a line decides its code."""
    marks: dict[int, Rule] = {}
    for work in passes:
        for index, rule in work(view):
            marks.setdefault(index, rule)
    return marks


NAMED: tuple[Pass, ...] = (lines, blocks)
PLACED: tuple[Pass, ...] = (edges, foot, menus)  # over what the named lines leave: places count kept lines
CLOCKS: tuple[Pass, ...] = (clocks, containers)  # after metadata: bylines stand among share buttons too
