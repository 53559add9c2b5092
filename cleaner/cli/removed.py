"""The log of `check --fix --removed`: every byte that went, so that `restore` can put it back."""

from __future__ import annotations

import base64
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from cleaner.cli.contents import BrokenError, bounded_lines
from cleaner.cli.findings import Cut
from cleaner.cli.inplace import FileError
from cleaner.cli.output import as_json, log_apart
from cleaner.model import CleanerError

NEEDED = {"file": str, "offset": int, "before": str, "after": str}
BEGINS = b'{"file": '  # how a row begins, also one that a killed run has not finished
UNTOUCHED = "left as it is: "  # a file whose bytes cannot be written down
NO_LOG = "is no log of cleaner check --fix --removed"


class Step(NamedTuple):
    """One fix of one file: the pieces that went with their offsets in the content before, and both sums (SHA-256, hex)."""

    file: str
    before: str
    after: str
    pieces: tuple[tuple[int, bytes], ...]


def cut_rows(path: str, cuts: Iterable[Cut], before: str, after: str) -> Iterator[dict[str, Any]]:
    """A row for each cut. `bytes` is the text of the bytes if they are UTF-8, else they are in `base64`."""
    for cut in cuts:
        found = cut.finding
        row: dict[str, Any] = {"file": path} | ({"record": found.record} if found.record else {})
        row |= {"line": found.line, "offset": cut.start}
        try:
            row["bytes"] = cut.raw.decode("utf-8")
        except UnicodeDecodeError:
            row["base64"] = base64.b64encode(cut.raw).decode()
        yield row | {"code": found.code, "why": found.why, "before": before, "after": after}


def check_log(log: Path, others: Iterable[Path]) -> None:
    """See that fixes may be written down in a file, before any file is touched: it is none of the others, and new, empty or such a log.

    Raises:
        CleanerError: it is something else, or cannot be written.
    """
    log_apart(log, others)
    if log.exists() and not log.is_file():
        raise CleanerError(f"--removed {log}: is no file, and `cleaner restore` reads one; name a file")
    if log.is_file() and not is_log(log):
        raise CleanerError(f"--removed {log}: {NO_LOG}, and would be mixed up with one; name another file")
    try:
        append_rows(log, ())
    except FileError as error:
        raise CleanerError(str(error).removeprefix(UNTOUCHED)) from None


def is_log(path: Path) -> bool:
    """Does a file begin as a log does? A blank one and one that holds half a row may become one."""
    try:
        with path.open("rb") as file:
            for line in bounded_lines(file):
                if not line.strip():
                    continue
                if parsed_row(line) is not None:
                    return True
                if not line.startswith(BEGINS) or is_json(line):
                    return False
    except OSError as error:
        raise CleanerError(f"--removed {path}: cannot be read: {error.strerror}") from None
    except BrokenError:
        return False
    return True


def is_json(line: bytes) -> bool:
    """Is a line whole, whatever it says?"""
    try:
        json.loads(line)
    except (ValueError, RecursionError):
        return False
    return True


def append_rows(log: Path, rows: Iterable[dict[str, Any]]) -> None:
    """Add the rows of one file to the log in one piece, and see them safe on the disk. Several runs may share a log.

    Raises:
        FileError: it cannot be written.
    """
    data = "".join(as_json(row) + "\n" for row in rows).encode()
    try:
        with log.open("a+b") as file:
            with suppress(ImportError, OSError):
                import fcntl

                fcntl.flock(file, fcntl.LOCK_EX)
            if file.seek(0, os.SEEK_END):
                file.seek(-1, os.SEEK_END)
                data = data if file.read(1) == b"\n" else b"\n" + data  # a killed run has left half a row
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise FileError(f"{UNTOUCHED}--removed {log} cannot be written: {error.strerror}") from None


def steps(log: Path) -> list[Step]:
    """The fixes of a log, in order. Half a row, which only a killed run leaves, belongs to a fix that did not take place.

    Raises:
        CleanerError: the log cannot be read, or is none.
    """
    try:
        lines = log.read_bytes().split(b"\n")
    except OSError as error:
        raise CleanerError(f"{log}: cannot be read: {error.strerror}") from None
    rows = [row for line in lines if line.strip() and (row := parsed_row(line)) is not None]
    if not rows and any(line.strip() for line in lines):
        raise CleanerError(f"{log}: {NO_LOG}")
    return [step(key, list(group)) for key, group in groupby(rows, key=lambda row: (row["file"], row["before"], row["after"]))]


def step(key: tuple[str, str, str], rows: Sequence[dict[str, Any]]) -> Step:
    """One fix from its rows. Two runs that did the same leave the same rows twice."""
    pieces = {row["offset"]: row["content"] for row in rows}
    return Step(*key, tuple(sorted(pieces.items())))


def parsed_row(line: bytes) -> dict[str, Any] | None:
    """A row with its bytes under `content`, or None for what is none."""
    try:
        row = json.loads(line)
        if not (isinstance(row, dict) and all(type(row.get(name)) is kind for name, kind in NEEDED.items())):
            return None
        content = base64.b64decode(row["base64"]) if "base64" in row else row["bytes"].encode()
    except (ValueError, KeyError, AttributeError, TypeError, RecursionError):
        return None
    return row | {"content": content}
