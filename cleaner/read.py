"""Bytes to text, what kind a text is, and plain text to a page of columns."""

from __future__ import annotations

import codecs
import re
import sys
from contextlib import suppress
from datetime import date
from typing import NamedTuple

from cleaner.matcher import Matcher
from cleaner.model import Page, Stamp

BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DETECT_BYTES = 200_000  # a detector sees no more of a document
SURE = 0.15  # confidence of the detector
STATED_BYTES = 1024  # in which HTML wants the encoding stated
STATED = re.compile(rb"<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.I)
# What labels mean on the web, where that is more than Python's codec of the name (WHATWG, Encoding Standard, "Names and labels").
WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
}
ALIASES = {  # labels of the same list that Python does not know
    "windows-31j": "cp932",
    "x-sjis": "cp932",
    "x-euc-jp": "euc_jp",
    "x-gbk": "gb18030",
    "x-x-big5": "big5hkscs",
    "windows-874": "cp874",
    "windows-949": "cp949",
    "iso-8859-8-i": "iso8859-8",
    "x-cp1250": "cp1250",
    "x-cp1251": "cp1251",
    "x-cp1252": "cp1252",
    "x-mac-cyrillic": "mac_cyrillic",
}
NO_ENCODINGS = frozenset(
    ("idna", "punycode", "undefined", "unicode-escape", "raw-unicode-escape", "utf-7", "charmap")
)  # they read marks in a text
WIDE = ("utf-16", "utf-32")  # encodings in which letters have bytes of zero
FEWEST = 8  # bytes that tell an encoding by their zeros
WIDE_BYTES, WIDE_ZEROS = 2000, 0.2  # bytes that tell UTF-16 without a mark, and the share of zeros in them: of English half
COMMENT = re.compile(rb"<!--.*?(?:-->|\Z)", re.S)
NOT_FOREIGN = re.compile("[\x00-\x9f\ufffd]+")
GOOD = 3  # signs beyond ASCII that are right, for each byte that is wrong, in a text that is UTF-8 but for some damage
LOOK = 2000  # characters in which a page must show that it is HTML
OPENING = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*|<!--(?:(?!-->).)*-->\s*)*<(?:!doctype\s+html|html|head|body|meta|title|link|script|style|div|article|section|main)\b",
    re.I | re.S,
)
# A page's part begins so, and Markdown may.
PART = re.compile(r"<(?:p|h[1-6]|table|ul|ol|span|nav|header|footer|aside|figure|blockquote)\b", re.I)
PART_END = re.compile(r"</[a-z][a-z0-9]*>\s*\Z", re.I)
BLANK = re.compile(r"\n[ \t\r]*\n\s*")
TAG = re.compile(r"</?(?:html|head|body|meta|link|script|div|span|p|a|ul|li|table|article|section|h[1-6]|br|img)\b[^<>]*>", re.I)
# Dumps of crawls begin so: what was found out about the page's day, and on the same line the page's first one.
STAMP = re.compile(r"\s*(date (\d{4}-\d\d)(-\d\d)? +)(?=\S)")
TAGS_WANTED = 3  # a text that only quotes a tag has fewer in its first lines


class Decoded(NamedTuple):
    """A text and the encoding it was in; `text` is None if no encoding is sure."""

    text: str | None
    encoding: str
    place: int | None = None  # of the first byte that is not UTF-8, where nearly all others are
    guessed: bool = False  # nobody stated the encoding: its bytes look so

    @property
    def hint(self) -> str:
        """What to tell of an encoding that failed."""
        if self.place is not None:
            return f"; it is UTF-8 but for byte {self.place} and perhaps others: mend it, for instance with iconv -c -f utf-8 -t utf-8"
        if self.guessed and self.encoding:
            return f" (it looks most like {self.encoding})"
        return f" ({self.encoding} was tried)" if self.encoding else ""


def decode(data: bytes, charset: str | None = None) -> Decoded:
    """Bytes to text: byte order mark, UTF-16 without one, strict UTF-8, the declared charset, what a page states, a detector that is sure.

    Args:
        data: the bytes of one document.
        charset: what a header or a caller declares, if anything; one that is unknown or does not fit says nothing.
    """
    for mark, encoding in BOMS:
        if data.startswith(mark):
            return strictly(data, encoding) or Decoded(None, encoding)
    if name := unmarked(data):
        wide = declared(data, charset) if codec(charset or "").startswith(WIDE) else None
        if text := wide or strictly(data, name):
            return text._replace(guessed=wide is None)
    return strictly(data, "utf-8") or declared(data, charset) or damaged(data) or declared(data, stated(data)) or detected(data)


def unmarked(data: bytes) -> str:
    """The encoding of bytes that are UTF-16 without a mark, "" if they are not: of every second one many are zero, of the others none."""
    head = data[:WIDE_BYTES]
    for zero, name in ((1, "utf-16-le"), (0, "utf-16-be")) if b"\0" in head and len(data) >= FEWEST and not len(data) % 2 else ():
        if head[zero::2].count(0) > WIDE_ZEROS * len(head) and not head[1 - zero :: 2].count(0):
            return name
    return ""


def strictly(data: bytes, encoding: str) -> Decoded | None:
    """The text, if every byte is valid in a known encoding."""
    try:
        return Decoded(data.decode(encoding), encoding)
    except (UnicodeError, LookupError):
        return None


def declared(data: bytes, label: str | None) -> Decoded | None:
    """The text, if every byte is valid in the encoding that a label means on the web, or in that of its name."""
    name = codec(label or "")
    if not name or (name.startswith(WIDE) and b"\0" not in data):
        return None
    return strictly(data, WIDER.get(name, name)) or strictly(data, name)


def codec(label: str) -> str:
    """The name of the encoding that a label names, "" for none: one in which English letters are themselves, or have bytes of zero."""
    label = label.strip().lower()
    try:
        name = codecs.lookup(ALIASES.get(label, label)).name
        known = name.startswith(WIDE) or (name not in NO_ENCODINGS and b"<p>".decode(name) == "<p>")
    except (LookupError, ValueError):
        return ""
    return name if known else ""


def stated(data: bytes) -> str:
    """The encoding that a page of HTML or XML states in its first bytes, "" for none. Where that can be read it is not UTF-16."""
    if data.lstrip()[:1] != b"<":
        return ""
    labels = (found[1].decode("ascii", "replace") for found in STATED.finditer(COMMENT.sub(b"", data[:STATED_BYTES])))
    return next((label for label in labels if codec(label) and not codec(label).startswith(WIDE)), "")


def damaged(data: bytes) -> Decoded | None:
    """No text, and where it breaks, if bytes are UTF-8 but for a few or a last sign cut off: other encodings would spoil the rest."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        whole = data.decode("utf-8", "replace")
        bad, good = whole.count("\ufffd"), len(NOT_FOREIGN.sub("", whole))
        if good and (GOOD * bad <= good or error.reason == "unexpected end of data"):
            return Decoded(None, "utf-8", error.start)
    return None


def detected(data: bytes) -> Decoded:
    """Ask chardet, which is sure from 0.15 on.

    Of 1,486 passages of 5 to 1,500 bytes in 25 languages and 32 encodings it names 1,251 with such a confidence, 3 of them wrongly (of up
    to 35 bytes); charset-normalizer, without any disorder in its guess, named 1,390, and 439 of them wrongly.
    """
    import chardet

    if has_controls(data):
        return Decoded(None, "")
    era = chardet.EncodingEra.MODERN_WEB | chardet.EncodingEra.LEGACY_ISO
    name, confidence = "", 0.0
    with suppress(RuntimeError):  # of 7.2, on a few bytes that are text in no encoding
        found = chardet.detect(data[:DETECT_BYTES].replace(b"<", b" "), encoding_era=era)  # it believes tags, of texts that quote them too
        name, confidence = codec(found["encoding"] or ""), found["confidence"]
    if not name or confidence < SURE:
        return Decoded(None, name, guessed=True)
    text = strictly(data, name)
    return text._replace(guessed=True) if text else Decoded(None, name)


def has_controls(data: bytes) -> bool:
    """Do the bytes hold control codes that no text in a single-byte encoding has?"""
    return any(data.find(bytes([code])) >= 0 for code in (*range(9), *range(14, 27)))


def looks_like_html(text: str) -> bool:
    """Is this a page's HTML, and not a text (which may be about HTML)?"""
    start = text.lstrip("\ufeff \t\r\n")[:LOOK]
    if not start.startswith("<"):
        return False
    if OPENING.match(start):
        return len(TAG.findall(start)) >= TAGS_WANTED or bool(re.match(r"<!doctype\s+html|<html\b", start, re.I))
    return bool(PART.match(start)) and len(TAG.findall(start)) >= TAGS_WANTED and is_part(text)


def is_part(text: str) -> bool:
    """Is a text that begins with a tag all markup? Of Markdown some block between blank lines is none."""
    blocks = BLANK.split(text.strip("\ufeff \t\r\n")) if PART_END.search(text[-LOOK:]) else [""]
    return all(block.startswith("<") and block.endswith(">") for block in blocks)


def text_page(text: str, matcher: Matcher, most_lines: int, most_chars: int = sys.maxsize) -> Page:
    """The columns of a plain text. Lines end at newlines only.

    Args:
        text: the text.
        matcher: finds the rules of its lines.
        most_lines: so many lines are judged.
        most_chars: and only those that end within so many characters.
    """
    lines = text.split("\n")
    if stamp := stamped(text):
        lines[stamp.row] = lines[stamp.row].removeprefix(stamp.text)
    if len(text) > most_chars:
        most_lines = min(most_lines, text.count("\n", 0, most_chars))
    folded, hits = matcher.columns(lines[:most_lines] if len(lines) > most_lines else lines)
    return Page(lines, folded, hits, stamp=stamp)


def stamped(text: str) -> Stamp | None:
    """The day that a dump has before its first line, if that is a day or a month."""
    match = STAMP.match(text)
    if match is None:
        return None
    month, day = match[2], match[3]
    with suppress(ValueError):
        found = date.fromisoformat(month + (day or "-01"))
        before = text[: match.end()]
        return Stamp(before.count("\n"), before.rpartition("\n")[2], found if day else None)
    return None
