"""Parquet in, and rows as Arrow columns: the schema of what comes out."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import repeat
from typing import TYPE_CHECKING, Any

from cleaner.corpus.inputs import Source
from cleaner.corpus.pieces import Piece, problem_piece
from cleaner.corpus.rows import FOUND, PLACE, Fields, own_name, storable, value_text
from cleaner.model import CleanerError

if TYPE_CHECKING:
    import pyarrow

ROWS = 64  # rows of a table in one piece
NAMES = b"names"  # where a piece holds the names of all columns of its table
LISTS = ("authors", "organisations")
DAYS = ("published", "updated")


def arrow() -> Any:
    """The module pyarrow.

    Raises:
        CleanerError: it is not installed.
    """
    try:
        import pyarrow
    except ImportError:
        raise CleanerError("tables need pyarrow: pip install 'press-cleaner[corpus]'") from None
    return pyarrow


def column_type(name: str) -> Any:
    """The Arrow type of a column. Texts are `large_string`: `string` ends at 2 GB a batch."""
    pa = arrow()
    text = pa.large_string()
    if name in LISTS:
        return pa.list_(text)
    if name in DAYS:
        return pa.date32()
    special = {
        "record": pa.int64(),
        "removed_share": pa.float64(),
        "removed": pa.list_(pa.struct([("line", pa.int32()), ("code", text)])),
        "sources": pa.map_(text, text),
    }
    return special.get(name, text)


@lru_cache(8)
def row_schema(carried: tuple[str, ...] = ()) -> pyarrow.Schema:
    """The schema of the rows of a run: their place, what cleaning finds, and carried fields as text."""
    pa = arrow()
    return pa.schema([(name, column_type(name)) for name in (*PLACE, *FOUND)] + [(own_name(name), pa.large_string()) for name in carried])


def found_schema() -> pyarrow.Schema:
    """The columns that cleaning fills."""
    pa = arrow()
    return pa.schema([(name, column_type(name)) for name in FOUND])


def batch_of(rows: Sequence[dict[str, Any]], schema: pyarrow.Schema) -> pyarrow.RecordBatch:
    """Rows as one batch of a schema."""
    pa = arrow()
    columns = [pa.array([as_cell(row[field.name], field.type) for row in rows], field.type) for field in schema]
    return pa.RecordBatch.from_arrays(columns, schema=schema)


def as_cell(value: Any, kind: Any) -> Any:
    """A value as pyarrow takes it: maps as pairs, what is no text in a column of texts as JSON."""
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, dict) and arrow().types.is_map(kind):
        return list(value.items())
    if value is not None and kind == arrow().large_string():
        return storable(value_text(value) if isinstance(value, bytes) else json.dumps(value, ensure_ascii=False, default=value_text))
    return value


def table_pieces(source: Source, fields: Fields) -> Iterator[Piece]:
    """The rows of a Parquet file that were asked for, some a piece, each an Arrow stream; a damaged group of rows costs that group."""
    pa = arrow()
    from pyarrow import parquet

    first, weight = 1, 0.0
    try:
        with parquet.ParquetFile(source.path, memory_map=False, pre_buffer=False) as file:
            share = source.size / max(file.metadata.num_rows, 1)
            for group in range(file.metadata.num_row_groups):
                number, first = first, first + file.metadata.row_group(group).num_rows
                try:
                    for batch in group_batches(file, group, fields):
                        told, weight = int(weight), weight + share * batch.num_rows
                        data = stream_of(batch)
                        yield Piece("table", source.path, number, data, len(data), int(weight) - told)
                        number += batch.num_rows
                except (OSError, pa.ArrowException) as error:
                    told, weight = int(weight), share * (first - 1)
                    lost = f"rows {number} to {first - 1} cannot be read: {error}"
                    yield problem_piece(source, number, lost, int(weight) - told)
    except (OSError, pa.ArrowException) as error:
        yield problem_piece(source, first, f"cannot be read from row {first} on: {error}", source.size - int(weight))


def group_batches(file: Any, group: int, fields: Fields) -> Iterator[pyarrow.RecordBatch]:
    """The rows of a group that were asked for, with the names of all columns of their table."""
    columns = [name for name in file.schema_arrow.names if name in names(fields)]
    for batch in file.iter_batches(ROWS, row_groups=[group], columns=columns):
        yield batch.replace_schema_metadata({NAMES: json.dumps(file.schema_arrow.names)})


def names(fields: Fields) -> set[str]:
    """The columns of a table that are wanted."""
    return {*fields.content, fields.id, fields.url, fields.language, fields.site, *fields.carried}


def stream_of(batch: pyarrow.RecordBatch) -> bytes:
    """A batch as an Arrow stream."""
    pa = arrow()
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    data: bytes = sink.getvalue().to_pybytes()
    return data


def table_rows(data: bytes) -> Iterator[tuple[dict[str, Any], list[str]]]:
    """The rows of an Arrow stream as named values, each with the names of all columns that its table has."""
    pa = arrow()
    with pa.ipc.open_stream(data) as stream:
        every = json.loads(stream.schema.metadata[NAMES])
        for batch in stream:
            yield from ((values, every) for values in batch_rows(batch))


def batch_rows(batch: pyarrow.RecordBatch) -> Iterator[dict[str, Any]]:
    """The rows of a batch as named values, also if it has no column. Text that is no UTF-8, which a table may hold, comes as bytes."""
    columns = [cells(batch.column(index)) for index in range(batch.num_columns)]
    for values in zip(*columns, strict=True) if columns else repeat((), batch.num_rows):
        yield dict(zip(batch.schema.names, values, strict=True))


def cells(column: Any) -> list[Any]:
    """The values of a column."""
    try:
        values: list[Any] = column.to_pylist()
    except unreadable():
        return [cell(value) for value in column]
    return values


def cell(scalar: Any) -> Any:
    """The value of one cell; of what Python has no value for, as a time to the nanosecond, its text, of text that is no UTF-8 its bytes."""
    pa = arrow()
    try:
        return scalar.as_py()
    except unreadable():
        if isinstance(scalar, pa.BinaryScalar):
            return scalar.as_buffer().to_pybytes()
    if isinstance(scalar, pa.StructScalar):
        return {name: cell(value) for name, value in scalar.items()}
    if isinstance(scalar, pa.ListScalar):
        return [cell(value) for value in scalar.values]
    try:
        return scalar.cast(pa.large_string()).as_py()
    except unreadable():
        return getattr(scalar, "value", None)


def unreadable() -> tuple[type[Exception], ...]:
    """The errors of a cell for which Python has no value: no UTF-8, times to the nanosecond, years past 9999, unknown time zones."""
    return (ValueError, ArithmeticError, LookupError, arrow().ArrowException)
