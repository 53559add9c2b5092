"""Front matter: metadata above the body, as YAML between two lines of dashes; ours is read back."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

from cleaner.clean import Cleaner
from cleaner.model import CleanerError, Document
from cleaner.read import codec

BLOCK = re.compile(r"---[ \t]*\r?\n(.*?\r?\n)?---[ \t]*(?:\r?\n|\Z)", re.S)
KEY = re.compile(r"[A-Za-z_][\w-]*:(?:\s|$)")
OURS = "cleaner"
OWN_KEY = re.compile(rf"^{OURS}:", re.M)
DEEPEST = 2  # a list in the block
LONGEST_OWN = 20_000  # characters; a parser in Python takes a third of a second for so many
LONGEST = 100_000  # characters; a longer block is not front matter
# YAML reads these as they stand: words that begin with a letter, and are no key, comment or value of another type.
BARE = re.compile(r"[^\W\d_](?:[\w ,.;()!?'’/&%+-]|:(?=\S)|(?<=\S)#)*(?<![ :])")
TYPED = re.compile(r"(?i)y|n|yes|no|true|false|on|off|null")
ESCAPED = "[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]"  # line ends of YAML, and what it calls not printable

FIELDS = (
    *(OURS, "title", "byline", "authors", "organisations", "dateline", "place", "agency", "agency_name", "published", "updated", "credit"),
    *("language", "site", "status", "detail", "made_by"),
)


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
    if len(block) > LONGEST_OWN or not OWN_KEY.search(block):
        return None
    import yaml  # takes 20 ms, which a text without front matter must not pay

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
    import yaml

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
    return "".join(["---\n", *(entry(name, value) for name, value in values.items()), "---\n"])


def entry(name: Any, value: Any) -> str:
    """A key and its value as YAML.

    Texts, days and lists of texts are written here, for PyYAML takes longer to load than a page to clean (tests hold
    both to the same values); what else somebody put into the block is PyYAML's.
    """
    if isinstance(name, str) and isinstance(value, (str, date)):  # or a time
        return f"{scalar(name)}: {scalar(value) if isinstance(value, str) else value}\n"
    if isinstance(name, str) and isinstance(value, list) and value and all(isinstance(item, str) for item in value):
        return "".join([f"{scalar(name)}:\n", *(f"- {scalar(item)}\n" for item in value)])
    if name == OURS and type(value) is int:
        return f"{scalar(name)}: {value}\n"
    import yaml

    return str(yaml.safe_dump({name: value}, sort_keys=False, allow_unicode=True, width=2**30))


def scalar(value: str) -> str:
    """A text as YAML on one line: as it stands, in single quotes, or in double quotes with what YAML calls not printable escaped."""
    if BARE.fullmatch(value) and not TYPED.fullmatch(value):
        return value
    if value.isprintable():  # nothing that is to be escaped
        return "'" + value.replace("'", "''") + "'"
    return re.sub(ESCAPED, lambda match: f"\\u{ord(match[0]):04x}", json.dumps(value, ensure_ascii=False))


def below_front(
    cleaner: Cleaner, data: bytes, kind: str, url: str | None, site: str | None, charset: str | None
) -> tuple[str, dict[str, Any] | None, Document, int]:
    """A leading block, its values if ours, the document below it, and how many lines the block has.

    Args:
        cleaner: cleans it.
        data: the whole file.
        kind: "auto", "text" or "html".
        url, site, charset: what is known of it, as `Cleaner.clean` takes them.
    """
    if kind != "html" and data[:8].lstrip(b"\xef\xbb\xbf").startswith(b"---"):
        try:
            block, rest, values = split_front(data.decode("utf-8"))
        except UnicodeDecodeError:
            block = ""
        if block:
            return block, values, cleaner.clean(rest, kind=kind, url=url, site=site), block.count("\n")
    return "", None, cleaner.clean(data, kind=kind, url=url, site=site, charset=charset), 0


def check_charset(label: str | None) -> None:
    """Refuse a name of no encoding. A header's word may be wrong; who writes it here would have it heeded."""
    if label is not None and not codec(label):
        raise CleanerError(f"--charset {label}: there is no encoding of that name; write one such as windows-1252, iso-8859-2 or shift_jis")
