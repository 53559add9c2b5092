"""Where the links of each line lead: a walk that notes them, for Markdown."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from urllib.parse import urljoin

from cleaner.html.lines import BLANKS, HIDDEN, Anchor, Walked, Walker

NOWHERE = ("#", "javascript:", "data:", "about:", "void(")  # beginnings of addresses that lead to no page


class LinkWalker(Walker):
    """A walk that notes for each line the links in it."""

    def __init__(self, most_lines: int) -> None:
        super().__init__(most_lines)
        self.anchors: list[tuple[Anchor, ...]] = []
        self.spans: list[Anchor] = []  # of the line that is being read, in its raw text
        self.begun: tuple[int, str] | None = None

    def begin_link(self, node: Any) -> None:
        """A link begins."""
        if self.around[3] != HIDDEN:
            self.begun = sum(map(len, self.parts)), node.attributes.get("href") or ""

    def end_link(self) -> None:
        """A link ends."""
        if self.begun and self.around[3] != HIDDEN:
            self.spans.append(Anchor(self.begun[0], sum(map(len, self.parts)), self.begun[1]))
            self.begun = None

    def flush(self) -> None:
        """End the line, and a link's part in it."""
        raw, before, plain = "".join(self.parts), len(self.lines), not self.around[1]
        seen = self.around[3] != HIDDEN
        spans = [*self.spans, Anchor(self.begun[0], len(raw), self.begun[1])] if self.begun and seen else self.spans
        super().flush()
        for _ in range(len(self.lines) - before):
            self.anchors.append(tuple(found for span in spans if (found := moved(span, raw))) if plain and seen else ())
        if seen:
            self.spans = []
            self.begun = (0, self.begun[1]) if self.begun else None

    def row(self, start: int) -> list[tuple[int, int]]:
        """Join cells, and move their links to where they stand in the row."""
        found = super().row(start)
        if found:
            anchors = self.anchors[start:]
            moved = (Anchor(at + one.start, at + one.end, one.href) for at, place in found for one in anchors[place])
            self.anchors[start:] = [tuple(moved)]
        return found

    def ended(self) -> Walked:
        """The page ends."""
        return super().ended()._replace(anchors=self.anchors[: self.most])


def moved(span: Anchor, raw: str) -> Anchor | None:
    """A link of a raw text in its line, where blanks are one space; None if nothing of it is left."""
    start, end = (len(BLANKS.sub(" ", raw[:place]).lstrip()) for place in span[:2])
    line = BLANKS.sub(" ", raw).strip()
    text = line[start:end]
    start, end = start + len(text) - len(text.lstrip()), min(end, len(line)) - (len(text) - len(text.rstrip()))
    return Anchor(start, end, span.href) if start < end else None


def based(tree: Any, url: str | None) -> str | None:
    """The address that links of a page are relative to: its own, unless its element `base` states another."""
    stated = tree.css_first("base[href]")
    with suppress(ValueError):
        return urljoin(url or "", (stated.attributes["href"] or "").strip()) if stated else url
    return url


def resolved(anchors: Sequence[Anchor], base: str | None) -> tuple[Anchor, ...]:
    """The links of a line that lead to a page, their addresses whole where the page's own is known."""
    out: list[Anchor] = []
    for start, end, href in anchors:
        address = href.strip()
        if address and not address.lower().startswith(NOWHERE):
            with suppress(ValueError):
                out.append(Anchor(start, end, urljoin(base or "", address)))
    return tuple(out)
