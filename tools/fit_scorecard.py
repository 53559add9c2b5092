"""Fit the scorecard's points on labelled pages and write cleaner/data/*.tsv. Needs the extra `dev`; no network.

    python tools/fit_scorecard.py KIT            figures by five folds of sites, then the tables
    python tools/fit_scorecard.py KIT --dry-run  figures only

KIT is the folder of the measuring kit. Only its part `fit` is read. Runs twice alike on one machine.
"""

from __future__ import annotations

import argparse
import hashlib
import math
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import lightgbm
import numpy as np
from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from cleaner import clean, structure  # noqa: E402
from cleaner.columns import SHORT  # noqa: E402
from cleaner.evidence import line_columns, near_columns, page_columns  # noqa: E402
from cleaner.structure import LEVELS, SCALE, Judged, Seen, line_score, seen  # noqa: E402

FOLDS = 5
NEWS_WEIGHT = 4  # news pages weigh as much as four others: 0.014 F1 on news
LINE_ROUNDS, NEAR_ROUNDS, PAGE_ROUNDS = 250, 300, 200
LINE_SITES, WORD_SITES = 3, 4  # sites a line or word must stand on
STUMPS: dict[str, Any] = {
    "objective": "binary", "num_leaves": 2, "learning_rate": 0.2, "min_data_in_leaf": 50, "max_bin": 63, "verbose": -1,
    "num_threads": 2, "deterministic": True, "seed": 1, "min_data_in_bin": 1,
}  # fmt: skip

Matrix = NDArray[np.int16]
Array = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Labelled:
    """A page with its labels: one a looked-at line, 1 body, 0 furniture, -1 unsure."""

    site: str
    family: str
    news: bool
    kind: str
    gold: Any  # the kit's page
    page: Any
    alive: list[int]
    index: list[int]
    labels: NDArray[np.int8]

    @property
    def fold(self) -> int:
        """The fold of the page's site."""
        return int(hashlib.md5(f"f{self.site}".encode()).hexdigest(), 16) % FOLDS


def first_look(text: str) -> tuple[Any, list[int]]:
    """The page and the live lines that the scorecard sees in its first round."""
    calls: list[tuple[Any, list[int]]] = []

    def look(page: Any, alive: Sequence[int], first: bool, known: Any = None) -> list[Judged]:
        calls.append((page, list(alive)))
        return []

    judge, structure.judge = structure.judge, look
    try:
        clean(text, kind="text", level="full")
    finally:
        structure.judge = judge
    return calls[0] if calls else (None, [])


def pages(kit: Path, family: str) -> Iterator[Labelled]:
    """The labelled pages of the part `fit`."""
    sys.path.insert(0, str(kit))
    from kit.folders import ENDING, FOLDERS, sets_of
    from kit.pages import read_rows, text_pages

    FOLDERS.part = "fit"
    for name in sets_of("text"):
        gold = {row["id"]: row for row in read_rows(f"gold-{name}{ENDING}")}
        for page in text_pages(name, family):
            row = gold[page.id]
            host = (urlsplit(row.get("url") or "").hostname or "").removeprefix("www.")
            labelled = one_page(page, row.get("publisher") or host or page.id, family, "publisher" in row)
            if labelled is not None:
                yield labelled


def one_page(page: Any, site: str, family: str, news: bool) -> Labelled | None:
    """A page as the scorecard sees it, with labels; None if rules leave nothing of it."""
    looked, alive = first_look(page.dump)
    if looked is None or len(alive) < 2:
        return None
    sure = {number: (1 if label == "C" else 0 if label == "B" else -1) for number, label, _ in page.labels}
    index = [place for place, line in enumerate(looked.lines) if line.strip()]
    labels = np.array([sure[place + 1] for place in index], np.int8)
    return Labelled(site, family, news, page.page_type, page, looked, alive, index, labels)


class Mined:
    """On how many sites each line and word is furniture or body, with the sites, so that one can be left out."""

    def __init__(self, some: Iterable[Labelled]) -> None:
        self.lines: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
        self.words: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
        for item in some:
            lives = set(item.alive)
            for place, label in zip(item.index, item.labels.tolist(), strict=True):
                form = item.page.folded[place]
                if label < 0 or place not in lives or not form or len(form) > SHORT:
                    continue
                self.lines[form][label].add(item.site)
                for word in form.split(" "):
                    self.words[word][label].add(item.site)

    def line(self, form: str, without: str = "") -> int:
        """Points of a whole line, from -8 (body) to 8."""
        return evidence(self.lines.get(form), without, LINE_SITES, 2.0, 0.0, 8)

    def word(self, word: str, without: str = "") -> int:
        """Points of a word, from -12 to 12; one line in four is body."""
        return evidence(self.words.get(word), without, WORD_SITES, 3.0, math.log(3), 12)

    def without(self, item: Labelled) -> tuple[dict[str, int], dict[str, int]]:
        """Points of the lines and words of a page, mined without its site."""
        forms = {item.page.folded[place] for place in item.index}
        wholes = {form: self.line(form, item.site) for form in forms if form in self.lines}
        words = {word for form in forms if len(form) <= SHORT for word in form.split(" ")}
        return wholes, {word: self.word(word, item.site) for word in words if word in self.words}


def evidence(sites: tuple[set[str], set[str]] | None, without: str, least: int, scale: float, base: float, most: int) -> int:
    """Log odds of furniture against body by sites, as a whole number."""
    if sites is None:
        return 0
    body, furniture = (len(group) - (without in group) for group in (sites[1], sites[0]))
    if body + furniture < least:
        return 0
    return max(-most, min(most, round(scale * (math.log((furniture + 0.5) / (body + 0.5)) - base))))


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


def ready(item: Labelled, mined: Mined) -> Ready:
    """Measure a page with what was mined on other sites."""
    view = seen(item.page, item.alive, True, *mined.without(item))
    return Ready(item, view, matrix(line_columns(view.lines), len(view.index)))


def near(page: Ready, points: NDArray[np.int64]) -> tuple[list[str], Matrix]:
    """All columns of the second round: the line's own, its neighbours', the page's."""
    score = line_score(points[None, :], page.view.alive)
    columns: dict[str, Any] = line_columns(page.view.lines)
    columns |= near_columns(page.view.lines, score)
    columns |= page_columns(page.view.lines, score)
    return list(columns), matrix(columns, len(score))


def weights(page: Ready) -> Array:
    """How much each sure line of a page counts: the root of its words; pages by the root of their lines."""
    words = np.sqrt(page.view.lines.words[page.sure] + 1.0)
    return np.asarray(words / words.sum() * math.sqrt(len(words)) * (NEWS_WEIGHT if page.item.news else 1))


class Points(NamedTuple):
    """Points of a round: rows are columns, places levels; furniture is positive."""

    table: NDArray[np.int64]

    def of(self, columns: Matrix) -> NDArray[np.int64]:
        """Sum of the points of each line."""
        return np.asarray(np.take_along_axis(self.table, columns.T.astype(np.int64), axis=1).sum(axis=0))


def fit(some: Sequence[tuple[Matrix, Ready]], rounds: int) -> Points:
    """Points of a round, from the sure lines of pages."""
    chosen = [(columns[page.sure], page.item.labels[page.sure], weights(page)) for columns, page in some if page.sure.any()]
    columns, labels, weight = (np.concatenate(part) for part in zip(*chosen, strict=True))
    return boosted(columns, 1 - labels, weight, STUMPS, rounds)


def boosted(columns: Matrix, labels: NDArray[Any], weight: Array, how: dict[str, Any], rounds: int) -> Points:
    """Boosted stumps, added up to a table of points."""
    data = lightgbm.Dataset(columns.astype(np.float32), labels, weight=weight / weight.mean(), params=how)
    model = lightgbm.train(how, data, rounds)
    table = np.zeros((columns.shape[1], LEVELS))
    for tree in model.dump_model()["tree_info"]:
        add_stump(table, tree["tree_structure"])
    counts = np.stack([np.bincount(column, minlength=LEVELS)[:LEVELS] for column in columns.T])
    offset = (table * counts).sum(axis=1) / counts.sum(axis=1)
    table -= offset[:, None]  # every column gives 0 points on average; the rest is the base
    table[0] += offset.sum()
    return Points(np.round(table * SCALE).astype(np.int64))


def add_stump(table: Array, node: dict[str, Any]) -> None:
    """Add one stump's two values to the levels they are for."""
    if "split_feature" not in node:
        table[0] += node["leaf_value"]
        return
    edge = math.floor(node["threshold"]) + 1
    table[node["split_feature"], :edge] += node["left_child"]["leaf_value"]
    table[node["split_feature"], edge:] += node["right_child"]["leaf_value"]


def cross(some: Sequence[tuple[Matrix, Ready]], rounds: int) -> list[NDArray[np.int64]]:
    """Points of every page, fitted without the pages of its fold."""
    out: dict[int, NDArray[np.int64]] = {}
    for fold in range(FOLDS):
        points = fit([pair for pair in some if pair[1].item.fold != fold], rounds)
        out |= {place: points.of(columns) for place, (columns, page) in enumerate(some) if page.item.fold == fold}
    return [out[place] for place in range(len(some))]


class Tables(NamedTuple):
    """All that the scorecard reads: columns and points of the rounds and the page, points of lines and words."""

    rounds: dict[str, tuple[list[str], NDArray[np.int64]]]
    lines: dict[str, int]
    words: dict[str, int]

    def write(self, folder: Path) -> None:
        """Write the tables as they are read."""
        rows = [
            f"{name}\t{column}\t{packed(line)}"
            for name, (columns, table) in self.rounds.items()
            for column, line in zip(columns, table, strict=True)
        ]
        head = (
            "# round, column, points of its levels from 0 (the last one goes on); 20 points are one unit of log odds, furniture is positive"
        )
        (folder / "points.tsv").write_text("\n".join([head, *rows, ""]), encoding="utf-8")
        for name, forms in (("lines", self.lines), ("words", self.words)):
            head = (
                f"# points, folded {name[:-1]}: how much more often it is furniture than body on the pages that the points were fitted on"
            )
            body = [f"{points}\t{form}" for form, points in sorted(forms.items(), key=lambda pair: (-pair[1], pair[0]))]
            (folder / f"{name}.tsv").write_text("\n".join([head, *body, ""]), encoding="utf-8")


def packed(points: NDArray[np.int64]) -> str:
    """Points without the repeats at their end."""
    row = points.tolist()
    while len(row) > 1 and row[-1] == row[-2]:
        row.pop()
    return " ".join(map(str, row))


def stacked(chosen: Sequence[Ready], rounds: int) -> list[NDArray[np.int64]]:
    """Points of the first round of every page, fitted without its fold."""
    return cross([(page.line, page) for page in chosen], rounds)


def fitted(raw: Sequence[Labelled], clean_pages: Sequence[Labelled]) -> Tables:
    """All tables from raw and already clean pages."""
    mined = Mined(raw)
    chosen = [ready(item, mined) for item in raw]
    line = fit([(page.line, page) for page in chosen], LINE_ROUNDS)
    names, around = zip(*[near(page, points) for page, points in zip(chosen, stacked(chosen, LINE_ROUNDS), strict=True)], strict=True)
    second = fit(list(zip(around, chosen, strict=True)), NEAR_ROUNDS)
    first_names = list(line_columns(chosen[0].view.lines))
    figures = [name for name in names[0] if name.startswith("page_")]
    place = [names[0].index(name) for name in figures]
    dirty = [columns[0, place] for columns in around]
    neat = [near(page, line.of(page.line))[1][0, place] for page in (ready(item, mined) for item in clean_pages)]
    neat += [near(page, line.of(page.line))[1][0, place] for page in own_output(chosen, around, second, mined)]
    rounds = {"line": (first_names, line.table), "near": (names[0], second.table), "page": (figures, fit_pages(dirty, neat).table)}
    return Tables(rounds, *mined_tables(mined))


def mined_tables(mined: Mined) -> tuple[dict[str, int], dict[str, int]]:
    """The lines and words that have points."""
    lines, words = {form: mined.line(form) for form in mined.lines}, {word: mined.word(word) for word in mined.words}
    return {form: points for form, points in lines.items() if points}, {word: points for word, points in words.items() if points}


def own_output(chosen: Sequence[Ready], around: Sequence[Matrix], points: Points, mined: Mined) -> Iterator[Ready]:
    """What the points leave of raw pages, as pages that are clean."""
    card = structure.card()
    for page, columns in zip(chosen, around, strict=True):
        keep = structure.kept(card.chance(points.of(columns)), page.view.lines.words, page.view.alive, 400) & page.view.alive
        alive = [index for index, stays in zip(page.view.index, keep.tolist(), strict=True) if stays]
        if len(alive) > 1:
            view = seen(page.item.page, alive, False, *mined.without(page.item))
            yield Ready(page.item, view, matrix(line_columns(view.lines), len(alive)))


def fit_pages(dirty: Sequence[Matrix], neat: Sequence[Matrix]) -> Points:
    """Points of pages for being raw."""
    columns = np.array([*dirty, *neat])
    labels = np.array([1] * len(dirty) + [0] * len(neat))
    weight = np.where(labels == 1, 1, len(dirty) / max(len(neat), 1))
    return boosted(columns, labels, weight, STUMPS | {"min_data_in_leaf": 20, "learning_rate": 0.1}, PAGE_ROUNDS)


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


def folds(raw: Sequence[Labelled], neat: Sequence[Labelled]) -> None:
    """Figures by folds of sites: everything is mined and fitted without the fold."""
    outcomes = []
    for fold in range(FOLDS):
        tables = fitted([item for item in raw if item.fold != fold], [item for item in neat if item.fold != fold])
        with using(tables):
            outcomes += [tried(item) for item in (*raw, *neat) if item.fold == fold]
    report(outcomes)


@contextmanager
def using(tables: Tables) -> Iterator[None]:
    """Let the scorecard read these tables."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for path in structure.DATA.glob("*.tsv"):
            (folder / path.name).write_bytes(path.read_bytes())
        tables.write(folder)
        card, fitted_card = structure.card, structure.Card(folder)
        structure.card = lambda: fitted_card  # type: ignore[assignment]
        try:
            yield
        finally:
            structure.card = card


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kit", type=Path)
    parser.add_argument("--dry-run", action="store_true", help="print figures only")
    parser.add_argument("--no-folds", action="store_true", help="write the tables only")
    given = parser.parse_args()
    raw, neat = (list(pages(given.kit, family)) for family in ("text", "residue"))
    if not given.no_folds:
        folds(raw, neat)
    if not given.dry_run:
        fitted(raw, neat).write(structure.DATA)


if __name__ == "__main__":
    main()
