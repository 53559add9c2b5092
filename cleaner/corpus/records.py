"""From a piece to its records, on the side of the worker."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cleaner.corpus.inputs import Source, broken, opened
from cleaner.corpus.pieces import LARGEST, Piece, kind_of
from cleaner.corpus.rows import Fields, Record, record_of
from cleaner.jsonvalue import json_value


def records(piece: Piece, fields: Fields, kind: str = "auto") -> Iterator[Record]:
    """The records of a piece, in order.

    Args:
        piece: what was cut from an input.
        fields: which fields of JSON objects and tables hold what.
        kind: what their texts are: "text", "html" or "auto".
    """
    if piece.form == "file":
        yield from file_records(piece.payload)
    elif piece.form == "lines":
        yield from line_records(piece, fields, kind)
    elif piece.form == "table":
        from cleaner.corpus.tables import table_rows

        for number, (values, every) in enumerate(table_rows(piece.payload), piece.first):
            yield record_of(piece.input, number, values, fields, kind, every)
    else:
        yield piece.payload


def file_records(source: Source) -> Iterator[Record]:
    """The document of a file."""
    named: dict[str, Any] = {"input": source.path.encode("utf-8", "surrogateescape").decode("utf-8", "replace"), "number": 1}
    try:
        with opened(source.path) as stream:
            data = stream.file.read(LARGEST + 1)
    except broken() as error:
        yield Record(**named, problem=f"cannot be read: {getattr(error, 'strerror', None) or error}")
        return
    if len(data) > LARGEST:
        yield Record(**named, problem=f"larger than {LARGEST} bytes")
        return
    yield Record(**named, content=data, kind=kind_of(source))


def line_records(piece: Piece, fields: Fields, kind: str) -> Iterator[Record]:
    """The records of JSON lines; blank lines are none, but count."""
    for number, line in enumerate(piece.payload.split(b"\n"), piece.first):
        if not line.strip():
            continue
        try:
            values = json_value(line.decode("utf-8-sig"))
        except UnicodeDecodeError:
            yield Record(piece.input, number, problem=f"line {number}: not UTF-8")
        except (ValueError, RecursionError) as error:
            yield Record(piece.input, number, problem=f"line {number}: not JSON: {error}")
        else:
            if isinstance(values, dict):
                yield record_of(piece.input, number, values, fields, kind)
            else:
                yield Record(piece.input, number, problem=f"line {number}: not a JSON object")
