"""`cleaner check`: a linter for text dumps, which can also take out what it finds."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from cleaner.cli.cleaning import split_commas
from cleaner.cli.output import tell
from cleaner.model import CleanerError, Options, check_choice

FORMATS = ("text", "json", "jsonl", "github", "sarif", "html")
PATHS_HELP = "Files, and folders of which `include` names the files; -: a list of files on stdin. None: this folder."


def check_command(
    paths: Annotated[list[str] | None, typer.Argument(metavar="[PATH]...", help=PATHS_HELP)] = None,
    fix: Annotated[bool, typer.Option("--fix", help="Take the lines out of the files.")] = False,
    diff: Annotated[bool, typer.Option("--diff", help="Show what --fix would do; write nothing.")] = False,
    removed: Annotated[
        Path | None, typer.Option("--removed", help="With --fix: add what goes to this file; `cleaner restore FILE` puts it back.")
    ] = None,
    unsafe_fixes: Annotated[bool, typer.Option("--unsafe-fixes", help='Also what the scorecard finds, as level = "full".')] = False,
    format: Annotated[str, typer.Option("-f", "--format", help=", ".join(FORMATS))] = "text",
    output: Annotated[Path | None, typer.Option("-o", "--output", help="Write to this file, whole or not at all.")] = None,
    statistics: Annotated[bool, typer.Option("--statistics", help="Counts by rule and share of the characters, not the findings.")] = False,
    select: Annotated[
        list[str] | None, typer.Option("--select", help="Only rules whose code begins so; may be repeated or a list with commas.")
    ] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", help="No rules whose code begins so.")] = None,
    rules: Annotated[list[str] | None, typer.Option("--rules", help="A pack of your own (TOML); may be repeated.")] = None,
    field: Annotated[str | None, typer.Option("--field", help="The field of JSON lines that holds the text.")] = None,
    max_removed: Annotated[float | None, typer.Option("--max-removed", help="Share of a text's characters that --fix may remove.")] = None,
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
        Path | None, typer.Option("--baseline", help="Accepted findings; by default cleaner-baseline.json, if there.")
    ] = None,
    write_baseline: Annotated[
        Path | None, typer.Option("--write-baseline", help="Accept today's findings: write them to this file.")
    ] = None,
    jobs: Annotated[int, typer.Option("-j", "--jobs", min=0, help="Processes; 0: one a processor, for many files.")] = 0,
    no_cache: Annotated[bool, typer.Option("--no-cache", help="Neither read nor write .cleaner_cache.")] = False,
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
    from cleaner.cli.baseline import check_place
    from cleaner.cli.baseline import write_baseline as save_baseline
    from cleaner.cli.cache import FOLDER
    from cleaner.cli.checking import accepted_findings, check_shown, job, names, not_onto, pieces
    from cleaner.cli.files import sink
    from cleaner.cli.inspect import Plan, inspected
    from cleaner.cli.removed import check_log
    from cleaner.cli.scopes import Scopes
    from cleaner.cli.tally import Tally
    from cleaner.cli.walk import Selection

    check_choice("--format", format, FORMATS)
    check_shown(format, statistics, diff)
    if format == "html":
        from cleaner.cli.reports import check_page

        check_page(output)
    if fix and (diff or write_baseline):
        raise CleanerError(f"--fix and --{'diff' if diff else 'write-baseline'}: give one of them")
    if write_baseline is not None:
        check_place(write_baseline)
    Options(max_removed=max_removed)  # refuses what is no share
    if removed is not None and not fix:
        raise CleanerError("--removed needs --fix: without it nothing is removed")
    given: dict[str, Any] = {"select": split_commas(select), "ignore": split_commas(ignore), "rules": tuple(rules or ()), "field": field}
    given |= {"max_removed": max_removed, "level": "full" if unsafe_fixes else None}
    scopes = Scopes(config, isolated, lambda settings: settings.with_given(**given))
    here = scopes.of(".").settings
    mode: Literal["fix", "diff", "report"] = "fix" if fix else "diff" if diff else "report"
    accepted = frozenset() if write_baseline else accepted_findings(baseline, here, isolated)
    named = list(names(paths, files_from, hook))
    if removed is not None:
        check_log(removed, [*map(Path, named), *([output] if output else [])])
    tally = Tally(mode, quiet)
    own = [path for path in (removed, write_baseline, output if format == "html" else None) if path]
    selection = Selection(scopes, exclude or (), force_exclude, hook, tally.note, own)
    targets = not_onto(output, selection.targets(named))
    plan = Plan(mode, accepted, removed, statistics or format == "html", None if no_cache else here.root / FOLDER)
    with closing(inspected(map(job, targets), plan, jobs)) as found:  # ends its processes, also where nobody reads what they find
        reports = tally.counted(found)
        if write_baseline:
            tally.note(str(write_baseline), f"{save_baseline(write_baseline, reports)} different findings accepted")
            raise typer.Exit(2 if tally.problems else 0)
        with sink(output, painted=format == "text") as write:
            for piece in pieces(reports, format, statistics, diff, scopes, output is None and sys.stdout.isatty()):
                write(piece)
    if not quiet and format == "text":
        tell(f"cleaner: {tally.summary()}")
    raise typer.Exit(tally.status(exit_zero, exit_non_zero_on_fix))
