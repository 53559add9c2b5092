"""Elements that a walk looks into before it goes on: formulas, quotations, numbers beside code, what came late, frames."""

from __future__ import annotations

import re
from typing import Any

from cleaner.html.lines import HIDDEN, MOVED, NOSCRIPT, SHOWN, Walker
from cleaner.html.streamed import Late
from cleaner.html.tags import ORDERED

NOSCRIPT_END = "</noscript"
NUMBERS = re.compile(r"[\s\d.:]*+")
QUOTES = ('"', "'", "“", "”", "„", "‟", "«", "»", "‹", "›", "‘", "’", "‚", "「", "『")  # a quotation that begins with one has its own
MOST_NAMES = 500  # characters of an element's class
MOST_DIGITS = 9  # of the number of an item in Markdown
LISTED = {"ol": "start", "ul": "type", "li": "value"}  # elements of lists, and what states their number
TEX = "math/tex"  # begins the type of a script that holds a formula, for MathJax
DRAWN = "MathJax"  # begins the class of what MathJax draws of it, before it
# What states the language of code: classes by HTML's advice, Sphinx, GitHub, SyntaxHighlighter, pandoc; attributes by Hugo and Shiki.
TONGUE = re.compile(r"(?:^|[\s:])(?:language-|lang-|highlight-(?:source-)?|brush:\s*|sourceCode\s+)([a-zA-Z][\w+#.-]{0,20})")
TONGUES = ("data-lang", "data-language")
NO_TONGUE = frozenset(("default", "none", "text", "plain", "plaintext", "txt", "wrapper"))

# How an element ends.
SPAN, LINK, BOLD, QUOTE, UNHIDE, BOX, ROW_END = range(7)
Undo = tuple[int, Any, int]
Stack = list[tuple[Any, Undo]]  # what is open: the node after whose end the walk goes on, and how it ends
PLAIN: Undo = (SPAN, "", 0)


def glued(node: Any) -> bool:
    """Does text stand right behind an element, without a blank?"""
    text: str = (node.next.text_content if node.next is not None else "") or " "
    return not text[0].isspace()


def formula(state: Walker, math: Any) -> bool:
    """Is a formula said as TeX, which the page states beside it? Flattened, a fraction cannot be told from a product."""
    stated = math.attributes.get("alttext")
    source = None if stated else math.css_first('annotation[encoding="application/x-tex"]')
    said = stated or (source.text().strip() if source else "")
    if said:
        state.say(said)
    return bool(said)


def is_bare(quotation: Any) -> bool:
    """Does a quotation within a line begin with anything but a mark of its own?"""
    first = quotation.child
    return first is not None and not (first.text_content or "").lstrip().startswith(QUOTES)


def late(state: Walker, stack: Stack, node: Any) -> Any:
    """Begin what came late for a placeholder, and leave out what stands there meanwhile."""
    if not Late.holds_a_place(node):
        return node.next
    state.late = state.late or Late(node.parser)
    part = state.late.taken(node) if state.around[3] != MOVED else None
    if part is None:
        return node.next
    stack.append((state.late.last_of(node), PLAIN))
    return part.child


def after_frame(state: Walker, _: Stack, node: Any) -> Any:
    """The node after a frame; one that XHTML's way of ending left open in `<noscript>` has taken the rest of the page for its text."""
    text = node.child
    state.swallowed = state.swallowed or (text is not None and NOSCRIPT_END in (text.text_content or ""))
    return node.next


def script(state: Walker, _: Stack, node: Any) -> Any:
    """The node after a script; one of MathJax holds a formula as TeX, unless what it draws of it stands before."""
    if (node.attributes.get("type") or "").startswith(TEX):
        before = node.prev
        if before is None or before.first_child is None or not (before.attributes.get("class") or "").startswith(DRAWN):
            state.say(node.text() or "")
    return node.next


DROPPING = {"template": late, "iframe": after_frame, "script": script}  # what is dropped unless it holds something


def numbers_only(state: Walker, node: Any) -> bool:
    """Does an element hold nothing but numbers? Columns of layouts are named like those beside code too."""
    for inner in node.traverse(include_text=True):
        text = inner.text_content or ""
        state.steps -= 1 + len(text) // 100
        if state.steps < 0 or not NUMBERS.fullmatch(text):
            return False
    return True


def unfolded(tag: str, attributes: Any, shown: int) -> int:
    """Is shown what is in an element that a browser shows to some only?"""
    if tag == "dialog" and "open" not in attributes:
        return HIDDEN
    return NOSCRIPT if tag == "noscript" and shown == SHOWN else shown


def listed(state: Walker, node: Any, attributes: Any, regions: int) -> int:
    """The regions in a list or an item that is about to open; notes the number that the list begins with, or that the item has."""
    tag = node.tag
    value = attributes.get(LISTED[tag]) if attributes else None
    if value and len(value) <= MOST_DIGITS and value.isascii() and value.isdecimal() and int(value):
        state.numbers[len(state.boxes)] = int(value)
    if tag == "li":
        return regions
    return regions | ORDERED if tag == "ol" else regions & ~ORDERED


def note_tongue(state: Walker, pre: Any, _: Any, regions: int) -> int:
    """Note the language that code which is about to open states, in itself, in `code` right in it or in the two boxes around it."""
    boxes = state.boxes
    around = boxes[state.around[0]]
    inner = next((node for node in (pre.child, pre.child and pre.child.next) if node is not None and node.tag == "code"), None)
    stated = [node.attributes for node in (pre, inner) if node is not None]
    names = [*(one.get("class") or "" for one in stated), around[2], boxes[around[0]][2]]
    given = [one.get(name) or "" for one in stated for name in TONGUES]
    found = [*(f"lang-{name}" for name in given if name), *names]
    named = next((known.group(1).lower() for text in found if (known := TONGUE.search(text[:MOST_NAMES]))), "")
    if named and named not in NO_TONGUE:
        state.tongues[len(boxes)] = named
    return regions


def note_span(state: Walker, _: Any, attributes: Any, regions: int) -> int:
    """Note how wide and high a cell is that is about to open."""
    if attributes:
        state.grid.note(len(state.boxes), attributes)
    return regions


# What an element says of itself that is noted as it opens; gives the regions in it.
NOTING = {**dict.fromkeys(LISTED, listed), "pre": note_tongue, "td": note_span, "th": note_span}
