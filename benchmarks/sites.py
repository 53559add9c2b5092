"""The learning curve: pages of a site cleaned after learning from 5, 10 and 20 others, ten random choices each.

python benchmarks/sites.py PAGES.jsonl.gz    rows with `site`, `text` and `gold`, the text that should be left
"""

from __future__ import annotations

import gzip
import json
import random
import re
import statistics
import sys
from collections import Counter
from pathlib import Path
from typing import NamedTuple

import cleaner

SIZES = (0, 5, 10, 20)
CHOICES = 10
WORD = re.compile(r"\w+")


class Score(NamedTuple):
    """Means over pages: word F1, and the share of the gold words printed on the page that is missing."""

    f1: float
    loss: float


def bag(text: str) -> Counter[str]:
    """The words of a text."""
    return Counter(WORD.findall(text.lower()))


def score(page: dict[str, str], sites: cleaner.Sites | None) -> Score:
    """Clean a page and compare it with its gold."""
    document = cleaner.clean(page["text"], kind="text", site=page["site"], sites=sites)
    found, gold = bag(document.text), bag(page["gold"])
    title = bag(document.title or "")
    there = (gold & bag(page["text"])) - title
    if not gold:
        return Score(float(not found), 0.0)
    same = (found & gold).total()
    return Score(2 * same / (found.total() + gold.total()), (there - found).total() / max(1, there.total()))


def chosen(pages: list[dict[str, str]], size: int, seed: int) -> tuple[cleaner.Sites | None, list[dict[str, str]]]:
    """What is learned from some pages chosen at random, and the others."""
    if not size:
        return None, pages
    order = random.Random(seed).sample(range(len(pages)), len(pages))
    learned = cleaner.learn([(pages[place]["site"], pages[place]["text"]) for place in order[:size]])
    return learned, [pages[place] for place in sorted(order[size:])]


def row(pages: list[dict[str, str]], size: int) -> str:
    """A line of the table: means over the choices, and their spread."""
    means = []
    for seed in range(CHOICES if size else 1):
        sites, rest = chosen(pages, size, seed)
        scores = [score(page, sites) for page in rest]
        means.append(Score(*(statistics.mean(column) for column in zip(*scores, strict=True))))
    f1, loss = zip(*means, strict=True)
    spread = statistics.stdev(f1) if len(f1) > 1 else 0.0
    return f"{size:5}  {statistics.mean(f1):.3f} ± {spread:.3f}  {min(f1):.3f}-{max(f1):.3f}  {statistics.mean(loss):.3f}"


def main(path: str) -> None:
    """Print a table for each site with pages enough."""
    with gzip.open(Path(path), "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    for site in sorted({page["site"] for page in rows}):
        pages = [page for page in rows if page["site"] == site]
        print(f"\n{site}, {len(pages)} pages\npages  F1             lowest-highest  body loss")
        for size in SIZES:
            if size < len(pages):
                print(row(pages, size), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
