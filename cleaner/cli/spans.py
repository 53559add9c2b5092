"""Where the lines of a text stand in the bytes of its file: in a text file, and inside a string of a JSON record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from json import JSONDecoder, dumps
from json.decoder import scanstring  # type: ignore[attr-defined]  # not in the stubs
from typing import NamedTuple

BOM_SIZE = {"utf-8-sig": 3, "utf-16": 2, "utf-32": 4}
WIDE = {b"\xff\xfe\x00\x00": "utf-32-le", b"\x00\x00\xfe\xff": "utf-32-be", b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|.)", re.S)
SPACE = re.compile(r"[ \t\r\n]*")


class Span(NamedTuple):
    """Bytes of a file from `start` up to `end`."""

    start: int
    end: int


def line_spans(data: bytes, text: str, encoding: str) -> list[Span] | None:
    """The bytes of each line of a text file, with its newline; a byte order mark belongs to no line.

    Args:
        data: the file's bytes.
        text: the same, decoded.
        encoding: what it was decoded from, as `read.decode` names it.

    Returns:
        A span a line, or None if the encoding does not give back the same bytes.
    """
    start = BOM_SIZE.get(encoding, 0)
    if encoding in ("utf-8", "utf-8-sig"):
        pieces = data[start:].split(b"\n")
        return list(spans_of([len(piece) + 1 for piece in pieces[:-1]] + [len(pieces[-1])], start))
    codec = next((name for mark, name in WIDE.items() if start and data.startswith(mark)), encoding)
    try:
        pieces = encoded(text, codec)
    except UnicodeEncodeError:
        return None
    if data[start:] != b"".join(pieces):
        return None
    return list(spans_of([len(piece) for piece in pieces], start))


def encoded(text: str, codec: str) -> list[bytes]:
    """Each line with its newline, in an encoding."""
    lines = text.split("\n")
    return [(line + "\n").encode(codec) for line in lines[:-1]] + [lines[-1].encode(codec)]


def spans_of(sizes: Sequence[int], start: int) -> Iterator[Span]:
    """Spans of these sizes, one after the other."""
    for size in sizes:
        yield Span(start, start + size)
        start += size


def members(raw: str) -> Iterator[tuple[str, int, int]]:
    """The name of each member of a JSON object, and from where to where its value stands in the text."""
    decoder = JSONDecoder()
    place = after_space(raw, raw.index("{") + 1)
    while raw[place] == '"':
        name, place = scanstring(raw, place + 1, False)
        start = after_space(raw, after_space(raw, place) + 1)
        end = decoder.raw_decode(raw, start)[1]
        yield name, start, end
        place = after_space(raw, end)
        if raw[place] != ",":
            break
        place = after_space(raw, place + 1)


def field_value(raw: str, field: str) -> tuple[int, int] | None:
    """Where the string of a top-level field stands in a JSON object, quotes included; the last one if it comes twice."""
    found = None
    for name, start, end in members(raw):
        if name == field:
            found = (start, end) if raw[start] == '"' else None
    return found


def with_values(raw: str, values: Mapping[str, str]) -> str:
    """A JSON object with other values for some names, as JSON; what it does not have is added. All else is spelled as it was.

    Reading and writing it anew would round numbers, and lose the first of two fields of one name.
    """
    places = {name: (start, end) for name, start, end in members(raw)}
    below = max((end for _, end in places.values()), default=raw.index("{") + 1)
    edits = [(*places[name], value) for name, value in values.items() if name in places]
    added = ", ".join(f"{dumps(name)}: {value}" for name, value in values.items() if name not in places)
    edits.append((below, below, f", {added}" if added and places else added))
    for start, end, value in sorted(edits, reverse=True):
        raw = raw[:start] + value + raw[end:]
    return raw


def after_space(raw: str, place: int) -> int:
    """The first place from here on that is no white space."""
    match = SPACE.match(raw, place)
    return match.end() if match else place


def record_spans(line: bytes, field: str, start: int) -> list[Span] | None:
    r"""The bytes of each line of a record's text, with its newline as the record writes it (`\n` or `\u000a`).

    Args:
        line: the record's bytes, UTF-8.
        field: the field that holds the text.
        start: where the record begins in the file.
    """
    raw = line.decode("utf-8")
    place = field_value(raw, field)
    if place is None:
        return None
    literal = raw[place[0] + 1 : place[1] - 1]
    cuts = [0, *(match.end() for match in ESCAPE.finditer(literal) if match[1] == "n" or match[1].lower() == "u000a"), len(literal)]
    sizes = [len(literal[a:b].encode()) for a, b in pairwise(cuts)]
    return list(spans_of(sizes, start + len(raw[: place[0] + 1].encode())))
