"""HTML to lines with evidence, and the judgement of them. The only import of HTML parsers and extractors."""

from __future__ import annotations

from typing import Any, NamedTuple

from cleaner.html.judge import Markup
from cleaner.html.shown import shown
from cleaner.html.stated import kinds_of, parts, titles_of
from cleaner.html.walk import walked

MOST_LINES = 2_000_000


class Read(NamedTuple):
    """A page's tree, its lines with their markup, and whether lines were left out."""

    tree: Any
    markup: Markup
    head: dict[str, str]
    cut: bool


def read(source: str, most_lines: int = MOST_LINES) -> Read:
    """Parse a page and walk over it once.

    Args:
        source: the page's HTML.
        most_lines: lines after these are left out.
    """
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(source)
    page = shown(walked(tree.root, most_lines))
    titles = titles_of(tree)
    markup = Markup(page.lines, page.boxes, page.ends, titles, kinds_of(tree))
    return Read(tree, markup, {"title": parts(titles[0])[-1]} if titles else {}, page.cut)
