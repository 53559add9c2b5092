"""Kept lines of an HTML page as Markdown: headings, lists, tables, code, quotations, links."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from cleaner.html.shown import Shown
from cleaner.html.tags import HEADINGS, ORDERED, REGIONS, TAGS
from cleaner.model import Document

ITEM, CODE, QUOTE = TAGS["li"], TAGS["pre"], TAGS["blockquote"]
TABLE = REGIONS["table"]
HEADED = {TAGS[name]: f"heading{rank}" for rank, name in enumerate(HEADINGS, 1)}
PLAIN = {" ": "%20", "(": "%28", ")": "%29", "|": "%7C", "<": "%3C", ">": "%3E", "\t": "", "\n": ""}  # signs that end an address
FENCE = 3  # signs around code
FURTHEST = 12  # boxes around a line that are looked at
LISTED = ("item", "step", "more")
TOGETHER = ("list", "row", "code", "quote")  # lines of one kind stand together, others with a blank line between


def kinds(page: Shown, kept: Sequence[int]) -> tuple[str, ...]:
    """What each kept line is.

    "heading2", "item1" or "step1" by its depth, "more1" of an item's other lines, "row", "row2" where another table begins,
    "code", "code1" below a blank line of code, "code2" where other code begins, "quote", or "" for a paragraph; behind a colon a
    step's number, if it is stated ("step1:4"), and the depth of the items that code stands in ("code:1").
    """
    known: dict[int, tuple[str, int]] = {}
    at, tag, parent = page.at.tolist(), page.tag.tolist(), page.parent.tolist()
    start, regions = page.start.tolist(), page.regions.tolist()
    out = [""] * len(page.lines)
    before = table = 0  # the boxes of the code and of the table above
    for number in kept:
        box = at[number - 1]
        if box not in known:
            known[box] = kind(box, tag, parent)
        name, inner = known[box]
        if name.startswith("code"):
            begins = "2" if before not in (0, inner) else "1" if number - 1 in page.gaps else ""
            name, before = f"code{begins}{name[4:]}", inner
        else:
            before = 0
            if name.startswith("item"):
                name = name.replace("item", "more") if start[inner] != number - 1 else numbered(name, inner, page, regions[parent[inner]])
            if "\t" in page.lines[number - 1]:
                around = outermost(box, regions, parent)
                name, table = "row2" if table not in (0, around) else "row", around
        table = table if name.startswith("row") else 0
        out[number - 1] = name
    return tuple(out)


def outermost(box: int, regions: Sequence[int], parent: Sequence[int]) -> int:
    """The outermost table around a box, as the number of its box."""
    while regions[parent[box]] & TABLE:
        box = parent[box]
    return box


def numbered(name: str, item: int, page: Shown, regions: int) -> str:
    """What the first line of an item is, with its number where it or, of the first one, the list states it."""
    if not regions & ORDERED:
        return name
    around = int(page.parent[item])
    first = page.numbers.get(around, 0) if page.start[item] == page.start[around] else 0
    stated = page.numbers.get(item, first)
    return name.replace("item", "step") + (f":{stated}" if stated else "")


def kind(box: int, tag: Sequence[int], parent: Sequence[int]) -> tuple[str, int]:
    """What the lines of a box are, and the element of code or the item that they stand in; `tag` and `parent` are those of all boxes."""
    depth = item = code = 0
    for _ in range(FURTHEST):
        level = tag[box]
        if level == ITEM:
            depth += 1
            item = item or box
        elif level == CODE:
            code = code or (0 if depth else box)
        elif level in HEADED and not code:
            return HEADED[level], 0
        elif level == QUOTE and not (depth or code):
            return "quote", 0
        if not box:
            break
        box = parent[box]
    if code:
        return (f"code:{depth}" if depth else "code"), code
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
    before = indent = ""
    width = 0  # cells of the widest row of a table
    fence = "`" * max((ticks(text) for text, kind in lines if kind.startswith("code")), default=FENCE)
    steps: dict[int, int] = {}  # by the depth of a list the number of its last item; 0 where it has none
    for place, (text, kind) in enumerate(lines):
        name, _, number = kind.partition(":")
        family = "list" if name.startswith(LISTED) else name.rstrip("123456789")
        same = place > 0 and family == before and family in TOGETHER and name not in ("code2", "row2")
        if before == "code" and not same:
            yield f"{indent}{fence}\n"
        if place and not same:
            yield "\n"
            steps = steps if family in ("list", "code") else {}  # code between steps stands in one of them
        if family == "code":
            indent = inset(int(number or 0), steps)
            yield "" if same else f"{indent}{fence}\n"
        if same and (family == "quote" or name == "code1"):
            yield ">\n" if family == "quote" else "\n"
        if family == "row":
            width = 0 if same else widest(lines, place)
        yield row(text, width) if family == "row" else f"{indent}{text}\n" if family == "code" else f"{mark(kind, steps)}{text.strip()}\n"
        before = family
    if before == "code":
        yield f"{indent}{fence}\n"


def inset(depth: int, steps: dict[int, int]) -> str:
    """The blanks before what stands in items of a depth: as wide as their marks."""
    return "".join(" " * (len(f"{steps[one]}. ") if steps.get(one) else 2) for one in range(1, depth + 1))


def mark(kind: str, steps: dict[int, int]) -> str:
    """What a line of a kind begins with; notes the numbers of items."""
    name, _, number = kind.partition(":")
    if name.startswith("heading"):
        return "#" * int(name[-1]) + " "
    if name.startswith(LISTED):
        depth = int(name[-1])
        for deeper in [other for other in steps if other > depth]:
            del steps[deeper]
        if name.startswith("more"):
            return inset(depth, steps)
        steps[depth] = int(number or steps.get(depth, 0) + 1) if name.startswith("step") else 0
        return f"{inset(depth - 1, steps)}{steps[depth]}. " if steps[depth] else inset(depth - 1, steps) + "- "
    return "> " if name == "quote" else ""


def ticks(text: str) -> int:
    """How many signs a fence around a line of code needs."""
    bare = text.lstrip()
    return len(bare) - len(bare.lstrip("`")) + 1 if bare.startswith("`" * FENCE) else FENCE


def widest(lines: Sequence[tuple[str, str]], first: int) -> int:
    """How many cells the widest of the rows has that begin at a place; Markdown drops what stands beside the head of a table."""
    rows = takewhile(lambda line: line[1] == "row", map(lines.__getitem__, range(first + 1, len(lines))))
    return max(text.count("\t") for text, _ in [lines[first], *rows]) + 1


def row(text: str, width: int) -> str:
    """A row of a table; the first one is its head, as wide as the widest: `width` is 0 for the others."""
    cells = [cell.strip().replace("|", "\\|") for cell in text.split("\t")]
    cells += [""] * (width - len(cells))
    head = "|" + " --- |" * len(cells) + "\n" if width else ""
    return f"| {' | '.join(cells)} |\n{head}"
