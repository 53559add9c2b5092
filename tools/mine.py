"""Find lines for the packs: count what stands on labelled pages, print what furniture many sites share.

    python tools/mine.py KIT                candidates as TSV, then figures
    python tools/mine.py KIT --known        without the lines that the packs already remove somewhere
    python tools/mine.py KIT --sites 2 --share 0.02

KIT is the folder of the measuring kit: data/gold-NAME.jsonl.gz (id, url, publisher), data/text-NAME.jsonl.gz and
data/residue-NAME.jsonl.gz (id, text, labels: [line from 1, "B" | "C" | "U", reason]). Only its part `fit` is read.

Columns: the folded line, sites, then furniture/body/unsure in the head (before the first line of 25 words), the
middle and the tail (after the last). Figures go to standard error: precision and recall over lines, and the share of
body words lost, (a) of a plain list mined from four folds of the sites and tried on the fifth, (b) of the packs.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from cleaner import Cleaner, Options  # noqa: E402
from cleaner.fold import fold, words  # noqa: E402

FOLDS = 5
PROSE = 25  # words: what stands before the first such line is the head, after the last the tail
PLACES = ("head", "middle", "tail")
LABELS = "BCU"  # furniture, body, unsure


class Line(NamedTuple):
    """One labelled line that is not blank."""

    number: int
    folded: str
    place: str
    label: str
    size: int


class Page(NamedTuple):
    """One page of the part `fit`."""

    site: str
    text: str
    lines: tuple[Line, ...]


class Figures(NamedTuple):
    """What removing some lines gives."""

    precision: float
    recall: float
    loss: float


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a gzipped JSON-lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        yield from map(json.loads, file)


def number_of(name: str) -> int:
    """A number for a name, the same everywhere."""
    return int(hashlib.md5(name.encode()).hexdigest(), 16)


def site_of(row: dict[str, Any]) -> str:
    """The publisher of a page, else its host."""
    return str(row.get("publisher") or (urlsplit(row.get("url") or "").hostname or "").removeprefix("www.") or row["id"])


def is_fit(row: dict[str, Any]) -> bool:
    """Does a page belong to the part that may be read? A quarter of the sites and half of the publishers do not."""
    return number_of(site_of(row)) % (2 if row.get("publisher") else 4) != 0


def pages(kit: Path, family: str) -> Iterator[Page]:
    """The pages of the part `fit`: "text" are whole dumps, "residue" is what an extractor left."""
    for path in sorted((kit / "data").glob(f"{family}-*.jsonl.gz")):
        gold = path.with_name(path.name.replace(family, "gold", 1))
        sites = {row["id"]: site_of(row) for row in rows(gold) if is_fit(row)}
        for row in rows(path):
            if row["id"] in sites:
                yield Page(sites[row["id"]], row["text"], tuple(labelled(row)))


def labelled(row: dict[str, Any]) -> Iterator[Line]:
    """The labelled lines of a page, with their places."""
    folded = [fold(line) for line in row["text"].split("\n")]
    sizes = [words(line) for line in folded]
    prose = [number for number, size in enumerate(sizes, 1) if size >= PROSE]
    first, last = (prose[0], prose[-1]) if prose else (0, len(folded) + 1)
    for number, label, _ in row["labels"]:
        place = PLACES[(number >= first) + (number > last)]
        yield Line(number, folded[number - 1], place, label, sizes[number - 1])


class Counts(NamedTuple):
    """Where a line stands and what it is there."""

    sites: dict[str, set[str]]
    labels: dict[str, Counter[tuple[str, str]]]

    def add(self, page: Page) -> None:
        """Count the lines of a page."""
        for line in page.lines:
            if line.folded:
                self.sites[line.folded].add(page.site)
                self.labels[line.folded][line.place, line.label] += 1

    def candidates(self, least: int, share: float) -> list[str]:
        """Lines on at least so many sites that are body in at most this share, most widespread first."""
        found = [line for line, sites in self.sites.items() if len(sites) >= least and self.body_share(line) <= share]
        return sorted(found, key=lambda line: (-len(self.sites[line]), line))

    def body_share(self, line: str) -> float:
        """Share of body among the sure labels of a line; 1 if there is none."""
        count = {label: sum(self.labels[line][place, label] for place in PLACES) for label in "BC"}
        return count["C"] / sum(count.values()) if count["B"] else 1.0

    def row(self, line: str) -> str:
        """A line's counts, tab-separated."""
        places = ["/".join(str(self.labels[line][place, label]) for label in LABELS) for place in PLACES]
        return "\t".join([line, str(len(self.sites[line])), *places])


def counted(some: Iterable[Page]) -> Counts:
    """The counts of some pages."""
    counts = Counts(defaultdict(set), defaultdict(Counter))
    for page in some:
        counts.add(page)
    return counts


def figures(found: Iterable[tuple[Page, set[int]]]) -> Figures:
    """Precision and recall over lines and the share of body words lost, when each page loses the lines of its numbers."""
    gone, all_lines, words_lost, all_words = Counter[str](), Counter[str](), 0, 0
    for page, numbers in found:
        for line in page.lines:
            is_gone = line.number in numbers
            all_lines[line.label] += 1
            gone[line.label] += is_gone
            all_words += line.size * (line.label == "C")
            words_lost += line.size * (line.label == "C" and is_gone)
    sure = gone["B"] + gone["C"]
    return Figures(gone["B"] / max(1, sure), gone["B"] / max(1, all_lines["B"]), words_lost / max(1, all_words))


def of_plain_list(some: Sequence[Page], least: int, share: float) -> Figures:
    """A list mined from four folds of the sites, tried on the fifth, wherever its lines stand."""
    known: dict[int, frozenset[str]] = {}
    for part in range(FOLDS):
        known[part] = frozenset(counted(page for page in some if number_of(page.site) % FOLDS != part).candidates(least, share))
    return figures((page, {line.number for line in page.lines if line.folded in known[number_of(page.site) % FOLDS]}) for page in some)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("kit", type=Path, help="folder of the measuring kit")
    parser.add_argument("--sites", type=int, default=3, metavar="N", help="least sites a line stands on (default 3)")
    parser.add_argument("--share", type=float, default=0.01, metavar="X", help="most body among its sure labels (default 0.01)")
    parser.add_argument("--known", action="store_true", help="hide lines that the packs already remove somewhere")
    options = parser.parse_args()
    cleaner = Cleaner(Options(level="safe"))
    gone = {family: [(page, {item.line for item in cleaner.clean(page.text, kind="text").removed}) for page in pages(options.kit, family)]
            for family in ("text", "residue")}  # fmt: skip
    texts = [page for page, _ in gone["text"]]
    known = {line.folded for page, numbers in gone["text"] for line in page.lines if line.number in numbers}
    counts = counted(texts)
    print("line", "sites", *PLACES, sep="\t")
    for form in counts.candidates(options.sites, options.share):
        if not (options.known and form in known):
            print(counts.row(form))
    tell("plain list, five folds of sites", of_plain_list(texts, options.sites, options.share))
    for family, found in gone.items():
        tell(f"packs at level safe, {family}", figures(found))


def tell(what: str, found: Figures) -> None:
    """One line of figures."""
    print(f"{what}: rem_p {found.precision:.4f}, rem_r {found.recall:.4f}, line_loss {found.loss:.4f}", file=sys.stderr)


if __name__ == "__main__":
    main()
