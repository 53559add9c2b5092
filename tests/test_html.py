"""HTML: what a browser shows becomes lines; the scorecard, second opinions, and pages made to be slow."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import cleaner
from cleaner import html
from cleaner.head.embedded import embedded_body
from cleaner.head.loose import assigned, values
from cleaner.html.containers import wholes
from cleaner.html.guard import DEEPEST, guarded
from cleaner.html.judge import judge, measures, second
from cleaner.html.markdown import markdown
from cleaner.html.names import tokens
from cleaner.html.opinions import taken
from cleaner.model import CleanerError

from .conftest import FIXTURES

PAGES = sorted((FIXTURES / "lines").glob("*.html"))
ARTICLE = """<!doctype html><html lang="en"><head><title>Ferry returns to the upper lake - Lake Post</title>
<meta property="og:title" content="Ferry returns to the upper lake"></head><body>
<nav class="main-menu"><ul><li><a href="/">Home</a></li><li><a href="/boats">Boats</a></li><li><a href="/tides">Tides</a></li></ul></nav>
<main><article class="story"><h1>Ferry returns to the upper lake</h1><p class="byline">By Jo March</p>
<p>The old ferry returned to the upper lake on Monday after two winters in the yard, and half of the town came down to see it land.</p>
<h2>Two winters in the yard</h2>
<p>Workers replaced the deck, the engine and most of the railings, and the
council paid a third of the costs, the mayor said at the pier.</p>
<ul><li>The first crossing leaves at nine every morning.</li><li>The last one comes back at sunset.</li></ul>
<p>Passengers pay four coins for a crossing, children cross for free, and bicycles are carried on the rear deck whenever there is room.</p>
</article><aside class="related-stories"><h3>More stories</h3>
<ul><li><a href="/a">A bridge too low</a></li><li><a href="/b">Eels are back</a></li></ul>
</aside></main><footer class="site-footer"><p>Copyright Lake Post. All rights reserved.</p>
<a href="/imprint">Imprint</a></footer></body></html>"""
BODY = ("The old ferry", "Workers replaced", "Passengers pay")


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_lines_are_what_a_browser_shows(path: Path) -> None:
    lines = html.read(path.read_text(encoding="utf-8")).markup.page.lines
    assert lines == path.with_suffix(".txt").read_text(encoding="utf-8").rstrip("\n").split("\n")


def test_an_article_is_kept_and_its_furniture_goes() -> None:
    document = cleaner.clean(ARTICLE, engine="lines")
    assert document.status == "ok"
    assert all(start in document.text for start in BODY)
    assert not any(word in document.text for word in ("Tides", "Eels", "Copyright", "Home"))
    assert document.title == "Ferry returns to the upper lake"
    assert "Ferry returns" not in document.text


def test_every_line_is_kept_or_removed_with_a_reason() -> None:
    document = cleaner.clean(ARTICLE)
    lines = document.source.split("\n")
    assert sorted([*document.kept, *(item.line for item in document.removed)]) == list(range(1, len(lines) + 1))
    assert all(item.code and item.why and item.text == lines[item.line - 1] for item in document.removed)
    assert document.text.split("\n") == [lines[number - 1] for number in document.kept]


def test_level_safe_removes_only_what_a_rule_names() -> None:
    document = cleaner.clean(ARTICLE, level="safe")
    assert all(start in document.text for start in BODY)
    assert "STRUCT01" not in {item.code for item in document.removed}


@pytest.mark.parametrize("engine", ["auto", "lines", "trafilatura", "justext"])
def test_engines(engine: str) -> None:
    document = cleaner.clean(ARTICLE, engine=engine)
    assert all(start in document.text for start in BODY)
    assert "Tides" not in document.text


LETTER = '<div class="{}"><h3>Letters from the pier</h3><p>{}</p></div>'


def test_an_element_that_a_rule_names_goes_whole_at_level_safe_too() -> None:
    page = ARTICLE.replace("<h2>", LETTER.format("side newsletterBox", "Every Friday in your box, and the tides of the week.") + "<h2>")
    document = cleaner.clean(page, level="safe")
    assert not any(text in document.text for text in ("Letters from", "tides of the week"))
    assert {item.code for item in document.removed if "tides of" in item.text} == {"NEWS02"}
    assert "Letters from" in cleaner.clean(page, level="safe", ignore=("NEWS02",)).text
    assert "Letters from" in cleaner.clean(page, level="safe", keep=("Letters from the pier",)).text


def test_an_element_with_most_of_the_prose_stays_whatever_it_is_named() -> None:
    document = cleaner.clean(ARTICLE.replace('class="story"', 'class="newsletter"'), level="safe")
    assert all(start in document.text for start in BODY)


def test_own_rules_of_elements(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[rule]]\ncode = "OWN01"\nwhy = "is the tide table"\nin = ["tide-table"]\nremoves = []\nkeeps = []\n')
    page = ARTICLE.replace("<h2>", LETTER.format("tide_table", "High water at nine.") + "<h2>")
    removed = cleaner.clean(page, level="safe", rules=(str(own),)).removed
    assert [item.text for item in removed if item.code == "OWN01"] == ["Letters from the pier", "High water at nine."]


STORY = "<p>The council of the town voted on Monday to repair the old bridge over the river before the winter comes.</p>" * 6
ANSWER = "<div class='comment-content'><p>I crossed that bridge every day for years, and I think it was due long ago.</p></div>"


@pytest.mark.parametrize(
    ("kind", "above", "stays"),
    [("article", STORY, False), ("website", STORY, True), ("article", "<p>Too short for a story.</p>", True)],
)
def test_comments_go_below_an_article_and_only_there(kind: str, above: str, stays: bool) -> None:
    source = f"<html><head><meta property='og:type' content='{kind}'></head><body><h1>Bridge</h1>{above}{ANSWER * 3}</body></html>"
    document = cleaner.clean(source, kind="html", engine="lines")
    told = [removal.why for removal in document.removed if removal.why == "a comment below the article"]
    assert (len(told) == 3) is not stays
    assert ("I crossed that bridge" in document.text) is stays


def test_an_unknown_engine_is_an_error() -> None:
    with pytest.raises(CleanerError, match="engine"):
        cleaner.clean(ARTICLE, engine="trafilatur")


def test_markdown() -> None:
    document = cleaner.clean(ARTICLE, engine="lines")
    text = markdown(document)
    assert "## Two winters in the yard\n\nWorkers replaced" in text
    assert "- The first crossing leaves at nine every morning.\n- The last one" in text


def test_code_in_markdown_keeps_its_blank_lines_and_its_indentation() -> None:
    lines = ("<span>def</span> moor():", "<span>    </span>rope = 8", "<span></span>", "<span>    </span>return rope")
    code = "<pre><code>" + "".join(f'<div class="line">{line}<br></div>' for line in lines) + "</code></pre>"
    text = markdown(cleaner.clean(ARTICLE.replace("<h2>", f"{code}<h2>"), engine="lines"))
    assert "```\ndef moor():\n    rope = 8\n\n    return rope\n```\n" in text


@pytest.mark.parametrize(
    ("base", "wanted"),
    [
        ("https://other.example/dir/", "https://other.example/dir/last"),
        ("/dir/", "https://lake.example/dir/last"),
        ("", "https://lake.example/news/last"),
        ("//[", "https://lake.example/news/last"),
    ],
)
def test_links_are_relative_to_the_base_that_a_page_states(base: str, wanted: str) -> None:
    source = ARTICLE.replace("<title>", f"<base href='{base}'><title>").replace("The last one", "<a href='last'>The last one</a>")
    found = cleaner.clean(source, engine="lines", links=True, url="https://lake.example/news/1")
    assert f"[The last one]({wanted})" in markdown(found)


def test_a_table_in_markdown_is_as_wide_as_its_widest_row_and_keeps_its_empty_cells() -> None:
    rows = (("Boat", "Crew"), ("Anna", "", "<a href='/dock'>in dock</a>"), ("Berta", "4"))
    table = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    source = ARTICLE.replace("<h2>", f"<table>{table}</table><h2>")
    text = markdown(cleaner.clean(source, engine="lines", level="safe", links=True, url="https://lake.example/"))
    wanted = "| Boat | Crew |  |\n| --- | --- | --- |\n| Anna |  | [in dock](https://lake.example/dock) |\n| Berta | 4 |\n"
    assert wanted in text


def test_a_fence_is_longer_than_those_in_the_code() -> None:
    source = ARTICLE.replace("<h2>", "<pre>````\ninner\n````</pre><h2>")
    assert "`````\n````\ninner\n````\n`````\n" in markdown(cleaner.clean(source, engine="lines", level="safe"))


def test_markdown_with_links() -> None:
    linked = (
        ARTICLE.replace("Two winters", "Two <a href='winters.html'>long  winters</a>", 1)
        .replace("The last one", "<a href='/last(1)'> The last <b>one</b> </a>")
        .replace("Passengers pay", "<a href='#pay'>Passengers</a> <a href='https://other.example/a?b=1'>pay")
        .replace("four coins", "four</a> coins")
    )
    page = linked.replace("</ul>\n<p>", "</ul><table><tr><td>Pier</td><td><a href='p'>Nine</a></td></tr></table>\n<p>")
    document = cleaner.clean(page, engine="lines", level="safe", links=True, url="https://lake.example/news/1")
    text = markdown(document)
    assert "## Two [long winters](https://lake.example/news/winters.html) in the yard" in text
    assert "- [The last one](https://lake.example/last%281%29) comes back" in text
    assert "\nPassengers [pay four](https://other.example/a?b=1) coins" in text
    assert "| Pier | [Nine](https://lake.example/news/p) |" in text
    assert document.text == cleaner.clean(page, engine="lines", level="safe").text
    assert cleaner.clean(page).links == ()


def test_all_columns_are_small_numbers() -> None:
    found = html.read(ARTICLE)
    page = cleaner.Cleaner()._marked(found, None)
    measure = measures(page, found.markup, html.card())
    for name, column in second(measure, measure.own["words"] * 0).items():
        assert column.min() >= 0, name
        assert column.max() < 50, name
    assert {item.index for item in judge(page, range(len(page.lines)))}


def test_tokens_of_names() -> None:
    assert tokens("entry-content mainMenu") >= {"entry", "content", "entry-content", "main", "menu", "main-menu"}


def test_lines_in_another_text() -> None:
    lines = ["The old ferry returned on Monday.", "Home", "Two winters", "Nothing of this is there at all"]
    assert taken(lines, "On Sunday: the old ferry returned on Monday. Two winters passed.").tolist() == [True, False, True, False]


HOSTILE = {
    "deep": "<div>" * 20_000 + "<p>A line of the page.",
    "deep spans": "<span>" * 20_000 + "A line of the page.",
    "siblings": "<p>A line of the page.</p>" * 20_000,
    "attributes": "<a " + " ".join(f"b{number}=1" for number in range(20_000)) + "><p>A line of the page.",
    "entities": "<p>&#xD800;&#x110000;&bogus;&amp" * 2_000,
    "zeros": "<p>A\0line\0of the page.\0" * 500,
    "tables": "<table>" * 12_000 + "A line of the page.",
    "crossed": "<b><p></b>" * 6_000 + "A line of the page.",
    "comments": "<!--" * 20_000 + "A line of the page.",
    "quotes": "<a '" * 20_000 + "A line of the page.",
    "scripts": "<script>" * 12_000 + "A line of the page.",
    "signs": "<" * 50_000,
    "nothing": "",
    "one line of links": "<article><p>A line of the page.</p>" + "<a href=x>Read more</a>" * 20_000,
    "surrogate": "<p>A line \ud800 of the page.</p>",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_any_page_gives_a_document(name: str) -> None:
    document = cleaner.clean(HOSTILE[name], kind="html")
    assert document.status in ("ok", "empty", "truncated", "all-furniture", "over-budget")
    assert isinstance(document.text, str)


def test_a_flat_page_keeps_its_text() -> None:
    flat = guarded("<div>" * 20_000 + "text of the page" + "</div>" * 20_000, 1_000_000)
    assert flat.coded.count(b"<div>") == flat.coded.count(b"</div>") == DEEPEST
    assert b"text of the page" in flat.coded
    assert not flat.cut
    assert flat.detail


def test_a_page_that_is_too_long_is_truncated() -> None:
    document = cleaner.clean("<p>A line of the page.</p>" * 1_000, kind="html", max_html=5_000)
    assert document.status == "truncated"
    assert "max_html" in document.detail


def test_settings_of_the_scorecard_are_known() -> None:
    assert set(html.card().settings) == {"caution", "ask_from", "ask_below", "believe_below", "believe_from", "opinion", "stated"}


def test_an_article_that_only_the_head_states_is_taken_from_there() -> None:
    body = "The old ferry returned to the upper lake on Monday after two winters in the yard, and half of the town came to see it. " * 5
    script = f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "Ferry returns", "articleBody": "{body}"}}</script>'
    page = f"<html><head>{script}</head><body><h1>Ferry returns</h1><p>The old ferry returned to the upper lake...</p></body></html>"
    document = cleaner.clean(page, kind="html")
    assert document.text.strip() == body.strip()
    assert "head states" in document.detail


PARAGRAPHS = [
    "The old ferry returned to the upper lake on Monday after two winters in the yard, and half of the town came down to see it land.",
    "Workers replaced the deck, the engine and most of the railings, and the council paid a third of the costs, the mayor said.",
    "Passengers pay four coins for a crossing, children cross for free, and bicycles are carried on the rear deck whenever there is room.",
    "The first crossing leaves at nine every morning, the last one comes back at sunset, and on market days there is one more at noon.",
]
BLOCKS = {"content": [{"type": "paragraph", "children": [{"text": text[:20]}, {"text": text[20:]}]} for text in PARAGRAPHS]}
OTHER = {"related": [{"body": "Eels are back in the river. " * 100}]}


@pytest.mark.parametrize("body", [BLOCKS, {"bodyHtml": "".join(f"<p>{text}</p>" for text in PARAGRAPHS)}], ids=["blocks", "html"])
def test_an_article_in_the_data_of_its_scripts_stands_for_a_stub(body: dict[str, object]) -> None:
    data = json.dumps({"props": {"pageProps": {"post": {"title": "Ferry returns", **body}, **OTHER}}})
    start = "<html><head><meta property='og:type' content='article'></head><body><h1>Ferry returns</h1><p>"
    end = f"</p><script id='__NEXT_DATA__' type='application/json'>{data}</script></body></html>"
    document = cleaner.clean(f"{start}Please wait a moment.{end}")
    assert document.text.split("\n") == PARAGRAPHS
    assert "states" in document.detail
    assert "states" not in cleaner.clean(f"{start}{' '.join(PARAGRAPHS)}{end}").detail


@pytest.mark.parametrize(
    "script",
    ["window.state = window.state || []; window.state.push(%s);", "var page = {name: 1}; window.__STATE__ = %s", "load(JSON.parse(%s))"],
    ids=["handed over", "assigned", "in a string"],
)
def test_an_article_in_any_script_stands_for_a_page_that_shows_nothing(script: str) -> None:
    data = json.dumps({"post": {"title": "Ferry returns", **BLOCKS}, **OTHER})
    script %= json.dumps(data) if "parse" in script else data
    head = f"<head><meta property='og:type' content='article'></head><body><div id='root'></div><script>{script}</script>"
    assert cleaner.clean(f"<html>{head}</body></html>").text.split("\n") == PARAGRAPHS
    assert cleaner.clean(f"<html>{head}<p>{' '.join(PARAGRAPHS)}</p></body></html>").text == " ".join(PARAGRAPHS)


@pytest.mark.parametrize("script", ["", "a = {", "a = [[[", "a = {b: 1}; c = (", "= [" * 100_000, "= {}" * 1_000, 'JSON.parse("{")'])
def test_scripts_that_state_no_json_hold_no_body(script: str) -> None:
    assert embedded_body(assigned(script)) == ""


@pytest.mark.parametrize("data", ["", "{", "[[[", '{"body": 1}', '{"body": ' * 3_000, '{"body": [' * 500 + "]}" * 500])
def test_broken_data_of_scripts_hold_no_body(data: str) -> None:
    assert embedded_body(values(data)) == ""


@pytest.mark.parametrize(
    ("attributes", "whole"), [(f'data-all="{"[1, 2] " * 5000}"', True), (" ".join(f'n{place}="1"' for place in range(5000)), False)]
)
def test_a_long_tag_loses_its_attributes_only_if_they_are_many(attributes: str, whole: bool) -> None:
    source = f"<div {attributes}><p>The ferry leaves at noon.</p></div>"
    assert (guarded(source, len(source)).coded == source.encode()) is whole


def test_the_first_name_of_a_container_that_has_a_rule_decides() -> None:
    assert wholes("shareBar share_bar cookie-box shareBar") == ("share-bar", "cookie-box")


PARAGRAPH = "<p>The ferry left the harbour before dawn, and nobody on the quay could say when it would come back, or whether it would.</p>"


def test_anchors_of_headings_are_no_text() -> None:
    head = '<h1>Configuration<a class="headerlink" href="#c">¶</a></h1><h2>History<span class="mw-editsection">[edit]</span></h2>'
    found = cleaner.clean(f"<title>Configuration — harbor 2.1</title><article>{head}{PARAGRAPH * 3}</article>", kind="html")
    assert found.title == "Configuration"
    assert "¶" not in found.text
    assert "[edit]" not in found.text


def test_the_name_of_a_board_is_not_the_title_of_a_thread() -> None:
    head = "<title>Noise when starting in the cold - Diesel Owners</title><h1>Diesel Owners</h1><h2>Noise when starting in the cold</h2>"
    found = cleaner.clean(head + PARAGRAPH * 3, kind="html")
    assert found.title == "Noise when starting in the cold"
    assert found.sources["title"] == "head: h2"


def test_an_abbreviation_that_marks_a_day_says_it_in_full() -> None:
    stamp = '<abbr itemprop="datePublished" title="2024-03-05T22:10:00Z">10:10 PM</abbr>'
    assert str(cleaner.clean(f"<article><h1>The ferry</h1>{stamp}{PARAGRAPH * 3}</article>", kind="html").published) == "2024-03-05"


def test_a_formula_behind_a_picture_is_text() -> None:
    math = '<span class="mwe-math-mathml-inline" style="display: none"><math alttext="E=mc^2"><mi>E</mi></math></span>'
    found = cleaner.clean(
        f"<article>{PARAGRAPH}<p>The law is {math}, as he wrote to her.</p>{PARAGRAPH}</article>", kind="html", level="safe"
    )
    assert "The law is E=mc^2, as he wrote" in found.text


def test_steps_keep_their_numbers_and_quotations_their_paragraphs() -> None:
    lists = "<ol><li>Take it out<ul><li>gently</li></ul></li><li><p>Dry it</p><p>for a day</p></li></ol>"
    quotes = "<blockquote><p>It was late.</p><p>It was cold.</p></blockquote>"
    found = cleaner.clean(f"<article>{PARAGRAPH}{lists}{PARAGRAPH}{quotes}{PARAGRAPH}</article>", kind="html", level="safe")
    written = markdown(found)
    assert "1. Take it out\n   - gently\n2. Dry it\n\n   for a day\n" in written
    assert "> It was late.\n>\n> It was cold.\n" in written


def test_code_in_a_step_does_not_begin_the_numbers_anew() -> None:
    lists = "<ol><li>Take it out<pre>take()</pre></li><li>Dry it</li></ol>"
    found = cleaner.clean(f"<article>{PARAGRAPH}{lists}{PARAGRAPH}<ol><li>Sail</li></ol></article>", kind="html", level="safe")
    written = markdown(found)
    assert "1. Take it out\n\n   ```\n   take()\n   ```\n\n2. Dry it\n" in written
    assert "\n1. Sail\n" in written


def test_a_formula_is_said_once() -> None:
    katex = '<span class="katex-mathml"><math alttext="E=mc^2"><mi>E</mi></math></span><span class="katex-html">E=mc2</span>'
    found = cleaner.clean(
        f"<article>{PARAGRAPH}<p>The law is {katex} and nothing else, as he wrote.</p>{PARAGRAPH}</article>", kind="html", level="safe"
    )
    assert "The law is E=mc^2 and nothing else" in found.text


def test_a_named_cell_takes_no_other_row() -> None:
    rows = "<tr><td>Anna</td><td>2</td><td class='share-bar'>3</td></tr><tr><td>Berta</td><td>4</td></tr><tr><td>Carla</td><td>5</td></tr>"
    found = cleaner.clean(f"<article>{PARAGRAPH * 3}<table>{rows}</table>{PARAGRAPH}</article>", kind="html", level="safe")
    assert "Anna\t2\t3\nBerta\t4\nCarla\t5\n" in found.text


def test_links_of_a_cell_of_two_lines_stay_at_their_words() -> None:
    table = "<table><tr><td>4</td><td>at <a href='/sea'>sea</a><br><a href='/may'>since May</a></td></tr></table>"
    found = cleaner.clean(
        f"<article>{PARAGRAPH}{table}{PARAGRAPH}</article>", kind="html", level="safe", links=True, url="https://lake.example/"
    )
    assert "| 4 | at [sea](https://lake.example/sea) [since May](https://lake.example/may) |" in markdown(found)


def in_markdown(body: str) -> str:
    """The Markdown of what stands between two paragraphs of a page."""
    source = f"<article>{PARAGRAPH}{body}{PARAGRAPH}</article>"
    return markdown(cleaner.clean(source, kind="html", level="safe")).replace(PARAGRAPH[3:-4], "").strip("\n")


def test_each_block_of_code_and_each_table_is_one_of_its_own() -> None:
    assert in_markdown("<pre>npm i\nnpm t</pre><pre>yarn</pre>") == "```\nnpm i\nnpm t\n```\n\n```\nyarn\n```"
    tables = "".join(f"<table><tr><td>{name}<td>1</table>" for name in ("Anna", "Berta"))
    assert in_markdown(tables) == "| Anna | 1 |\n| --- | --- |\n\n| Berta | 1 |\n| --- | --- |"


def test_lists_begin_with_the_number_that_they_state() -> None:
    assert in_markdown("<ol start=4><li>Reef<li>Sail<li value=9>Moor<li>Eat</ol>") == "4. Reef\n5. Sail\n9. Moor\n10. Eat"
    assert in_markdown("<ol start=-4><li value=x>Reef<li value=0>Sail</ol>") == "1. Reef\n2. Sail"


def test_code_stands_in_its_item() -> None:
    inner = "<ul><li>deep<pre>a\n\nb</pre></ul>"
    wanted = "10. Reef\n    - deep\n\n      ```\n      a\n\n      b\n      ```\n\n11. Sail"
    assert in_markdown(f"<ol start=10><li>Reef{inner}<li>Sail</ol>") == wanted


def test_names_without_commas_are_parted_as_their_links_are() -> None:
    line = '<p class="byline">By <a href="/a">Anna Holm</a> <a href="/b">Jan de Boer</a></p>'
    found = cleaner.clean(f"<article><h1>The ferry is back</h1>{line}{PARAGRAPH * 5}</article>", kind="html")
    assert found.byline is not None
    assert found.byline.authors == ("Anna Holm", "Jan de Boer")


def test_whoever_claims_the_page_is_not_its_author() -> None:
    head = '<meta name="author" content="Harbour Daily"><h1>The ferry is back</h1><p>By Anna Holm</p>'
    found = cleaner.clean(f"<article>{head}{PARAGRAPH * 5}</article><footer>© 2024 Harbour Daily</footer>", kind="html")
    assert found.byline is not None
    assert found.byline.authors == ("Anna Holm",)


@pytest.mark.parametrize("element", ["<title/>", '<script src="a.js" />', "<style/>", "<textarea/>"])
def test_an_element_that_xhtml_ends_at_once_takes_not_the_whole_page(element: str) -> None:
    found = cleaner.clean(f"<html><head>{element}</head><body>{PARAGRAPH * 2}</body></html>", kind="html", level="safe")
    assert found.text.split("\n")[0] == PARAGRAPH[3:-4]


def test_nobody_is_asked_about_endless_rows() -> None:
    source = f"<table><tr>{'<td>c' * 40_000}</tr></table>{PARAGRAPH}"
    assert html.opinion("auto", source, "en").ask() == ""  # type: ignore[union-attr]
    assert len(cleaner.clean(source, kind="html").text) > 80_000
