"""What a page states about itself: every source and every hostile form, on made-up pages."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest

import cleaner
from cleaner import html
from cleaner.head import Stated
from cleaner.head.guess import guessed_day
from cleaner.head.loose import values
from cleaner.head.times import Moment, moment, path_day
from cleaner.meta import Cues
from cleaner.model import Document, Page
from cleaner.reconcile import with_metadata
from cleaner.rules import builtin_packs

CUES = Cues.of(builtin_packs())
TITLE = "Harbour council votes on the new ferry line"
PROSE = (
    "<p>The council met in the old town hall on the quay, and after four hours of talk it agreed to pay for a second boat from spring.</p>"
    "<p>Nobody had expected so clear a vote, said the woman who runs the ticket office, and she had brought cake for both sides.</p>"
    "<p>The first boat leaves at six in the morning and the last one comes home at ten, when the lights on the pier go out.</p>"
)


def page(head: str = "", body: str = "", lang: str = "en") -> str:
    """A page with these elements in its head and above its prose."""
    return f"<html lang={lang}><head>{head}</head><body><article><h1>{TITLE}</h1>{body}{PROSE}</article></body></html>"


def ld(value: Any) -> str:
    """A block of JSON-LD."""
    return f'<script type="application/ld+json">{value if isinstance(value, str) else json.dumps(value)}</script>'


def read(head: str = "", body: str = "", lang: str = "en", url: str | None = None) -> Stated:
    """What a page of these elements states."""
    return html.read(page(head, body, lang), url, html.Caps(chars=100_000_000)).stated


ARTICLE = {
    "@type": "NewsArticle",
    "headline": TITLE,
    "author": {"@type": "Person", "name": "Jo March"},
    "datePublished": "2024-03-05T10:00:00+01:00",
    "dateModified": "2024-03-06",
}
JO = ("Jo March",)
DAY = date(2024, 3, 5)

AUTHORS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "json-ld": (ld(ARTICLE), "", JO),
    "list of objects": (ld(ARTICLE | {"author": [{"name": "Jo March"}, {"name": "Amy Holm"}]}), "", ("Jo March", "Amy Holm")),
    "list of strings": (ld(ARTICLE | {"author": ["Jo March", "Amy Holm"]}), "", ("Jo March", "Amy Holm")),
    "list in a list": (ld(ARTICLE | {"author": [["Jo March"], [{"name": "Amy Holm"}]]}), "", ("Jo March", "Amy Holm")),
    "list of names": (ld(ARTICLE | {"author": {"name": ["Jo March", "Amy Holm"]}}), "", ("Jo March", "Amy Holm")),
    "name as value": (ld(ARTICLE | {"author": {"name": {"@value": "Jo March"}}}), "", JO),
    "given and family name": (ld(ARTICLE | {"author": {"givenName": "Jo", "familyName": "March"}}), "", JO),
    "creator": (ld({"@type": "Article", "headline": TITLE, "creator": "Jo March"}), "", JO),
    "reference in a graph": (
        ld({"@graph": [{"@id": "#jo", "@type": "Person", "name": "Jo March"}, ARTICLE | {"author": {"@id": "#jo"}}]}),
        "",
        JO,
    ),
    "reference into another block": (
        ld(ARTICLE | {"author": [{"@id": "#jo"}]}) + ld({"@id": "#jo", "@type": "Person", "name": "Jo March"}),
        "",
        JO,
    ),
    "entities": (ld(ARTICLE | {"author": "Jo M&amp;#228;rz"}), "", ("Jo März",)),
    "an address is no author": (ld(ARTICLE | {"author": "https://harbour.example/jo"}), "", ()),
    "a mail address is no author": (ld(ARTICLE | {"author": "jo@harbour.example"}), "", ()),
    "nothing is no author": (ld(ARTICLE | {"author": [None, "", "null", 7, {}]}), "", ()),
    "meta author": ('<meta name="author" content="Jo March">', "", JO),
    "parsely": ('<meta name="parsely-author" content="Jo March">', "", JO),
    "sailthru": ('<meta name="sailthru.author" content="Jo March">', "", JO),
    "dublin core": ('<meta name="DC.creator" content="Jo March">', "", JO),
    "cited": (
        '<meta name="citation_author" content="March, Jo"><meta name="citation_author" content="Holm, Amy">',
        "",
        ("March, Jo", "Holm, Amy"),
    ),
    "byl": ('<meta name="byl" content="By Jo March">', "", ("By Jo March",)),
    "a profile is no author": ('<meta property="article:author" content="https://face.example/jo">', "", ()),
    "a handle is no author": ('<meta name="author" content="@jomarch">', "", ()),
    "twitter card": ('<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Jo March">', "", JO),
    "twitter card of another label": (
        '<meta name="twitter:label1" content="Est. reading time"><meta name="twitter:data1" content="2 min">',
        "",
        (),
    ),
    "microdata": ("", '<div itemprop="author" itemscope><a href="/jo"><span itemprop="name">Jo March</span></a> reports</div>', JO),
    "rel=author": ("", '<p>Told by <a rel="author" href="/jo">Jo March</a></p>', JO),
    "class": ("", '<div class="post-byline"><span>Jo March</span></div>', JO),
    "a class of the way in": ("", '<a class="link authorization-link">Sign In</a>', ()),
    "a customer's class": ("", '<div class="testimonial-author">Jo March</div>', ()),
    "a comment's class": ("", '<div class="comment-author">Jo March</div>', ()),
}


@pytest.mark.parametrize(("head", "body", "wanted"), AUTHORS.values(), ids=AUTHORS)
def test_authors(head: str, body: str, wanted: tuple[str, ...]) -> None:
    assert read(head, body).authors == wanted


def test_an_organisation_is_told() -> None:
    found = read(ld(ARTICLE | {"author": {"@type": "Organization", "name": "Quay News Agency"}}))
    assert (found.authors, found.organisations) == (("Quay News Agency",), ("Quay News Agency",))


DAYS: dict[str, tuple[str, str]] = {
    "json-ld": (ld(ARTICLE), ""),
    "open graph": ('<meta property="article:published_time" content="2024-03-05T08:00:00Z">', ""),
    "microdata meta": ('<meta itemprop="datePublished" content="2024-03-05">', ""),
    "microdata": ("", '<span itemprop="datePublished" content="2024-03-05">Tuesday</span>'),
    "parsely": ('<meta name="parsely-pub-date" content="2024-03-05T08:00:00">', ""),
    "dublin core": ('<meta name="DC.date.issued" content="2024-03-05">', ""),
    "citation": ('<meta name="citation_publication_date" content="2024/03/05">', ""),
    "date": ('<meta name="date" content="Tue, 05 Mar 2024 08:00:00 GMT">', ""),
    "time": ("", '<time datetime="2024-03-05T08:00">5 March</time>'),
    "time below the title, not the masthead's": (
        "",
        '<time datetime="2024-03-05">5 March</time><time datetime="2024-02-01">1 February</time>',
    ),
    "address": ('<link rel="canonical" href="https://harbour.example/2024/03/05/ferry">', ""),
}


@pytest.mark.parametrize(("head", "body"), DAYS.values(), ids=DAYS)
def test_day(head: str, body: str) -> None:
    assert read(head, body).published == DAY


def test_a_day_has_its_time_and_source() -> None:
    found = read(ld(ARTICLE))
    assert found.published_time == datetime(2024, 3, 5, 10, tzinfo=timezone(timedelta(hours=1)))
    assert found.updated == date(2024, 3, 6)
    assert found.sources["published"] == "json-ld NewsArticle datePublished"


@pytest.mark.parametrize(
    "head",
    [
        '<meta property="article:modified_time" content="2024-03-06T08:00:00Z">',
        '<meta property="og:updated_time" content="2024-03-06">',
        '<meta name="last-modified" content="Wed, 06 Mar 2024 08:00:00 GMT">',
        ld({"@type": "Article", "headline": TITLE, "dateModified": "2024-03-06"}),
    ],
)
def test_updated(head: str) -> None:
    found = read(head)
    assert (found.published, found.updated) == (None, date(2024, 3, 6))


WRITTEN: dict[str, Moment | None] = {
    "2024-03-05": Moment(DAY),
    "20240305": Moment(DAY),
    "2024/3/5": Moment(DAY),
    "5.3.2024": Moment(DAY),
    "March 5, 2024": Moment(DAY),
    "5th March 2024": Moment(DAY),
    "13/04/2024": Moment(date(2024, 4, 13)),
    "2024-03-05T00:00:00": Moment(DAY),
    "2024-03-05T10:05:00Z": Moment(DAY, datetime(2024, 3, 5, 10, 5, tzinfo=UTC)),
    "2024-03-05 10:05": Moment(DAY, datetime(2024, 3, 5, 10, 5)),
    "2024-03-05T23:30:00.123-0800": Moment(DAY, datetime(2024, 3, 5, 23, 30, 0, 123000, timezone(timedelta(hours=-8)))),
    "2024-03-05T10:05:00+05:45": Moment(DAY, datetime(2024, 3, 5, 10, 5, tzinfo=timezone(timedelta(hours=5, minutes=45)))),
    "2024-03-05T10:05:00+99:00": Moment(DAY, datetime(2024, 3, 5, 10, 5)),
    "Tue, 05 Mar 2024 10:05:00 GMT": Moment(DAY, datetime(2024, 3, 5, 10, 5, tzinfo=UTC)),
    "Tue Mar 05 2024 10:05:00 GMT+0100 (Central Time)": Moment(DAY, datetime(2024, 3, 5, 10, 5, tzinfo=timezone(timedelta(hours=1)))),
    "March 5, 2024 1:05 pm": Moment(DAY, datetime(2024, 3, 5, 13, 5)),
    "1709633100": Moment(DAY, datetime(2024, 3, 5, 10, 5, tzinfo=UTC)),
    "1709633100000": Moment(DAY, datetime(2024, 3, 5, 10, 5, tzinfo=UTC)),
    "03/04/2024": None,
    "0000-00-00T00:00:00": None,
    "0001-01-01T00:00:00Z": None,
    "9999-12-31": None,
    "2024-02-30": None,
    "2024-13-01": None,
    "yesterday at noon": None,
    "2024-03": None,
    "2024-03-05 and then much more text": None,
}


@pytest.mark.parametrize(("text", "wanted"), WRITTEN.items(), ids=WRITTEN)
def test_written_days(text: str, wanted: Moment | None) -> None:
    assert moment(text) == wanted


def test_days_in_addresses() -> None:
    assert path_day("https://harbour.example/2024/03/05/ferry") == DAY
    assert path_day("https://harbour.example/2024/13/05/ferry") is None
    assert path_day("https://harbour.example/12024/03/05") is None


BROKEN: dict[str, str] = {
    "comments": '/* head */ {"a": "x /* no comment */", // line\n "b": 1}',
    "trailing commas": '{"a": "x /* no comment */", "b": 1,}',
    "control characters": '{"a": "x /* no\tcomment */", "b": 1}',
    "wrapped": '<!-- {"a": "x /* no comment */", "b": 1} -->',
    "cdata": '//<![CDATA[\n{"a": "x /* no comment */", "b": 1}\n//]]>',
    "semicolon": '{"a": "x /* no comment */", "b": 1};',
    "wrong escape": '{"a": "x \\/* no comment */", "b": 1, "c": "it\\\'s"}',
    "escaped quotes": "{&quot;a&quot;: &quot;x /* no comment */&quot;, &quot;b&quot;: 1}",
    "two values": '{"a": "x /* no comment */", "b": 1}\n{"a": 2}',
    "cut off behind a value": '{"a": "x /* no comment */", "b": 1}{"a": ',
}


@pytest.mark.parametrize("text", BROKEN.values(), ids=BROKEN)
def test_broken_json(text: str) -> None:
    found = next(values(text))
    assert " ".join(found["a"].split()) == "x /* no comment */"
    assert found["b"] == 1


HOSTILE: dict[str, str] = {
    "no json": "var x = 1",
    "cut off": '{"@type": "NewsArticle", "author": "Jo',
    "deep": "[" * 100_000 + "]" * 100_000,
    "deep objects": '{"a":' * 100_000 + "1" + "}" * 100_000,
    "long": json.dumps([ARTICLE | {"articleBody": "x" * 10_000_000}]),
    "open comments": "/*" * 200_000,
    "open strings": '"\\' * 200_000,
    "commas": "[" + "," * 200_000,
    "huge number": '{"@type": "NewsArticle", "author": ' + "9" * 20_000 + "}",
    "refers to itself": '{"@id": "#a", "@type": "NewsArticle", "author": {"@id": "#a"}}',
    "wrong kinds": '{"@type": {"a": 1}, "@id": ["x"], "author": {"name": {"@value": 3}}, "datePublished": {"a": []}, "url": 5}',
    "scalars": '[1, null, "NewsArticle", [[]]]',
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_json(text: str) -> None:
    found = read(ld(text) + '<meta name="author" content="Amy Holm">')
    assert found.authors == ("Amy Holm",)


def test_many_elements_and_attributes() -> None:
    many = "".join(f'<meta name="author" content="A{number}"><time datetime="2024-03-05"></time>' for number in range(20_000))
    found = read(body=many + "<p " + " ".join(f"a{number}=1" for number in range(5_000)) + ">")
    assert found.published == DAY
    assert len(found.people) < 100


@pytest.mark.parametrize(
    "source",
    ["<div class=author>" * 2_000 + "Jo", "<p class=author>Jo</p>" * 50_000, "<h1>" * 20_000 + "Jo", "<p itemprop=author>" * 20_000],
)
def test_hostile_elements(source: str) -> None:
    found = html.read(source).stated
    assert len(found.people) < 100


def test_the_node_about_the_page_is_chosen() -> None:
    other = ARTICLE | {"headline": "Cake prize goes inland", "author": "Amy Holm", "datePublished": "2020-01-01"}
    assert read(ld([other, ARTICLE])).authors == JO
    assert read(ld({"@type": "WebPage", "relatedLink": [other], "hasPart": other, "mainEntity": ARTICLE})).authors == JO
    assert read(ld({"@type": "ItemList", "itemListElement": [other, other]})).authors == ()
    assert read(ld(ARTICLE | {"comment": [{"@type": "Comment", "author": "Amy Holm"}]})).authors == JO


def test_a_list_of_articles_is_none_of_them() -> None:
    others = [ARTICLE | {"headline": f"Another story, number {number}", "author": f"Amy Holm{number}"} for number in range(4)]
    assert read(ld(others)).authors == ()


def test_title_site_language_address() -> None:
    head = (
        f"<title>{TITLE} | Harbour Chronicle</title><meta property=og:site_name content='Harbour Chronicle'>"
        "<link rel=canonical href='https://www.harbour.example/ferry'>"
    )
    found = read(head, lang="en-GB")
    assert (found.title, found.sitename, found.language, found.spoken) == (TITLE, "Harbour Chronicle", "en-GB", "en")
    assert (found.url, found.host) == ("https://www.harbour.example/ferry", "harbour.example")
    assert found.sources["title"] == "h1"


@pytest.mark.parametrize("tail", [" | Harbour Chronicle", " - Harbour Chronicle", " — HARBOUR CHRONICLE", " » Harbour Chronicle"])
def test_the_site_is_no_part_of_the_title(tail: str) -> None:
    source = f"<title>{TITLE}{tail}</title><meta property=og:site_name content='Harbour Chronicle'><p>text</p>"
    assert html.read(source).stated.title == TITLE


def test_a_heading_with_the_site_is_no_title() -> None:
    source = f"<title>{TITLE}</title><meta property=og:site_name content='Harbour Chronicle'><h1>Harbour Chronicle</h1><p>text</p>"
    assert html.read(source).stated.title == TITLE


def test_a_board_prints_the_title_as_a_lower_heading() -> None:
    source = f"<title>{TITLE} - Harbour boards</title><h2>Boards</h2><h2>{TITLE}</h2>{PROSE}"
    found = html.read(source).stated
    assert (found.title, found.sources["title"]) == (TITLE, "h2")
    assert html.read("<title>Sport - Harbour Chronicle</title><h2>Sport</h2>").stated.title == "Sport - Harbour Chronicle"


def test_site_from_json_ld() -> None:
    publisher = {"@type": "Organization", "name": "Harbour Chronicle"}
    assert read(ld(ARTICLE | {"publisher": publisher})).sitename == "Harbour Chronicle"
    assert read(ld([publisher, {"@type": "WebSite", "name": "Chronicle Online"}])).sitename == "Chronicle Online"


def test_the_stated_body() -> None:
    assert read(ld(ARTICLE | {"articleBody": "The council met."})).article_body == "The council met."


def test_an_empty_page_states_nothing() -> None:
    assert html.read("").stated == Stated()


def test_bad_addresses() -> None:
    assert read("<link rel=canonical href='http://[bad'>", url="also bad").host is None
    assert read(url="https://harbour.example/x").host == "harbour.example"


LONG = "".join(
    f"<p>The council spoke of ferry {number}, of its price and of the pier, for three hours on Monday.</p>" for number in range(30)
)
SHORT_LINES = "<p>Ferry</p>" * 70
WRITTEN_BY = '<meta name="twitter:label1" content="Written by"><meta name="twitter:data1" content="Jo March">'
RECONCILED: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "printed": ("", "<p>By Jo March</p>", JO),
    "stated and printed without a cue": (
        '<meta name="author" content="Jo March">',
        "<p>A report in three parts. Jo March was there.</p>",
        JO,
    ),
    "stated only": ('<meta name="author" content="Jo March">', "", ()),
    "another person behind a cue": ('<meta name="author" content="Amy Holm">', "<p>By Jo March</p>", JO),
    "the stated person is printed": (
        '<meta name="author" content="Amy Holm">',
        "<p>Jo March</p><p>5 March 2024</p><p>Amy Holm</p>",
        ("Amy Holm",),
    ),
    "more than is stated": ('<meta name="author" content="Jo March">', "<p>By Jo March and Amy Holm</p>", ("Jo March", "Amy Holm")),
    "the site is no author": (
        '<meta name="author" content="Harbour Chronicle"><meta property="og:site_name" content="Harbour Chronicle">',
        "<p>By Jo March</p><p>Harbour Chronicle</p>",
        JO,
    ),
    "an editor is no author": ('<meta name="author" content="Amy Holm">', "<p>Edited by Amy Holm</p>", ()),
    "a system's user is no author": ('<meta name="author" content="admin">', "<p>admin</p>", ()),
    "roles and outlets go": (ld(ARTICLE | {"author": "By Jo March, Staff Writer | Harbour Chronicle"}), "<p>Jo March</p>", JO),
    "two in one value": (ld(ARTICLE | {"author": "Jo March and Amy Holm"}), "<p>Jo March</p><p>Amy Holm</p>", ("Jo March", "Amy Holm")),
    "surname first": ('<meta name="citation_author" content="March, Jo">', "<p>Jo March</p>", JO),
    "surname first in Dublin Core": ('<meta name="DC.creator" content="March, Jo">', "<p>Jo March</p>", JO),
    "two persons in Dublin Core": (
        '<meta name="DC.creator" content="Jo March, Amy Holm">',
        "<p>Jo March</p><p>Amy Holm</p>",
        ("Jo March", "Amy Holm"),
    ),
    "the user who began a thread": (
        ld({"@type": "DiscussionForumPosting", "headline": TITLE, "author": {"name": "ferryfan42"}}),
        "<p>ferryfan42 wrote this.</p>",
        ("ferryfan42",),
    ),
    "behind a label below the text": ("", LONG + "<p>Date 5 March 2024</p><p>Autorin/Autor Jo March</p>", JO),
    "under a label below the text": ("", LONG + "<p>Written by</p><p>Jo March</p>", JO),
    "labels for two": ("", LONG + "<p>Written by Jo March</p><p>Written by Amy Holm</p>", ()),
    "a label of one word for a thing": ("", LONG + "<p>Author tools</p><p>Interview Training</p><p>Text Link</p>", ()),
    "a user's name behind a cue under the title": ("", "<p>Ferries</p><p>by ferryfan</p><p>Share</p>" + SHORT_LINES + LONG, ("ferryfan",)),
    "entered in three places": (
        ld(ARTICLE | {"author": "Jo March"}) + WRITTEN_BY + '<meta name="author" content="Jo March">',
        "",
        JO,
    ),
    "several in a meta element": ('<meta name="author" content="Jo March, Amy Holm">', "", ("Jo March", "Amy Holm")),
    "with a reporter's title": ('<meta name="author" content="홍길동 기자">', "", ("홍길동",)),
    "the head has the full name": (ld(ARTICLE | {"author": "Jo Anna MARCH"}), "<p>By Jo March</p>", ("Jo Anna MARCH",)),
    "the head has another first name": (ld(ARTICLE | {"author": "Beth March"}), "<p>By Jo March</p>", JO),
    "one of two linked ones is stated": (
        ld(ARTICLE | {"author": "Amy Holm"}),
        '<div class="byline"><a rel="author" href="/1">Jo March</a> <a rel="author" href="/2">Amy Holm</a></div>',
        ("Jo March", "Amy Holm"),
    ),
    "the second is no linked author": (
        ld(ARTICLE | {"author": "Amy Holm"}),
        '<div class="byline"><a rel="author" href="/2">Amy Holm</a> checked by <a href="/1">Jo March</a></div>',
        ("Amy Holm",),
    ),
    "a paper by its address": (
        ld(ARTICLE | {"author": "harbour.example"}) + '<meta property="og:site_name" content="Harbour">',
        "",
        ("harbour.example",),
    ),
    "a paper by its site's name, twice": (
        ld(ARTICLE | {"author": "Harbour Chronicle"})
        + '<meta property="og:site_name" content="Harbour Chronicle"><meta name="author" content="Harbour Chronicle">',
        "<p>Harbour Chronicle</p>",
        ("Harbour Chronicle",),
    ),
    "a paper by a name in its menu": (
        ld(ARTICLE | {"author": {"@type": "Organization", "name": "The Chronicle"}}),
        "<p>The Chronicle</p>",
        (),
    ),
    "a class of many persons": ("", "".join(f'<p class="author">{name} Holm</p>' for name in ("Amy", "Jo", "Amy", "Beth", "Meg")), ()),
    "a class of a button": ("", '<p class="author-box">Get in touch</p>', ()),
    "a paper with its article": (
        ld(ARTICLE | {"author": "Jo March, The Harbour"}) + '<meta property="og:site_name" content="Harbour">',
        "<p>Jo March</p>",
        JO,
    ),
}


@pytest.mark.parametrize(("head", "body", "wanted"), RECONCILED.values(), ids=RECONCILED)
def test_reconciled_authors(head: str, body: str, wanted: tuple[str, ...]) -> None:
    found = cleaner.clean(page(head, body), kind="html")
    assert (found.byline.authors if found.byline else ()) == wanted


def test_an_agency_is_an_organisation() -> None:
    found = cleaner.clean(page('<meta name="author" content="Reuters">', "<p>This is from Reuters.</p>"), kind="html").byline
    assert found is not None
    assert (found.authors, found.organisations) == (("Reuters",), ("Reuters",))


PRINTED: dict[str, tuple[str, str, date]] = {
    "stated": ("2024-03-05", "", DAY),
    "the printed day is another": ("2020-01-01", "<p>Published 5 March 2024</p>", date(2020, 1, 1)),
    "the same moment in another zone": ("2024-03-06T01:00:00Z", "<p>By Jo March</p><p>Published 5 March 2024</p>", DAY),
    "the head states its zone": ("2024-03-06T01:00:00+02:00", "<p>By Jo March</p><p>Published 5 March 2024</p>", date(2024, 3, 6)),
    "another place states it too": ("2020-01-01", '<p>By Jo March</p><p><time datetime="2024-03-05">5 March 2024</time></p>', DAY),
}


@pytest.mark.parametrize(("when", "body", "wanted"), PRINTED.values(), ids=PRINTED)
def test_reconciled_days(when: str, body: str, wanted: date) -> None:
    found = cleaner.clean(page(f'<meta property="article:published_time" content="{when}">', body), kind="html")
    assert found.published == wanted


def test_a_site_built_anew_does_not_hide_the_printed_day() -> None:
    head = '<meta property="article:published_time" content="2025-06-01"><meta property="article:modified_time" content="2025-06-01">'
    found = cleaner.clean(page(head, "<p>By Jo March</p><p>5 March 2024</p>"), kind="html")
    assert (found.published, found.updated) == (DAY, date(2025, 6, 1))


def test_the_day_of_a_change_is_not_that_of_publication() -> None:
    head = '<meta property="article:published_time" content="2024-03-05"><meta property="article:modified_time" content="2025-06-01">'
    found = cleaner.clean(page(head, "<p>By Jo March</p><p>1 June 2025</p>"), kind="html")
    assert (found.published, found.updated) == (DAY, date(2025, 6, 1))


def test_a_question_is_of_its_own_day() -> None:
    body = '<time itemprop="dateCreated" datetime="2024-03-05">1 year ago</time>' + LONG
    body += "".join(f'<p>answered <time itemprop="datePublished" datetime="2025-0{month}-02">2 {month} 2025</time></p>' for month in (3, 4))
    assert cleaner.clean(page(body=body), kind="html").published == DAY


def test_a_label_of_a_change_far_from_the_title() -> None:
    found = cleaner.clean(page(body=SHORT_LINES + LONG + "<p>more</p>" * 40 + "<p>Last updated on 5 March 2024</p>"), kind="html")
    assert found.published == DAY


def test_of_two_elements_of_time_the_one_behind_updated_is_not_the_day_of_publication() -> None:
    later, first = '<time datetime="2024-03-09">9 March 2024</time>', '<time datetime="2024-03-05">5 March 2024</time>'
    found = cleaner.clean(page(body=f"<p>By Jo March</p><p>Updated {later} | Published {first}</p>"), kind="html")
    assert (found.published, found.updated) == (DAY, date(2024, 3, 9))


def test_above_the_title_the_nearest_time_counts() -> None:
    times = '<div><time datetime="2024-05-01">1 May</time> A ferry has sunk</div><p><time datetime="2024-03-05">5 March</time></p>'
    assert cleaner.clean(page().replace("<article>", f"{times}<article>"), kind="html").published == DAY


def test_no_day_after_today() -> None:
    source = page('<meta property="article:published_time" content="2031-01-01"><meta name="date" content="2024-03-05">')
    assert cleaner.clean(source, kind="html").published == date(2031, 1, 1)
    assert cleaner.clean(source, kind="html", today=date(2024, 4, 1)).published == DAY


def listed(*names: str) -> str:
    """Four stories, each with its title, a sentence and its byline."""
    lead = "The council met in the old town hall on the quay, and after four hours of talk it agreed to pay for a second boat."
    return "".join(f"<h2>Story {number} of the harbour</h2><p>{lead}</p><p>By {name}</p>" for number, name in enumerate(names))


def test_bylines_of_a_list_are_not_the_page_s() -> None:
    names = ("Jo March", "Amy Laurence", "Petra Quill", "Anna Holm")
    rubrics = "".join(f"<p>{rubric}</p>" for rubric in ("Boats", "Nets", "Weather", "Tides", "Letters", "Council", "Old times"))
    assert cleaner.clean(f"<h1>Latest from the quay</h1>{rubrics}{listed(*names)}", kind="html").byline is None
    entries = f"<h1>Latest from the quay</h1><p>By Jo March</p>{listed(*names)}"
    signed = cleaner.clean(entries, kind="html").byline
    assert signed and signed.authors == ("Jo March",)


def test_reconciled_title_site_language() -> None:
    head = f"<title>{TITLE} | Harbour Chronicle</title><meta property=og:site_name content='Harbour Chronicle'>"
    found = cleaner.clean(page(head, lang="en-GB"), kind="html")
    assert (found.title, found.site, found.language) == (TITLE, "Harbour Chronicle", "en")
    assert found.sources["site"] == "head: og:site_name"
    given = cleaner.clean(page(head), kind="html", site="harbour.example", language="en")
    assert given.site == "harbour.example"


def test_a_day_is_guessed_where_all_is_silent() -> None:
    source = page(body='<div class="details"><span class="date">2024-03-05</span></div>')
    assert guessed_day(source) == DAY
    assert guessed_day("") is None
    assert guessed_day("<p>no day at all</p>") is None
    assert guessed_day(" " * 2_000_000) is None


def test_a_guess_is_asked_last() -> None:
    def fail() -> date | None:
        raise AssertionError("asked for a guess, though the head states the day")

    told = with_metadata(Document("text"), None, read(ld(ARTICLE)), Page([], [], {}), CUES, guess=fail)
    assert told.published == DAY
    silent = with_metadata(Document("text"), None, Stated(), Page([], [], {}), CUES, guess=lambda: DAY)
    assert (silent.published, silent.sources["published"]) == (DAY, "guessed from the whole page")
    late = with_metadata(Document("text"), None, Stated(), Page([], [], {}), CUES, today=date(2024, 1, 1), guess=lambda: DAY)
    assert late.published is None
