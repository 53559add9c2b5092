"""Undo fixes: put back what `check --fix --removed` took out, byte for byte."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import BinaryIO

from cleaner.cli.contents import BrokenError, packed, unpacked, whole
from cleaner.cli.fix import BLOCK, restored_copy
from cleaner.cli.inplace import FileError, Stamp, held, replace_held
from cleaner.cli.output import tell
from cleaner.cli.removed import Step, steps


def undone(log: Path) -> bool:
    """Undo the fixes of a log, the last one first; False if a file was refused.

    Raises:
        CleanerError: the log cannot be read.
    """
    counts = {"restored": 0, "as before": 0, "refused": 0}
    for step in reversed(steps(log)):
        try:
            counts["restored" if restore(step) else "as before"] += 1
        except (FileError, OSError, BrokenError) as error:
            counts["refused"] += 1
            tell(f"cleaner: {step.file}: {error}")
    told = f"{counts['restored']} fixes undone" + "".join(f", {counts[name]} {name}" for name in ("as before", "refused") if counts[name])
    tell(f"cleaner: {told}")
    return not counts["refused"]


def restore(step: Step) -> bool:
    """Undo one fix; False if the file is already what it was before.

    Raises:
        FileError: the file is neither what the fix left nor what it found, or cannot be written.
    """
    path = Path(step.file)
    with held(path) as file, whole():
        stamp = Stamp.of(os.fstat(file.fileno()))
        now = content_sum(unpacked(step.file, file))
        if now == step.before:
            return False
        if now != step.after:
            raise FileError("has changed since it was fixed (its sum is not the log's `after`); left as it is")

        def write(target: BinaryIO) -> None:
            file.seek(0)
            with packed(step.file, file, target) as out:
                file.seek(0)
                after = restored_copy(unpacked(step.file, file), out, step.pieces)[1]
            if after != step.before:
                raise FileError("the log does not give back what it was (rows are missing); left as it is")

        replace_held(file, path, stamp, write, lambda: None)
    return True


def content_sum(content: BinaryIO) -> str:
    """SHA-256 of a content, decompressed."""
    found = hashlib.sha256()
    while block := content.read(BLOCK):
        found.update(block)
    return found.hexdigest()
