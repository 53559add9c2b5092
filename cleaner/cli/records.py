"""JSON lines: record in, record out, in order, one by one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from cleaner.cli.output import as_json
from cleaner.model import Document

RECORD_SUFFIXES = (".jsonl", ".ndjson")
KEY = "cleaner"  # where the metadata of a record goes

Clean = Callable[[dict[str, Any]], Document]
Report = Callable[[Document, int], None]


def cleaned_records(lines: Iterable[bytes], field: str, clean: Clean, report: Report) -> Iterator[str]:
    """Each record with its text cleaned and the metadata under `cleaner`; other fields are untouched.

    A line that is no record, or has no text in `field`, passes through with status `failed`.
    """
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        record, problem = parsed(line, field)
        if problem:
            yield as_json(record | {KEY: {"status": "failed", "detail": f"line {number}: {problem}"}}) + "\n"
            continue
        document = clean(record)
        report(document, number)
        yield as_json(record | {field: document.text, KEY: metadata(document, record.get(KEY))}) + "\n"


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


def metadata(document: Document, earlier: Any) -> dict[str, Any]:
    """What stands under `cleaner`: the document without its text. Values an earlier run moved out of the text stay."""
    values = document.as_dict()
    for name in ("text", "kept"):
        del values[name]
    if isinstance(earlier, dict) and not document.removed and earlier.get("made_by") == document.made_by:
        return earlier
    if isinstance(earlier, dict):
        values |= {name: value for name, value in earlier.items() if value and not values.get(name)}
    return values


def looks_like_records(data: bytes) -> bool:
    """Is the first line that is not blank a JSON object?"""
    first = data.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]
    if not first.startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False
