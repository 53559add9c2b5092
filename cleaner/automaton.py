"""Where the literals of a part stand on a page. The only import of the automaton, which small pages do without."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

HALVES = re.compile("[\ud800-\udfff]")
FEW = 20_000  # characters of pages: until then stretches are looked up, which takes less than to build an automaton of thousands
HEAD = 3  # characters by which literals are looked up

Found = Sequence[tuple[int, int, int]]  # number of a literal, where it starts, where it ends


class Literals:
    """Many literals, found on pages: by one automaton, or by looking stretches up as long as only little text has come.

    Args:
        literals: they, sorted; a literal's number is its place.
    """

    def __init__(self, literals: Sequence[str]) -> None:
        self._literals = literals
        self._automaton: AhoCorasick | None = None
        self._seen = 0  # characters

    def found(self, page: str) -> Found:
        """Each place of each literal on a page."""
        self._seen += len(page)
        if self._seen <= FEW:
            return list(self._looked_up(page))
        automaton = self._automaton or self._built()
        try:
            found: Found = automaton.find_matches_as_indexes(page, overlapping=True)
        except UnicodeEncodeError:  # half of a surrogate pair: no literal holds one
            found = automaton.find_matches_as_indexes(HALVES.sub("\ufffd", page), overlapping=True)
        return found

    def _built(self) -> AhoCorasick:
        """The automaton."""
        from ahocorasick_rs import AhoCorasick, Implementation

        self._automaton = AhoCorasick(self._literals, implementation=Implementation.ContiguousNFA)
        return self._automaton

    def _looked_up(self, page: str) -> Iterator[tuple[int, int, int]]:
        """The same by the literals that begin with some stretch of a few characters of the page."""
        literals, last = self._literals, len(self._literals)
        heads: dict[str, list[int]] = {}
        for start in range(len(page) - HEAD + 1):
            heads.setdefault(page[start : start + HEAD], []).append(start)
        for head, starts in heads.items():
            number = bisect_left(literals, head)
            while number < last and literals[number].startswith(head):
                literal = literals[number]
                for start in starts:
                    if page.startswith(literal, start):
                        yield number, start, start + len(literal)
                number += 1
        for short in {head[:size] for size in range(1, HEAD) for head in (*heads, page[1 - HEAD :])}:
            number = bisect_left(literals, short)
            if number < last and literals[number] == short:
                yield from [(number, start, start + len(short)) for start in range(len(page)) if page.startswith(short, start)]
