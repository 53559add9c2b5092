"""A document as the report shows it: its lines in order, those that went with their rule, of a long one the neighbourhood of what went."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from cleaner.model import Document

MOST_LINES = 600  # lines of one document that are shown
MOST_CHARACTERS = 60_000  # of one document
LONGEST_LINE = 2_000  # characters of one line
LONGEST_VALUE = 300  # characters of a name or a value of metadata
NEAR = 2  # kept lines on either side of a removed one that a long document shows


class Row(NamedTuple):
    """A line: its 1-based number, its text, and code and reason if it went. Number 0: a gap, `text` counts its lines.

    `rule` names the proposed rule that takes it, where rules are reviewed.
    """

    number: int
    text: str
    code: str = ""
    why: str = ""
    rule: str = ""


class Sheet(NamedTuple):
    """One document to show. `share` is that of its non-blank characters which went, `facts` are names and values of metadata."""

    name: str
    rows: tuple[Row, ...]
    site: str = ""
    language: str = ""
    level: str = ""
    status: str = "ok"
    detail: str = ""
    share: float = 0.0
    facts: tuple[tuple[str, str], ...] = ()

    @property
    def size(self) -> int:
        """About how many bytes it takes in the page, where markup's own signs are escaped."""
        texts = (self.name, self.detail, *(row.text for row in self.rows), *(value for _, value in self.facts))
        return sum(
            18 + len(json.dumps(text, ensure_ascii=False).encode("utf-8", "replace")) + 5 * sum(map(text.count, "<>&")) for text in texts
        )


def sheet_from(values: Sequence[Any]) -> Sheet:
    """A sheet that was kept as JSON."""
    sheet = Sheet(*values)
    return sheet._replace(rows=tuple(Row(*row) for row in sheet.rows), facts=tuple((name, value) for name, value in sheet.facts))


def rows_of(lines: Sequence[str], gone: Mapping[int, tuple[str, ...]]) -> tuple[Row, ...]:
    """The lines of a text as rows; of a long one only what went and its neighbours, and no more than a page can hold.

    Args:
        lines: all lines of the input.
        gone: code, reason and, where rules are reviewed, the rule, by 1-based number.
    """
    shown: Sequence[int] = range(1, len(lines) + 1)
    if len(lines) > MOST_LINES or sum(map(len, lines)) > MOST_CHARACTERS:
        shown = sorted({near for number in gone for near in range(number - NEAR, number + NEAR + 1) if 0 < near <= len(lines)} | {1})
    rows: list[Row] = []
    last = left = 0
    for number in shown:
        line = lines[number - 1].rstrip("\r")
        left += min(len(line), LONGEST_LINE)
        if len(rows) >= MOST_LINES or left > MOST_CHARACTERS:
            break
        if number > last + 1:
            rows.append(Row(0, str(number - last - 1)))
        rows.append(Row(number, line if len(line) <= LONGEST_LINE else line[:LONGEST_LINE] + "…", *gone.get(number, ())))
        last = number
    if last < len(lines):
        rows.append(Row(0, str(len(lines) - last)))
    return tuple(rows)


def sheet_of(document: Document, name: str, level: str) -> Sheet:
    """A cleaned document.

    Args:
        document: what came of it.
        name: what to call it.
        level: at which it was cleaned.
    """
    gone = {item.line: (item.code, item.why) for item in document.removed}
    rows = rows_of(document.source.split("\n"), gone) if document.source else ()
    return Sheet(
        middle_cut(name),
        rows,
        middle_cut(document.site or ""),
        middle_cut(document.language or ""),
        level,
        document.status,
        middle_cut(document.detail),
        document.removed_share,
        tuple(facts(document)),
    )


def facts(document: Document) -> list[tuple[str, str]]:
    """What is known of a document, name and value."""
    byline, dateline = document.byline, document.dateline
    named = {
        "title": document.title,
        "authors": byline and ", ".join(byline.authors),
        "place": dateline and dateline.place,
        "agency": dateline and (dateline.agency_name or dateline.agency),
        "published": document.published and document.published.isoformat(),
        "updated": document.updated and document.updated.isoformat(),
        "credit": document.credit,
    }
    return [(name, middle_cut(value)) for name, value in named.items() if value]


def middle_cut(text: str, most: int = LONGEST_VALUE) -> str:
    """A long text without its middle: of a path, folder and file tell apart."""
    return text if len(text) <= most else f"{text[: most // 2]}…{text[-(most // 2 - 1) :]}"
