"""Datelines that a day, an agency or the page proves, and beginnings that only look like one; made-up places."""

from __future__ import annotations

import pytest

import cleaner
from cleaner.model import Document

TITLE = "Harbour council votes on the new ferry line"
PROSE = (
    "The council met in the old town hall on the quay, and after four hours of talk it agreed to pay for a second boat from spring.",
    "Nobody had expected so clear a vote, said the woman who runs the ticket office, and she had brought cake for both sides of the room.",
    "The first boat comes from Norhaven at six in the morning and the last one goes home at ten, when the lights on the pier go out.",
)


def document(start: str, *more: str) -> Document:
    """A page of a title, a byline and paragraphs, the first of which begins with `start`."""
    return cleaner.clean("\n\n".join((TITLE, "By Jo March", start + PROSE[0], *(more or PROSE[1:]))), kind="text")


@pytest.mark.parametrize(
    ("start", "place", "agency", "day"),
    [
        ("KARVEL, March 22: ", "KARVEL", None, "March 22"),
        ("KARVEL (March 22): ", "KARVEL", None, "March 22"),
        ("KARVEL (March 22, 2024): ", "KARVEL", None, "March 22, 2024"),
        ("Norhaven, Mar 22: ", "Norhaven", None, "Mar 22"),
        ("Karvel [Norland], March 22 (ANI): ", "Karvel", "ANI", "March 22"),
        ("NEW KARVEL, Mar 22 (PTI): ", "NEW KARVEL", "PTI", "Mar 22"),
        ("KARVEL, Norland (AP) _ ", "KARVEL, Norland", "AP", None),
        ("KARVEL, Va. — ", "KARVEL, Va.", None, None),
        ("KARVEL, N.Y. -- ", "KARVEL, N.Y.", None, None),
        ("KARVEL, Va. (AP) — ", "KARVEL, Va.", "AP", None),
        ("KARVEL, Norland. — ", "KARVEL, Norland", None, None),
        ("KARVEL, Norland, CMC – ", "KARVEL, Norland", "CMC", None),
        ("Lomé, le 24 mars 2024 (ATOP)- ", "Lomé", "ATOP", "24 mars 2024"),
        ("Lomé, le 24 mars 2024 – ", "Lomé", None, "24 mars 2024"),
        ("Karvel, den 22. März 2024 - ", "Karvel", None, "22. März 2024"),
        ("Celje, 22. februarja - ", "Celje", None, "22. februarja"),
        ("Karvel, March 22 — ", "Karvel", None, "March 22"),
        ("KARVEL, Ore.--(BUSINESS WIRE)--", "KARVEL, Ore.", "BUSINESS WIRE", None),
        ("KARVEL--(BUSINESS WIRE)--Mar 22, 2024--", "KARVEL", "BUSINESS WIRE", "Mar 22, 2024"),
        ("KARVEL, Ore., March 22, 2024 /PRNewswire/ -- ", "KARVEL, Ore.", "PRNewswire", "March 22, 2024"),
        ("Karvel, Norland--(Newsfile Corp. - March 22, 2024) - ", "Karvel, Norland", "Newsfile Corp.", "March 22, 2024"),
        ("(ANSA) - KARVEL, 22 MAR - ", "KARVEL", "ANSA", "22 MAR"),
        ("(AGI) - Karvel, 22 mar. - ", "Karvel", "AGI", "22 mar"),
        ("Karvel (TTXVN 22/3) ", "Karvel", "TTXVN", "22/3"),
        ("Karvel (AFP, March 22) - ", "Karvel", "AFP", "March 22"),
        ("KARVEL/TT. ", "KARVEL", "TT", None),
        ("ST. KARVEL, Mo. (KMOV/Gray News) - ", "ST. KARVEL, Mo.", "KMOV/Gray News", None),
        ("BAKU, Azerbaijan, March 22. ", "BAKU, Azerbaijan", None, "March 22"),
        ("Karvel, CNN Indonesia -- ", "Karvel", "CNN Indonesia", None),
        ("تهران - ایرنا - ", "تهران", "ایرنا", None),
        ("ঢাকা, ২২ মার্চ, ২০২৪ (বাসস) : ", "ঢাকা", "বাসস", "২২ মার্চ, ২০২৪"),
        ("KARVEL taz | ", "KARVEL", "taz", None),
        ("Карвель. 22 марта. INTERFAX.RU - ", "Карвель", "INTERFAX.RU", "22 марта"),
        ("КАРВЕЛЬ, 22 марта 2024 года. /ТАСС/. ", "КАРВЕЛЬ", "ТАСС", "22 марта 2024"),
        ("КАРВЕЛЬ, 22 марта /Корр. БЕЛТА/. ", "КАРВЕЛЬ", "Корр. БЕЛТА", "22 марта"),
        ("Карвель. 22 березня 2024 р. УНІАН. ", "Карвель", "УНІАН", "22 березня 2024"),
        ("Карвель. 22 марта 2024 года. Kazinform - ", "Карвель", "Kazinform", "22 марта 2024"),
        ("القاهرة في 22 مارس /قنا/ ", "القاهرة", "قنا", "22 مارس"),
        ("رام الله 22-3-2024 وفا- ", "رام الله", "وفا", "22-3-2024"),
        ("دمشق-سانا ", "دمشق", "سانا", None),
    ],
)
def test_a_day_or_an_agency_proves_a_place(start: str, place: str, agency: str | None, day: str | None) -> None:
    line = document(start).dateline
    assert line is not None
    assert (line.place, line.agency, line.date, line.raw) == (place, agency, day, start.strip())


@pytest.mark.parametrize(
    "start",
    [
        "Karvel, Mar 22: ",  # nothing but its form, in small letters before a colon
        "Deadline, March 31: ",
        "Council, March 22: ",
        "COUNCIL, March 22: ",
        "Today, March 22 - ",
        "Deadline 31 March - ",
        "Monday, March 22: ",
        "Update (March 22): ",
        "Correction (March 22, 2024): ",
        "Published, March 22, 2024: ",
        "TRADITIONAL STYLE: ",
        "KARVEL _ ",
        "Sunday was hot. 24 October. ",
        "-----",
        "***** - ",
        "Picture/TT. ",
        "Sport taz | ",
        "(Photo) ",
        "Karvel. . Norland - ",
    ],
)
def test_what_only_looks_like_a_dateline(start: str) -> None:
    assert document(start).dateline is None


@pytest.mark.parametrize(
    ("start", "place"),
    [
        ("OTTAWA - ", "OTTAWA"),
        ("Ottawa - ", "Ottawa"),
        ("BOGOTA - ", "BOGOTA"),
        ("NEW DELHI: ", "NEW DELHI"),
        ("BUENOS AIRES, Argentina – ", "BUENOS AIRES, Argentina"),
        ("ISLAMABAD/LAHORE: ", "ISLAMABAD/LAHORE"),
    ],
)
def test_a_city_that_is_known_needs_no_other_proof(start: str, place: str) -> None:
    line = document(start).dateline
    assert line is not None
    assert (line.place, line.raw) == (place, start.strip())


@pytest.mark.parametrize(
    "start",
    [
        "Ottawa: ",  # a label, more often than not
        "READING: ",
        "NICE - ",  # a city in French
        "KARVEL - ",
        "OTTAWA - and ",
        "OTTAWA (Norhaven) - ",
    ],
)
def test_what_no_city_proves(start: str) -> None:
    assert document(start).dateline is None


def test_a_city_proves_nothing_below_the_beginning_of_the_body() -> None:
    assert document("", f"Ottawa - {PROSE[1]}", PROSE[2]).dateline is None


def test_a_list_of_places_and_days_has_no_dateline() -> None:
    assert document("KARVEL, March 22: ", f"NORHAVEN, March 23: {PROSE[1]}", PROSE[2]).dateline is None
    assert document("Norhaven, March 22: ", f"Karvel, March 23: {PROSE[1]}", PROSE[2]).dateline is None


def test_a_line_of_dashes_under_a_speaker_is_no_place() -> None:
    speech = (f"Anna HOLM, presenter\n{'-' * 20}\n{PROSE[0]}", f"Peter LUND, astronomer\n{'-' * 20}\n{PROSE[1]}")
    assert cleaner.clean("\n\n".join(("Stargazers", "8 March 2025", *speech)), kind="text").dateline is None


def test_place_day_and_agency_on_a_line_of_their_own() -> None:
    page = cleaner.clean("\n\n".join((TITLE, "Norhaven 29 September 2016 (TASR/Photo: Holm)", *PROSE)), kind="text")
    assert page.dateline is not None
    assert (page.dateline.place, page.dateline.agency, page.dateline.date) == ("Norhaven", "TASR", "29 September 2016")
    assert (page.byline, str(page.published), page.title, page.removed) == (None, "2016-09-29", TITLE, ())
    named = cleaner.clean("\n\n".join((TITLE, "Anna Holm 29 September 2016 (TASR)", *PROSE)), kind="text")
    assert named.dateline is None


def test_a_day_without_a_year_is_no_source_of_a_day() -> None:
    assert "published" not in document("KARVEL, March 22 (AP) - ").sources
    dated = document("KARVEL, March 22, 2024 (AP) - ")
    assert (str(dated.published), dated.sources["published"]) == ("2024-03-22", "line 5, in the dateline")


def test_the_agency_of_a_dateline_before_a_sentence_is_no_author() -> None:
    page = cleaner.clean("\n\n".join((TITLE, "Karvel, March 22 (AFP) - The new boat leaves at six in the morning.", *PROSE)), kind="text")
    assert page.dateline is not None
    assert (page.dateline.agency, page.byline) == ("AFP", None)


CHINESE = "船早上六点开，最后一班晚上十点回来，镇议会经过四个小时的讨论同意支付第二条船的费用。"
KOREAN = "시의회는 월요일 봄부터 두 번째 배를 운항하기로 결정했다고 밝혔다. 비용은 시가 낸다고 시장은 말했다."


@pytest.mark.parametrize(
    ("start", "place", "agency", "day", "authors"),
    [
        ("新华社北京3月5日电（记者王小明）", "北京", "新华社", "3月5日", ("王小明",)),
        ("新华社北京3月5日电（记者 王小明 李大海）", "北京", "新华社", "3月5日", ("王小明", "李大海")),
        ("新华社北京3月5日电（记者王小明 通讯员李大海 摄影陈海）", "北京", "新华社", "3月5日", ("王小明", "李大海")),
        ("中新网北京3月5日电 (王小明)", "北京", "中新网", "3月5日", ("王小明",)),
        ("新华社北京3月5日电（国际观察）", "北京", "新华社", "3月5日", ()),
        ("本报讯（记者王小明）", None, None, None, ("王小明",)),
        ("本报北京3月5日讯（记者王小明）", "北京", None, "3月5日", ("王小明",)),
        ("渡船日报讯（记者 王小明）", None, None, None, ("王小明",)),
        ("渡船网北京3月5日电（记者王小明）", "北京", None, "3月5日", ("王小明",)),
        ("（中央社記者王小明台北5日電）", "台北", "中央社", "5日", ("王小明",)),
        ("（中央社記者王小明、李大海新加坡5日專電）", "新加坡", "中央社", "5日", ("王小明", "李大海")),
        ("（中央社台北5日電）", "台北", "中央社", "5日", ()),
        ("【3月18日 AFP】", None, "AFP", "3月18日", ()),
        ("（中央社記者王小明5日電）", None, "中央社", "5日", ("王小明",)),
    ],
)
def test_chinese_wires_and_who_sent_them(
    start: str, place: str | None, agency: str | None, day: str | None, authors: tuple[str, ...]
) -> None:
    page = cleaner.clean(f"新船春天来\n\n{start}{CHINESE}\n\n{CHINESE}", kind="text")
    assert page.dateline is not None
    assert (page.dateline.place, page.dateline.agency, page.dateline.date) == (place, agency, day)
    assert (page.byline.authors if page.byline else ()) == authors


@pytest.mark.parametrize("start", ["新华社记者打电话问，", "新华社的微电影说，", "本报资讯中心说，", "本报通讯录里写着，"])
def test_what_only_begins_like_a_chinese_wire(start: str) -> None:
    assert cleaner.clean(f"新船春天来\n\n{start}{CHINESE}\n\n{CHINESE}", kind="text").dateline is None


@pytest.mark.parametrize(
    ("names", "authors"),
    [
        ("홍길동 김철수 기자", ("홍길동", "김철수")),
        ("홍길동·김철수·이영희 기자", ("홍길동", "김철수", "이영희")),
        ("홍길동 기자", ("홍길동",)),
        ("서울시는 홍길동 기자", ("홍길동",)),
    ],
)
def test_korean_reporters_behind_the_agency(names: str, authors: tuple[str, ...]) -> None:
    page = cleaner.clean(f"새 배가 봄에 온다\n\n(서울=연합뉴스) {names} = {KOREAN}\n\n{KOREAN}", kind="text")
    assert page.byline is not None
    assert page.byline.authors == authors


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("渡船日报记者 王小明", ("王小明",)),
        ("渡船日报记者王小明", ("王小明",)),
        ("渡船新闻记者 王小明 李大海 摄影报道", ("王小明", "李大海")),
        ("渡船日报记者被捕", ()),
        ("渡船日报记者会", ()),
        ("作者：玛尔塔·奎尔", ("玛尔塔·奎尔",)),
        ("作者：玛尔塔·奎尔 来源：渡船网", ("玛尔塔·奎尔",)),
        ("文／图 王小明", ("王小明",)),
        ("文 | 王小明", ("王小明",)),
        ("文丨王小明 编辑丨李大海", ("王小明",)),
        ("作者｜王小明", ("王小明",)),
        ("王小明 发自 北京", ("王小明",)),
        ("王小明 发自内心的感谢", ()),
        ("文化 | 历史", ()),
    ],
)
def test_chinese_lines_of_reporters(line: str, authors: tuple[str, ...]) -> None:
    page = cleaner.clean(f"新船春天来\n{line}\n2024-03-05\n\n{CHINESE}\n\n{CHINESE}", kind="text")
    assert (page.byline.authors if page.byline else ()) == authors


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("取材・文／山田太郎", ("山田太郎",)),
        ("文＝山田太郎 写真＝佐藤花子", ("山田太郎",)),
        ("文・山田太郎", ("山田太郎",)),
        ("文学・歴史", ()),
    ],
)
def test_japanese_marks_before_names(line: str, authors: tuple[str, ...]) -> None:
    body = "市議会は火曜日、新しい船が春に来ると発表した。費用は市が負担し、住民は歓迎していると市長は述べた。工事は予定通り進んでいる。"
    page = cleaner.clean(f"新しい船が春に来る予定\n{line}\n2024年3月5日\n\n{body}\n\n{body}", kind="text")
    assert (page.byline.authors if page.byline else ()) == authors


@pytest.mark.parametrize(
    ("start", "place", "agency"), [("ANKARA (AA) - AHMET YILMAZ - ", "ANKARA", "AA"), ("Ahmet YILMAZ/ANKARA, (DHA)- ", "ANKARA", "DHA")]
)
def test_turkish_reporters_in_the_dateline(start: str, place: str, agency: str) -> None:
    page = document(start)
    assert page.dateline is not None
    assert (page.dateline.place, page.dateline.agency) == (place, agency)
    assert "YILMAZ" in page.dateline.raw


@pytest.mark.parametrize("line", ["글·사진 홍길동", "글·사진=홍길동 기자", "홍길동 선임기자"])
def test_korean_words_for_text_and_picture(line: str) -> None:
    page = cleaner.clean(f"새 배가 봄에 온다\n{line}\n2024.03.05 08:30\n\n{KOREAN}\n\n{KOREAN}", kind="text")
    assert page.byline is not None
    assert page.byline.authors == ("홍길동",)


ARABIC = "قال المجلس يوم الثلاثاء إن جدار الميناء الجديد سيكتمل قبل وصول عواصف الشتاء من جهة الغرب إلى الساحل كله."


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("بقلم: أحمد خالد وسامي خليل", ("أحمد خالد", "سامي خليل")),
        ("بقلم: أحمد خالد ووليد سعيد", ("أحمد خالد", "وليد سعيد")),
        ("بقلم: أحمد خالد وليد سعيد", ("أحمد خالد وليد سعيد",)),  # a name that begins with the letter
        ("بقلم: أحمد وسامي", ("أحمد وسامي",)),
    ],
)
def test_names_behind_an_arabic_and(line: str, authors: tuple[str, ...]) -> None:
    page = cleaner.clean(f"جدار الميناء\n{line}\n5 مارس 2024\n\n{ARABIC}\n\n{ARABIC}", kind="text")
    assert page.byline is not None
    assert page.byline.authors == authors


@pytest.mark.parametrize(("start", "agency"), [("(CNN)", "CNN"), ("(Belga) ", "Belga")])
def test_an_agency_without_a_place(start: str, agency: str) -> None:
    line = document(start).dateline
    assert line is not None
    assert (line.place, line.agency) == (None, agency)


def test_agencies_again_and_again_take_no_depth() -> None:
    assert document("(AP) - " * 5000).dateline is not None
