"""`cleaner show`: a document as it is, with what goes dimmed and the codes in the margin."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Annotated, Any, NamedTuple
from unicodedata import category

import typer

from cleaner.clean import Cleaner
from cleaner.cli.clean import configured, split_commas
from cleaner.cli.contents import is_records
from cleaner.cli.files import STDIN, input_bytes
from cleaner.cli.formats import Look
from cleaner.cli.front import below_front
from cleaner.cli.output import emit, visible
from cleaner.cli.pages import opened
from cleaner.cli.records import looks_like_records, parsed
from cleaner.cli.settings import Scopes
from cleaner.cli.site import of_file, of_record
from cleaner.model import KINDS, CleanerError, Document, Options, Removal, check_choice
from cleaner.rules import builtin_codes

GONE, MOVED, CODE, FAINT = "2;9", "36", "33", "2"  # ANSI styles: dim and struck through, cyan, yellow, dim
JOINERS = "\u200c\u200d"
LESS = "FRX"  # short texts stay on the screen, colours are shown, the screen is not cleared; as git has it


def show_command(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="A text, a page, JSON lines; -: stdin.")],
    kind: Annotated[str, typer.Option("-i", "--input", help=f"What comes in: {', '.join(KINDS)}.")] = "auto",
    field: Annotated[str | None, typer.Option("--field", help="The field of JSON lines that holds the text.")] = None,
    level: Annotated[
        str | None, typer.Option("--level", help="safe: only what a rule names. full, the default: the scorecard too.")
    ] = None,
    language: Annotated[str | None, typer.Option("--language", help="Language of the input (BCP 47), if known.")] = None,
    select: Annotated[list[str] | None, typer.Option("--select", help="Only rules whose code begins so.")] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", help="No rules whose code begins so.")] = None,
    rules: Annotated[list[str] | None, typer.Option("--rules", help="A pack of your own (TOML); may be repeated.")] = None,
    sites: Annotated[
        list[str] | None, typer.Option("--sites", help="A file or folder that `cleaner learn` wrote; may be repeated.")
    ] = None,
    site: Annotated[str | None, typer.Option("--site", help="The site of the input, if its folder does not say it.")] = None,
    charset: Annotated[str | None, typer.Option("--charset", help="Encoding of the input, if it is not UTF-8.")] = None,
    pager: Annotated[bool, typer.Option("--pager/--no-pager", help="On a terminal, page by page with $PAGER or less.")] = True,
    config: Annotated[Path | None, typer.Option("--config", help="This configuration instead of the nearest.")] = None,
    isolated: Annotated[bool, typer.Option("--isolated", help="No configuration.")] = False,
) -> None:
    """Show a document with what goes dimmed (-), what moves to the metadata marked (>), and the codes in the margin; nothing is written."""
    check_choice("--input", kind, KINDS)
    given: dict[str, Any] = {"level": level, "select": split_commas(select), "ignore": split_commas(ignore), "rules": tuple(rules or ())}
    given["sites"] = tuple(sites or ())
    scopes = Scopes(config, isolated, lambda found: found.with_given(**given, field=field))
    options, name = configured(scopes.of(str(path.parent)), path, Options(language=language))
    cleaner = Cleaner(options)
    terminal = sys.stdout.isatty()
    forced = bool(os.environ.get("FORCE_COLOR"))
    look = Look(terminal, forced or (terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"))
    pieces: Iterator[str] = chain.from_iterable(shown(one, look) for one in sources(path, name, cleaner, kind, site, charset))
    if terminal and pager:
        paged(pieces)
    else:
        for piece in pieces:
            emit(piece)


class Source(NamedTuple):
    """What is shown: a name, a document, and the lines of a block that stands before it."""

    name: str
    document: Document
    block: tuple[str, ...] = ()


def sources(path: Path, field: str, cleaner: Cleaner, kind: str, site: str | None, charset: str | None) -> Iterator[Source]:
    """The document of a file, or the records of JSON lines.

    Raises:
        CleanerError: it cannot be read, or a line is no record with a text.
    """
    if not is_records(str(path)):
        data = input_bytes(path)
        if kind == "auto" and looks_like_records(data):
            raise CleanerError(f"{path}: these are JSON lines; name the file .jsonl to see its records, or force -i text")
        block, _, document, _ = below_front(cleaner, data, kind, None, site or of_file(path, cleaner.sites), charset)
        yield Source("<stdin>" if path == STDIN else str(path), document, tuple(block.split("\n")[:-1]))
        return
    with opened(path) as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                record, problem = parsed(line, field)
                if problem:
                    raise CleanerError(f"{path}:{number}: {problem}")
                yield Source(f"{path}:{number}", cleaner.clean(record[field], kind="text", site=site or of_record(record)))


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
    command = shlex.split(os.environ.get("PAGER") or "less")
    environment = {"LESS": LESS, "LESSCHARSET": "utf-8"} | dict(os.environ)
    interrupt = signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the pager's: it must not lose its terminal's owner
    try:
        pager = subprocess.Popen(command, stdin=subprocess.PIPE, env=environment)
    except (OSError, IndexError):
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
