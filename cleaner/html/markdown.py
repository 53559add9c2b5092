"""Kept lines of an HTML page as Markdown: headings, lists, tables, code, quotations, links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import NamedTuple

from cleaner.html.escapes import with_links
from cleaner.model import Document

FENCE = 3  # signs around code
LISTED = ("item", "step", "more")
TOGETHER = ("list", "row", "code")  # lines of one kind stand together, others with a blank line between
FORM = re.compile(r"(quote2?)? ?([a-z]*)(\d*)(?::(\d*))?(?::(.*))?")


class Kind(NamedTuple):
    """What a line is, read from its kind."""

    name: str
    family: str  # the name, or "list"
    level: int  # of a heading, of a list
    number: int  # of a step; depth of the items that code stands in
    tongue: str  # of code
    first: bool  # another table, code or quotation begins
    quoted: bool
    blank: bool  # a line of code below a blank one

    @classmethod
    def of(cls, kind: str) -> Kind:
        """Read a kind, as `Document.kinds` has them."""
        found = FORM.fullmatch(kind)
        quote, name, level, number, tongue = found.groups("") if found else ("",) * 5
        family = "list" if name in LISTED else name
        first = quote == "quote2" or (family in ("code", "row") and level == "2")
        return cls(name, family, int(level or 0), int(number or 0), tongue, first, bool(quote), name == "code" and level == "1")

    @property
    def lead(self) -> str:
        """What stands before all of the line."""
        return "> " if self.quoted else ""


def markdown(document: Document) -> str:
    """The text of a document as Markdown; of a document that is not from HTML the text as it is."""
    if not document.kinds:
        return document.text
    lines = document.source.split("\n")
    links = document.links or ((),) * len(lines)
    kept = [(lines[number - 1], links[number - 1], Kind.of(document.kinds[number - 1])) for number in document.kept]
    return "".join(written([(text if kind.name == "code" else with_links(text, found, kind.name), kind) for text, found, kind in kept]))


def written(lines: Sequence[tuple[str, Kind]]) -> Iterator[str]:
    """The Markdown of lines and their kinds, piece by piece."""
    above, indent = Kind.of(""), ""
    width = 0  # cells of the widest row of a table
    fence = "`" * max((ticks(text) for text, kind in lines if kind.name == "code"), default=FENCE)
    steps: dict[int, int] = {}  # by the depth of a list the number of its last item; 0 where it has none
    for place, (text, kind) in enumerate(lines):
        family, lead = kind.family, kind.lead
        same = place > 0 and family == above.family and family in TOGETHER and kind.quoted == above.quoted and not kind.first
        if above.name == "code" and not same:
            yield f"{above.lead}{indent}{fence}\n"
        if place and not (same and kind.name != "more"):
            yield ">\n" if kind.quoted and above.quoted and not kind.first else "\n"
        if not same and family not in ("list", "code"):  # code between steps stands in one of them
            steps = {}
        if family == "code":
            indent = inset(kind.number, steps)
            yield f"{lead}\n" * kind.blank if same else f"{lead}{indent}{fence}{kind.tongue}\n"
            yield f"{lead}{indent}{text}\n"
        elif family == "row":
            width = 0 if same else widest(lines, place)
            yield from (f"{lead}{line}\n" for line in row(text, width))
        else:
            yield f"{lead}{mark(kind, steps)}{text.strip()}\n"
        above = kind
    if above.name == "code":
        yield f"{above.lead}{indent}{fence}\n"


def inset(depth: int, steps: dict[int, int]) -> str:
    """The blanks before what stands in items of a depth: as wide as the marks of those that are open."""
    return "".join(" " * (len(f"{steps[one]}. ") if steps[one] else 2) for one in range(1, depth + 1) if one in steps)


def mark(kind: Kind, steps: dict[int, int]) -> str:
    """What a line of a kind begins with; notes the numbers of items."""
    if kind.name == "heading":
        return "#" * kind.level + " "
    if kind.family != "list":
        return ""
    for deeper in [other for other in steps if other > kind.level]:
        del steps[deeper]
    if kind.name == "more":
        return inset(kind.level, steps)
    steps[kind.level] = kind.number
    return inset(kind.level - 1, steps) + (f"{kind.number}. " if kind.number else "- ")


def ticks(text: str) -> int:
    """How many signs a fence around a line of code needs."""
    bare = text.lstrip()
    return len(bare) - len(bare.lstrip("`")) + 1 if bare.startswith("`" * FENCE) else FENCE


def widest(lines: Sequence[tuple[str, Kind]], first: int) -> int:
    """How many cells the widest of the rows has that begin at a place; Markdown drops what stands beside the head of a table."""
    rows = takewhile(lambda line: line[1].name == "row" and not line[1].first, map(lines.__getitem__, range(first + 1, len(lines))))
    return max(text.count("\t") for text, _ in [lines[first], *rows]) + 1


def row(text: str, width: int) -> Iterator[str]:
    """The lines of a row of a table; the first one is its head, as wide as the widest: `width` is 0 for the others."""
    cells = [cell.strip() for cell in text.split("\t")]
    cells += [""] * (width - len(cells))
    yield f"| {' | '.join(cells)} |"
    if width:
        yield "|" + " --- |" * len(cells)
