"""Kept lines of an HTML page as Markdown: headings, lists, tables, code, quotations, links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from cleaner.html.shown import Shown
from cleaner.html.tags import HEADINGS, ORDERED, TAGS
from cleaner.model import Document

ITEM = TAGS["li"]
INNER = {TAGS["pre"]: "code", TAGS["blockquote"]: "quote"}  # what lines are in such an element, unless they are in an item in it
KINDS = INNER | {TAGS[name]: f"heading{rank}" for rank, name in enumerate(HEADINGS, 1)}
PLAIN = {" ": "%20", "(": "%28", ")": "%29", "|": "%7C", "<": "%3C", ">": "%3E", "\t": "", "\n": ""}  # signs that end an address
FENCE = 3  # signs around code
FURTHEST = 12  # boxes around a line that are looked at
LISTED = ("item", "step", "more")
TOGETHER = ("list", "row", "code", "quote")  # lines of one kind stand together, others with a blank line between


def kinds(page: Shown, kept: Sequence[int]) -> tuple[str, ...]:
    """What each kept line is: "heading2", "item1" or "step1" by its depth, "more1" of an item's other lines, "row", "code",
    "code1" below a blank line of code, "quote", or "" for a paragraph.
    """
    known: dict[int, tuple[str, int]] = {}
    at, tag, parent = page.at.tolist(), page.tag.tolist(), page.parent.tolist()
    start, regions = page.start.tolist(), page.regions.tolist()
    out = [""] * len(page.lines)
    for number in kept:
        box = at[number - 1]
        if box not in known:
            known[box] = kind(box, tag, parent)
        name, item = known[box]
        if name.startswith("item"):
            order = "step" if regions[parent[item]] & ORDERED else "item"
            name = name.replace("item", order if start[item] == number - 1 else "more")
        if name == "code":
            name = "code1" if number - 1 in page.gaps else name
        elif "\t" in page.lines[number - 1]:
            name = "row"
        out[number - 1] = name
    return tuple(out)


def kind(box: int, tag: Sequence[int], parent: Sequence[int]) -> tuple[str, int]:
    """What the lines of a box are, and the item of a list that it stands in; `tag` and `parent` are those of all boxes."""
    depth = item = 0
    for _ in range(FURTHEST):
        level = tag[box]
        if level == ITEM:
            depth += 1
            item = item or box
        elif level in KINDS and not (depth and level in INNER):
            return KINDS[level], 0
        if not box:
            break
        box = parent[box]
    return (f"item{depth}", item) if depth else ("", 0)


def markdown(document: Document) -> str:
    """The text of a document as Markdown; of a document that is not from HTML the text as it is."""
    if not document.kinds:
        return document.text
    lines = document.source.split("\n")
    if document.links:
        links = zip(lines, document.links, document.kinds, strict=True)
        lines = [line if kind.startswith("code") else with_links(line, anchors) for line, anchors, kind in links]
    return "".join(written([(lines[number - 1], document.kinds[number - 1]) for number in document.kept]))


def with_links(line: str, anchors: Sequence[tuple[int, int, str]]) -> str:
    """A line with its links as Markdown writes them."""
    for start, end, href in reversed(anchors):
        text = line[start:end].replace("[", "\\[").replace("]", "\\]")
        address = "".join(PLAIN.get(sign, sign) for sign in href)
        line = f"{line[:start]}[{text}]({address}){line[end:]}"
    return line


def written(lines: Sequence[tuple[str, str]]) -> Iterator[str]:
    """The Markdown of lines and their kinds, piece by piece."""
    before = ""
    width = 0  # cells of the widest row of a table
    fence = "`" * max((ticks(text) for text, kind in lines if kind.startswith("code")), default=FENCE)
    steps: dict[int, int] = {}  # by the depth of a list the number of its last item; 0 where it has none
    for place, (text, kind) in enumerate(lines):
        family = "list" if kind.startswith(LISTED) else kind.rstrip("123456789")
        same = place > 0 and family == before and family in TOGETHER
        if before == "code" and not same:
            yield f"{fence}\n"
        if place and not same:
            yield "\n"
            steps = steps if family in ("list", "code") else {}  # code between steps stands in one of them
        if family == "code" and not same:
            yield f"{fence}\n"
        if same and (family == "quote" or kind == "code1"):
            yield ">\n" if family == "quote" else "\n"
        if family == "row" and not same:
            width = widest(lines, place)
        yield row(text, 0 if same else width) if family == "row" else f"{mark(kind, steps)}{text if family == 'code' else text.strip()}\n"
        before = family
    if before == "code":
        yield f"{fence}\n"


def mark(kind: str, steps: dict[int, int]) -> str:
    """What a line of a kind begins with; notes the numbers of items."""
    if kind.startswith("heading"):
        return "#" * int(kind[-1]) + " "
    if kind.startswith(LISTED):
        depth = int(kind[-1])
        for deeper in [other for other in steps if other > depth]:
            del steps[deeper]
        indent = "".join("   " if steps.get(other) else "  " for other in range(1, depth))
        if kind.startswith("more"):
            return indent + ("   " if steps.get(depth) else "  ")
        steps[depth] = steps.get(depth, 0) + 1 if kind.startswith("step") else 0
        return f"{indent}{steps[depth]}. " if steps[depth] else indent + "- "
    return "> " if kind == "quote" else ""


def ticks(text: str) -> int:
    """How many signs a fence around a line of code needs."""
    bare = text.lstrip()
    return len(bare) - len(bare.lstrip("`")) + 1 if bare.startswith("`" * FENCE) else FENCE


def widest(lines: Sequence[tuple[str, str]], first: int) -> int:
    """How many cells the widest of the rows has that begin at a place; Markdown drops what stands beside the head of a table."""
    rows = takewhile(lambda line: line[1] == "row", map(lines.__getitem__, range(first, len(lines))))
    return max(text.count("\t") for text, _ in rows) + 1


def row(text: str, width: int) -> str:
    """A row of a table; the first one is its head, as wide as the widest: `width` is 0 for the others."""
    cells = [cell.strip().replace("|", "\\|") for cell in text.split("\t")]
    cells += [""] * (width - len(cells))
    head = "|" + " --- |" * len(cells) + "\n" if width else ""
    return f"| {' | '.join(cells)} |\n{head}"
