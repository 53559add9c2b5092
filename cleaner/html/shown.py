"""Which of a page's lines a browser shows."""

from __future__ import annotations

from itertools import compress
from typing import NamedTuple

import numpy as np

from cleaner.html.lines import HIDDEN, NOSCRIPT, SHOWN, Box, Line, Walked
from cleaner.shapes import Column

LONG = 60  # characters from which a line counts as text of the page's own
REVEALED = 4  # a page with as many times more hidden text than other text is shown by its scripts


def wanted_lines(page: Walked) -> tuple[list[Line], list[bool]]:
    """The lines that a browser shows, and for each line whether it is one.

    What stands in `<noscript>` stays where it is more than the rest: many forums keep whole threads there. So does
    what is hidden where nearly everything is: such pages are shown by their scripts.
    """
    size = [0, 0, 0]
    for line in page.lines:
        if len(line.text) >= LONG:
            size[line.shown] += len(line.text)
    wanted = {SHOWN}
    if size[NOSCRIPT] > size[SHOWN]:
        wanted.add(NOSCRIPT)
    if size[HIDDEN] > REVEALED * (size[SHOWN] + size[NOSCRIPT]):
        wanted.add(HIDDEN)
    there = [line.shown in wanted for line in page.lines]
    return list(compress(page.lines, there)), there


class Shown(NamedTuple):
    """The lines that a browser shows, the boxes that hold some of them, and which lines are whose.

    `at` is the box of each line, `start` and `end` the lines of each box, from its first to the one after its last.
    """

    lines: list[Line]
    boxes: list[Box]
    at: Column
    start: Column
    end: Column


def shown(page: Walked) -> Shown:
    """What a browser shows of a page."""
    lines, there = wanted_lines(page)
    before = np.concatenate([[0], np.cumsum(there)]).astype(np.int64)
    last = len(there)  # lines of cells that became one line are gone
    start = before[np.minimum([box.start for box in page.boxes], last)]
    end = before[np.minimum(page.ends, last)]
    full = end > start
    full[0] = True
    place = np.cumsum(full) - 1
    parents = place[[box.parent for box in page.boxes]].tolist()
    boxes = [Box(parent, *box[1:]) for parent, box in compress(zip(parents, page.boxes, strict=True), full)]
    return Shown(lines, boxes, place[[line.box for line in lines]], start[full], end[full])
