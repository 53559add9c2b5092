"""The site of a file or a record: from a pattern, its folder, or the record's own fields."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping
from pathlib import Path
from typing import Any

from cleaner.answer import host
from cleaner.model import CleanerError
from cleaner.sites import Sites, host_name

SITE = "{site}"


def named(name: str | None) -> str | None:
    """A host name in its one form; None for what is none."""
    try:
        return host_name(name) if name else None
    except CleanerError:
        return None


def of_record(record: Mapping[str, Any]) -> str | None:
    """The site that a record states in `site` or `url`."""
    site, url = record.get("site"), record.get("url")
    return named(site if isinstance(site, str) else None) or named(host(url) if isinstance(url, str) else None)


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
