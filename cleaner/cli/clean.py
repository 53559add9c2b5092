"""`cleaner clean`, which is also `cleaner` alone: the filter, and many files into a folder."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TextIO

import typer

from cleaner.clean import Cleaner, compiled
from cleaner.cli.files import STDIN, input_bytes, input_lines, targets, write_whole
from cleaner.cli.front import front_matter, split_front
from cleaner.cli.output import FORMATS, SUFFIXES, as_json, emit, logged, removal_line, removal_log, removal_rows, tell
from cleaner.cli.records import cleaned_records, looks_like_records
from cleaner.cli.settings import Scope, Scopes
from cleaner.cli.site import of_file, of_record
from cleaner.model import ENGINES, MOVABLE, CleanerError, Document, Options, check_choice

KINDS = ("auto", "text", "html", "jsonl")
RECORD_SUFFIXES = (".jsonl", ".ndjson")


@dataclass(slots=True)
class Run:
    """One call of the command: how to read, clean and write."""

    settings_of: Callable[[Path], tuple[Options, str]]
    kind: str
    format: str
    url: str | None
    charset: str | None
    log: TextIO | None
    show: bool
    many: bool
    site: str | None
    failures: int = 0
    cleaner: Cleaner = dataclass_field(init=False)
    field: str = "text"

    def is_records(self, path: Path) -> bool:
        """Is the input to be read as JSON lines?"""
        return self.kind == "jsonl" or (self.kind == "auto" and path.suffix.lower() in RECORD_SUFFIXES)

    def pieces(self, path: Path) -> Iterator[str]:
        """The output for one input, piece by piece, by the options that hold for it."""
        options, self.field = self.settings_of(path)
        self.cleaner = compiled(options)
        if self.is_records(path):

            def report(document: Document, number: int) -> None:
                self.report(document, path, number)

            yield from cleaned_records(input_lines(path), self.field, self.record, report)
        else:
            piece = self.one(path)
            if piece is not None:
                yield piece

    def record(self, record: dict[str, Any]) -> Document:
        """A record's text, cleaned by what is known of its site."""
        return self.cleaner.clean(record[self.field], kind="text", site=of_record(record))

    def one(self, path: Path) -> str | None:
        """The output for one document; None, and a line on stderr, if it cannot be decoded."""
        data = input_bytes(path)
        if self.kind == "auto" and looks_like_records(data):
            raise CleanerError(f"{shown(path)}: these are JSON lines; clean the records with -i jsonl --field text, or force -i text")
        block, values, document, shift = self.read(data, self.site or (None if self.url else of_file(path, self.cleaner.sites)))
        if document.status == "undecodable":
            tell(f"cleaner: {shown(path)}: {document.detail}; name the encoding with --charset")
            self.failures += 1
            return None
        self.report(document, path, None, shift)
        return self.formatted(document, block, values, shown(path))

    def read(self, data: bytes, site: str | None) -> tuple[str, dict[str, Any] | None, Document, int]:
        """A leading block, its values if ours, the document below it, and how many lines the block has."""
        kind = self.kind if self.kind != "jsonl" else "auto"
        document = Document("")
        head = data[:8].lstrip(b"\xef\xbb\xbf")
        if kind != "html" and head.startswith(b"---"):
            try:
                block, rest, values = split_front(data.decode("utf-8"))
            except UnicodeDecodeError:
                block = ""
            if block:
                document = self.cleaner.clean(rest, kind=kind, url=self.url, site=site)
                return block, values, document, block.count("\n")
        return "", None, self.cleaner.clean(data, kind=kind, url=self.url, site=site, charset=self.charset), 0

    def formatted(self, document: Document, block: str, values: dict[str, Any] | None, name: str) -> str:
        """A document in the wanted format; somebody else's leading block is part of the body."""
        text = document.text
        if self.format == "markdown" and document.kinds:
            from cleaner.html.markdown import markdown

            text = markdown(document).removesuffix("\n")
        body = text + "\n" if text else ""
        if block and values is None:
            body = block + body
        if self.format == "front":
            return front_matter(document, values) + body
        if self.format in ("text", "markdown"):
            return body
        whole = {"file": name} | document.as_dict() | {"text": body.removesuffix("\n")}
        return as_json(whole, 2 if self.format == "json" else None) + "\n"

    def report(self, document: Document, path: Path, record: int | None, shift: int = 0) -> None:
        """Tell of the removed lines, on stderr and in the file for them; line numbers are the input's."""
        if shift:
            document = moved_down(document, shift)
        if self.log:
            logged(self.log, removal_rows(document, shown(path), record))
        if self.show:
            name = f"{shown(path)}{'' if record is None else f'#{record}'}" if self.many or record is not None else None
            for item in document.removed:
                if not tell(removal_line(item, name)):
                    raise CleanerError("--show-removed: stderr cannot be written")


def moved_down(document: Document, shift: int) -> Document:
    """The document with its removals numbered by the file's lines."""
    return replace(document, removed=tuple(item._replace(line=item.line + shift) for item in document.removed))


def shown(path: Path) -> str:
    """A path for messages."""
    return "<stdin>" if path == STDIN else str(path)


def clean_command(
    paths: Annotated[list[Path] | None, typer.Argument(metavar="[FILE]...", help="Files to clean; - or none: stdin.")] = None,
    format: Annotated[
        str,
        typer.Option("-f", "--format", help=f"{', '.join(FORMATS)}: front matter and body, body, Markdown of HTML, or all of it."),
    ] = "front",
    kind: Annotated[str, typer.Option("-i", "--input", help=f"What comes in: {', '.join(KINDS)}.")] = "auto",
    field: Annotated[str | None, typer.Option("--field", help="The field that holds the text, for -i jsonl; text by default.")] = None,
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write each file's result into this folder.")] = None,
    show_removed: Annotated[bool, typer.Option("--show-removed", help="Tell every removed line, its rule and reason on stderr.")] = False,
    removed: Annotated[Path | None, typer.Option("--removed", help="Write the removed lines to this file, as JSON lines.")] = None,
    level: Annotated[
        str | None, typer.Option("--level", help="safe: only what a rule names. full, the default: the scorecard too.")
    ] = None,
    language: Annotated[str | None, typer.Option("--language", help="Language of the input (BCP 47), if known.")] = None,
    select: Annotated[
        list[str] | None, typer.Option("--select", help="Only rules whose code begins so; may be repeated or a list with commas.")
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", help="No rules whose code begins so.")] = None,
    rules: Annotated[list[str] | None, typer.Option("--rules", help="A pack of your own (TOML); may be repeated.")] = None,
    sites: Annotated[
        list[str] | None, typer.Option("--sites", help="A file or folder that `cleaner learn` wrote; may be repeated.")
    ] = None,
    site: Annotated[str | None, typer.Option("--site", help="The site of the input, if --url or its folder does not say it.")] = None,
    move: Annotated[str, typer.Option("--move", help="Metadata lines that leave the text, or 'none'.")] = ",".join(MOVABLE),
    max_removed: Annotated[float | None, typer.Option("--max-removed", help="Share of the characters that may be removed, 0 to 1.")] = None,
    strip_dateline: Annotated[bool, typer.Option("--strip-dateline", help="Cut the dateline off the body.")] = False,
    today: Annotated[str | None, typer.Option("--today", help="The day (YYYY-MM-DD) that relative dates count from.")] = None,
    url: Annotated[str | None, typer.Option("--url", help="Where the input came from.")] = None,
    engine: Annotated[str, typer.Option("--engine", help=f"Who judges HTML: {', '.join(ENGINES)}.")] = "auto",
    charset: Annotated[str | None, typer.Option("--charset", help="Encoding of the input, if it is not UTF-8.")] = None,
    config: Annotated[Path | None, typer.Option("--config", help="This configuration instead of the nearest.")] = None,
    isolated: Annotated[bool, typer.Option("--isolated", help="No configuration.")] = False,
) -> None:
    """Clean dumps and pages. Removed lines are never lost: --show-removed and --removed tell them."""
    inputs = paths or [STDIN]
    check_choice("--format", format, FORMATS)
    check_choice("--input", kind, KINDS)
    if not paths and sys.stdin.isatty():
        raise CleanerError("nothing to clean: name files, or pipe a text in (cleaner < dump.txt); cleaner --help tells more")
    if len(inputs) > 1 and output is None and format != "jsonl":
        raise CleanerError(f"{len(inputs)} inputs: write them into a folder with -o DIR, or as one stream with -f jsonl")
    if output is not None and STDIN in inputs:
        raise CleanerError("-o DIR needs named files: what comes from stdin has no name; write > FILE")
    places = targets(inputs, output, SUFFIXES.get(format)) if output is not None else {}
    given: dict[str, Any] = {"level": level, "select": split_commas(select), "ignore": split_commas(ignore), "rules": tuple(rules or ())}
    given["sites"] = tuple(sites or ())
    scopes = Scopes(config, isolated, lambda found: found.with_given(**given, max_removed=max_removed, field=field))
    options = Options(
        language=language,
        move=() if move == "none" else split_commas([move]),
        strip_dateline=strip_dateline,
        today=day(today),
        engine=engine,  # type: ignore[arg-type]  # checked by Options
    )

    def settings_of(path: Path) -> tuple[Options, str]:
        return configured(scopes.of(str(path.parent)), path, options)

    for path in inputs:
        settings_of(path)  # a wrong option is told before anything is written
    with ExitStack() as stack:
        log = stack.enter_context(removal_log(removed, [*inputs, *places.values()])) if removed else None
        run = Run(settings_of, kind, format, url, charset, log, show_removed, len(inputs) > 1, site)
        for path in progress(inputs, stack):
            if places:
                pieces = list(run.pieces(path))
                if pieces:
                    write_whole(places[path], "".join(pieces))
            else:
                for piece in run.pieces(path):
                    emit(piece)
    if run.failures:
        raise typer.Exit(2)


def configured(scope: Scope, path: Path, options: Options) -> tuple[Options, str]:
    """The options for one input and the field of its records: what the configuration states, the command line over it."""
    settings = scope.settings
    chosen = replace(
        options,
        level=settings.level or options.level,  # type: ignore[arg-type]  # checked by Options
        select=settings.select,
        ignore=settings.ignore + scope.ignored(path.name),
        rules=settings.rules,
        keep=settings.keep,
        sites=settings.sites,
        max_removed=settings.max_removed,
    )
    return chosen, settings.field


def progress(inputs: Sequence[Path], stack: ExitStack) -> Iterator[Path]:
    """The inputs, with a progress bar on a terminal and none in a pipe."""
    if len(inputs) < 2 or not sys.stderr.isatty():
        yield from inputs
        return
    from rich.console import Console
    from rich.progress import Progress

    bar = stack.enter_context(Progress(console=Console(stderr=True), transient=True))
    yield from bar.track(inputs, description="cleaning")


def split_commas(given: Sequence[str] | None) -> tuple[str, ...]:
    """Options that may be repeated or hold commas."""
    return tuple(part.strip() for item in given or () for part in item.split(",") if part.strip())


def day(written: str | None) -> date | None:
    """A day as YYYY-MM-DD."""
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise CleanerError(f"--today {written!r}: write a day as YYYY-MM-DD") from None
