"""The site of a file, from a pattern or its folder."""

from __future__ import annotations

import re
from collections.abc import Container
from pathlib import Path

from cleaner.answer import named
from cleaner.model import CleanerError
from cleaner.sites import Sites

SITE = "{site}"


def of_path(path: Path, known: Container[str] | None = None) -> str | None:
    """The nearest folder of a path that is named like a site, or like one of the known ones."""
    for folder in path.parents:
        name = named(folder.name)
        if name and (known is None or name in known):
            return name
    return None


def of_file(path: Path, sites: Sites | None) -> str | None:
    """The site of a file, if anything was learned of it."""
    return of_path(path, sites) if sites else None


def pattern(written: str) -> re.Pattern[str]:
    """A pattern from path to site, as in "dumps/{site}/*.txt"; it matches the end of a path, * no slash.

    Raises:
        CleanerError: there is no {site} in it.
    """
    if written.count(SITE) != 1:
        raise CleanerError(f"--site-from {written!r}: write {SITE} once, where the site's name stands, as in 'dumps/{SITE}/*.txt'")
    parts = re.split(r"(\{site\}|\*\*/?|\*)", written)
    signs = {SITE: "(?P<site>[^/]+?)", "**/": "(?:.*/)?", "**": ".*", "*": "[^/]*"}
    return re.compile("(?:^|.*/)" + "".join(signs.get(part, re.escape(part)) for part in parts) + "$", re.S)
