"""What one site repeats, as rules, looked up by folded line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache

from cleaner.book import builtin_book, names
from cleaner.fold import fold, words
from cleaner.model import CleanerError
from cleaner.rules import Pack

SLOT_WORDS = 12  # longer lines with a number in them are sentences
NUMBER = re.compile(r"[0-9]+(?:[.,:/][0-9]+)*")
LABEL = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)", re.ASCII)
NAME_LENGTH = 253  # characters; RFC 1035


@dataclass(frozen=True, slots=True)
class SiteRule:
    """Lines that many pages of a site share.

    `line` holds whole lines, `slot` folded ones with # for a number and {weekday}, {month} for their names, `above` and
    `below` the lines between which the site prints its articles. `pages` of `of` pages have the rule's rarest line.
    `until` is the last day on which a layout was seen that has ended. A rule that is not `enabled` removes nothing and is
    never learned again.
    """

    code: str
    why: str
    where: str = "any"
    line: tuple[str, ...] = ()
    slot: tuple[str, ...] = ()
    above: tuple[str, ...] = ()
    below: tuple[str, ...] = ()
    pages: int = 0
    of: int = 0
    first: date | None = None
    last: date | None = None
    until: date | None = None
    removes: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()
    safe: bool = True
    enabled: bool = True
    made: str = ""

    @property
    def share(self) -> float:
        """Share of the site's pages that have it."""
        return self.pages / self.of if self.of else 0.0

    def holds(self, day: date | None) -> bool:
        """Had the layout not ended on a page's day?"""
        return self.until is None or day is None or day <= self.until


@dataclass(slots=True, eq=False)
class Site:
    """The rules of one site, ready to apply.

    `pages` were learned from, near-duplicates counted once; `learned` are check sums of all forms that were ever learned, so
    that a line somebody took out of the file stays out.
    """

    name: str
    pages: int = 0
    near_duplicates: int = 0
    first: date | None = None
    last: date | None = None
    rules: tuple[SiteRule, ...] = ()
    keep: tuple[str, ...] = ()
    learned: frozenset[str] = frozenset()
    forms: dict[str, SiteRule] = field(init=False)
    slots: dict[str, SiteRule] = field(init=False)
    above: dict[str, SiteRule] = field(init=False)
    below: dict[str, SiteRule] = field(init=False)
    kept: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        active = [rule for rule in self.rules if rule.enabled]
        self.forms = {fold(form): rule for rule in reversed(active) for form in rule.line}
        self.slots = {form: rule for rule in reversed(active) for form in rule.slot}
        self.above = {fold(form): rule for rule in active for form in rule.above}
        self.below = {fold(form): rule for rule in active for form in rule.below}
        self.kept = frozenset(fold(form) for form in self.keep)

    def rule_of(self, form: str) -> SiteRule | None:
        """The rule that has a folded line, with or without its numbers."""
        found = self.forms.get(form)
        if found is None and self.slots and form and form not in self.kept:
            return self.slots.get(slotted(form))
        return found if form not in self.kept else None


class Sites(Mapping[str, Site]):
    """The rules of sites, by host name.

    `refused` tells, a sentence each, what was seen and not learned, and why.
    """

    def __init__(self, sites: Mapping[str, Site] | None = None, refused: Sequence[str] = ()) -> None:
        self._sites = dict(sorted((sites or {}).items()))
        self.refused = tuple(refused)

    def __getitem__(self, name: str) -> Site:
        return self._sites[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._sites)

    def __len__(self) -> int:
        return len(self._sites)

    def __hash__(self) -> int:
        return id(self)

    def __eq__(self, other: object) -> bool:
        return self is other

    def of(self, site: str | None, host: str | None = None) -> Site | None:
        """What was learned of a document's site; None for nothing.

        Args:
            site: its name, if it is stated.
            host: of its URL, which may be none that a site can have.

        Raises:
            CleanerError: `site` is no host name.
        """
        if site:
            return self._sites.get(host_name(site))
        try:
            return self._sites.get(host_name(host)) if host else None
        except CleanerError:
            return None


def host_name(name: str) -> str:
    """A site's name in its one form: a host name in lower case, IDNA-encoded, without "www." and a final dot.

    Raises:
        CleanerError: it is no host name. A site's name becomes the name of a file.
    """
    try:
        host = name.strip().rstrip(".").lower().encode("idna").decode("ascii").removeprefix("www.")
    except UnicodeError:
        host = ""
    labels = host.split(".")
    if len(host) > NAME_LENGTH or len(labels) < 2 or not all(map(LABEL.fullmatch, labels)) or labels[-1].isdigit():
        raise CleanerError(f"site {name!r}: is no host name; write it as in example.com, without scheme, port and path")
    return host


@cache
def slot_names() -> re.Pattern[str]:
    """The names of months and weekdays of all languages, as an expression over folded lines."""
    packs = [Pack(name, (), tables) for name, tables in builtin_book().tables.items()]
    return re.compile(rf"\b(?:(?P<weekday>{names(packs, 'weekdays')})|(?P<month>{names(packs, 'months')}))\b")


def slotted(form: str) -> str:
    """A folded line with its numbers and, beside them, names of days and months replaced; "" if nothing in it varies."""
    if not has_digit(form) or words(form) > SLOT_WORDS:
        return ""
    return slot_names().sub(lambda match: "{weekday}" if match["weekday"] else "{month}", NUMBER.sub("#", form))


def has_digit(form: str) -> bool:
    """Does a folded line hold a digit? Fold has made them Latin ones."""
    return NUMBER.search(form) is not None
