"""What a browser does not show of a page, as far as its elements say so themselves; style sheets are not read."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from cleaner.head.tags import ANCHORS
from cleaner.head.vocabulary import vocabulary
from cleaner.html.tags import REGIONS

UNSEEN, SIGNED, NUMBERED = 1, 2, 4
SPOKEN = frozenset(("sr-only", "screen-reader-text", "visually-hidden", "visuallyhidden", "screenreader-text", "assistive-text"))
BACK = frozenset(  # leads from a footnote back to its number ("↩", "^"): MediaWiki, Python-Markdown, Pandoc, kramdown, GitHub
    ("mw-cite-backlink", "footnote-backref", "footnote-back", "reversefootnote", "data-footnote-backref")
)
UNSPOKEN = SPOKEN | ANCHORS | BACK | {"katex-html"}  # of a formula in KaTeX its drawing; its text is in MathML beside it
# The numbers of lines beside code: Pygments, Rouge, Chroma, SyntaxHighlighter and Hexo, highlight.js, React's, Crayon, GitHub, GitLab.
GUTTER_NAMES = (
    "lineno linenos linenodiv linenumber linenumbers lnt ln gutter rouge-gutter hljs-ln-numbers react-syntax-highlighter-line-number"
    " line-number line-numbers crayon-num crayon-nums blob-num diff-line-num"
)
GUTTERS = frozenset(GUTTER_NAMES.split())
HIDING = frozenset(("hidden", "style", "popover"))  # attributes that may hide an element
DRAWN = "mwe-math"  # begins the class of MathML that MediaWiki hides behind a picture of the formula

# A panel that a control of the page unfolds: a tab's text, an answer below its question. Its text is the page's own, as that of
# `<details>` is. Of 957 pages 22 have a twentieth of their body and more in hidden elements, three quarters of its words in panels,
# which hold three times as much body as furniture; other hidden elements hold eighteen times as much furniture.
OUTSIDE = sum(REGIONS[name] for name in ("nav", "aside", "footer", "header", "form", "dialog"))
PANEL_NAMES = frozenset(("accordion", "accordian", "tab", "tabs", "tabpanel", "collapse", "collapsible", "faq"))
FOLDED, DROPPED = frozenset(("accordion", "accordian", "faq")), frozenset(("dropdown",))  # what drops down in one is an answer
OVERLAY_NAMES = frozenset(("modal", "popup", "dialog", "dropdown", "menu", "nav", "drawer", "offcanvas", "lightbox", "tooltip"))
PARTS = re.compile("[a-z]+")


def hidden(attributes: Mapping[str, str | None]) -> bool:
    """Does an element say that it is not shown, by anything but its class?"""
    if ("hidden" in attributes and attributes["hidden"] != "until-found") or "popover" in attributes:
        return True
    style = attributes.get("style")
    return bool(style) and is_invisible(style) and not (attributes.get("class") or "").startswith(DRAWN)


def is_panel(attributes: Mapping[str, str | None], names: str, regions: int) -> bool:
    """Is a hidden element a panel that a reader unfolds, outside menus, margins, forms and dialogs?

    Args:
        attributes: those of the element.
        names: its class, id and role.
        regions: those that it stands in, as bits.

    The role and the label by a control are those of the patterns "Accordion" and "Tabs" in the WAI-ARIA Authoring Practices Guide.
    """
    if regions & OUTSIDE or "popover" in attributes:
        return False
    parts = frozenset(PARTS.findall(names.lower()))
    if parts & (OVERLAY_NAMES if parts.isdisjoint(FOLDED) else OVERLAY_NAMES - DROPPED):
        return False
    return attributes.get("role") == "tabpanel" or "aria-labelledby" in attributes or bool(parts & PANEL_NAMES)


@lru_cache(10_000)
def is_invisible(style: str) -> bool:
    """Does a style say that nothing is shown?"""
    plain = style.replace(" ", "").lower()
    return "display:none" in plain or "visibility:hidden" in plain


@lru_cache(10_000)
def says(names: str) -> int:
    """What a class says that matters beyond the class.

    `UNSEEN` if text is for screen readers only, `SIGNED` if it may name an author, `NUMBERED` if it may be of the numbers beside code.
    """
    lower, tokens = names.lower(), names.split()
    signed = any(word in lower for word in vocabulary().byline)
    return UNSEEN * (not UNSPOKEN.isdisjoint(tokens)) | SIGNED * signed | NUMBERED * (not GUTTERS.isdisjoint(tokens))
