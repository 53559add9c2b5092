"""What `check` found, document by document, as its HTML report counts and shows it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

from cleaner import read
from cleaner.cli.contents import BrokenError, is_records, unpacked, whole
from cleaner.cli.findings import Finding, Report, record_text, size
from cleaner.cli.records import parsed
from cleaner.cli.scopes import Scopes
from cleaner.cli.settings import Settings
from cleaner.cli.site import of_path
from cleaner.report.sheet import Sheet, rows_of
from cleaner.report.survey import Counted, Survey, key_of


class Place(NamedTuple):
    """What is known of a document besides its text: name, site, level."""

    name: str
    site: str
    level: str


def survey_of(reports: Iterable[Report], scopes: Scopes) -> Survey:
    """Count what was found in files, and choose the documents that are shown.

    Args:
        reports: of the files; they must have counted characters.
        scopes: give the settings of a file.
    """
    survey = Survey()
    for report in reports:
        if report.note:
            continue
        settings = scopes.of(str(Path(report.path).parent)).settings
        if is_records(report.path) and not unreadable(report):
            for counted, key, sheet in record_sheets(report, settings):
                survey.add(counted, key, sheet)
        else:
            status = "failed" if unreadable(report) else "ok"
            place = Place(report.path, of_path(Path(report.path)) or "", level_of(settings))
            survey.add(
                counted_of(report.path, report.findings, report.characters, status, place.site),
                key_of(report.path),
                partial(file_sheet, report, place),
            )
    return survey


def unreadable(report: Report) -> bool:
    """Could a file not be judged?"""
    return bool(report.problems) and not report.characters


def level_of(settings: Settings) -> str:
    """The level at which `check` reads a file."""
    return "full" if settings.level == "full" else "safe"


def counted_of(path: str, found: Sequence[Finding], characters: int, status: str, site: str) -> Counted:
    """What a document adds to the counts."""
    return Counted(path, tuple(item.code for item in found), sum(len(item.text.strip()) for item in found), characters, status, site)


def file_sheet(report: Report, place: Place) -> Sheet:
    """A text file with its findings."""
    lines: list[str] = []
    with suppress(OSError):
        lines = (read.decode(Path(report.path).read_bytes()).text or "").split("\n")
    return sheet(place, lines, [(item.line, item) for item in report.findings], report.characters, "; ".join(report.problems))


def sheet(
    place: Place, lines: list[str], found: Sequence[tuple[int, Finding]], characters: int, problem: str = "", language: str = ""
) -> Sheet:
    """A document with its findings, each with its line in the text as it was."""
    before = with_fixed(lines, {number: item.text for number, item in found if item.fixed})
    rows = rows_of(before, {number: (item.code, item.why) for number, item in found})
    gone = sum(len(item.text.strip()) for _, item in found)
    status = "failed" if problem else "ok"
    return Sheet(place.name, rows, place.site, language, place.level, status, problem, gone / (characters or 1))


def with_fixed(lines: list[str], fixed: dict[int, str]) -> list[str]:
    """The lines as they were before a fix took some of them out: those stand at their numbers, the others around them."""
    left = iter(lines)
    return [fixed[number] if number in fixed else next(left, "") for number in range(1, len(lines) + len(fixed) + 1)]


def record_sheets(report: Report, settings: Settings) -> Iterator[tuple[Counted, int, Callable[[], Sheet]]]:
    """The records of a file, each with what it adds to the counts and its place in the draw. They are read once more, not judged."""
    found: dict[int, list[Finding]] = {}
    for item in report.findings:
        found.setdefault(item.line, []).append(item)
    with suppress(OSError, BrokenError), whole(), Path(report.path).open("rb") as file:
        for number, line in enumerate(unpacked(report.path, file), 1):
            text, label, problem, site = record_text(line, settings.field, number) if line.strip() else (None, "", "", None)
            if text is None and not problem:
                continue
            mine = found.get(number, [])
            lines = (text or "").split("\n")
            taken = [item.text for item in mine if item.fixed]
            counted = counted_of(report.path, mine, size(lines) + size(taken), "failed" if problem else "ok", site or "")
            place = Place(f"{report.path}#{label or number}", site or "", level_of(settings))
            yield counted, key_of(report.path, str(number)), partial(record_sheet, place, lines, mine, counted.characters, problem, line)


def record_sheet(place: Place, lines: list[str], found: Sequence[Finding], characters: int, problem: str, line: bytes) -> Sheet:
    """A record with its findings."""
    language = "" if problem else parsed(line, "").record.get("language")
    return sheet(place, lines, [(item.inner, item) for item in found], characters, problem, language if isinstance(language, str) else "")
