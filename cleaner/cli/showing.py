"""A document for a terminal: what goes dimmed, the codes in the margin, page by page."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple
from unicodedata import category

from cleaner.answer import site_of
from cleaner.clean import Cleaner
from cleaner.cli.contents import is_records
from cleaner.cli.files import STDIN, input_bytes
from cleaner.cli.formats import Look
from cleaner.cli.front import below_front
from cleaner.cli.output import emit, visible
from cleaner.cli.pages import opened
from cleaner.cli.records import looks_like_records, parsed
from cleaner.cli.site import of_file
from cleaner.model import CleanerError, Document, Removal
from cleaner.rules import builtin_codes

GONE, MOVED, CODE, FAINT = "2;9", "36", "33", "2"  # ANSI styles: dim and struck through, cyan, yellow, dim
JOINERS = "\u200c\u200d"
LESS = "FRX"  # short texts stay on the screen, colours are shown, the screen is not cleared; as git has it


class Source(NamedTuple):
    """What is shown: a name, a document, and the lines of a block that stands before it."""

    name: str
    document: Document
    block: tuple[str, ...] = ()


def sources(path: Path, field: str, cleaner: Cleaner, kind: str, site: str | None, charset: str | None) -> Iterator[Source]:
    """The document of a file, or the records of JSON lines.

    Raises:
        CleanerError: it cannot be read or decoded, or a line is no record with a text.
    """
    name = "<stdin>" if path == STDIN else str(path)
    if not is_records(name):
        data = input_bytes(path)
        if kind == "auto" and looks_like_records(data):
            raise CleanerError(f"{name}: these are JSON lines; name the file .jsonl to see its records, or force -i text")
        block, _, document, _ = below_front(cleaner, data, kind, None, site or of_file(path, cleaner.sites), charset)
        if document.status == "undecodable":
            raise CleanerError(f"{name}: {document.detail}; name the encoding with --charset")
        yield Source(name, document, tuple(block.split("\n")[:-1]))
        return
    with opened(path) as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                record, _, problem = parsed(line, field)
                if problem:
                    raise CleanerError(f"{path}:{number}: {problem}")
                language = record.get("language")
                stated = language if isinstance(language, str) else None
                yield Source(f"{path}:{number}", cleaner.clean(record[field], kind=kind, language=stated, site=site or site_of(record)))


def shown(source: Source, look: Look) -> Iterator[str]:
    """A document, line by line, and at its end what the codes mean."""
    document = source.document
    status = "" if document.status == "ok" else f", {document.status}"
    told = f": {document.detail}" if document.detail else ""
    yield look.paint(f"{visible(source.name)}: {document.removed_share:.0%} of the text goes{status}{visible(told)}", "1") + "\n\n"
    lines = document.source.split("\n") if document.source else []
    if lines and not lines[-1]:
        lines.pop()
    margins = len(str(len(lines) + len(source.block))), max((len(item.code) for item in document.removed), default=0)
    for number, line in enumerate(source.block, 1):
        yield shown_line(number, line, None, margins, look)
    gone = {item.line: item for item in document.removed}
    for number, line in enumerate(lines, 1):
        yield shown_line(number + len(source.block), line, gone.get(number), margins, look)
    yield from meanings(document, look)


def shown_line(number: int, line: str, item: Removal | None, margins: tuple[int, int], look: Look) -> str:
    """A line with its number and, if it goes, its code; `margins` are the widths of both."""
    sign, style = (" ", "") if item is None else (">", MOVED) if item.code.startswith("META") else ("-", GONE)
    text = harmless(line.rstrip("\r").expandtabs(4))
    code = f"{item.code if item else '':{margins[1]}}"
    row = f"{look.paint(f'{number:{margins[0]}}', FAINT)} {look.paint(code, CODE) if item else code} {sign} "
    return (row + (look.paint(text, style) if style and text else text)).rstrip() + "\n"


def harmless(text: str) -> str:
    """A line of a document, control codes as escapes: unlike `visible` with the spaces and joiners that scripts are written with."""
    if text.isprintable():
        return text
    return "".join(sign if sign in JOINERS or category(sign) == "Zs" else visible(sign) for sign in text)


def meanings(document: Document, look: Look) -> Iterator[str]:
    """What the codes in the margin mean, the most frequent first."""
    counts = Counter(item.code for item in document.removed)
    whys = builtin_codes() | {item.code: item.why for item in document.removed if item.code not in builtin_codes()}
    if counts:
        yield "\n"
    wide = max(map(len, counts), default=0)
    for code, count in sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])):
        yield f"{look.paint(f'{code:{wide}}', CODE)} {count:4} line{' ' if count == 1 else 's'}  {visible(whys[code])}\n"


def paged(pieces: Iterable[str]) -> None:
    """Show a text page by page in $PAGER, or less; without either at once."""
    environment = {"LESS": LESS, "LESSCHARSET": "utf-8"} | dict(os.environ)
    interrupt = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the pager's: it must not lose its terminal's owner
    try:
        pager = subprocess.Popen(shlex.split(os.environ.get("PAGER") or "less"), stdin=subprocess.PIPE, env=environment)
    except (OSError, IndexError, ValueError):  # not there, blank, or with an open quotation mark
        pager = None
    try:
        if pager is None or pager.stdin is None:
            emit("".join(pieces))
            return
        try:
            with pager.stdin as page:
                for piece in pieces:
                    page.write(piece.encode("utf-8", "replace"))
        except BrokenPipeError:
            pass  # the reader has seen enough
        pager.wait()
    finally:
        signal.signal(signal.SIGINT, interrupt)
