"""Rounds: passes, metadata, places and scorecard over the lines still there, until nothing is proposed."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain
from typing import Any, NamedTuple

from cleaner import meta, passes
from cleaner.model import BUDGETS, Options, Page, Status
from cleaner.repeats import Lines, ended, outside, repeated
from cleaner.rules import wanted
from cleaner.sites import Site, SiteRule
from cleaner.summary import summary
from cleaner.view import View, kept_by_packs

MOST_ROUNDS = 50  # removal only shrinks, so rounds end by themselves; this bounds a page made to be slow
# A byline or a date under each of many headings is a list of articles: their lines are its content. An article's own
# go in one round, or in two where the first uncovers more.
MOST_MOVES = 2
MOVES = {"META01": "title", "META02": "byline", "META03": "date", "META04": "credit"}

Mark = tuple[str, str]  # code, why


class Judge(NamedTuple):
    """What judging needs: the options and the words of metadata. `full` says if the scorecard is asked, `telling` if anybody
    wants the metadata itself.
    """

    options: Options
    cues: meta.Cues
    full: bool
    site: Site | None = None
    telling: bool = True

    @classmethod
    def of(cls, options: Options, cues: meta.Cues) -> Judge:
        """With the scorecard at level full, unless its code is not chosen."""
        return cls(options, cues, options.level == "full" and wanted("STRUCT01", options.select, options.ignore))

    def speaking(self, language: str | None) -> Judge:
        """The same for a document of another language."""
        return self._replace(options=replace(self.options, language=language))

    def moving_nothing(self) -> Judge:
        """The same, but metadata is only told."""
        return self._replace(options=replace(self.options, move=()))

    def announces(self, form: str) -> bool:
        """Does a folded line begin with words that stand before an author?"""
        return meta.byline.begins_with(form, self.cues)

    def budget(self) -> float:
        """Share of non-blank characters that may go."""
        share = self.options.max_removed
        return BUDGETS["full" if self.full else "safe"] if share is None else share


@dataclass(slots=True)
class Work:
    """The state of one document: the lines still there, where the others went, the metadata found."""

    page: Page
    alive: list[int]
    held: frozenset[int]
    gone: dict[int, Mark] = field(default_factory=dict)
    found: dict[str, Any] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)

    def fresh(self) -> Work:
        """The lines still there, as if they were the input."""
        return Work(self.page, list(self.alive), self.held)

    def remove(self, marks: dict[int, Mark]) -> bool:
        """Take lines out; True if there were any."""
        if marks:
            self.gone.update(marks)
            self.alive = [index for index in self.alive if index not in marks]
        return bool(marks)

    def take(self, later: Work) -> None:
        """Add what a run over the lines still there took out and found; values found first stay."""
        self.alive = later.alive
        self.gone |= later.gone
        self.found = later.found | self.found
        self.sources = later.sources | self.sources

    def furniture(self) -> list[int]:
        """The lines that went for good, not to a field."""
        return [index for index, (code, _) in self.gone.items() if code not in MOVES]

    def share(self) -> float:
        """Share of the non-blank characters removed as furniture."""
        lines = self.page.lines
        removed = sum(len(lines[index].strip()) for index in self.furniture())
        return removed / (removed + sum(map(len, map(str.strip, map(lines.__getitem__, self.alive))))) if removed else 0.0


def settle(work: Work, judge: Judge) -> tuple[Status, str]:
    """Judge a document within its budget; `work` then holds the answer.

    Over the budget level full answers as level safe does, and safe leaves the text alone. What level safe leaves
    is judged again as an input of its own, so that a second run finds nothing to do: the lines that went before are no part of it.
    """
    status: tuple[Status, str] = ("ok", "")
    while True:
        attempt, went = work.fresh(), frozenset(work.gone)
        listed = not rounds(attempt, judge, went)
        if listed:
            attempt = work.fresh()
            rounds(attempt, judge.moving_nothing(), went)
        named_all = not attempt.alive and all(code != "STRUCT01" for code, _ in attempt.gone.values())
        if named_all or attempt.share() <= judge.budget():
            before = len(work.alive)
            work.take(attempt)
            if listed and len(work.alive) < before:
                settle(work, judge)  # of what is left bylines may come in fewer rounds: a second run would see that
            return ("all-furniture", "every line is named by a rule") if not work.alive and status[0] == "ok" else status
        if not judge.full:
            return "over-budget", refuse(work, attempt)
        told = f"level full would remove {attempt.share():.0%} of the characters"
        before = len(work.alive)
        safe, detail = settle(work, judge._replace(full=False))
        status = "over-budget", f"{told}; {detail}" if safe == "over-budget" else f"{told}; this is the answer of level safe"
        if len(work.alive) == before:
            return status


def refuse(work: Work, attempt: Work) -> str:
    """Leave every line where it is, but report the metadata; returns what is to be told."""
    work.found, work.sources = attempt.found | work.found, attempt.sources | work.sources
    return f"the rules would remove {attempt.share():.0%} of the characters, more than max_removed allows; the text is unchanged"


def rounds(work: Work, judge: Judge, went: Collection[int] = ()) -> bool:
    """Everything over the kept lines as if they were the input, until nothing is proposed.

    Metadata is read again only if lines went since it was last read: it is the dearest step. `went` are lines that are no part of
    the input. False, with the work half done, if bylines and dates keep coming: the page is a list.
    """
    read_at, moves = -1, 0
    for number in range(MOST_ROUNDS):
        before = len(work.alive)
        later = of_site(work, judge, judge.site) if judge.site else {}
        named(work, (passes.NAMED, passes.PLACED), judge)
        if len(work.alive) != read_at and (judge.telling or hangs_on_metadata(work, judge)):
            read_at = len(work.alive)
            moves += not moved(work, judge).isdisjoint(("META02", "META03"))
            if moves > MOST_MOVES:
                return False
        named(work, (passes.CLOCKS,), judge)
        for_site(work, judge, later)
        if judge.full:
            judged(work, number == 0, went)
        if len(work.alive) == before:
            break
    return True


def hangs_on_metadata(work: Work, judge: Judge) -> bool:
    """May a line go or stay because of the metadata? Lines that move apart, it holds lines which a rule would name: are there any left?"""
    free = work.page.hits.keys() - work.held
    return judge.full or judge.site is not None or bool(judge.options.move) or not free.isdisjoint(work.alive)


def named(work: Work, groups: Sequence[Sequence[passes.Pass]], judge: Judge) -> None:
    """Groups of passes of named rules, one after another; each sees what the one before it left."""
    if not (work.page.hits or work.page.inside):
        return
    view: View | None = None
    for group in groups:
        view = view or View.of(work.page, work.alive, work.held, judge.full, judge.announces, work.furniture())
        if work.remove({index: (rule.code, rule.why) for index, rule in passes.propose(group, view).items()}):
            view = None


def of_site(work: Work, judge: Judge, site: Site) -> dict[int, SiteRule]:
    """Take out what the page's site repeats; returns what stands outside its articles, which goes once metadata is read."""
    lines = Lines.of(site, work.alive, work.page.lines, work.page.folded)
    later = dict(chain(outside(site, lines) if judge.full else (), ended(lines)))
    for_site(work, judge, dict(repeated(site, lines)))
    return later


def for_site(work: Work, judge: Judge, found: Mapping[int, SiteRule]) -> None:
    """Take out lines that rules of a site name, if their codes are chosen and their layout had not ended.

    Built-in keep rules are about wording: a site that is known to repeat the line knows better.
    """
    select, ignore = judge.options.select, judge.options.ignore
    alive, day = frozenset(work.alive), work.found.get("published")
    free = kept_by_packs(work.page) if found else frozenset()
    work.remove(
        {
            index: (rule.code, rule.why)
            for index, rule in found.items()
            if index in alive and (index not in work.held or index in free) and wanted(rule.code, select, ignore) and rule.holds(day)
        }
    )


def moved(work: Work, judge: Judge) -> set[str]:
    """Metadata: lines that hold nothing else move to their fields, if they may; the codes of those that did."""
    found = meta.read(work.page, Absent(work.alive, len(work.page.folded)), judge.cues, judge.options, judge.options.language)
    values = {name: value for name, value in found._asdict().items() if name not in ("sources", "moved") and value is not None}
    work.found = values | work.found
    work.sources = found.sources | work.sources
    may = {index: code for index, code in found.moved.items() if index not in work.held}
    going = {index: code for index, code in may.items() if MOVES[code] in judge.options.move}
    work.held |= may.keys() - going.keys()
    work.remove({index: (code, f"moved: the {MOVES[code]}") for index, code in going.items()})
    return set(going.values())


def judged(work: Work, first: bool, went: Collection[int]) -> bool:
    """The scorecard; True if lines went. `went` are lines that are no part of the input."""
    from cleaner import structure  # brings numpy, which a safe run must not load

    if work.page.markup is not None:
        return first and judged_html(work)
    held = work.held | (summary(work.page, work.alive, work.gone) if first else frozenset())
    found = structure.judge(work.page, work.alive, first, went)
    return work.remove({item.index: ("STRUCT01", item.why) for item in found if item.index not in held})


def judged_html(work: Work) -> bool:
    """The scorecard of HTML, once: what it leaves has no markup to judge again; True if lines went."""
    from cleaner.html.judge import judge

    marks = {item.index: ("STRUCT01", item.why) for item in judge(work.page, work.alive) if item.index not in work.held}
    return work.remove(marks)


class Absent(Collection[int]):
    """The indexes that are not among the live ones, without a set of them being built for every page."""

    def __init__(self, alive: Sequence[int], size: int) -> None:
        self.alive = alive  # in order, none of them blank
        self._size = size

    @cached_property
    def there(self) -> frozenset[int]:
        """The live ones."""
        return frozenset(self.alive)

    def __contains__(self, index: object) -> bool:
        return index not in self.there

    def __iter__(self) -> Any:
        return (index for index in range(self._size) if index not in self.there)

    def __len__(self) -> int:
        return self._size - len(self.there)
