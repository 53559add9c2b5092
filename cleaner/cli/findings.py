"""What `check` finds in a file: lines with their rule, and the bytes to cut for each."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO, NamedTuple

from cleaner import read
from cleaner.answer import site_of
from cleaner.clean import Cleaner
from cleaner.cli.contents import bounded_lines, no_text
from cleaner.cli.front import split_front
from cleaner.cli.records import looks_like_records, parsed
from cleaner.cli.site import of_file
from cleaner.cli.spans import Span, line_spans, record_spans
from cleaner.model import BUDGETS, Removal

MOST_ROUNDS = 20  # a fix looks again at what it leaves; each round removes lines, and two are nearly always enough
SAID = 5  # fields of a finding before those that have a default
ENCODER = json.JSONEncoder(check_circular=False)
TOLD = 3  # lines that are no records, told one by one


class Finding(NamedTuple):
    """A line that a rule names: 1-based line and column in the file.

    In JSON lines `line` is that of the record, `record` its id and `inner` the line in its text.
    """

    line: int
    column: int
    code: str
    why: str
    text: str
    record: str = ""
    inner: int = 0
    fixed: bool = False


class Cut(NamedTuple):
    """Bytes to take out of a file's content, and why."""

    start: int
    raw: bytes
    finding: Finding


@dataclass(slots=True)
class Report:
    """What came of one file. `note` says why it was passed over, `problems` what went wrong; `key` is the cache's."""

    path: str
    findings: list[Finding] = field(default_factory=list)
    cuts: list[Cut] = field(default_factory=list)
    characters: int = 0
    note: str = ""
    problems: list[str] = field(default_factory=list)
    diff: bytes = b""
    key: bytes = b""

    def over(self, share: float, where: str = "") -> None:
        """Tell that a text is over the budget."""
        self.problems.append(
            f"{where}{share:.0%} of the characters would go; left as it is; --max-removed {min(1, share + 0.01):.2f} allows it"
        )


class Law(NamedTuple):
    """How texts are judged: the cleaner, the share that may go, what is accepted as (code, line), and how far to look.

    `cutting`: find the bytes as well, look again at what a cut leaves, keep to the budget. `counting`: count characters.
    """

    cleaner: Cleaner
    budget: float | None
    accepted: frozenset[tuple[str, str]]
    cutting: bool
    counting: bool
    site: str | None = None

    def share(self) -> float:
        """Share of the non-blank characters that may go."""
        return BUDGETS[self.cleaner.options.level] if self.budget is None else self.budget

    def removals(self, text: str, lines: Sequence[str]) -> list[tuple[int, Removal]]:
        """Index and reason of each line that goes, in order."""
        found = self.once(text)
        if not (self.cutting and found):
            return found
        gone = dict(found)
        for _ in range(MOST_ROUNDS):
            alive = [index for index in range(len(lines)) if index not in gone]
            later = self.once("\n".join(lines[index] for index in alive))
            if not later:
                break
            gone.update((alive[index], removal) for index, removal in later)
        return sorted(gone.items())

    def once(self, text: str) -> list[tuple[int, Removal]]:
        """What the cleaner removes and nobody has accepted; metadata stays where it is."""
        removed = self.cleaner.removals(text, site=self.site)
        accepted = self.accepted
        return [(item.line - 1, item) for item in removed if not accepted or (item.code, item.text.strip()) not in accepted]


def size(lines: Sequence[str]) -> int:
    """Non-blank characters."""
    return sum(map(len, map(str.strip, lines)))


def check_text(path: str, data: bytes, law: Law) -> Report:
    """Check the bytes of a text file."""
    report = Report(path, note=no_text(data))
    if report.note:
        return report
    decoded = read.decode(data)
    if decoded.text is None:
        report.problems.append(f"not UTF-8 and no other encoding is sure{decoded.hint}; left as it is; convert it to UTF-8 first")
        return report
    if read.looks_like_html(decoded.text):
        report.note = "HTML: check reads text; `cleaner clean` reads HTML"
    elif data[:4].lstrip(b"\xef\xbb\xbf")[:1] == b"{" and looks_like_records(data):
        report.note = "JSON lines: name it .jsonl to have its records checked"
    if not report.note:
        law = law._replace(site=of_file(Path(path), law.cleaner.sites))
        block, rest = split_front(decoded.text)[:2] if decoded.text.startswith("---") else ("", decoded.text)
        spans = line_spans(data, decoded.text, decoded.encoding) if law.cutting else []
        found = list(lines_found(rest, law, report, ""))
        place(report, found, data, spans, block.count("\n"))
    return report


def lines_found(text: str, law: Law, report: Report, where: str) -> Iterator[tuple[int, Removal, bool]]:
    """Index, reason, and whether it may be cut, for each line found in a text; the report learns its size and a broken budget."""
    lines = text.split("\n")
    found = law.removals(text, lines)
    total = size(lines) if law.counting or (law.cutting and found) else 0
    report.characters += total
    may = law.cutting
    if law.cutting and found:
        share = sum(len(item.text.strip()) for _, item in found) / total
        may = share <= law.share() and (share < 1 or law.share() == 1)
        if not may:
            report.over(share, where)
    yield from ((index, item, may) for index, item in found)


def place(report: Report, found: Sequence[tuple[int, Removal, bool]], data: bytes, spans: Sequence[Span] | None, shift: int) -> None:
    """Put the findings of a text file into its report, with their bytes."""
    if spans is None and found:
        report.problems.append("its encoding does not give back the same bytes; left as it is; convert it to UTF-8 first")
    for index, item, may in found:
        column = 1 + len(item.text) - len(item.text.lstrip())
        finding = Finding(index + 1 + shift, column, item.code, item.why, item.text, fixed=may and spans is not None)
        report.findings.append(finding)
        if finding.fixed and spans:
            start, end = spans[index + shift]
            report.cuts.append(Cut(start, data[start:end], finding))


def check_records(path: str, file: BinaryIO, name: str, law: Law) -> Report:
    """Check JSON lines, one by one; `name` is the field that holds the text."""
    report = Report(path)
    bad: list[str] = []
    start = texts = records = 0
    for number, line in enumerate(bounded_lines(file), 1):
        if line.strip():
            text, label, problem, site = record_text(line, name, number)
            records += not problem
            if text is not None:
                texts += 1
                check_record(report, line, start, (text, name, number, label), law._replace(site=site))
            elif problem:
                bad.append(f"line {number}: {problem}")
        start += len(line)
    if len(bad) > TOLD:
        bad[TOLD:] = [f"{len(bad) - TOLD} more lines are no records"]
    report.problems += bad
    if records and not texts:
        report.problems.append(f"no record has a text in field {name!r}; name it with --field or `field` in the configuration")
    return report


def record_text(line: bytes, name: str, number: int) -> tuple[str | None, str, str, str | None]:
    """A record's text, its label, what is wrong with the line, and its site; a record without a text is not wrong."""
    record, _, problem = parsed(line, name)
    if problem and not problem.startswith("no text"):
        return None, "", problem, None
    label, text = record.get("id"), record.get(name)
    label = str(label) if isinstance(label, str | int) else f"record {number}"
    return text if isinstance(text, str) else None, label, "", site_of(record)


def check_record(report: Report, line: bytes, start: int, record: tuple[str, str, int, str], law: Law) -> None:
    """Check the text of one record; `record` is its text, the field, its line and its label."""
    text, name, number, label = record
    found = list(lines_found(text, law, report, f"line {number} ({label}): "))
    spans = record_spans(line, name, start) if law.cutting and found else None
    for index, item, may in found:
        finding = Finding(number, 1, item.code, item.why, item.text, label, index + 1, may and spans is not None)
        report.findings.append(finding)
        if finding.fixed and spans:
            first, end = spans[index]
            report.cuts.append(Cut(first, line[first - start : end - start], finding))


def stored(report: Report) -> str:
    """What a cache keeps of a report; of findings that are in no record only what they say, in half the time."""
    said = slice(None if report.findings and report.findings[0].inner else SAID)
    return ENCODER.encode([[item[said] for item in report.findings], report.characters, report.note])


def from_store(path: str, kept: str) -> Report | None:
    """A report out of the cache; None if what is kept there is none."""
    try:
        findings, characters, note = json.loads(kept)
        found = [Finding(*item) for item in findings]
        whole = all(tuple(map(type, item)) == (int, int, str, str, str, str, int, bool) for item in found)
    except (ValueError, TypeError, RecursionError):
        return None
    return Report(path, found, characters=characters, note=note) if whole and (type(characters), type(note)) == (int, str) else None
