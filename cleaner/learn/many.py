"""The way from pages to rules: lines are counted in a database, near-duplicates once, and each site is asked for its rules."""

from __future__ import annotations

import re
import reprlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from cleaner import read
from cleaner.clean import Cleaner
from cleaner.fold import fold, words
from cleaner.learn.find import Finder
from cleaner.learn.layout import Counted, Layout, PageLine, all_laid_out, habits_of
from cleaner.learn.store import LineRow, PageRow, Store
from cleaner.learn.twins import Sketch, representatives, sketch
from cleaner.model import CleanerError, Options
from cleaner.sitefile import check_sum, sealed
from cleaner.sites import Site, Sites, host_name, slotted

LONGEST, MOST_WORDS = 700, 60  # characters, words: nothing longer is learned (rules do not look at longer lines either)
SAMPLED = 200  # pages of a site that are looked at closely: those with the smallest check sums
META = ("META02", "META03", "META04")
AT = re.compile(r"line (\d+)")
SAFE = Options(level="safe", move=("title", "byline", "date", "credit"))


def learned(pages: Iterable[tuple[str, str | bytes]], least: int, kind: str) -> Sites:
    """See `cleaner.learn`."""
    with Store() as store:
        counted, copies = chosen(read_in(pages, kind, store), store)
        return found(store, counted, copies, least)


def text_of(source: str | bytes, kind: str) -> str:
    """The lines that are cleaned, as text; "" for what cannot be decoded."""
    if isinstance(source, bytes):
        source = read.decode(source).text or ""
    if kind == "html" or (kind == "auto" and read.looks_like_html(source)):
        from cleaner import html

        return html.read(source).whole
    return source


def page_lines(text: str) -> list[PageLine]:
    """The lines that are not blank; what is too long to be learned has no form."""
    out: list[PageLine] = []
    blank = 0
    for line in text.split("\n"):
        raw = line.strip()
        if not raw:
            blank = 1
            continue
        form = fold(raw) if len(raw) <= LONGEST else ""
        form = form if words(form) <= MOST_WORDS else ""
        out.append(PageLine(raw.replace("\0", ""), form, slotted(form), blank))
        blank = 0
    return out


def name_of(lines: Iterable[PageLine]) -> str:
    """The check sum of a page's lines: a page that comes twice counts once."""
    return blake2b("\n".join(line.raw for line in lines).encode("utf-8", "surrogatepass"), digest_size=10).hexdigest()


def sketch_of(lines: Iterable[PageLine]) -> Sketch:
    """The sketch by which copies of a page are found."""
    return sketch([line.form or line.raw.lower() for line in lines])


def line_rows(number: int, lines: Iterable[PageLine]) -> Iterator[LineRow]:
    """The lines of a page as rows; `number` is the page's."""
    seen: set[str] = set()
    for place, line in enumerate(lines):
        yield LineRow(number, place, int(line.form in seen), line.blank, line.form, line.slot, line.raw)
        seen.add(line.form)


def pair(page: Any) -> tuple[str, str | bytes]:
    """A page with its site, as given.

    Raises:
        CleanerError: it is something else.
    """
    if not isinstance(page, str) and isinstance(page, Sequence) and len(page) == 2 and isinstance(page[1], str | bytes):
        return page[0], page[1]
    raise CleanerError(f'learn: pairs of a site and a page are wanted, as ("example.com", text), not {reprlib.repr(page)}')


def read_in(pages: Iterable[tuple[str, str | bytes]], kind: str, store: Store) -> dict[str, dict[str, int]]:
    """Put the lines and sketches of all pages into the store; for each site the numbers of its pages, by check sum."""
    found: dict[str, dict[str, int]] = {}
    number = 0
    for name, source in map(pair, pages):
        site = found.setdefault(host_name(name), {})
        lines = page_lines(text_of(source, kind))
        page = name_of(lines)
        if not lines or page in site:
            continue
        number += 1
        site[page] = number
        store.add_sketch(sketch_of(lines))
        for row in line_rows(number, lines):
            store.add(row)
    return found


def leaders(names: Sequence[str], sketches: Sketch) -> list[str]:
    """Of a site's pages, by check sum in order, those that count: of near-duplicates the first."""
    groups = representatives(sketches) if names else ()
    return [name for place, name in enumerate(names) if groups[place] == place]


def chosen(found: dict[str, dict[str, int]], store: Store) -> tuple[dict[str, int], dict[str, int]]:
    """Choose the pages that count and those that are looked at closely; for each site how many count, and how many do not."""
    counted, copies = {}, {}
    for site, by_name in sorted(found.items()):
        names = sorted(by_name)
        first = leaders(names, store.sketches([by_name[name] for name in names])) if names else []
        store.pages([PageRow(by_name[name], site, name, int(place < SAMPLED)) for place, name in enumerate(first)])
        counted[site], copies[site] = len(first), len(names) - len(first)
    return counted, copies


def found(store: Store, counted: dict[str, int], copies: dict[str, int], least: int) -> Sites:
    """The rules of all sites, one site after the other: memory holds what is known of one."""
    forms, slots, samples = BySite(store.counts("form")), BySite(store.counts("slot")), BySite(store.sample())
    sites, told = {}, []
    cleaner = Cleaner(SAFE)
    for name, number in sorted(counted.items()):
        rows = Known(forms.rows(name), slots.rows(name), samples.rows(name))
        one, said = site_found(name, number, copies[name], rows, least, cleaner)
        told += said
        if one:
            sites[name] = one
    return Sites(sites, told)


class Known(NamedTuple):
    """What the database says of one site: rows of `Store.counts` for forms and for slots, and of `Store.sample`."""

    forms: Iterable[tuple[Any, ...]]
    slots: Iterable[tuple[Any, ...]]
    samples: Iterable[tuple[Any, ...]]


def site_found(name: str, pages: int, copies: int, known: Known, least: int, cleaner: Cleaner) -> tuple[Site | None, list[str]]:
    """The rules of one site, and what was seen of it and not learned, and why.

    Args:
        name: of the site.
        pages, copies: how many of its pages count, and how many near-duplicates do not.
        known: what was counted.
        least: pages that must have a line.
        cleaner: of level safe, made from `SAFE`.
    """
    twins = f" ({copies} near-duplicates are not counted)" if copies else ""
    if pages < least:
        return None, [f"{name}: nothing is learned from {pages} page{'s' * (pages != 1)}{twins}; {least} are wanted"]
    shared, varying = counts_of(known.forms), counts_of(known.slots, varied=True)
    one, told = of_site(name, pages, shared, varying, pages_of(known.samples), least, cleaner)
    if one.rules:
        return site_with(one, copies), told
    return None, [*told, f"{name}: {pages} pages share nothing that may be learned{twins}"]


class BySite:
    """Rows in the order of their sites, the first column, handed out site by site."""

    def __init__(self, rows: Iterator[tuple[Any, ...]]) -> None:
        self._groups = groupby(rows, key=itemgetter(0))
        self._next = next(self._groups, None)

    def rows(self, site: str) -> Iterator[tuple[Any, ...]]:
        """The rows of a site; those of sites before it are passed over."""
        while self._next is not None and self._next[0] < site:
            self._next = next(self._groups, None)
        if self._next is not None and self._next[0] == site:
            yield from self._next[1]


def counts_of(rows: Iterable[tuple[Any, ...]], varied: bool = False) -> dict[str, Counted]:
    """Forms or slots of a site that more than one page has; `varied`: only if they are spelt in more than one way."""
    return {form: Counted(pages, times, first) for _, form, pages, times, first, last in rows if not varied or fold(first) != fold(last)}


def pages_of(rows: Iterable[tuple[Any, ...]]) -> list[list[PageLine]]:
    """The lines of a site's pages that are looked at closely, page by page."""
    return [[PageLine(row[6], row[4], row[5], row[3]) for row in page] for _, page in groupby(rows, key=itemgetter(1))]


def of_site(
    name: str, pages: int, forms: dict[str, Counted], slots: dict[str, Counted], samples: list[list[PageLine]], least: int, cleaner: Cleaner
) -> tuple[Site, list[str]]:
    """The rules of one site, and what was refused."""
    shared = {form: count for form, count in forms.items() if count.pages >= least}
    varying = {slot: count for slot, count in slots.items() if count.pages >= least}
    layouts = all_laid_out(samples, shared, varying, forms)
    meta = metadata(layouts, cleaner, None)
    plain = Finder(pages, shared, {}, layouts, meta, habits_of(layouts)).rules()
    meta += metadata(layouts, cleaner, Site(name, pages, rules=tuple(plain)))  # it is read better without the furniture
    finder = Finder(pages, shared, varying, layouts, meta, habits_of(layouts))
    days = sorted(page.day for page in layouts if page.day)
    site = Site(name, pages, first=days[0] if days else None, last=days[-1] if days else None, rules=tuple(finder.rules()))
    return finder.checked(site)


def metadata(layouts: list[Layout], cleaner: Cleaner, site: Site | None) -> Counter[str]:
    """On how many pages each form is a byline, a date or a credit; pages without a date are given theirs."""
    found: Counter[str] = Counter()
    for page in layouts:
        sites = Sites({site.name: site}) if site else None
        document = cleaner.clean(page.text(), kind="text", site=site.name if site else None, sites=sites)
        lines = document.source.split("\n")
        numbers = {item.line for item in document.removed if item.code in META}
        numbers |= {int(match[1]) for name, at in document.sources.items() if name != "title" and (match := AT.match(at))}
        found.update({fold(lines[number - 1]) for number in numbers})
        page.day = page.day or document.published
    return found


def site_with(site: Site, copies: int) -> Site:
    """The site with its rules sealed and all forms noted."""
    forms = {form for rule in site.rules for form in (*map(fold, rule.line + rule.above + rule.below), *rule.slot)}
    sums = frozenset(map(check_sum, forms))
    rules = tuple(map(sealed, site.rules))
    return Site(site.name, site.pages, copies, site.first, site.last, rules, site.keep, sums)
