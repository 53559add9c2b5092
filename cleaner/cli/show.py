"""`cleaner show`: a document as it is, with what goes dimmed and the codes in the margin."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

import typer

from cleaner.clean import Cleaner
from cleaner.cli.cleaning import configured, split_commas
from cleaner.cli.front import check_charset
from cleaner.cli.output import emit
from cleaner.cli.scopes import Scopes
from cleaner.model import KINDS, Options, check_choice


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
    from cleaner.cli.formats import look_of
    from cleaner.cli.showing import paged, shown, sources

    check_choice("--input", kind, KINDS)
    check_charset(charset)
    given: dict[str, Any] = {"level": level, "select": split_commas(select), "ignore": split_commas(ignore), "rules": tuple(rules or ())}
    given["sites"] = tuple(sites or ())
    scopes = Scopes(config, isolated, lambda found: found.with_given(**given, field=field))
    options, name = configured(scopes.of(str(path.parent)), path, Options(language=language))
    cleaner = Cleaner(options)
    terminal = sys.stdout.isatty()
    look = look_of(terminal)
    pieces: Iterator[str] = chain.from_iterable(shown(one, look) for one in sources(path, name, cleaner, kind, site, charset))
    if terminal and pager:
        paged(pieces)
    else:
        for piece in pieces:
            emit(piece)
