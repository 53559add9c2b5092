"""JSON lines: record in, record out, in order, one by one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from cleaner.answer import made_by
from cleaner.cli.output import as_json
from cleaner.model import Document

RECORD_SUFFIXES = (".jsonl", ".ndjson")
KEY = "cleaner"  # where the metadata of a record goes
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
        record, problem = parsed(line, field)
        key = own_key(record)
        count.records += 1
        if problem:
            detail = f"line {number}: {problem}"
            count.failed, count.first = count.failed + 1, count.first or detail
            yield as_json(record | {key: {"status": "failed", "detail": detail, "made_by": made_by()}}) + "\n"
            continue
        document = clean(record)
        report(document, number)
        yield as_json(record | {field: document.text, key: metadata(document, record.get(key))}) + "\n"


def own_key(record: dict[str, Any]) -> str:
    """Where our block goes: `cleaner`, or `cleaner_` in a record that has a field `cleaner` of its own."""
    name = KEY
    while name in record and not is_own(record[name]):
        name += "_"
    return name


def is_own(value: Any) -> bool:
    """Is a value a block that an earlier run of ours wrote?"""
    return isinstance(value, dict) and str(value.get("made_by")).startswith(OWN)


def parsed(line: bytes, field: str) -> tuple[dict[str, Any], str]:
    """A record and what is wrong with it; what is no record is handed on under `raw`."""
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return {"raw": line.decode("utf-8", "backslashreplace").rstrip("\r\n")}, "not UTF-8"
    except (ValueError, RecursionError) as error:
        return {"raw": line.decode("utf-8-sig").rstrip("\r\n")}, f"not JSON: {error}"
    if not isinstance(record, dict):
        return {"raw": line.decode("utf-8-sig").rstrip("\r\n")}, "not a JSON object"
    if not isinstance(record.get(field), str):
        has = ", ".join(sorted(record)) or "none"
        return record, f"no text in field {field!r} (its fields: {has}); name it with --field"
    return record, ""


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
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False
