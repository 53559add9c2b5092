"""The columns that markup adds: what a line stands in, and what its boxes hold. One entry a line, from 0."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from cleaner.columns import Lines, between, level, lines_since, lines_until, ratio, step
from cleaner.evidence import SCORE, good_lines
from cleaner.html.boxes import ARTICLE, Tree, sums
from cleaner.html.names import BITS, FAMILIES
from cleaner.html.tags import REGIONS, TAGS
from cleaner.shapes import Column

MOST_POINTS = 24
H1, H6 = TAGS["h1"], TAGS["h6"]
HALF, TENTH = 12, 2  # of 24: shares of the page's prose
REGION_NAMES = (
    "article",
    "main",
    "nav",
    "aside",
    "footer",
    "header",
    "section",
    "form",
    "table",
    "list",
    "quote",
    "figure",
    "dialog",
    "details",
)

Levels = dict[str, Column]


def box_columns(tree: Tree, page: Lines) -> Levels:
    """What a line stands in."""
    box = tree.up[0]
    size = np.maximum(page.shapes.size, 1)
    shares = np.minimum(ratio(np.array([16 * tree.linked, 4 * tree.bold]), size), 16)
    regions, families = tree.regions[box], tree.path[3][box]
    said = between(tree.said[:3], -MOST_POINTS, MOST_POINTS) + MOST_POINTS
    path = between(tree.path[:3] >> np.array([[1], [0], [0]]), -MOST_POINTS, MOST_POINTS) + MOST_POINTS
    three = tree.up[:3]
    return {
        **dict(zip(("tag", "tag_above", "tag_two_above"), tree.tag[three], strict=True)),
        "link_share": shares[0],
        "bold_share": shares[1],
        "links": np.minimum(tree.links, 8),
        "title": tree.title,
        **bits("in", REGION_NAMES, regions),
        **bits("named", tuple(FAMILIES), families),
        **dict(zip(("names", "names_above", "names_two_above"), said[0][three], strict=True)),
        **dict(zip(("path_total", "path_least", "path_most"), path.take(box, axis=1), strict=True)),
        "depth": np.minimum(tree.depth[box], 40),
        **share_columns(tree, page),
        **heading_columns(tree, page),
    }


def bits(kind: str, names: Sequence[str], column: Column) -> Levels:
    """A column of bits as a column for each of them."""
    return {f"{kind}_{name}": row for name, row in zip(names, (column >> np.arange(len(names))[:, None]) & 1, strict=True)}


def upwards(kind: str, of_box: Column, up: Column) -> Levels:
    """What boxes have as columns of the lines in them: one for each step up."""
    return {f"{kind}_{step}": row for step, row in enumerate(of_box.take(up))}


def share_columns(tree: Tree, page: Lines) -> Levels:
    """How much of the page's prose, words and links the boxes around a line hold."""
    words = page.words
    prose = np.where(page.prose, words, 0)
    inside = sums(tree, np.array([prose, words, page.shapes.size, tree.linked, np.ones(len(words), np.int64)]))
    all_prose, all_words = max(int(inside[0, 0]), 1), max(int(inside[1, 0]), 1)
    share = ratio(24 * inside[0], all_prose)
    of_words = ratio(24 * inside[1], all_words)
    linked = np.minimum(ratio(16 * inside[3], np.maximum(inside[2], 1)), 16)
    lines = level(inside[4])
    out = upwards("prose", share, tree.up) | upwards("link", linked, tree.up[:4]) | upwards("lines", lines, tree.up[:4])
    for up in (0, 2):
        out[f"words_{up}"] = of_words[tree.up[up]]
    article = tree.article[tree.up[0]]
    out["prose_article"] = np.where(article > 0, share[article], 25)
    out["prose_kind"], out["lines_kind"] = kind_columns(tree, prose, all_prose)
    return out | body_columns(tree, share)


def kind_columns(tree: Tree, prose: Column, all_prose: int) -> tuple[Column, Column]:
    """Share of the prose in boxes named like a line's, and how many lines stand in such boxes."""
    kind = tree.kind[tree.up[0]]
    number = int(tree.kind.max()) + 1
    own, lines = np.bincount(kind, prose, number).astype(np.int64), np.bincount(kind, minlength=number)
    return ratio(24 * own, all_prose)[kind], level(lines)[kind]


def body_columns(tree: Tree, share: Column) -> Levels:
    """How far a line is from the boxes that hold much of the prose: steps up to one, and steps down to the smallest."""
    out: Levels = {}
    box = tree.up[0]
    size, floor = level(tree.end - tree.start), tree.floor()
    for name, least in (("half", HALF), ("tenth", TENTH)):
        wide = share >= least
        at = tree.nearest(wide)[box]
        out[f"up_{name}"] = np.minimum(floor[box] - floor[at], 15)
        if least == HALF:
            deepest = int(np.where(wide, tree.depth, -1).max())
            out["down_half"] = between(deepest - tree.depth[at], 0, 15)
        else:
            out["lines_tenth"] = size[at]
    return out


def heading_columns(tree: Tree, page: Lines) -> Levels:
    """Where the headings are."""
    tag = tree.tag[tree.up[0]]
    heading = (tag >= H1) & (tag <= H6)
    first = tag == H1
    titled = tree.title >= 9
    marks = np.array([heading, first, titled, page.prose])
    since, until = lines_since(marks), lines_until(marks)
    number = len(tag)
    places = np.where(heading, np.arange(number), -1)
    last = np.maximum.accumulate(places)
    rank = np.where(last >= 0, tag[np.maximum(last, 0)] - H1 + 1, 0)
    out = {f"{name}_since": column for name, column in zip(("head", "h1", "title", "plain"), since, strict=True)}
    out |= {f"{name}_until": column for name, column in zip(("head", "h1", "title", "plain"), until, strict=True)}
    prose = np.where(page.prose, page.words, 0)
    before = np.cumsum(prose) - prose
    at_title = int(np.flatnonzero(titled)[-1]) if titled.any() else int(np.flatnonzero(first)[0]) if first.any() else -1
    out["since_title"] = (
        np.where(np.arange(number) >= at_title, level((before - before[max(at_title, 0)]) // 4), 24)
        if at_title >= 0
        else np.full(number, 25)
    )
    out["rank"] = rank
    return out


def box_scores(tree: Tree, page: Lines, score: Column) -> Levels:
    """What the lines of the boxes around a line scored in the first round, weighed by their words."""
    weight = np.minimum(page.words, 100) + 1
    inside = sums(tree, np.array([weight, score * weight, np.where(good_lines(page, score), page.words, 0)]))
    mean = ratio(inside[1], np.maximum(inside[0], 1)) + SCORE
    good = ratio(24 * inside[2], max(int(inside[2, 0]), 1))
    kind = tree.kind[tree.up[0]]
    number = int(tree.kind.max()) + 1
    same = np.bincount(kind, score * weight, number) / np.maximum(np.bincount(kind, weight, number), 1)
    out = upwards("scored", mean, tree.up) | upwards("good", good, tree.up)
    out["scored_kind"] = np.floor(same).astype(np.int64)[kind] + SCORE
    return out | section_scores(tree, score, weight)


def section_scores(tree: Tree, score: Column, weight: Column) -> Levels:
    """The mean score from the last heading to the next one."""
    tag = tree.tag[tree.up[0]]
    section = np.cumsum((tag >= H1) & (tag <= H6))
    number = int(section[-1]) + 1
    mean = np.bincount(section, score * weight, number) / np.maximum(np.bincount(section, weight, number), 1)
    return {"scored_section": np.floor(mean).astype(np.int64)[section] + SCORE, "sections": level(section)}


def html_page_columns(tree: Tree, page: Lines, score: Column) -> dict[str, int]:
    """What the markup of the page as a whole is like."""
    words, size = page.words, page.shapes.size
    prose = np.where(page.prose, words, 0)
    all_words, all_prose = max(int(words.sum()), 1), max(int(prose.sum()), 1)
    tag, box = tree.tag[tree.up[0]], tree.up[0]
    families, regions = tree.path[3][box], tree.regions[box]
    comment, user, product = (words * ((families & BITS[name]) > 0) for name in ("comment", "user", "product"))
    tables, lists = (words * ((regions & REGIONS[name]) > 0) for name in ("table", "ul"))
    headings = int(((tag >= H1) & (tag <= H6)).sum())
    articles = int((tree.tag == ARTICLE).sum())
    inside = sums(tree, prose[None, :])[0]
    return {
        "page_linked": 24 * int(tree.linked.sum()) // max(int(size.sum()), 1),
        "page_kind": tree.kinds,
        "page_comments": 24 * int(comment[page.prose].sum()) // all_prose,
        "page_users": 24 * int(user.sum()) // all_words,
        "page_products": 24 * int(product.sum()) // all_words,
        "page_lists": 24 * int(lists.sum()) // all_words,
        "page_tables": 24 * int(tables.sum()) // all_words,
        "page_paragraphs": 24 * int(words[tag == TAGS["p"]].sum()) // all_words,
        "page_headings": step(headings),
        "page_articles": step(articles),
        "page_article_prose": 24 * int(inside[tree.tag == ARTICLE].max(initial=0)) // all_prose,
        "page_prose_words": step(all_prose // 8),
        "page_depth": min(int((tree.depth[box] * prose).sum()) // all_prose, 40),
    }
