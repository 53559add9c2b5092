"""Inputs and targets: bytes of a file or stdin, where results go, and writes that are whole or not there."""

from __future__ import annotations

import io
import os
import stat
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import BinaryIO, TextIO

from cleaner.cli.contents import PACKED, BrokenError, bounded_lines, document_bytes, whole
from cleaner.cli.output import emit
from cleaner.model import CleanerError

STDIN = Path("-")


@contextmanager
def input_file(path: Path) -> Iterator[BinaryIO]:
    """A file, or stdin for "-".

    Raises:
        CleanerError: it cannot be read.
    """
    try:
        if path == STDIN:
            yield sys.stdin.buffer
        else:
            with path.open("rb") as file:
                yield file
    except IsADirectoryError:
        raise CleanerError(f"{path}: is a folder; name its files, as in {path}/*.txt") from None
    except OSError as error:
        raise CleanerError(f"{'stdin' if path == STDIN else path}: cannot be read: {error.strerror}") from None


def input_bytes(path: Path) -> bytes:
    """The bytes of a file, or of stdin for "-".

    Raises:
        CleanerError: it cannot be read, or is too large for one document.
    """
    try:
        with input_file(path) as file:
            return document_bytes(file)
    except BrokenError as error:
        raise CleanerError(f"{path}: {error}") from None


def input_lines(path: Path) -> Iterator[bytes]:
    """The lines of a file, or of stdin for "-", one by one, decompressed if its first bytes are those of gzip or Zstandard.

    Raises:
        CleanerError: it cannot be read or decompressed to its end, or a line is too long for a record.
    """
    from cleaner.corpus.inputs import unpacked

    try:
        with input_file(path) as file, whole():
            yield from bounded_lines(unpacked(file))
    except BrokenError as error:
        raise CleanerError(f"{path}: {error}") from None


def targets(inputs: Mapping[Path, str | None], folder: Path) -> dict[Path, Path]:
    """Where each input's result goes: its relative path below the folder.

    No ".." and no root of an input's path leaves the folder. No result is packed.

    Args:
        inputs: the suffix that each input's result has behind its name; without one HTML becomes .txt.
        folder: where the results go.

    Raises:
        CleanerError: two inputs have one target, or a target is an input.
    """
    found: dict[Path, Path] = {}
    taken: dict[Path, Path] = {}
    for path, suffix in inputs.items():
        target = folder.joinpath(*(part for part in path.parts if part not in ("..", path.anchor)))
        if target.suffix.lower() in PACKED:
            target = target.with_suffix("")
        if suffix:
            target = target.with_name(target.name + suffix)
        elif target.suffix.lower() in (".html", ".htm"):
            target = target.with_suffix(".txt")
        if target in taken and path not in found:
            raise CleanerError(f"{taken[target]} and {path} would both be written to {target}; clean them into two folders")
        if target.exists() and any(target.samefile(other) for other in inputs if other.exists()):
            raise CleanerError(f"{target}: is an input; give -o another folder")
        found[path], taken[target] = target, path
    return found


def write_whole(target: Path, data: str) -> None:
    """Write a text so that the file is either whole or as it was.

    Raises:
        CleanerError: it cannot be written.
    """
    with whole_file(target) as file:
        file.write(data)


@contextmanager
def whole_file(target: Path) -> Iterator[TextIO]:
    """A file to write a text to that is either whole or as it was.

    Raises:
        CleanerError: it cannot be written.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with beside(target) as file, io.TextIOWrapper(file, encoding="utf-8", newline="\n", errors="surrogatepass") as text:
            yield text
    except OSError as error:
        raise CleanerError(f"{target}: cannot be written: {error.strerror}") from None


@contextmanager
def sink(target: Path | None, painted: bool = False) -> Iterator[Callable[[str], object]]:
    """What takes a text: a file that is written whole, or stdout for None; `painted` as `emit` has it.

    A device or a pipe is written to as it stands, and so is what stdout leads to (/dev/stdout): to put a file in its place would
    take it away from everybody else.

    Raises:
        CleanerError: the file cannot be written.
    """
    if target is None or leads_to(target, stdout=True):
        yield partial(emit, painted=painted)
    elif leads_to(target):
        try:
            with target.open("w", encoding="utf-8", newline="\n", errors="surrogatepass") as stream:
                yield stream.write
        except OSError as error:
            raise CleanerError(f"{target}: cannot be written: {error.strerror}") from None
    else:
        with whole_file(target) as file:
            yield file.write


def leads_to(target: Path, stdout: bool = False) -> bool:
    """Does a name lead to what is neither file nor folder, a device or a pipe; or to where `stdout` goes?"""
    try:
        found = target.stat()
        return os.path.samestat(found, os.fstat(1)) if stdout else not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode))
    except OSError:
        return False


@contextmanager
def beside(target: Path) -> Iterator[BinaryIO]:
    """A new file that takes the place of another, mode and all, once it is whole; before that, or if anything goes wrong, it is gone.

    Raises:
        OSError: it cannot be written.
    """
    import tempfile  # a filter writes no file, and loads faster without

    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:50]}.")
    try:
        with os.fdopen(handle, "wb") as file:
            yield file
        Path(name).chmod(target.stat().st_mode if target.exists() else 0o666 & ~umask())
        Path(name).replace(target)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def umask() -> int:
    """The process's mask for new files; there is no way to read it but to set it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask
