"""Arrow batches in, Arrow batches out: what Spark's `mapInArrow` and Ray Data's `map_batches` take."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from cleaner.clean import compiled
from cleaner.corpus.rows import FOUND, Fields, Record, cleaned, found, record_of
from cleaner.corpus.tables import arrow, batch_of, batch_rows, found_schema, names
from cleaner.model import CleanerError, Document, Options
from cleaner.sites import Sites

if TYPE_CHECKING:
    import pyarrow

SLICE_ROWS = 256  # rows cleaned and handed on at a time
SLICE_BYTES = 1 << 25  # bytes of them, about: engines count rows only, and 10,000 pages of HTML are a gigabyte


def clean_batches(
    batches: Iterable[Any] | Any,
    options: Options | None = None,
    *,
    fields: Fields | None = None,
    kind: str = "auto",
    sites: Sites | None = None,
) -> Iterator[Any]:
    """Clean the documents of Arrow batches. Pure; with its arguments bound by `functools.partial` it pickles.

    Args:
        batches: `RecordBatch`es or `Table`s, or a single one of either (Ray hands a `Table`).
        options: how to clean; `Options()` by default.
        fields: which columns hold text, URL and language; "text", else "html", "url" and "language" by default.
        kind: what the texts are: "text", "html" or "auto". A column named html holds HTML.
        sites: what was learned of sites, as an engine broadcasts it, instead of the files of the options.

    Yields:
        Batches (tables for tables) with the same rows in the same order, larger ones in slices: the columns of the input but those that
        held the text, then the columns that cleaning fills (see `output_schema`). A row that cannot be cleaned has a status that says so.

    Raises:
        CleanerError: an option or a pack is wrong, no column holds text, or pyarrow is not installed.
    """
    pa = arrow()
    fields = fields or Fields()
    cleaner = compiled(options or Options())
    for given in [batches] if isinstance(batches, (pa.RecordBatch, pa.Table)) else batches:
        schema = output_schema(given.schema, fields)
        parts = given.to_batches() if isinstance(given, pa.Table) else [given]
        for part in parts:
            for piece in sliced(part):
                batch = cleaned_batch(piece, schema, partial(cleaned, cleaner, sites=sites), fields, kind)
                yield pa.Table.from_batches([batch]) if isinstance(given, pa.Table) else batch
        if not any(part.num_rows for part in parts):
            yield schema.empty_table() if isinstance(given, pa.Table) else pa.RecordBatch.from_pylist([], schema=schema)


def output_schema(schema: pyarrow.Schema, fields: Fields | None = None) -> pyarrow.Schema:
    """The schema of what `clean_batches` yields, which Spark wants beforehand.

    Args:
        schema: of the input.
        fields: which columns hold what.

    Returns:
        The columns of the input but those that held the text, then those of `rows.FOUND`. A column of the input that has the
        name of one of ours is put behind "input_". Texts of ours are `large_string`; `removed` is list<struct<line, code>>.

    Raises:
        CleanerError: no column of the input holds text.
    """
    fields = fields or Fields()
    if not any(name in schema.names for name in fields.content):
        raise CleanerError(f"no column {' or '.join(fields.content)} (there are: {', '.join(schema.names)})")
    kept = [item.with_name(kept_name(item.name)) for item in schema if item.name not in fields.content]
    return arrow().schema([*kept, *found_schema()])


def kept_name(name: str) -> str:
    """The name of a column of the input in the output."""
    return f"input_{name}" if name in FOUND else name


def sliced(batch: pyarrow.RecordBatch) -> Iterator[pyarrow.RecordBatch]:
    """A batch in slices of bounded rows and about bounded bytes."""
    rows = max(1, min(SLICE_ROWS, batch.num_rows * SLICE_BYTES // max(batch.nbytes, 1)))
    for start in range(0, batch.num_rows, rows):
        yield batch.slice(start, rows)


def cleaned_batch(
    batch: pyarrow.RecordBatch, schema: pyarrow.Schema, clean: Callable[[Record], Document], fields: Fields, kind: str
) -> pyarrow.RecordBatch:
    """One slice, cleaned."""
    pa = arrow()
    wanted = [name for name in batch.schema.names if name in names(fields)]
    every = batch.schema.names
    records = [record_of("", number, values, fields, kind, every) for number, values in enumerate(batch_rows(batch.select(wanted)), 1)]
    made = batch_of([found(clean(record)) for record in records], found_schema())
    kept = [column for name, column in zip(batch.schema.names, batch.columns, strict=True) if name not in fields.content]
    return pa.RecordBatch.from_arrays([*kept, *made.columns], schema=schema)
