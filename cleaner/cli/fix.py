"""Take cuts out of a file in place, after writing down every byte of them; or show what would go as a diff."""

from __future__ import annotations

import codecs
import hashlib
import io
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from cleaner import read
from cleaner.cli.contents import packed, unpacked
from cleaner.cli.findings import Cut, Report
from cleaner.cli.inplace import FileError, Stamp, replace_held
from cleaner.cli.removed import append_rows, cut_rows

BLOCK = 1 << 20  # bytes copied at a time
CONTEXT = 3  # lines around a change in a diff
BOM = codecs.BOM_UTF8


class Copy:
    """Copies content from a reader to a writer piece by piece, and sums up both as it goes."""

    def __init__(self, source: BinaryIO, target: BinaryIO) -> None:
        self._source, self._target = source, target
        self._before, self._after = hashlib.sha256(), hashlib.sha256()

    def keep(self, count: int | None) -> None:
        """Copy so many bytes, None for all that are left."""
        while count is None or count > 0:
            block = self._source.read(BLOCK if count is None else min(BLOCK, count))
            if not block:
                break
            self._before.update(block)
            self._after.update(block)
            self._target.write(block)
            count = None if count is None else count - len(block)

    def drop(self, count: int) -> bytes:
        """Leave so many bytes out."""
        block = self._source.read(count)
        self._before.update(block)
        return block

    def add(self, data: bytes) -> None:
        """Put bytes in that the source does not have."""
        self._after.update(data)
        self._target.write(data)

    def sums(self) -> tuple[str, str]:
        """SHA-256 of what was read and of what was written."""
        return self._before.hexdigest(), self._after.hexdigest()


def fix_file(report: Report, file: BinaryIO, stamp: Stamp, log: Path | None) -> None:
    """Cut a held file in place; what goes is written to the log, and synced, before the old file does.

    Raises:
        FileError: the file has changed or cannot be written; it is as it was.
    """
    sums = [("", "")]

    def write(target: BinaryIO) -> None:
        file.seek(0)
        with packed(report.path, file, target) as out:
            file.seek(0)
            sums[0] = cut_copy(unpacked(report.path, file), out, report.cuts)

    def before_rename() -> None:
        if log is not None:
            if log.exists() and os.path.samestat(os.fstat(file.fileno()), log.stat()):  # by another name: it is held, and never comes free
                raise FileError(f"is the file for removed lines (--removed {log}); left as it is")
            append_rows(log, cut_rows(report.path, report.cuts, *sums[0]))

    replace_held(file, Path(report.path), stamp, write, before_rename)


def cut_copy(source: BinaryIO, target: BinaryIO, cuts: Sequence[Cut]) -> tuple[str, str]:
    """Copy content without the cuts, which are in order; returns the sums before and after."""
    copy = Copy(source, target)
    place = 0
    for cut in cuts:
        copy.keep(cut.start - place)
        copy.drop(len(cut.raw))
        place = cut.start + len(cut.raw)
    copy.keep(None)
    return copy.sums()


def restored_copy(source: BinaryIO, target: BinaryIO, pieces: Sequence[tuple[int, bytes]]) -> tuple[str, str]:
    """Copy content with pieces put back at their offsets in what it was; returns the sums of what was read and written."""
    copy = Copy(source, target)
    place = 0
    for start, raw in pieces:
        copy.keep(start - place)
        copy.add(raw)
        place = start + len(raw)
    copy.keep(None)
    return copy.sums()


def diff_of(report: Report, data: bytes) -> bytes:
    """The cuts of a file's content as a unified diff; what is not UTF-8 is shown in it."""
    decoded = read.decode(data)
    out = io.BytesIO()
    cut_copy(io.BytesIO(data), out, report.cuts)
    if decoded.encoding not in ("utf-8", "utf-8-sig") and decoded.text is not None:
        data, changed = decoded.text.encode(), (read.strictly(out.getvalue(), decoded.encoding) or decoded).text or ""
        old, new = data.split(b"\n"), changed.encode().split(b"\n")
    else:
        old, new = data.split(b"\n"), out.getvalue().split(b"\n")
    return unified(report, [line + b"\n" for line in old[:-1]] + old[-1:], [line + b"\n" for line in new[:-1]] + new[-1:])


def unified(report: Report, old: list[bytes], new: list[bytes]) -> bytes:
    """A unified diff of lines of which some went (text) or changed (records). Which they are is known: nothing is compared.

    A text file's findings name its lines; in JSON lines they name the records.
    """
    gone, changed = changes(report, old, new)
    lines = len(old) - (old[-1] == b"")
    name = quoted(report.path)
    out = [f"--- {name}\n+++ {name}\n".encode(errors="surrogateescape")]
    for group in grouped(sorted(gone | changed.keys())):
        start, end = max(0, group[0] - CONTEXT), min(lines, group[-1] + CONTEXT + 1)
        size = end - start - len(gone.intersection(group)) + (lines in group)
        place = start - sum(index < start for index in gone) + (1 if size else 0)
        out.append(f"@@ -{start + 1},{end - start} +{place},{size} @@\n".encode())
        for index in range(start, max(end, group[-1] + 1)):
            if index < end:
                out += marked(b"-" if index in gone or index in changed else b" ", old[index])
            if index in changed:
                out += marked(b"+", changed[index])
    return b"".join(out)


def changes(report: Report, old: list[bytes], new: list[bytes]) -> tuple[set[int], dict[int, bytes]]:
    """The lines that went, and those that are others now. A byte order mark stays: where the first line goes it begins the next one."""
    fixed = {finding.line - 1 for finding in report.findings if finding.fixed}
    if report.findings and report.findings[0].record:
        return set(), {index: new[index] for index in fixed}
    if 0 in fixed and old[0].startswith(BOM):
        return fixed, {next((index for index in range(len(old)) if index not in fixed), len(old)): new[0]}
    return fixed, {}


def grouped(numbers: Sequence[int]) -> Iterator[list[int]]:
    """Numbers whose context meets, together."""
    group: list[int] = []
    for number in numbers:
        if group and number - group[-1] > 2 * CONTEXT:
            yield group
            group = []
        group.append(number)
    if group:
        yield group


def marked(mark: bytes, line: bytes) -> list[bytes]:
    """A line of a diff."""
    return [mark, line] if line.endswith(b"\n") else [mark, line, b"\n\\ No newline at end of file\n"]


def quoted(path: str) -> str:
    """A path in a diff's head: quoted as git does if it holds control codes."""
    if path.isprintable() and not set(path) & {'"', "\\"}:
        return path
    shown: dict[str, Any] = {"\n": "\\n", "\t": "\\t", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
    coded = "".join(shown.get(sign, sign) if ord(sign) < 128 else sign for sign in path)
    return '"' + "".join(sign if sign.isprintable() else "".join(f"\\{byte:03o}" for byte in os.fsencode(sign)) for sign in coded) + '"'
