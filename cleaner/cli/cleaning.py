"""The work of `cleaner clean`, which is also `cleaner` alone: the filter, and many files into a folder."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from dataclasses import field as dataclass_field
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from cleaner.answer import site_of
from cleaner.clean import Cleaner, compiled
from cleaner.cli.contents import is_records
from cleaner.cli.files import STDIN, input_bytes, input_lines, targets, write_whole
from cleaner.cli.front import below_front, check_charset, front_matter
from cleaner.cli.output import FORMATS, SUFFIXES, as_json, emit, logged, removal_line, removal_log, removal_rows, tell
from cleaner.cli.records import Count, cleaned_records, looks_like_records
from cleaner.cli.scopes import Scope, Scopes
from cleaner.cli.site import of_file
from cleaner.model import MOVABLE, CleanerError, Document, Options, check_choice

KINDS = ("auto", "text", "html", "jsonl")


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

    def pieces(self, path: Path) -> Iterator[str]:
        """The output for one input, piece by piece, by the options that hold for it."""
        options, self.field = self.settings_of(path)
        self.cleaner = compiled(options)
        if holds_records(path, self.kind):
            yield from self.records(path)
        else:
            piece = self.one(path)
            if piece is not None:
                yield piece

    def records(self, path: Path) -> Iterator[str]:
        """The records of one input. Those that could not be cleaned are told; none at all is as bad as a file that cannot be decoded."""
        count = Count()

        def report(document: Document, number: int) -> None:
            self.report(document, path, number)

        yield from cleaned_records(input_lines(path), self.field, self.record, report, count)
        if count.failed:
            tell(f"cleaner: {shown(path)}: {count.summary()}")
            self.failures += count.failed == count.records

    def record(self, record: dict[str, Any]) -> Document:
        """A record's text or HTML, cleaned by what the record says of its language, its URL and its site."""
        stated: dict[str, Any] = {name: value for name in ("language", "url") if isinstance(value := record.get(name), str)}
        document = self.cleaner.clean(record[self.field], site=site_of(record), **stated)
        return replace(document, text=self.body(document))

    def one(self, path: Path) -> str | None:
        """The output for one document; None, and a line on stderr, if it cannot be decoded."""
        data = input_bytes(path)
        if self.kind == "auto" and looks_like_records(data):
            raise CleanerError(f"{shown(path)}: these are JSON lines; clean the records with -i jsonl --field text, or force -i text")
        kind = self.kind if self.kind != "jsonl" else "auto"
        site = self.site or (None if self.url else of_file(path, self.cleaner.sites))
        block, values, document, shift = below_front(self.cleaner, data, kind, self.url, site, self.charset)
        if document.status == "undecodable":
            tell(f"cleaner: {shown(path)}: {document.detail}; name the encoding with --charset")
            self.failures += 1
            return None
        self.report(document, path, None, shift)
        return self.formatted(document, block, values, shown(path))

    def formatted(self, document: Document, block: str, values: dict[str, Any] | None, name: str) -> str:
        """A document in the wanted format; somebody else's leading block is part of the body."""
        text = self.body(document)
        body = text + "\n" if text else ""
        if block and values is None:
            body = block + body
        if self.format == "front":
            return front_matter(document, values) + body
        if self.format in ("text", "markdown"):
            return body
        whole = {"file": name} | document.as_dict() | {"text": body.removesuffix("\n")}
        return as_json(whole, 2 if self.format == "json" else None) + "\n"

    def body(self, document: Document) -> str:
        """The text of a document, with the marks of HTML if they are wanted."""
        if self.format != "markdown" or not document.kinds:
            return document.text
        from cleaner.html.markdown import markdown

        return markdown(document).removesuffix("\n")

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


def holds_records(path: Path, kind: str) -> bool:
    """Is an input to be read as JSON lines?"""
    return kind == "jsonl" or (kind == "auto" and is_records(str(path)))


def moved_down(document: Document, shift: int) -> Document:
    """The document with its removals numbered by the file's lines."""
    return replace(document, removed=tuple(item._replace(line=item.line + shift) for item in document.removed))


def shown(path: Path) -> str:
    """A path for messages."""
    return "<stdin>" if path == STDIN else str(path)


def clean_inputs(
    paths: Sequence[Path] | None = None,
    format: str = "front",
    kind: str = "auto",
    field: str | None = None,
    output: Path | None = None,
    show_removed: bool = False,
    removed: Path | None = None,
    level: str | None = None,
    language: str | None = None,
    select: Sequence[str] | None = None,
    ignore: Sequence[str] | None = None,
    rules: Sequence[str] | None = None,
    sites: Sequence[str] | None = None,
    site: str | None = None,
    move: str = ",".join(MOVABLE),
    max_removed: float | None = None,
    strip_dateline: bool = False,
    today: str | None = None,
    url: str | None = None,
    engine: str = "auto",
    links: bool = False,
    charset: str | None = None,
    config: Path | None = None,
    isolated: bool = False,
) -> int:
    """The work of the command, its options as `clean_command` explains them; returns how many inputs could not be cleaned.

    Raises:
        CleanerError: an option is wrong, or an input or a target cannot be used.
    """
    inputs = paths or [STDIN]
    check_choice("--format", format, FORMATS)
    check_choice("--input", kind, KINDS)
    check_charset(charset)
    if not paths and sys.stdin.isatty():
        raise CleanerError("nothing to clean: name files, or pipe a text in (cleaner < dump.txt); cleaner --help tells more")
    if len(inputs) > 1 and output is None and format != "jsonl":
        raise CleanerError(f"{len(inputs)} inputs: write them into a folder with -o DIR, or as one stream with -f jsonl")
    if output is not None and STDIN in inputs:
        raise CleanerError("-o DIR needs named files: what comes from stdin has no name; write > FILE")
    suffixes = {path: None if holds_records(path, kind) else SUFFIXES.get(format) for path in inputs}  # records come out as records
    places = targets(suffixes, output) if output is not None else {}
    given: dict[str, Any] = {"level": level, "select": split_commas(select), "ignore": split_commas(ignore), "rules": tuple(rules or ())}
    given["sites"] = tuple(sites or ())
    scopes = Scopes(config, isolated, lambda found: found.with_given(**given, max_removed=max_removed, field=field))
    options = Options(
        language=language,
        move=() if move == "none" else split_commas([move]),
        strip_dateline=strip_dateline,
        today=day(today),
        engine=engine,  # type: ignore[arg-type]  # checked by Options
        links=links,
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
    return run.failures


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
