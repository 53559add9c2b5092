"""The words of all packs that metadata is read by, compiled once: cue words, labels, roles, months, agencies."""

from __future__ import annotations

import marshal
from collections.abc import Mapping, Sequence, Set
from functools import cache, cached_property

from cleaner.fold import fold
from cleaner.meta.compiled import table
from cleaner.meta.credit_cues import CreditCues
from cleaner.meta.day_cues import DayCues
from cleaner.meta.phrases import Phrases
from cleaner.meta.tables import Tables, cities, starts
from cleaner.rules import Pack, builtin_packs
from cleaner.stored import stored

FILE = "cues.bin"
CREDIT = "credit."  # before the names of tables about credits


class Cues(DayCues):
    """What the packs say about metadata."""

    def __init__(self, tables: Tables, stored: Mapping[str, bytes] | None = None) -> None:
        super().__init__(tables, stored)

    @classmethod
    def of(cls, packs: Sequence[Pack]) -> Cues:
        """The words of these packs, all languages together."""
        return cls(tuple((pack.name, pack.tables) for pack in packs))

    @cached_property
    def credit(self) -> CreditCues:
        """The words of credits."""
        own = {name.removeprefix(CREDIT): data for name, data in self.stored.items() if name.startswith(CREDIT)}
        return CreditCues(self._tables, lambda: self.stop_words, own)

    def dumped(self) -> bytes:
        """All tables, compiled."""
        return marshal.dumps(self.packed() | {CREDIT + name: data for name, data in self.credit.packed().items()}, 4)

    @table
    def by_spoken(self) -> dict[str, frozenset[str]]:
        """Words before names -> their languages."""
        return self._spoken("byline", "cues")

    @table
    def others_spoken(self) -> dict[str, frozenset[str]]:
        """Words before names that are no author's -> their languages."""
        return self._spoken("byline", "others")

    @table
    def by(self) -> Phrases:
        """Words before names."""
        return self._phrases("byline", "cues")

    @table
    def by_starts(self) -> frozenset[str]:
        """What a line with a cue word begins with."""
        joined = {word for phrase in self.by_spoken if not (word := phrase.partition(" ")[0]).isalpha()}  # "autorin/autor"
        return frozenset(starts(self.by, self.stop_words)) | joined

    @table
    def after(self) -> Phrases:
        """Words after names."""
        return self._phrases("byline", "after")

    @table
    def roles(self) -> Phrases:
        """Words for what an author is."""
        return self._phrases("byline", "roles")

    @table
    def joiners(self) -> dict[str, frozenset[str]]:
        """Words between two names -> the languages that have them."""
        return self._spoken("byline", "joiners")

    @table
    def glued(self) -> frozenset[str]:
        """Letters that mean "and" at the beginning of a word ("وسامي")."""
        return frozenset(self._lists("byline", "glued"))

    @table
    def marks(self) -> frozenset[str]:
        """Words before names only with a bar, a slash or a colon between ("文 | 王小明"): glued to others they mean other things."""
        return frozenset(self._lists("byline", "marks"))

    @table
    def labels(self) -> frozenset[str]:
        """Words that say who wrote the article wherever they stand, folded."""
        return frozenset(fold(word) for word in self._lists("byline", "labels"))

    @table
    def titles(self) -> frozenset[str]:
        """Words that stand before a name without a space ("นาย")."""
        return frozenset(self._lists("byline", "titles"))

    @table
    def particles(self) -> frozenset[str]:
        """Words in lower case inside a name."""
        return frozenset(fold(word) for word in self._lists("byline", "particles"))

    @table
    def given(self) -> Set[str]:
        """Frequent given names."""
        return frozenset(fold(word) for line in self._lists("byline", "given") for word in line.split())

    @table
    def desks(self) -> Phrases:
        """Names of desks and words that make a name an organisation's."""
        return self._phrases("byline", "desks")

    @table
    def papers(self) -> frozenset[str]:
        """What names of papers and stations begin with ("diario "), and what they end with (" herald"), folded."""
        starts, ends = self._lists("byline", "paper_starts"), self._lists("byline", "paper_ends")
        return frozenset((*(f"{fold(word)} " for word in starts), *(f" {fold(word)}" for word in ends)))

    @table
    def others(self) -> Phrases:
        """Words before names that are no author's (editors, photographers), and prose that begins like a byline."""
        return self._phrases("byline", "others")

    @table
    def filed(self) -> Phrases:
        """Words that end a reporter's line ("報導")."""
        return self._phrases("byline", "filed")

    @table
    def whence(self) -> Phrases:
        """Words between a reporter and the place ("發自")."""
        return self._phrases("byline", "whence")

    @table
    def before_time(self) -> Phrases:
        """Words between a name and a time of day ("vào lúc")."""
        return self._phrases("byline", "before_time")

    @table
    def reports(self) -> Phrases:
        """Heads that look like a dateline and are none."""
        return self._phrases("dateline", "reports")

    @table
    def articles(self) -> frozenset[str]:
        """Words before common nouns and not before places, folded."""
        return frozenset(fold(word) for word in self._lists("dateline", "articles"))

    @table
    def dateline_forms(self) -> dict[str, frozenset[str]]:
        """Forms of datelines that only some presses have ("point", "own line") -> their languages."""
        return self._spoken("dateline", "forms")

    @table
    def cities(self) -> dict[str, frozenset[str]]:
        """Cities that the press writes from, folded, with accents and without -> the languages that name them so."""
        return cities(self._tables)

    @table
    def prepositions(self) -> frozenset[str]:
        """Words that stand before a place, folded."""
        return frozenset(fold(word) for word in self._lists("dateline", "prepositions"))

    @table
    def agencies(self) -> dict[str, str]:
        """Agency as printed, folded -> its full name; the full names lead to themselves."""
        known: dict[str, str] = {}
        for _, tables in self._tables:
            for short, name in tables.get("agencies", {}).items():
                known.setdefault(fold(short), name)
        for name in list(known.values()):
            known.setdefault(fold(name), name)
        return known

    @table
    def small_agencies(self) -> frozenset[str]:
        """Agencies that are printed in lower case."""
        return frozenset(short for _, tables in self._tables for short in tables.get("agencies", {}) if short.islower())

    @table
    def agency_names(self) -> Phrases:
        """The agencies as phrases."""
        return Phrases(self.agencies)

    @table
    def stop_words(self) -> dict[str, tuple[str, ...]]:
        """Frequent word, folded -> the languages that have it."""
        known: dict[str, list[str]] = {}
        for language, tables in self._tables:
            for word in dict.fromkeys(fold(word) for word in tables.get("language", {}).get("stop_words", ())):
                known.setdefault(word, []).append(language)
        return {word: tuple(languages) for word, languages in known.items()}

    @table
    def beside_all(self) -> Phrases:
        """Labels of days, and words that stand beside bylines and dates, such as what kind of text it is ("press release")."""
        return Phrases((*self._lists("dates", "published", "updated"), *self._lists("byline", "beside", "kinds")))

    @table
    def outlets(self) -> Phrases:
        """Words between a name and its outlet ("for", "special to")."""
        return self._phrases("byline", "outlets")


@cache
def builtin_cues() -> Cues:
    """The words of the built-in packs, compiled once."""
    return Cues((), marshal.loads(stored(FILE, lambda: Cues.of(builtin_packs()).dumped())))
