"""Files as streams: JSON lines that may be compressed, and what is no text at all."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, cast

from cleaner import read
from cleaner.cli.records import RECORD_SUFFIXES
from cleaner.frames import unpacked_frames

PACKED = (".gz", ".zst")
POINTERS = (b"version https://git-lfs.github.com/spec/", b"version https://hawser.github.com/spec/", b"/annex/objects/")
LARGEST = 1 << 30  # bytes of one document: reading it takes six times as much memory
LARGEST_LINE = 1 << 26  # bytes of a record, as in a corpus
GZIP_LEVELS = {2: 9, 4: 1}  # what the header's eighth byte says of the level it was packed with


def is_records(path: str) -> bool:
    """Does a file's name say that it holds JSON lines?"""
    lower = path.lower()
    return lower.removesuffix(packing(lower)).endswith(RECORD_SUFFIXES)


def packing(path: str) -> str:
    """The suffix of the compression of a file of JSON lines, or nothing."""
    suffix = Path(path.lower()).suffix
    return suffix if suffix in PACKED else ""


def unpacked(path: str, file: BinaryIO) -> BinaryIO:
    """What a file holds, decompressed if its name says so."""
    suffix = packing(path) if is_records(path) else ""
    if suffix == ".gz":
        return cast(BinaryIO, gzip.GzipFile(fileobj=file))
    if suffix == ".zst":
        return unpacked_frames(file)
    return file


@contextmanager
def packed(path: str, like: BinaryIO, target: BinaryIO) -> Iterator[BinaryIO]:
    """A writer that compresses into `target` as the file `like` is: gzip keeps the time in its header and about its level."""
    suffix = packing(path) if is_records(path) else ""
    if suffix == ".gz":
        like.seek(0)
        header = like.read(10)
        level = GZIP_LEVELS.get(header[8] if len(header) > 8 else 0, 6)
        with gzip.GzipFile(filename="", mode="wb", compresslevel=level, fileobj=target, mtime=int.from_bytes(header[4:8], "little")) as out:
            yield cast(BinaryIO, out)
    elif suffix == ".zst":
        import zstandard

        with zstandard.ZstdCompressor(write_checksum=True).stream_writer(target, closefd=False) as out:
            yield cast(BinaryIO, out)
    else:
        yield target


class BrokenError(Exception):
    """A compressed file is cut off, or none, or a line has no end."""


def document_bytes(file: BinaryIO) -> bytes:
    """All that a file holds, unless that is too much for one document.

    Raises:
        BrokenError: it is larger than `LARGEST`.
    """
    pieces = list[bytes]()
    left = LARGEST + 1
    while left and (piece := file.read(left)):  # an unbuffered file gives what it likes
        pieces.append(piece)
        left -= len(piece)
    if not left:
        raise BrokenError(f"larger than {LARGEST >> 20} MB, too large for one document; split it, or make JSON lines of it")
    return pieces[0] if len(pieces) == 1 else b"".join(pieces)


def bounded_lines(file: BinaryIO) -> Iterator[bytes]:
    """The lines of a file with their ends, one by one: a file that is one endless line, or unpacks to one, fills no memory.

    Raises:
        BrokenError: a line is larger than `LARGEST_LINE`.
    """
    number = 0
    while line := file.readline(LARGEST_LINE + 1):
        number += 1
        if len(line) > LARGEST_LINE:
            raise BrokenError(f"line {number} is larger than {LARGEST_LINE >> 20} MB, too large for a record")
        yield line


@contextmanager
def whole() -> Iterator[None]:
    """Turn what the decompressors raise into one error.

    Raises:
        BrokenError: a compressed file is cut off, or none.
    """
    try:
        yield
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise BrokenError(str(error)) from None
    except Exception as error:
        if type(error).__name__ == "ZstdError":  # its package is loaded only where a file needs it
            raise BrokenError(str(error)) from None
        raise


def no_text(data: bytes) -> str:
    """Why bytes are no text to look at, or nothing: a pointer to a large file, control bytes."""
    if data.startswith(POINTERS) and len(data) < 1024:
        return "a pointer to a large file"
    if not data.startswith(tuple(mark for mark, _ in read.BOMS)) and read.has_controls(data):
        wide = read.unmarked(data).replace("-le", "le").replace("-be", "be")
        return f"UTF-16 without a mark: convert it, for instance with iconv -f {wide} -t utf-8" if wide else "control bytes: not a text"
    return ""
