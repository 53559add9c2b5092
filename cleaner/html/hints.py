"""What a page says of itself that helps to judge its lines: its titles, and what kind of page it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from cleaner.shapes import Column

TYPE = re.compile(r'"@type"\s*:\s*\[?\s*"(\w{1,60})"')
LD = "application/ld+json"
MOST_CHARS = 500_000  # of embedded data that are looked at
WORDS = re.compile(r"\w+")
SAME = 9  # level of a line that is the title
ARTICLE, PRODUCT, FORUM, LIST = 1, 2, 4, 8
KINDS = {
    "article": ARTICLE,
    "newsarticle": ARTICLE,
    "blogposting": ARTICLE,
    "reportagenewsarticle": ARTICLE,
    "analysisnewsarticle": ARTICLE,
    "opinionnewsarticle": ARTICLE,
    "liveblogposting": ARTICLE,
    "techarticle": ARTICLE,
    "scholarlyarticle": ARTICLE,
    "product": PRODUCT,
    "product.item": PRODUCT,
    "productgroup": PRODUCT,
    "offer": PRODUCT,
    "discussionforumposting": FORUM,
    "qapage": FORUM,
    "question": FORUM,
    "collectionpage": LIST,
    "itemlist": LIST,
    "searchresultspage": LIST,
    "blog": LIST,
}


class Hints(NamedTuple):
    """The titles that the head states, and what kinds of page it says it is, as bits."""

    titles: list[str]
    kinds: int


def hints(elements: Sequence[Any]) -> Hints:
    """What a page says of itself.

    Args:
        elements: those that may state something about it, from `head.stating`.
    """
    titles: list[str] = []
    named: str | None = None
    kinds = 0
    for node in elements:
        tag = node.tag
        if tag == "script":
            if (node.attributes.get("type") or "").lower() == LD:
                for name in TYPE.findall((node.text() or "")[:MOST_CHARS]):
                    kinds |= KINDS.get(name.lower(), 0)
        elif tag == "title":
            named = named if named is not None else node.text() or ""  # the first, even if it is empty
        elif tag == "meta":
            attributes = node.attributes
            if attributes.get("property") == "og:type":
                kinds |= KINDS.get((attributes.get("content") or "").strip().lower(), 0)
            elif attributes.get("property") == "og:title" or attributes.get("name") == "twitter:title":
                titles.append(attributes.get("content") or "")
    return Hints([title for title in (" ".join(text.split()) for text in (*titles, named or "")) if title], kinds)


def is_story(kinds: int) -> bool:
    """Does a page say that it is an article, and not a thread?"""
    return kinds & (ARTICLE | FORUM) == ARTICLE


def is_shop(kinds: int) -> bool:
    """Does a page say that it is a product, and not an article about one?"""
    return kinds & (PRODUCT | ARTICLE) == PRODUCT


def has_goods(kinds: int) -> bool:
    """Does a page say that it shows a product, whatever else it is? Some shops say that they are articles too."""
    return bool(kinds & PRODUCT)


def title_column(lines: list[str], titles: list[str]) -> Column:
    """How much of each line the titles have: eighths of its words, and `SAME` for the title itself."""
    split = WORDS.findall
    known = {word for title in titles for word in split(title.lower())}
    if not known:
        return np.zeros(len(lines), np.int64)
    most = max(len(title) for title in titles) + 20
    wholes = {"".join(split(part.lower())) for title in titles for part in parts(title)}
    shared, unknown = known.__contains__, known.isdisjoint
    column: list[int] = []
    for line in lines:
        level = 0
        if len(line) <= most and (words := split(line.lower())):
            if "".join(words) in wholes:
                level = SAME
            elif not unknown(words):
                level = 8 * sum(map(shared, words)) // len(words)
        column.append(level)
    return np.array(column, np.int64)


def parts(title: str) -> list[str]:
    """A title, and what is left of it without its site's name at either end."""
    pieces = re.split(r"\s[|\-–—•»:·]\s", title)
    longest = max(pieces, key=len)
    starts = [title[: title.rfind(piece)] for piece in pieces[-1:]] if len(pieces) > 1 else []
    return [title, longest, *starts]
