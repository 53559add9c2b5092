"""HTML as Markdown: a renderer shows the same text, and lists, tables, code and quotations are those of the page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

import cleaner
from cleaner.html.escapes import with_links
from cleaner.html.markdown import markdown

PARAGRAPH = "<p>The ferry left the harbour before dawn, and nobody on the quay could say when it would come back, or whether it would.</p>"
SIGNS = (
    "*",
    "_",
    "`",
    "~",
    "[",
    "]",
    "(",
    ")",
    "<b>",
    "&amp;",
    "&",
    "#",
    "+",
    "-",
    "|",
    "\\",
    "=",
    ".",
    ":",
    "1.",
    "!",
    " ",
    "- ",
    "reef",
    "é",
)


def in_markdown(body: str, **options: Any) -> str:
    """The Markdown of what stands between two paragraphs of a page."""
    source = f"<article>{PARAGRAPH}{body}{PARAGRAPH}</article>"
    return markdown(cleaner.clean(source, kind="html", level="safe", **options)).replace(PARAGRAPH[3:-4], "").strip("\n")


def rendered(text: str) -> str:
    """The HTML that a renderer makes of Markdown."""
    renderer = pytest.importorskip("markdown_it", reason="rich brings it, but the oldest that is allowed does not")
    return str(renderer.MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text))


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a * b, snake_case_name and 5 &lt; 6 &amp; 7", "a * b, snake_case_name and 5 < 6 & 7"),
        ("the *old* pier", r"the \*old\* pier"),
        ("call __init__.py", r"call \_\_init\_\_.py"),
        ("the tag &lt;div&gt;", r"the tag \<div>"),
        ("write &amp;amp;", r"write \&amp;"),
        (r"C:\_old\boats", r"C:\\_old\boats"),
        ("a `rope` there", r"a \`rope\` there"),
        ("[reef](the one below)", r"[reef\](the one below)"),
        ("[reef]: the one below", r"\[reef]: the one below"),
        ("# 4 is the boat", r"\# 4 is the boat"),
        ("#4 is the boat", "#4 is the boat"),
        ("1986. It was cold", r"1986\. It was cold"),
        ("- two boats", r"\- two boats"),
        ("&gt; two boats", r"\> two boats"),
        ("* * *", r"\* * *"),
    ],
)
def test_signs_that_mean_something_are_escaped(text: str, wanted: str) -> None:
    assert in_markdown(f"<p>{text}</p>") == wanted
    assert in_markdown(f"<ul><li>{text}</li></ul>") == f"- {wanted}"


def test_signs_of_headings_cells_and_links_are_escaped() -> None:
    assert in_markdown("<h2>The boat # 4 #</h2>") == r"## The boat # 4 \#"
    assert in_markdown("<table><tr><td>a | b<td>*c*<tr><td>1<td>2</table>").startswith(r"| a \| b | \*c\* |")
    found = in_markdown("<p>Wow!<a href='/x'>the [old] *pier</a>* is open</p>", links=True, url="https://lake.example/")
    assert found == r"Wow\![the \[old\] \*pier](https://lake.example/x)\* is open"


@given(st.lists(st.sampled_from(SIGNS), min_size=1, max_size=14), st.sampled_from(["", "heading", "row", "item"]))
def test_a_renderer_shows_the_same_signs(signs: list[str], name: str) -> None:
    line = re.sub(" +", " ", "".join(signs)).strip() or "reef"
    before, after = {"": ("", ""), "heading": ("## ", ""), "row": ("| a |\n| --- |\n| ", " |"), "item": ("- ", "")}[name]
    page = LexborHTMLParser(rendered(before + with_links(line, (), name) + after))
    shown = page.css_first({"": "body > p", "heading": "body > h2", "row": "td", "item": "body > ul > li"}[name])
    assert shown is not None
    assert shown.child is None or shown.child.next is None
    assert shown.text().strip() == line


def test_a_cell_that_is_wide_or_high_leaves_its_places_empty() -> None:
    head = "<tr><th rowspan=2>Town<th colspan=2>Boats<th>Crew<tr><th>old<th>new<th>all"
    rows = "<tr><td>Levan<td>4<td>1<td rowspan=2>9<tr><td>Reef<td>2<td>3"
    wanted = [
        "| Town | Boats |  | Crew |",
        "| --- | --- | --- | --- |",
        "|  | old | new | all |",
        "| Levan | 4 | 1 | 9 |",
        "| Reef | 2 | 3 |",
    ]
    assert in_markdown(f"<table>{head}{rows}</table>").split("\n") == wanted
    linked = "<table><tr><td rowspan=2>Levan<td>4<tr><td><a href='/r'>Reef</a></table>"
    assert "|  | [Reef](https://lake.example/r) |" in in_markdown(linked, links=True, url="https://lake.example/")


def test_the_only_cell_of_a_row_stays_in_its_table() -> None:
    table = "<table><tr><th>Boat<th>Crew<tr><td colspan=2>In the yard<tr><td>Anna<td>2</table>"
    assert in_markdown(table) == "| Boat | Crew |\n| --- | --- |\n| In the yard |\n| Anna | 2 |"


def test_pictures_of_a_layout_that_are_high_move_no_text() -> None:
    assert in_markdown("<table><tr><td rowspan=2><img src=x><td>The pier<tr><td>The quay</table>") == "The pier\n\nThe quay"


def test_endless_spans_cost_nothing() -> None:
    row = "<tr><td colspan=9999 rowspan=9999>a<td>b<td>c"
    assert len(in_markdown(f"<table>{row * 3000}</table>")) < 3_000_000


def test_quotations_side_by_side_are_two_and_keep_what_is_in_them() -> None:
    assert in_markdown("<blockquote><p>It was late.</p></blockquote><blockquote><p>It was cold.</p></blockquote>") == (
        "> It was late.\n\n> It was cold."
    )
    inner = "<p>Take:</p><ul><li>rope</ul><h4>Then</h4><pre>moor()</pre><p>Go.</p>"
    wanted = "> Take:\n>\n> - rope\n>\n> #### Then\n>\n> ```\n> moor()\n> ```\n>\n> Go."
    assert in_markdown(f"<blockquote>{inner}</blockquote>") == wanted


def test_items_go_on_where_a_quotation_or_a_table_stood_between() -> None:
    between = "<blockquote>Slowly.</blockquote>"
    assert in_markdown(f"<ol><li>Reef{between}<li>Sail</ol><ol><li>Moor</ol>") == "1. Reef\n\n> Slowly.\n\n2. Sail\n1. Moor"


def test_other_lines_of_an_item_are_paragraphs_of_it() -> None:
    found = in_markdown("<ul><li>Reef<ul><li>Sail</ul><p>Moor</ul>")
    assert found == "- Reef\n  - Sail\n\n  Moor"
    assert re.search(r"</ul>\s*<p>Moor</p>\s*</li>", rendered(found))


def test_items_are_not_deeper_than_those_that_are_open() -> None:
    assert in_markdown("<ul><li><ul><li><ul><li>Reef</ul></ul></ul>") == "- Reef"
    assert in_markdown("<ul><li>Sail<ul><li><h4>Reef</h4><p>Moor</ul></ul>") == "- Sail\n\n#### Reef\n\nMoor"


@pytest.mark.parametrize(
    "source",
    [
        '<pre><code class="language-python">moor(1)</code></pre>',
        '<pre><code class="hljs python" data-lang="python">moor(1)</code></pre>',
        '<pre class="brush: python; gutter: false">moor(1)</pre>',
        '<pre class="sourceCode python"><code>moor(1)</code></pre>',
        '<div class="highlight-python notranslate"><div class="highlight"><pre>moor(1)</pre></div></div>',
        '<div class="highlight highlight-source-python"><pre>moor(1)</pre></div>',
    ],
)
def test_code_says_its_language(source: str) -> None:
    assert in_markdown(source) == "```python\nmoor(1)\n```"


def test_code_says_no_language_that_is_none() -> None:
    assert in_markdown('<div class="highlight-default"><pre>moor(1)</pre></div>') == "```\nmoor(1)\n```"
