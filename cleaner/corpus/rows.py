"""What goes in and out of a corpus: a record, and the row that stands for it once it is cleaned."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, NamedTuple

from cleaner.answer import Known, failed, host, named
from cleaner.clean import Cleaner
from cleaner.model import Document
from cleaner.sites import Sites

ROW_SCHEMA = 1  # number of the form of a row; grows when a column changes its meaning

NO_TEXT = "no text in field"

PLACE = ("id", "input", "record", "url")
"""Columns that say which record a row stands for."""

FOUND = (
    *("text", "title", "byline", "authors", "organisations", "dateline", "place", "agency", "agency_name", "dateline_date"),
    *("published", "published_time", "updated", "credit", "language", "site"),
    *("status", "detail", "removed_share", "removed", "sources", "made_by"),
)
"""Columns that cleaning fills."""


class Record(NamedTuple):
    """One document as it was read.

    `number` counts the records of an input from 1 (lines of JSON lines, rows of Parquet, documents of an archive).
    `content` is None where `problem` says why there is none. `site` is what the record states, as a host name.
    `carried` holds what the caller asked to take along.
    """

    input: str
    number: int
    content: str | bytes | None = None
    kind: str = "auto"
    id: str | None = None
    url: str | None = None
    charset: str | None = None
    language: str | None = None
    site: str | None = None
    problem: str = ""
    carried: tuple[tuple[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Fields:
    """Which fields of a record hold what.

    `content` are tried in turn; a field named html holds HTML, of any other the content tells its kind.
    """

    content: tuple[str, ...] = ("text", "html")
    id: str = "id"
    url: str = "url"
    language: str = "language"
    site: str = "site"
    carried: tuple[str, ...] = ()


def record_of(
    source: str, number: int, values: dict[str, Any], fields: Fields, kind: str = "auto", every: Iterable[str] | None = None
) -> Record:
    """A record from named values: a JSON object, a row of a table.

    Args:
        source: the input it came from.
        number: its number there, from 1.
        values: the fields.
        fields: which of them hold what.
        kind: "text", "html" or "auto".
        every: the names of all fields, if `values` are not all of them.
    """
    name = next((name for name in fields.content if isinstance(values.get(name), (str, bytes))), None)
    carried = tuple((field, values.get(field)) for field in fields.carried)
    told = {field: values.get(getattr(fields, field)) for field in ("id", "url", "language")}
    place: dict[str, Any] = {field: None if value is None else storable(value_text(value)) for field, value in told.items()}
    site = values.get(fields.site)
    place["site"] = named(value_text(site)) if isinstance(site, (str, bytes)) else None
    if name is None:
        has = ", ".join(sorted(map(str, every or values))) or "none"
        problem = f"{NO_TEXT} {' or '.join(fields.content)} (its fields: {has})"
        return Record(source, number, problem=problem, carried=carried, **place)
    return Record(source, number, values[name], "html" if name == "html" else kind, carried=carried, **place)


def cleaned(cleaner: Cleaner, record: Record, sites: Sites | None = None) -> Document:
    """The document of a record. Nothing that is in a record raises: a fault of ours is status `failed` too.

    Args:
        cleaner: for all records.
        record: what was read.
        sites: what was learned of sites, instead of the files of the cleaner's options.
    """
    known = Known(record.language, record.site or host(record.url))
    if record.content is None:
        return failed("failed", record.problem, known)
    content = record.content if isinstance(record.content, bytes) else storable(record.content)
    try:
        stated: dict[str, Any] = {"kind": record.kind, "url": record.url, "language": record.language or None, "charset": record.charset}
        return cleaner.clean(content, site=record.site, sites=sites, **stated)
    except Exception as error:  # one document must not end a run over millions
        return failed("failed", storable(f"{type(error).__name__}: {error}"), known)


def value_text(value: Any) -> str:
    """A value as text; tables hold many texts as bytes."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def stated_text(value: Any) -> str | None:
    """What a field states, if it is a text: addresses and languages that are numbers or lists tell nothing."""
    return storable(value_text(value)) if isinstance(value, (str, bytes)) else None


def storable(text: str) -> str:
    """The text with lone surrogates, which neither UTF-8 nor a table can hold, as U+FFFD."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def found(document: Document) -> dict[str, Any]:
    """The columns that cleaning fills, in the order of `FOUND`, as plain values; days are `date`."""
    byline, dateline = document.byline, document.dateline
    return {
        "text": document.text,
        "title": document.title,
        "byline": byline and byline.raw,
        "authors": list(byline.authors) if byline else [],
        "organisations": list(byline.organisations) if byline else [],
        "dateline": dateline and dateline.raw,
        "place": dateline and dateline.place,
        "agency": dateline and dateline.agency,
        "agency_name": dateline and dateline.agency_name,
        "dateline_date": dateline and dateline.date,
        "published": document.published,
        "published_time": document.published_time and document.published_time.isoformat(),
        "updated": document.updated,
        "credit": document.credit,
        "language": document.language,
        "site": document.site,
        "status": document.status,
        "detail": document.detail,
        "removed_share": round(document.removed_share, 4),
        "removed": [{"line": item.line, "code": item.code} for item in document.removed],
        "sources": document.sources,
        "made_by": document.made_by,
    }


def row(record: Record, document: Document, fields: Fields) -> dict[str, Any]:
    """The row of a record: its place, what was found, and what was carried along."""
    place = {"id": record.id, "input": record.input, "record": record.number, "url": record.url}
    values = dict(record.carried)
    return place | found(document) | {own_name(name): values.get(name) for name in fields.carried}


def own_name(field: str) -> str:
    """The column of a carried field; one that would hide a column of ours is put behind "input_"."""
    return f"input_{field}" if field in PLACE or field in FOUND else field
