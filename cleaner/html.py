"""HTML to text, and what its head states. The only import of HTML parsers and extractors."""

from __future__ import annotations

from typing import NamedTuple


class Extracted(NamedTuple):
    """What an extractor finds in a page: the body's text, the whole page's text, and what the head states."""

    text: str
    whole: str
    head: dict[str, str]


def extracted(source: str, url: str | None = None) -> Extracted:
    """Text lines and metadata of an HTML page, by trafilatura; the whole page as text, by inscriptis.

    Args:
        source: the page's HTML.
        url: where it came from.

    Returns:
        The body's text, "" if there is none; the text of the whole page, where bylines and dates are printed that
        are no part of the body; what the head states (title, author, date, sitename, language).
    """
    import trafilatura
    from inscriptis import get_text

    try:
        whole = get_text(source)
    except Exception:  # it is built on a parser that refuses some broken pages in many ways
        whole = ""
    found = trafilatura.bare_extraction(source, url=url, with_metadata=True, include_comments=False)
    if found is None:
        return Extracted("", whole, {})
    head = {name: getattr(found, name, None) for name in ("title", "author", "date", "sitename", "language")}
    return Extracted(getattr(found, "text", None) or "", whole, {name: value for name, value in head.items() if value})
