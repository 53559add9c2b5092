"""What `learn --review` shows: each proposed rule, pages on which it can be seen at work, and the line that disables it."""

from __future__ import annotations

import heapq
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path

from cleaner.clean import Cleaner
from cleaner.cli.pages import Inputs
from cleaner.fold import fold
from cleaner.learn.many import text_of
from cleaner.model import Document, Options
from cleaner.report.page import Proposal, Report
from cleaner.report.sheet import Sheet, facts, rows_of
from cleaner.report.survey import Survey, counted, key_of
from cleaner.sitefile import site_text
from cleaner.sites import Site, SiteRule, Sites

PAGES = 8  # of each site that are shown
OFF = "enabled = false"
SITES = 600  # that a page shows
MOST_CHARACTERS = 8_000_000  # of all rules


def review(sites: Mapping[str, Site], pages: Inputs, kind: str, folder: Path, written: bool) -> Report:
    """The report on what was learned.

    Args:
        sites: what was learned.
        pages: what it was learned from; they are read once more.
        kind: "text", "html" or "auto".
        folder: of the site files.
        written: do they stand there, or would they?
    """
    rules = proposed(sites, folder)
    survey = Survey()
    cleaner = Cleaner(Options())
    known = Sites(sites)
    for key, name, site, source in drawn(pages, {rule.site for rule in rules}):
        document = cleaner.clean(text_of(source, kind), kind="text", site=site, sites=known)
        survey.add(counted(document, name), key, partial(sheet_of, document, name, sites[site]))
    return Report("Rules to review", about(sites, rules, folder, written), survey, documents_are="Sample pages", rules=rules)


def about(sites: Mapping[str, Site], rules: Sequence[Proposal], folder: Path, written: bool) -> str:
    """What the page says of itself."""
    where = f"The rules stand in {folder}" if written else f"Nothing is written yet; the rules would stand in {folder}"
    shown = len({rule.site for rule in rules})
    some = f" The rules of {shown:,} sites are shown, drawn by a hash of their names." if shown < len(sites) else ""
    return f"Rules learned from {sum(site.pages for site in sites.values()):,} pages of {len(sites):,} sites. {where}.{some}"


def proposed(sites: Mapping[str, Site], folder: Path) -> list[Proposal]:
    """The rules of all sites, or, if a page cannot hold them, of as many as it can: the same ones each time."""
    rules: list[Proposal] = []
    size = 0
    for name in sorted(sites, key=key_of)[:SITES]:
        mine = list(proposals(sites[name], folder / f"{name}.toml"))
        size += sum(len(line) + 4 for rule in mine for line in rule.lines + rule.keeps)
        if size > MOST_CHARACTERS and rules:
            break
        rules += mine
    return sorted(rules, key=lambda rule: rule.site)


def drawn(pages: Inputs, sites: Collection[str]) -> Iterator[tuple[int, str, str, str | bytes]]:
    """A few pages of each site, the same ones each time: key, name, site and source."""
    found: dict[str, list[tuple[int, str, str | bytes]]] = {}
    for name, site, source in pages.named():
        if site in sites:
            mine = found.setdefault(site, [])
            heapq.heappush(mine, (-key_of(site, name), name, source))
            if len(mine) > PAGES:
                heapq.heappop(mine)
    for site, mine in sorted(found.items()):
        yield from ((-key, name, site, source) for key, name, source in mine)


def proposals(site: Site, file: Path) -> Iterator[Proposal]:
    """The rules of a site, with the place of each in its file."""
    text = site_text(site).split("\n")
    heads = [number for number, line in enumerate(text, 1) if line == "[[rule]]"]
    for number, (rule, at) in enumerate(zip(site.rules, heads, strict=True)):
        lines = (*rule.line, *rule.slot, *rule.above, *rule.below)
        made = f'made = "{rule.made}"'  # stays where it is when lines above it are edited
        under = f"{made}, line {text.index(made, at) + 1} of {file}" if made in text[at:] else f"line {at} of {file}"
        yield Proposal(identity(site, number), site.name, rule.code, rule.why, rule.pages, rule.of, lines, rule.keeps, under, OFF)


def identity(site: Site, number: int) -> str:
    """What a rule is called in the page."""
    return f"{site.name}/{number}"


def sheet_of(document: Document, name: str, site: Site) -> Sheet:
    """A page with what the whole cleaner removes, lines of the site under their rule."""
    gone = {item.line: (item.code, item.why, rule_named(site, item.code, item.text)) for item in document.removed}
    rows = rows_of(document.source.split("\n"), gone)
    return Sheet(name, rows, site.name, "", "full", document.status, document.detail, document.removed_share, tuple(facts(document)))


def rule_named(site: Site, code: str, line: str) -> str:
    """The identity of the rule of a site by which a line went; nothing for rules of packs."""
    if not code.startswith("SITE"):
        return ""
    found = site.rule_of(fold(line))
    if found is None or found.code != code:
        found = next((rule for rule in site.rules if rule.code == code), None)
    return "" if found is None else identity(site, place_of(site.rules, found))


def place_of(rules: Iterable[SiteRule], wanted: SiteRule) -> int:
    """The place of a rule among others; equal ones stand at the first."""
    return next(place for place, rule in enumerate(rules) if rule == wanted)
