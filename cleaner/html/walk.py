"""One walk over the tree of a page: its lines in reading order, and the boxes that they stand in."""

from __future__ import annotations

from functools import cache
from typing import Any

from cleaner.html.elements import (
    BOLD,
    BOX,
    DROPPING,
    LINK,
    NOTING,
    QUOTE,
    ROW_END,
    SPAN,
    UNHIDE,
    Stack,
    Undo,
    formula,
    glued,
    is_bare,
    numbers_only,
    unfolded,
)
from cleaner.html.hiding import HIDING, NUMBERED, SIGNED, UNSEEN, hidden, is_panel, says
from cleaner.html.lines import HIDDEN, MOVED, Walked, Walker
from cleaner.html.tags import (
    APART,
    BLOCK,
    BREAK,
    CITE,
    DROP,
    EMPTY,
    HEADINGS,
    INLINE,
    KIND,
    MATH,
    MAYBE,
    PRESERVED,
    QUOTED,
    REGIONS,
    ROLES,
    ROW,
    TAGS,
    TEXT,
    UNKNOWN,
)

SPECIAL = PRESERVED | {*HEADINGS, "noscript", "dialog"}
MOST_DEPTH = 1_000  # of boxes; deeper ones are taken for the box they stand in
NAMES = ("id", "role", "itemprop", "data-testid", "data-component")  # what an element is named by, beside its class
NAMED = frozenset(NAMES)

MOST_TAGS = 1_000  # that the parser has numbers for; of others their place in memory is the number
MARKS = "“”"
BOLDS = ("b", "strong")


def walked(root: Any, state: Walker) -> Walked:
    """Walk over a tree.

    Args:
        root: the first node of a tree of selectolax's lexbor.
        state: what gathers the lines.
    """
    stack: Stack = []
    node = root
    known, other = known_tags(), (UNKNOWN, "")
    while True:
        kind, tag = known.get(node.tag_id, other)  # the number of a tag costs a quarter of its name
        if kind == TEXT:
            text = node.text_content
            if not text.isspace():
                if text:
                    state.say(text)
            elif state.parts:  # two of three are blanks between elements
                state.parts.append(text if state.around[1] else " ")
                state.left = ""
            following = node.next
        elif kind == INLINE:
            stack.append((node, inline(state, tag, node)))
            following = node.child
        else:
            if not tag:
                kind = KIND.get(tag := node.tag, UNKNOWN)
            following = enter(state, stack, kind, tag, node)
        while following is None:
            if not stack:
                return state.ended()
            node, undo = stack.pop()
            if undo[0] == SPAN:
                state.left = undo[1]
            else:
                leave(state, undo)
            following = node.next
        node = following


@cache
def known_tags() -> dict[int, tuple[int, str]]:
    """What is made of each known element, and its tag, by the number that the parser has for the tag; text has one too."""
    from selectolax.lexbor import LexborHTMLParser

    page: Any = LexborHTMLParser("<p>.")
    known = {page.create_node(tag).tag_id: (kind, tag) for tag, kind in KIND.items()}
    known = {number: found for number, found in known.items() if number < MOST_TAGS}
    return known | {page.css_first("p").first_child.tag_id: (TEXT, "")}


def enter(state: Walker, stack: Stack, kind: int, tag: str, node: Any) -> Any:
    """Begin an element that is not inline; the node that follows: its first child, unless nothing in it is shown."""
    if kind != BLOCK:
        if kind == DROP:
            return DROPPING[tag](state, stack, node) if tag in DROPPING else node.next
        if kind == EMPTY:
            state.left = ""
            return node.next
        if kind == BREAK:
            state.end_line()
            return node.next
        if kind == UNKNOWN:
            if not tag or tag[0] in "-!":
                return node.child if tag == "-document" else node.next
            kind = INLINE if state.parts else BLOCK
        if kind == CITE:
            kind = BLOCK if state.begins_quotation() and glued(node) else INLINE
        if kind == QUOTED:
            return quoted(state, stack, node)
        if kind == MATH and formula(state, node):
            return node.next
        if kind in (INLINE, MATH) or (kind == MAYBE and state.around[2]):
            stack.append((node, inline(state, tag, node)))
            return node.child
    if state.parts:
        state.flush()
    stack.append((node, (ROW_END if kind == ROW else BOX, opened(state, tag, node), len(state.lines))))
    return node.child


def quoted(state: Walker, stack: Stack, node: Any) -> Any:
    """Begin a quotation within a line, in marks unless it has its own."""
    undo = inline(state, "q", node)
    if undo[0] == SPAN and is_bare(node):
        state.say(MARKS[0])
        undo = (QUOTE, "q", 0)
    stack.append((node, undo))
    return node.child


def opened(state: Walker, tag: str, node: Any) -> tuple[int, int, int, int]:
    """Begin a box; what was around it."""
    box, in_pre, in_heading, shown = before = state.around
    boxes = state.boxes
    _, _, _, regions, _, depth = boxes[box]
    regions |= REGIONS.get(tag, 0)
    attributes, names = node.attributes, ""
    if tag in NOTING:
        regions = NOTING[tag](state, node, attributes, regions)
    if attributes:
        names = attributes.get("class") or ""
        if names and (said := says(names)):
            if said & UNSEEN or (said & NUMBERED and numbers_only(state, node)):
                shown = HIDDEN
            if said & SIGNED:
                state.signed.append(node)
        if len(attributes) > 1 or not names:
            if not NAMED.isdisjoint(attributes):
                names += "".join([f" {attributes[name] or ''}" for name in NAMES if name in attributes])
                regions |= REGIONS.get(ROLES.get(attributes.get("role") or "", ""), 0)
            if not HIDING.isdisjoint(attributes) and hidden(attributes) and not is_panel(attributes, names, regions):
                shown = MOVED if state.late and attributes.get("id") in state.late.moved else HIDDEN
    if tag in SPECIAL:
        in_pre, in_heading = in_pre or tag in PRESERVED, in_heading or tag in HEADINGS
        shown = unfolded(tag, attributes, shown)
    if in_pre:
        state.parts.append("")  # of what is open, blanks count
    if depth < MOST_DEPTH:
        boxes.append((box, TAGS.get(tag, 0), names, regions, len(state.lines), depth + 1))
        box = len(boxes) - 1
        state.ends.append(0)
    state.around = box, in_pre, in_heading, shown
    return before


def inline(state: Walker, tag: str, node: Any) -> Undo:
    """Begin an inline element; how it ends."""
    if state.left in APART and tag in APART and not state.around[1]:
        state.parts.append(" ")
    attributes = node.attributes
    said = 0
    if attributes and (names := attributes.get("class")) and (said := says(names)) & SIGNED:
        state.signed.append(node)
    unseen = said & UNSEEN or (said & NUMBERED and numbers_only(state, node))
    if unseen or (attributes and not HIDING.isdisjoint(attributes) and hidden(attributes)):
        aside = (state.around, state.parts, state.linked, state.bold, state.links)
        state.around, state.parts = (*state.around[:3], HIDDEN), []
        return UNHIDE, aside, 0
    if tag == "a":
        state.in_link += 1
        state.begin_link(node)
        state.links += 1
        return LINK, tag, 0
    if tag in BOLDS:
        state.in_bold += 1
        return BOLD, tag, 0
    return SPAN, tag, 0


def leave(state: Walker, undo: Undo) -> None:
    """End an element."""
    kind, before, start = undo
    if kind > UNHIDE:
        if state.parts:
            state.flush()
        if kind == ROW_END:
            state.row(start)
        state.ends[state.around[0]] = len(state.lines)  # of an element too deep for a box, the one around it, which ends later
        state.around = before
        return
    if kind == UNHIDE:
        state.flush()
        state.around, state.parts, state.linked, state.bold, state.links = before
        return
    if kind == LINK:
        state.in_link -= 1
        state.end_link()
    elif kind == BOLD:
        state.in_bold -= 1
    elif kind == QUOTE:
        state.say(MARKS[1])
    state.left = before
