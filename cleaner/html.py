"""HTML to text, and what its head states. The only import of HTML parsers and extractors."""

from __future__ import annotations

from typing import NamedTuple

from cleaner.head import Stated, stated


class Extracted(NamedTuple):
    """What an extractor finds in a page: the body's text, the whole page's text, and what the page states about itself."""

    text: str
    whole: str
    stated: Stated


def extracted(source: str, url: str | None = None) -> Extracted:
    """Text lines of an HTML page, by trafilatura; the whole page as text, by inscriptis; what it states about itself.

    Args:
        source: the page's HTML.
        url: where it came from.

    Returns:
        The body's text, "" if there is none; the text of the whole page, where bylines and dates are printed that
        are no part of the body; title, authors, days, site name and language as stated.
    """
    import trafilatura
    from inscriptis import get_text
    from selectolax.lexbor import LexborHTMLParser

    try:
        whole = get_text(source)
    except Exception:  # it is built on a parser that refuses some broken pages in many ways
        whole = ""
    found = trafilatura.bare_extraction(source, url=url, include_comments=False)
    return Extracted(getattr(found, "text", None) or "", whole, stated(LexborHTMLParser(source), url))
