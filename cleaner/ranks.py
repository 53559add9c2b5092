"""Lists of the most read articles whose ranks stand on lines of their own."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from cleaner.columns import FAMILY, Lines

RANK_WHY = "an entry of a list of ranks below its label"
LABEL = 3  # lines between the label and the first rank
ENTRY = 3  # lines of an entry
LEAST = 3  # entries
LONGEST = 25  # words of a line of an entry


def ranked(lines: Lines, folded: Sequence[str]) -> NDArray[np.bool_]:
    """The lines of entries behind the ranks 1, 2, 3 ... below a label for related or most-read articles.

    On labelled pages nothing changes; of dumps with such a list, ranks on lines of their own, nine in ten kept the headlines.
    """
    out = np.zeros(len(folded), np.bool_)
    for label in np.flatnonzero(lines.hits == FAMILY["REL"]).tolist():
        ranks: list[int] = []
        place = numbered(folded, 1, range(label + 1, label + 1 + LABEL))
        while place is not None:
            ranks.append(place)
            place = numbered(folded, len(ranks) + 1, range(place + 2, place + 2 + ENTRY))
        if len(ranks) >= LEAST and int(lines.words[ranks[0] : ranks[-1] + 2].max()) <= LONGEST:
            out[ranks[0] : ranks[-1] + 2] = True
    return out


def numbered(folded: Sequence[str], number: int, places: range) -> int | None:
    """The first of some places whose line is that number and nothing else."""
    return next((place for place in places if place < len(folded) and folded[place].strip(".#") == str(number)), None)
