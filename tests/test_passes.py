"""The passes of named rules: what stays because of where it stands."""

from __future__ import annotations

import pytest

import cleaner

PARAGRAPHS = (
    "The ferry left the harbour before dawn, and nobody on the quay could say when it would come back, or whether it would ever do so.",
    "On the island they had waited for it since Monday, with flour for two days, with a doctor who was ill himself, and with no telephone.",
    "Late in the evening a fisherman brought the news that the engine had failed behind the lighthouse, and that all of them were safe.",
)


def removed(text: str) -> list[str]:
    """The lines that level safe takes out as furniture."""
    found = cleaner.clean(text, kind="text", level="safe").removed
    return [item.text for item in found if not item.code.startswith("META")]


@pytest.mark.parametrize(
    "title", ["My summer in Lapland", "Meet the beekeepers", "Ghost stories", "Open the archives", "The price of flowers"]
)
@pytest.mark.parametrize("below", ["", "By Anna Holm\n\n", "A second line that tells more about it\n\n"])
def test_a_title_worded_as_an_entry_of_a_menu_stays(title: str, below: str) -> None:
    assert title not in removed(f"{title}\n\n{below}{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}\n\n{PARAGRAPHS[2]}")


def test_a_menu_goes() -> None:
    menu = "Home\nShop\nView our full range\nBrowse by author\nWomen's running jackets\nContact us"
    assert removed(f"{menu}\n\n{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}") == menu.split("\n")


@pytest.mark.parametrize(
    "last", ["Open the gate!", "My work is done.", "My heart is old,", "Ask a child.", "ランキング。", "खेल।", "اقتصاد؟"]
)
def test_a_last_sentence_stays_among_its_like(last: str) -> None:
    assert removed(f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}\n\n" + f"{last}\n" * 6) == []


@pytest.mark.parametrize("label", ["Dark mode", "Text to speech", "Native advertising", "Forgot your password?", "Cookie consent"])
def test_a_label_between_two_paragraphs_is_a_subheading(label: str) -> None:
    assert removed(f"{PARAGRAPHS[0]}\n\n{label}\n\n{PARAGRAPHS[1]}") == []
    assert removed(f"{PARAGRAPHS[0]}\n\n{label}\n\nShare this article\n\n{PARAGRAPHS[1]}") == [label, "Share this article"]


@pytest.mark.parametrize("label", ["Advertisement", "Related articles", "Share this:"])
def test_what_stands_between_paragraphs_by_its_nature_goes(label: str) -> None:
    assert removed(f"{PARAGRAPHS[0]}\n\n{label}\n\n{PARAGRAPHS[1]}") == [label]


@pytest.mark.parametrize("months", [["March 2015", "June 2013", "May 2012"], ["март 2015 г.", "июнь 2013 г.", "май 2012 г."]])
def test_months_are_an_archive_in_a_row_and_a_chronology_one_by_one(months: list[str]) -> None:
    entries = "".join(f"{month}\nThe council orders a report on the quay.\n" for month in months)
    assert removed(f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}\n\n{entries}") == []
    assert removed(f"{PARAGRAPHS[0]}\n\n{PARAGRAPHS[1]}\n\n" + "\n".join(months)) == months


@pytest.mark.parametrize(
    "items",
    [
        ["My heart", "My soul", "My only one", "My light", "My own"],
        ["Sleeping bags", "Folding chairs", "Wool socks", "Playing cards", "First aid kits", "Home"],
        ["Crime stories", "Love stories", "Sea stories", "Ghost stories", "Short stories"],
    ],
)
def test_verses_and_lists_that_begin_or_end_as_entries_of_a_menu_are_none(items: list[str]) -> None:
    assert removed(f"{PARAGRAPHS[0]}\n\n" + "\n".join(items) + f"\n\n{PARAGRAPHS[1]}") == []


@pytest.mark.parametrize("said", ["Go back.", "Keep reading,", "Sign me up.", "Share the news;", "つづきを読む。"])
def test_a_label_that_ends_as_a_sentence_was_said(said: str) -> None:
    assert removed(f"{PARAGRAPHS[0]}\n\n{said}\n\n{PARAGRAPHS[1]}") == []


def test_a_masthead_has_a_clock_and_a_timetable_has_times() -> None:
    body = "\n\n".join(PARAGRAPHS)
    assert removed(f"10:15\n\n{body}") == ["10:15"]
    assert removed(f"10:15\nThe ferry comes.\n11:30\nThe ferry goes.\n12:45\nNothing.\n\n{body}") == []


@pytest.mark.parametrize("heading", ["Page not found", "Add to cart", "Skip to content"])
def test_a_heading_over_a_paragraph_about_it_stays(heading: str) -> None:
    text = f"{PARAGRAPHS[0]}\n\n## {heading}\n\n{PARAGRAPHS[1]}"
    assert removed(text) == []
    assert removed(f"{PARAGRAPHS[0]}\n\n## {heading}\n\n- A list\n- of things\n\n{PARAGRAPHS[1]}") == [f"## {heading}"]


@pytest.mark.parametrize("body", [f"{PARAGRAPHS[0]}\n\n", "The ferry is late.\nNobody knows why.\nThe doctor is ill.\n\n", ""])
@pytest.mark.parametrize(
    "lines",
    [
        ["No comments:", "Share", "Older Post", "Home", "Subscribe to: Post Comments (Atom)"],
        ["Share", "Tweet", "Subscribe", "Privacy Policy", "© 2021 The Harbour"],
    ],
)
def test_the_foot_of_a_short_page_goes(body: str, lines: list[str]) -> None:
    told = "When the ferry comes back, it will bring flour and a telephone."
    foot = "\n".join(lines)
    assert removed(f"News of the ferry\n\n{told}\n\n{body}{foot}") == lines


@pytest.mark.parametrize(
    "foot",
    [
        ["Home", "Home", "Share", "Home"],  # a refrain keeps itself no company
        ["Print", "Serves four", "Notes", "Keep the loaf in a dry place."],
        [
            "Share",
            "to show a page to others",
            "Log in",
            "to say who one is",
            "Newsletter",
            "a letter that comes by itself",
            "Follow",
            "to be told",
        ],
        ["News", "Reports", "Events", "Any other business", "Next meeting"],
        ["Next", "day the wind came.", "Share your bread,", "go home."],
    ],
)
@pytest.mark.parametrize("body", [PARAGRAPHS[0], "The ferry is late.\nNobody knows why."])
def test_the_last_lines_of_a_short_text_stay(foot: list[str], body: str) -> None:
    assert removed("\n".join(["News of the ferry", "", body, *foot])) == []


def test_headings_of_a_manual_that_have_words_below_stay() -> None:
    buttons = ["- Save", "- Print", "- Share", "- Next", "- Previous", "- Close"]
    assert "## Log out" not in removed("\n".join(["# Ledger", "Open it.", *buttons, "## Log out", "Tap your picture."]))
    called = "Call the office at the quay, which is open on every day but Sunday, and have your number at hand."
    assert "## Forgot your password?" not in removed("\n".join([*PARAGRAPHS, "## Forgot your password?", called]))


MENU = ["Home", "News", "Sport", "Weather", "My account", "Log in", "Search"]


@pytest.mark.parametrize("headline", ["Listen to the sea", "Write to your mother", "View from the pier", "Lessons from a lost newsletter"])
def test_a_headline_below_a_menu_is_no_entry_above_a_byline_or_a_paragraph(headline: str) -> None:
    assert headline not in removed("\n".join([*MENU, headline, "By Mina Faroe", *PARAGRAPHS]))
    assert headline not in removed("\n".join([*MENU, headline, *PARAGRAPHS]))
    assert headline in removed("\n".join([*MENU, headline, "Weather", "Opinion", *PARAGRAPHS]))


def test_the_foot_is_below_the_only_paragraph_and_at_the_end() -> None:
    share = ["Newer Post", "Share", "Log in", "Older Post"]
    assert removed("\n".join([*share, PARAGRAPHS[0]])) == []
    assert removed("\n".join([PARAGRAPHS[0], *share, *(f"{count} sacks of flour" for count in range(2, 6))])) == []
    assert removed("\n".join([PARAGRAPHS[0], *share, "3 sacks of flour"])) == share


def test_a_second_run_finds_no_more_at_the_foot() -> None:
    text = f"{PARAGRAPHS[0]}\nShare this\nPost a comment\nRelated posts\nOlder Post\nThe flour is dear.\nComments"
    once = cleaner.clean(text, kind="text", level="safe").text
    assert once == f"{PARAGRAPHS[0]}\nThe flour is dear.\nComments"
    assert cleaner.clean(once, kind="text", level="safe").text == once


def test_what_an_earlier_judgement_took_is_no_company_at_the_foot() -> None:
    heads = "5 March 2024\nMore on this story\nContact us\nBy Tom Ashworth\n5 March 2024"
    text = f"{heads}\nThe quay was closed on Monday.\nRead more: Ten bridges\nTom Ashworth is the political editor.\nAdvertisement"
    once = cleaner.clean(text, kind="text", level="safe").text
    assert cleaner.clean(once, kind="text", level="safe").text == once


ADVERT = """Ropemaker

The yard at the quay looks for a hand from May on, five days a week, with a room above the tar store.

{about}

We are eleven people who have laid rope by hand since 1804, and nothing else.

{offer}

Wages, a room and a coat.

{apply}

Send a letter to the yard, or come by on a morning before six, when there is time to talk.

{contact}

Ask for Mrs Marsh, who is in the office until noon.
"""


@pytest.mark.parametrize(
    ("about", "offer", "apply", "contact"),
    [
        ("About us", "What we offer", "How to apply", "Contact us"),
        ("Who we are", "About you", "Apply now", "Contact"),
        ("Über uns", "Wir bieten", "Jetzt bewerben", "Kontakt"),
        ("Qui sommes-nous ?", "Nos valeurs", "Postuler", "Nous contacter"),
        ("Quiénes somos", "Qué ofrecemos", "Trabaja con nosotros", "Contacto"),
        ("O nas", "Co oferujemy", "Aplikuj teraz", "Kontakt"),
        ("О нас", "Что мы предлагаем", "Наши вакансии", "Контакты"),
        ("关于我们", "我们的优势", "立即申请", "联系我们"),
    ],
)
@pytest.mark.parametrize("above", ["", "\n\n".join(PARAGRAPHS) + "\n\n"])
def test_headings_worded_as_entries_keep_each_other_no_company(above: str, about: str, offer: str, apply: str, contact: str) -> None:
    assert removed(above + ADVERT.format(about=about, offer=offer, apply=apply, contact=contact)) == []


@pytest.mark.parametrize("headline", ["Who we are", "Our story", "About us", "Our history", "Careers", "Contact"])
@pytest.mark.parametrize("below", ["", "By Anna Holm\n\n"])
def test_a_headline_worded_as_a_footer_is_stays_above_a_byline_or_a_paragraph(headline: str, below: str) -> None:
    body = "\n\n".join(PARAGRAPHS)
    assert removed(f"{headline}\n\n{below}{body}") == []
    assert headline in removed(f"{body}\n\n{headline}\nAdvertise\nPrivacy policy\nTerms of use")


def test_headings_between_paragraphs_and_their_sentences_stay_on_a_page_with_furniture() -> None:
    trades = "\n".join(f"{trade}\n{PARAGRAPHS[1]}" for trade in ("Construction", "Healthcare", "Retail", "Professional services"))
    assert removed(f"Advertisement\n{PARAGRAPHS[0]}\n{trades}") == ["Advertisement"]


def test_items_of_a_list_in_markdown_that_tells_something_stay() -> None:
    features = ["- Dark mode", "- Page not found", "- Share on Facebook"]
    text = "\n".join(["# Tides", "It tells the tide for any harbour.", "## Features"])
    assert removed("\n".join([text, *features, "- Prints a month on one page, with the moon in the margin"])) == []
    assert removed("\n".join([text, *features])) == features
