"""`cleaner clean` as typer sees it: its options and their help."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from cleaner.cli.cleaning import KINDS, clean_inputs
from cleaner.cli.output import FORMATS
from cleaner.model import ENGINES, MOVABLE


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
    links: Annotated[bool, typer.Option("--links", help="Keep the links of HTML, for -f markdown.")] = False,
    charset: Annotated[str | None, typer.Option("--charset", help="Encoding of the input, if it is not UTF-8.")] = None,
    config: Annotated[Path | None, typer.Option("--config", help="This configuration instead of the nearest.")] = None,
    isolated: Annotated[bool, typer.Option("--isolated", help="No configuration.")] = False,
) -> None:
    """Clean dumps and pages. Removed lines are never lost: --show-removed and --removed tell them."""
    failures = clean_inputs(
        paths=paths,
        format=format,
        kind=kind,
        field=field,
        output=output,
        show_removed=show_removed,
        removed=removed,
        level=level,
        language=language,
        select=select,
        ignore=ignore,
        rules=rules,
        sites=sites,
        site=site,
        move=move,
        max_removed=max_removed,
        strip_dateline=strip_dateline,
        today=today,
        url=url,
        engine=engine,
        links=links,
        charset=charset,
        config=config,
        isolated=isolated,
    )
    if failures:
        raise typer.Exit(2)
