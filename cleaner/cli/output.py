"""A document as text: front matter, body, JSON; and the lines that went, for people and as JSON lines."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

from cleaner.cli.process import ReaderGoneError, silence
from cleaner.model import CleanerError, Document, Removal

FORMATS = ("front", "text", "markdown", "json", "jsonl")
SUFFIXES = {"markdown": ".md", "json": ".json", "jsonl": ".jsonl"}
# What drives a terminal or turns the order of letters round. The joiners and direction marks that scripts need are not among them.
DRIVING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


def as_json(value: Any, indent: int | None = None) -> str:
    """JSON with letters as they are; a lone surrogate, which UTF-8 cannot hold, makes it all escapes."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=str)
    try:
        text.encode()
    except UnicodeEncodeError:
        return json.dumps(value, indent=indent, default=str)
    return text


def emit(text: str, painted: bool = False) -> None:
    """Write to stdout in UTF-8 with plain newlines, whatever the terminal's locale is, and at once.

    Args:
        text: what to write. On a terminal its control codes show as escapes.
        painted: they are shown already, and the colours in it are ours.

    Raises:
        ReaderGoneError: the reader of the pipe is gone.
        CleanerError: it cannot be written.
    """
    if not painted and sys.stdout.isatty():
        text = DRIVING.sub(lambda sign: escape(sign[0]), text)
    try:
        sys.stdout.buffer.write(text.encode("utf-8", "surrogatepass"))
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        silence(1)
        raise ReaderGoneError from None
    except OSError as error:
        silence(1)
        raise CleanerError(f"stdout cannot be written: {error.strerror}") from None


def tell(message: str) -> bool:
    """Say something on stderr, on one line; False if that cannot be written, which ends nothing."""
    try:
        print(visible(message), file=sys.stderr, flush=True)
    except BrokenPipeError:
        silence(2)
    except OSError:
        silence(2)
        return False
    return True


def escape(sign: str) -> str:
    """A sign as Python writes it in a string."""
    return sign.encode("unicode_escape").decode()


def visible(text: str) -> str:
    """A text in which control codes show as escapes: a dump must not drive the reader's terminal."""
    if text.isprintable():
        return text
    return "".join(sign if sign.isprintable() else escape(sign) for sign in text)


def removal_line(item: Removal, name: str | None) -> str:
    """A removed line for a person: its number, code, reason and text; the file's name where there are several."""
    return f"{name + ':' if name else ''}{item.line}: {item.code} {item.why}: {visible(item.text.strip())}"


def removal_rows(document: Document, name: str, record: int | None = None) -> Iterator[str]:
    """The removed lines of a document as JSON lines."""
    where: dict[str, Any] = {"file": name} | ({} if record is None else {"record": record})
    for item in document.removed:
        yield as_json(where | item._asdict()) + "\n"


def log_apart(path: Path, others: Iterable[Path]) -> None:
    """Refuse a file for removed lines that is one of the others, or that is meant to be a stream.

    Raises:
        CleanerError: it is.
    """
    if str(path) == "-":
        raise CleanerError("--removed -: name a file; no stream takes what is removed")
    there = path.exists()
    if any(path == other or (there and other.exists() and path.samefile(other)) for other in others):
        raise CleanerError(f"--removed {path}: is an input or a target; name another file")


def removal_log(path: Path, others: Iterable[Path]) -> TextIO:
    """The file for removed lines, which must be none of the others: opening it empties it."""
    log_apart(path, others)
    try:
        return path.open("w", encoding="utf-8", errors="surrogatepass")
    except OSError as error:
        raise CleanerError(f"--removed {path}: cannot be written: {error.strerror}") from None


def logged(log: TextIO, rows: Iterable[str]) -> None:
    """Write the removed lines of a document: they are on the disk before its text goes out without them."""
    try:
        log.writelines(rows)
        log.flush()
    except OSError as error:
        silence(log.fileno())
        raise CleanerError(f"--removed {log.name}: cannot be written: {error.strerror}") from None
