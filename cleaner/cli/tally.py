"""What a run of `check` comes to: notes and problems as they come, counts, exit status, a summary."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from cleaner.cli.findings import Report
from cleaner.cli.inspect import Mode
from cleaner.cli.output import tell


@dataclass(slots=True)
class Tally:
    """Counts of a run. `quiet` keeps notes and the summary back, never problems."""

    mode: Mode
    quiet: bool
    files: int = 0
    with_findings: int = 0
    findings: int = 0
    fixed: int = 0
    fixed_files: int = 0
    problems: int = 0

    def note(self, path: str, message: str) -> None:
        """Tell of what is passed over."""
        if not self.quiet:
            tell(f"cleaner: {path}: {message}")

    def counted(self, reports: Iterable[Report]) -> Iterator[Report]:
        """The same reports, counted, their notes and problems told."""
        for report in reports:
            self.files += not report.note
            fixed = sum(item.fixed for item in report.findings)
            self.with_findings += bool(report.findings)
            self.findings += len(report.findings)
            self.fixed += fixed
            self.fixed_files += bool(fixed)
            self.problems += len(report.problems)
            if report.note:
                self.note(report.path, f"skipped: {report.note}")
            for problem in report.problems:
                tell(f"cleaner: {report.path}: {problem}")
            yield report

    def status(self, exit_zero: bool, non_zero_on_fix: bool) -> int:
        """Exit status: 2 for a problem, 1 for findings that are still there or, if wanted, for fixes, else 0."""
        if self.problems:
            return 2
        left = self.findings - (self.fixed if self.mode == "fix" else 0)
        if (left and not exit_zero) or (self.fixed and non_zero_on_fix and self.mode == "fix"):
            return 1
        return 0

    def summary(self) -> str:
        """One line for a person."""
        files = f"{self.files} file{'' if self.files == 1 else 's'}"
        if not self.findings:
            return f"{files}, no findings"
        lines = f"{self.findings} line{'' if self.findings == 1 else 's'} of furniture in {self.with_findings} of {files}"
        if self.mode == "fix":
            return f"{lines}; {self.fixed} removed from {self.fixed_files}"
        return lines + ("; --fix removes them" if self.mode == "report" else "; nothing was written")
