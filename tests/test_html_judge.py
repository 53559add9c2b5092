"""HTML: what goes or stays whatever its points: text shown twice, reviews below a product, text that the page's data state."""

from __future__ import annotations

import json
from collections.abc import Sequence

import numpy as np
import pytest

import cleaner
from cleaner import html
from cleaner.copies import last_before
from cleaner.html.company import in_company
from cleaner.html.judge import Measures, in_contents, measures, shown_again
from cleaner.html.readers import next_stories, reviews
from cleaner.matcher import Matcher
from cleaner.model import Page

KETTLE = "The kettle holds two litres of water, boils them in three minutes and whistles in a low voice when they are ready."
HANDLE = "Its handle is turned from the wood of an old pear tree, which stays cool to the touch however long the stove is lit."
BUYER = "I bought it for my mother, who has used it every morning since, and she says that the tea has never tasted any better."
MAKER = "The workshop by the harbour makes forty of them a week, and each of them is signed by the hand that soldered its spout."
PRODUCT = '<script type="application/ld+json">{"@type": "Product", "name": "Kettle"}</script>'
STORY = '<meta property="og:type" content="article">'


def measured(body: str, head: str = "") -> tuple[list[str], Measures]:
    """The lines of a page, and their measures."""
    markup = html.read(f"<html><head><title>Kettle</title>{head}</head><body>{body}</body></html>").markup
    lines = markup.page.lines
    return lines, measures(Page(lines, Matcher().columns(lines)[0], {}, markup=markup), markup, html.card())


def paragraphs(texts: Sequence[str]) -> str:
    """Texts as paragraphs."""
    return "".join(f"<p>{text}</p>" for text in texts)


def again(body: str, head: str = "") -> list[int]:
    """The places of the lines that were shown before."""
    lines, found = measured(body, head)
    return np.flatnonzero(shown_again(found, np.ones(len(lines), np.bool_))).tolist()


def rated(body: str, head: str = PRODUCT) -> list[str]:
    """The lines of reviews."""
    lines, found = measured(body, head)
    return [line for line, review in zip(lines, reviews(found.tree, found.lines), strict=True) if review]


@pytest.mark.parametrize("head", ["", PRODUCT, STORY + PRODUCT])
def test_a_passage_shown_twice_is_a_copy_the_second_time(head: str) -> None:
    wide = paragraphs([KETTLE, "Two litres", HANDLE])
    assert again(f"<div class=desktop>{wide}</div><div class=mobile>{wide}</div>{paragraphs([MAKER])}", head) == [3, 4, 5]


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (paragraphs([KETTLE, MAKER, HANDLE]), ""),
        (paragraphs(["Add to the basket", MAKER, "Add to the basket", HANDLE, "Add to the basket"]), ""),
        (paragraphs(["The kettle sings in the morning"] * 6), ""),
        (f"<table><tr><td>{KETTLE}</td></tr><tr><td>{KETTLE}</td></tr></table>", ""),
        (paragraphs([KETTLE, MAKER, KETTLE]), STORY),
    ],
    ids=["nothing twice", "short", "a refrain", "rows of a table", "a pull quote"],
)
def test_no_copies(body: str, head: str) -> None:
    assert again(body, head) == []


def test_a_copy_goes_with_its_reason() -> None:
    page = f"<title>Kettles</title><main>{paragraphs([KETTLE, HANDLE, MAKER, BUYER])}<div>{paragraphs([KETTLE, HANDLE])}</div></main>"
    document = cleaner.clean(page, kind="html", engine="lines")
    assert document.text.split("\n") == [KETTLE, HANDLE, MAKER, BUYER]
    assert [removal.text for removal in document.removed if removal.why == "shown before on the page"] == [KETTLE, HANDLE]


def test_the_last_place_of_each_form() -> None:
    assert last_before(["a", "b", "a", "a", "c"]).tolist() == [-1, -1, 0, 2, -1]
    assert last_before([]).tolist() == []


def test_reviews_below_a_product() -> None:
    body = f"<h1>Kettle</h1>{paragraphs([KETTLE, HANDLE])}<section class=customer-reviews><p>{BUYER}</p></section>"
    assert rated(body) == [BUYER]
    assert rated(body, "") == rated(body, STORY + PRODUCT) == []


def test_several_reviews_may_be_longer_than_the_product() -> None:
    one = "".join(f"<div class=review-card><p class=text>{text}</p></div>" for text in (BUYER, HANDLE, MAKER))
    lines, found = measured(f"<h1>Kettle</h1>{paragraphs([KETTLE, KETTLE])}<div class=reviews>{one}</div>", PRODUCT)
    stated = in_contents(lines, found.lines.words, KETTLE)
    assert [*reviews(found.tree, found.lines, stated)] == [False] * 3 + [True] * 3
    assert not reviews(found.tree, found.lines).any()


@pytest.mark.parametrize(
    "body",
    [
        f"<div class=has-reviews><h1>Kettle</h1>{paragraphs([KETTLE, HANDLE])}</div>{paragraphs([MAKER, BUYER])}",
        f"{paragraphs([KETTLE])}<div class=reviews>{paragraphs([BUYER, HANDLE, MAKER])}</div>",
        f"<p>Kettle</p><div class=reviews>{paragraphs([BUYER])}</div>{paragraphs([KETTLE, HANDLE])}",
    ],
    ids=["the product's own element", "more than half of the prose", "no prose above"],
)
def test_no_reviews(body: str) -> None:
    assert rated(body) == []


LONG = paragraphs([KETTLE, HANDLE, MAKER, BUYER] * 3)
NEXT = f"<article><h1>Harbour opens</h1>{LONG}</article>"


def following(body: str, head: str = STORY) -> int:
    """How many lines are another story's."""
    found = measured(body, head)[1]
    return int(next_stories(found.tree, found.lines).sum())


def test_the_next_story_of_a_page_without_end() -> None:
    assert following(f"<article><h1>Kettle</h1>{LONG}</article>{NEXT}{NEXT}") == 2 * 13
    assert following(f"<h1>Kettle</h1>{LONG}{NEXT}") == 13


@pytest.mark.parametrize(
    ("body", "head"),
    [
        (f"<article><h1>Kettle</h1>{LONG}</article>{NEXT}", ""),
        (f"<article><h1>Kettle</h1><article><h1>Kettle care</h1>{LONG}</article></article>{LONG}", STORY),
        (f"<h1>Lake Post</h1><article><h1>Kettle</h1>{LONG}</article>", STORY),
        (f"<h1>Kettle</h1><p>{KETTLE}</p>{NEXT}", STORY),
        (f"<article><h1>Kettle</h1>{LONG}<h1>Harbour opens</h1>{LONG}</article>", STORY),
    ],
    ids=["no story", "a part of the story", "the paper's name", "little above", "one article"],
)
def test_no_next_story(body: str, head: str) -> None:
    assert following(body, head) == 0


@pytest.mark.parametrize(
    ("node", "stated"),
    [
        ({"@type": "Product", "description": f"<p>{KETTLE}</p>"}, KETTLE),
        (
            {
                "@type": "FAQPage",
                "mainEntity": [{"@type": "Question", "name": "Big?", "acceptedAnswer": {"@type": "Answer", "text": HANDLE}}],
            },
            HANDLE,
        ),
        ({"@type": ["Thing", "DiscussionForumPosting"], "text": BUYER, "comment": {"@type": "Comment", "text": MAKER}}, BUYER),
        ({"@type": "Organization", "description": MAKER}, ""),
        ({"@type": "Product", "description": "A kettle."}, ""),
        ({"@type": "Product", "description": KETTLE * 10_000}, ""),
        ({"@type": "Product", "description": [KETTLE]}, ""),
    ],
    ids=["product", "answer", "post", "firm", "short", "endless", "list"],
)
def test_texts_that_the_data_state(node: dict[str, object], stated: str) -> None:
    page = f'<script type="application/ld+json">{json.dumps(node)}</script><p>{KETTLE}</p>'
    assert html.read(page).stated.contents == html.read(page).markup.contents == stated


def test_lines_in_stated_texts() -> None:
    lines = [KETTLE, "Two litres", MAKER, HANDLE[:60]]
    found = in_contents(lines, np.array([len(line.split()) for line in lines]), f"{KETTLE}\n{HANDLE} Two litres.")
    assert found.tolist() == [True, False, False, True]


@pytest.mark.parametrize(
    ("body", "gone", "wanted"),
    [
        ("<pre>server {\n  listen 80;\n  root /srv;\n}</pre>", [3], "1111"),
        ("<pre>server {\n  listen 80;\n  root /srv;\n}</pre>", [0, 3], "0110"),
        ("<p>The rope is wet,<br>the pier is grey,<br>a gull goes over,<br>and then away.</p>", [1], "1111"),
        ("<p>The rope is wet,<br>the pier is grey,<br>a gull goes over,<br>and then away.</p>", [0, 3], "0110"),
        ("<p>The rope is wet,</p><p>the pier is grey,</p><p>a gull goes over.</p>", [1], "101"),
    ],
)
def test_lines_stay_with_those_of_their_element(body: str, gone: list[int], wanted: str) -> None:
    lines, page = measured(body)
    there = np.ones(len(lines), np.bool_)
    stays = there.copy()
    stays[gone] = False
    assert "".join(map(str, in_company(page.tree, stays, there).astype(int))) == wanted
