"""Quality on a public benchmark: python benchmarks/quality.py FOLDER [--level full] [--peers] [--pages N]

FOLDER is a local checkout of WCXB, the Web Content Extraction Benchmark: any folder with `html/ID.html.gz` (or .html)
and either `ground-truth.json` or `ground-truth/ID.json`, in it or below it. Each page's whole text is taken from its
HTML without any judgement (inscriptis, html_text or BeautifulSoup, whichever is installed), and is what text programs get.
Word precision, recall and F1 are counted over the multiset of lower-cased words, means over pages, as WCXB does.
Peers are run where they are installed: pip install 'press-cleaner[peers]'.
"""

from __future__ import annotations

import argparse
import gzip
import importlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import cleaner

WORD = re.compile(r"\w+")
FIELDS = ("main_content", "articleBody", "content")


class Page(NamedTuple):
    """One page of the benchmark."""

    name: str
    kind: str
    html: str
    gold: str
    title: str


class Score(NamedTuple):
    """Word precision, recall and F1 of one page."""

    precision: float
    recall: float
    f1: float


def pages(folder: Path) -> Iterator[Page]:
    """The pages of all parts below a folder that have both HTML and a ground truth."""
    for html in sorted(folder.rglob("html")):
        truths = read_truths(html.parent)
        for path in sorted(html.glob("*.html*")):
            name = path.name.split(".")[0]
            if name in truths:
                data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
                yield page_of(name, data, truths[name])


def page_of(name: str, data: bytes, truth: dict[str, Any]) -> Page:
    """A page from its HTML and its ground truth."""
    inner = truth.get("ground_truth", truth)
    gold = next((inner[field] for field in FIELDS if inner.get(field)), "")
    title = inner.get("title") or ""
    kind = truth.get("page_type") or truth.get("_internal", {}).get("page_type") or "page"
    return Page(name, kind if isinstance(kind, str) else kind.get("primary", "page"), data.decode("utf-8", "replace"), gold, title)


def read_truths(folder: Path) -> dict[str, dict[str, Any]]:
    """Ground truth by page, from one file or from one a page."""
    single = folder / "ground-truth.json"
    if single.is_file():
        whole: dict[str, dict[str, Any]] = json.loads(single.read_text(encoding="utf-8"))
        return whole
    return {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (folder / "ground-truth").glob("*.json")}


def score(output: str, gold: str) -> Score:
    """Shared words over those of the output and of the gold text."""
    mine, wanted = Counter(WORD.findall(output.lower())), Counter(WORD.findall(gold.lower()))
    if not wanted:
        return Score(*(3 * [float(not mine)]))
    shared = (mine & wanted).total()
    precision, recall = shared / max(1, mine.total()), shared / wanted.total()
    return Score(precision, recall, 2 * precision * recall / (precision + recall) if shared else 0.0)


def dump_maker() -> Callable[[str], str]:
    """A program that writes a page's whole text."""
    for module, make in (
        ("inscriptis", lambda found: found.get_text),
        ("html_text", lambda found: found.extract_text),
        ("bs4", lambda found: lambda html: found.BeautifulSoup(html, "html.parser").get_text("\n")),
    ):
        try:
            maker: Callable[[str], str] = make(importlib.import_module(module))
            return maker
        except ImportError:
            continue
    raise SystemExit("nothing here makes a text dump of HTML; pip install inscriptis")


def long_lines(text: str) -> str:
    """Lines of ten words or more: the best plain line filter."""
    return "\n".join(line for line in text.split("\n") if len(line.split()) >= 10)


def wrapped(text: str) -> str:
    """A text as HTML for programs that know nothing else: each line a paragraph."""
    import html

    return "<html><body>" + "".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n")) + "</body></html>"


def justext_lines(text: str) -> str:
    """jusText on the lines as paragraphs."""
    import justext

    found = justext.justext(wrapped(text).encode(), justext.get_stoplist("English"))
    return "\n".join(paragraph.text for paragraph in found if not paragraph.is_boilerplate)


def boilerpy3_lines(text: str) -> str:
    """boilerpy3 on the lines as paragraphs."""
    from boilerpy3.extractors import ArticleExtractor

    return str(ArticleExtractor(raise_on_failure=False).get_content(wrapped(text)))


def trafilatura_html(html: str) -> str:
    """trafilatura on the HTML."""
    import trafilatura

    return trafilatura.extract(html, include_comments=False) or ""


def programs(level: str, peers: bool) -> dict[str, tuple[str, Callable[[str], str]]]:
    """What is measured: name -> what it reads ("text" or "html") and the program."""
    found: dict[str, tuple[str, Callable[[str], str]]] = {
        f"cleaner --level {level}": ("text", lambda text: cleaner.clean(text, kind="text", level=level).text),
        "the dump itself": ("text", lambda text: text),
        "lines of 10 words and more": ("text", long_lines),
        f"cleaner --level {level}, HTML": ("html", lambda html: cleaner.clean(html, kind="html", level=level).text),
    }
    if peers:
        found |= {
            "jusText on lines": ("text", justext_lines),
            "boilerpy3 on lines": ("text", boilerpy3_lines),
            "trafilatura, HTML": ("html", trafilatura_html),
        }
    return found


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--level", default="full", choices=("safe", "full"))
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--pages", type=int, default=0, help="only the first N pages")
    options = parser.parse_args()
    found = list(pages(options.folder))[: options.pages or None]
    if not found:
        raise SystemExit(f"{options.folder}: no folder html/ with a ground-truth beside it is below this one")
    dump = dump_maker()
    dumps = {page.name: dump(page.html) for page in found}
    kinds = sorted({page.kind for page in found})
    print(f"{len(found)} pages\n\n| program | precision | recall | F1 | {' | '.join(kinds)} |\n|---|{'---|' * (3 + len(kinds))}")
    for name, (reads, work) in programs(options.level, options.peers).items():
        scores: list[Score] = []
        by_kind: dict[str, list[float]] = defaultdict(list)
        for page in found:
            result = score(work(dumps[page.name] if reads == "text" else page.html), page.gold)
            scores.append(result)
            by_kind[page.kind].append(result.f1)
        means = [sum(column) / len(scores) for column in zip(*scores, strict=True)]
        cells = [f"{value:.3f}" for value in means] + [f"{sum(by_kind[kind]) / len(by_kind[kind]):.3f}" for kind in kinds]
        print(f"| {name} | {' | '.join(cells)} |")


if __name__ == "__main__":
    main()
