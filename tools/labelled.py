"""The labelled pages that the scorecard is fitted on, and what their lines and words say."""

from __future__ import annotations

import gzip
import hashlib
import json
import math
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

from cleaner import clean, structure
from cleaner.columns import SHORT, WORD_POINTS, bare
from cleaner.model import Page
from cleaner.scorecard import Card
from cleaner.structure import Judged

FOLDS = 5
LINE_SITES, WORD_SITES = 3, 4  # sites a line or word must stand on
MORE_STYLES = ("inscriptis", "html_text", "resiliparse")  # of the other dumps of a page one of these is read, and the one by text nodes


class Labelled(NamedTuple):
    """A page with its labels: one a looked-at line, 1 body, 0 furniture, -1 unsure."""

    site: str
    news: bool
    more: bool  # a dump made from a page that the kit has in another style
    gold: Any  # the kit's page
    page: Any
    alive: list[int]
    places: list[int]  # of the lines that are not blank
    labels: NDArray[np.int8]

    @property
    def fold(self) -> int:
        """The fold of the page's site."""
        return fold_of(self.site)


def fold_of(site: str) -> int:
    """The fold of a site."""
    return int(hashlib.md5(f"f{site}".encode()).hexdigest(), 16) % FOLDS


def site_of(row: dict[str, Any]) -> str:
    """The publisher or the host of a row of a gold file, else its id."""
    host = (urlsplit(row.get("url") or "").hostname or "").removeprefix("www.")
    return str(row.get("publisher") or host or row["id"])


def first_look(text: str) -> tuple[Any, list[int]]:
    """The page and the live lines that the scorecard sees in its first round."""
    calls: list[tuple[Any, list[int]]] = []

    def look(page: Page, alive: Sequence[int], first: bool, went: Collection[int] = (), known: Card | None = None) -> list[Judged]:
        calls.append((page, list(alive)))
        return []

    judge, structure.judge = structure.judge, look
    try:
        clean(text, kind="text", level="full")
    finally:
        structure.judge = judge
    return calls[0] if calls else (None, [])


def labelled(kit: Path, family: str, more: Path | None) -> Iterator[Labelled]:
    """The labelled pages of the part `fit`, and what `tools/dumps.py` made of the same pages."""
    sys.path.insert(0, str(kit))
    from kit.folders import ENDING, FOLDERS, sets_of
    from kit.pages import read_rows, text_pages

    FOLDERS.part = "fit"
    for name in sets_of("text"):
        gold = {row["id"]: row for row in read_rows(f"gold-{name}{ENDING}")}
        pages = {page.id: page for page in text_pages(name, family)}
        others = list(more_pages(more / f"{family}-{name}{ENDING}", pages, family)) if more else []
        for page, is_more in [*((page, False) for page in pages.values()), *((page, True) for page in others)]:
            row = gold[page.id]
            found = one_page(page, site_of(row), "publisher" in row, is_more)
            if found is not None:
                yield found


def more_pages(path: Path, pages: dict[str, Any], family: str) -> Iterator[Any]:
    """The kit's pages with other texts; of dumps those by text nodes, where sentences are split, and one more style."""
    with gzip.open(path, "rt", encoding="utf-8") as rows:
        for row in map(json.loads, rows):
            page = pages.get(row["id"])
            number = int(hashlib.md5(row["id"].encode()).hexdigest(), 16)
            wanted = ("get_text", MORE_STYLES[number % len(MORE_STYLES)])
            if page is not None and (family == "residue" or page.set_name.startswith("fundus") or row["style"] in wanted):
                labels = tuple((number, label, why) for number, label, why in row["labels"])
                yield replace(page, dump=row["text"], source=row["text"], style=row["style"], labels=labels)


def one_page(page: Any, site: str, news: bool, more: bool) -> Labelled | None:
    """A page as the scorecard sees it, with labels; None if rules leave nothing of it."""
    looked, alive = first_look(page.dump)
    if looked is None or len(alive) < 2:
        return None
    sure = {number: (1 if label == "C" else 0 if label == "B" else -1) for number, label, _ in page.labels}
    index = [place for place, line in enumerate(looked.lines) if line.strip()]
    labels = np.array([sure[place + 1] for place in index], np.int8)
    return Labelled(site, news, more, page, looked, alive, index, labels)


class Mined:
    """On how many sites each line and word is furniture or body, with the sites, so that one can be left out."""

    def __init__(self, some: Iterable[Labelled]) -> None:
        self.lines: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
        self.words: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
        self.prose: dict[str, tuple[set[str], set[str]]] = defaultdict(lambda: (set(), set()))
        for item in some:
            if item.more:
                continue
            lives = set(item.alive)
            for place, label in zip(item.places, item.labels.tolist(), strict=True):
                form = item.page.folded[place]
                if label < 0 or place not in lives or not form:
                    continue
                if len(form) <= SHORT:
                    self.lines[form][label].add(item.site)
                words, said = (self.words, form) if len(form) <= SHORT else (self.prose, bare(form))
                for word in said.split(" "):
                    words[word][label].add(item.site)

    def line(self, form: str, without: str = "") -> int:
        """Points of a whole line, from -8 (body) to 8."""
        return evidence(self.lines.get(form), without, LINE_SITES, (2.0, 0.0, 8))

    def word(self, word: str, without: str = "") -> int:
        """Points of a word of short lines, from -12 to 12; one such line in four is body."""
        return evidence(self.words.get(word), without, WORD_SITES, (3.0, math.log(3), WORD_POINTS))

    def prose_word(self, word: str, without: str = "") -> int:
        """Points of a word of long lines, from -12 to 12; two such lines in three are body."""
        return evidence(self.prose.get(word), without, WORD_SITES, (3.0, -math.log(2), WORD_POINTS))

    def without(self, item: Labelled) -> tuple[dict[str, int], dict[str, int], dict[str, int]]:
        """Points of the lines, of the words of short lines and of those of long ones of a page, mined without its site."""
        forms = {item.page.folded[place] for place in item.places}
        wholes = {form: self.line(form, item.site) for form in forms if form in self.lines}
        words = {word for form in forms if len(form) <= SHORT for word in form.split(" ")}
        prose = {word for form in forms if len(form) > SHORT for word in bare(form).split(" ")}
        return (
            wholes,
            {word: self.word(word, item.site) for word in words if word in self.words},
            {word: self.prose_word(word, item.site) for word in prose if word in self.prose},
        )


def evidence(sites: tuple[set[str], set[str]] | None, without: str, least: int, odds: tuple[float, float, int]) -> int:
    """Log odds of furniture against body by sites, as a whole number; `odds` are its scale, base and limit."""
    scale, base, most = odds
    if sites is None:
        return 0
    body, furniture = (len(group) - (without in group) for group in (sites[1], sites[0]))
    if body + furniture < least:
        return 0
    return max(-most, min(most, round(scale * (math.log((furniture + 0.5) / (body + 0.5)) - base))))
