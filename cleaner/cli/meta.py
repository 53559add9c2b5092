"""`cleaner meta`: one line of metadata a document."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer

from cleaner.clean import Cleaner
from cleaner.cli.contents import is_records
from cleaner.cli.files import STDIN, input_bytes
from cleaner.cli.front import check_charset, split_front, values_of
from cleaner.cli.output import as_json, emit, tell, visible
from cleaner.cli.records import looks_like_records
from cleaner.model import CleanerError, Options

COLUMNS = ("file", "authors", "place", "agency", "published", "credit", "title")


def meta_command(
    paths: Annotated[list[Path] | None, typer.Argument(metavar="[FILE]...", help="Files to read; - or none: stdin.")] = None,
    kind: Annotated[str, typer.Option("-i", "--input", help="What comes in: auto, text, html.")] = "auto",
    language: Annotated[str | None, typer.Option("--language", help="Language of the input (BCP 47), if known.")] = None,
    today: Annotated[str | None, typer.Option("--today", help="The day (YYYY-MM-DD) that relative dates count from.")] = None,
    url: Annotated[str | None, typer.Option("--url", help="Where the input came from.")] = None,
    charset: Annotated[str | None, typer.Option("--charset", help="Encoding of the input, if it is not UTF-8.")] = None,
) -> None:
    """Tell title, authors, place, agency, day and credit: a table on a terminal, JSON lines in a pipe."""
    if not paths and sys.stdin.isatty():
        raise CleanerError("nothing to read: name files, or pipe a text in; cleaner meta --help tells more")
    check_charset(charset)
    cleaner = Cleaner(Options(level="safe", language=language, today=day(today)))
    rows = (row_of(cleaner, path, kind, url, charset) for path in paths or [STDIN])
    if sys.stdout.isatty():
        table = list(rows)
        print_table(table)
        bad = unread(table)
    else:
        bad = sum(unread([row]) for row in written(rows))
    if bad:
        raise typer.Exit(2)


def written(rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """The same rows, each on stdout as a line of JSON."""
    for row in rows:
        emit(as_json(row) + "\n")
        yield row


def unread(rows: Iterable[dict[str, Any]]) -> int:
    """How many rows are of files that could not be decoded, which is told."""
    bad = [row for row in rows if row["status"] == "undecodable"]
    for row in bad:
        tell(f"cleaner: {row['file']}: {row['detail']}; name the encoding with --charset")
    return len(bad)


def day(written: str | None) -> date | None:
    """A day as YYYY-MM-DD."""
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise CleanerError(f"--today {written!r}: write a day as YYYY-MM-DD") from None


def row_of(cleaner: Cleaner, path: Path, kind: str, url: str | None, charset: str | None) -> dict[str, Any]:
    """The metadata of one file; what our own front matter states stays.

    Raises:
        CleanerError: it cannot be read, or holds records, which `clean` reads.
    """
    data = input_bytes(path)
    name = "<stdin>" if path == STDIN else str(path)
    if kind == "auto" and (is_records(name) or looks_like_records(data)):
        raise CleanerError(f"{name}: these are JSON lines; `cleaner -i jsonl --field text` tells the metadata of records, or force -i text")
    stated: dict[str, Any] = {}
    if kind != "html" and data.lstrip(b"\xef\xbb\xbf").startswith(b"---"):
        block, rest, values = split_front(data.decode("utf-8", "replace"))
        if block and values is not None:
            data, stated = rest.encode(), values
    document = cleaner.clean(data, kind=kind, url=url, charset=charset)
    found = values_of(document) | {name: value for name, value in stated.items() if name != "made_by"}
    found.pop("cleaner", None)
    return {"file": name} | found | {"status": document.status, "sources": document.sources}


def print_table(rows: list[dict[str, Any]]) -> None:
    """The rows as a table for a terminal."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False)
    for name in COLUMNS:
        table.add_column(name, overflow="ellipsis", no_wrap=name != "title")
    for row in rows:
        table.add_row(*(Text(visible(shown(row.get(name)))) for name in COLUMNS))
    Console().print(table)


def shown(value: Any) -> str:
    """A value in a cell."""
    return ", ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
