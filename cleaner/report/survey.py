"""What a report counts over all documents, and which of them it shows: the same ones, in whatever order they come."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any, NamedTuple

from cleaner.model import Document
from cleaner.report.sheet import Sheet, sheet_from

MOST_DOCUMENTS = 5_000  # a browser lists and searches so many at once
MOST_BYTES = 24_000_000  # of all shown documents: about the size of the page
MOST_FILES = 2_000  # files and sites that are counted apart; when there are twice as many, those with the fewest lines are forgotten
BINS = 20  # of the histogram, 5 % each; documents of which nothing went stand apart
ALL = 1 << 64  # above every key


class Counted(NamedTuple):
    """What one document adds to the counts: its file, code of each line that went, characters that went, of how many, status, site."""

    file: str
    codes: tuple[str, ...]
    gone: int
    characters: int
    status: str = "ok"
    site: str = ""


def counted(document: Document, file: str) -> Counted:
    """What a cleaned document adds to the counts.

    Args:
        document: what came of it.
        file: where it was read from.
    """
    codes = tuple(item.code for item in document.removed)
    whole = sum(len(item.text.strip()) for item in document.removed) + sum(map(len, map(str.strip, document.text.split("\n"))))
    gone = sum(len(item.text.strip()) for item in document.removed if not item.code.startswith("META"))
    return Counted(file, codes, gone, whole, document.status, document.site or "")


def key_of(*name: str) -> int:
    """A document's place in the draw: 64 bits of a hash of its name."""
    return int.from_bytes(blake2b("\0".join(name).encode("utf-8", "surrogatepass"), digest_size=8).digest(), "big")


@dataclass(slots=True)
class Survey:
    """Counts over documents, and the sheets of those with the smallest keys, as many as the page can hold.

    `below` is the key from which on nothing is shown: all sheets with smaller keys fit. So what is shown depends on the
    names alone, not on order, processes, or how the whole was cut. `shares` counts documents by bin: "0" nothing went, "1" up
    to 5 % ... "20" up to 100 %.
    """

    most: int = MOST_DOCUMENTS
    most_bytes: int = MOST_BYTES
    below: int = ALL
    documents: int = 0
    gone: int = 0
    characters: int = 0
    lines: Counter[str] = field(default_factory=Counter)
    documents_of: Counter[str] = field(default_factory=Counter)
    shares: Counter[str] = field(default_factory=Counter)
    files: Counter[str] = field(default_factory=Counter)
    sites: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    _drawn: list[tuple[int, int, Sheet]] = field(default_factory=list, init=False)
    _size: int = field(default=0, init=False)

    def add(self, one: Counted, key: int, sheet: Callable[[], Sheet]) -> None:
        """Count a document, and show it if its key is among the smallest.

        Args:
            one: what it adds.
            key: its place in the draw.
            sheet: makes it ready to be shown; called only if it is.
        """
        self.documents += 1
        self.gone += one.gone
        self.characters += one.characters
        self.lines.update(one.codes)
        self.documents_of.update(set(one.codes))
        self.shares[str(share_bin(one.gone, one.characters))] += 1
        self.statuses[one.status] += 1
        taken = removed_of(one.codes)
        if taken:
            self.files[one.file] += taken
            if one.site:
                self.sites[one.site] += taken
            self._forget()
        if key < self.below:
            self._draw(key, sheet())

    def _draw(self, key: int, sheet: Sheet) -> None:
        """Take a sheet in; the ones with the largest keys leave while there are too many."""
        size = sheet.size
        heapq.heappush(self._drawn, (-key, size, sheet))
        self._size += size
        while len(self._drawn) > self.most or self._size > self.most_bytes:
            key, size, _ = heapq.heappop(self._drawn)
            self._size -= size
            self.below = -key

    def _forget(self) -> None:
        """Keep the counts of files and sites bounded: the charts show the largest only."""
        if len(self.files) > 2 * MOST_FILES:
            self.files = Counter(dict(largest(self.files, MOST_FILES)))
        if len(self.sites) > 2 * MOST_FILES:
            self.sites = Counter(dict(largest(self.sites, MOST_FILES)))

    def merge(self, values: Mapping[str, Any]) -> None:
        """Add what `as_dict` told of other documents."""
        for name in ("documents", "gone", "characters"):
            setattr(self, name, getattr(self, name) + values[name])
        for name in COUNTERS:
            getattr(self, name).update(values[name])
        self._forget()
        self.lower(values["below"])
        for key, sheet in values["drawn"]:
            if key < self.below:
                self._draw(key, sheet_from(sheet))

    def lower(self, below: int) -> None:
        """Show only what has smaller keys."""
        self.below = min(self.below, below)
        while self._drawn and -self._drawn[0][0] >= self.below:
            self._size -= heapq.heappop(self._drawn)[1]

    def as_dict(self) -> dict[str, Any]:
        """The survey as plain values for JSON."""
        plain: dict[str, Any] = {name: getattr(self, name) for name in ("documents", "gone", "characters", "below")}
        plain |= {name: dict(getattr(self, name)) for name in COUNTERS}
        return plain | {"drawn": [(-key, sheet) for key, _, sheet in sorted(self._drawn, reverse=True)]}

    def sheets(self) -> list[Sheet]:
        """What is shown, by name."""
        return sorted((sheet for _, _, sheet in self._drawn), key=lambda sheet: sheet.name)


COUNTERS = ("lines", "documents_of", "shares", "files", "sites", "statuses")


def share_bin(gone: int, characters: int) -> int:
    """The bin of the histogram for so many of so many characters."""
    return min(BINS, -(-gone * BINS // characters)) if gone and characters else 0


def largest(counts: Mapping[str, int], most: int) -> list[tuple[str, int]]:
    """The largest counts, equal ones by name."""
    return heapq.nsmallest(most, counts.items(), key=lambda pair: (-pair[1], pair[0]))


def removed_of(codes: Iterable[str]) -> int:
    """How many of some codes took a line out, and did not move it."""
    return sum(not code.startswith("META") for code in codes)
