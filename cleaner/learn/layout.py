"""How the pages of a site are laid out: where the article stands on each, and on which side of it a form does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from cleaner.fold import words
from cleaner.repeats import is_prose

KNOWN_COST = 25  # words of an article that a line the site repeats outweighs, below another one
ALONE_COST = 8  # the same for the first: a call between two paragraphs is no end
BESIDE_COST = 400  # the same for a line that most articles of the site end or begin at
BESIDE, FEWEST_BESIDE = 0.75, 3  # share of the pages, and pages, on which it does
MOST_WORDS = 60  # no line counts more towards the article
SHORT_WORTH = 3  # words of no prose that are worth one of prose
BODY_WORDS = 20  # an article has as many words
HEAD, BODY, TAIL = range(3)


class Counted(NamedTuple):
    """How often a form stands on a site: on how many pages, how many times, and one spelling of it."""

    pages: int
    times: int
    raw: str


class PageLine(NamedTuple):
    """A line of a page that is looked at closely."""

    raw: str
    form: str
    slot: str
    blank: int


@dataclass(slots=True)
class Layout:
    """One page: its lines, the key (form or slot) that many pages share or "", and the span of its article (start >= end: none)."""

    lines: list[PageLine]
    keys: list[str]
    start: int
    end: int
    day: date | None = None

    @property
    def has_body(self) -> bool:
        """Was an article found?"""
        return self.start < self.end

    def side(self, step: int) -> int:
        """HEAD, BODY or TAIL."""
        return HEAD if step < self.start else TAIL if step >= self.end else BODY

    def text(self) -> str:
        """The page as text; of blank lines one in a row."""
        return "\n".join("\n" * line.blank + line.raw for line in self.lines)

    def prose(self) -> list[int]:
        """Words of each line of the article that is prose of this page alone; 0 for the others."""
        return [
            words(line.form or line.raw)
            if self.start <= step < self.end and not self.keys[step] and is_prose(line.raw, line.form or line.raw)
            else 0
            for step, line in enumerate(self.lines)
        ]


def keys_of(lines: Sequence[PageLine], forms: Mapping[str, Counted], slots: Mapping[str, Counted]) -> list[str]:
    """The form or the slot of each line that many pages share, "" for other lines. A slot begins with a NUL."""
    return [line.form if line.form in forms else "\0" + line.slot if line.slot in slots else "" for line in lines]


def all_laid_out(
    pages: Sequence[list[PageLine]], shared: Mapping[str, Counted], slots: Mapping[str, Counted], few: Mapping[str, Counted]
) -> list[Layout]:
    """The layouts of a site's pages: first each by itself, then knowing which lines stand beside most of the articles."""
    keyed = [(lines, keys_of(lines, shared, slots)) for lines in pages]
    first = [laid_out(lines, keys, few) for lines, keys in keyed]
    beside = neighbours(first)
    return [laid_out(lines, keys, few, beside) for lines, keys in keyed]


def neighbours(layouts: Sequence[Layout]) -> frozenset[str]:
    """The lines that stand right above or right below the article on most of the pages that have them."""
    pages = Counter(key for page in layouts if page.has_body for key in set(page.keys))
    near: Counter[str] = Counter()
    for page in layouts:
        if page.has_body:
            above = next((key for key in reversed(page.keys[: page.start]) if key), "")
            below = next((key for key in page.keys[page.end :] if key), "")
            near.update({above, below} - {""})
    return frozenset(key for key, number in near.items() if number >= max(FEWEST_BESIDE, BESIDE * pages[key]))


def laid_out(lines: list[PageLine], keys: list[str], few: Mapping[str, Counted], beside: frozenset[str] = frozenset()) -> Layout:
    """Find the article: the span with most words that this page has alone, less a cost for each line that the site repeats.

    Args:
        lines, keys: of the page.
        few: forms that more than one page has; those without a key say nothing.
        beside: keys that stand right beside the articles of the site: an article hardly goes on beyond one.
    """
    best, start, end, total, begin = 0, 0, 0, 0, 0
    for step, (line, key) in enumerate(zip(lines, keys, strict=True)):
        own = 0 if line.form and line.form in few else weight(line)
        if key:
            total -= BESIDE_COST if key in beside else KNOWN_COST if step and keys[step - 1] else ALONE_COST
        else:
            total += own
        if total <= 0:
            total, begin = 0, step + 1
        elif total > best and own and not key:
            best, start, end = total, begin, step + 1
    return Layout(lines, keys, start, end) if best >= BODY_WORDS else Layout(lines, keys, 0, 0)


def weight(line: PageLine) -> int:
    """What a line of the page's own says for an article: its words, fewer if it is no prose but perhaps a headline of another."""
    form = line.form or line.raw
    count = min(words(form), MOST_WORDS)
    return count if is_prose(line.raw, form) else count // SHORT_WORTH


@dataclass(slots=True)
class Habits:
    """Where a key stands on the pages that have it.

    `alone` counts pages on which it stands on one side only; `heads` how often a line of the article's own follows it in the
    article, `inside` how often it stands there; `after` what stands in the next line.
    """

    seen: int = 0
    alone: Counter[int] = field(default_factory=Counter)
    mixed: int = 0
    inside: int = 0
    heads: int = 0
    after: Counter[str] = field(default_factory=Counter)
    steps: list[int] = field(default_factory=list)
    first: date | None = None
    last: date | None = None
    raws: set[str] = field(default_factory=set)

    def share(self, *sides: int) -> float:
        """Share of the pages on which it stands only on these sides."""
        return (sum(self.alone[side] for side in sides) + (self.mixed if set(sides) == {HEAD, TAIL} else 0)) / max(1, self.seen)


def habits_of(layouts: Sequence[Layout]) -> dict[str, Habits]:
    """The habits of every key, over the pages that have an article."""
    found: dict[str, Habits] = {}
    for page in layouts:
        sides: dict[str, set[int]] = {}
        for step, key in enumerate(page.keys):
            if key:
                sides.setdefault(key, set()).add(page.side(step) if page.has_body else TAIL if step else HEAD)
                note(found.setdefault(key, Habits()), page, step)
        for key, where in sides.items():
            habit = found[key]
            habit.seen += 1
            if len(where) == 1:
                habit.alone[next(iter(where))] += 1
            habit.mixed += where == {HEAD, TAIL}
            if page.day:
                habit.first = min(habit.first or page.day, page.day)
                habit.last = max(habit.last or page.day, page.day)
    return found


def note(habit: Habits, page: Layout, step: int) -> None:
    """Note one place of a key."""
    habit.steps.append(step)
    habit.raws = set(sorted({*habit.raws, page.lines[step].raw})[:3])
    following = page.keys[step + 1] if step + 1 < len(page.keys) else ""
    if following:
        habit.after[following] += 1
    if page.has_body and page.side(step) == BODY:
        habit.inside += 1
        habit.heads += not following
