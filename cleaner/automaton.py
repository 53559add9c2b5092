"""Where the literals of a part stand on a page. The only import of the automaton, which small pages do without."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

HALVES = re.compile("[\ud800-\udfff]")
FEW = 20_000  # characters of pages: until then stretches are looked up, which takes less than to build an automaton of thousands
HEAD = 3  # characters by which literals are looked up

# In lines of more spaces, where half of a dump's characters stand, only those literals are looked for whose checks take so many
# words: one in eleven. A third kind of lines, from 12 spaces, costs as much as it saves.
LONG = 30
SMALL = 1500  # literals: of so many a table of all transitions is made in 10 ms, and reads three times as fast

Hit = tuple[int, int, int]  # place of a literal in some numbers, where it starts, where it ends


class Stretch(NamedTuple):
    """Some lines of a page and the literals that stand in them."""

    text: str  # the lines, each between newlines
    lines: Sequence[int]  # their indexes
    starts: Sequence[int]  # where each begins in the text
    numbers: Sequence[int]  # of the literals that were looked for
    hits: Iterable[Hit]


class Literals:
    """Many literals, found in lines: by automata, or by looking stretches up as long as only little text has come.

    Args:
        literals: they, sorted; a literal's number is its place.
        most: for each literal the words that a line may have to be of use.
    """

    def __init__(self, literals: Sequence[str], most: Sequence[int]) -> None:
        self._literals, self._most = literals, most
        self._seen = 0  # characters

    def found(self, folded: Sequence[str]) -> Iterator[Stretch]:
        """Each place of each literal in some lines, but for places in lines that have too many words for the literal."""
        every = range(len(folded))
        self._seen += sum(map(len, folded)) + len(folded)
        if self._seen <= FEW:
            text, starts = joined(folded)
            yield Stretch(text, every, starts, range(len(self._literals)), self._looked_up(text))
            return
        long = [index for index, form in enumerate(folded) if len(form) >= 2 * LONG and form.count(" ") >= LONG]
        if not long:
            yield self._short.searched(folded, every)
            return
        others = set(long)
        yield self._short.searched(folded, [index for index in every if index not in others])
        yield self._long.searched(folded, long)

    @cached_property
    def _short(self) -> Automaton:
        """Finds all literals."""
        return Automaton(self._literals, range(len(self._literals)))

    @cached_property
    def _long(self) -> Automaton:
        """Finds those that are of use in long lines."""
        return Automaton(self._literals, [number for number, most in enumerate(self._most) if most > LONG])

    def _looked_up(self, page: str) -> Iterator[Hit]:
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


class Automaton:
    """Finds some of many literals.

    Args:
        literals: all of them.
        numbers: of those to find.
    """

    def __init__(self, literals: Sequence[str], numbers: Sequence[int]) -> None:
        from ahocorasick_rs import AhoCorasick, Implementation

        kind = Implementation.DFA if len(numbers) <= SMALL else Implementation.ContiguousNFA
        self._numbers = numbers
        self._search = AhoCorasick([literals[number] for number in numbers], implementation=kind).find_matches_as_indexes

    def searched(self, folded: Sequence[str], lines: Sequence[int]) -> Stretch:
        """Some lines with the literals that stand in them."""
        text, starts = joined([folded[index] for index in lines])
        try:
            hits: Sequence[Hit] = self._search(text, overlapping=True)
        except UnicodeEncodeError:  # half of a surrogate pair: no literal holds one
            hits = self._search(HALVES.sub("\ufffd", text), overlapping=True)
        return Stretch(text, lines, starts, self._numbers, hits)


def joined(folded: Sequence[str]) -> tuple[str, list[int]]:
    """Lines between newlines, and where each begins."""
    return "\n" + "\n".join(folded) + "\n", list(accumulate([len(form) + 1 for form in folded], initial=1))
