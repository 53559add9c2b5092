"""Learn what each site repeats from many of its pages."""

from __future__ import annotations

from collections.abc import Iterable

from cleaner.model import CleanerError
from cleaner.sites import Sites

__all__ = ["learn"]

MIN_PAGES = 5


def check_least(min_pages: int) -> None:
    """Refuse to learn from what one page has.

    Raises:
        CleanerError: `min_pages` is below 2.
    """
    if min_pages < 2:
        raise CleanerError(f"min_pages: {min_pages}; a line on fewer than 2 pages is no repeat")


def learn(pages: Iterable[tuple[str, str | bytes]], *, min_pages: int = MIN_PAGES, kind: str = "auto") -> Sites:
    """Learn what sites repeat.

    A line is learned from at least `min_pages` pages, near-duplicates counted once. What looks like body, bylines, dates and
    titles of sections are never learned, and no rule that would remove more than 2 % of a page's own prose. The order of pages
    does not matter.

    Args:
        pages: site (a host name) and source (text or HTML) of each page.
        min_pages: pages that must have a line, at least 2.
        kind: "text", "html" or "auto", of all pages.

    Returns:
        The rules of each site; a site of which nothing was learned is not among them, and `refused` says why.

    Raises:
        CleanerError: a page comes without a site, a site's name is no host name, `min_pages` is below 2, or there is no room for the
            lines on the disk.
    """
    check_least(min_pages)
    from cleaner.learn.many import learned  # brings numpy and a database
    from cleaner.learn.store import told

    with told():
        return learned(pages, min_pages, kind)
