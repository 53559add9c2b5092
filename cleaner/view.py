"""What a pass of named rules sees: the lines still there, and what the rules that match them may do."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from cleaner.book import builtin_book
from cleaner.fold import words
from cleaner.model import ANYWHERE, Page, Rule

SENTENCE_ENDS = (*".,;!?", *"。！？、", *"।॥", *"؟،؛۔")  # no entry of a menu ends so
STOPS, TRAILING = (*".,;", *"。、", *"।॥", *"،؛۔"), ("...", "。。")
BRIEF = 5  # words of a label
CLOCKS_SHOWN = 2  # clocks of a page: one in its head, one in a menu
# Codes of labels and buttons that verses, dialogue and speeches have for sentences ("Go back.", "Keep reading,").
LABELS = frozenset(
    (
        *("NEWS01", "UI02", "UI08", "NAV01", "NAV02", "SHARE01", "SHARE02"),
        *("SHARE03", "COOK02", "REL01", "REL02", "REL04", "REL05", "PAGE01"),
    )
)


class Roles(NamedTuple):
    """What the rules of one line may do: `plain` in the middle of an article too, `placed` at an edge, `headings` above a block.

    Of those at an edge some are `clocks`, the others `forms`. `entry` is what makes the line one of a menu: a form of either edge, if
    there is one.
    """

    plain: Rule | None
    placed: tuple[Rule, ...]
    forms: tuple[Rule, ...]
    clocks: tuple[Rule, ...]
    headings: tuple[Rule, ...]
    entry: Rule | None


@lru_cache(4096)
def roles(found: tuple[Rule, ...], full: bool, sentence: bool = False) -> Roles:
    """Sort the rules that match a line by what they may do at a level. Keep rules act by being there.

    Entries of menus are known by a word or two, and no line that ends as a `sentence` does is one.
    """
    acting = [rule for rule in found if not rule.keep and (rule.safe or full)]
    singles = [rule for rule in acting if not (rule.into or rule.until)]
    placed = [rule for rule in singles if rule.where not in ANYWHERE]
    clocks = tuple(rule for rule in placed if rule.family == "CLOCK")
    entry = next((rule for rule in placed if rule.where == "edge" and rule not in clocks), placed[0]) if placed else None
    if entry and (placed[0] in clocks or (sentence and entry.family == "NAV")):
        entry = None
    placed = [rule for rule in placed if not (sentence and rule.family == "NAV")]
    return Roles(
        next((rule for where in ANYWHERE for rule in singles if rule.where == where), None),
        tuple(placed),
        tuple(rule for rule in placed if rule not in clocks),
        clocks,
        tuple(rule for rule in acting if rule.into or rule.until),
        entry,
    )


def wordings(page: Page, full: bool) -> list[tuple[int, Roles]]:
    """What the rules of each line may do at a level, found out once: rounds look at the same lines again and again."""
    known: list[tuple[int, Roles]] | None = page.roles.get(full)
    if known is None:
        known = page.roles[full] = [(index, role_of(page, index, found, full)) for index, found in page.hits.items()]
    return known


def role_of(page: Page, index: int, found: tuple[Rule, ...], full: bool) -> Roles:
    """What the rules of a line may do; a short one that ends as a sentence does is no label, but something somebody said."""
    line = page.lines[index].rstrip()
    if line.endswith(STOPS) and not line.endswith(TRAILING) and words(page.folded[index]) <= BRIEF:
        found = tuple(rule for rule in found if rule.keep or rule.code not in LABELS)
    return roles(found, full, line.endswith(SENTENCE_ENDS))


@dataclass(slots=True)
class View:
    """What a pass sees: the page, the indexes of the lines still there, those that may not go, and what rules say of the others.

    `alive` and `hits` are in order; `hits` are the lines that wording proposes and nothing holds. `gone` are the lines of the input
    that went as furniture: what an earlier judgement took is no part of the input. `announces` says if a
    folded line begins with words that stand before an author.
    """

    page: Page
    alive: Sequence[int]
    held: frozenset[int]
    full: bool
    hits: list[tuple[int, Roles]]
    announces: Callable[[str], bool]
    gone: Sequence[int] = ()
    plain: list[int] | None = None  # the paragraphs that no rule could remove, once a pass has asked for them

    @classmethod
    def of(
        cls,
        page: Page,
        alive: Sequence[int],
        held: frozenset[int],
        full: bool,
        announces: Callable[[str], bool],
        gone: Sequence[int] = (),
    ) -> View:
        """A view of the lines still there."""
        there = page.hits.keys() - held
        there.intersection_update(alive)
        hits = [item for item in wordings(page, full) if item[0] in there]
        return cls(page, alive, held, full, hits, announces, gone)


def is_timetable(rule: Rule, alike: int) -> bool:
    """Are so many lines that a rule of clocks names a timetable?"""
    return rule.code == "CLOCK01" and alike > CLOCKS_SHOWN


def is_furniture(view: View, index: int) -> bool:
    """Does a rule name this line wherever it stands?"""
    found = view.page.hits.get(index)
    return found is not None and roles(found, view.full).plain is not None


def kept(page: Page) -> frozenset[int]:
    """Indexes of the lines that a keep rule holds."""
    return frozenset(index for index, rules in page.hits.items() if rules[0].keep)


def kept_by_packs(page: Page) -> frozenset[int]:
    """Indexes of the lines that built-in packs alone hold."""
    names = builtin_book().tables
    return frozenset(
        index for index in kept(page) if all(rule.pack in names and rule.at.startswith("packs/") for rule in page.hits[index] if rule.keep)
    )
