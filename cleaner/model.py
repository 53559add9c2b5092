"""The data types that every module shares: rules, pages, removals, metadata, documents, options."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from typing import Any, Literal, NamedTuple

from cleaner.options import BUDGETS, ENGINES, KINDS, LEVELS, MOVABLE, CleanerError, Options, check_choice, check_texts, nearest

__all__ = [
    "BUDGETS",
    "ENGINES",
    "FAMILIES",
    "KINDS",
    "LEVELS",
    "MOVABLE",
    "Byline",
    "CleanerError",
    "Dateline",
    "Document",
    "Hits",
    "Options",
    "Page",
    "Removal",
    "Rule",
    "Stamp",
    "Status",
    "check_choice",
    "check_texts",
    "joined",
    "nearest",
]

Status = Literal["ok", "empty", "all-furniture", "over-budget", "truncated", "undecodable", "failed"]

RETURNS = re.compile(r"\r+(\n|\Z)")  # carriage returns that end a line
SCHEMA = 1  # number of the JSON form of a document; grows when a field changes its meaning

FAMILIES = {
    "AD": "ad labels and sponsored markers",
    "NEWS": "newsletter and mailing-list prompts",
    "ARCH": "archive, calendar and tag-cloud widgets",
    "UI": "interface toggles, logos, skip links, search boxes, print and font buttons",
    "NAV": "menu entries and section names",
    "COMM": "comment prompts and counters",
    "SHARE": "share and follow buttons",
    "COOK": "cookie and consent notices",
    "ACCT": "log-in, account, paywall and subscription prompts",
    "REL": "related, read-more, most-read and also-read lines",
    "LEGAL": "copyright, legal and footer lines",
    "PAGE": "pagination and breadcrumbs",
    "IMG": "image and gallery labels and credits",
    "APP": "app promotion",
    "CLOCK": "masthead clocks, weather, tickers, reading times and view counters",
    "ERR": "error and enable-JavaScript messages",
    "FORM": "form labels",
    "SHOP": "shop lines",
    "DUP": "repeated blocks",
    "META": "lines moved to metadata",
    "STRUCT": "lines the scorecard judges to be furniture",
    "SITE": "lines one site repeats",
}


ANYWHERE = ("any", "apart")  # places of rules that act in the middle of an article; "apart" not between two lines of prose


@dataclass(frozen=True, slots=True, eq=False)
class Rule:
    """One entry of a pack: what it matches, why, and the examples that prove it.

    A line matches if it is one of `line` (folded), or starts, ends with or holds a phrase of
    `start`, `end`, `has` at word edges, or matches `regex` (RE2, searched in the folded line),
    and has at most `max` words. `where` names the place; `into` and `until` make it the heading of a block.
    `inside` (`in` in a pack) holds names of elements of HTML: all lines of an element with such a class, id or role match.
    """

    pack: str
    code: str
    why: str
    removes: tuple[str, ...] = ()
    keeps: tuple[str, ...] = ()
    line: tuple[str, ...] = ()
    start: tuple[str, ...] = ()
    end: tuple[str, ...] = ()
    has: tuple[str, ...] = ()
    regex: tuple[str, ...] = ()
    where: str = "any"
    max: int = 20
    into: tuple[str, ...] = ()
    until: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    safe: bool = True
    keep: bool = False
    seen: str = ""
    at: str = ""

    @property
    def family(self) -> str:
        """The code without its number."""
        return self.code.rstrip("0123456789")


Hits = dict[int, tuple[Rule, ...]]


class Stamp(NamedTuple):
    """A day that whoever made a dump wrote before its first line: that line's index, the words, the day unless only a month is told."""

    row: int
    text: str
    day: date | None


@dataclass(slots=True)
class Page:
    """A document as columns: one entry a line, whatever it was read from.

    `lines` are the input's lines without their ends, `folded` the forms that rules look at ("" for a
    blank line), `hits` the rules that match a line by its wording alone, in order. `head` holds what an HTML head
    states, `markup` (`html.judge.Markup`) what its elements say about the lines, `paragraphs` the indexes of the lines that
    are long enough for one, once a pass has asked for them, `roles` (`view.Roles`) what the rules of each line may do, at level
    full or not, `noted` (`meta.noted.Noted`) what reading metadata found out about single lines; `shares` how much of the
    document's site has each line, as levels from 0, empty if nothing was learned of it. `inside` holds the lines of named
    containers of HTML with their rules.
    The line that a `stamp` stands on is here without it.
    """

    lines: list[str]
    folded: list[str]
    hits: Hits
    head: dict[str, str] = field(default_factory=dict)
    markup: Any = None
    paragraphs: list[int] | None = None
    roles: dict[bool, Any] = field(default_factory=dict)
    noted: Any = None
    shares: list[int] = field(default_factory=list)
    inside: dict[int, Rule] = field(default_factory=dict)
    stamp: Stamp | None = None

    @property
    def printed(self) -> list[str]:
        """The lines as the input has them."""
        if self.stamp is None:
            return self.lines
        row, text, _ = self.stamp
        return [*self.lines[:row], text + self.lines[row], *self.lines[row + 1 :]]


class Removal(NamedTuple):
    """A line that is not in the text: its 1-based number in the input, its text, the rule's code and reason."""

    line: int
    text: str
    code: str
    why: str


class Byline(NamedTuple):
    """Who wrote it: the line as printed, all authors, and those of them that are organisations."""

    raw: str
    authors: tuple[str, ...]
    organisations: tuple[str, ...] = ()


class Dateline(NamedTuple):
    """Where and through whom it was reported: as printed, and its parts as printed.

    `agency_name` is the agency's full name where the table of agencies has it.
    """

    raw: str
    place: str | None = None
    agency: str | None = None
    date: str | None = None
    agency_name: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A cleaned document: the body, its metadata, and every line that was taken out.

    `kinds` says of each line of an HTML page what it is in Markdown: "heading2", "item1", "step1:4" with its number, "more1" of an item's
    other lines, "row", "row2" where another table begins, "code", "code1" below a blank line of code, "code2" where other code begins, or
    ""; behind a colon the depth of the items that code stands in, behind a second one its language ("code:1", "code::python"). In a
    quotation "quote" stands before it ("quote item1"), "quote2" where another one begins. `links` says which characters of it lead where,
    if the option `links` asked for it: start, end, address.
    """

    text: str
    title: str | None = None
    byline: Byline | None = None
    dateline: Dateline | None = None
    published: date | None = None
    published_time: datetime | None = None
    updated: date | None = None
    credit: str | None = None
    language: str | None = None
    site: str | None = None
    removed: tuple[Removal, ...] = ()
    kept: tuple[int, ...] = ()
    sources: dict[str, str] = field(default_factory=dict, hash=False)
    status: Status = "ok"
    detail: str = ""
    made_by: str = ""
    source: str = field(default="", repr=False)
    kinds: tuple[str, ...] = field(default=(), repr=False)
    links: tuple[tuple[tuple[int, int, str], ...], ...] = field(default=(), repr=False)

    @property
    def removed_share(self) -> float:
        """Share of the non-blank characters that was removed as furniture (moved lines do not count)."""
        gone = sum(len(item.text.strip()) for item in self.removed if not item.code.startswith("META"))
        total = sum(len(item.text.strip()) for item in self.removed)
        total += sum(len(line.strip()) for line in self.text.split("\n"))
        return gone / total if total else 0.0

    def restored(self, codes: Sequence[str] | None = None) -> str:
        """The text with removed lines back in their places.

        `codes` are codes or prefixes of codes ("NEWS", "AD01"); None puts everything back.
        """
        wanted = tuple(codes) if codes is not None else ("",)
        numbers = set(self.kept)
        numbers.update(item.line for item in self.removed if item.code.startswith(wanted))
        return joined(self.source.split("\n"), numbers)

    def as_dict(self) -> dict[str, Any]:
        """The document as plain values for JSON; dates are ISO strings. `schema` numbers this form."""
        plain = {item.name: getattr(self, item.name) for item in fields(self) if item.name not in ("source", "kinds", "links")}
        for name in ("published", "published_time", "updated"):
            plain[name] = plain[name] and plain[name].isoformat()
        for name in ("byline", "dateline"):
            plain[name] = plain[name] and plain[name]._asdict()
        plain["removed"] = [item._asdict() for item in self.removed]
        return {"schema": SCHEMA} | plain | {"removed_share": round(self.removed_share, 4)}


def joined(lines: Sequence[str], numbers: Iterable[int]) -> str:
    """Lines of these 1-based numbers; blank lines between stay, but removals leave one at most."""
    out: list[str] = []
    last = 0
    for number in sorted(numbers):
        if number - last > 1 and out:
            between = number - 1 - last
            blanks = between - sum(map(bool, map(str.strip, lines[last : number - 1])))
            out += [""] * (blanks if blanks == between else min(1, blanks))
        out.append(lines[number - 1])
        last = number
    text = "\n".join(out)
    return RETURNS.sub(r"\1", text) if "\r" in text else text
