"""What an HTML page states about itself: JSON-LD, Open Graph, meta, microdata, `time`, rel=author, headings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from cleaner.head import claims, graph, titles
from cleaner.head.claims import Claim, Day
from cleaner.head.tags import stating, tags_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

__all__ = ["Claim", "Stated", "stated", "stating"]

LONGEST_BODY = 500_000  # characters


class Stated(NamedTuple):
    """What a page states about itself, None where it states nothing; `sources` says which element stated a field.

    `authors` are the names as stated, `organisations` those of them that are typed as one. `people`, `days` and
    `updates` hold all that was stated, the surest first: who holds them against the page may choose another.
    """

    title: str | None = None
    authors: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    published: date | None = None
    published_time: datetime | None = None
    updated: date | None = None
    sitename: str | None = None
    language: str | None = None
    article_body: str | None = None
    contents: str = ""
    url: str | None = None
    host: str | None = None
    sources: Mapping[str, str] = MappingProxyType({})
    people: tuple[Claim, ...] = ()
    days: tuple[Day, ...] = ()
    updates: tuple[Day, ...] = ()

    @property
    def spoken(self) -> str | None:
        """The language without its region: "de" of "de-AT"."""
        return self.language.split("-")[0].lower() if self.language else None


def stated(elements: Sequence[LexborNode], url: str | None = None, signed: Sequence[LexborNode] = ()) -> Stated:
    """Read what a page states about itself.

    Args:
        elements: those of the page that may state something, from `stating`.
        url: where it came from; without it the page's canonical address.
        signed: those whose class may name an author.

    Returns:
        The values of its fields, where each came from, and all that was claimed for author and days.
    """
    found = tags_of(elements, signed)
    whole = graph.of_blocks(found.blocks)
    address = titles.address(found, url)
    names = [found.titles.get("h1", ""), titles.first(found, "og:title"), found.titles.get("title", "")]
    nodes = graph.about_page(whole, names, [url or "", address[0] if address else ""])
    site = titles.site(found, whole, nodes)
    title = titles.title(found, nodes, site[0] if site else "")
    people = claims.people(found, whole, nodes)
    days = claims.days(found, nodes, address[0] if address else "")
    updates = claims.updates(found, nodes)
    language = titles.language(found, nodes)
    pairs = {"title": title, "sitename": site, "language": language, "url": address}
    values = {name: pair[0] for name, pair in pairs.items() if pair}
    sources = {name: pair[1] for name, pair in pairs.items() if pair}
    sources |= {name: given[0][0] for name, given in (("authors", people), ("published", days), ("updated", updates)) if given}
    body = next((text for node in nodes if (text := node.get("articleBody")) and isinstance(text, str)), None)
    return Stated(
        **values,
        authors=people[0].names if people else (),
        organisations=people[0].organisations if people else (),
        published=days[0][1].day if days else None,
        published_time=days[0][1].time if days else None,
        updated=updates[0][1].day if updates else None,
        article_body=body[:LONGEST_BODY] if body else None,
        contents=graph.contents(whole),
        host=titles.host(address[0]) if address else None,
        sources=sources,
        people=people,
        days=days,
        updates=updates,
    )
