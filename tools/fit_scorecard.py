"""Fit the scorecard's points on labelled pages and write cleaner/data/*.tsv. Needs the extra `fit`; no network.

    python tools/fit_scorecard.py KIT --more DUMPS            figures by five folds of sites, then the tables
    python tools/fit_scorecard.py KIT --more DUMPS --folds 0  the tables only

KIT is the folder of the measuring kit, of which only the part `fit` is read; DUMPS is what tools/dumps.py wrote.
Runs twice alike on one machine.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from labelled import FOLDS, Labelled, Mined, labelled  # noqa: E402
from points import STUMPS, Array, Both, Matrix, Points, Sample, boosted, both, packed  # noqa: E402

from cleaner import clean, structure  # noqa: E402
from cleaner.blocks import text_columns  # noqa: E402
from cleaner.evidence import line_columns, near_columns, page_columns  # noqa: E402
from cleaner.scorecard import DATA, SCALE, Card, card  # noqa: E402
from cleaner.structure import Seen, kept, line_score, looked_at, seen  # noqa: E402

# Few of the labelled pages share a site, so the points of what a site repeats are no part of the fit: they were chosen
# by hand between the best of 56 settings on two portals, one page left out at a time.
SITE_POINTS = {"line": "0 0 8 16 28 40 60 -8", "near": "0 0 10 20 30 40 60 -15"}
NEWS_WEIGHT = 4  # news pages weigh as much as four others: 0.014 F1 on news
MORE_WEIGHT = 0.4  # of a further dump of a page
LINES_USED = 0.5  # share of the lines that points are fitted on, to save time
LINE_ROUNDS, NEAR_ROUNDS, PAGE_ROUNDS, TREES = 200, 220, 200, 900


class Ready(NamedTuple):
    """A page's measures and columns of the first round."""

    item: Labelled
    view: Seen
    line: Matrix

    @property
    def sure(self) -> NDArray[np.bool_]:
        """Lines to learn from: alive and labelled."""
        return np.asarray(self.view.alive & (self.item.labels >= 0))


def matrix(columns: Mapping[str, Any], number: int) -> Matrix:
    """Columns side by side."""
    return np.stack([np.broadcast_to(column, number) for column in columns.values()], 1).astype(np.int16)


def ready(item: Labelled, mined: Mined, alive: Sequence[int] | None = None) -> Ready:
    """Measure a page with what was mined on other sites; in a later round only its live lines."""
    view = looked_at(seen(item.page, *mined.without(item)), item.alive if alive is None else alive, alive is None)
    return Ready(item, view, matrix(line_columns(view.lines), len(view.alive)))


def near(page: Ready, points: NDArray[np.int64]) -> tuple[list[str], Matrix]:
    """All columns of the second round: the line's own, its neighbours', the page's."""
    lines = page.view.lines
    score = line_score(points[None, :], page.view.alive)
    around = {**near_columns(lines, score, lines.units), **text_columns(lines, score)}
    columns = {**line_columns(lines), **around, **page_columns(lines, score)}
    return list(columns), matrix(columns, len(score))


def weights(page: Ready) -> Array:
    """How much each sure line of a page counts: the root of its words; pages by the root of their lines."""
    words = np.sqrt(page.view.lines.words[page.sure] + 1.0)
    of_page = math.sqrt(len(words)) * (NEWS_WEIGHT if page.item.news else 1) * (MORE_WEIGHT if page.item.more else 1)
    return np.asarray(words / words.sum() * of_page)


def sample(some: Sequence[tuple[Matrix, Ready]]) -> Sample:
    """The sure lines of pages; label 1 is furniture."""
    chosen = [(columns[page.sure], page.item.labels[page.sure], weights(page)) for columns, page in some if page.sure.any()]
    columns, labels, weight = (np.concatenate(part) for part in zip(*chosen, strict=True))
    used = np.random.default_rng(0).random(len(labels)) < LINES_USED
    return Sample(columns[used], 1 - labels[used], weight[used] / weight[used].mean())


def fit_line(some: Sequence[tuple[Matrix, Ready]]) -> Points:
    """Points of the first round."""
    return boosted(sample(some), STUMPS, LINE_ROUNDS)


def cross(some: Sequence[tuple[Matrix, Ready]]) -> list[NDArray[np.int64]]:
    """First-round points of every page, fitted without the pages of its fold."""
    out: dict[int, NDArray[np.int64]] = {}
    for fold in range(FOLDS):
        points = fit_line([pair for pair in some if pair[1].item.fold != fold])
        out |= {place: points.of(columns) for place, (columns, page) in enumerate(some) if page.item.fold == fold}
    return [out[place] for place in range(len(some))]


class Tables(NamedTuple):
    """All that the scorecard reads: columns and points of the rounds and the page, points of lines and words."""

    rounds: dict[str, tuple[list[str], Points]]
    near: tuple[list[str], Both]
    lines: dict[str, int]
    words: dict[str, int]
    prose: dict[str, int]

    def rows(self) -> Iterator[tuple[str, str, str]]:
        """The rows of the table of points; columns that give none are left out."""
        second = {"near": (self.near[0], self.near[1].points)}
        for name, (columns, points) in (self.rounds | second).items():
            if name in SITE_POINTS:
                yield name, "site", SITE_POINTS[name]
            for column, line in zip(columns, points.table, strict=True):
                if line.any():
                    yield name, column, packed(line)

    def write(self, folder: Path) -> None:
        """Write the tables as they are read."""
        head = f"# round, column, points of its levels from 0, the last one goes on; {SCALE} points are a unit of log odds of furniture\n"
        (folder / "points.tsv").write_text(head + "".join("\t".join(row) + "\n" for row in self.rows()), encoding="utf-8")
        (folder / "trees.tsv").write_text(self.near[1].tree_table(self.near[0]), encoding="utf-8")
        tables = (("lines", "line", self.lines), ("words", "word", self.words), ("prose", "word of a long line", self.prose))
        for name, what, forms in tables:
            head = f"# points, folded {what}: how much more often it is furniture than body\n"
            body = [f"{points}\t{form}\n" for form, points in sorted(forms.items(), key=lambda pair: (-pair[1], pair[0]))]
            (folder / f"{name}.tsv").write_text(head + "".join(body), encoding="utf-8")


def fitted(raw: Sequence[Labelled], clean_pages: Sequence[Labelled]) -> Tables:
    """All tables from raw and already clean pages."""
    mined = Mined(raw)
    chosen = [ready(item, mined) for item in raw]
    own = [(page.line, page) for page in chosen]
    line = fit_line(own)
    around = [near(page, points) for page, points in zip(chosen, cross(own), strict=True)]
    names = around[0][0]
    pairs = [(columns, page) for (_, columns), page in zip(around, chosen, strict=True)]
    second = both(sample(pairs), NEAR_ROUNDS, TREES)
    figures = [place for place, name in enumerate(names) if name.startswith("page_")]
    dirty = [columns[0, figures] for columns, page in pairs if not page.item.more]
    neat = [*(ready(item, mined) for item in clean_pages), *own_output(pairs, second, mined)]
    clean_figures = [near(page, line.of(page.line))[1][0, figures] for page in neat]
    page_points = fit_pages(dirty, clean_figures)
    rounds = {"line": ([*line_columns(chosen[0].view.lines)], line), "page": ([names[place] for place in figures], page_points)}
    return Tables(rounds, (names, second), *mined_tables(mined))


def mined_tables(mined: Mined) -> Iterator[dict[str, int]]:
    """The lines and words that have points."""
    for forms, points_of in ((mined.lines, mined.line), (mined.words, mined.word), (mined.prose, mined.prose_word)):
        yield {form: points for form in forms if (points := points_of(form))}


def own_output(pairs: Sequence[tuple[Matrix, Ready]], points: Both, mined: Mined) -> Iterator[Ready]:
    """What the points leave of raw pages, as pages that are clean."""
    known = card()
    for columns, page in pairs:
        keep = kept(known.chance(points.of(columns)), page.view.lines.words, page.view.alive, known.settings["caution_raw"])
        keep &= page.view.alive
        if not page.item.more and keep.sum() > 1:
            yield ready(page.item, mined, page.view.places[keep].tolist())


def fit_pages(dirty: Sequence[Matrix], neat: Sequence[Matrix]) -> Points:
    """Points of pages for being raw."""
    columns = np.array([*dirty, *neat])
    labels = np.array([1] * len(dirty) + [0] * len(neat))
    weight = np.where(labels == 1, 1, len(dirty) / max(len(neat), 1))
    return boosted(Sample(columns, labels, weight), STUMPS | {"min_data_in_leaf": 20, "learning_rate": 0.1}, PAGE_ROUNDS)


def report(outcomes: Sequence[tuple[Any, dict[str, Any]]]) -> None:
    """Mean F1 and line loss by set and page type."""
    groups: dict[str, list[tuple[float, float, float]]] = defaultdict(list)
    for page, row in outcomes:
        for name in (f"{page.family} {page.set_name}", f"{page.family} {page.set_name} {page.page_type}"):
            groups[name].append((row["f1"], row["line_loss"], row["same"]))
    for name, numbers in sorted(groups.items()):
        f1, lost, same = np.mean(numbers, axis=0)
        print(f"{name:40} {len(numbers):5} pages  f1 {f1:.4f}  line_loss {lost:.4f}  same {same:.4f}")


def tried(item: Labelled) -> tuple[Any, dict[str, Any]]:
    """Clean a page with the points in use, and score it."""
    from kit.rows import output_row

    text = clean(item.gold.dump, kind="text", level="full").text
    again = clean(text, kind="text", level="full").text
    return item.gold, output_row(item.gold, text) | {"same": int(again == text)}


def folds(raw: Sequence[Labelled], neat: Sequence[Labelled], number: int) -> None:
    """Figures by folds of sites: everything is mined and fitted without the fold."""
    outcomes = []
    for fold in range(number):
        tables = fitted([item for item in raw if item.fold != fold], [item for item in neat if item.fold != fold])
        with using(tables):
            outcomes += [tried(item) for item in (*raw, *neat) if item.fold == fold and not item.more]
    report(outcomes)


@contextmanager
def using(tables: Tables) -> Iterator[None]:
    """Let the scorecard read these tables."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for path in DATA.glob("*.tsv"):
            (folder / path.name).write_bytes(path.read_bytes())
        tables.write(folder)
        fitted_card = Card(folder)
        vars(structure)["card"] = lambda: fitted_card
        try:
            yield
        finally:
            vars(structure)["card"] = card


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kit", type=Path)
    parser.add_argument("--more", type=Path, help="folder that tools/dumps.py wrote")
    parser.add_argument("--folds", type=int, default=FOLDS, help="folds to print figures of")
    parser.add_argument("--dry-run", action="store_true", help="write no tables")
    given = parser.parse_args()
    raw, neat = (list(labelled(given.kit, family, given.more)) for family in ("text", "residue"))
    if given.folds:
        folds(raw, neat, given.folds)
    if not given.dry_run:
        fitted(raw, neat).write(DATA)


if __name__ == "__main__":
    main()
