"""The output: numbered parts, each written beside its place and renamed when it is whole."""

from __future__ import annotations

import gzip
import json
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

from cleaner.corpus.rows import storable, value_text

BESIDE = ".part-"  # begins the names of parts that are being written
GROUP_ROWS = 1024  # rows of a row group at most
GROUP_CHARACTERS = 1 << 23  # characters of text in a row group, about

ENCODER = json.JSONEncoder(ensure_ascii=False, default=value_text)


class Writer(Protocol):
    """Takes the rows of one part."""

    def write(self, row: dict[str, Any], /) -> None:
        """Take one row."""

    def close(self) -> None:
        """Write what is still held."""


class JsonLines:
    """Rows as JSON lines."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def write(self, row: dict[str, Any], /) -> None:
        """Write one row."""
        self._file.write(as_line(row))

    def close(self) -> None:
        """Nothing is held."""


class Table:
    """Rows as Parquet, in groups of a size that memory can hold."""

    def __init__(self, file: BinaryIO, carried: tuple[str, ...]) -> None:
        from pyarrow import parquet

        from cleaner.corpus.tables import row_schema

        self._schema = row_schema(carried)
        self._file = parquet.ParquetWriter(file, self._schema, compression="zstd")
        self._rows: list[dict[str, Any]] = []
        self._characters = 0

    def write(self, row: dict[str, Any], /) -> None:
        """Hold a row, and write all that is held once it is enough for a group."""
        self._rows.append(row)
        self._characters += len(row["text"])
        if len(self._rows) >= GROUP_ROWS or self._characters >= GROUP_CHARACTERS:
            self._group()

    def close(self) -> None:
        """Write the last group and the file's end."""
        if self._rows:
            self._group()
        self._file.close()

    def _group(self) -> None:
        """Write what is held as one group."""
        from cleaner.corpus.tables import batch_of

        self._file.write_batch(batch_of(self._rows, self._schema))
        self._rows, self._characters = [], 0


def as_line(row: dict[str, Any]) -> bytes:
    """A row as one line of JSON, letters as they are; days are ISO strings."""
    text = ENCODER.encode(row)
    try:
        return text.encode() + b"\n"
    except UnicodeEncodeError:
        return storable(text).encode() + b"\n"


def part_name(number: int, format: str) -> str:
    """The file name of a part."""
    return f"part-{number:06}.{format}"


@contextmanager
def written(folder: Path, number: int, format: str, carried: tuple[str, ...]) -> Iterator[Writer]:
    """A part to write rows to. It stands under its name when the block ends well, and not at all otherwise.

    Args:
        folder: where the parts are.
        number: which it is, from 0.
        format: one of `cleaner.corpus.FORMATS`.
        carried: names of the carried fields.
    """
    beside = folder / f"{BESIDE}{number:06}-{os.getpid()}"
    try:
        with beside.open("wb") as file:
            with ExitStack() as stack:
                writer = writer_of(format, packed(file, format, stack), carried)
                yield writer
                writer.close()
            file.flush()
            os.fsync(file.fileno())
        beside.replace(folder / part_name(number, format))
    finally:
        beside.unlink(missing_ok=True)


def packed(file: BinaryIO, format: str, stack: ExitStack) -> BinaryIO:
    """The file, or what compresses into it; the same rows always give the same bytes."""
    if format == "jsonl.gz":
        return cast(BinaryIO, stack.enter_context(gzip.GzipFile("", "wb", 6, file, mtime=0)))
    if format == "jsonl.zst":
        import zstandard

        return cast(BinaryIO, stack.enter_context(zstandard.ZstdCompressor(3).stream_writer(file, closefd=False)))
    return file


def writer_of(format: str, file: BinaryIO, carried: tuple[str, ...]) -> Writer:
    """What writes a format."""
    return Table(file, carried) if format == "parquet" else JsonLines(file)


def clear(folder: Path) -> None:
    """Remove what killed runs left half written."""
    for path in folder.glob(f"{BESIDE}*"):
        path.unlink(missing_ok=True)
