"""The lines that metadata is looked for in: the head around the start of the body, and its end."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple

from cleaner.meta.noted import Noted
from cleaner.model import Page

SHORT = 50  # characters: a shorter line speaks against a body
LONGEST = 400  # characters of a line that count, so that one long line is no body by itself
PLAIN = 100  # characters: a longer line is no heading, even without an end mark
AGAINST = -40.0  # points of a line that a rule names, of a list entry, of a longish line that ends no sentence
BRIEF = AGAINST / 2  # points of a short line
ENDS = (".", "!", "?", "…", "。", "！", "？", "”", '"', "»", "।", "॥", "؟", "۔", "։", "።", "။", "។", ":", ")", "」", "』", "’", "“")
END_SIGNS = frozenset(ENDS)
LIST_SIGNS = frozenset("*+-•")
WIDE = "\u0e00"  # from here on scripts put more into a character: Thai, Japanese, Chinese, Korean
WIDTH = 2.5
EARLIER = 0.25  # an earlier run of this share of the points is the body: notices and comments come behind it, lists break it into runs
LINES = 3  # and of this many lines
SAMPLES = 24  # lines that are asked for their script
UNMARKED = 200  # weighted characters of a line without an end mark in a script that may have none (Thai)
NARROW = int(SHORT / WIDTH)


class Window(NamedTuple):
    """The non-blank lines that are there, by place; the body is `rows[first:last]`."""

    rows: list[int]
    first: int
    last: int


def points(line: str, wide: bool) -> float:
    """How much a line speaks for body text: its length over `SHORT`, if it is a sentence."""
    line = line.strip()
    size: float = len(line)
    unmarked = False
    if wide and line[len(line) // 2] >= WIDE and line[len(line) // 3] >= WIDE:
        size *= WIDTH
        unmarked = size > UNMARKED
    if size <= SHORT:
        return max(size - SHORT, BRIEF)
    if line[-1] not in END_SIGNS and not unmarked and (". " not in line or size < PLAIN):
        return BRIEF if size > PLAIN and ", " in line else AGAINST
    return (size if size < LONGEST else LONGEST) - SHORT if line[0] not in LIST_SIGNS and not line.startswith("o ") else AGAINST / 4


def weights(page: Page, wide: bool) -> list[float | None]:
    """What each line speaks for body text; None for a short line that no rule names, which is `BRIEF` of those between the others."""
    lines, hits = page.lines, page.hits
    short = NARROW if wide else SHORT
    known: list[float | None] = [None] * len(page.folded)
    for index in [index for index, form in enumerate(page.folded) if len(form) > short]:
        line = lines[index]
        if not wide and line[-1] in END_SIGNS and line[0].isalpha() and not line.startswith("o ") and (size := len(line)) > SHORT:
            known[index] = (size if size < LONGEST else LONGEST) - SHORT  # most of them: what `points` says of a sentence
        else:
            known[index] = points(line, wide)
    for index in hits:
        known[index] = AGAINST
    return known


def window(page: Page, skip: Collection[int], noted: Noted) -> Window:
    """Find the body: the run of lines whose points add up to the most."""
    folded = page.folded
    alive = getattr(skip, "alive", None)  # the non-blank ones, where the caller knows them: ten times quicker than asking of each line
    rows = [index for index, form in enumerate(folded) if form and index not in skip] if alive is None else list(alive)
    wide = is_wide(page.lines, rows)
    known = noted.weights.get(wide)
    if known is None:
        known = noted.weights[wide] = weights(page, wide)
    runs: list[tuple[float, int, int]] = []
    best = total = 0.0
    first = last = start = behind = 0
    for place, weight in enumerate(map(known.__getitem__, rows)):
        if weight is None:
            continue
        total += BRIEF * (place - behind)
        if total <= 0:
            if best > 0:
                runs.append((best, first, last))
                best = 0.0
            total, start = 0.0, place
        behind = place + 1
        total += weight
        if total > best:
            best, first, last = total, start, place + 1
    runs.append((best, first, last))
    most = max(run[0] for run in runs)
    enough = EARLIER * most
    _, first, last = next(run for run in runs if run[0] >= enough and (run[0] == most or run[2] - run[1] >= LINES))
    return Window(rows, first, last)


def is_wide(lines: Sequence[str], rows: Sequence[int]) -> bool:
    """Does any of some lines hold a script without spaces?"""
    return any(lines[index].strip()[:1] >= WIDE for index in rows[:: max(1, len(rows) // SAMPLES)])
