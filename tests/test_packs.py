"""Packs prove themselves: every example of every rule is a test; packs are found by globbing."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import cleaner
from cleaner import html
from cleaner.fold import fold
from cleaner.html.containers import Containers
from cleaner.matcher import Matcher
from cleaner.meta.byline import begins_with
from cleaner.meta.cues import builtin_cues
from cleaner.model import ANYWHERE, CleanerError, Page, Rule
from cleaner.passes import CLOCKS, COMPANY, NAMED, PLACED, propose
from cleaner.read import text_page
from cleaner.rules import Pack, RetiredCode, builtin_codes, builtin_packs, checked, choose, codes_file, load_pack, parse_pack
from cleaner.stored import PACKS
from cleaner.view import View, kept

from .conftest import FIXTURES

PROSE = (
    "One two three four five six seven eight nine ten, eleven twelve thirteen fourteen, fifteen sixteen seventeen, eighteen nineteen twenty"
)
PROSE += " and five words more there."
SHORT = "A line of a few words"
LANGUAGES = sorted(path.stem for path in PACKS.glob("*.toml") if path.stem != "codes")
RULES = [pytest.param(rule, id=f"{rule.at} {rule.code}") for pack in builtin_packs() for rule in pack.rules]
WHOLE = Matcher([rule for pack in builtin_packs() for rule in pack.rules], builtin_packs())


def announces(form: str) -> bool:
    """Does a folded line begin as a byline does?"""
    return begins_with(form, builtin_cues())


def proposed(text: str, matcher: Matcher) -> dict[int, Rule]:
    """What the passes of named rules propose for a text."""
    page = text_page(text, matcher, 1000)
    view = View.of(page, [index for index, line in enumerate(page.lines) if line.strip()], kept(page), True, announces)
    return propose((*PLACED, *CLOCKS), view) | propose(NAMED, view)


def placed(rule: Rule, example: str) -> tuple[str, range]:
    """An example where the rule looks for it, and the lines it stands on; two paragraphs make a body. Menus and archives come in rows."""
    if rule.family in ("NAV", "ARCH") and rule.where not in ANYWHERE and not (rule.into or rule.until):
        example = "\n".join([example] * (1 + COMPANY))
    size = example.count("\n") + 1
    if rule.where in ("head", "edge", "ends"):
        return f"{example}\n\nFerries\n\n{PROSE}\n\n{PROSE}", range(size)  # right above a paragraph it may be its headline
    if rule.where == "tail":
        return f"{PROSE}\n\n{PROSE}\n\n{example}", range(4, 4 + size)
    beside = SHORT if rule.where == "apart" else PROSE
    return f"{beside}\n\n{example}\n\n{beside}", range(2, 2 + size)


def in_elements(example: str, *rules: Rule) -> bool:
    """Do rules of elements take all lines of an example of HTML out of a page?"""
    found = html.read(f"<p>{PROSE}</p>{example}<p>{PROSE}</p>")
    lines = found.markup.page.lines
    page = Page(lines, lines, {}, inside=Containers(Matcher(rules).inside).lines(found.markup.page, lines))
    gone = propose(CLOCKS, View.of(page, range(len(lines)), frozenset(), True, announces))
    assert not {0, len(lines) - 1} & gone.keys()
    return len(gone) == len(lines) - 2


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_removes_its_examples(rule: Rule) -> None:
    if rule.keep:
        return
    assert rule.removes, "give `removes`: a line as a site prints it"
    if rule.inside:
        assert all(in_elements(example, rule) for example in rule.removes)
        return
    own = Matcher([rule], builtin_packs())
    for example in rule.removes:
        text, lines = placed(rule, example)
        wanted = {line for line in lines if text.split("\n")[line].strip()}
        assert wanted <= proposed(text, own).keys(), f"{rule.code} does not remove {example!r}"


@pytest.mark.parametrize("rule", RULES)
def test_a_rule_keeps_its_near_misses(rule: Rule) -> None:
    assert rule.keeps, "give `keeps`: prose that comes near and stays"
    if rule.inside:
        every = [other for pack in builtin_packs() for other in pack.rules if other.inside]
        assert not any(in_elements(example, *every) for example in rule.keeps)
        return
    for example in rule.keeps:
        text, lines = placed(rule, example)
        marks = propose_named(text)
        bad = {line: marks[line].at for line in lines if line in marks and marks[line].where in ANYWHERE}
        assert not bad, f"{example!r} is removed by {bad}"
        at_its_place = proposed(text, Matcher([rule], builtin_packs())).keys() & set(lines)
        assert not at_its_place, f"{example!r} is removed where the rule looks for it"


def propose_named(text: str) -> dict[int, Rule]:
    """What all packs together propose wherever it stands."""
    page = text_page(text, WHOLE, 1000)
    view = View.of(page, [index for index, line in enumerate(page.lines) if line.strip()], kept(page), True, announces)
    return propose(NAMED, view)


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "any"])
def test_a_language_has_what_a_pack_needs(language: str) -> None:
    pack = load_pack(PACKS / f"{language}.toml")
    words = pack.tables["language"]
    assert words["code"] == language
    assert (len(words["months"]), len(words["weekdays"])) == (12, 7)
    forms = {fold(form) for rule in pack.rules for form in rule.line}
    assert len(forms) >= 60
    assert len(words["stop_words"]) >= 10
    assert (FIXTURES / "plain" / f"{language}.txt").is_file()
    assert list((FIXTURES / "pages").glob(f"{language}-*"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_rule_is_shadowed(language: str) -> None:
    """A form listed twice in one place would hide one of its rules."""
    pack = load_pack(PACKS / f"{language}.toml")
    forms = Counter((fold(form), rule.where) for rule in pack.rules for form in rule.line if not (rule.into or rule.until))
    assert not [form for form, count in forms.items() if count > 1]


@pytest.mark.parametrize("path", sorted((FIXTURES / "plain").glob("*.txt")), ids=lambda path: path.stem)
@pytest.mark.parametrize("level", ["safe", "full"])
def test_honest_prose_comes_out_unchanged(path: Path, level: str) -> None:
    text = path.read_text(encoding="utf-8")
    lines = [line for line in text.split("\n") if line.strip()]
    assert len(lines) >= 40
    document = cleaner.clean(text, kind="text", level=level)
    assert [(item.line, item.code, item.text) for item in document.removed] == []
    assert document.text == text.strip("\n")


def test_codes_have_a_reason_and_a_known_family() -> None:
    from cleaner.model import FAMILIES

    for code, why in builtin_codes().items():
        assert code.rstrip("0123456789") in FAMILIES, code
        assert why
    retired = codes_file()["retired"]
    assert not retired.keys() & builtin_codes().keys()
    assert set(retired.values()) <= builtin_codes().keys()


GOOD = '[[rule]]\ncode = "AD01"\nline = ["Ad label"]\nremoves = ["Ad label"]\nkeeps = ["An ad."]\n'


@pytest.mark.parametrize(
    ("source", "message"),
    [
        (GOOD.replace("line =", "lines ="), "own.toml:3: no field 'lines', did you mean 'line'?"),
        (GOOD.replace('"AD01"', '"ad1"'), "own.toml:2: code 'ad1' is not a family and a number"),
        (GOOD.replace('["Ad label"]\nremoves', '"Ad label"\nremoves'), "own.toml:3: line must be a list of strings"),
        (GOOD + 'where = "heat"\n', "own.toml:6: no place 'heat', did you mean 'head'?"),
        (GOOD + 'regex = ["^read “more”$"]\n', "own.toml:6: '^read “more”$': '“' stands in no folded line; write '\"'"),
        (GOOD + 'regex = ["^Read more$"]\n', "own.toml:6: '^Read more$': 'R' stands in no folded line; write 'r'"),
        (GOOD + "regex = ['прочитај\\b']\n", "own.toml:6: 'прочитај\\\\b': \\b of RE2 knows ASCII letters only"),
        (GOOD + "max = 0\n", "own.toml:6: max must be 1 to 100 words"),
        (GOOD.replace('line = ["Ad label"]\n', ""), "own.toml:2: AD01 matches nothing"),
        (GOOD.replace('"AD01"', '"OWN01"'), "own.toml:2: OWN01 has no why"),
        (GOOD + 'in = ["ad-box"]\n', "own.toml:6: in stands alone"),
        (GOOD.replace('line = ["Ad label"]', 'in = ["adBox"]'), "own.toml:3: 'adBox' is no name of an element"),
        ("[langage]\n", "own.toml:1: no table [langage], did you mean 'language'?"),
        ('[byline]\ncue = ["by"]\n', "own.toml:2: no field 'cue' in [byline], did you mean 'cues'?"),
        ("[[rule]\n", "own.toml: "),
    ],
)
def test_a_bad_pack_is_told_where(source: str, message: str) -> None:
    with pytest.raises(CleanerError, match=r".") as error:
        parse_pack(source, "own.toml")
    assert str(error.value).startswith(message)


def test_a_bad_expression_is_told_where() -> None:
    pack = parse_pack(GOOD + 'regex = ["^(?=x)"]\n', "own.toml")
    with pytest.raises(CleanerError, match=r"own.toml:1: AD01: RE2 refuses"):
        Matcher(pack.rules, [pack])


def names(rules: list[Rule]) -> set[str]:
    return {rule.code for rule in rules}


def test_select_and_ignore_take_prefixes_and_the_longest_decides() -> None:
    rules = [rule for pack in builtin_packs() for rule in pack.rules]
    assert {code[:2] for code in names(choose(rules, ["AD"])) - {"KEEP01"}} == {"AD"}
    assert "AD01" not in names(choose(rules, ignore=["AD"]))
    assert "AD01" in names(choose(rules, select=["AD01"], ignore=["AD"]))
    assert "AD02" not in names(choose(rules, select=["AD01"], ignore=["AD"]))
    with pytest.raises(CleanerError, match="no rule begins with 'ADD'"):
        checked(["ADD"])


def test_a_retired_code_follows_its_successor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaner.rules.successors", lambda: {"AD99": "AD01"})
    with pytest.warns(RetiredCode, match="AD99 is retired; AD01 took its place"):
        assert checked(["AD99"]) == ("AD01",)


def test_own_rules_and_keep_rules(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(GOOD.replace("Ad label", "Zap the gizmo") + '[[keep]]\nline = ["Advertisement"]\nkeeps = ["Advertisement"]\n')
    text = f"{PROSE}\nZap the gizmo\nAdvertisement\n{PROSE}"
    document = cleaner.clean(text, kind="text", level="safe", rules=(str(own),))
    assert [item.text for item in document.removed] == ["Zap the gizmo"]
    assert cleaner.clean(text, kind="text", level="safe", keep=("Advertisement",)).removed == ()


def test_pack_of() -> None:
    pack = parse_pack(GOOD, "folder/own.toml")
    assert isinstance(pack, Pack)
    assert (pack.name, pack.rules[0].at, pack.rules[0].why) == ("own", "folder/own.toml:1", "labels an advertisement")
