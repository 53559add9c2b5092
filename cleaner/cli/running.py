"""What `cleaner run` shows: a progress bar on a terminal, and the counts at the end."""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

from cleaner.cli.output import visible
from cleaner.rules import builtin_codes

if TYPE_CHECKING:
    from cleaner.corpus.inputs import Extent
    from cleaner.corpus.local import Progress
    from cleaner.corpus.tally import Tally

SITES = 10  # sites that the summary shows
WORDS = 12  # rules and languages that it shows


class Display:
    """A progress bar with documents, MB a second, share removed and time left; nothing where stderr is no terminal."""

    def __init__(self, quiet: bool) -> None:
        self._bar: Any = None
        self._quiet = quiet or not sys.stderr.isatty()
        self._first: tuple[float, int] | None = None

    def __enter__(self) -> Display:
        if not self._quiet:
            from rich.console import Console
            from rich.progress import BarColumn, Progress, TextColumn, TimeRemainingColumn

            shown = (BarColumn(), TextColumn("{task.description}"), TimeRemainingColumn())
            self._bar = Progress(*shown, console=Console(stderr=True), transient=True)
            self._bar.start()
            self._task = self._bar.add_task("", total=None)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        if self._bar is not None:
            self._bar.stop()

    def __call__(self, progress: Progress, whole: Extent) -> None:
        """Show how far a run is."""
        if self._bar is None:
            return
        now = time.monotonic()
        self._first = self._first or (now, progress.read)
        speed = (progress.read - self._first[1]) / max(now - self._first[0], 0.1) / 1e6
        share = progress.removed / (progress.judged or 1)
        told = f"{progress.documents:,} documents  {speed:.1f} MB/s  {share:.0%} removed"
        self._bar.update(self._task, completed=progress.weight, total=whole.size or None, description=told)


def summary_lines(tally: Tally, folder: Path, carried: tuple[str, ...] = ()) -> Iterator[str]:
    """The counts of a run, by status, rule, language and site; and which of the carried fields no record has."""
    documents = "1 document" if tally.documents == 1 else f"{tally.documents:,} documents"
    yield f"{documents}, {tally.read / 1e6:,.1f} MB, {tally.removed_share:.1%} of the text removed; in {folder}"
    if not tally.documents:
        return
    yield "status    " + listed(tally.statuses, tally.documents, WORDS)
    yield "language  " + listed(tally.languages, tally.documents, WORDS)
    yield "site      " + listed(tally.sites, tally.documents, SITES)
    whys = builtin_codes()
    for code, lines in ordered(tally.lines)[:WORDS]:
        share = tally.documents_of[code] / tally.documents
        yield f"{code:9} {lines:10,} lines, in {share:4.0%} of the documents: {whys.get(code, '')}"
    if len(tally.lines) > WORDS:
        yield f"and {len(tally.lines) - WORDS} more rules"
    for name in carried:
        if not tally.carried[name]:
            yield f"--carry {name}: no record has this field; its column is empty"


def listed(counts: Counter[str], total: int, most: int) -> str:
    """The largest counts on one line, with their shares."""
    shown = [f"{visible(name)} {count:,} ({count / total:.0%})" for name, count in ordered(counts)[:most]]
    return ", ".join(shown + ([f"and {len(counts) - most:,} more"] if len(counts) > most else []))


def ordered(counts: Counter[str]) -> list[tuple[str, int]]:
    """Counts, the largest first, equal ones by name."""
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
