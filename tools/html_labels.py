"""Labels for the lines of HTML pages: which of them the gold text of a page holds."""

from __future__ import annotations

import gzip
import hashlib
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

import numpy as np
from numpy.typing import NDArray

GRAM = 4  # words of a passage that is looked up in the gold text
SIDE = 2  # words of a neighbour that place a short line in the gold text
REACH = 5  # lines to either side that tell two copies of a line apart
MUCH, LITTLE = 0.6, 0.3  # share of a line's passages in the gold text that makes it body, or furniture
BODY, FURNITURE, UNSURE = 1, 0, -1


class HtmlPage(NamedTuple):
    """A page of the kit with its HTML."""

    gold: Any  # the kit's page
    html: str
    site: str
    news: bool
    in_kit: bool  # one of those that the kit scores

    @property
    def fold(self) -> int:
        """The fold of the page's site, of five."""
        return int(hashlib.md5(f"f{self.site}".encode()).hexdigest(), 16) % 5


def html_pages(kit: Path, part: str = "fit") -> Iterator[HtmlPage]:
    """All pages of a part that the kit has the HTML of."""
    sys.path.insert(0, str(kit))
    from kit.folders import ENDING, FOLDERS, sets_of
    from kit.pages import read_rows, text_pages

    FOLDERS.part = part
    for name in sets_of("text"):
        rows = {row["id"]: row for row in read_rows(f"gold-{name}{ENDING}")}
        for page in text_pages(name, "text"):
            row = rows[page.id]
            host = (urlsplit(row.get("url") or "").hostname or "").removeprefix("www.")
            for folder in ("html", "more-html"):
                path = kit / "data" / f"{folder}-{name}" / f"{page.id}.html.gz"
                if path.is_file():
                    html = gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
                    yield HtmlPage(page, html, row.get("publisher") or host or page.id, "publisher" in row, folder == "html")


def labels_of(lines: Sequence[str], gold: Any) -> NDArray[np.int8]:
    """One label a line. `gold` is the kit's page."""
    from kit.metrics import LineWords

    known = LineWords(gold.lang)
    words = [known.of_line(line) for line in lines]
    golden = known.of_line(gold.gold.text.replace("\n", " "))
    labels = by_passages(words, golden)
    short_lines(labels, words, f" {' '.join(golden)} ")
    copies(labels, words, Counter(" ".join(golden[place : place + GRAM]) for place in range(len(golden))))
    title = known.of_line((gold.gold.title or "").strip())
    for place, line in enumerate(words):
        if title and line == title:
            labels[place] = UNSURE
    return labels


def by_passages(words: Sequence[list[str]], golden: list[str]) -> NDArray[np.int8]:
    """Labels of the lines that are long enough; lines without words are furniture for now."""
    passages = {tuple(golden[place : place + GRAM]) for place in range(len(golden) - GRAM + 1)}
    labels = np.full(len(words), UNSURE, np.int8)
    for place, line in enumerate(words):
        if len(line) >= GRAM:
            found = [tuple(line[start : start + GRAM]) in passages for start in range(len(line) - GRAM + 1)]
            share = sum(found) / len(found)
            labels[place] = BODY if share >= MUCH else FURNITURE if share <= LITTLE else UNSURE
    return labels


def short_lines(labels: NDArray[np.int8], words: Sequence[list[str]], golden: str) -> None:
    """Label the short lines: body if the gold text has them beside the end or the start of a neighbour."""
    placed = [place for place, line in enumerate(words) if line]
    for order, place in enumerate(placed):
        line = " ".join(words[place])
        if len(words[place]) >= GRAM:
            continue
        if f" {line} " not in golden:
            labels[place] = FURNITURE
            continue
        above = words[placed[order - 1]][-SIDE:] if order else []
        below = words[placed[order + 1]][:SIDE] if order + 1 < len(placed) else []
        beside = (f" {' '.join([*above, line])} " in golden) + (f" {' '.join([line, *below])} " in golden)
        labels[place] = BODY if beside == 2 else UNSURE
        if beside == 1:
            near = {int(labels[placed[other]]) for other in (order - 1, order + 1) if 0 <= other < len(placed)}
            labels[place] = BODY if BODY in near else UNSURE
        elif not beside:
            labels[place] = FURNITURE


def copies(labels: NDArray[np.int8], words: Sequence[list[str]], golden: Counter[str]) -> None:
    """Of a line that stands more often in the page than in the gold text, those among the most body are body."""
    same = defaultdict(list)
    for place, line in enumerate(words):
        if labels[place] == BODY and len(line) >= GRAM:
            same[" ".join(line)].append(place)
    body = np.cumsum(np.concatenate([[0], labels == BODY]))
    for places in same.values():
        there = golden[" ".join(words[places[0]][:GRAM])]
        if len(places) > there:
            around = [int(body[min(place + REACH + 1, len(labels))] - body[max(place - REACH, 0)]) for place in places]
            ranked = sorted(zip(around, places, strict=True), key=lambda pair: (-pair[0], pair[1]))
            for _, place in ranked[max(there, 1) :]:
                labels[place] = FURNITURE
