"""Where a report goes: a page that is written whole, and never over what is none."""

from __future__ import annotations

import sys
from pathlib import Path

from cleaner.cli.files import sink
from cleaner.model import CleanerError
from cleaner.report.page import MARKER, Report, rendered

HEAD = 512  # characters of a page in which its marker stands


def check_place(option: str, path: Path) -> None:
    """See that a report may be written to a path, before the work begins.

    Raises:
        CleanerError: something stands there that is no report.
    """
    if path.is_dir():
        raise CleanerError(f"{option} {path}: is a folder; name a file, as in {path}/report.html")
    try:
        if path.is_file() and f'content="{MARKER}"'.encode() not in path.open("rb").read(HEAD):
            raise CleanerError(f"{option} {path}: is there and is no report of cleaner; name another file, or remove it")
    except OSError as error:
        raise CleanerError(f"{option} {path}: cannot be read: {error.strerror}") from None


def check_page(output: Path | None) -> None:
    """See that `check` may write a page.

    Raises:
        CleanerError: it would go to a terminal or over another file.
    """
    if output is not None:
        check_place("-o", output)
    elif sys.stdout.isatty():
        raise CleanerError("--format html: a page is for a browser; write it to a file with -o report.html")


def write_report(path: Path, report: Report) -> None:
    """Write a report.

    Raises:
        CleanerError: it cannot be written.
    """
    with sink(path) as write:
        write(rendered(report))
