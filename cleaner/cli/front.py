"""Front matter: metadata above the body, as YAML between two lines of dashes; ours is read back."""

from __future__ import annotations

import re
from typing import Any

import yaml

from cleaner.model import Document

BLOCK = re.compile(r"---[ \t]*\r?\n(.*?\r?\n)?---[ \t]*(?:\r?\n|\Z)", re.S)
KEY = re.compile(r"[A-Za-z_][\w-]*:(?:\s|$)")
OURS = "cleaner"
OWN_KEY = re.compile(rf"^{OURS}:", re.M)
DEEPEST = 2  # a list in the block
LONGEST_OWN = 20_000  # characters; a parser in Python takes a third of a second for so many
LONGEST = 100_000  # characters; a longer block is not front matter

FIELDS = (
    *(OURS, "title", "byline", "authors", "organisations", "dateline", "place", "agency", "agency_name", "published", "updated", "credit"),
    *("language", "site", "status", "detail", "made_by"),
)


class Plain(yaml.SafeDumper):
    """A YAML writer without anchors: two equal lists are written twice."""

    def ignore_aliases(self, data: Any) -> bool:
        """Never write `*id001`."""
        return True

    def text(self, value: str) -> yaml.Node:
        """A string; one with signs that are not seen is written as escapes, so that no reader takes them for an end of line."""
        return self.represent_scalar("tag:yaml.org,2002:str", value, None if value.isprintable() else '"')


Plain.add_representer(str, Plain.text)


def split_front(text: str) -> tuple[str, str, dict[str, Any] | None]:
    """A leading block, the rest, and the block's values if it is ours.

    A block of somebody else's is front matter if its first line is a key; it stays with the body, verbatim.
    """
    match = BLOCK.match(text.removeprefix("\ufeff"), 0, LONGEST)
    if match is None or not KEY.match(match[1] or ""):
        return "", text, None
    block = match[0]
    rest = text.removeprefix("\ufeff")[len(block) :]
    return block, rest, own_values(match[1])


def own_values(block: str) -> dict[str, Any] | None:
    """The values of a block that we wrote; None of any other, also of one that only claims to be ours."""
    try:
        if not is_flat(block):
            return None
        values = yaml.safe_load(block)
    except (yaml.YAMLError, ValueError, RecursionError):  # ValueError: a day that no calendar has
        return None
    return values if isinstance(values, dict) and OURS in values else None


def is_flat(block: str) -> bool:
    """May a block be ours: values and lists of values, without anchors? Nothing in it can unfold to more than it is.

    It is read event by event, so that a block made to be slow is given up where it goes deeper.
    """
    if len(block) > LONGEST_OWN or not OWN_KEY.search(block):
        return False
    depth = 0
    for event in yaml.parse(block, Loader=yaml.SafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
        if depth > DEEPEST or isinstance(event, yaml.AliasEvent):
            return False
    return True


def values_of(document: Document) -> dict[str, Any]:
    """What the front matter tells of a document; nothing that is not known."""
    byline, dateline = document.byline, document.dateline
    values: dict[str, Any] = {
        OURS: 1,
        "title": document.title,
        "byline": byline and byline.raw,
        "authors": byline and list(byline.authors),
        "organisations": byline and list(byline.organisations),
        "dateline": dateline and dateline.raw,
        "place": dateline and dateline.place,
        "agency": dateline and dateline.agency,
        "agency_name": dateline and dateline.agency_name,
        "published": document.published_time or document.published,
        "updated": document.updated,
        "credit": document.credit,
        "language": document.language,
        "site": document.site,
        "status": document.status if document.status != "ok" else None,
        "detail": document.detail,
        "made_by": document.made_by,
    }
    return {name: value for name, value in values.items() if value}


def front_matter(document: Document, earlier: dict[str, Any] | None = None) -> str:
    """The block of a document; what an earlier run has written stays, for its lines are gone from the text."""
    values = values_of(document)
    if earlier is not None:
        stated = {name: value for name, value in earlier.items() if name != "made_by"}
        values = {name: stated.pop(name, values.get(name)) for name in FIELDS} | stated
        values = {name: value for name, value in values.items() if value}
    block = yaml.dump(values, Dumper=Plain, sort_keys=False, allow_unicode=True, width=2**30)
    return f"---\n{block}---\n"
