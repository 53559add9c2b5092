"""Learning again: what is found anew goes into a site's file, and what a person changed there stays."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from cleaner.fold import fold
from cleaner.sitefile import check_sum, is_edited, sealed
from cleaner.sites import Site, SiteRule, slotted

LISTS = ("line", "slot", "above", "below")


def merged(old: Site, fresh: Site | None, added: Mapping[str, int] | None = None, pages: int = 0) -> Site:
    """A site's file and what was found anew.

    Rules that a person wrote, changed or disabled stay as they are but for their counts; lines that a person took out stay out.

    Args:
        old: the site of the file.
        fresh: what was found; None for nothing.
        added: None if `fresh` was learned from all pages, old and new: then its rules take the place of the old ones. Else, on how
            many of the new pages each form of `old` stands: counts are added, and only lines that are new make new rules.
        pages: number of new pages, if `added` is given.
    """
    gone = old.learned - {check_sum(form) for rule in old.rules for form in forms_of(rule)}
    whole = added is None
    counts = counted(fresh.rules if fresh else ()) if added is None else added
    total = (fresh.pages if fresh else old.pages) if whole else old.pages + pages
    stays = [recounted(rule, counts, total, whole, fresh) for rule in old.rules if not whole or is_edited(rule)]
    there = {form for rule in stays for form in forms_of(rule)}
    new = [shrunk(rule, there, gone) for rule in (fresh.rules if fresh else ())]
    rules = [*stays, *(sealed(rule if whole else replace(rule, of=total)) for rule in new if any(getattr(rule, name) for name in LISTS))]
    return Site(
        old.name,
        total,
        fresh.near_duplicates if fresh and whole else old.near_duplicates + (fresh.near_duplicates if fresh else 0),
        earliest([old.first, fresh.first if fresh else None]),
        latest([old.last, fresh.last if fresh else None]),
        tuple(sorted(rules, key=lambda rule: (rule.code, -rule.pages, forms_of(rule)))) if not whole else tuple(rules),
        old.keep,
        old.learned | (fresh.learned if fresh else frozenset()),
    )


def forms_of(rule: SiteRule) -> tuple[str, ...]:
    """All folded forms of a rule."""
    return (*map(fold, rule.line + rule.above + rule.below), *rule.slot)


def counted(rules: Iterable[SiteRule]) -> dict[str, int]:
    """The pages of each form of some rules."""
    return {form: rule.pages for rule in rules for form in forms_of(rule)}


def recounted(rule: SiteRule, counts: Mapping[str, int], total: int, whole: bool, fresh: Site | None) -> SiteRule:
    """A rule with its counts brought up to date; its check sum still tells whether a person changed it."""
    edited = is_edited(rule)
    found = [counts.get(form, 0) for form in forms_of(rule)]
    pages = (min(found) or rule.pages) if whole else rule.pages + min(found)
    seen = fresh.last if fresh and max(found) else None
    rule = replace(rule, pages=min(pages, total), of=total, last=latest([rule.last, seen]))
    return rule if edited else sealed(rule)


def shrunk(rule: SiteRule, there: set[str], gone: frozenset[str]) -> SiteRule:
    """A new rule without lines that stand in an old one, or that a person took out."""

    def left(form: str) -> bool:
        return form not in there and check_sum(form) not in gone

    return replace(
        rule,
        line=tuple(line for line in rule.line if left(fold(line))),
        slot=tuple(slot for slot in rule.slot if left(slot)),
        above=tuple(line for line in rule.above if left(fold(line))),
        below=tuple(line for line in rule.below if left(fold(line))),
        removes=tuple(line for line in rule.removes if left(slotted(fold(line)) if rule.slot else fold(line))),
    )


def occurrences(site: Site, texts: Iterable[str]) -> tuple[Counter[str], int]:
    """On how many pages each form of a site stands, and how many pages there are; equal pages count once."""
    forms = {form for rule in site.rules for form in forms_of(rule)}
    found: Counter[str] = Counter()
    seen: set[int] = set()
    for text in texts:
        lines = {fold(line) for line in text.split("\n") if line.strip()}
        key = hash(frozenset(lines))
        if key not in seen:
            seen.add(key)
            found.update(forms & (lines | set(map(slotted, lines))))
    return found, len(seen)


def earliest(days: Iterable[date | None]) -> date | None:
    """The first of some days."""
    return min((day for day in days if day), default=None)


def latest(days: Iterable[date | None]) -> date | None:
    """The last of some days."""
    return max((day for day in days if day), default=None)
