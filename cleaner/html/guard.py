"""Pages made to be slow: what a parser needs quadratic time for is taken out before it sees the page.

The parser takes 0.3 seconds for 10,000 nested elements and 32 for 100,000, 1 second for 10,000 attributes of one element and
over 160 for 200,000. Browsers flatten such pages too.
"""

from __future__ import annotations

import re
import sys
from itertools import islice
from typing import NamedTuple

import numpy as np

FEW_TAGS = 10_000  # a page with fewer is parsed as it is
ROOT = "shadowrootmode"  # the attribute of a template that holds what its element shows
WINDOW = 10_000  # characters without the start of a tag that are looked into
LONGEST_TAG = 20_000  # characters; of a longer one the attributes are dropped, if there are many
MOST_ATTRIBUTES = 1_000  # of a long tag: such a page needs no cure, and most long tags hold one long value
DEEPEST = 500  # elements; the tags of deeper ones are dropped, their text stays
MOST_FORMATS = 30  # open elements of formatting, which every block below opens again
TAG = ord("<")
LOOK_BACK = 60  # open elements that an end tag is held against

INSIDE = r"(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?)*+"  # attributes, to the end of their tag
START = re.compile(rf"<[a-zA-Z]{INSIDE}")
VALUE = re.compile(r"=\s*+(?:\"[^\"]*+\"|'[^']*+')")
FRAME = re.compile(rb"(<iframe\b[^<>]*+>)(?<=/>)(?=</noscript)", re.I)  # HTML takes all that follows for its text
CLOSED = re.compile(rb"<(title|script|style|textarea|iframe|noscript|noframes|xmp)\b[^<>]*+>(?<=/>)", re.I)  # HTML reads on to their end
TOKEN = re.compile(
    rf"<!--.*?(?:-->|\Z)|<(script|style|textarea|title)\b{INSIDE}>?.*?(?:</\1|\Z)|<(/?)([a-zA-Z][^\s/>]*+)({INSIDE})>?", re.S | re.I
)
VOID_NAMES = "area base br col embed hr img input link meta param source track wbr"
IMPLIED_NAMES = "p li dt dd tr td th option optgroup thead tbody tfoot colgroup rt rp html head body"  # ended by what follows
FORMAT_NAMES = "b big code em font i s small strike strong tt u a nobr"
ORDINARY_NAMES = "span label abbr cite q sub sup time mark kbd var samp dfn ins del bdi bdo picture svg g path"
VOID, IMPLIED, FORMATS = (frozenset(names.split()) for names in (VOID_NAMES, IMPLIED_NAMES, FORMAT_NAMES))
ORDINARY = FORMATS | frozenset(ORDINARY_NAMES.split())


class Source(NamedTuple):
    """A page's HTML that can be parsed in linear time, what was done to it ("" if nothing), and whether text was left out."""

    coded: bytes  # in UTF-8, as the parser wants it
    detail: str
    cut: bool


def guarded(source: str, most_chars: int, most_tags: int = sys.maxsize) -> Source:
    """Make a page safe to parse.

    Args:
        source: the page's HTML.
        most_chars: characters after these are left out.
        most_tags: and what comes after so many tags.
    """
    detail, cut = "", len(source) > most_chars
    if cut:
        source = source[: source.rfind("<", 0, most_chars) if "<" in source[:most_chars] else most_chars]
        detail = f"only the first {len(source)} characters were read (max_html)"
    coded = utf8(source)
    tags = int(np.count_nonzero(np.frombuffer(coded, np.uint8) == TAG))  # ten times as fast as counting in the text
    if tags > most_tags:
        source = source[: next(islice(re.finditer("<", source), most_tags, None)).start()]
        coded = utf8(source)
        detail, cut = f"only the first {most_tags} tags were read (max_nodes)", True
    if min(tags, most_tags) > FEW_TAGS or has_long_tag(source):
        flat = Flat()
        coded = utf8(TOKEN.sub(flat.token, source))
        if flat.dropped:
            detail = detail or f"{flat.dropped} tags were dropped: nested too deep, or too long"
    return Source(coded, detail, cut)


def with_frames_closed(coded: bytes) -> bytes:
    """A page whose frames in `<noscript>` end where XHTML ends them."""
    return FRAME.sub(rb"\1</iframe>", coded)


def with_ends(coded: bytes) -> bytes:
    """A page whose elements of raw text end where XHTML ends them: `<title/>` makes all that follows its text."""
    return CLOSED.sub(rb"\g<0></\1>", coded)


def with_roots_open(source: str) -> str:
    """A page whose declarative shadow roots are divisions: a browser shows them, the parser keeps templates apart."""
    opened: list[bool] = []

    def opens(found: re.Match[str]) -> str:
        _, end, name, attributes = found.groups()
        if (name or "").lower() != "template":
            return found[0]
        if not end:
            opened.append(ROOT in attributes.lower())
        if not opened or not (opened.pop() if end else opened[-1]):
            return found[0]
        return "</div>" if end else "<div>"

    return TOKEN.sub(opens, source)


def utf8(source: str) -> bytes:
    """A page as the parser reads it, without halves of surrogate pairs."""
    return source.encode("utf-8", "ignore")


def has_long_tag(source: str) -> bool:
    """Is there a long tag with more attributes than can be told apart in time?"""
    within = False  # a stretch that was looked into
    for start in range(0, len(source) - WINDOW, WINDOW):
        before, within = within, source.find("<", start, start + WINDOW) < 0
        if within and not before:
            place = max(source.rfind("<", 0, start), 0)
            tag = START.match(source, place)
            if tag and tag.end() - place > LONGEST_TAG and len(VALUE.sub(" ", tag[0]).replace("/", " ").split()) > MOST_ATTRIBUTES:
                return True
    return False


class Flat:
    """Flattens a page, tag by tag."""

    def __init__(self) -> None:
        self.open: list[str] = []
        self.kept: list[bool] = []
        self.formats = 0
        self.dropped = 0

    def token(self, found: re.Match[str]) -> str:
        """What stands for a tag, a comment or a script in the flat page."""
        _, end, written, attributes = found.groups()
        if not written:
            return found[0]
        name = written.lower()
        if name in VOID or name in IMPLIED:
            return self.short(found, written, end, attributes)
        if end:
            return found[0] if self.ended(name) else ""
        keep = len(self.open) < DEEPEST and not (name in FORMATS and self.formats >= MOST_FORMATS)
        if not found[0].endswith("/>") or name not in ("svg", "path", "g"):
            self.open.append(name)
            self.kept.append(keep)
            self.formats += keep and name in FORMATS
        if keep:
            return self.short(found, written, end, attributes)
        self.dropped += 1
        return ""

    def short(self, found: re.Match[str], written: str, end: str, attributes: str) -> str:
        """A tag, without its attributes if they are too long."""
        if len(attributes) <= LONGEST_TAG:
            return found[0]
        self.dropped += 1
        return f"<{end}{written}>"

    def ended(self, name: str) -> bool:
        """End an element and those in it; False if its start was dropped."""
        least = max(len(self.open) - LOOK_BACK, 0)
        for place in range(len(self.open) - 1, least - 1, -1):
            other = self.open[place]
            if other == name:
                keep = self.kept[place]
                self.formats -= sum(kept and form in FORMATS for kept, form in zip(self.kept[place:], self.open[place:], strict=True))
                del self.open[place:], self.kept[place:]
                return keep
            if name in ORDINARY and other not in ORDINARY:
                return True
        return True
