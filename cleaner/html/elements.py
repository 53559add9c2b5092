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
MOST_DIGITS = 9  # of the number of an item in Markdown
LISTED = {"ol": "start", "ul": "type", "li": "value"}  # elements of lists, and what states their number
TEX = "math/tex"  # begins the type of a script that holds a formula, for MathJax
DRAWN = "MathJax"  # begins the class of what MathJax draws of it, before it

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


def listed(state: Walker, tag: str, attributes: Any, regions: int) -> int:
    """The regions in a list or an item that is about to open; notes the number that the list begins with, or that the item has."""
    value = attributes.get(LISTED[tag]) if attributes else None
    if value and len(value) <= MOST_DIGITS and value.isascii() and value.isdecimal() and int(value):
        state.numbers[len(state.boxes)] = int(value)
    if tag == "li":
        return regions
    return regions | ORDERED if tag == "ol" else regions & ~ORDERED
