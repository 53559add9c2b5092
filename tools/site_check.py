"""Check the built documentation: python tools/site_check.py OUT/site

Every link and picture leads to a file of the site and to an anchor that is there, and nothing that a browser fetches by itself
(scripts, styles, pictures, fonts) comes from elsewhere. Prints what is wrong, one line each; exit 1 if anything is.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

FETCHED = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "link": "href",
    "object": "data",
    "video": "src",
    "audio": "src",
}
IN_STYLE = re.compile(r"""(?:url\(\s*['"]?|@import\s+['"])((?:https?:)?//[^'")\s]+)""")
ELSEWHERE = ("canonical", "license", "prev", "next")  # `rel` of links that a browser does not fetch


class Reader(HTMLParser):
    """A page's anchors, its links, and what a browser fetches for it."""

    def __init__(self) -> None:
        super().__init__()
        self.anchors: set[str] = set()
        self.links: list[str] = []
        self.fetched: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note what an element names, leads to or fetches."""
        has = {name: value or "" for name, value in attrs}
        self.anchors |= {has[name] for name in ("id", "name") if has.get(name)}
        if tag == "a" and has.get("href"):
            self.links.append(has["href"])
        elif FETCHED.get(tag) in has and has.get("rel") not in ELSEWHERE:
            self.fetched.append(has[FETCHED[tag]])
        self.fetched += IN_STYLE.findall(has.get("style", ""))


@cache
def read(path: Path) -> Reader:
    """A page, read once."""
    reader = Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader


def faults(site: Path) -> Iterator[str]:
    """What is wrong with a site."""
    for path in sorted(site.rglob("*.html")):
        page = read(path)
        where = str(path.relative_to(site))
        yield from (f"{where}: fetches {url}" for url in page.fetched if urlsplit(url).netloc)
        for link in (*page.links, *page.fetched):
            fault = broken(site, path, link)
            if fault:
                yield f"{where}: {fault}"
    for path in sorted(site.rglob("*.css")):
        yield from (f"{path.relative_to(site)}: fetches {url}" for url in IN_STYLE.findall(path.read_text(encoding="utf-8")))


def broken(site: Path, path: Path, link: str) -> str:
    """What is wrong with a link of a page; an empty string if it leads somewhere, or off the site."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return ""
    target = (
        path if not parts.path else (site / parts.path.lstrip("/") if parts.path.startswith("/") else path.parent / unquote(parts.path))
    )
    if target.is_dir():
        target /= "index.html"
    if not target.exists():
        return f"{link} leads to no file"
    anchor = unquote(parts.fragment)
    if anchor and target.suffix == ".html" and anchor not in read(target.resolve()).anchors | {"__skip"}:
        return f"{link} leads to no anchor"
    return ""


if __name__ == "__main__":
    found = list(faults(Path(sys.argv[1]).resolve()))
    print("\n".join(found) or "every link leads somewhere, nothing is fetched from elsewhere")
    sys.exit(bool(found))
