"""Rules of a site from its counts and habits: what may be learned, where it holds, and what is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from cleaner.fold import words
from cleaner.learn.layout import BODY, HEAD, TAIL, Counted, Habits, Layout
from cleaner.repeats import SHARES, Lines, is_prose, outside, repeated
from cleaner.sites import Site, SiteRule, slotted

SAFE_SHARE = 0.2  # of the pages: level safe removes what is far above chance
LEAST_SHARE = 0.02  # what fewer pages have is not even evidence
STEADY = 0.95  # share of the pages on which a line keeps to one side of the article
SAFE_WORDS = 20
RUN, TOGETHER = 3, 0.8  # lines of a run, and how often two of them stand together
AGAIN = 1.3  # times a page: what heads paragraphs once a page may be a section title
BOUND_SHARES = (0.8, 0.5)  # a bound is on nearly all pages, or, where there is none, on half of them
COVERED, BOUNDS = 0.95, 6  # as many bounds are taken as cover nearly all pages
MOST_PROSE = 0.02  # share of a page's own prose that a rule may take
METADATA = 0.2  # share of the pages from which on a form is metadata, not a menu entry that names a person
OVER = timedelta(days=90)  # what has not been seen for as long, on AFTER younger pages, has ended
AFTER = 5
EXAMPLES = 3
LONG_LIST = 60  # lines of one rule
WHY = {
    "SITE01": "many pages of this site have this line",
    "SITE02": "many pages of this site have these lines, one below the other",
    "SITE03": "many pages of this site have this line but for its numbers or days",
    "SITE04": "stands outside the lines between which this site prints its articles",
    "SITE05": "evidence for the scorecard: pages of this site share this line, not surely as furniture",
}
PLACE = {"head": "above the article", "tail": "below the article", "edge": "above or below the article", "any": "anywhere"}


class Finder:
    """What one site repeats, as rules.

    Args:
        pages: number of pages counted.
        forms, slots: what enough of them share.
        layouts: the pages that are looked at closely.
        meta: on how many of those pages a form is a byline, a date or a credit.
        habits: where each key stands on those pages.
    """

    def __init__(
        self,
        pages: int,
        forms: Mapping[str, Counted],
        slots: Mapping[str, Counted],
        layouts: Sequence[Layout],
        meta: Counter[str],
        habits: Mapping[str, Habits],
    ) -> None:
        self.pages, self.layouts, self.habits = pages, layouts, habits
        self.barred = meta + Counter(f"\0{slotted(form)}" for form in meta.elements() if slotted(form))
        self.counts = {**forms, **{f"\0{slot}": count for slot, count in slots.items()}}
        self.where = {key: place_of(habit) for key, habit in habits.items()}

    def share(self, key: str) -> float:
        """Share of the pages that have a key."""
        return self.counts[key].pages / self.pages

    def may(self, key: str) -> bool:
        """May this be learned at all: is it no metadata, and no title of a section with paragraphs below it?"""
        habit = self.habits.get(key)
        if habit is None or self.share(key) < LEAST_SHARE or self.barred[key] > METADATA * habit.seen:
            return False
        once = self.counts[key].times < AGAIN * self.counts[key].pages
        return not (self.where[key] == "any" and once and 2 * habit.heads >= habit.inside)

    def is_safe(self, key: str) -> bool:
        """Is this furniture far above chance: on one side of the article on many pages, and no prose?"""
        raw = self.counts[key].raw
        form = key.removeprefix("\0")
        steady = self.where[key] != "any"
        return steady and self.share(key) >= SAFE_SHARE and words(form) <= SAFE_WORDS and not is_prose(raw, form)

    def rules(self) -> list[SiteRule]:
        """All rules, the surest first."""
        keys = sorted((key for key in self.counts if self.may(key)), key=self.order)
        safe = [key for key in keys if self.is_safe(key)]
        runs = [run for run in self.runs([key for key in safe if key[0] != "\0"]) if len(run) >= RUN]
        in_runs = {key for run in runs for key in run}
        found = [self.rule("SITE02", self.common_place(run), run) for run in runs]
        for code, slot in (("SITE01", False), ("SITE03", True)):
            single = [key for key in safe if key not in in_runs and (key[0] == "\0") is slot]
            found += self.grouped(code, single, {key: self.where[key] for key in single})
        found += [self.rule("SITE04", "any", [key], side) for side, key in self.bounds(keys)]
        doubtful = [key for key in keys if key not in set(safe) and key[0] != "\0"]
        found += self.grouped("SITE05", doubtful, dict.fromkeys(doubtful, "any"))
        return found

    def order(self, key: str) -> tuple[float, str]:
        """Sorts keys by their usual place on the page."""
        steps = sorted(self.habits[key].steps)
        return steps[len(steps) // 2], key

    def runs(self, keys: Sequence[str]) -> list[list[str]]:
        """Chains of keys that stand one below the other wherever they are."""
        wanted, begun = set(keys), set[str]()
        following: dict[str, str] = {}
        for key in keys:
            near = [(count, other) for other, count in self.habits[key].after.items() if other in wanted and other != key]
            if near:
                count, other = max(near, key=lambda pair: (pair[0], pair[1]))
                if count >= TOGETHER * max(self.habits[key].seen, self.habits[other].seen):
                    following[key] = other
        heads = [key for key in keys if key not in following.values()] + list(keys)
        chains = []
        for key in heads:
            chain: list[str] = []
            step: str | None = key
            while step is not None and step not in begun:
                begun.add(step)
                chain.append(step)
                step = following.get(step)
            if chain:
                chains.append(chain)
        return chains

    def common_place(self, keys: Sequence[str]) -> str:
        """The place of lines that stand together."""
        places = {self.where[key] for key in keys}
        return places.pop() if len(places) == 1 else "edge"

    def grouped(self, code: str, keys: Sequence[str], where: Mapping[str, str]) -> Iterator[SiteRule]:
        """One rule for the lines of one place that about as many pages have."""
        groups: dict[tuple[int, str], list[str]] = {}
        for key in keys:
            groups.setdefault((sum(self.share(key) >= edge for edge in SHARES), where[key]), []).append(key)
        for (_, place), members in sorted(groups.items(), key=lambda item: (-item[0][0], item[0][1])):
            for start in range(0, len(members), LONG_LIST):
                yield self.rule(code, place, members[start : start + LONG_LIST])

    def rule(self, code: str, where: str, keys: Sequence[str], side: str = "") -> SiteRule:
        """A rule for some keys."""
        habits = [self.habits[key] for key in keys]
        pages = min(self.counts[key].pages for key in keys)
        lines = tuple(self.counts[key].raw for key in keys)
        days = [(habit.first, habit.last) for habit in habits if habit.first and habit.last]
        last = max((last for _, last in days), default=None)
        rule = SiteRule(
            code,
            f"{WHY[code]}{'' if code in ('SITE04', 'SITE05') else ', ' + PLACE[where]}",
            where,
            pages=pages,
            of=self.pages,
            first=min((first for first, _ in days), default=None),
            last=last,
            until=self.until(last, pages),
            removes=tuple(sorted({raw for habit in habits for raw in habit.raws})[:EXAMPLES]) if code == "SITE03" else lines[:EXAMPLES],
            keeps=self.keeps(keys) if code not in ("SITE04", "SITE05") else (),
            safe=code not in ("SITE04", "SITE05"),
        )
        if code == "SITE03":
            return replace(rule, slot=tuple(key[1:] for key in keys))
        if side:
            return replace(rule, above=lines) if side == "above" else replace(rule, below=lines)
        return replace(rule, line=lines)

    def until(self, last: date | None, pages: int) -> date | None:
        """The end of a layout that many later pages do not have."""
        later = [page.day for page in self.layouts if page.day and last and page.day > last]
        return last if last and len(later) >= max(AFTER, pages // 5) and max(later) - last >= OVER else None

    def keeps(self, keys: Sequence[str]) -> tuple[str, ...]:
        """Lines of articles that hold a form of the rule, or else stand beside one, and stay."""
        forms = [key for key in keys if key[0] != "\0" and len(key) > 3]
        near: list[str] = []
        for page in self.layouts:
            for line, size in zip(page.lines, page.prose(), strict=True):
                if size and any(form in line.form for form in forms):
                    return (line.raw,)
                if size and len(near) < 20:
                    near.append(line.raw)
        return (min(near, key=lambda raw: (len(raw), raw)),) if near else ()

    def bounds(self, keys: Sequence[str]) -> Iterator[tuple[str, str]]:
        """The lines nearest to the articles that stand on one side of them only: side and key."""
        pages = [page for page in self.layouts if page.has_body]
        for side, name in ((HEAD, "above"), (TAIL, "below")):
            left = pages
            for least in BOUND_SHARES:
                steady = {key for key in keys if key[0] != "\0" and self.share(key) >= least and self.habits[key].share(side) >= STEADY}
                for key in nearest(left, steady, side, len(pages)):
                    yield name, key
                    left = [page for page in left if key not in page.keys]

    def checked(self, site: Site) -> tuple[Site, list[str]]:
        """The site without rules that take too much of any page's own prose, and what is to be told of them."""
        told: list[str] = []
        while site.rules:
            harm: Counter[SiteRule] = Counter()
            for page in self.layouts:
                sizes = page.prose()
                lines = Lines.of(site, range(len(page.lines)), [line.raw for line in page.lines], [line.form for line in page.lines])
                gone: Counter[SiteRule] = Counter()
                for step, rule in {**dict(outside(site, lines)), **dict(repeated(site, lines))}.items():
                    gone[rule] += sizes[step]
                for rule, size in gone.items():
                    harm[rule] = max(harm[rule], 1000 * size // max(1, sum(sizes)))
            bad = {rule: share for rule, share in harm.items() if share > 1000 * MOST_PROSE}
            if not bad:
                break
            for rule, share in bad.items():
                line = (rule.line + rule.slot + rule.above + rule.below)[0]
                told.append(f"{site.name}: {rule.code} {line!r} is refused: it would remove {share / 10:.0f} % of the prose of a page")
            site = replace(site, rules=tuple(rule for rule in site.rules if rule not in bad))
        return site, told


def place_of(habit: Habits) -> str:
    """Where a line is learned to stand."""
    for name, sides in (("head", (HEAD,)), ("tail", (TAIL,)), ("edge", (HEAD, TAIL))):
        if habit.share(*sides) >= STEADY:
            return name
    return "any" if habit.alone[BODY] or habit.share(HEAD, TAIL) < STEADY else "edge"


def nearest(pages: Sequence[Layout], steady: Collection[str], side: int, number: int) -> Iterator[str]:
    """Of some keys those that stand nearest to the article, until nearly all of a site's pages have one."""
    left = list(pages)
    for _ in range(BOUNDS):
        if len(left) <= (1 - COVERED) * number:
            return
        found: Counter[str] = Counter()
        for page in left:
            steps = range(page.start - 1, -1, -1) if side == HEAD else range(page.end, len(page.keys))
            key = next((page.keys[step] for step in steps if page.keys[step] in steady), None)
            if key:
                found[key] += 1
        if not found:
            return
        best = max(found, key=lambda key: (found[key], key))
        yield best
        left = [page for page in left if best not in page.keys]
