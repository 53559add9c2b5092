"""Draw the README's picture of a dump before and after: python tools/picture.py > docs/img/before-after.svg

What it shows is what cleaner does to fixtures/pages/en-ferry; a test holds the picture against this script.
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import cleaner  # noqa: E402
from cleaner import Document  # noqa: E402

SOURCE = ROOT / "fixtures" / "pages" / "en-ferry" / "source.txt"
STEP = 17.5  # from line to line
TOP = 74  # of the first line
LEFT, MIDDLE, RIGHT, WIDTH = 16, 508, 560, 980
BEFORE, AFTER = 49, 47  # characters of a line that fit a card
LEGEND = {
    "named": ("AD01", "a rule of a pack names the line"),
    "judged": ("STRUCT01", "judged by shape, place, neighbours"),
    "meta": ("META02", "moved to the metadata"),
}
HUES = {"META": "meta", "STRUCT": "judged"}  # all other families are named rules

STYLE = """
text { font: 12px ui-monospace, SFMono-Regular, Menlo, Consolas, "Liberation Mono", monospace; fill: #1f2933 }
.card { fill: #ffffff; stroke: #cfd6de }
.head { font: 600 13px system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif; fill: #75818f }
.named { fill: #b3261e; text-decoration: line-through }
.judged { fill: #8a5a00; text-decoration: line-through }
.meta { fill: #0b63a5 }
.key, .code { fill: #52606d }
.code { font-size: 10px }
.arrow { stroke: #7b8794; fill: none; stroke-width: 2.5; stroke-linecap: round; stroke-linejoin: round }
@media (prefers-color-scheme: dark) {
  text { fill: #e4e7eb }
  .card { fill: #161b22; stroke: #3e4c59 }
  .key, .code { fill: #9aa5b1 }
  .named { fill: #ff8a80 }
  .judged { fill: #ffc069 }
  .meta { fill: #7cc4fa }
}
"""


def text(x: float, y: float, content: str, name: str = "") -> str:
    """One line of text."""
    kind = f' class="{name}"' if name else ""
    return f'<text x="{x:g}" y="{y:g}"{kind} xml:space="preserve">{escape(content)}</text>'


def before(document: Document) -> Iterator[str]:
    """The dump: removed lines struck out behind their codes, moved ones coloured."""
    codes = {item.line: item.code for item in document.removed}
    y = float(TOP)
    for number, line in enumerate(document.source.rstrip("\n").split("\n"), 1):
        if not line.strip():
            y += STEP * 0.4
            continue
        code = codes.get(number, "")
        if code:
            yield text(LEFT + 14, y, code, "code")
        shown = line if len(line) <= BEFORE else line[: BEFORE - 1].rstrip() + "…"
        yield text(LEFT + 76, y, shown, HUES.get(code.rstrip("0123456789"), "named") if code else "")
        y += STEP


def after(document: Document) -> Iterator[str]:
    """What comes out: the metadata, then the body."""
    assert document.byline
    assert document.dateline
    facts = {
        "title": document.title,
        "authors": ", ".join(document.byline.authors),
        "published": document.published,
        "place": document.dateline.place,
        "agency": document.dateline.agency,
        "credit": document.credit,
    }
    y = float(TOP)
    for name, value in facts.items():
        lines = textwrap.wrap(str(value), AFTER - 11)
        yield text(RIGHT + 14, y, name, "key")
        for line in lines:
            yield text(RIGHT + 94, y, line, "meta")
            y += STEP
    y += STEP * 0.3
    yield f'<path d="M{RIGHT + 14} {y - 12:g}H{WIDTH - 30}" class="card"/>'
    y += STEP * 0.7
    for paragraph in document.text.split("\n\n"):
        for line in textwrap.wrap(paragraph, AFTER + 4):
            yield text(RIGHT + 14, y, line)
            y += STEP
        y += STEP * 0.4


def legend(bottom: float) -> Iterator[str]:
    """What the colours mean, at the foot of the right card."""
    y = bottom - STEP * (len(LEGEND) - 1)
    for name, (code, meaning) in LEGEND.items():
        yield text(RIGHT + 14, y, code, "code")
        yield text(RIGHT + 76, y, meaning, name)
        y += STEP


def picture() -> str:
    """The whole drawing."""
    document = cleaner.clean(SOURCE.read_text(encoding="utf-8"))
    lines = document.source.rstrip("\n").split("\n")
    height = TOP + STEP * (sum(0.4 if not line.strip() else 1 for line in lines)) + 6
    cards = [(LEFT, MIDDLE - LEFT - 8), (RIGHT, WIDTH - RIGHT - 16)]
    middle = height / 2 + 20
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height + 16:g}" role="img" aria-labelledby="what">',
        '<title id="what">A text dump with its furniture struck out, each line with the code of its rule, and the clean article</title>',
        f"<style>{STYLE}</style>",
        *(f'<rect x="{x}" y="44" width="{width}" height="{height - 44:g}" rx="8" class="card"/>' for x, width in cards),
        text(LEFT + 2, 30, "before: a text dump, as scraped", "head"),
        text(RIGHT + 2, 30, "after: who, when, where, and the article", "head"),
        f'<path d="M{MIDDLE + 8} {middle:g}H{RIGHT - 12}m-9 -8l9 8l-9 8" class="arrow"/>',
        *before(document),
        *after(document),
        *legend(height - 20),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


if __name__ == "__main__":
    sys.stdout.write(picture())
