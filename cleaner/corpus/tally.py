"""What a run counts: documents, characters, rules, languages, sites, statuses; counts add up over parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from cleaner.corpus.rows import Record
from cleaner.model import Document

MOST_SITES = 100_000  # sites that are counted apart; the rest are counted together, so that memory stays bounded
LOST = ("failed", "undecodable")  # statuses of documents without an answer
OTHERS = "(others)"
UNKNOWN = "(unknown)"


@dataclass(slots=True)
class Tally:
    """Counts. `lines` are removed lines by code, `documents_of` documents by code; lengths are in characters.

    `carried` are records that have a field which is taken along, `problem` says why a first document could not be cleaned.
    """

    documents: int = 0
    read: int = 0
    text: int = 0
    removed: int = 0
    lines: Counter[str] = field(default_factory=Counter)
    documents_of: Counter[str] = field(default_factory=Counter)
    languages: Counter[str] = field(default_factory=Counter)
    sites: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    carried: Counter[str] = field(default_factory=Counter)
    problem: str = ""

    def count(self, record: Record, document: Document) -> None:
        """Count one document."""
        self.documents += 1
        self.read += len(record.content or "")
        self.text += len(document.text)
        codes = []
        for item in document.removed:
            codes.append(item.code)
            if not item.code.startswith("META"):
                self.removed += len(item.text)
        self.lines.update(codes)
        self.documents_of.update(set(codes))
        self.languages[document.language or UNKNOWN] += 1
        self.sites[document.site or UNKNOWN] += 1
        self.statuses[document.status] += 1
        self.carried.update(name for name, value in record.carried if value is not None)
        if document.status in LOST:
            self.problem = self.problem or document.detail

    def add(self, other: Tally) -> None:
        """Add the counts of another."""
        for name in ("documents", "read", "text", "removed"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        for name in COUNTERS:
            getattr(self, name).update(getattr(other, name))
        self.problem = self.problem or other.problem
        if len(self.sites) > MOST_SITES:
            largest = Counter(dict(self.sites.most_common(MOST_SITES // 2)))
            largest[OTHERS] += self.sites.total() - largest.total()
            self.sites = largest

    @property
    def nothing_cleaned(self) -> bool:
        """Could no document at all be cleaned?"""
        return sum(self.statuses[status] for status in LOST) == self.documents > 0

    @property
    def removed_share(self) -> float:
        """Share of the characters that were judged and removed as furniture."""
        return self.removed / ((self.removed + self.text) or 1)

    def as_dict(self) -> dict[str, Any]:
        """The counts as plain values."""
        plain = {name: getattr(self, name) for name in ("documents", "read", "text", "removed", "problem")}
        return plain | {name: dict(sorted(getattr(self, name).items())) for name in COUNTERS}

    @classmethod
    def of(cls, values: Mapping[str, Any]) -> Tally:
        """Counts from plain values."""
        made: dict[str, Any] = {name: Counter(value) if name in COUNTERS else value for name, value in values.items()}
        return cls(**made)


COUNTERS = ("lines", "documents_of", "languages", "sites", "statuses", "carried")
