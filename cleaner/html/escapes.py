r"""Signs of a line that Markdown would take for its own: a backslash before each, and links in brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

ADDRESS = {" ": "%20", "(": "%28", ")": "%29", "|": "%7C", "<": "%3C", ">": "%3E", "\t": "", "\n": ""}  # signs that end an address
SIGNS = re.compile(r"[\\`*_~<&\]#>+=|-]|\d[.)]|!")  # a line without them has nothing to escape
# What means something wherever it stands: a backslash that escapes, code, tags, character references, a link's middle.
ANYWHERE = re.compile(
    r"(?:\\(?=[!-/:-@\[-`{-~]|$)|`|<(?=[a-zA-Z/!?])|&(?=#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|[a-zA-Z][a-zA-Z0-9]{1,40};)|\](?=\())"
)
# At the beginning of a line: heading, item, quotation, rule (behind the mark of an item two signs are one), fence, definition of a link;
# of a step it is the sign behind the number.
FIRST = re.compile(r"#{1,6}(?=\s|$)|[-+*](?=\s|$)|>|([-_*])(?:[ \t]*\1)+[ \t]*$|~~~|\[(?=[^\]]{1,999}\]:)")
NUMBERED = re.compile(r"\d{1,9}(?=[.)](?:\s|$))")
CLOSING = re.compile(r"(?:^|(?<=\s))#+$")  # of a heading
# Runs that may begin or end emphasis: `_` does not within a word.
OPENS = {"*": re.compile(r"\*+(?=[^\s*])"), "_": re.compile(r"(?<![\w_])_+(?=[^\s_])"), "~": re.compile(r"~+(?=[^\s~])")}
CLOSES = {"*": re.compile(r"(?<=[^\s*])\*+"), "_": re.compile(r"(?<=[^\s_])_+(?![\w_])"), "~": re.compile(r"(?<=[^\s~])~+")}
EDGES = "\\*_~"  # beside the bracket of a link they mean something


def with_links(line: str, anchors: Sequence[tuple[int, int, str]], name: str) -> str:
    """A line as Markdown that shows the same signs, with its links.

    Args:
        line: what the page shows.
        anchors: its links: start, end, address.
        name: "heading", "row", or another kind of line.
    """
    if not anchors and not SIGNS.search(line):
        return line
    pieces = [(place, 2, "\\") for place in {*escapes(line, name), *around(line, anchors)}]
    for start, end, href in anchors:
        pieces += [(start, 1, "["), (end, 0, f"]({''.join(ADDRESS.get(sign, sign) for sign in href)})")]
    out, done = [], 0
    for place, _, piece in sorted(pieces):
        out += [line[done:place], piece]
        done = place
    return "".join(out) + line[done:]


def escapes(line: str, name: str) -> Iterator[int]:
    """Where backslashes must stand in a line."""
    yield from (found.start() for found in ANYWHERE.finditer(line))
    for sign, opens in OPENS.items():
        if sign in line:
            yield from emphasis(line, opens, CLOSES[sign])
    if name == "row":
        yield from (place for place, sign in enumerate(line) if sign == "|")
    elif name == "heading":
        yield from (found.start() for found in CLOSING.finditer(line))
    elif FIRST.match(line):
        yield 0
    elif found := NUMBERED.match(line):
        yield found.end()


def emphasis(line: str, opens: re.Pattern[str], closes: re.Pattern[str]) -> Iterator[int]:
    """Where the signs of runs stand that may be emphasis: one that begins it, and one behind that ends it."""
    begins, ends = ([found.span() for found in form.finditer(line)] for form in (opens, closes))
    if begins and ends and begins[0][0] < ends[-1][0]:
        for start, end in {*begins, *ends}:
            yield from range(start, end)


def around(line: str, anchors: Sequence[tuple[int, int, str]]) -> Iterator[int]:
    """Where backslashes must stand because of links: brackets in one, signs at its edges, and what would make a picture of it."""
    for start, end, _ in anchors:
        yield from (place for place in range(start, end) if line[place] in "[]")
        yield from (place for place in (start - 1, start, end - 1, end) if 0 <= place < len(line) and line[place] in EDGES)
        if start and line[start - 1] == "!":
            yield start - 1
