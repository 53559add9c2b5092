"""HTML to lines with evidence, and the judgement of them. The only import of HTML parsers and extractors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from cleaner.head import Stated, stated, stating
from cleaner.head.embedded import embedded_body, page_data
from cleaner.html.anchors import LinkWalker, based, resolved
from cleaner.html.guard import ROOT, guarded, with_ends, with_frames_closed, with_roots_open
from cleaner.html.hints import ARTICLE, hints
from cleaner.html.judge import Markup, card
from cleaner.html.kinds import kinds
from cleaner.html.lines import Anchor, Walker
from cleaner.html.opinions import Opinion, opinion
from cleaner.html.shown import shown
from cleaner.html.walk import walked

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

__all__ = ["MOST_CHARS", "MOST_LINES", "Caps", "Markup", "Opinion", "Read", "card", "opinion", "read"]

MOST_LINES = 300_000  # of a page: judging 1,000,000 takes over a minute
STUB_CHARS, STUB_TIMES = 400, 2  # an article stated in the head, and how much longer than the visible one it must be
STUB_MOST = 2_000  # characters of a page that shows a stub of what its embedded data hold
SENTENCE = 60  # characters
MOST_CHARS = 10_000_000
MOST_TAGS = 1_000_000


class Read(NamedTuple):
    """A page's lines with their markup, what the page states about itself, and what was left out."""

    markup: Markup
    stated: Stated
    detail: str  # what was left out
    cut: bool  # text was left out, not only tags
    tree: LexborHTMLParser | None = None

    @property
    def may_guess(self) -> bool:
        """Is a day worth a long search?"""
        return bool(self.markup.kinds & ARTICLE)

    def kinds(self, kept: Sequence[int]) -> tuple[str, ...]:
        """What each line is in Markdown; `kept` are the numbers of the lines that it is asked of, "" the others."""
        return kinds(self.markup.page, kept)

    def links(self, kept: Sequence[int], url: str | None) -> tuple[tuple[Anchor, ...], ...]:
        """The links of each kept line, if they were noted; `url` is where the page came from."""
        anchors, numbers = self.markup.page.anchors, frozenset(kept)
        base = based(self.tree, url or self.stated.url) if anchors and self.tree is not None else None
        return tuple(resolved(found, base) if number in numbers else () for number, found in enumerate(anchors, 1))

    def fuller(self, shown: str) -> str:
        """The article that the head or the page's embedded data state, if the page shows a stub of it only; else nothing."""
        least = max(STUB_CHARS, STUB_TIMES * len(shown))
        for body in self.bodies(len(shown)):
            if len(body) >= least:
                text = read(body).whole if "</" in body else body
                if prose(text) >= least:
                    return text
        return ""

    def bodies(self, shown: int) -> Iterator[str]:
        """The texts that may be the article's; the data of a shop hold terms and conditions, so they are asked of articles only."""
        yield self.stated.article_body or ""
        if self.tree is not None and shown <= STUB_MOST and self.markup.kinds & ARTICLE:
            yield embedded_body(page_data(self.tree, shown < STUB_CHARS))

    @property
    def whole(self) -> str:
        """The text of the whole page."""
        return "\n".join(self.markup.page.lines)


class Caps(NamedTuple):
    """How much of a page is read: lines, characters of HTML, tags."""

    lines: int = MOST_LINES
    chars: int = MOST_CHARS
    tags: int = MOST_TAGS


def read(source: str, url: str | None = None, caps: Caps | None = None, links: bool = False) -> Read:
    """Parse a page and walk over it once.

    Args:
        source: the page's HTML.
        url: where it came from.
        caps: what comes after so much is left out.
        links: note where the links of each line lead.
    """
    from selectolax.lexbor import LexborHTMLParser

    most_lines, most_chars, most_tags = caps or Caps()
    coded, detail, cut = guarded(with_roots_open(source) if ROOT in source else source, most_chars, most_tags)
    walker = LinkWalker if links else Walker
    tree = LexborHTMLParser(coded)
    page = walked(tree.root, walker(most_lines))
    if page.swallowed or not page.lines:
        tree = LexborHTMLParser(with_frames_closed(coded) if page.swallowed else with_ends(coded))
        page = walked(tree.root, walker(most_lines))
    telling = stating(tree)
    found = stated(telling, url, page.signed)
    markup = Markup(shown(page), *hints(telling), contents=found.contents)
    if page.cut:
        detail = f"only the first {most_lines} lines were read (max_lines)"
    return Read(markup, found, detail, page.cut or cut, tree)


def prose(text: str) -> int:
    """How many characters of a text stand in lines as long as sentences."""
    return sum(len(line) for line in text.split("\n") if len(line) >= SENTENCE)
