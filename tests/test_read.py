"""Bytes to text: stated encodings, guessed ones, and bytes that are text in none."""

from __future__ import annotations

import datetime
import re

import pytest

import cleaner
from cleaner import read

from .conftest import FIXTURES

ENCODINGS = {
    "ar": "cp1256",
    "cs": "cp1250 iso8859-2",
    "de": "cp1252",
    "el": "cp1253 iso8859-7",
    "es": "cp1252 latin-1",
    "fi": "cp1252",
    "fr": "cp1252",
    "he": "cp1255",
    "hu": "cp1250 iso8859-2",
    "it": "cp1252",
    "ja": "shift_jis euc_jp",
    "ko": "euc_kr",
    "pl": "cp1250 iso8859-2",
    "pt": "cp1252",
    "ru": "cp1251 koi8-r",
    "sv": "cp1252",
    "tr": "cp1254",
    "uk": "cp1251",
    "zh": "gb18030 big5",
}
CASES = [(language, encoding) for language, encodings in ENCODINGS.items() for encoding in encodings.split()]


def passages(language: str, size: int) -> list[str]:
    """A language's plain lines, so many together."""
    lines = [line for line in (FIXTURES / "plain" / f"{language}.txt").read_text(encoding="utf-8").split("\n") if line.strip()]
    return ["\n".join(lines[start : start + size]) for start in range(0, len(lines) - size + 1, size)]


def encoded(texts: list[str], encoding: str) -> dict[bytes, str]:
    """The passages that the encoding has all signs of, and that are not UTF-8 by it."""
    out = {}
    for text in texts:
        try:
            data = text.encode(encoding)
        except UnicodeEncodeError:
            continue
        if read.strictly(data, "utf-8") is None:
            out[data] = text
    return out


@pytest.mark.parametrize(("language", "encoding"), CASES)
def test_a_guess_is_right_or_none(language: str, encoding: str) -> None:
    # Windows' Hebrew and ISO's differ in marks of punctuation: letters are what counts.
    found = {data: read.decode(data).text for data in encoded(passages(language, 3), encoding)}
    right = encoded(passages(language, 3), encoding)
    assert found
    wrong = [text for data, text in found.items() if text is not None and letters(text) != letters(right[data])]
    assert not wrong
    assert sum(text is not None for text in found.values()) >= 0.8 * len(found)


def letters(text: str) -> str:
    """The letters of a text."""
    return "".join(filter(str.isalpha, text))


def test_a_guess_is_told() -> None:
    data = "Mañana el alcalde cerró el café del puerto, según dijo en la reunión.\nNadie preguntó.".encode("cp1252")
    document = cleaner.clean(data)
    assert document.text.startswith("Mañana el alcalde cerró")
    assert document.detail == "read as cp1252, which nothing states: its bytes look so"
    assert cleaner.clean(data, charset="windows-1252").detail == ""


def test_labels_mean_what_they_mean_on_the_web() -> None:
    page = b"<html><head><meta charset='iso-8859-1'></head><body><p>The caf\x92s \x93open\x94 sign</p><p>was lit.</p></body></html>"
    assert "caf’s “open” sign" in cleaner.clean(page).text
    assert read.decode(b"\x93open\x94 caf\xe9", "ISO-8859-1").text == "“open” café"


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_a_mark(encoding: str) -> None:
    text = "The quay is open.\nAdvertisement\nNobody asked for it – not once.\n"
    found = read.decode(text.encode(encoding))
    assert (found.text, found.encoding, found.guessed) == (text, encoding, True)
    stated = read.decode(text.encode(encoding), encoding.upper())
    assert (stated.text, stated.guessed) == (text, False)
    assert read.decode(b"The quay\0 is open.").encoding == "utf-8"
    assert cleaner.clean(text.encode(encoding)).detail == f"read as {encoding}, which nothing states: its bytes look so"


def test_a_page_that_can_be_read_is_not_in_utf16() -> None:
    page = '<?xml version="1.0" encoding="utf-16"?>\n<html><body><p>The quay is open.</p></body></html>\n'
    assert "quay is open" in cleaner.clean(page.encode()).text
    page = '<html><!-- <meta charset="utf-16"> --><head><meta name="description" content="charset = foo"><meta charset="koi8-r"></head>'
    assert read.decode(page.encode() + "<p>Порт закрыт.</p>".encode("koi8-r")).encoding == "koi8-r"


@pytest.mark.parametrize("label", ["x-sjis", "windows-31j", "Shift_JIS"])
def test_labels_that_python_does_not_know(label: str) -> None:
    assert read.decode("港は閉まった。①".encode("cp932"), label).text == "港は閉まった。①"


def test_comments_before_a_page_take_no_time() -> None:
    assert not read.looks_like_html("<!---->" * 200 + "A text.")
    assert read.looks_like_html("<!-- a -->" * 50 + "<html><body><p>A page.")


@pytest.mark.parametrize("label", ["undefined", "latin-9999", "unicode_escape", "rot13", "hex", "idna", "a\0b", ""])
def test_a_label_that_is_none_says_nothing(label: str) -> None:
    data = "Mañana el alcalde cerró el café del puerto, según dijo en la reunión.".encode("cp1252")
    assert read.decode(data, label) == read.decode(data)


def test_a_page_states_its_encoding_only_in_markup() -> None:
    text = 'He wrote <meta charset="koi8-r"> on the board.\n' + "Mañana el alcalde cerró el café del puerto, según dijo.\n" * 3
    assert read.decode(text.encode("cp1252")).text == text


@pytest.mark.parametrize("cut", [-1, None])
def test_damaged_utf8_is_not_taken_for_something_else(cut: int | None) -> None:
    whole = "Publié à Paris, après la séance où les députés ont voté. Décidé".encode()
    data = whole[:cut] if cut else whole[:7] + b"\xe9" + whole[7:]
    document = cleaner.clean(data)
    assert document.status == "undecodable"
    assert f"UTF-8 but for byte {len(data) - 1 if cut else 7}" in document.detail


@pytest.mark.parametrize(
    "data", [b"\x81\x84", bytes(range(256)) * 4, b"\x89PNG\r\n\x1a\n" + bytes(range(200)), b"\x1f\x8b\x08\x00\x00\x01\xff\xfe"]
)
def test_other_files_are_no_text(data: bytes) -> None:
    assert cleaner.clean(data).status == "undecodable"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"select": 5}, "option select: a list of strings is wanted, not 5"),
        ({"keep": [5]}, "option keep: a list of strings is wanted, not [5]"),
        ({"select": [""]}, "option select: an empty string names nothing; take it out"),
        ({"rules": b"x"}, "option rules: a list of strings is wanted"),
        ({"strip_dateline": "no"}, "option strip_dateline: True or False is wanted, not 'no'"),
        ({"today": "2024-01-02"}, "option today: a datetime.date is wanted"),
        ({"today": datetime.datetime(2024, 1, 2)}, "option today: a datetime.date is wanted"),
        ({"level": None}, "option level: no None; there are: safe, full"),
        ({"max_removed": "0.5"}, "option max_removed: '0.5' is not a share"),
        ({"max_lines": "5"}, "option max_lines: '5' is no number"),
        ({"max_lines": True}, "option max_lines: True is no number"),
        ({"language": 5}, "option language: text is wanted, not 5"),
        ({"kind": None}, "option kind: no None"),
        ({"url": 5}, "option url: text is wanted, not 5"),
        ({"charset": b"utf-8"}, "option charset: text is wanted"),
    ],
)
def test_a_value_of_another_type_is_refused_by_name(given: dict[str, object], said: str) -> None:
    with pytest.raises(cleaner.CleanerError, match=re.escape(said)):
        cleaner.clean("A line.\nAnother.", **given)  # type: ignore[arg-type]


def test_options_are_no_dictionary() -> None:
    with pytest.raises(cleaner.CleanerError, match=r"Options are wanted, not \{'level': 'safe'\}"):
        cleaner.Cleaner({"level": "safe"})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("<p>Advertisement</p><p>Councillors voted on Tuesday.</p>\n", True),
        ("<h1>Title</h1>\n<p>One.</p>\n<p>Two.</p>", True),
        ('<p align="center"><img src="logo.png"></p>\n\n# A tool\n\n<b>Fast</b> and small.', False),
        ('<h1 align="center">Tool</h1>\n<p>\n<img src="a.png">\n</p>\n\n- one\n- two\n\nSee <https://example.org>\n', False),
        ("<p>One.</p>\n<p>Two.</p>\n\n```\na < b\n```\n\n<p>Three.</p>\n", False),
        ("<p> marks a paragraph, and </p> ends it, as <br> does a line.", False),
    ],
)
def test_a_part_of_a_page_is_html(text: str, html: bool) -> None:
    assert read.looks_like_html(text) is html
