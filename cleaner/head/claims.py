"""Authors and days that a page states, one claim for each place that states them, the surest first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from cleaner.head.graph import Graph, Node, types
from cleaner.head.plain import plain
from cleaner.head.tags import Tags
from cleaner.head.times import Moment, moment, path_day
from cleaner.head.vocabulary import labels, vocabulary

LONGEST = 300  # characters of the names of one claim
ADDRESS = re.compile(r"^(?:https?:)?//|^www\.|\S@\S+\.\w|^[\w.-]+\.(?:com|org|net|php|html?)(?:/|$)", re.IGNORECASE)


class Claim(NamedTuple):
    """Authors as one place states them, cleaned of markup only, and those of them that are typed as organisations."""

    source: str
    names: tuple[str, ...]
    organisations: tuple[str, ...] = ()


Day = tuple[str, Moment]


def people(tags: Tags, graph: Graph, nodes: Sequence[Node]) -> tuple[Claim, ...]:
    """All claims of authors."""
    found: list[Claim] = []
    for node in nodes:
        for key in ("author", "creator"):
            persons, groups = named(graph, node.get(key))
            if persons or groups:
                found.append(Claim(f"json-ld {types(node)[0]} {key}", tuple(dict.fromkeys(persons + groups)), tuple(groups)))
                break
    for name in vocabulary().authors:
        if values := fine(tags.meta.get(name, ())):
            found.append(Claim(f"meta {name}", values))
    found += labelled(tags)
    for how in ("itemprop author", "rel=author", "class"):
        marked = [mark for mark in tags.marked if mark.how == how]
        found += [Claim(how, values) for mark in marked[:20] if (values := fine(mark.parts or (mark.text,)))]
    return tuple(found)


def labelled(tags: Tags) -> Iterator[Claim]:
    """The author that a card for another site shows under "Written by"."""
    for number in ("1", "2"):
        label = tags.meta.get(f"twitter:label{number}", [""])[0]
        if label.casefold() in labels() and (values := fine(tags.meta.get(f"twitter:data{number}", ()))):
            yield Claim("meta twitter:data", values)


def fine(values: Sequence[str]) -> tuple[str, ...]:
    """The values that may be names: no addresses, no handles, not too long; each once."""
    return tuple(dict.fromkeys(value for value in values if name_like(value)))


def name_like(value: str) -> bool:
    """May a stated value be the name of an author?"""
    return 1 < len(value) <= LONGEST and not ADDRESS.search(value) and not value.startswith("@") and any(map(str.isalpha, value))


def named(graph: Graph, value: Any) -> tuple[list[str], list[str]]:
    """Names of persons and of organisations in the author of a node."""
    persons: list[str] = []
    groups: list[str] = []
    for one in graph.listed(value)[:50]:
        texts, group = [one], False
        if isinstance(one, dict):
            group = any(name in vocabulary().groups for name in types(one))
            name = graph.resolved(one.get("name"))
            texts = name if isinstance(name, list) else [name.get("@value") if isinstance(name, dict) else name]
            if not any(map(plain, texts)):
                texts = [" ".join(filter(None, (plain(one.get("givenName")), plain(one.get("familyName")))))]
        (groups if group else persons).extend(fine([plain(text, LONGEST + 1) for text in texts]))
    return persons, groups


def days(tags: Tags, nodes: Sequence[Node], address: str) -> tuple[Day, ...]:
    """All claims of the day of publication."""
    found = list(of_nodes(nodes, ("datePublished", "dateCreated")))
    found += of_meta(tags, vocabulary().days)
    for prop, name in (("datecreated", "dateCreated"), ("datepublished", "datePublished")):  # a question's before those of its answers
        found += [(f"itemprop {name}", known) for text in tags.items.get(prop, ()) if (known := moment(text))]
    found += of_times(tags)
    found += of_nodes(nodes, ("uploadDate",))
    if address and (day := path_day(address)):
        found.append(("address", Moment(day)))
    return tuple(found)


def updates(tags: Tags, nodes: Sequence[Node]) -> tuple[Day, ...]:
    """All claims of the day of the last change."""
    found = list(of_nodes(nodes, ("dateModified",)))
    found += of_meta(tags, vocabulary().updates)
    found += [("itemprop dateModified", known) for text in tags.items.get("datemodified", ()) if (known := moment(text))]
    return tuple(found)


def of_nodes(nodes: Sequence[Node], keys: Sequence[str]) -> Iterator[Day]:
    """Days of JSON-LD nodes."""
    for node in nodes:
        for key in keys:
            value = node.get(key)
            known = moment(plain(value[0] if isinstance(value, list) and value else value))
            if known:
                yield f"json-ld {types(node)[0]} {key}", known


def of_meta(tags: Tags, names: Sequence[str]) -> Iterator[Day]:
    """Days of meta elements."""
    for name in names:
        for value in tags.meta.get(name, ())[:3]:
            if known := moment(value):
                yield f"meta {name}", known


def of_times(tags: Tags) -> Iterator[Day]:
    """Days of `time` elements: those named for publication, the first under the title, a lone one, the last above it or the first."""
    known = [(one, when) for one in tags.times[:200] if (when := moment(one.datetime) or moment(one.text))]
    fresh = [(one, when) for one, when in known if "updat" not in one.words and "modif" not in one.words]
    for one, when in fresh:
        if "publish" in one.words or "pubdate" in one.words or "posted" in one.words:
            yield "time published", when
    below = [when for one, when in fresh if one.below_title]
    if below:
        yield "time below title", below[0]
    if len({when.day for _, when in fresh}) == 1:
        yield "time alone", fresh[0][1]
    if fresh:
        yield "time first", fresh[-1 if tags.titles.get("h1") and not below else 0][1]
