"""`cleaner check`: a linter for text dumps, which can also take out what it finds."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from cleaner.cli import baseline as baselines
from cleaner.cli import formats
from cleaner.cli.cache import FOLDER
from cleaner.cli.clean import split_commas
from cleaner.cli.findings import Report
from cleaner.cli.inspect import Job, Mode, Plan, inspected
from cleaner.cli.output import emit, visible
from cleaner.cli.removed import append_rows
from cleaner.cli.settings import Scopes, Settings
from cleaner.cli.tally import Tally
from cleaner.cli.walk import Selection, Target, listed
from cleaner.model import CleanerError, Options, check_choice

PATHS_HELP = "Files, and folders of which `include` names the files; -: a list of files on stdin. None: this folder."


def check_command(
    paths: Annotated[list[str] | None, typer.Argument(metavar="[PATH]...", help=PATHS_HELP)] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Take the lines out of the files.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would do; write nothing.")] = False,
    removed: Annotated[
        Path | None, typer.Option("--removed", help="With --fix: add what goes to this file; `cleaner restore FILE` puts it back.")
    ] = None,
    unsafe_fixes: Annotated[bool, typer.Option("--unsafe-fixes", help='Also what the scorecard finds, as level = "full".')] = False,
    format: Annotated[str, typer.Option("-f", "--format", help=", ".join(formats.FORMATS))] = "text",
    statistics: Annotated[bool, typer.Option("--statistics", help="Counts by rule and share of the characters, not the findings.")] = False,
    select: Annotated[
        list[str] | None, typer.Option("--select", help="Only rules whose code begins so; may be repeated or a list with commas.")
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", help="No rules whose code begins so.")] = None,
    rules: Annotated[list[str] | None, typer.Option("--rules", help="A pack of your own (TOML); may be repeated.")] = None,
    field: Annotated[str | None, typer.Option("--field", help="The field of JSON lines that holds the text.")] = None,
    max_removed: Annotated[
        float | None, typer.Option("--max-removed", min=0, max=1, help="Share of a text's characters that --fix may remove.")
    ] = None,
    exclude: Annotated[
        list[str] | None, typer.Option("--exclude", help="Pattern of files to pass over, as in .gitignore; may be repeated.")
    ] = None,
    force_exclude: Annotated[bool, typer.Option("--force-exclude", help="Exclude also files that are named.")] = False,
    files_from: Annotated[
        str | None, typer.Option("--files-from", help="A list of files, - for stdin: one a line, or between NULs.")
    ] = None,
    config: Annotated[Path | None, typer.Option("--config", help="This configuration instead of the nearest.")] = None,
    isolated: Annotated[bool, typer.Option("--isolated", help="No configuration and no baseline.")] = False,
    baseline: Annotated[
        Path | None, typer.Option("--baseline", help=f"Accepted findings; by default {baselines.DEFAULT}, if there.")
    ] = None,
    write_baseline: Annotated[
        Path | None, typer.Option("--write-baseline", help="Accept today's findings: write them to this file.")
    ] = None,
    jobs: Annotated[int, typer.Option("-j", "--jobs", min=0, help="Processes; 0: one a processor, for many files.")] = 0,
    no_cache: Annotated[bool, typer.Option("--no-cache", help=f"Neither read nor write {FOLDER}.")] = False,
    exit_zero: Annotated[bool, typer.Option("--exit-zero", help="Exit 0 also with findings.")] = False,
    exit_non_zero_on_fix: Annotated[bool, typer.Option("--exit-non-zero-on-fix", help="Exit 1 if --fix removed anything.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="Errors and findings only: no notes, no summary.")] = False,
    hook: Annotated[
        bool, typer.Option("--hook", hidden=True, help="The files are a hook's list: of them only what `include` names.")
    ] = False,
) -> None:
    """Find page furniture in text dumps: `path:line:col: CODE why`. Exit 0: none, 1: findings, 2: an error.

    Only what a rule names is reported, and never metadata; --unsafe-fixes adds the scorecard.
    """
    check_choice("--format", format, tuple(formats.FORMATS))
    if fix and (diff or write_baseline):
        raise CleanerError(f"--fix and --{'diff' if diff else 'write-baseline'}: give one of them")
    if removed is not None and not fix:
        raise CleanerError("--removed needs --fix: without it nothing is removed")
    given: dict[str, Any] = {"select": split_commas(select), "ignore": split_commas(ignore), "rules": tuple(rules or ()), "field": field}
    given |= {"max_removed": max_removed, "level": "full" if unsafe_fixes else None}
    scopes = Scopes(config, isolated, lambda settings: settings.with_given(**given))
    here = scopes.of(".").settings
    mode: Mode = "fix" if fix else "diff" if diff else "report"
    accepted = frozenset() if write_baseline else accepted_findings(baseline, here, isolated)
    if removed is not None:
        append_rows(removed, ())  # fails now if it cannot be written
    tally = Tally(mode, quiet)
    selection = Selection(scopes, exclude or (), force_exclude, hook, tally.note, [path for path in (removed, write_baseline) if path])
    targets = selection.targets(names(paths, files_from, hook))
    plan = Plan(mode, accepted, removed, statistics, None if no_cache else here.root / FOLDER)
    reports = tally.counted(inspected(map(job, targets), plan, jobs))
    if write_baseline:
        tally.note(str(write_baseline), f"{baselines.write_baseline(write_baseline, reports)} different findings accepted")
        raise typer.Exit(2 if tally.problems else 0)
    for piece in shown(reports, format, statistics, diff):
        emit(piece)
    if not quiet and format == "text":
        print(f"cleaner: {tally.summary()}", file=sys.stderr)
    raise typer.Exit(tally.status(exit_zero, exit_non_zero_on_fix))


def accepted_findings(given: Path | None, here: Settings, isolated: bool) -> frozenset[tuple[str, str]]:
    """What the baseline accepts: the one that is given, configured, or there by its usual name."""
    if given is None and not isolated:
        usual = here.root / (here.baseline or baselines.DEFAULT)
        given = usual if here.baseline or usual.is_file() else None
    return baselines.read_baseline(given) if given is not None else frozenset()


def names(paths: list[str] | None, files_from: str | None, hook: bool) -> Iterator[str]:
    """The names that were given, lists read; the current folder if there are none."""
    if not paths and files_from is None and not hook:
        yield "."
    for path in paths or ():
        yield from listed("-") if path == "-" else (path,)
    if files_from is not None:
        yield from listed(files_from)


def job(target: Target) -> Job:
    """How a file is checked by the settings that hold for it. Metadata stays where it is, whatever they say."""
    settings = target.scope.settings
    ignored = [code for patterns, codes in target.scope.per_file if patterns.decide(target.below_root) for code in codes]
    return Job(target.path, options_of(settings, tuple(ignored)), settings.max_removed, settings.field)


def options_of(settings: Settings, ignored: tuple[str, ...]) -> Options:
    """The cleaner's options. It may remove all: the budget is kept where lines are cut, for a report must name them first."""
    return Options(
        level="full" if settings.level == "full" else "safe",
        select=settings.select,
        ignore=settings.ignore + ignored,
        rules=settings.rules,
        keep=settings.keep,
        max_removed=1.0,
        move=(),
    )


def shown(reports: Iterable[Report], format: str, statistics: bool, diff: bool) -> Iterator[str]:
    """What goes to stdout. On a terminal a diff's control codes show as escapes."""
    terminal = sys.stdout.isatty()
    if diff:
        for report in reports:
            changed = report.diff.decode("utf-8", "surrogateescape")
            yield "\n".join(map(visible, changed.split("\n"))) if terminal else changed
    elif statistics:
        yield from formats.statistics(reports, format in ("json", "jsonl"))
    else:
        forced = bool(os.environ.get("FORCE_COLOR"))
        colours = forced or (terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb")
        yield from formats.FORMATS[format](reports, formats.Look(terminal or forced, colours))
