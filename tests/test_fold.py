"""Folding: one form for what a reader would call the same words."""

import pytest
from hypothesis import given, strategies

from cleaner.fold import fold, fold_lines, is_edge, words


@pytest.mark.parametrize(
    ("line", "form"),
    [
        ("* [Home](/)", "home"),
        ("![Logo](x.png)", "logo"),
        ("[![Logo](a.png)](https://example.com/a_(b))", "logo"),
        ('[Read more »](/x "title")', "read more"),
        ("![](x.png)", "image"),
        ("## Newsletter", "newsletter"),
        ("**Advertisement**", "advertisement"),
        ("| Home | About |", "home | about"),
        ("(Advertisement)", "advertisement"),
        ("  Read\u00a0 more\u2009… ", "read more"),
        ("İLGİLİ HABERLER", "ilgili haberler"),
        ("ilgili haberler", "ilgili haberler"),
        ("KAPI / kapı", "kapi / kapi"),
        ("STRASSE Straße", "strasse strasse"),
        ("ΔΙΑΒΑΣΤΕ ΤΟΥΣ ΌΡΟΥΣ", "διαβαστε τουσ ορουσ"),
        ("Διαβάστε τους όρους", "διαβαστε τουσ ορουσ"),
        ("إعلان", "اعلان"),
        ("اعـــلان", "اعلان"),
        ("إِعْلَان", "اعلان"),
        ("۱۴۰۳ ١٢٣ १२३", "1403 123 123"),
        ("کتابخانه", fold("كتابخانه")),
        ("ＡＢＣ　１２３", "abc 123"),
        ("\u200fتسجيل الدخول\u200e", "تسجيل الدخول"),
        ("re\u0301sume\u0301", "résumé"),
        ("sub\u00adscribe", "subscribe"),
        ("«Читать далее»", "читать далее"),
        ("Ещё", "еще"),
        ("“Sign in.”", '"sign in."'),
        ("***", "***"),
        (" | ", "|"),
        ("• |", "• |"),
        ("\u200b", "\u200b"),
        ("  ", ""),
    ],
)
def test_fold(line: str, form: str) -> None:
    assert fold(line) == form


SIGNS = strategies.characters(exclude_characters="\n") | strategies.sampled_from("`*[]() \t…’éİß\u200b")


@given(strategies.lists(strategies.text(SIGNS, max_size=30)))
def test_many_lines_fold_as_each_does(lines: list[str]) -> None:
    assert fold_lines(lines) == list(map(fold, lines))


def test_folding_twice_is_folding_once() -> None:
    for line in ("* [Home](/)", "İLGİLİ", "Straße »", "إعلان", "ｶﾞ", "ǰ"):
        assert fold(fold(line)) == fold(line)


@pytest.mark.parametrize(("folded", "count"), [("", 0), ("one", 1), ("one two", 2), ("日本語の新聞", 4), ("한국어 신문", 4)])
def test_words(folded: str, count: int) -> None:
    assert words(folded) == count


def test_word_edges() -> None:
    assert is_edge("a b", 1)
    assert not is_edge("ab", 1)
    assert is_edge("日本", 1)
    assert is_edge("ab", 0)
