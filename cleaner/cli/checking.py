"""What `cleaner check` is put together from: the baseline that holds, names, how a file is checked, what is shown."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from cleaner.cli import baseline as baselines
from cleaner.cli import formats
from cleaner.cli.findings import Report
from cleaner.cli.inspect import Job
from cleaner.cli.output import visible
from cleaner.cli.scopes import Scopes
from cleaner.cli.settings import Settings
from cleaner.cli.walk import Target, listed
from cleaner.model import CleanerError, Options

AT_ONCE = 1 << 15  # characters written at a time
ABOUT_CHECK = "Lines that a rule names. They still stand in the files, unless --fix took them out; metadata always stays."


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


def check_shown(format: str, statistics: bool, diff: bool) -> None:
    """See that one thing is asked for: findings, counts (as text or JSON) or a diff.

    Raises:
        CleanerError: two are; the one that gave way would be missing where a program waits for it.
    """
    if statistics and diff:
        raise CleanerError("--statistics and --diff: give one of them")
    if (diff and format != "text") or (statistics and format not in ("text", "json", "jsonl")):
        raise CleanerError(f"--format {format} and --{'diff' if diff else 'statistics'}: give one of them")


def job(target: Target) -> Job:
    """How a file is checked by the settings that hold for it. Metadata stays where it is, whatever they say."""
    settings = target.scope.settings
    ignored = target.scope.ignored(os.path.basename(target.path))  # noqa: PTH119  # felt in a large folder
    return Job(target.path, options_of(settings, ignored), settings.max_removed, settings.field)


def options_of(settings: Settings, ignored: tuple[str, ...]) -> Options:
    """The cleaner's options. It may remove all: the budget is kept where lines are cut, for a report must name them first."""
    return Options(
        level="full" if settings.level == "full" else "safe",
        select=settings.select,
        ignore=settings.ignore + ignored,
        rules=settings.rules,
        keep=settings.keep,
        sites=settings.sites,
        max_removed=1.0,
        move=(),
    )


def not_onto(output: Path | None, targets: Iterable[Target]) -> Iterator[Target]:
    """The same files.

    Raises:
        CleanerError: one of them is where the findings are to be written.
    """
    place = os.path.realpath(output) if output is not None else None
    for target in targets:
        if place is not None and os.path.realpath(target.path) == place:
            raise CleanerError(f"-o {output}: is an input; write to another file")
        yield target


def pieces(reports: Iterable[Report], format: str, statistics: bool, diff: bool, scopes: Scopes, terminal: bool) -> Iterator[str]:
    """What is written, in pieces that are worth a write."""
    if format == "html":
        from cleaner.cli.sheets import survey_of
        from cleaner.report.page import Report as Page
        from cleaner.report.page import rendered

        survey = survey_of(reports, scopes)
        yield rendered(Page("What a check found", ABOUT_CHECK, survey, taken="found"))
    else:
        yield from gathered(shown(reports, format, statistics, diff, terminal), terminal)


def shown(reports: Iterable[Report], format: str, statistics: bool, diff: bool, terminal: bool) -> Iterator[str]:
    """Findings, counts or diffs. On a terminal a diff's control codes show as escapes."""
    if diff:
        for report in reports:
            changed = report.diff.decode("utf-8", "surrogateescape")
            yield "\n".join(map(visible, changed.split("\n"))) if terminal else changed
    elif statistics:
        yield from formats.statistics(reports, format in ("json", "jsonl"))
    else:
        yield from formats.FORMATS[format](reports, formats.look_of(terminal))


def gathered(pieces: Iterable[str], terminal: bool) -> Iterator[str]:
    """The same text in larger pieces, unless somebody watches: a write for each of many files is felt."""
    waiting: list[str] = []
    size = 0
    for piece in pieces:
        waiting.append(piece)
        size += len(piece)
        if size >= AT_ONCE or terminal:
            yield "".join(waiting)
            waiting, size = [], 0
    yield "".join(waiting)
