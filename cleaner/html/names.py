"""What the names that a page gives its elements say: points of class, id and role tokens, and families of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

PIECE = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
MOST_NAMES = 400  # characters of an element's names that are looked at
REMEMBERED = 20_000  # names
FAMILIES = {
    "comment": "comment comments commentlist discuss disqus reply replies respond",
    "related": "related recirc recirculation recommended recommendation recommendations more readmore suggestions suggested outbrain"
    " taboola teaser teasers upnext popular trending mostread similar",
    "share": "share sharing social socials follow addthis addtoany sharedaddy",
    "nav": "nav navbar navigation menu menus topbar toolbar skip pagination pager crumb crumbs breadcrumb breadcrumbs tabs",
    "footer": "footer foot copyright colophon",
    "sidebar": "sidebar aside rail widget widgets secondary",
    "author": "author authors byline bio contributor contributors",
    "tags": "tag tags topics keywords categories category cat",
    "ad": "ad ads advert advertisement sponsor sponsored promo promotion banner",
    "letter": "newsletter subscribe subscription signup mailing paywall regwall",
    "consent": "cookie cookies consent gdpr popup modal overlay onetrust",
    "caption": "caption figcaption credit credits wp-caption-text gallery carousel slider",
    "date": "date dateline time timestamp published updated posted meta",
    "title": "title headline heading hed entry-title",
    "lead": "lead lede standfirst intro summary excerpt subtitle dek description deck",
    "body": "body content article story post entry text richtext prose articlebody paragraph copy main",
    "product": "product price cart sku variant",
    "card": "card tile teaser item grid",
    "user": "user avatar member profile signature karma vote votes likes",
    "review": "review reviews rating ratings testimonial testimonials",
}
COMMENT, REVIEW = (1 << list(FAMILIES).index(name) for name in ("comment", "review"))
BITS = {token: 1 << place for place, words in enumerate(FAMILIES.values()) for token in words.split()}


class Said(NamedTuple):
    """What an element's names say: the sum, the least and the most of their points, and families as bits."""

    total: int
    least: int
    most: int
    families: int


def tokens(names: str) -> set[str]:
    """The tokens of an element's names, whole and in pieces: "entry-content" is also "entry" and "content"."""
    found: set[str] = set()
    for name in names[:MOST_NAMES].split():
        pieces = [piece.lower() for piece in PIECE.findall(name)]
        found.update(piece for piece in pieces if 1 < len(piece) < 20)
        if 1 < len(pieces) < 5:
            found.add("-".join(pieces))
    return found


class Names:
    """Points of tokens, and a memo of the names that were looked up."""

    def __init__(self, points: Mapping[str, int]) -> None:
        self.points = points
        self.said = lru_cache(REMEMBERED)(self.look)

    def look(self, names: str) -> Said:
        """What these names say."""
        found = tokens(names)
        points = [self.points.get(token, 0) for token in found]
        families = 0
        for token in found:
            families |= BITS.get(token, 0)
        return Said(sum(points), min(points, default=0), max(points, default=0), families)
