"""JSON as pages embed it: comments, trailing commas, control characters, several values in one block."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from typing import Any

LONGEST = 1_000_000  # characters of one block; the longest of 1,300 real pages has 330,000, and those hold lists of products
MOST_VALUES = 50  # values one after another in one block
STRING = r'"[^"\\]*(?:\\.[^"\\]*)*"?'  # one that never ends is read to the end, or each of its signs would be tried anew
COMMENT = re.compile(rf"{STRING}|/\*|(?:(?<=[\s,;{{}}\[\]])|^)//[^\n]*", re.DOTALL)
TRAILING = re.compile(rf"({STRING})|,(?=\s*[,}}\]])", re.DOTALL)
ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])|\\u(?![0-9a-fA-F]{4})')
WRAPPERS = re.compile(r"^\s*(?://\s*)?(?:<!--|<!\[CDATA\[)|(?://\s*)?(?:-->|\]\]>)\s*$")
STATED = re.compile(r"[=(]\s{0,9}(?=[\[{])|\bJSON\.parse\(\s{0,9}(?=\")")
BETWEEN = re.compile(r"[\s,;]*")
DECODER = json.JSONDecoder(strict=False)  # control characters inside strings are read as they are


def values(text: str) -> Iterator[Any]:
    """The JSON values of a block, however it is written; nothing where it cannot be read.

    Args:
        text: the text of a script element.

    Returns:
        Each value that stands in it; those before the first that cannot be read, if there is one.
    """
    if len(text) > LONGEST:
        return
    try:
        yield DECODER.decode(text)
    except (ValueError, RecursionError):
        yield from decoded(repaired(text))


def assigned(text: str) -> Iterator[Any]:
    """The objects and lists that a script states as JSON: assigned, or handed to a function.

    Args:
        text: the text of a script element.
    """
    place = 0
    for _ in range(MOST_VALUES if len(text) <= LONGEST else 0):
        start = STATED.search(text, place)
        if not start:
            return
        place = start.end()
        try:
            value, place = DECODER.raw_decode(text, place)
        except (ValueError, RecursionError):
            continue
        if isinstance(value, str):  # JSON in a string
            yield from values(value)
        else:
            yield value


def decoded(text: str) -> Iterator[Any]:
    """The values that stand one after another in a text."""
    place = 0
    for _ in range(MOST_VALUES):
        between = BETWEEN.match(text, place)
        place = between.end() if between else place
        try:
            value, place = DECODER.raw_decode(text, place)
        except (ValueError, RecursionError):
            return
        yield value


def repaired(text: str) -> str:
    """A text without what is no JSON: wrappers, comments, commas before a closing bracket, unknown escapes."""
    text = WRAPPERS.sub("", WRAPPERS.sub("", text))
    if '"' not in text and "&quot;" in text:
        text = html.unescape(text)
    text = TRAILING.sub(lambda found: found[1] or "", without_comments(text))
    return ESCAPE.sub(r"\\\\", text)


def without_comments(text: str) -> str:
    """A text without comments; linear even where comments never end."""
    kept: list[str] = []
    place = 0
    while found := COMMENT.search(text, place):
        kept.append(text[place : found.start()])
        place = found.end()
        if found[0][0] == '"':
            kept.append(found[0])
        elif found[0] == "/*":
            end = text.find("*/", place)
            place = len(text) if end < 0 else end + 2
    return "".join(kept) + text[place:]
