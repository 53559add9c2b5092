"""Fit the points of cleaner/meta/headline.py on labelled pages, and count the titles that they tell. Needs the extra `fit`; no network.

    python tools/fit_titles.py KIT

KIT is the folder of the measuring kit. Points are fitted on the part `fit` alone: on raw dumps, and on what an extractor left of the same
pages, which gives the points of a first line near the body. They are printed beside those in use, and nothing is written. Then it is told
how many titles come out right, in part, wrong or not at all, of articles and of other pages: with the points in use and with the fitted
ones; on the part `fit` by folds of sites, each with the points of the other folds. Runs twice alike.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks")]

from labelled import FOLDS, fold_of, site_of  # noqa: E402
from titles import VERDICTS, said, verdict  # noqa: E402

from cleaner import Cleaner, Options  # noqa: E402
from cleaner.meta import headline, title  # noqa: E402
from cleaner.meta.head import Head  # noqa: E402

SCALE = 10  # points are tenths of log odds
FAMILIES = {"text": "raw dumps", "residue": "after an extractor"}
SIGNS = tuple(headline.POINTS)
NEAR = "first, near the body"  # few raw dumps have a title there: menus stand above it

EVEN = "even chance"  # the sum from which on a line is likelier the title than not; fewer are enough, for the lines of a page compete

Signs = frozenset[str]
Points = dict[str, int]
Counts = Counter[tuple[str, str, str]]  # by part, kind of page and verdict


class Sheet(NamedTuple):
    """A page with its title, and the signs of each line that may be one, with whether it is."""

    text: str
    title: str
    part: str
    kind: str
    fold: int
    lines: list[tuple[Signs, bool]]


def sheets(kit: Path, family: str) -> Iterator[Sheet]:
    """The pages of the kit that have a title."""
    sys.path.insert(0, str(kit))
    from kit.folders import ENDING, FOLDERS, part_of, sets_of
    from kit.pages import read_rows, text_pages

    FOLDERS.part = "all"
    one = cleaner_of_titles()
    for name in sets_of("text"):
        gold = {row["id"]: row for row in read_rows(f"gold-{name}{ENDING}")}
        for page in text_pages(name, family):
            row, wanted = gold[page.id], said(page.gold.title)
            if wanted:
                kind = "articles" if page.page_type == "article" else "other pages"
                lines = [(signs, said(text) == wanted) for signs, text in candidates(one, page.source)]
                yield Sheet(page.source, page.gold.title, part_of(row), kind, fold_of(site_of(row)), lines)


def cleaner_of_titles() -> Cleaner:
    """What reads the titles."""
    return Cleaner(Options(level="safe"))


def candidates(one: Cleaner, text: str) -> list[tuple[Signs, str]]:
    """The lines of a text that may be its title when it is first looked for, with their signs."""
    looks: list[list[tuple[Signs, str]]] = []
    find = title.find

    def noted(head: Head, beside: Collection[int], moving: Collection[int]) -> title.Title | None:
        if not looks:
            looks.append(list(lines_of(head, beside)))
        return find(head, beside, moving)

    vars(title)["find"] = noted
    try:
        one.clean(text, kind="text")
    finally:
        vars(title)["find"] = find
    return looks[0] if looks else []


def lines_of(head: Head, beside: Collection[int]) -> Iterator[tuple[Signs, str]]:
    """The signs and the text of each line that may be the title."""
    looked = headline.look(head, beside)
    for place in range(len(head.forms)):
        if headline.is_looked_at(looked, place) and title.may_be(head, place):
            yield frozenset((*headline.by_place(looked, place), *headline.by_words(looked, place))), title.bare(head, place)


def fitted(pages: Iterable[Sheet]) -> Points:
    """The points of a logistic regression on the lines, and those from which on the chance is even."""
    from sklearn.linear_model import LogisticRegression

    lines = [line for page in pages for line in page.lines]
    columns = np.array([[sign in signs for sign in SIGNS] for signs, _ in lines], np.float64)
    found = LogisticRegression(max_iter=2000).fit(columns, np.array([is_title for _, is_title in lines]))
    weights = np.round(SCALE * found.coef_[0]).astype(int).tolist()
    return dict(zip(SIGNS, weights, strict=True)) | {EVEN: -round(SCALE * float(found.intercept_[0]))}


def joined(dumps: Points, rest: Points) -> Points:
    """The points of raw dumps, with what only an extractor's texts tell."""
    return dumps | {NEAR: rest[NEAR]}


@contextmanager
def using(points: Points) -> Iterator[None]:
    """Let titles be told by these points."""
    before = headline.POINTS
    vars(headline)["POINTS"] = points
    try:
        yield
    finally:
        vars(headline)["POINTS"] = before


def counted(pages: Iterable[Sheet]) -> Counts:
    """How many titles come out how, by part and kind of page."""
    one = cleaner_of_titles()
    return Counter((page.part, page.kind, verdict(one.clean(page.text, kind="text").title, page.title)) for page in pages)


def by_folds(pages: Mapping[str, Sequence[Sheet]]) -> dict[str, Counts]:
    """The same with fitted points, by family: those of the other folds on the part `fit`, those of all of it elsewhere."""
    counts: dict[str, Counts] = {family: Counter() for family in FAMILIES}
    for left in (*range(FOLDS), None):
        known = [[page for page in pages[family] if page.part == "fit" and page.fold != left] for family in FAMILIES]
        with using(joined(*map(fitted, known))):
            for family in FAMILIES:
                counts[family] += counted(page for page in pages[family] if left == (page.fold if page.part == "fit" else None))
    return counts


def print_points(columns: Mapping[str, Points]) -> None:
    """Points side by side."""
    print(f"{'points':24}" + "".join(f"{name:>20}" for name in columns))
    for sign in (*SIGNS, EVEN):
        print(f"{sign:24}" + "".join(f"{points.get(sign, ''):>20}" for points in columns.values()))


def print_counts(name: str, counts: Counts) -> None:
    """How titles come out."""
    for part, kind in sorted({group[:2] for group in counts}, reverse=True):
        of = {told: counts[part, kind, told] for told in VERDICTS}
        print(f"{name:40} {part:6} {kind:12} {sum(of.values()):5} pages" + "".join(f"  {told} {of[told]:4}" for told in VERDICTS))


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kit", type=Path)
    given = parser.parse_args()
    pages = {family: list(sheets(given.kit, family)) for family in FAMILIES}
    points = {name: fitted(page for page in pages[family] if page.part == "fit") for family, name in FAMILIES.items()}
    print_points({"in use": headline.POINTS} | points)
    print(f"In use a line is the title from {headline.ENOUGH} on.")
    again = by_folds(pages)
    for family, name in FAMILIES.items():
        print()
        print_counts(f"{name}, points in use", counted(pages[family]))
        print_counts(f"{name}, fitted points", again[family])


if __name__ == "__main__":
    main()
