"""Fit the points for HTML lines on labelled pages and write cleaner/data/html/*.tsv. Needs the extra `fit`; no network.

    python tools/fit_html.py KIT             figures by folds of sites, then the tables
    python tools/fit_html.py KIT --folds 0   the tables only

KIT is the folder of the measuring kit, of which only the part `fit` is read. Runs twice alike on one machine.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from html_labels import BODY, HtmlPage, html_pages, labels_of  # noqa: E402
from labelled import LINE_SITES, WORD_SITES, evidence  # noqa: E402
from points import STUMPS, Both, Matrix, Points, Sample, boosted, both, packed  # noqa: E402

from cleaner import html  # noqa: E402
from cleaner.clean import Cleaner  # noqa: E402
from cleaner.columns import FAMILY, SHORT, WORD_POINTS, measured, wording  # noqa: E402
from cleaner.html.judge import FOLDER, Markup, Measures, of_lines, second  # noqa: E402
from cleaner.html.names import Names, tokens  # noqa: E402
from cleaner.scorecard import SCALE  # noqa: E402
from cleaner.structure import kept, line_score  # noqa: E402

FOLDS = 5
NEWS_WEIGHT = 4  # news pages weigh as much as four others
LINE_ROUNDS, NEAR_ROUNDS, TREES = 250, 200, 450
NAME_SITES = 4  # sites a token must stand on
LINE_ODDS, WORD_ODDS, NAME_ODDS = (2.0, 0.0, 8), (3.0, math.log(3), WORD_POINTS), (3.0, 0.7, 12)  # scale, base, most points
NAMED_UP = 4  # boxes around a line whose names are mined

Sites = dict[str, tuple[set[str], set[str]]]  # form -> sites where it is furniture, and where it is body


class Ready(NamedTuple):
    """A page with its labels, its markup, and the forms of its lines."""

    page: HtmlPage
    markup: Markup
    text: list[str]
    folded: list[str]
    hits: NDArray[np.int64]
    labels: NDArray[np.int8]


class Seen(NamedTuple):
    """A page's measures with what was mined on other sites, and its columns of the first round."""

    ready: Ready
    measures: Measures
    line: Matrix

    @property
    def sure(self) -> NDArray[np.bool_]:
        """Lines to learn from."""
        return np.asarray(self.ready.labels >= 0)


def ready_pages(kit: Path) -> Iterator[Ready]:
    """Walk all pages of the part `fit`, and label their lines."""
    matcher = Cleaner()._matcher
    for page in html_pages(kit):
        found = html.read(page.html)
        text = [line.strip() for line in found.markup.page.lines]
        if len(text) < 2:
            continue
        folded, hits = matcher.columns(text)
        families = np.zeros(len(text), np.int64)
        for place, rules in hits.items():
            families[place] = FAMILY.get(rules[0].family, 0)
        yield Ready(page, found.markup, text, folded, families, labels_of(text, page.gold))


class Mined:
    """On how many sites each line, word and name is furniture or body."""

    def __init__(self, some: Sequence[Ready]) -> None:
        self.lines, self.words, self.names = (defaultdict[str, tuple[set[str], set[str]]](lambda: (set(), set())) for _ in range(3))
        for item in some:
            self.add(item)

    def add(self, item: Ready) -> None:
        """Count one page's site."""
        site, page = item.page.site, item.markup.page
        told: dict[int, set[int]] = defaultdict(set)
        for box, form, label in zip(page.at.tolist(), item.folded, item.labels.tolist(), strict=True):
            if label < 0:
                continue
            if form and len(form) <= SHORT:
                self.lines[form][label].add(site)
                for word in form.split(" "):
                    self.words[word][label].add(site)
            above = box
            for _ in range(NAMED_UP + 1):
                told[above].add(label)
                if not above:
                    break
                above = int(page.parent[above])
        for box, labels in told.items():
            for token in tokens(page.names[box]):
                for label in labels:
                    self.names[token][label].add(site)

    def measures(self, item: Ready) -> Measures:
        """A page measured with what the other sites say."""
        site = item.page.site
        short = {word for form in item.folded if len(form) <= SHORT for word in form.split(" ")}
        lines = points(self.lines, set(item.folded), site, LINE_SITES, LINE_ODDS)
        words = points(self.words, short, site, WORD_SITES, WORD_ODDS)
        names = points(self.names, {token for names in item.markup.page.names for token in tokens(names)}, site, NAME_SITES, NAME_ODDS)
        said = wording(item.folded, lines, words)
        none = np.zeros(len(item.text), np.int64)
        shaped = measured(item.text, item.folded, said, item.hits, none, none)
        return of_lines(shaped, item.markup, Names(names), item.text)

    def name_table(self) -> dict[str, int]:
        """The names that have points."""
        return points(self.names, set(self.names), "", NAME_SITES, NAME_ODDS)


def points(mined: Sites, forms: set[str], without: str, least: int, odds: tuple[float, float, int]) -> dict[str, int]:
    """Points of those forms that have some."""
    found = {form: evidence(mined[form], without, least, odds) for form in forms if form in mined}
    return {form: number for form, number in found.items() if number}


def matrix(columns: Mapping[str, Any], number: int) -> Matrix:
    """Columns side by side."""
    return np.stack([np.broadcast_to(column, number) for column in columns.values()], 1).astype(np.int16)


def seen(item: Ready, mined: Mined) -> Seen:
    """Measure a page."""
    found = mined.measures(item)
    return Seen(item, found, matrix(found.own, len(item.text)))


def near(page: Seen, points: NDArray[np.int64]) -> tuple[list[str], Matrix]:
    """All columns of the second round."""
    columns = second(page.measures, line_score(points[None, :], np.ones(len(points), np.bool_)))
    return list(columns), matrix(columns, len(points))


def weights(page: Seen) -> NDArray[np.float64]:
    """How much each sure line of a page counts: the root of its words; pages by the fourth root of their lines."""
    words = np.sqrt(page.measures.lines.words[page.sure] + 1.0)
    return np.asarray(words / words.sum() * len(words) ** 0.25 * (NEWS_WEIGHT if page.ready.page.news else 1))


def sample(some: Sequence[tuple[Matrix, Seen]]) -> Sample:
    """The sure lines of pages; label 1 is furniture."""
    chosen = [(columns[page.sure], page.ready.labels[page.sure], weights(page)) for columns, page in some if page.sure.any()]
    columns, labels, weight = (np.concatenate(part) for part in zip(*chosen, strict=True))
    return Sample(columns, 1 - labels, weight / weight.mean())


class Tables(NamedTuple):
    """All that the scorecard of HTML reads."""

    line: tuple[list[str], Points]
    near: tuple[list[str], Both]
    names: dict[str, int]

    def write(self, folder: Path) -> None:
        """Write the tables as they are read."""
        head = f"# round, column, points of its levels from 0, the last one goes on; {SCALE} points are a unit of log odds of furniture\n"
        rounds = (("line", *self.line), ("near", self.near[0], self.near[1].points))
        rows = [
            f"{name}\t{column}\t{packed(row)}\n"
            for name, columns, found in rounds
            for column, row in zip(columns, found.table, strict=True)
            if row.any()
        ]
        (folder / "points.tsv").write_text(head + "".join(rows), encoding="utf-8")
        (folder / "trees.tsv").write_text(self.near[1].tree_table(self.near[0]), encoding="utf-8")
        head = "# points, token of class, id or role: how much more often its element holds furniture than body\n"
        body = [f"{number}\t{token}\n" for token, number in sorted(self.names.items(), key=lambda pair: (-pair[1], pair[0]))]
        (folder / "names.tsv").write_text(head + "".join(body), encoding="utf-8")


def first_points(pages: Sequence[Seen]) -> list[NDArray[np.int64]]:
    """First-round points of every page, fitted without the pages of its fold."""
    out: dict[int, NDArray[np.int64]] = {}
    for fold in range(FOLDS):
        fitted = boosted(sample([(page.line, page) for page in pages if page.ready.page.fold != fold]), STUMPS, LINE_ROUNDS)
        out |= {place: fitted.of(page.line) for place, page in enumerate(pages) if page.ready.page.fold == fold}
    return [out[place] for place in range(len(pages))]


def fitted(some: Sequence[Ready]) -> Tables:
    """All tables."""
    mined = Mined(some)
    pages = [seen(item, mined) for item in some]
    line = boosted(sample([(page.line, page) for page in pages]), STUMPS, LINE_ROUNDS)
    around = [near(page, found) for page, found in zip(pages, first_points(pages), strict=True)]
    found = both(sample([(columns, page) for (_, columns), page in zip(around, pages, strict=True)]), NEAR_ROUNDS, TREES)
    return Tables((list(pages[0].measures.own), line), (around[0][0], found), mined.name_table())


def folds(some: Sequence[Ready], number: int) -> None:
    """Figures by folds of sites: mean word F1 of the lines kept."""
    outcomes: dict[str, list[float]] = defaultdict(list)
    for fold in range(number):
        rest = [item for item in some if item.page.fold != fold]
        tables = fitted(rest)
        mined = Mined(rest)
        for item in some:
            if item.page.fold == fold:
                page = seen(item, mined)
                total = tables.near[1].of(near(page, tables.line[1].of(page.line))[1])
                value = f1(page, total)
                for name in (item.page.gold.set_name, f"{item.page.gold.set_name} {item.page.gold.page_type}"):
                    outcomes[name].append(value)
    for name, values in sorted(outcomes.items()):
        print(f"{name:40} {len(values):5} pages  f1 {np.mean(values):.4f}")


def f1(page: Seen, total: NDArray[np.int64]) -> float:
    """Word F1 of the lines that the points keep, against their labels."""
    words = page.measures.lines.words
    chance = np.round(10_000 / (1 + np.exp(np.clip(total, -240, 240) / SCALE))).astype(np.int64)
    stays = kept(chance, words, page.sure, 0) & page.sure
    body = page.ready.labels == BODY
    right = int(words[stays & body].sum())
    return 2 * right / max(int(words[stays].sum() + words[body].sum()), 1)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kit", type=Path)
    parser.add_argument("--folds", type=int, default=FOLDS, help="folds to print figures of")
    parser.add_argument("--dry-run", action="store_true", help="write no tables")
    given = parser.parse_args()
    some = list(ready_pages(given.kit))
    if given.folds:
        folds(some, given.folds)
    if not given.dry_run:
        fitted(some).write(FOLDER)


if __name__ == "__main__":
    main()
