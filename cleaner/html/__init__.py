"""HTML to lines with evidence, and the judgement of them. The only import of HTML parsers and extractors."""

from __future__ import annotations

from typing import NamedTuple

from cleaner.head import Stated, stated
from cleaner.html.hints import kinds_of, titles_of
from cleaner.html.judge import Markup
from cleaner.html.shown import shown
from cleaner.html.walk import walked

MOST_LINES = 2_000_000


class Read(NamedTuple):
    """A page's lines with their markup, what the page states about itself, and whether lines were left out."""

    markup: Markup
    stated: Stated
    cut: bool

    @property
    def whole(self) -> str:
        """The text of the whole page."""
        return "\n".join([line.text for line in self.markup.lines])


def read(source: str, url: str | None = None, most_lines: int = MOST_LINES) -> Read:
    """Parse a page and walk over it once.

    Args:
        source: the page's HTML.
        url: where it came from.
        most_lines: lines after these are left out.
    """
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser(source)
    page = shown(walked(tree.root, most_lines))
    markup = Markup(page.lines, page.boxes, page.ends, titles_of(tree), kinds_of(tree))
    return Read(markup, stated(tree, url), page.cut)
