"""The answer: a document made from the state that judging left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from cleaner.model import CleanerError, Dateline, Document, Options, Removal, Stamp, Status, joined
from cleaner.rounds import Work
from cleaner.rules import packs_digest
from cleaner.sites import Site, host_name

VERSION = "0.1.0"


class Known(NamedTuple):
    """What a caller states about a document."""

    language: str | None
    site: str | None
    rules: Site | None = None  # of the site


def failed(status: Status, detail: str, known: Known) -> Document:
    """A document without a text."""
    return Document("", status=status, detail=detail, made_by=made_by(), language=known.language, site=known.site)


def document(text: str, work: Work, status: Status, detail: str, known: Known, options: Options) -> Document:
    """The answer, from the state that judging left."""
    lines = work.page.printed
    kept = [index + 1 for index in work.alive]
    kept += [number for number in range(len(work.page.folded) + 1, len(lines) + 1) if lines[number - 1].strip()]
    body = joined(lines, kept)
    dateline = work.found.get("dateline")
    return Document(
        text=without_dateline(body, dateline, work.page.stamp) if options.strip_dateline else body,
        removed=tuple(removals(lines, work)),
        kept=tuple(kept),
        sources=work.sources,
        status=status,
        detail=detail,
        made_by=made_by(),
        source=text,
        language=known.language,
        site=known.site,
        **work.found,
    )


def removals(lines: Sequence[str], work: Work) -> Iterator[Removal]:
    """The lines that were taken out, in their order."""
    for index in sorted(work.gone):
        code, why = work.gone[index]
        yield Removal(index + 1, lines[index].rstrip("\r"), code, why)


def without_dateline(body: str, dateline: Dateline | None, stamp: Stamp | None) -> str:
    """The body with the dateline cut off the line it begins, if need be behind a dump's stamp; the one place where a line is edited."""
    if dateline is None:
        return body
    lines = body.split("\n")
    for index, line in enumerate(lines):
        before = stamp.text if stamp and line.startswith(stamp.text) else ""
        shown = line[len(before) :].lstrip()
        if shown.startswith(dateline.raw):
            lines[index] = before + shown[len(dateline.raw) :].lstrip()
            break
    return "\n".join(lines)


def host(url: str | None) -> str | None:
    """The host name of a URL, without "www."."""
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.") or None
    except ValueError:
        return None


def named(name: str | None) -> str | None:
    """A site's name in its one form; None for what is no host name."""
    try:
        return host_name(name) if name else None
    except CleanerError:
        return None


def site_of(record: Mapping[str, Any]) -> str | None:
    """The site that a record states in `site` or `url`."""
    site, url = record.get("site"), record.get("url")
    return named(site if isinstance(site, str) else None) or named(host(url) if isinstance(url, str) else None)


@lru_cache(1)
def made_by() -> str:
    """Version of cleaner, of the packs and of the points."""
    return f"cleaner {VERSION}, packs {packs_digest()}"


def guessed(answer: Document, encoding: str) -> Document:
    """The answer with a note that nobody stated its encoding."""
    note = f"read as {encoding}, which nothing states: its bytes look so"
    return replace(answer, detail=f"{answer.detail}; {note}" if answer.detail else note)
