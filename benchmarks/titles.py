"""Titles told from text dumps on a public benchmark: python benchmarks/titles.py FOLDER [--pages N]

FOLDER is a local checkout of WCXB or a folder of the same form (see quality.py), whose ground truth holds titles. Of each page
the whole text is taken without any judgement, cleaned, and the title that is told is held against the one of the ground truth:

    printed  the title has a line of its own in the text; no other can be told whole
    right    the same words
    part     one of both holds the other: a subtitle or the site's name is there or lacks
    wrong    other words
    none     no title is told
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import quality

import cleaner

VERDICTS = ("right", "part", "wrong", "none")
COLUMNS = ("pages", "printed", *VERDICTS)
PART = 12  # letters of a title that a longer one may hold


def said(text: str | None) -> str:
    """The words of a title, small, with spaces between."""
    return " ".join(quality.WORD.findall((text or "").lower()))


def verdict(told: str | None, gold: str) -> str:
    """How good a title is: one of `VERDICTS`."""
    mine, wanted = said(told), said(gold)
    if not mine:
        return "none"
    if mine == wanted:
        return "right"
    return "part" if min(len(mine), len(wanted)) > PART and (mine in wanted or wanted in mine) else "wrong"


def is_printed(text: str, gold: str) -> bool:
    """Has a title a line of its own?"""
    wanted = said(gold)
    return any(said(line) == wanted for line in text.split("\n"))


def counted(pages: Iterable[tuple[str, str, str]]) -> dict[str, Counter[str]]:
    """Counts by page type and of all; pages are given as type, text and gold title."""
    one = cleaner.Cleaner(cleaner.Options(level="safe"))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for kind, text, gold in pages:
        told = verdict(one.clean(text, kind="text").title, gold)
        for name in (kind, "all"):
            counts[name].update({"pages": 1, "printed": int(is_printed(text, gold)), told: 1})
    return counts


def table(counts: dict[str, Counter[str]]) -> str:
    """The counts as a Markdown table, all pages last."""
    names = [*sorted(counts.keys() - {"all"}), *(name for name in ("all",) if name in counts)]
    rows = [f"| {name} | {' | '.join(str(counts[name][column]) for column in COLUMNS)} |" for name in names]
    return "\n".join((f"| page type | {' | '.join(COLUMNS)} |", f"|---|{'---:|' * len(COLUMNS)}", *rows))


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pages", type=int, default=0, help="only the first N pages")
    options = parser.parse_args()
    found = [page for page in quality.pages(options.folder) if said(page.title)][: options.pages or None]
    if not found:
        raise SystemExit(f"{options.folder}: no folder html/ with a ground-truth that holds titles is below this one")
    dump = quality.dump_maker()
    print(table(counted((page.kind, dump(page.html), page.title) for page in found)))


if __name__ == "__main__":
    main()
