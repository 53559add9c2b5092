"""What a browser makes of each element: line breaks, text that is not shown, regions of a page."""

from __future__ import annotations

# MAYBE: a line of its own, but not inside a heading; EMPTY: holds no text, but keeps what stands on its two sides apart.
# CITE: a line of its own where it begins a quotation and the quoted words stand right behind it.
# QUOTED: a browser puts quotation marks around it. TEXT: no element.
INLINE, BLOCK, DROP, BREAK, ROW, MAYBE, EMPTY, UNKNOWN, MATH, CITE, QUOTED, TEXT = range(12)

DROPPED = (
    "script style template head title meta link base svg canvas iframe frame frameset noframes object embed applet audio video map area"
    " select option optgroup datalist textarea input progress meter rt rp rtc annotation annotation-xml param source track portal"
)
BLOCKS = (
    "html body address article aside blockquote center dd details dialog dir div dl dt fieldset figcaption figure footer form"
    " h1 h2 h3 h4 h5 h6 header hgroup hr legend li listing main menu nav noscript ol p plaintext pre search section summary"
    " table caption thead tbody tfoot ul xmp"
)
INLINES = (
    "a abbr acronym b bdi bdo big blink code data del dfn em font i ins kbd label mark math nobr output picture"
    " ruby rb s samp slot small span strike strong sub sup time tt u var"
)
KIND = (
    dict.fromkeys(DROPPED.split(), DROP)
    | dict.fromkeys(BLOCKS.split(), BLOCK)
    | dict.fromkeys(INLINES.split(), INLINE)
    | {
        "br": BREAK,
        "img": EMPTY,
        "wbr": EMPTY,
        "tr": ROW,
        "td": BLOCK,
        "th": BLOCK,
        "button": MAYBE,
        "math": MATH,
        "cite": CITE,
        "q": QUOTED,
    }
)
PRESERVED = frozenset(("pre", "listing", "xmp", "plaintext"))
APART = frozenset(("a", "span", "time", "label"))  # two of them side by side stand apart on most pages, by their style

# Levels of the column `tag`; every element that is not named is a division.
TAG_NAMES = (
    "div p li h1 h2 h3 h4 h5 h6 td th tr dt dd blockquote pre figcaption caption label legend button address summary"
    " article section main body header footer nav aside form figure a span center hgroup"
)
TAGS = {name: place for place, name in enumerate(TAG_NAMES.split())}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")

# Regions, as bits: which of them a line stands in, at any height.
REGIONS = {
    "article": 1,
    "main": 2,
    "nav": 4,
    "aside": 8,
    "footer": 16,
    "header": 32,
    "section": 64,
    "form": 128,
    "table": 256,
    "ul": 512,
    "ol": 512,
    "dl": 512,
    "menu": 512,
    "blockquote": 1024,
    "figure": 2048,
    "dialog": 4096,
    "details": 8192,
}
ORDERED = 1 << 14  # a bit beside those of the regions: the nearest list around is one of numbers
ROLES = {
    "article": "article",
    "main": "main",
    "navigation": "nav",
    "menu": "nav",
    "menubar": "nav",
    "complementary": "aside",
    "contentinfo": "footer",
    "banner": "header",
    "form": "form",
    "search": "form",
    "dialog": "dialog",
    "alertdialog": "dialog",
}
