"""Containers of furniture: elements that rules of the packs name by class, id or role."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

from cleaner.fold import words
from cleaner.html.names import MOST_NAMES, REMEMBERED
from cleaner.html.shown import Shown
from cleaner.model import Rule
from cleaner.prose import PROSE_WORDS

PIECE = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[0-9]+")


def wholes(names: str) -> tuple[str, ...]:
    """The names of an element as rules write them: "shareBar" and "share_bar" are "share-bar"."""
    return tuple(dict.fromkeys("-".join(PIECE.findall(name)).lower() for name in names[:MOST_NAMES].split()))


class Containers:
    """What names of elements say of the lines in them.

    Args:
        rules: the rules by the names of elements.
    """

    def __init__(self, rules: Mapping[str, Rule]) -> None:
        self._rules = rules
        self._named = lru_cache(REMEMBERED)(self._look)

    def lines(self, page: Shown, folded: Sequence[str]) -> dict[int, Rule]:
        """The lines that stand in named containers, with the rule that names them.

        A container that holds more than half of the page's prose (of its words, where it has no prose) is never furniture.

        Args:
            page: the page's lines and boxes.
            folded: its lines, folded.
        """
        known = {names: rule for names in set(page.names) if (rule := self._named(names))}
        if not known:
            return {}
        size = np.fromiter(map(words, folded), np.int64, len(folded))
        prose = np.where(size >= PROSE_WORDS, size, 0)
        before = np.concatenate([[0], np.cumsum(prose if prose.any() else size)])
        out: dict[int, Rule] = {}
        for place in [place for place, names in enumerate(page.names) if names in known]:
            start, end = int(page.start[place]), int(page.end[place])
            if 2 * (before[end] - before[start]) <= before[-1]:
                for line in range(start, end):
                    out.setdefault(line, known[page.names[place]])
        return out

    def _look(self, names: str) -> Rule | None:
        """The rule that names an element, one of whose names has one."""
        return next((self._rules[name] for name in wholes(names) if name in self._rules), None)
