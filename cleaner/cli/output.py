"""A document as text: front matter, body, JSON; and the lines that went, for people and as JSON lines."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

from cleaner.model import Document, Removal

FORMATS = ("front", "text", "markdown", "json", "jsonl")
SUFFIXES = {"markdown": ".md", "json": ".json", "jsonl": ".jsonl"}


def as_json(value: Any, indent: int | None = None) -> str:
    """JSON with letters as they are; a lone surrogate, which UTF-8 cannot hold, makes it all escapes."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=str)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent, default=str)
    return text


def emit(text: str) -> None:
    """Write to stdout in UTF-8 with plain newlines, whatever the terminal's locale is, and at once."""
    sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
    sys.stdout.buffer.flush()


def visible(text: str) -> str:
    """A text in which control codes show as escapes: a dump must not drive the reader's terminal."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)


def removal_line(item: Removal, name: str | None) -> str:
    """A removed line for a person: its number, code, reason and text; the file's name where there are several."""
    return f"{name + ':' if name else ''}{item.line}: {item.code} {item.why}: {visible(item.text.strip())}"


def removal_rows(document: Document, name: str, record: int | None = None) -> Iterator[str]:
    """The removed lines of a document as JSON lines."""
    where: dict[str, Any] = {"file": name} | ({} if record is None else {"record": record})
    for item in document.removed:
        yield as_json(where | item._asdict()) + "\n"
