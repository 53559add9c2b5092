"""`cleaner learn`: what each site repeats, into one file a site."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from cleaner.cli.files import write_whole
from cleaner.cli.output import emit, tell, visible
from cleaner.cli.pages import Inputs, Kept
from cleaner.cli.site import pattern
from cleaner.learn import MIN_PAGES, learn
from cleaner.learn.merge import merged, occurrences
from cleaner.learn.remarks import remarks_of, with_remarks
from cleaner.model import CleanerError, check_choice
from cleaner.sitefile import read_site, site_text
from cleaner.sites import Site, Sites, host_name
from cleaner.tomlfile import read_toml

KINDS = ("auto", "text", "html")
EXAMPLE = 60  # characters


def learn_command(
    inputs: Annotated[list[Path], typer.Argument(metavar="INPUT...", help="Folders, files, JSON lines with `url` or `site`; .gz, .zst.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="The folder of site files.")] = Path("sites"),
    site: Annotated[str | None, typer.Option("--site", help="The site of all pages.")] = None,
    site_from: Annotated[str | None, typer.Option("--site-from", help="Where a path names the site: 'dumps/{site}/*.txt'.")] = None,
    field: Annotated[str, typer.Option("--field", help="The field of JSON lines that holds the text.")] = "text",
    kind: Annotated[str, typer.Option("-i", "--input", help=f"What comes in: {', '.join(KINDS)}.")] = "auto",
    min_pages: Annotated[int, typer.Option("--min-pages", help="Pages that must have a line.")] = MIN_PAGES,
    update: Annotated[bool, typer.Option("--update", help="Add to what was learned; hand edits stay.")] = False,
    review: Annotated[
        Path | None, typer.Option("--review", help="Write an HTML page that shows the rules, and pages on which they are at work.")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Print what would be learned, write nothing.")] = False,
) -> None:
    """Learn what each site repeats from many of its pages. Read the files, edit them, commit them; use them with --sites."""
    check_choice("--input", kind, KINDS)
    if review is not None:
        from cleaner.cli.reports import check_place

        check_place("--review", review)
    name = host_name(site) if site else None
    pages = Inputs(inputs, field, name, pattern(site_from) if site_from else None)
    kept = Kept(output / ".pages")
    known = earlier(output) if update or not dry_run else {}
    if known and not (update or dry_run):
        there = sorted(known.keys() & set(pages.sites()))
        if there:
            raise CleanerError(f"{output / (there[0] + '.toml')}: is there; add to it with --update, or learn into another folder")
    found, sites = fresh(pages, kept, min_pages, kind, known if update else {})
    tell_passed_over(pages, bool(sites))
    if dry_run:
        emit(table(sites))
    else:
        for one in sites.values():
            write_whole(output / f"{one.name}.toml", remarked(output / f"{one.name}.toml", one))
            tell(f"{output / (one.name + '.toml')}: {len(one.rules)} rules from {one.pages} pages")
        kept.add(pages, known)
    if review is not None:
        from cleaner.cli.reports import write_report
        from cleaner.cli.review import review as reviewed

        write_report(review, reviewed(sites, pages, kind, output, not dry_run))
    for line in found.refused:
        tell(f"cleaner: {line}")
    if not sites:
        raise typer.Exit(1)


def earlier(folder: Path) -> dict[str, Site]:
    """The sites that a folder has files of."""
    return {site.name: site for site in map(read_site, sorted(folder.glob("*.toml")))} if folder.is_dir() else {}


def tell_passed_over(pages: Inputs, learned: bool) -> None:
    """Tell of records that taught nothing.

    Raises:
        CleanerError: there was nothing to learn from.
    """
    passed = list(pages.passed_over())
    if passed or not learned:
        pages.check_some()  # goes through all pages once more, so only if need be
    for line in passed:
        tell(f"cleaner: {line}")


def remarked(path: Path, site: Site) -> str:
    """The new file of a site, with the comments of the one that is there."""
    if not path.is_file():
        return site_text(site)
    return with_remarks(site_text(site), site, remarks_of(read_toml(path), read_site(path)))


def fresh(pages: Inputs, kept: Kept, min_pages: int, kind: str, known: dict[str, Site]) -> tuple[Sites, dict[str, Site]]:
    """What is learned, and the files that come of it.

    A site whose earlier pages are kept is learned anew from all of them; of another one counts are added.
    """
    whole = {name for name in known if kept.has(name)}

    def every() -> Iterator[tuple[str, str | bytes]]:
        for name in sorted(whole):
            yield from ((name, text) for text in kept.pages(name))
        yield from pages

    found = learn(every(), min_pages=min_pages, kind=kind)
    sites = dict(found)
    for name in sorted(known.keys() & {*found, *pages.sites()}):
        if name in whole:
            sites[name] = merged(known[name], found.get(name))
        else:
            counts, number = occurrences(known[name], pages.texts(name, kind))
            sites[name] = merged(known[name], found.get(name), counts, number)
    return found, sites


def table(sites: dict[str, Site]) -> str:
    """What was learned, a rule a row: site, code, place, pages, number of lines, an example."""
    rows = [("site", "code", "place", "pages", "lines", "example")]
    for site in sites.values():
        for rule in site.rules:
            lines = rule.line + rule.slot + rule.above + rule.below
            example = visible((rule.removes or lines)[0])
            place = "above" if rule.above else "below" if rule.below else rule.where
            shown = example if len(example) <= EXAMPLE else example[: EXAMPLE - 1] + "…"
            rows.append((site.name, rule.code, place, f"{rule.pages}/{rule.of}", str(len(lines)), shown))
    if len(rows) == 1:
        return "nothing would be learned\n"
    wide = [max(len(row[column]) for row in rows) for column in range(5)]
    return "".join("  ".join([*(cell.ljust(size) for cell, size in zip(row, wide, strict=False)), row[5]]) + "\n" for row in rows)
