"""HTML to text and what its head states. The only import of HTML parsers and extractors."""

from __future__ import annotations


def extracted(source: str, url: str | None = None) -> tuple[str, dict[str, str]]:
    """Text lines and metadata of an HTML page, by trafilatura.

    Args:
        source: the page's HTML.
        url: where it came from.

    Returns:
        The text, "" if there is none, and what the head states (title, author, date, site, language).
    """
    import trafilatura

    found = trafilatura.bare_extraction(source, url=url, with_metadata=True, include_comments=False)
    if found is None:
        return "", {}
    head = {name: getattr(found, name, None) for name in ("title", "author", "date", "sitename", "language")}
    return getattr(found, "text", None) or "", {name: value for name, value in head.items() if value}
