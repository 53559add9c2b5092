"""The journal of a run: what was asked for, and each part that is done; a killed run goes on from it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from contextlib import suppress
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from cleaner.corpus.parts import clear, part_name
from cleaner.corpus.tally import Tally
from cleaner.model import CleanerError

NAME = "manifest.jsonl"
PARTS = "part-[0-9]*.*"  # fits the names of parts in any format
SURVEYS = ".report.jsonl"  # what the parts tell a report
SCHEMA = 1


class Part(NamedTuple):
    """A part that is done: its number, digest of the input it stands for, rows, bytes of input, and its counts."""

    number: int
    digest: str
    rows: int
    weight: int
    tally: Tally


class Manifest:
    """The journal in the folder of the output: a header line, one line a part, one at the end.

    Only one run at a time can hold it. `done` are the parts that an earlier run finished and that are still there,
    `tally` their counts together, `weight` the bytes of input that they stand for.

    Args:
        folder: where the output goes; made if it is not there.
        plan: what is asked for, as plain values; a run that asks for something else cannot go on in this folder.
        anew: discard the run that the folder holds, once no other process writes to it.

    Raises:
        CleanerError: the folder holds other files or another run, or cannot be written.
    """

    def __init__(self, folder: Path, plan: Mapping[str, Any], anew: bool = False) -> None:
        self.folder = folder
        self.plan: dict[str, Any] = json.loads(json.dumps(plan, default=str))
        self.done: set[int] = set()
        self._digests: dict[int, str] = {}
        self.tally, self.weight, self.finished = Tally(), 0, False
        try:
            folder.mkdir(parents=True, exist_ok=True)
            names = [path.name for path in folder.iterdir()]
            if NAME not in names and any(not (name.startswith(".") or (anew and is_own(name))) for name in names):
                raise CleanerError(f"{folder}: holds files that are of no run; name a new or an empty folder")
            self._file: BinaryIO = (folder / NAME).open("a+b")
        except OSError as error:
            raise CleanerError(f"{folder}: cannot be written: {error.strerror}") from None
        self._lock()
        if anew:
            discard(folder, journal=False)
            self._file.truncate(0)
        try:
            self._read()
        except (ValueError, KeyError, TypeError, AttributeError):
            raise CleanerError(f"{folder / NAME}: is no journal of a run; name a new folder") from None
        clear(folder)

    def _lock(self) -> None:
        """Hold the folder, where files can be locked."""
        with suppress(ImportError):
            import fcntl

            try:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise CleanerError(f"{self.folder}: another run is writing to it") from None
            except OSError:
                return  # some network file systems have no locks

    def _read(self) -> None:
        """Read what stands there; a last line that a kill cut off is taken away."""
        self._file.seek(0)
        whole, _, torn = self._file.read().rpartition(b"\n")
        if torn:
            self._file.truncate(len(whole) + 1 if whole else 0)
        header, *lines = [json.loads(line) for line in whole.split(b"\n") if line] or [None]
        if header is None:
            self._write({"manifest": SCHEMA, "plan": self.plan})
            return
        self._check(header)
        for line in lines:
            if "finished" in line:
                self.finished = len(self.done) == line["parts"]
                continue
            self._digests[line["part"]] = line["digest"]
            if (self.folder / part_name(line["part"], self.plan["format"])).exists():
                tally = Tally.of(line["counts"])
                self._count(Part(line["part"], line["digest"], line["rows"], line["weight"], tally))

    def _check(self, header: dict[str, Any]) -> None:
        """Refuse to go on with another plan."""
        was = header.get("plan", {})
        for name in {**was, **self.plan}:
            if was.get(name) != self.plan.get(name):
                before, now = differing(was.get(name), self.plan.get(name))
                what = f"{name} was {before!r}, now {now!r}"
                raise CleanerError(f"{self.folder}: holds a run that asked for something else ({what}); name a new folder, or --overwrite")

    def _write(self, value: dict[str, Any]) -> None:
        """Append a line that lasts."""
        try:
            self._file.write(json.dumps(value, ensure_ascii=False, default=str).encode("utf-8", "backslashreplace") + b"\n")
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise CleanerError(f"{self.folder / NAME}: cannot be written: {error.strerror}; the same command goes on later") from None

    def _count(self, part: Part) -> None:
        """Count a part that is done."""
        if part.number not in self.done:
            self.done.add(part.number)
            self.tally.add(part.tally)
            self.weight += part.weight

    def is_done(self, number: int, digest: str) -> bool:
        """Was a part finished earlier?

        Raises:
            CleanerError: it was, but from another input.
        """
        if self._digests.get(number, digest) != digest:
            raise CleanerError(f"{self.folder}: {part_name(number, self.plan['format'])} was made from another input; name a new folder")
        return number in self.done

    def add(self, part: Part) -> None:
        """Note a part that is done."""
        counts = part.tally.as_dict()
        self._write({"part": part.number, "rows": part.rows, "weight": part.weight, "digest": part.digest, "counts": counts})
        self._count(part)

    def finish(self, made_by: str) -> None:
        """Note that all parts are done."""
        if not self.finished:
            self._write({"finished": True, "made_by": made_by, "parts": len(self.done), "rows": self.tally.documents})
            self.finished = True

    def close(self) -> None:
        """Let go of the folder; parts that ended processes left half written go."""
        clear(self.folder)
        with suppress(OSError):  # a line that a full disk did not take was told when it was written
            self._file.close()


def differing(before: Any, now: Any) -> tuple[Any, Any]:
    """Two values that differ; of tables only the entries that do."""
    if not (isinstance(before, dict) and isinstance(now, dict)):
        return before, now
    names = [name for name in {**before, **now} if before.get(name) != now.get(name)]
    return {name: before.get(name) for name in names}, {name: now.get(name) for name in names}


def is_own(name: str) -> bool:
    """Is it a name that a run gives its own files?"""
    return name in (NAME, SURVEYS) or fnmatchcase(name, PARTS)


def discard(folder: Path, journal: bool = True) -> None:
    """Remove the parts of a run, and its journals; other files stay, and without `journal` the one that says who writes."""
    for path in [*folder.glob(PARTS), *folder.glob(SURVEYS), *(folder.glob(NAME) if journal else ())]:
        path.unlink(missing_ok=True)
    if folder.is_dir():
        clear(folder)
