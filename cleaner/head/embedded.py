"""The body of an article in the data that a page's scripts build it from (Next.js and others)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from cleaner.head.loose import assigned, values
from cleaner.head.vocabulary import Vocabulary, vocabulary

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser

MARK = "__NEXT_DATA__"  # the id of the script element that holds the data of Next.js
JSON, LINKED = "application/json", "application/ld+json"  # types of scripts that hold nothing else; the second is read for itself
DEEPEST = 30  # levels of nesting that are looked into
MOST_NODES = 20_000
MOST_PIECES = 2_000  # of one body


def embedded_body(found: Iterable[Any]) -> str:
    """The longest body in embedded data, as text or HTML; "" if there is none.

    Args:
        found: values decoded from JSON.
    """
    words = vocabulary()
    best = ""
    stack: list[tuple[Any, int]] = [(value, 0) for value in found]
    for _ in range(MOST_NODES):
        if not stack:
            break
        node, depth = stack.pop()
        if isinstance(node, dict):
            for key, value in node.items():
                if str(key).lower() in words.bodies and len(text := text_of(value, words, 0)) > len(best):
                    best = text
        if depth < DEEPEST:
            stack += [(one, depth + 1) for one in below(node, words)]
    return best


def page_data(tree: LexborHTMLParser, wide: bool) -> Iterator[Any]:
    """The values that a page's scripts build it from.

    Args:
        tree: the page.
        wide: look into all that its scripts state in JSON, not only into the data of Next.js.
    """
    for node in tree.css("script:not([src])" if wide else f"script#{MARK}"):
        kind, text = (node.attributes.get("type") or "").lower(), node.text() or ""
        if kind != LINKED:
            yield from values(text) if kind == JSON or node.id == MARK else assigned(text)


def below(node: Any, words: Vocabulary) -> list[Any]:
    """What a node holds that may be the article's."""
    if isinstance(node, dict):
        return [value for key, value in node.items() if isinstance(value, (dict, list)) and str(key).lower() not in words.others]
    return [one for one in node if isinstance(one, (dict, list))] if isinstance(node, list) else []


def text_of(value: Any, words: Vocabulary, depth: int) -> str:
    """The text of a body: a string, or the pieces of a list, a line each; pieces of a line stand in one."""
    if isinstance(value, str):
        return "" if value.startswith(("[", "{")) else value  # data in data
    if depth > DEEPEST:
        return ""
    if isinstance(value, dict):
        return next((text for key in words.pieces if (text := text_of(value.get(key), words, depth + 1))), "")
    if not isinstance(value, list):
        return ""
    pieces = value[:MOST_PIECES]
    parts = [text for piece in pieces if (text := text_of(piece, words, depth + 1))]
    inline = depth > 0 and all(isinstance(piece, dict) and isinstance(piece.get("text", piece.get("value")), str) for piece in pieces[:1])
    return ("" if inline else "\n").join(parts)
