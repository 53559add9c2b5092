"""`cleaner run`: a corpus in, parts and a manifest out."""

from __future__ import annotations

import signal
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cleaner.cli.cleaning import configured, day, split_commas
from cleaner.cli.output import tell
from cleaner.cli.process import Stopped
from cleaner.cli.running import Display, summary_lines
from cleaner.cli.scopes import Scopes
from cleaner.corpus import FORMATS, KINDS, TIMEOUT
from cleaner.model import MOVABLE, CleanerError, Options, check_choice

if TYPE_CHECKING:
    from cleaner.corpus.job import Job
    from cleaner.corpus.tally import Tally

STOPPED = 130  # exit status after Ctrl-C, as shells have it


def run_command(
    inputs: Annotated[list[str], typer.Argument(metavar="INPUT...", help="Files, folders, or - for stdin.")],
    output: Annotated[Path, typer.Option("-o", "--output", help="Folder for the parts and the manifest.")],
    format: Annotated[str, typer.Option("-f", "--format", help=f"Of the parts: {', '.join(FORMATS)}.")] = "jsonl",
    kind: Annotated[str, typer.Option("-i", "--input", help=f"What comes in: {', '.join(KINDS)}; auto goes by names.")] = "auto",
    workers: Annotated[int | None, typer.Option("-j", "--jobs", help="Processes; one a processor by default.")] = None,
    field: Annotated[
        list[str] | None, typer.Option("--field", help="Field that holds the text; may be a list, tried in turn: text,html.")
    ] = None,
    id_field: Annotated[str, typer.Option("--id-field", help="Field that names a record.")] = "id",
    url_field: Annotated[str, typer.Option("--url-field", help="Field with the URL, which tells the site.")] = "url",
    language_field: Annotated[str, typer.Option("--language-field", help="Field with the language, if known.")] = "language",
    site_field: Annotated[str, typer.Option("--site-field", help="Field with the site (a host name), where it is not the URL's.")] = "site",
    carry: Annotated[list[str] | None, typer.Option("--carry", help="Other fields to take along into the rows.")] = None,
    level: Annotated[
        str | None, typer.Option("--level", help="safe: only what a rule names. full, the default: the scorecard too.")
    ] = None,
    language: Annotated[str | None, typer.Option("--language", help="Language of all documents (BCP 47), if known.")] = None,
    select: Annotated[list[str] | None, typer.Option("--select", help="Only rules whose code begins so.")] = None,
    ignore: Annotated[list[str] | None, typer.Option("--ignore", help="No rules whose code begins so.")] = None,
    rules: Annotated[list[str] | None, typer.Option("--rules", help="A pack of your own (TOML); may be repeated.")] = None,
    sites: Annotated[
        list[str] | None, typer.Option("--sites", help="A file or folder that `cleaner learn` wrote; may be repeated.")
    ] = None,
    move: Annotated[str, typer.Option("--move", help="Metadata lines that leave the text, or 'none'.")] = ",".join(MOVABLE),
    max_removed: Annotated[float | None, typer.Option("--max-removed", help="Share of the characters that may be removed, 0 to 1.")] = None,
    strip_dateline: Annotated[bool, typer.Option("--strip-dateline", help="Cut the dateline off the body.")] = False,
    today: Annotated[str | None, typer.Option("--today", help="The day (YYYY-MM-DD) that relative dates count from.")] = None,
    part_size: Annotated[
        float | None, typer.Option("--part-size", help="MB of input that make a part; a 64th of all by default, 0.25 to 16.")
    ] = None,
    timeout: Annotated[float, typer.Option("--timeout", help="Seconds that one record may take before it is a failed row.")] = TIMEOUT,
    report: Annotated[Path | None, typer.Option("--report", help="Write an HTML page that shows what went, and why.")] = None,
    overwrite: Annotated[bool, typer.Option("--overwrite", help="Discard the run that the folder holds, and begin anew.")] = False,
    quiet: Annotated[bool, typer.Option("-q", "--quiet", help="No progress and no summary.")] = False,
    config: Annotated[Path | None, typer.Option("--config", help="This configuration instead of the nearest.")] = None,
    isolated: Annotated[bool, typer.Option("--isolated", help="No configuration.")] = False,
) -> None:
    """Clean a corpus: folders of text or HTML, JSON lines, Parquet, WARC, WET. A run that was killed goes on when it is started again."""
    from cleaner.corpus.inputs import silent
    from cleaner.corpus.job import Job, start
    from cleaner.corpus.rows import Fields

    check_choice("--input", kind, KINDS)
    check_choice("--format", format, FORMATS)
    given: dict[str, Any] = {"level": level, "select": split_commas(select), "ignore": split_commas(ignore), "rules": tuple(rules or ())}
    given["sites"] = tuple(sites or ())
    scopes = Scopes(config, isolated, lambda found: found.with_given(**given, max_removed=max_removed))
    options = Options(
        language=language, move=() if move == "none" else split_commas([move]), strip_dateline=strip_dateline, today=day(today)
    )
    fields = Fields(split_commas(field) or Fields().content, id_field, url_field, language_field, site_field, split_commas(carry))
    job = Job(
        tuple(inputs),
        output,
        configured(scopes.of("."), Path("-"), options)[0],
        fields,
        kind,
        format,
        workers,
        part_bytes(part_size),
        timeout,
        overwrite,
        report is not None,
    )
    if report is not None:
        check_report(report, job)
    try:
        with ExitStack() as stack:
            tally, survey = start(job, stack.enter_context(Display(quiet)), silent if quiet else say)
    except Stopped as stopped:
        tell(f"cleaner: stopped; the same command goes on from what {output} holds")
        if stopped.number != signal.SIGINT:
            raise
        raise typer.Exit(STOPPED) from None
    if report is not None and survey is not None:
        from cleaner.cli.reports import write_report
        from cleaner.report.page import Report

        write_report(report, Report("What a run removed", f"{', '.join(inputs)}, cleaned at level {job.options.level}.", survey))
    for line in () if quiet else summary_lines(tally, output, fields.carried):
        tell(line)
    if tally.nothing_cleaned:
        raise CleanerError(uncleaned(tally))


def say(line: str) -> None:
    """Tell of what a run passes over."""
    tell(f"cleaner: {line}")


def uncleaned(tally: Tally) -> str:
    """What is told of a run in which no document could be cleaned."""
    from cleaner.corpus.rows import NO_TEXT

    hint = "; name it with --field" if tally.problem.startswith(NO_TEXT) else ""
    if tally.documents == 1:
        return f"the one document could not be cleaned: {tally.problem}{hint}"
    return f"none of {tally.documents:,} documents could be cleaned, and their rows say why; the first: {tally.problem}{hint}"


def check_report(report: Path, job: Job) -> None:
    """See that a run's report may be written where it is wanted.

    Raises:
        CleanerError: something else stands there, or it would be among the inputs when the run goes on.
    """
    from cleaner.cli.reports import check_place
    from cleaner.corpus.manifest import is_own

    place = report.resolve()
    inside = place.is_relative_to(job.out.resolve())
    if inside and is_own(place.name):
        raise CleanerError(f"--report {report}: is a name of the run's own files; take another")
    for path in job.inputs:
        if path != "-" and not inside and place.is_relative_to(Path(path).resolve()):
            raise CleanerError(f"--report {report}: lies in {path}, which is an input; write it elsewhere")
    check_place("--report", report)
    if job.overwrite and inside:
        report.unlink(missing_ok=True)  # it is of the run that is discarded


def part_bytes(megabytes: float | None) -> int | None:
    """The size of a part in bytes."""
    if megabytes is not None and not 0 < megabytes < float("inf"):  # nor is NaN
        raise CleanerError(f"--part-size {megabytes:g}: a part holds more than nothing, and not everything")
    return None if megabytes is None else max(1, int(megabytes * 1e6))
