"""JSON-LD: the nodes of a page's blocks, and which of them is about the page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from cleaner.fold import fold
from cleaner.head.loose import values
from cleaner.head.plain import plain
from cleaner.head.vocabulary import vocabulary

Node = dict[str, Any]

MOST_NODES = 5_000  # of all blocks; pages with more list products
MOST_CHARACTERS = 2_000_000  # of all blocks
DEEPEST = 40  # levels of nesting that are looked into
LEAST_CONTENT, MOST_CONTENT = 40, 200_000  # characters of a text that is a page's content, and of all such texts


class Graph(NamedTuple):
    """The nodes of a page's blocks: those about a whole page, those anywhere, and those that can be referred to."""

    pages: list[Node]
    every: list[Node]
    known: dict[str, Node]

    def resolved(self, value: Any) -> Any:
        """A value, or the node that it refers to by `@id`."""
        if isinstance(value, dict) and set(value) <= {"@id", "@type"} and isinstance(value.get("@id"), str):
            return self.known.get(value["@id"], value)
        return value

    def listed(self, value: Any) -> list[Any]:
        """A value as a list, references followed; a list inside a list is taken apart."""
        if not isinstance(value, list):
            return [] if value is None else [self.resolved(value)]
        flat = [one for item in value[:100] for one in (item[:100] if isinstance(item, list) else [item])]
        return [self.resolved(one) for one in flat]


def types(node: Node) -> tuple[str, ...]:
    """The types of a node, without the address of the vocabulary."""
    value = node.get("@type", node.get("type"))
    names = value if isinstance(value, list) else [value]
    return tuple(name.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for name in names if isinstance(name, str))


def of_blocks(blocks: Sequence[str]) -> Graph:
    """Read all blocks of a page."""
    graph = Graph([], [], {})
    size = 0
    for block in blocks:
        size += len(block)
        if size > MOST_CHARACTERS:
            break
        for value in values(block):
            for node, own in walked(value):
                if len(graph.every) >= MOST_NODES:
                    return graph
                graph.every.append(node)
                if own and types(node):
                    graph.pages.append(node)
                name = node.get("@id")
                if isinstance(name, str) and len(node) > len(graph.known.get(name, ())):
                    graph.known[name] = node
    return graph


def walked(value: Any) -> Iterator[tuple[Node, bool]]:
    """The nodes of a value in their order, and if each may be what the page is about."""
    elsewhere = vocabulary().elsewhere
    stack: list[tuple[Any, bool, int]] = [(value, True, 0)]
    while stack:
        item, own, depth = stack.pop()
        if depth > DEEPEST:
            continue
        if isinstance(item, list):
            stack += [(one, own, depth + 1) for one in reversed(item[:MOST_NODES])]
        elif isinstance(item, dict):
            yield item, own
            below = [(one, own and key not in elsewhere, depth + 1) for key, one in item.items() if isinstance(one, (dict, list))]
            stack += reversed(below)


def rank(node: Node) -> int:
    """How much the type of a node speaks for being the page's own: 3 an article, 2 another work, 1 a page, 0 none."""
    names, known = types(node), vocabulary()
    if any(name.endswith(known.articles) for name in names):
        return 3
    if any(name.endswith(known.works) for name in names):
        return 2
    return 1 if any(name in known.pages for name in names) else 0


def contents(graph: Graph) -> str:
    """The texts of which a page's blocks say that they are its content, a line each: posts, questions, answers, products."""
    known = vocabulary().contents
    found: dict[str, None] = {}
    size = 0
    for node in graph.every:
        for text in (node[key] for name in types(node) for key in node if f"{name}.{key}" in known):
            if isinstance(text, str) and LEAST_CONTENT <= len(text) <= MOST_CONTENT - size:
                found[plain(text, MOST_CONTENT)] = None
                size += len(text)
    return "\n".join(found)


def about_page(graph: Graph, titles: Sequence[str], addresses: Sequence[str]) -> list[Node]:
    """The nodes that are about this page, the surest first.

    Args:
        graph: the nodes of the page.
        titles: what else states the title: `og:title`, the title element, the first heading.
        addresses: the page's address and its canonical one.
    """
    folded = [fold(title) for title in titles if title]
    paths = {bare(address) for address in addresses if address}
    sure: list[tuple[int, int, Node]] = []
    for number, node in enumerate(graph.pages):
        points = 4 * rank(node)
        if points:
            points += 3 * headed(node, folded) + 2 * (not paths.isdisjoint(own_addresses(node)))
            points += ("author" in node or "creator" in node) + ("datePublished" in node)
            sure.append((-points, number, node))
    sure.sort(key=lambda entry: entry[:2])
    strong = [entry for entry in sure if rank(entry[2]) == 3]
    if len(strong) > 2 and not any(headed(node, folded) for _, _, node in strong):
        return [node for _, _, node in sure if rank(node) < 3]  # a list of articles, none of them the page's
    return [node for _, _, node in sure]


def headed(node: Node, titles: Sequence[str]) -> bool:
    """Does the node bear the title of the page, or the beginning of it?"""
    own = fold(plain(node.get("headline")) or plain(node.get("name")))
    return len(own) > 3 and any(own in title or (title in own and len(title) > 12) for title in titles)


def own_addresses(node: Node) -> set[str]:
    """The addresses that a node gives for itself or its page."""
    main = node.get("mainEntityOfPage")
    given = [node.get("url"), node.get("@id"), main.get("@id") if isinstance(main, dict) else main]
    return {bare(address) for address in given if isinstance(address, str)}


def bare(address: str) -> str:
    """An address without scheme, fragment, question and slash at its end."""
    return address.split("#", 1)[0].split("?", 1)[0].split("://", 1)[-1].removeprefix("www.").rstrip("/")
