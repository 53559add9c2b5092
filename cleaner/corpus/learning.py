"""What `cleaner learn` does, in stages over Arrow batches, for an engine that counts on many machines.

`page_batches` reads pages into lines, `chosen_batches` sets copies aside, the SQL of `known_query` counts, `site_batches` makes the
site files. Each is pure and pickles with its arguments bound; together they give the files of `cleaner learn` over the same pages.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import numpy as np

from cleaner.answer import site_of
from cleaner.clean import compiled
from cleaner.corpus.arrow import sliced
from cleaner.corpus.rows import Fields, storable
from cleaner.corpus.tables import arrow, batch_of, batch_rows
from cleaner.learn import MIN_PAGES, check_least
from cleaner.learn.many import SAFE, SAMPLED, Known, leaders, line_rows, name_of, page_lines, site_found, sketch_of, text_of
from cleaner.learn.store import SAMPLE, count_query
from cleaner.learn.twins import BINS
from cleaner.model import CleanerError
from cleaner.sitefile import site_text

if TYPE_CHECKING:
    import pyarrow

PLACED = ("page", "site", "url")  # columns that are read beside those with the text
NUMBERS, FORM, SLOT, LINE = range(4)  # kinds of the rows of `known_query`
KNOWN = f"""
SELECT site, {NUMBERS} AS kind, '' AS name, CAST(sum(counted) AS BIGINT) AS place, CAST(sum(copy) AS BIGINT) AS blank,
  '' AS form, '' AS slot, '' AS raw
FROM chosen GROUP BY site
UNION ALL
SELECT site, {FORM}, form, CAST(number AS BIGINT), CAST(times AS BIGINT), lowest, highest, '' FROM ({{forms}})
UNION ALL
SELECT site, {SLOT}, form, CAST(number AS BIGINT), CAST(times AS BIGINT), lowest, highest, '' FROM ({{slots}})
UNION ALL
SELECT site, {LINE}, name, place, blank, form, slot, raw FROM ({{sample}})
"""
ORDERS = {"chosen_batches": ("site", "name", "page"), "site_batches": ("site", "kind", "name", "place")}
"""The order that the rows of a site must have; all of them in one partition."""


def page_schema() -> pyarrow.Schema:
    """The columns of `page_batches`."""
    pa = arrow()
    text = pa.large_string()
    line = pa.struct([*((name, pa.int32()) for name in ("place", "again", "blank")), *((name, text) for name in ("form", "slot", "raw"))])
    return pa.schema([("page", pa.int64()), ("site", text), ("name", text), ("sketch", pa.large_binary()), ("lines", pa.list_(line))])


def page_batches(batches: Iterable[Any], *, kind: str = "auto", fields: Fields | None = None) -> Iterator[Any]:
    """Read pages into lines.

    Args:
        batches: `RecordBatch`es with a column `page` that numbers the pages, with their text, and their site in `site` or `url`.
        kind: what the texts are: "text", "html" or "auto". A column named html holds HTML.
        fields: which columns hold the text; "text", else "html" by default.

    Yields:
        Batches of `page_schema`, a row a page: its number and site, check sum ("" for a page without lines), sketch, and lines.

    Raises:
        CleanerError: a page names no site: one learned from a part of its pages would be wrong.
    """
    fields = fields or Fields()
    for batch in batches:
        for piece in sliced(batch):
            wanted = piece.select([name for name in piece.schema.names if name in (*PLACED, *fields.content)])
            yield batch_of([page_row(values, kind, fields) for values in batch_rows(wanted)], page_schema())


def page_row(values: dict[str, Any], kind: str, fields: Fields) -> dict[str, Any]:
    """The row of a page."""
    site = site_of(values)
    if site is None:
        raise CleanerError(f"page {values['page']}: neither `site` nor `url` ({values.get('url')!r}) names a host")
    name = next((name for name in fields.content if values.get(name) is not None), None)
    lines = page_lines(storable(text_of(values[name], "html" if name == "html" else kind))) if name else []
    return {
        "page": values["page"],
        "site": site,
        "name": name_of(lines) if lines else "",
        "sketch": sketch_of(lines).astype(np.int32).tobytes() if lines else b"",
        "lines": [row._asdict() for row in line_rows(values["page"], lines)],
    }


def chosen_schema() -> pyarrow.Schema:
    """The columns of `chosen_batches`."""
    pa = arrow()
    flags = [(name, pa.int32()) for name in ("counted", "sampled", "copy")]
    return pa.schema([("page", pa.int64()), ("site", pa.large_string()), ("name", pa.large_string()), *flags])


def chosen_batches(batches: Iterable[Any]) -> Iterator[Any]:
    """Say which pages count.

    Args:
        batches: of the columns page, site, name and sketch; each site's rows together, in the order of `ORDERS`.

    Yields:
        Batches of `chosen_schema`, one a site, a row for each different page: 1 in `counted` if it counts, in `sampled` if it is
        looked at closely, in `copy` if it is a near-duplicate. Memory holds the sketches of one site, 256 bytes a page.
    """
    for site, rows in groupby(rows_of(batches), key=itemgetter("site")):
        first: dict[str, dict[str, Any]] = {}
        for row in rows:
            first.setdefault(row["name"], row)
        names = [name for name in first if name]
        data = b"".join(first[name]["sketch"] for name in names)
        counted = leaders(names, np.frombuffer(data, np.int32).reshape(-1, BINS).astype(np.int64))
        close = set(counted[:SAMPLED])
        flags = {name: (1, int(name in close), 0) for name in counted}
        yield batch_of([chosen_row(site, row, flags.get(name, (0, 0, int(bool(name))))) for name, row in first.items()], chosen_schema())


def chosen_row(site: str, row: dict[str, Any], flags: tuple[int, int, int]) -> dict[str, Any]:
    """What was chosen of a page."""
    return {"page": row["page"], "site": site, "name": row["name"], **dict(zip(("counted", "sampled", "copy"), flags, strict=True))}


def known_query() -> str:
    """The SQL that gathers what is known of each site: the counts of `cleaner learn`, by the same statements.

    It reads `chosen` (rows of `chosen_batches`), `pages` (those of them with counted = 1) and `lines` (page, and the fields of each
    line of `page_batches`). Its rows go, in the order of `ORDERS`, into `site_batches`.
    """
    return KNOWN.format(forms=count_query("form"), slots=count_query("slot"), sample=SAMPLE)


def site_schema() -> pyarrow.Schema:
    """The columns of `site_batches`."""
    pa = arrow()
    text = pa.large_string()
    return pa.schema([("site", text), ("file", text), ("told", pa.list_(text))])


def site_batches(batches: Iterable[Any], *, min_pages: int = MIN_PAGES) -> Iterator[Any]:
    """Make the site files.

    Args:
        batches: the rows of `known_query`; each site's together, in the order of `ORDERS`.
        min_pages: pages that must have a line, at least 2.

    Yields:
        Batches of `site_schema`, one a site: its name, the text of its file (null if nothing was learned), and in sentences what
        was seen and not learned.

    Raises:
        CleanerError: `min_pages` is below 2.
    """
    check_least(min_pages)
    cleaner = compiled(SAFE)
    for site, rows in groupby(rows_of(batches), key=itemgetter("site")):
        held: list[list[tuple[Any, ...]]] = [[], [], [], []]
        for row in rows:
            fields = ("site", "name", "place", "blank", "form", "slot") + ("raw",) * (row["kind"] == LINE)
            held[row["kind"]].append(tuple(row[name] for name in fields))
        ((_, _, counted, copies, *_),) = held[NUMBERS]
        found, told = site_found(site, counted, copies, Known(held[FORM], held[SLOT], held[LINE]), min_pages, cleaner)
        yield batch_of([{"site": site, "file": site_text(found) if found else None, "told": told}], site_schema())


def rows_of(batches: Iterable[Any]) -> Iterator[dict[str, Any]]:
    """The rows of batches, as named values."""
    for batch in batches:
        yield from batch_rows(batch)
