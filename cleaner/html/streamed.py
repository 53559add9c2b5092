"""Pages that a server streams: what came late stands hidden at the end, and a script moves it to its placeholder.

React's server writes them so: `<!--$?--><template id="B:0"></template>...<!--/$-->` around what is shown until the part
`<div hidden id="S:0">` has come, and `<template id="P:1"></template>` where one part holds the place of another.
"""

from __future__ import annotations

from typing import Any

PARTS = '[hidden][id^="S:"]'
PLACES = ("B:", "P:")  # how the names of placeholders begin: those with something in their place meanwhile, and those without
PLACEHOLDERS = ", ".join(f'template[id^="{kind}"]' for kind in PLACES)
MOST_STEPS = 100_000  # nodes of a page that are passed in search of such a comment
BEGINS, ENDS = ("$", "$?", "$!", "$~"), "/$"  # comments around what is shown meanwhile, nested


class Late:
    """The parts of a page that came late, by the numbers that their placeholders have too.

    Args:
        tree: the page, parsed by selectolax's lexbor.
    """

    def __init__(self, tree: Any) -> None:
        numbers = {node.attributes["id"][2:] for node in tree.css(PLACEHOLDERS)}
        parts = {node.attributes["id"][2:]: node for node in tree.css(PARTS)}
        self.parts = {number: part for number, part in parts.items() if number in numbers}
        self.steps = MOST_STEPS
        self.moved = frozenset(f"S:{number}" for number in self.parts)  # the names of the parts, where they stand

    def taken(self, place: Any) -> Any:
        """The part that belongs to a placeholder, once; None if there is none."""
        return self.parts.pop(place.attributes["id"][2:], None)

    @staticmethod
    def holds_a_place(template: Any) -> bool:
        """Is a template a placeholder?"""
        return (template.attributes.get("id") or "").startswith(PLACES)

    def last_of(self, place: Any) -> Any:
        """The last node that gives way to a placeholder's part: the comment that ends what is shown meanwhile, or itself."""
        depth, node = 0, place.next if place.attributes["id"].startswith(PLACES[0]) else None
        while node is not None and self.steps:
            self.steps -= 1
            if node.is_comment_node:
                comment = node.comment_content.strip()
                if comment == ENDS and not depth:
                    return node
                depth += (comment in BEGINS) - (comment == ENDS)
            node = node.next
        return place
