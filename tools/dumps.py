"""More labelled pages from the measuring kit's HTML: dumps in the styles a page does not have yet, and extractors' output.

    python tools/dumps.py KIT OUT [--part check]

Writes OUT/text-SET.jsonl.gz (whole pages; labels are taken over from the kit's dump of the same page and from its gold
text) and OUT/residue-SET.jsonl.gz (what jusText, readability and trafilatura make of the page, the latter as Markdown).
Only the part `fit` by default. Needs the extra `fit`; no network.
"""

from __future__ import annotations

import argparse
import gzip
import json
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

GRAM = 4  # words of a passage that is looked up in the gold text
NEIGHBOURS = 3  # lines to either side that decide on a line of few words
MUCH, LITTLE = 0.8, 0.1  # share of a line's passages found in the gold text that makes it body, or furniture

Labels = list[tuple[int, str, str]]


def styles(html: str) -> Iterator[tuple[str, Callable[[], str]]]:
    """Ways to dump a whole page."""
    import html_text
    import inscriptis
    from bs4 import BeautifulSoup
    from resiliparse.extract.html2text import extract_plain_text

    def nodes() -> str:
        soup = BeautifulSoup(html, "lxml")
        for tag in soup(["script", "style", "noscript", "template"]):
            tag.decompose()
        return str(soup.get_text("\n", strip=True))

    yield "inscriptis", lambda: str(inscriptis.get_text(html))
    yield "html_text", lambda: str(html_text.extract_text(html))
    yield "resiliparse", lambda: str(extract_plain_text(html, main_content=False))
    yield "get_text", nodes


def extractors(html: str) -> Iterator[tuple[str, Callable[[], str]]]:
    """Ways to extract the body of a page."""
    import html_text
    import justext
    import readability
    import trafilatura

    def paragraphs() -> str:
        found = justext.justext(html.encode(), justext.get_stoplist("English"))
        return "\n".join(paragraph.text for paragraph in found if not paragraph.is_boilerplate)

    yield "justext", paragraphs
    yield "readability", lambda: str(html_text.extract_text(readability.Document(html).summary()))
    yield "markdown", lambda: trafilatura.extract(html, output_format="markdown", include_links=True, include_formatting=True) or ""


def html_of(kit: Path, page: Any) -> str | None:
    """The HTML of a page, if the kit has it."""
    for folder in (f"html-{page.set_name}", f"more-html-{page.set_name}"):
        path = kit / "data" / folder / f"{page.id}.html.gz"
        if path.is_file():
            return gzip.decompress(path.read_bytes()).decode("utf-8", "replace")
    return None


class Judge:
    """Labels for lines of another dump of a page whose lines are labelled already."""

    def __init__(self, page: Any, words_of: Callable[[str], list[str]]) -> None:
        self.words_of = words_of
        gold = words_of(page.gold.text.replace("\n", " "))
        self.gold = f" {' '.join(gold)} "
        self.grams = {tuple(gold[place : place + GRAM]) for place in range(len(gold) - GRAM + 1)}
        self.known: dict[str, set[str]] = defaultdict(set)
        lines = page.dump.split("\n")
        for number, label, _ in page.labels:
            if label != "U":
                self.known[" ".join(words_of(lines[number - 1].strip()))].add(label)

    def label(self, line: str) -> str:
        """C, B, U, or one of c and b: too short to tell alone, but in the gold text or not."""
        words = self.words_of(line.strip())
        key = " ".join(words)
        known, inside = self.known.get(key, set()), f" {key} " in self.gold
        if len(known) == 1 and words:
            return min(known)
        if len(words) < GRAM:
            return "c" if inside or known or not words else "B"
        grams = [tuple(words[place : place + GRAM]) for place in range(len(words) - GRAM + 1)]
        share = sum(gram in self.grams for gram in grams) / len(grams)
        return "C" if inside or share >= MUCH else "B" if share <= LITTLE and not known else "U"

    def labels(self, text: str) -> Labels:
        """Labels of all lines that are not blank, as the kit has them."""
        rows = [(number, self.label(line)) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
        return [(number, label if label != "c" else between(rows, place), "") for place, (number, label) in enumerate(rows)]


def between(rows: list[tuple[int, str]], place: int) -> str:
    """The label that the sure lines above and below agree on, or U."""
    above = next((label for _, label in rows[max(0, place - NEIGHBOURS) : place][::-1] if label in "CB"), "U")
    below = next((label for _, label in rows[place + 1 : place + 1 + NEIGHBOURS] if label in "CB"), "U")
    return above if above == below else "U"


def texts(ways: Iterator[tuple[str, Callable[[], str]]]) -> Iterator[tuple[str, str]]:
    """What each way makes of a page; a way that fails makes nothing."""
    for name, way in ways:
        try:
            text = way().replace("\r", "")
        except Exception as error:  # any failure of another program only costs a page
            print(f"{name}: {type(error).__name__}", file=sys.stderr)
            continue
        if text.strip():
            yield name, text


def made(kit: Path, page: Any) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The rows of one page, with the family of each."""
    from kit.metrics import LineWords

    html = html_of(kit, page)
    if html is None:
        return
    judge = Judge(page, LineWords(page.lang).of_line)
    for family, ways in (("text", styles), ("residue", extractors)):
        for name, text in texts(ways(html)):
            if name != page.style:
                yield family, {"id": page.id, "style": name, "lang": page.lang, "text": text, "labels": judge.labels(text)}


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kit", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--part", choices=("fit", "check"), default="fit")
    given = parser.parse_args()
    sys.path.insert(0, str(given.kit))
    from kit.folders import FOLDERS, sets_of
    from kit.pages import text_pages

    FOLDERS.part = given.part
    given.out.mkdir(parents=True, exist_ok=True)
    for name in sets_of("text"):
        paths = {family: given.out / f"{family}-{name}.jsonl.gz" for family in ("text", "residue")}
        files = {family: gzip.open(path, "wt", encoding="utf-8") for family, path in paths.items()}
        for page in text_pages(name, "text"):
            for family, row in made(given.kit, page):
                files[family].write(json.dumps(row, ensure_ascii=False) + "\n")
        for file in files.values():
            file.close()


if __name__ == "__main__":
    main()
