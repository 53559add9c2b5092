"""The page's title, site, language and address, as it states them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from cleaner.fold import fold
from cleaner.head.graph import Graph, Node, types
from cleaner.head.plain import plain
from cleaner.head.tags import Tags
from cleaner.head.vocabulary import vocabulary

BETWEEN = re.compile(r"\s+[-–—|»«·•:/]+\s+|\s*[|»«]\s*")  # between a title and the name of its site
LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
HANDLE = re.compile(r"^@|^https?:", re.IGNORECASE)
LONGEST_SITE = 60  # characters
MOST_HEADINGS = 5
LONG_HEADING = 12  # characters; a shorter heading is the name of a section too

MOST_BETWEEN = 5  # signs and blanks between a title and its site

Sourced = tuple[str, str]  # value, source


def title(tags: Tags, nodes: Sequence[Node], site: str) -> Sourced | None:
    """The title without the site's name: the first heading if the head's titles hold it, else the head's."""
    h1 = next((text for text in tags.headings[:MOST_HEADINGS] if not (site and same_name(text, fold(site)))), "")
    whole = tags.titles.get("title", "")
    h1, source = beside_site(tags, whole, h1) or (h1, "h1") if h1 else lower(tags, whole) or ("", "h1")
    og = without_site(first(tags, "og:title"), site, h1)
    element = without_site(whole, site, h1 or og)
    ld = next((plain(node.get("headline")) or plain(node.get("name")) for node in nodes), "")
    form = fold(h1)
    if len(form) > 3 and any(form in fold(other) for other in (ld, og, whole, first(tags, "og:title"))):
        return h1, source
    named = ((og, "og:title"), (ld, "json-ld"), (first(tags, "twitter:title"), "twitter:title"), (element, "title"), (h1, source))
    return next(((value, source) for value, source in named if value), None)


def beside_site(tags: Tags, whole: str, h1: str) -> Sourced | None:
    """The title, where the first heading is the site's name: what else the element `title` holds, if Open Graph or an `h2` says it too.

    Many blogs and boards print their name as the first heading, and that of the article or thread as a second.
    """
    form, both = fold(h1), fold(whole)
    if not form or len(form) >= len(both) or not (both.startswith(form) or both.endswith(form)):
        return None
    others = ((first(tags, "og:title"), "og:title"), *((text, "h2") for text in tags.lower))
    return next((one for one in others if len(other := fold(one[0])) > len(form) and form not in other and ends(both, form, other)), None)


def lower(tags: Tags, whole: str) -> Sourced | None:
    """The title of a page without a heading of the first rank: the `h2` that `title` begins or ends with, as boards print it."""
    parts = BETWEEN.split(whole)
    ends = {fold(parts[0]), fold(parts[-1])} if len(parts) > 1 else set()
    return next(((text, "h2") for text in tags.lower if len(fold(text)) > LONG_HEADING and fold(text) in ends), None)


def ends(both: str, one: str, other: str) -> bool:
    """Is a text made of two others, with nothing but signs between them?"""
    first, last = (one, other) if both.startswith(one) else (other, one)
    between = both[len(first) : len(both) - len(last)]
    return both.startswith(first) and both.endswith(last) and len(between) <= MOST_BETWEEN and not any(map(str.isalnum, between))


def without_site(text: str, site: str, heading: str) -> str:
    """A title without the name of the site behind or before it."""
    parts = BETWEEN.split(text)
    if len(parts) < 2:
        return text
    name, form = fold(site), fold(heading)
    if form and form in fold(text) and len(form) > LONG_HEADING:
        return heading
    if name and same_name(parts[-1], name):
        return text[: text.rindex(parts[-1])].rstrip(" -–—|»«·•:/\t")
    if name and same_name(parts[0], name):
        return text[text.index(parts[0]) + len(parts[0]) :].lstrip(" -–—|»«·•:/\t")
    return text


def same_name(part: str, site: str) -> bool:
    """Is a part of a title the site's name?"""
    form = fold(part)
    if form.replace(" ", "") == site.replace(" ", ""):
        return bool(form)
    return len(form) > 3 and (form in site or site in form)


def first(tags: Tags, name: str) -> str:
    """The first content of a meta element, or an empty string."""
    return tags.meta.get(name, [""])[0]


def site(tags: Tags, graph: Graph, nodes: Sequence[Node]) -> Sourced | None:
    """The name of the site."""
    if name := first(tags, "og:site_name"):
        return name, "og:site_name"
    for name, source in linked_sites(graph, nodes):
        if name and len(name) <= LONGEST_SITE:
            return name, source
    for key in ("application-name", "apple-mobile-web-app-title", "dc.publisher", "twitter:site", "al:ios:app_name"):
        name = first(tags, key)
        if name and len(name) <= LONGEST_SITE and not HANDLE.search(name):
            return name, f"meta {key}"
    return None


def linked_sites(graph: Graph, nodes: Sequence[Node]) -> Iterator[Sourced]:
    """Names of sites in JSON-LD: that of the site itself, the page's publisher, any organisation."""
    for node in graph.every:
        if "WebSite" in types(node):
            yield plain(node.get("name")), "json-ld WebSite"
    for node in nodes:
        for maker in graph.listed(node.get("publisher"))[:1]:
            yield plain(maker.get("name")) if isinstance(maker, dict) else "", "json-ld publisher"
    sites = vocabulary().sites
    for node in graph.every:
        if not sites.isdisjoint(types(node)):
            yield plain(node.get("name")), f"json-ld {types(node)[0]}"


def language(tags: Tags, nodes: Sequence[Node]) -> Sourced | None:
    """The language as a code, in the form in which it is stated."""
    stated = [(tags.language, "html lang"), (first(tags, "content-language"), "content-language"), (first(tags, "og:locale"), "og:locale")]
    stated += [(plain(node.get("inLanguage")), "json-ld") for node in nodes[:1]]
    for value, source in stated:
        code = value.strip().split(",")[0].split(".")[0]
        if LANGUAGE.fullmatch(code):
            return code.replace("_", "-"), source
    return None


def address(tags: Tags, url: str | None) -> Sourced | None:
    """The page's own address: the canonical one, else that of Open Graph, else the one it was asked by."""
    stated = ((tags.links.get("canonical", ""), "rel=canonical"), (first(tags, "og:url"), "og:url"), (url or "", "url"))
    return next(((value.strip(), source) for value, source in stated if host(value)), None)


def host(url: str) -> str | None:
    """The host of an address without "www."; None if it has none."""
    try:
        return (urlsplit(url.strip()).hostname or "").removeprefix("www.") or None
    except ValueError:
        return None
