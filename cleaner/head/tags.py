"""What the elements of a page state about it: meta, link, time, microdata, rel=author, headings; one look at the tree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from cleaner.head.plain import plain
from cleaner.head.vocabulary import vocabulary

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

MOST = 3_000  # elements of each kind that are looked at
MOST_PARTS = 20  # links or names in such an element
READ = ("h1", "time")  # with whatever class
UNREAD = ("script", "style", "template", "svg")
# What leads from a heading to itself ("¶", "#"), or to a form that changes its section ("[edit]"): Sphinx, MkDocs, Docusaurus, MediaWiki.
ANCHORS = frozenset(("headerlink", "header-anchor", "hash-link", "heading-anchor", "anchorjs-link", "mw-editsection"))
SHORT = 120  # characters of an author's element; a longer one holds a life
WANTED = (
    "html,title,h1,h2,meta,link[rel~='canonical'],time,script[type*='json' i],"
    "[itemprop]:is([itemprop~='author'],[itemprop~='datePublished'],[itemprop~='dateModified'],[itemprop~='headline']),"
    "[rel~='author']"
)
LONGEST_CLASSES = 200  # characters of a class attribute that are looked at


class Timed(NamedTuple):
    """A `time` element: its machine form, its text, what its attributes call it, and if a title stood before it."""

    datetime: str
    text: str
    words: str
    below_title: bool


class Marked(NamedTuple):
    """A short element that names an author: what marks it, its text, its parts where it holds several links."""

    how: str
    text: str
    parts: tuple[str, ...]


class Tags(NamedTuple):
    """What the elements of a page state, in the order of the page."""

    meta: dict[str, list[str]]  # name, in lower case -> contents
    links: dict[str, str]  # canonical
    titles: dict[str, str]  # title, h1
    headings: list[str]  # all h1
    lower: list[str]  # the first h2
    blocks: list[str]  # JSON
    times: list[Timed]
    marked: list[Marked]
    items: dict[str, list[str]]  # itemprop, in lower case -> contents
    language: str


def stating(tree: LexborHTMLParser) -> list[LexborNode]:
    """The elements of a page that may state something about it, in its order."""
    return tree.css(WANTED)


def tags_of(elements: Sequence[LexborNode], signed: Sequence[LexborNode] = ()) -> Tags:
    """Read the elements of a page that state something about it, and those whose class may name an author."""
    gathered = Gathering()
    for node in elements[:MOST]:
        gathered.take(node)
    for node in signed[:MOST]:
        gathered.take_signed(node)
    return Tags(
        meta=dict(gathered.meta),
        links=gathered.links,
        titles=gathered.titles,
        headings=gathered.headings,
        lower=gathered.lower,
        blocks=gathered.blocks,
        times=gathered.times,
        marked=gathered.marked,
        items=dict(gathered.items),
        language=gathered.language,
    )


class Gathering:
    """What the elements so far have stated."""

    def __init__(self) -> None:
        self.meta: dict[str, list[str]] = defaultdict(list)
        self.items: dict[str, list[str]] = defaultdict(list)
        self.links: dict[str, str] = {}
        self.titles: dict[str, str] = {}
        self.headings: list[str] = []
        self.lower: list[str] = []
        self.blocks: list[str] = []
        self.times: list[Timed] = []
        self.marked: list[Marked] = []
        self.language = ""
        self.authors = 0

    def take(self, node: LexborNode) -> None:
        """Read one element."""
        attributes = node.attributes
        match node.tag:
            case "meta":
                self.take_meta(attributes)
            case "script":
                if "ld" in (attributes.get("type") or "").lower():
                    self.blocks.append(node.text() or "")
            case "html":
                self.language = self.language or attributes.get("lang") or attributes.get("xml:lang") or ""
            case "link":
                self.links.setdefault("canonical", attributes.get("href") or "")
            case "title":
                self.titles.setdefault("title", plain(node.text()))
            case _:
                self.take_element(node, attributes)

    def take_meta(self, attributes: dict[str, str | None]) -> None:
        """Read a meta element under each of its names."""
        content = plain(attributes.get("content"))
        if content:
            names = {name.strip().lower() for key in ("name", "property", "itemprop", "http-equiv") if (name := attributes.get(key))}
            for name in filter(None, names):
                self.meta[name].append(content)

    def take_element(self, node: LexborNode, attributes: dict[str, str | None]) -> None:
        """Read an element of the body."""
        if node.tag == "h1" and (text := plain(bounded(node))):
            self.titles.setdefault("h1", text)
            self.headings.append(text)
        if node.tag == "h2" and len(self.lower) < MOST_PARTS and (text := plain(bounded(node))):
            self.lower.append(text)
        classes = (attributes.get("class") or "").lower()
        props = (attributes.get("itemprop") or "").lower().split()
        if node.tag == "time":
            words = f"{classes} {' '.join(props)} {attributes.get('id') or ''} {'pubdate' if 'pubdate' in attributes else ''}".lower()
            stamp = attributes.get("datetime") or ""
            self.times.append(Timed(stamp, plain(bounded(node), 200), words, "h1" in self.titles))
        for prop in props:
            if prop.startswith("date") or prop == "headline":
                value = (
                    attributes.get("content")
                    or attributes.get("datetime")
                    or (node.tag == "abbr" and attributes.get("title"))
                    or bounded(node)
                )
                if text := plain(value, 300):
                    self.items[prop].append(text)
        self.take_author(node, attributes, classes, props)

    def take_signed(self, node: LexborNode) -> None:
        """Read an element for its class alone."""
        attributes = node.attributes
        props = (attributes.get("itemprop") or "").lower().split()
        known = node.tag in READ or "author" in props or "author" in (attributes.get("rel") or "").lower().split()
        if not known:
            self.take_author(node, attributes, (attributes.get("class") or "").lower(), props)

    def take_author(self, node: LexborNode, attributes: dict[str, str | None], classes: str, props: list[str]) -> None:
        """Read an element that names an author by `itemprop`, `rel` or its class."""
        if "author" in props:
            how = "itemprop author"
        elif "author" in (attributes.get("rel") or "").lower().split():
            how = "rel=author"
        elif any(names_author(token) for token in classes[:LONGEST_CLASSES].split()):
            how = "class"
        else:
            return
        self.authors += 1
        names: tuple[str, ...] = ()
        text = plain(attributes.get("content") if how == "itemprop author" else None) or plain(bounded(node))
        if how == "itemprop author" and (text or self.authors < MOST_PARTS):
            first = node.css_first("[itemprop~='name']")
            name = plain(first.attributes.get("content") or bounded(first)) if first else ""
            names, text = ((name,), name) if name else (names, text)
        elif text:
            names = tuple(name for one in node.css("a")[:MOST_PARTS] if (name := plain(bounded(one))))
        if text and len(text) <= SHORT:
            self.marked.append(Marked(how, text, names))


def bounded(node: LexborNode) -> str:
    """The text of a small element with spaces between its parts; "" if it holds too much to be a title, a date or a name."""
    parts: list[str] = []
    at: LexborNode | None = node.first_child
    stack: list[LexborNode] = []
    for _ in range(MOST_PARTS * 4):
        while at is None:
            if not stack:
                return " ".join(parts)
            at = stack.pop().next
        text = at.text_content
        if text is not None:
            parts.append(text)
        elif (
            (below := at.first_child) is not None
            and at.tag not in UNREAD
            and ANCHORS.isdisjoint((at.attributes.get("class") or "").split())
        ):
            stack.append(at)
            at = below
            continue
        at = at.next
    return ""


def names_author(token: str) -> bool:
    """Does a class say that its element names the author of something?"""
    words = vocabulary()
    return any(word in token for word in words.byline) and not any(word in token for word in words.other)
