"""Phrases looked up in a line word by word, in any case and any script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache, cached_property, lru_cache

from cleaner.fold import fold

MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0963\u0970-\u0dff\u0e00-\u0eff\u200c\u200d"
WORD = re.compile(rf"[^\W\d_]+(?:(?:[{MARKS}]+|['’ʼ](?=[^\W\d_]))[^\W\d_]*)*")
ASCII_WORD = re.compile("[A-Za-z]+(?:'[A-Za-z]+)*")  # the same in ASCII, in half the time
WIDE = "\u0e00"
HANGUL_FIRST, HANGUL_LAST = "\uac00", "\ud7af"
LONGEST_PHRASE = 80  # characters from the end of a text that a phrase may take
THAI = "\u0e00-\u0eff"
EAST = "\u3040"  # from here on stand the other letters of scripts without spaces, and little else


def caseless(text: str) -> bool:
    """Is the first letter of a script without capitals?"""
    if text.isascii():
        return False
    letter = text[0] if text[0].isalpha() else next((sign for sign in text if sign.isalpha()), "")
    return bool(letter) and letter.upper() == letter.lower()


def spaceless(text: str) -> bool:
    """Does a text hold a letter of a script without spaces between words?"""
    return not text.isascii() and letters_without_spaces(max(text) >= EAST).search(text) is not None


@cache
def letters_without_spaces(eastern: bool) -> re.Pattern[str]:
    """The letters; `re` takes milliseconds for those of the far east, which most texts have none of."""
    return re.compile(f"[{THAI}\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]" if eastern else f"[{THAI}]")


@lru_cache(1 << 15)
def word_form(word: str) -> str:
    """The folded form of one word; words come again and again."""
    return word.lower() if word.isascii() and word.isalpha() else fold(word)  # most words, in a tenth of the time


@lru_cache(1 << 10)
def words_of(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The words of a text, and their folded forms; the same few words of a line are looked up in one set of phrases after the other."""
    words = text.split() if text.replace(" ", "").isalpha() else (ASCII_WORD if text.isascii() else WORD).findall(text)
    return tuple(words), tuple(map(word_form, words))


BETWEEN = "\0"  # stands between phrases that are kept in one string


class Phrases:
    """A set of phrases that is looked up at a place of a line by its first word, the longest first."""

    def __init__(self, phrases: Iterable[str]) -> None:
        groups: dict[str, list[tuple[str, ...]]] = {}
        glued: list[str] = []  # of scripts without spaces: they stand at a name without an edge
        for phrase in {fold(phrase) for phrase in phrases}:
            parts = tuple(WORD.findall(phrase))
            if not parts:
                continue
            if spaceless(phrase[0]):
                glued.append(phrase.replace(" ", ""))
            groups.setdefault(parts[0], []).append(parts)
        for group in groups.values():
            group.sort(key=lambda parts: (-len(parts), parts))
        self._glued = sorted(glued, key=lambda phrase: (-len(phrase), phrase))
        self._joined = {first: BETWEEN.join(map(" ".join, groups[first])) for first in sorted(groups)}
        self._ends = BETWEEN.join(sorted({parts[-1] for group in groups.values() for parts in group}))
        self._groups = groups

    def group(self, first: str) -> Sequence[tuple[str, ...]]:
        """The phrases that begin with a folded word, the longest first."""
        known = self._groups.get(first)
        if known is None:
            joined = self._joined.get(first)
            known = self._groups[first] = [tuple(phrase.split(" ")) for phrase in joined.split(BETWEEN)] if joined else []
        return known

    @property
    def by_first(self) -> dict[str, Sequence[tuple[str, ...]]]:
        """All phrases by their first words."""
        return {first: self.group(first) for first in self._joined}

    @cached_property
    def _last(self) -> frozenset[str]:
        """The last words of the phrases."""
        return frozenset(self._ends.split(BETWEEN) if self._ends else ())

    @cached_property
    def _signs(self) -> frozenset[str]:
        """The first signs of the phrases of scripts without spaces."""
        return frozenset(phrase[0] for phrase in self._glued)

    def parts(self) -> tuple[dict[str, str], list[str], str]:
        """The phrases as plain values, a string for each first word: they load in a third of the time that lists of words take."""
        return self._joined, self._glued, self._ends

    @classmethod
    def from_parts(cls, joined: dict[str, str], glued: list[str], ends: str) -> Phrases:
        """Phrases from plain values."""
        made = cls(())
        made._joined, made._glued, made._ends = joined, glued, ends
        return made

    def __bool__(self) -> bool:
        return bool(self._joined)

    def begins(self, word: str) -> bool:
        """Does any phrase begin with this folded word?"""
        return word in self._joined

    def glued_in(self, text: str) -> bool:
        """Does a phrase of a script without spaces stand in the text?"""
        return self.find_glued(text) is not None

    def find_glued(self, text: str) -> tuple[int, int] | None:
        """The first place of a phrase of a script without spaces; Korean words must end with it ("기자", not "기자회견")."""
        if self._signs.isdisjoint(text):
            return None
        for phrase in self._glued:
            place = text.find(phrase)
            while place >= 0:
                if closes(text, place + len(phrase)):
                    return place, place + len(phrase)
                place = text.find(phrase, place + 1)
        return None

    def at(self, text: str, start: int = 0) -> int | None:
        """Where the longest phrase that stands at `start` ends, or None."""
        if not start and len(text) <= LONGEST_PHRASE:
            forms = words_of(text)[1]
            if not forms or (forms[0] not in self._joined and text[0] not in self._signs):
                return None
        first = WORD.match(text, start)
        if first is None:
            return None
        form = word_form(first[0])
        for parts in self.group(form) if form in self._joined else ():
            end = first.end() if len(parts) == 1 else follow(text, first.end(), parts)
            if end is not None:
                return end
        if text[start] in self._signs:
            ends = (start + len(phrase) for phrase in self._glued if text.startswith(phrase, start))
            return next((end for end in ends if closes(text, end)), None)
        return None

    def ends(self, text: str) -> int | None:
        """Where the longest phrase that ends the text begins, or None."""
        tail = text[-LONGEST_PHRASE:]
        shown, forms = words_of(tail)
        if not shown:
            return None
        if forms[-1] in self._last:
            words = list(WORD.finditer(tail))
            shift = len(text) - len(tail)
            for count in range(min(5, len(words)), 0, -1):
                start = words[-count].start() + shift
                if self.at(text, start) == words[-1].end() + shift:
                    return start
        if shown[-1][-1] >= WIDE:
            tail = text.rstrip(" .:：")
            return next((len(tail) - len(phrase) for phrase in self._glued if tail.endswith(phrase)), None)
        return None

    def may_stand(self, text: str) -> bool:
        """May any phrase stand in a text? False is certain, and quick."""
        forms, known = words_of(text)[1], self._joined
        if not known.keys().isdisjoint(forms):
            there = frozenset(forms)
            if any(len(parts) == 1 or there.issuperset(parts) for form in forms if form in known for parts in self.group(form)):
                return True
        return not self._signs.isdisjoint(text)

    def may_begin(self, text: str) -> bool:
        """May a phrase stand at the beginning of a text? False is certain, and quick."""
        forms = words_of(text)[1]
        return (bool(forms) and forms[0] in self._joined) or text[:1] in self._signs

    def find(self, text: str) -> tuple[int, int] | None:
        """The first place where a phrase stands, as (start, end)."""
        if not self.may_stand(text):
            return None
        for word in WORD.finditer(text):
            if word_form(word[0]) in self._joined or word[0][0] in self._signs:
                end = self.at(text, word.start())
                if end is not None:
                    return word.start(), end
        return self.find_glued(text)


def closes(text: str, end: int) -> bool:
    """May a phrase end here? Korean parts its words by spaces, Chinese and Japanese do not."""
    return not (0 < end < len(text) and HANGUL_FIRST <= text[end] <= HANGUL_LAST and HANGUL_FIRST <= text[end - 1] <= HANGUL_LAST)


def follow(text: str, place: int, parts: Sequence[str]) -> int | None:
    """The end of the words `parts[1:]` if they follow at `place` with only spaces, slashes, dots or signs for "and" between."""
    for part in parts[1:]:
        word = WORD.search(text, place)
        if word is None or text[place : word.start()].strip(" /.-'’:(&+\u00a0·／") or word_form(word[0]) != part:
            return None
        place = word.end()
    return place
