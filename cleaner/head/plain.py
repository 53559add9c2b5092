"""Values of a page's head as plain strings: entities, tags and white space of embedded markup taken away."""

from __future__ import annotations

import html
import re
from typing import Any

LONGEST = 2_000  # characters of a title, a name or a date that are looked at
TAG = re.compile(r"<[^<>]{0,200}>")
EMPTY = frozenset(("", "null", "undefined", "none", "n/a", "na", "nan", "false", "true", "-", "--", "[]", "{}", "array", "[object object]"))


def plain(value: Any, longest: int = LONGEST) -> str:
    """A value as a string of one line, "" if it is no string or says nothing.

    Entities are decoded twice: some publishing systems escape what is escaped already.
    """
    if not isinstance(value, str):
        return ""
    text = value[:longest]
    if "&" in text:
        text = html.unescape(html.unescape(text))
    if "<" in text:
        text = TAG.sub(" ", text)
    text = " ".join(text.replace("\\u00a0", " ").split())
    return "" if text.casefold() in EMPTY or "{{" in text or "${" in text else text
