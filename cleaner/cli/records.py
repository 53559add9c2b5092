"""JSON lines: record in, record out, in order, one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from cleaner.answer import made_by
from cleaner.cli.output import as_json
from cleaner.cli.spans import with_values
from cleaner.jsonvalue import json_value
from cleaner.model import Document

RECORD_SUFFIXES = (".jsonl", ".ndjson")
KEY = "cleaner"  # where the metadata of a record goes
RAW = "raw"  # where a line that is no record stands in the one that is made of it
OWN = "cleaner "  # begins `made_by` in every block of ours

Clean = Callable[[dict[str, Any]], Document]
Report = Callable[[Document, int], None]


@dataclass(slots=True)
class Count:
    """How many records came, how many of them could not be cleaned, and why the first of these could not."""

    records: int = 0
    failed: int = 0
    first: str = ""

    def summary(self) -> str:
        """One line for a person."""
        return f"{self.failed} of {self.records} records passed through as they are, with status failed; the first: {self.first}"


def cleaned_records(lines: Iterable[bytes], field: str, clean: Clean, report: Report, count: Count | None = None) -> Iterator[str]:
    """Each record with its text cleaned and the metadata under `cleaner`; other fields are untouched.

    A line that is no record, or has no text in `field`, passes through with status `failed`; `count` is told.
    """
    count = count or Count()
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        record, spelled, problem = parsed(line, field)
        key = own_key(record)
        count.records += 1
        if problem:
            earlier: Any = record.get(key)
            detail = earlier["detail"] if {*record} == {RAW, key} and is_failed(earlier) else f"line {number}: {problem}"
            count.failed, count.first = count.failed + 1, count.first or detail
            yield written(spelled, {key: {"status": "failed", "detail": detail, "made_by": made_by()}})
            continue
        document = clean(record)
        report(document, number)
        yield written(spelled, {field: document.text, key: metadata(document, record.get(key))})


def written(spelled: str, values: dict[str, Any]) -> str:
    """A record as a line, with other values for some fields; its other fields are spelled as they were."""
    return with_values(spelled, {name: as_json(value) for name, value in values.items()}) + "\n"


def own_key(record: dict[str, Any]) -> str:
    """Where our block goes: `cleaner`, or `cleaner_` in a record that has a field `cleaner` of its own."""
    name = KEY
    while name in record and not is_own(record[name]):
        name += "_"
    return name


def is_failed(block: Any) -> bool:
    """Is a block of ours of a record that could not be cleaned, and says why?"""
    return is_own(block) and block.get("status") == "failed" and isinstance(block.get("detail"), str)


def is_own(value: Any) -> bool:
    """Is a value a block that an earlier run of ours wrote?"""
    return isinstance(value, dict) and str(value.get("made_by")).startswith(OWN)


class Parsed(NamedTuple):
    """A record, how it is spelled, and what is wrong with it; what is no record is handed on under `raw`."""

    record: dict[str, Any]
    spelled: str
    problem: str = ""


def parsed(line: bytes, field: str) -> Parsed:
    """A line of JSON lines, whose text is in `field`."""
    try:
        spelled = line.decode("utf-8-sig").strip(" \t\r\n")
    except UnicodeDecodeError:
        return no_record(line.decode("utf-8", "backslashreplace"), "not UTF-8")
    try:
        record = json_value(spelled)
    except (ValueError, RecursionError) as error:
        return no_record(line.decode("utf-8-sig"), f"not JSON: {error}")
    if not isinstance(record, dict):
        return no_record(line.decode("utf-8-sig"), "not a JSON object")
    if not isinstance(record.get(field), str):
        has = ", ".join(sorted(name for name in record if not is_own(record[name]))) or "none"
        return Parsed(record, spelled, f"no text in field {field!r} (its fields: {has}); name it with --field")
    return Parsed(record, spelled)


def no_record(line: str, problem: str) -> Parsed:
    """A line that is no record, as one."""
    record = {RAW: line.rstrip("\r\n")}
    return Parsed(record, as_json(record), problem)


def metadata(document: Document, earlier: dict[str, Any] | None) -> dict[str, Any]:
    """What stands under `cleaner`: the document without its text. Values an earlier run moved out of the text stay."""
    values = document.as_dict()
    for name in ("text", "kept"):
        del values[name]
    if earlier is None or earlier.get("status") == "failed":  # it found nothing
        return values
    if not document.removed and earlier.get("made_by") == document.made_by:
        return earlier
    return values | {name: value for name, value in earlier.items() if value and not values.get(name)}


def looks_like_records(data: bytes) -> bool:
    """Is the first line that is not blank a JSON object?"""
    first = data.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]
    if not first.startswith(b"{"):
        return False
    try:
        return isinstance(json_value(first), dict)
    except (ValueError, RecursionError):
        return False
