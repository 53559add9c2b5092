"""Metadata from text: the examples of the packs' tables prove themselves; traps; laws of what moves."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

import cleaner
from cleaner.matcher import Matcher
from cleaner.meta import Cues, Found, headline, read
from cleaner.meta.dates import printed
from cleaner.meta.head import Head
from cleaner.meta.noted import Noted
from cleaner.meta.pieces import taken_apart
from cleaner.meta.window import Window
from cleaner.model import Options, Page
from cleaner.read import text_page
from cleaner.rules import builtin_packs

PACKS = builtin_packs()
CUES = Cues.of(PACKS)
PLAIN = Matcher([], PACKS)
TITLE = "Harbour council votes on the new ferry line"
PROSE = (
    "The council met in the old town hall on the quay, and after four hours of talk it agreed to pay for a second boat from spring.",
    "Nobody had expected so clear a vote, said the woman who runs the ticket office, and she had brought cake for both sides of the room.",
    "The first boat leaves at six in the morning and the last one comes home at ten, when the lights on the pier go out for the night.",
)


def examples(table: str) -> list[Any]:
    """The examples of a table in all packs."""
    return [
        pytest.param(pack.name, example, id=f"{pack.name}: {example['line'][:50]}")
        for pack in PACKS
        for example in pack.tables.get(table, {}).get("examples", ())
    ]


def page_of(*lines: str) -> Page:
    """A page of these lines, blank lines between them; no rule matches anything."""
    return text_page("\n\n".join(lines), PLAIN, 10_000)


def read_page(*lines: str, language: str | None = "en", skip: frozenset[int] = frozenset()) -> Found:
    """The metadata of a page of these lines."""
    return read(page_of(*lines), skip, CUES, Options(), language)


def authors(found: Found) -> list[str]:
    """The authors, or an empty list."""
    return list(found.byline.authors) if found.byline else []


@pytest.mark.parametrize(("language", "example"), examples("byline"))
def test_byline_examples(language: str, example: dict[str, Any]) -> None:
    found = read_page(TITLE, example["line"], *PROSE, language=language)
    assert authors(found) == example["authors"]
    if "organisations" in example:
        assert found.byline is not None
        assert list(found.byline.organisations) == example["organisations"]


@pytest.mark.parametrize(("language", "example"), examples("dates"))
def test_dates_examples(language: str, example: dict[str, Any]) -> None:
    found = read_page(TITLE, example["line"], *PROSE, language=language)
    assert (found.published, found.updated) == (example.get("published"), example.get("updated"))


@pytest.mark.parametrize(("language", "example"), examples("dateline"))
def test_dateline_examples(language: str, example: dict[str, Any]) -> None:
    found = read_page(TITLE, example["line"], *PROSE, language=language)
    line = found.dateline
    assert (line.raw if line else "") == example["raw"]
    assert (line.place if line else None) == example.get("place")
    assert (line.agency if line else None) == example.get("agency")


@pytest.mark.parametrize(("language", "example"), examples("credit"))
def test_credit_examples(language: str, example: dict[str, Any]) -> None:
    found = read_page(TITLE, *PROSE, example["line"], language=language)
    assert (found.credit or "") == example["credit"]


@pytest.mark.parametrize("pack", [pack.name for pack in PACKS if pack.name in ("en", "de", "ar", "tr", "ja")])
@pytest.mark.parametrize("table", ["byline", "dates", "dateline", "credit"])
def test_tables_have_examples(pack: str, table: str) -> None:
    tables = next(item.tables for item in PACKS if item.name == pack)
    assert tables.get(table, {}).get("examples"), f"{pack}.toml: [{table}] has no examples"


CLOCK = "Friday, 22 November 2024"
TRAPS: dict[str, tuple[tuple[str, ...], dict[str, Any]]] = {
    "masthead clock": ((CLOCK, "Sunshine and wind", TITLE, "By Jo March"), {"published": None}),
    "clock and day": ((CLOCK, "Menu and more", TITLE, "By Jo March | 20 November 2024"), {"published": date(2024, 11, 20)}),
    "TLDR": ((TITLE, "TLDR: The council has agreed to pay for a second boat, and the mayor pays for cake."), {"dateline": None}),
    "by in prose": ((TITLE, "By the end of the evening nobody was hungry and the vote was done."), {"byline": None}),
    "photo credit": ((TITLE, "(Jo March / Reuters)"), {"byline": None}),
    "editor": ((TITLE, "Edited by Jo March"), {"byline": None}),
    "fact-checker": ((TITLE, "Fact-checked by Jo March"), {"byline": None}),
    "capitals": ((TITLE, "CHINESE LANTERNS lit the quay when the council came out and the band began to play."), {"dateline": None}),
    "update only": ((TITLE, "Updated 5 March 2024"), {"published": None, "updated": date(2024, 3, 5)}),
    "a life": ((TITLE, "3 May 1931 – 2 April 2024"), {"published": None}),
    "a press release": ((TITLE, "Press release | 5 March 2024"), {"published": date(2024, 3, 5), "byline": None}),
    "a kind of text": ((TITLE, "Case Study, 5 March 2024"), {"published": date(2024, 3, 5), "byline": None}),
    "pages before a day": ((TITLE, "Volume 3 - 5 March 2024"), {"published": date(2024, 3, 5)}),
    "an hour before a day": ((TITLE, "Friday 10:30 - 15 March 2024"), {"published": date(2024, 3, 15)}),
    "whose words": (('"Rain is only weather."', "- Petra Quill, Rain", TITLE, "5 March 2024"), {"byline": None}),
    "consent": ((TITLE, "By giving my address, I agree to Harbour Mail and Selected Advertising."), {"byline": None}),
    "a paper beside a day": ((TITLE, "Harbour Herald | 5 March 2024"), {"byline": None, "published": date(2024, 3, 5)}),
    "a timetable": ((TITLE, "Harbour Town\t07:10 09:40", "Port Levan\t07:50 10:20"), {"byline": None}),
    "day in prose": ((TITLE, "The harbour was dug in 1871 and opened on 5 May 1873 by a minister nobody remembers."), {"published": None}),
}


@pytest.mark.parametrize(("lines", "wanted"), TRAPS.values(), ids=TRAPS)
def test_traps(lines: tuple[str, ...], wanted: dict[str, Any]) -> None:
    found = read_page(*lines, *PROSE)._asdict()
    assert {name: found[name] for name in wanted} == wanted


def test_names_above_names() -> None:
    found = read_page(TITLE, "Emma Larsen", "Oliver Holm", "Published 5 March 2024", *PROSE)
    assert authors(found) == ["Emma Larsen", "Oliver Holm"]


def test_date_glued_to_the_name() -> None:
    found = read_page(TITLE, "Thomas Lindner24.04.2024, 19:35 Uhr", *PROSE, language="de")
    assert (authors(found), found.published) == (["Thomas Lindner"], date(2024, 4, 24))


def test_a_packed_head() -> None:
    found = read_page(" date 2024-03-22 By Harbour Chronicle Staff", *PROSE)
    assert found.byline is not None
    assert (found.byline.raw, found.byline.organisations) == ("By Harbour Chronicle Staff", ("Harbour Chronicle Staff",))
    assert (found.published, found.moved) == (date(2024, 3, 22), {0: "META02"})


@pytest.mark.parametrize(
    ("line", "names", "place"),
    [
        ("Jo March", ["Jo March"], None),
        ("Author: Jo March", ["Jo March"], None),
        ("Gardening Tips", [], None),
        ("We Are Norhaven", [], None),
        (f"LONDON (Reuters) - {PROSE[0]}", [], "LONDON"),
        (PROSE[0], [], None),
    ],
)
def test_behind_the_stamp_of_a_dump_stands_a_line_like_any_other(line: str, names: list[str], place: str | None) -> None:
    for stamp, day in (("date 2024-03-22", date(2024, 3, 22)), ("date 2024-03", None)):
        found = read_page(f" {stamp} {line}", *PROSE)
        assert (authors(found), found.published) == (names, day)
        assert (found.dateline.place if found.dateline else None) == place
        assert found.moved == ({0: "META02"} if names else {})


def test_a_stamp_gives_way_to_a_day_that_the_page_prints_clearly() -> None:
    assert read_page(" date 2024-03-22 By Jo March", "Published: March 20, 2024", *PROSE).published == date(2024, 3, 20)
    assert read_page(" date 2024-03-22 Reports of the harbour, 20 March 2024 session", *PROSE).published == date(2024, 3, 22)
    later = read_page(" date 2024-03-22 Updated March 24, 2024", *PROSE)
    assert (later.published, later.updated, later.moved) == (date(2024, 3, 22), date(2024, 3, 24), {0: "META03"})


def test_a_dateline_behind_a_stamp_can_be_cut() -> None:
    text = "\n\n".join((f" date 2024-03-22 LONDON (Reuters) - {PROSE[0]}", *PROSE[1:]))
    assert cleaner.clean(text, kind="text", strip_dateline=True).text.startswith(f" date 2024-03-22 {PROSE[0]}")


def test_a_day_that_begins_the_text_is_no_clock() -> None:
    post = cleaner.clean("\n\n".join(("Monday, April 4, 2016", TITLE, *PROSE)), kind="text", level="safe")
    assert (post.published, post.title, post.text) == (date(2016, 4, 4), TITLE, "\n\n".join((TITLE, *PROSE)))
    masthead = ("Monday, April 4, 2016", "The Harbour Chronicle", "Ships", "Weather", TITLE, *PROSE)
    assert cleaner.clean("\n\n".join(masthead), kind="text", level="safe").published is None
    assert cleaner.clean("\n\n".join(("Dark Mode", "Monday, April 4, 2016", TITLE, *PROSE)), kind="text").published is None


PERSIAN = (
    "شورای شهر در نشست روز دوشنبه خود تصمیم گرفت که قایق دوم را برای مسیر جزیره بخرد و هزینه آن را از بودجه سال آینده بپردازد.",
    "شهردار گفت که مردم جزیره سال‌ها منتظر این تصمیم بوده‌اند و هیچ کس انتظار نداشت که رای گیری به این سرعت تمام شود و همه راضی باشند.",
)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("تاریخ انتشار : ۱۳۹۸/۰۹/۱۸", date(2019, 12, 9)),
        ("شنبه، ۳ آذر ۱۳۹۷، ۰۴:۲۲", date(2018, 11, 24)),
        ("۱۳۹۱ اردیبهشت ۱، جمعه", date(2012, 4, 20)),
        ("30 اسفند 1399", date(2021, 3, 20)),
        ("1 فروردین 1403", date(2024, 3, 20)),
        ("30 اسفند 1400", None),
    ],
)
def test_days_of_the_solar_calendar(line: str, day: date | None) -> None:
    assert read_page("قایق تازه به جزیره می‌رود و مردم شادند", line, *PERSIAN, language="fa").published == day


def test_a_clock_time_is_no_year_of_the_solar_calendar() -> None:
    assert read_page(TITLE, "By Jo March", "12 March 2024, 1400 GMT", *PROSE).published == date(2024, 3, 12)
    assert read_page(TITLE, "By Jo March", "12 March 1400 GMT", *PROSE).published is None


POLISH = (
    "Stowarzyszenie poinformowało, że łodzie wróciły do miasta po długiej zimie, a mieszkańcy mogą z nich korzystać od poniedziałku.",
    "Przewodniczący dodał, że jest to dopiero początek i że wszystko zależy od tego, czy pogoda będzie dobra przez cały rok na rzece.",
)
CROATIAN = (
    "Gradonačelnik je rekao da će most biti otvoren tek na proljeće, jer radnici čekaju čelik i nitko ne zna kada će stići u grad.",
    "Stanovnici se žale da je put oko rijeke predug, a škola je morala promijeniti raspored kako bi djeca stigla na vrijeme iz sela.",
)


@pytest.mark.parametrize(
    ("line", "prose", "day"),
    [
        ("5 listopada 2025", POLISH, date(2025, 11, 5)),
        ("5 lip 2025", POLISH, date(2025, 7, 5)),
        ("5. listopada 2025.", CROATIAN, date(2025, 10, 5)),
    ],
)
def test_a_month_is_that_of_the_page_s_language(line: str, prose: tuple[str, ...], day: date) -> None:
    assert read_page("Nowa linia nad rzeką", line, *prose, language=None).published == day
    assert read_page("Nowa linia nad rzeką", line, *prose, language="pl-PL" if prose is POLISH else "hr").published == day


@pytest.mark.parametrize(
    "line", ["Monday, May 22, 2006", "Start date Mar 28, 2009", "July 20 - Old Anchor", "Posted on May 2, 2024 by in BOATS"]
)
def test_a_day_is_no_title(line: str) -> None:
    assert read_page(TITLE, line, "By Jo March", *PROSE).title in (TITLE, None)
    assert read_page(line, "By Jo March", *PROSE).title is None


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ((TITLE, "By Amy Laurence Staff Writer"), ["Amy Laurence"]),
        ((TITLE, "AMY LAURENCE Staff Writer"), ["AMY LAURENCE"]),
        ((TITLE, "By Harbour Chronicle Staff"), ["Harbour Chronicle Staff"]),
        ((TITLE, "By AMY LAURENCE AND ANNA HOLM"), ["AMY LAURENCE", "ANNA HOLM"]),
        ((TITLE, "BY JO HOLM"), ["JO HOLM"]),  # no time zones
        ((TITLE, "By Anna Holm Special to the Herald"), ["Anna Holm"]),
        ((TITLE, "By Sascha D."), ["Sascha D."]),
        ((TITLE, "By AP"), ["AP"]),  # one word, but an agency
        ((TITLE, "Anna Holm / Madrid"), ["Anna Holm"]),
        (("Abu Dhabi", "March 5, 2024"), []),
        ((TITLE, "written by Our Editors", "March 5, 2024"), ["Our Editors"]),
        ((TITLE, "By Anna Holm at the Mole Ground"), ["Anna Holm"]),
        ((TITLE, "Anna Holm\tMarch 5, 2024"), ["Anna Holm"]),
        ((TITLE, "Jo March", "Jo March", "March 5, 2024"), ["Jo March"]),
        (("Fisher Glad", "Fisher Glad", "March 5, 2024", "A+"), []),
        (("Monday, May 22, 2006", "Old Harbour Songs"), []),
        (("Monday, May 22, 2006", "Jo March"), ["Jo March"]),
        ((PROSE[0], "July 20 - Old Anchor", "Aug. 3 - New Salty Cats"), []),
    ],
)
def test_who_is_an_author(lines: tuple[str, ...], names: list[str]) -> None:
    assert authors(read_page(*lines, *PROSE)) == names


@pytest.mark.parametrize(
    ("language", "line"),
    [("sv", "Text & foto: Anna Holm"), ("sv", "Text/foto: Anna Holm"), ("pl", "oprac. Anna Holm"), ("pl", "przez Anna Holm 22 marca 2024")],
)
def test_signs_in_what_announces_an_author(language: str, line: str) -> None:
    assert authors(read_page(TITLE, line, *PROSE, language=language)) == ["Anna Holm"]


FAR = (*PROSE * 5, "Anchors: a guide", "Ropes: a guide", "By", "Anna Holm", "Apr 21, 2021", *PROSE * 3)


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        (FAR, ["Anna Holm"]),
        ((*FAR, "By Amy Laurence", "The old anchor"), []),  # teasers have bylines too
        ((*FAR, "By Anna Holm", "The old anchor"), ["Anna Holm"]),
        ((*PROSE * 5, "By Harbour Hotels", *PROSE), []),  # no given name that is known
        ((*PROSE * 5, "Anchors: a guide", "By Anna Holm", "April 21, 2021"), []),  # a teaser behind the body
    ],
)
def test_a_byline_far_from_the_beginning_counts_if_it_is_the_only_one(lines: tuple[str, ...], names: list[str]) -> None:
    found = read_page(*lines)
    assert authors(found) == names
    assert "META02" not in found.moved.values()


def test_a_role_below_a_name_says_who_wrote_it() -> None:
    lines = (TITLE, "Anna Holm", "Writer", "Anchors", "Ropes", "Sails", "Lamps", "Oars", "Nets", *PROSE)
    assert authors(read_page(*lines)) == ["Anna Holm"]


def test_a_name_behind_a_sentence_takes_no_sentence_along() -> None:
    sentence = (
        "주민들은 새로운 부두가 생기면 관광객이 더 많이 올 것이라고 기대하고 있으며 "
        "시의회는 내년 봄에 공사를 시작할 것이라고 밝혔다. 김수현 기자"
    )
    found = cleaner.clean(f"{sentence}\n\n저작권자 © 나루일보 무단전재 및 재배포 금지", kind="text")
    assert (found.text, found.byline and found.byline.authors) == (sentence, ("김수현",))


def test_what_labels_a_day_is_no_name_below_a_word_for_who_wrote() -> None:
    prose = "시의회는 화요일 새 방파제가 겨울 폭풍이 오기 전에 완공될 것이라고 밝혔다. 기술자들은 오래된 방파제를 수년간 경고해 왔다."
    found = cleaner.clean(f"항구 방파제 완공\n글·사진\n승인 2024.03.05 08:30\n\n{prose}\n\n{prose}", kind="text")
    assert (found.byline, found.published) == (None, date(2024, 3, 5))


@pytest.mark.parametrize("zone", ["Eastern Standard Time", "Pacific Time", "local time"])
def test_the_name_of_a_time_zone_is_no_author(zone: str) -> None:
    found = read_page(TITLE, f"March 05, 2024 08:30 AM {zone}", f"HARBOUR TOWN (AP) - {PROSE[0]}", *PROSE[1:])
    assert (authors(found), found.published) == ([], date(2024, 3, 5))


def test_a_title_above_a_dateline_or_at_the_beginning_of_a_dump_is_told_and_stays() -> None:
    for lines in ((TITLE, f"HARBOUR TOWN (AP) - {PROSE[0]}"), (f" date 2024-03-22 {TITLE}", *PROSE)):
        found = read_page(*lines, *PROSE[1:])
        assert (found.title, found.moved) == (TITLE, {})
    assert read_page("Left Menu", f"HARBOUR TOWN (AP) - {PROSE[0]}", *PROSE[1:]).title is None


@pytest.mark.parametrize(
    "lines",
    [
        ("Lower Tarn 06:10 07:25 09:00", *PROSE),
        ("From: Greta Holm", "To: Owen Pryce of the mill", "Date: 3 March 2021", *PROSE),
        ("1. The ferry and the harbour council", *PROSE, "2. The boat"),
    ],
)
def test_a_row_of_a_table_or_a_list_is_no_title(lines: tuple[str, ...]) -> None:
    assert read_page(*lines).title is None


@pytest.mark.parametrize("line", ["Harriet Sloe, 1931-2020", "Rain. Read."])
def test_whom_an_obituary_is_about_and_sentences_are_no_authors(line: str) -> None:
    assert read_page("Monday, 3 January 2022", line, "Tuesday, 4 January 2022", *PROSE).byline is None


@pytest.mark.parametrize(
    ("language", "line"),
    [("en", "Sir, - The ferry has been late on every single day of this month."), ("de", "Abschmecken.")],
)
def test_a_salutation_or_a_sentence_is_no_dateline(language: str, line: str) -> None:
    assert read_page("By Anna Holm", line, "Servieren.", *PROSE, language=language).dateline is None


def test_a_word_that_is_an_agency_s_name_signs_below_prose_only() -> None:
    assert read_page("Weiter.", "Mehr", "als das", "weiß ich nicht.", language="de").credit is None


def test_a_caption_is_no_title() -> None:
    caption = "The ferry at the quay with all who wait in the rain of a long day, from six to nine, and a captain above it. Photo: Archive"
    assert read_page(TITLE, caption, "By Jo March", *PROSE).title == TITLE


def test_furniture_behind_a_stamp_goes_and_the_day_stays_known() -> None:
    text = "\n\n".join((" date 2024-03-22 Advertisement", *PROSE))
    found = cleaner.clean(text, kind="text", level="safe")
    assert found.published == date(2024, 3, 22)
    assert found.text == "\n\n".join(PROSE)
    assert (found.removed[0].line, found.removed[0].text, found.removed[0].code) == (1, " date 2024-03-22 Advertisement", "AD01")
    assert found.restored() == text
    assert cleaner.Cleaner(cleaner.Options(level="safe")).removals(text) == ()  # nothing else would tell the day


@pytest.mark.parametrize("line", ["date 2024-13 Advert", "date 2024-02-31 Advert", "date 2024-03-22", "date 2024-03-22\tAdvert"])
def test_no_stamp(line: str) -> None:
    assert text_page(line, PLAIN, 10_000).stamp is None


def test_order_of_numbers_from_another_date_of_the_page() -> None:
    lines = (TITLE, "By Jo March", "Published 03/04/2024", *PROSE, "Read more: the council of 25/03/2024")
    assert read_page(*lines).published == date(2024, 4, 3)
    assert read_page(*lines[:-1]).published == date(2024, 3, 4)


def test_order_of_numbers_from_days_with_the_name_of_a_month() -> None:
    found = read_page(TITLE, "By Jo March", "03/10/2023", *PROSE, "Boats of the north, 13 December 2023", "Boats of the south, 2 May 2023")
    assert found.published == date(2023, 10, 3)


def test_a_user_s_name_keeps_its_number_and_its_capitals() -> None:
    assert authors(read_page(TITLE, "by Mole07 » 11 March 2024, 18:36", *PROSE)) == ["Mole07"]
    assert authors(read_page(TITLE, "by seaOS » 11 March 2024, 18:36", *PROSE)) == ["seaOS"]


def test_a_number_behind_a_dash_is_no_part_of_a_name() -> None:
    assert authors(read_page(TITLE, "by Jo March—10 min read", *PROSE)) == ["Jo March"]


def test_who_started_a_thread_is_its_author() -> None:
    assert authors(read_page(TITLE, "Thread starter", "Mole07", "Start date 5 March 2024", *PROSE)) == ["Mole07"]


def test_a_title_without_evidence_stays() -> None:
    found = read_page(TITLE, *PROSE)
    assert found.moved == {}


MENU = ("Home", "Sailing weather of today", "Old boats", "Sailing weather of today", "Lamps", "Nets", "Oars", "Sails")


def test_a_line_that_the_first_one_repeats_is_the_title_and_a_menu_s_is_not() -> None:
    title = "Town council pays for a second boat"
    found = read_page(f"{title} | The Harbour Paper", *MENU, title, *PROSE)
    assert found.title == title
    assert [found.moved[index] for index in sorted(found.moved)] == ["META01", "META01"]
    assert read_page(*MENU, *PROSE).title is None


def test_the_first_line_is_the_title_where_the_body_takes_it_up() -> None:
    found = read_page("Council agrees to pay for a second boat", *PROSE)
    assert (found.title, found.moved) == ("Council agrees to pay for a second boat", {})
    assert read_page("Roses in the snow of an early winter", *PROSE).title is None


def test_a_line_that_stands_nowhere_special_cannot_reach_enough_points() -> None:
    assert headline.total(("copies", "most words", "long")) < headline.ENOUGH  # all that such a line may have


def test_the_signs_of_a_title() -> None:
    page = page_of(f"{TITLE} | The Harbour Paper", *MENU, TITLE, "By Jo March", *PROSE)
    view = Window([index for index, line in enumerate(page.lines) if line], len(MENU) + 3, len(MENU) + 6)
    looked = headline.look(Head(page, view, Noted.on(page, CUES, "en"), "en"), {len(MENU) + 2})
    assert headline.by_place(looked, len(MENU) + 1) == ["1 over the byline", "said above", "long"]
    assert headline.by_place(looked, 0) == ["first", "long"]
    assert headline.by_words(looked, len(MENU) + 1) == ["few words"]
    assert headline.by_words(looked, 2) == ["copies", "few words"]
    assert not headline.is_looked_at(looked, len(MENU) + 2)  # the byline


def test_a_title_printed_twice_moves_with_its_copies() -> None:
    found = read_page(TITLE, TITLE, "The boat comes in spring, and it will be green.", "By Jo March", *PROSE)
    assert found.title == TITLE
    assert found.moved == {0: "META01", 2: "META01", 6: "META02"}


def test_an_agency_has_its_full_name() -> None:
    found = read_page(TITLE, f"HARBOUR TOWN (AP) - {PROSE[0]}", *PROSE[1:])
    assert found.dateline is not None
    assert found.dateline.agency_name == "Associated Press"


@pytest.mark.parametrize("lines", [traps[0] for traps in TRAPS.values()], ids=TRAPS)
def test_nothing_moves_after_what_moved(lines: tuple[str, ...]) -> None:
    page = page_of(*lines, *PROSE)
    found = read(page, frozenset(), CUES, Options(), "en")
    again = read(page, frozenset(found.moved), CUES, Options(), "en")
    assert again.moved == {}


def test_lines_that_are_gone_are_as_absent() -> None:
    lines = ("Menu", TITLE, "Share this", "By Jo March", "5 March 2024", *PROSE)
    with_gaps = read(page_of(*lines), frozenset({0, 4}), CUES, Options(), "en")
    without = read(page_of(*(line for line in lines if line not in ("Menu", "Share this"))), frozenset(), CUES, Options(), "en")
    assert with_gaps._replace(sources={}, moved={}) == without._replace(sources={}, moved={})
    assert len(with_gaps.moved) == len(without.moved)


def test_an_empty_page_has_nothing() -> None:
    assert read(page_of(""), frozenset(), CUES, Options()) == Found()


@pytest.mark.parametrize(
    ("language", "line"),
    [("fr", "Le 6 avril 2024 à 9h15"), ("es", "El 6 de abril de 2024"), ("it", "Il 6 aprile 2024"), ("pt", "Em 6 de abril de 2024")],
)
def test_a_day_moves_with_the_word_before_it(language: str, line: str) -> None:
    found = read_page(TITLE, line, *PROSE, language=language)
    assert found.published == date(2024, 4, 6)
    assert "META03" in found.moved.values()


def test_relative_dates_need_today() -> None:
    lines = (TITLE, "By Jo March", "Published 3 days ago", *PROSE)
    assert read_page(*lines).published is None
    found = read(page_of(*lines), frozenset(), CUES, Options(today=date(2024, 3, 8)), "en")
    assert found.published == date(2024, 3, 5)


CREDITS: dict[str, tuple[tuple[str, ...], str | None]] = {
    "teasers behind it": ((*PROSE, "(jma)", "Read more", "The old pier", *PROSE[:2]), "(jma)"),
    "agency over a teaser": ((*PROSE, "World", "AFP", "Harbour news", "The old pier", *PROSE), None),
    "agency of a caption": ((*PROSE[:2], "The new boat lies at the quay on a cold day in spring. AFP", "The vote", *PROSE, *PROSE), None),
    "label of a picture": ((*PROSE[:1], "Credit: Jo March", "The vote", "The pier", *PROSE * 14), None),
    "photographer's copyright": ((*PROSE, "The new boat lies at the quay on a cold day in spring. © Jo March/AFP"), None),
    "bar of a gallery": ((*PROSE, "| AFP"), None),
    "source of a table": ((*PROSE, "Boat\t3", "Source: Town", *PROSE), None),
    "list of agencies": ((*PROSE, "(Jo March / Reuters)"), None),
}


@pytest.mark.parametrize(("lines", "wanted"), CREDITS.values(), ids=CREDITS)
def test_credits_by_their_place(lines: tuple[str, ...], wanted: str | None) -> None:
    assert read_page(TITLE, *lines, language="de").credit == wanted


def test_an_agencys_copyright_counts_though_a_rule_takes_the_line() -> None:
    found = read_page(TITLE, *PROSE, "© 2024 AFP", "Menu", skip=frozenset({8}))
    assert (found.credit, found.moved) == ("© 2024 AFP", {})
    assert found.sources["credit"] == "line 9, agency's copyright"


@pytest.mark.parametrize(
    ("language", "line", "wanted"),
    [
        ("ka", "12 მაისი, 2020", date(2020, 5, 12)),
        ("hy", "12 մայիսի 2020", date(2020, 5, 12)),
        ("en", "Volume 12, 2020", None),
        ("xx", "12 მაისი, 2020", None),
    ],
)
def test_days_of_languages_without_a_pack(language: str, line: str, wanted: date | None) -> None:
    found = read_page(TITLE, line, *PROSE, language=language)
    assert found.published == wanted
    assert found.sources.get("published") == ("line 3, read by dateparser" if wanted else None)


def test_a_relative_date_in_an_unknown_language_is_no_error() -> None:
    lines = (TITLE, "By Jo March", "Published 3 days ago", *PROSE)
    assert read(page_of(*lines), frozenset(), CUES, Options(today=date(2024, 3, 8)), "xx").published is None


def test_a_label_above_moves_with_the_copyright_that_a_rule_took() -> None:
    found = read_page(TITLE, "Source: AFP", *PROSE, "© 2024 AFP", "Menu", skip=frozenset({10}))
    assert (found.credit, found.moved) == ("© 2024 AFP", {2: "META04"})


def test_the_agencies_are_many() -> None:
    assert len(set(CUES.agencies.values())) >= 80


def test_strip_dateline_cuts_it_and_nothing_else() -> None:
    text = "\n\n".join((TITLE, f"HARBOUR TOWN (AP) - {PROSE[0]}", *PROSE[1:]))
    kept = cleaner.clean(text, level="safe")
    cut = cleaner.clean(text, level="safe", strip_dateline=True)
    assert f"HARBOUR TOWN (AP) - {PROSE[0]}" in kept.text
    assert cut.text == kept.text.replace("HARBOUR TOWN (AP) - ", "")
    assert cut.dateline == kept.dateline


def test_the_printed_day_wins_over_the_head_of_html() -> None:
    body = "".join(f"<p>{line}</p>" for line in PROSE * 3)
    head = '<meta property="article:published_time" content="2024-03-05T23:30:00Z">'
    page = f"<html><head><title>{TITLE}</title>{head}</head><body><article><h1>{TITLE}</h1>"
    page += f"<p>By Jo March</p><p>Published 6 March 2024, 00:30</p>{body}</article></body></html>"
    found = cleaner.clean(page, kind="html")
    assert found.published == date(2024, 3, 6)
    assert found.sources["published"].startswith("page: ")
    assert found.byline is not None
    assert found.byline.authors == ("Jo March",)


BODY = "The ferry left the harbour before dawn, and nobody on the quay could say when it would come back, or whether. Nobody slept."


@pytest.mark.parametrize("release", ["2.1.0 (2024-04-06)", "v2.1 – April 6, 2024", "Version 2.1.0 - 2024-04-06", "## [2.1.0] - 2024-04-06"])
def test_the_heading_of_a_release_stays(release: str) -> None:
    text = f"Changelog of the harbour\n\n{release}\n\n{BODY}\n\n{BODY} It was the last one."
    assert release in cleaner.clean(text, kind="text", level="safe").text


@pytest.mark.parametrize("heading", ["## [2.1.0] - 2024-03-05", "5 March 1911", "Expiry Date\n31 December 2025", "1 January 1912."])
def test_a_day_below_the_beginning_of_the_body_heads_what_follows(heading: str) -> None:
    text = f"{BODY}\n\n{heading}\n\n{BODY} It was the last one.\n\n{BODY} They went home."
    assert cleaner.clean(text, kind="text", level="safe").text == text


@pytest.mark.parametrize("line", ["By accident.", "By bus", "By noon."])
def test_how_and_when_is_nobody(line: str) -> None:
    found = cleaner.clean(f"00:15\n{line}\n\n{BODY}\n\n{BODY}", kind="text", level="safe")
    assert found.byline is None
    assert line in found.text


def test_a_pack_of_words_alone_adds_to_the_words_of_the_others(tmp_path: Path) -> None:
    words = tmp_path / "mine.toml"
    words.write_text('[byline]\nothers = ["dear"]\n', encoding="utf-8")
    text = f"The ferry is late\nBy Anna Holm\n5 March 2024\n\n{BODY}\n\n{BODY}"
    byline = cleaner.clean(text, kind="text", rules=(str(words),)).byline
    assert byline is not None
    assert byline.authors == ("Anna Holm",)


@pytest.mark.parametrize("line", ["Source: a child", "source : node", "Sources: see page 12"])
def test_a_source_has_a_name(line: str) -> None:
    found = cleaner.clean(f"{BODY}\n\n{BODY}\n\n{line}", kind="text", level="safe")
    assert found.credit is None
    assert found.text.endswith(line)


@pytest.mark.parametrize("line", ["Mar 12, 2024", "12 Mar 2024", "March 12, 2024 · 4 min read", "5 min · 12 March 2024"])
def test_a_month_or_a_minute_is_no_weekday(line: str) -> None:
    found = cleaner.clean(f"{line}\n\nThe ferry that never came back to us\n\nBy Helen Marsh\n\n{BODY}\n\n{BODY}", kind="text")
    assert found.published == date(2024, 3, 12)


def test_who_wrote_an_embedded_post_did_not_write_the_article() -> None:
    post = "— Dan Rowe (@MayorRowe) May 2, 2024"
    found = cleaner.clean(f"{BODY}\n\nThe pier is closed today.\n{post}\n\n{BODY}\n\n{BODY} Yes.", kind="text", level="safe")
    assert found.byline is None
    assert post in found.text


def test_an_answer_of_one_word_is_no_dateline() -> None:
    lines = ("No.", "Nobody in Rome would say why the ferry was late, or whether it would come back to the harbour at all.", BODY, BODY)
    paragraphs = "".join(f"<p>{line}</p>" for line in lines)
    assert cleaner.clean(f"<article><h1>The ferry</h1>{paragraphs}</article>", kind="html").dateline is None


def test_who_reviewed_an_article_stands_between_its_author_and_its_day() -> None:
    signed = ("Helen Marsh", "Helen Marsh", "Reviewed by: Thomas Lindner, PhD", "Last updated: March 12, 2024")
    found = read_page(TITLE, *signed, *["In this guide"] * 14, *PROSE)
    assert authors(found) == ["Helen Marsh"]


def test_who_reviewed_an_article_is_not_its_title() -> None:
    found = read_page("The fifteen best boats on the pier", "Reviewed by Thomas Marcus Lindner", "Updated on March 12, 2024", *PROSE)
    assert found.title == "The fifteen best boats on the pier"


def test_a_button_below_the_author_is_no_second_one() -> None:
    caption = "Helen Holm, who ran the ticket office for forty years, leaves the pier on Wednesday, January 10, 2024, with her dog."
    text = f"Towns / January 11, 2024\n\n{TITLE}\n\nThomas Lindner\nAd Policy\n\n{caption}\n\n{BODY}\n\n{BODY}"
    found = cleaner.clean(text, kind="text")
    assert found.byline is not None
    assert found.byline.authors == ("Thomas Lindner",)
    assert found.published == date(2024, 1, 11), "not the day that the caption tells of"


def test_a_label_of_both_genders_behind_the_body() -> None:
    found = read_page(*PROSE * 4, "Datum 28.04.2023", "Autorin/Autor Thomas Lindner", language="de")
    assert authors(found) == ["Thomas Lindner"]


@pytest.mark.parametrize(
    "line", ["By Helen MarshPublished: Jan 29, 2025", "ByHelen MarshJan 29, 2025 | 6 comments", "Helen MarshHelen Marsh January 29, 2025"]
)
def test_what_a_dump_glues_to_a_name_is_no_part_of_it(line: str) -> None:
    found = read_page(TITLE, line, *PROSE)
    assert authors(found) == ["Helen Marsh"]
    assert found.published == date(2025, 1, 29)


@pytest.mark.parametrize("name", ["Helen McMarsh", "Helen DeJune", "IpHone LaFolge"])
def test_capitals_within_a_name_part_nothing(name: str) -> None:
    assert authors(read_page(TITLE, f"By {name}", "January 29, 2025", *PROSE)) == [name]


def test_two_days_and_a_name_without_a_space() -> None:
    found = read_page(TITLE, "September 1, 2016September 8, 2016Helen Marsh", *PROSE)
    assert (authors(found), found.published) == (["Helen Marsh"], date(2016, 9, 1))


def test_names_that_stand_apart_from_what_joins_them() -> None:
    names = ("Von", "Helen Marsh", ",", "Thomas Lindner", "und", "Anna Holm")
    found = read_page(TITLE, *names, "03.05.2024, 10:15 Uhr", *PROSE, language="de")
    assert authors(found) == ["Helen Marsh", "Thomas Lindner", "Anna Holm"]


def test_the_wording_of_a_picture_above_a_name_makes_it_an_author() -> None:
    lines = ("Blog", TITLE, "Kelisa Losa photo", "Kelisa Losa", "August 25, 2025", "15 min", *["In this guide"] * 10)
    assert authors(read_page(*lines, *PROSE)) == ["Kelisa Losa"]


@pytest.mark.parametrize("signed", [("Written by Helen Marsh",), ("Article written by:", "Helen Marsh, MD")])
def test_who_wrote_it_is_said_behind_the_body(signed: tuple[str, ...]) -> None:
    assert authors(read_page(*PROSE * 4, "Browse all articles", *signed, "Helen runs the ticket office.")) == ["Helen Marsh"]


def test_who_led_the_talk_behind_the_body_is_no_author_without_a_date() -> None:
    assert authors(read_page(*PROSE * 4, "Das Gespräch führte Helen Marsh.", "Mehr dazu", language="de")) == []


def test_a_bio_that_begins_with_a_name_does_not_tell_of_somebody_else() -> None:
    bio = "Helen Marsh is a writer who has run the ticket office of the harbour for forty years, and knows all of its dogs by name."
    assert authors(read_page(TITLE, "Helen Marsh", "March 12, 2024", bio, *PROSE)) == ["Helen Marsh"]
    told = "Nobody in the harbour knew that Helen Marsh had bought the old ferry, or that she meant to sail it around the world alone."
    assert authors(read_page(TITLE, "Helen Marsh", "March 12, 2024", told, *PROSE)) == []


def test_a_role_that_a_dump_glues_to_a_name() -> None:
    found = read_page(TITLE, "Helen MarshFounder at Harbour House", "February 6, 2026", *PROSE)
    assert authors(found) == ["Helen Marsh"]


@pytest.mark.parametrize("line", ["22 มี.ค. 2567", "22 มี.ค. 67", "22 มีนาคม พ.ศ. 2567"])
def test_thai_days_and_names(line: str) -> None:
    body = "เรือข้ามฟากลำเก่ากลับมาแล่นอีกครั้งหลังจากจอดอยู่ที่ท่าเรือนานกว่าสี่สิบปี ผู้โดยสารเก้าสิบคนยืนอยู่บนดาดฟ้าท่ามกลางหมอกหนาและแสงอาทิตย์ยามเช้า"
    found = read_page("เรือข้ามฟากลำเก่ากลับมาแล่นอีกครั้ง", "โดย นายสมชาย ใจดี", line, *[f"{body} {place}" for place in range(3)], language="th")
    assert (authors(found), found.published) == (["สมชาย ใจดี"], date(2024, 3, 22))


@pytest.mark.parametrize("line", ["Helen Julie 31 October 2023", "Send us a mai 31 October 2023", "By Helen Marsh, 31 October 2023"])
def test_of_two_days_that_share_a_number_the_one_with_a_year_counts(line: str) -> None:
    assert read_page(TITLE, line, *PROSE).published == date(2023, 10, 31)


@pytest.mark.parametrize(
    ("line", "wanted"), [("Life Sciences & Health Care", []), ("Helen Marsh & Kelisa Losa", ["Helen Marsh", "Kelisa Losa"])]
)
def test_two_rubrics_are_no_two_persons(line: str, wanted: list[str]) -> None:
    standfirst = "A longer standfirst that says what it is all about today"
    assert authors(read_page(TITLE, TITLE, standfirst, line, *PROSE)) == wanted


def test_a_line_of_a_reporter_moves_and_a_sentence_behind_it_stays() -> None:
    sentence = "船早上六點開，最後一班晚上十點回來，鎮議會經過四個小時的討論同意支付第二條船的費用，居民表示歡迎。"
    alone = cleaner.clean("\n\n".join(("記者王大明／花蓮報導", *(f"{sentence}{place}" for place in range(3)))), kind="text", level="safe")
    assert [removal.text for removal in alone.removed] == ["記者王大明／花蓮報導"]
    before = f"〔記者王大明、陳小文／花蓮報導〕{sentence}"
    found = cleaner.clean("\n\n".join((before, sentence)), kind="text", level="safe")
    assert found.byline is not None
    assert found.byline.authors == ("王大明", "陳小文")
    assert (found.removed, found.text) == ((), f"{before}\n\n{sentence}")


FEET = [
    ("id", "Diposting oleh Budi Santoso di 16.54", ["Budi Santoso"]),
    ("vi", "Người đăng: Lê Trung vào lúc 17:24", ["Lê Trung"]),
    ("zh", "張貼者：王大明 於 下午5:24", ["王大明"]),
    ("ja", "投稿者 山田太郎 時刻: 17:24", ["山田太郎"]),
    ("ko", "작성자: 김수현 시간: 오후 5:24", ["김수현"]),
    ("th", "เขียนโดย สมชาย ใจดี ที่ 20:14", ["สมชาย ใจดี"]),
    ("de", "Eingestellt von Helen Marsh um 20:14", ["Helen Marsh"]),
    ("fi", "Lähettänyt Helen Marsh klo 20.14", ["Helen Marsh"]),
    ("id", "Kapal itu tiba di 16.54", []),
    ("de", "Eingestellt von der Stadt um 20:14 waren alle Boote", []),
    ("en", "The old pier was sold at 5:24 PM", []),
]


@pytest.mark.parametrize(("language", "line", "wanted"), FEET, ids=[line for _, line, _ in FEET])
def test_the_foot_of_a_blogs_post(language: str, line: str, wanted: list[str]) -> None:
    prose = WORDS.get(language, PROSE)
    assert authors(read_page(*prose, *prose, line, "0 comments", language=language)) == wanted


SENTENCES = {
    "zh": "船早上六點開，最後一班晚上十點回來，鎮議會經過四個小時的討論同意支付第二條船的費用，居民表示歡迎，新船明年春天就來。",
    "ja": ("船は朝六時に出て、最後の便は夜十時に戻る予定だと町の議会は発表した。新しい船は春に来る。費用は市が払い、住民は歓迎している。",)
    * 3,
    "ko": ("시의회는 월요일 봄부터 두 번째 배를 운항하기로 결정했다. 비용은 시가 부담하며 주민들은 환영한다고 밝혔다. 새 배는 봄에 온다.",)
    * 3,
    "th": "เรือข้ามฟากลำเก่ากลับมาแล่นอีกครั้งหลังจากจอดอยู่ที่ท่าเรือนานกว่าสี่สิบปี ผู้โดยสารเก้าสิบคนยืนอยู่บนดาดฟ้าท่ามกลางหมอกหนาและแสงอาทิตย์ยามเช้า",
}
WORDS = {language: tuple(f"{line} {number}." for number in range(3)) for language, line in SENTENCES.items()}


def test_a_number_behind_a_word_before_times_is_a_time_only_at_the_end() -> None:
    assert taken_apart("Harga di 16.54 persen", CUES, "id").times == 0
    assert taken_apart("Version 16.54", CUES, "en").times == 0
    assert [piece.text for piece in taken_apart("Diposting oleh Budi di 16.54", CUES, "id").pieces] == ["Diposting oleh Budi"]


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("令和5年7月26日", date(2023, 7, 26)),
        ("昭和64年1月7日", date(1989, 1, 7)),
        ("明治5年7月26日", None),
        ("昭和会館12月5日", None),
        ("平成5号3月5日", None),
    ],
)
def test_years_of_an_emperor(line: str, wanted: date | None) -> None:
    assert [day.on("ymd") for day in printed(line, CUES, "ja")] == ([wanted] if wanted else [])


LABELS: list[tuple[str, list[str], bool]] = [
    ("作者:王大明 文章来源:渡船网 更新时间:2009-11-18 录入:小李", ["王大明"], True),
    ("作者：王大明　来源：渡船网　发布时间：2009-11-18", ["王大明"], True),
    ("来源:渡船网 作者:王大明 发布时间:2009-11-18 浏览次数:123", ["王大明"], True),
    ("通讯员:王大明来源:渡船网 发布时间:2009-11-18", ["王大明"], True),
    ("Author: Helen Marsh Source: Harbour Paper Date: 2009-11-18", ["Helen Marsh"], True),
    ("作者:王大明 来源:渡船网 他说船今天不来了 时间:2009-11-18", ["王大明"], False),
    ("来源:渡船网 时间:2009-11-18 浏览次数:123", [], False),
    ("작성자 박*서 작성일 2009.11.18 조회수2262", [], False),
]


@pytest.mark.parametrize(("line", "wanted", "moves"), LABELS, ids=[line for line, _, _ in LABELS])
def test_several_labels_on_one_line(line: str, wanted: list[str], moves: bool) -> None:
    language = "ko" if "작성자" in line else "zh" if not line.isascii() else "en"
    found = read_page(TITLE, line, *WORDS.get(language, PROSE), language=language)
    assert authors(found) == wanted
    assert (found.moved.get(2) == "META02") == moves
    assert date(2009, 11, 18) in (found.published, found.updated)


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("Closing date: 29 March 2024", None),
        ("Closing date: Friday 29 March 2024", None),
        ("Due date 29 March 2024", None),
        ("Date: 29 March 2024", "2024-03-29"),
        ("Published: 2 March 2024 | Closing date: 29 March 2024", "2024-03-02"),
    ],
)
def test_a_label_that_ends_a_longer_one_is_none(line: str, day: str | None) -> None:
    body = "The harbour board pays for the repairs of the ferry out of its own reserve this year, it said."
    text = f"Ferry repairs begin in spring\n{line}\n\n{body}"
    published = cleaner.clean(text, kind="text").published
    assert (str(published) if published else None) == day


@pytest.mark.parametrize("read", ["2 minutes read", "Less than a minute", "1 min read"])
def test_the_time_that_reading_takes_is_no_part_of_a_name(read: str) -> None:
    page = cleaner.clean(f"Ferry line grows\nMarch 5, 2024\nPetra Quill {read}\n\n{BODY}", kind="text")
    assert page.byline is not None
    assert page.byline.authors == ("Petra Quill",)


def test_years_of_a_republic() -> None:
    body = "市議會星期一決定從春天起開行第二艘渡船，費用由市政府承擔，居民表示歡迎，市長說工程正按計劃進行。"
    page = cleaner.clean(f"新船春天來\n中華民國113年3月5日\n\n{body}\n\n{body}", kind="text")
    assert page.published is not None
    assert page.published.isoformat() == "2024-03-05"


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("Petra Quill Transport correspondent\nTue 5 Mar 2024 08.30 GMT", "Petra Quill"),
        ("By Petra Quill Harbour News\nMarch 5, 2024", "Petra Quill"),
        ("By Petra Maria Holm News\nMarch 5, 2024", "Petra Maria Holm News"),  # no telling what is the name
        ("EXCLUSIVE by PETRA QUILL, Political Editor\n08:30, 5 Mar 2024", "PETRA QUILL"),
    ],
)
def test_roles_and_papers_behind_a_name(line: str, author: str) -> None:
    page = cleaner.clean(f"Ferry line grows\n{line}\n\n{BODY}\n\n{BODY}", kind="text")
    assert page.byline is not None
    assert page.byline.authors == (author,)


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("Tue, 03/05/2024 - 08:30", "2024-03-05"),
        ("Fri, 03/05/2024 - 08:30", "2024-05-03"),
        ("Sat, 03/05/2024 - 08:30", "2024-05-03"),  # neither of the two: the order of most languages
        ("martes 03/05/2024", "2024-03-05"),
    ],
)
def test_a_weekday_tells_the_order_of_day_and_month(printed: str, day: str) -> None:
    page = cleaner.clean(f"Ferry line grows\nSubmitted by Petra Quill on {printed}\n\n{BODY}\n\n{BODY}", kind="text")
    assert str(page.published) == day


@pytest.mark.parametrize(
    "line",
    [
        "Petra Quill (à Karvel)\nPublié le 5 mars 2024",
        "Petra Quill, do Harbour, em Karvel\n5 de março de 2024",
        "Petra Quill (pq)\n5. März 2024",
        "Petra Quill - harborNews\nSelasa, 05 Mar 2024 08:30 WIB",
        "Petra Quill - harbor.com\n05 Mar 2024",
        "March 5, 2024by Petra Quill0 Comments",
    ],
)
def test_whence_and_for_whom_an_author_writes(line: str) -> None:
    page = cleaner.clean(f"The ferry line of the harbour grows again\n{line}\n\n{BODY}\n\n{BODY}", kind="text")
    assert page.byline is not None
    assert page.byline.authors == ("Petra Quill",)
    assert str(page.published) == "2024-03-05"


def test_brackets_say_who_wrote_and_who_took_the_pictures() -> None:
    body = "Der Gemeinderat teilte am Dienstag mit, dass die neue Hafenmauer vor den Stürmen fertig sein werde, und dass sie weniger koste."
    page = cleaner.clean(
        f"Die Hafenmauer wird fertig\nPetra Quill (Text) und Jo Holm (Fotos)\n5. März 2024\n\n{body}\n\n{body}", kind="text"
    )
    assert page.byline is not None
    assert page.byline.authors == ("Petra Quill",)
