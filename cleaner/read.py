"""Bytes to text, what kind a text is, and plain text to a page of columns."""

from __future__ import annotations

import codecs
import re
import sys
from typing import NamedTuple

from cleaner.matcher import Matcher
from cleaner.model import Page

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DETECT_BYTES = 200_000  # a detector sees no more of a document
LOOK = 2000  # characters in which a page must show that it is HTML
OPENING = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|link|script|style|div|article|section|main)\b",
    re.I | re.S,
)
TAG = re.compile(r"</?(?:html|head|body|meta|link|script|div|span|p|a|ul|li|table|article|section|h[1-6]|br|img)\b[^<>]*>", re.I)
TAGS_WANTED = 3  # a text that only quotes a tag has fewer in its first lines


class Decoded(NamedTuple):
    """A text and the encoding it was in; `text` is None if no encoding is sure."""

    text: str | None
    encoding: str

    @property
    def hint(self) -> str:
        """What to tell of an encoding that failed."""
        return f" ({self.encoding} was tried)" if self.encoding else ""


def decode(data: bytes, charset: str | None = None) -> Decoded:
    """Bytes to text: byte order mark, strict UTF-8, the declared charset, a detector that is sure.

    Args:
        data: the bytes of one document.
        charset: what a header or a caller declares, if anything.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return strictly(data, encoding) or Decoded(None, encoding)
    return strictly(data, "utf-8") or (charset and strictly(data, charset)) or detected(data)


def strictly(data: bytes, encoding: str) -> Decoded | None:
    """The text, if every byte is valid in a known encoding."""
    try:
        return Decoded(data.decode(encoding), encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def detected(data: bytes) -> Decoded:
    """Ask charset-normalizer; a guess with any disorder in it is no answer."""
    from charset_normalizer import from_bytes

    best = from_bytes(data[:DETECT_BYTES]).best()
    if best is None or best.chaos > 0 or has_controls(data):
        return Decoded(None, best.encoding if best else "")
    return strictly(data, best.encoding) or Decoded(None, best.encoding)


def has_controls(data: bytes) -> bool:
    """Do the bytes hold control codes that no text in a single-byte encoding has?"""
    return any(data.find(bytes([code])) >= 0 for code in (*range(9), *range(14, 27)))


def looks_like_html(text: str) -> bool:
    """Is this a page's HTML, and not a text (which may be about HTML)?"""
    start = text.lstrip("\ufeff \t\r\n")[:LOOK]
    if not start.startswith("<"):
        return False
    return bool(OPENING.match(start)) and (
        len(TAG.findall(start)) >= TAGS_WANTED or bool(re.match(r"<!doctype\s+html|<html\b", start, re.I))
    )


def text_page(text: str, matcher: Matcher, most_lines: int, most_chars: int = sys.maxsize) -> Page:
    """The columns of a plain text. Lines end at newlines only.

    Args:
        text: the text.
        matcher: finds the rules of its lines.
        most_lines: so many lines are judged.
        most_chars: and only those that end within so many characters.
    """
    lines = text.split("\n")
    if len(text) > most_chars:
        most_lines = min(most_lines, text.count("\n", 0, most_chars))
    folded, hits = matcher.columns(lines[:most_lines] if len(lines) > most_lines else lines)
    return Page(lines, folded, hits)
