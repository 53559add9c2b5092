"""TOML files that people write: read strictly, with the lines of what stands in them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from cleaner.model import CleanerError


def read_toml(path: Path, what: str = "") -> str:
    """The text of a TOML file.

    Args:
        path: of the file; may hold anything, for other files name it.
        what: what is read, for the message.

    Raises:
        CleanerError: it cannot be read as UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8-sig")  # some editors begin a file with a mark
    except (OSError, ValueError) as error:  # ValueError: no UTF-8, or a zero byte in the path
        raise CleanerError(f"{path}: cannot be read{what}: {getattr(error, 'strerror', None) or error}") from None


def parse_toml(source: str, path: str) -> dict[str, Any]:
    """The tables of TOML text.

    Raises:
        CleanerError: it is no TOML, or nested so deep, or with such numbers, that no reader takes it.
    """
    import tomllib  # no run over built-in packs needs it

    try:
        return tomllib.loads(source)
    except RecursionError:
        raise CleanerError(f"{path}: is nested too deep") from None
    except ValueError as error:
        raise CleanerError(f"{path}: {error}") from None


def located(source: str, path: str) -> list[tuple[str, int]]:
    """Header and line number of every `[[rule]]` and `[[keep]]` of a file, in order: tomllib gives no lines."""
    return [
        (match[1], number)
        for number, line in enumerate(source.split("\n"), 1)
        if (match := re.match(r"\s*\[\[\s*(rule|keep)\s*\]\]", line))
    ]


def entries(data: dict[str, Any], kind: str, source: str, path: str) -> list[tuple[dict[str, Any], int]]:
    """The tables `[[rule]]` or `[[keep]]` of a file with their lines, in order.

    Raises:
        CleanerError: they are written otherwise, as with [rule] or `keep = [...]`; passed over they would do nothing, unsaid.
    """
    found = data.get(kind, [])
    lines = [number for header, number in located(source, path) if header == kind]
    if not isinstance(found, list) or len(found) > len(lines):
        where = next((number for number, line in enumerate(source.split("\n"), 1) if re.match(rf"\W*{kind}\b(?!\s*\]\])", line)), 1)
        raise CleanerError(f"{path}:{where}: no [[{kind}]]; write each one below a line [[{kind}]] of its own")
    return list(zip(found, lines, strict=False))


def line_of(source: str, name: str, start: int, item: str = "") -> int:
    """The line of a field at or below line `start`, or `start`; or that of an item of its list, if it stands there as it is read."""
    for number, line in enumerate(source.split("\n")[start - 1 :], start):
        if number > start and re.match(r"\s*\[", line) and not re.match(r"\s*\[\s*[\"']", line):
            break
        if re.match(rf"\s*[\"']?{re.escape(name)}[\"']?\s*=", line):
            below = enumerate(source.split("\n")[number - 1 :], number) if item else ()
            spelt = (item, json.dumps(item, ensure_ascii=False)[1:-1])
            return next((place for place, text in below if any(way in text for way in spelt)), number)
    return start
