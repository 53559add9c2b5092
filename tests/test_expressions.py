"""Regular expressions: those of packs are RE2's and so linear, our own stay bounded, and a stranger's cannot hang anything."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import re2

import cleaner
from cleaner import Cleaner, CleanerError, Options
from cleaner.book import builtin_book
from cleaner.matcher import LONGEST
from cleaner.rules import builtin_packs
from cleaner.scanner import re2_options

from .conftest import ROOT

CLASSIC = ("a", " ", "1", "-", ".", "(", "[", "<", "'", '"', "=", "&", "木", "a ", "1 ", "a, ", "<a ", "](")
ENDS = ("", "!")
SMALL = (12, 16, 20, 24)  # signs: what is exponential takes 16 times as long at each step
LARGE = (175, 700)  # a line that is looked at has 700 at most
NOTICED = 0.02  # seconds below which nothing is compared
MOST = 40.0  # four times the size: linear costs 4 times as much, quadratic 16, cubic 64


def pack_patterns() -> list[str]:
    """The expressions of all packs, with the names of months and weekdays put in."""
    return sorted({phrase for how, _, phrase in builtin_book().checks if how == "regex"})


def test_every_expression_of_a_pack_is_linear() -> None:
    patterns = pack_patterns()
    assert len(patterns) >= len({pattern for pack in builtin_packs() for rule in pack.rules for pattern in rule.regex}) > 100
    for pattern in patterns:
        made = re2.compile(pattern, re2_options())  # an automaton, or an error: RE2 has nothing that backtracks
        assert not made.search("")  # it would ask for nothing


def test_nothing_else_searches_with_the_expressions_of_packs() -> None:
    """Only the scanner has RE2, and what it gives to Python's `re` are expressions of its own."""
    tree = ast.parse((ROOT / "cleaner" / "scanner.py").read_text(encoding="utf-8"))
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)]
    compiled = [node for node in calls if isinstance(node.func.value, ast.Name) and node.func.value.id == "re"]  # type: ignore[attr-defined]
    assert compiled
    assert all(isinstance(node.args[0], ast.Constant) for node in compiled)


EVIL = (
    r"(a+)+$",
    r"x(a|a)*$",
    r"(a|aa)+$",
    r"(.*a){20}",
    r"(x+x+)+y",
    r"^(([a-z])+.)+[0-9]([a-z])+$",
    r"x(\w*\s*)*$",
    r"a{0,200}a{200}",
    r"(.?){50}a{50}",
)


@pytest.mark.parametrize("pattern", EVIL)
def test_a_strangers_expression_cannot_hang(pattern: str, tmp_path: Path) -> None:
    pack = tmp_path / "own.toml"
    pack.write_text(f"[[rule]]\ncode = 'AD01'\nwhy = 'x'\nregex = ['{pattern}']\nmax = 100\n", encoding="utf-8")
    one = Cleaner(Options(level="safe", rules=(str(pack),)))
    lines = [sign * (LONGEST // len(sign)) + end for sign in ("a", "aa!", "x", "a b ") for end in ENDS]
    spent = time.process_time()
    document = one.clean("\n".join(lines * 20), kind="text")
    spent = time.process_time() - spent
    plain = time.process_time()
    Cleaner(Options(level="safe")).clean("\n".join(lines * 20), kind="text")
    plain = time.process_time() - plain
    assert document.status in ("ok", "over-budget", "all-furniture")
    assert spent < 100 * plain + 1  # backtracking takes longer than there are years


REFUSED = {
    "look-ahead": r"(?=a)b",
    "look-behind": r"(?<=a)b",
    "back reference": r"(a)\1",
    "too large": r"((a{1,100}){1,100}){1,100}",
    "possessive": r"a++b",
    "no end": r"(a",
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_linear_is_refused_with_its_place(name: str, tmp_path: Path) -> None:
    pack = tmp_path / "own.toml"
    pack.write_text(f"[[rule]]\ncode = 'AD01'\nwhy = 'x'\nregex = [\n  'fine words',\n  '{REFUSED[name]}',\n]\n", encoding="utf-8")
    with pytest.raises(CleanerError, match=r"own\.toml:6: RE2 refuses .*: (?!failed to add)"):
        Cleaner(Options(rules=(str(pack),)))
    with pytest.raises(CleanerError, match="RE2 refuses"):
        Cleaner(Options(keep=(f"/{REFUSED[name]}/",)))


@pytest.mark.parametrize("pattern", [".*", "x*", "^$", "[0-9]*$", "(?:menu|)", "{month}?"])
def test_an_expression_that_asks_for_nothing_is_refused(pattern: str, tmp_path: Path) -> None:
    pack = tmp_path / "own.toml"
    pack.write_text(f"[[rule]]\ncode = 'AD01'\nwhy = 'x'\nregex = ['{pattern}']\n", encoding="utf-8")
    with pytest.raises(CleanerError, match=r"own\.toml:4: .* fits an empty line"):
        Cleaner(Options(rules=(str(pack),)))
    with pytest.raises(CleanerError, match=r"option keep: .* fits an empty line"):
        Cleaner(Options(keep=(f"/{pattern}/",)))


def own_patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled expression that stands in a module of the package, with its name."""
    for found in pkgutil.walk_packages(cleaner.__path__, "cleaner."):
        if found.name in ("cleaner.__main__", "cleaner.scrapy", "cleaner.corpus.datatrove"):
            continue
        for name, value in vars(importlib.import_module(found.name)).items():
            values = value.values() if isinstance(value, dict) else value if isinstance(value, (tuple, list)) else [value]
            for number, item in enumerate(values):
                if isinstance(item, re.Pattern) and isinstance(item.pattern, str):
                    yield f"{found.name}.{name}.{number}", item


OWN = {pattern.pattern: (name, pattern) for name, pattern in own_patterns()}


def literals(pattern: str) -> list[str]:
    """Words and signs that an expression names: what it can be led on with."""
    return sorted({*re.findall(r"[a-z]{3,}", pattern)[:6], *re.findall(r"[^\w\s\\]", pattern)[:6]})


def cost(pattern: re.Pattern[str], text: str) -> float:
    """Seconds of a search, the least of two."""
    least = float("inf")
    for _ in range(2):
        start = time.process_time()
        pattern.search(text)
        least = min(least, time.process_time() - start)
    return least


@pytest.mark.parametrize("source", OWN, ids=lambda source: OWN[source][0])
def test_our_own_expressions_are_quadratic_at_worst(source: str) -> None:
    pattern = OWN[source][1]
    signs = [*CLASSIC, *literals(source), *(word + " " for word in literals(source))]
    for sign in signs:
        for end in ENDS:
            for sizes in (SMALL, LARGE):
                before = None
                for size in sizes:
                    spent = cost(pattern, sign * size + end)
                    assert before is None or spent < max(NOTICED, MOST * before), (sign, end, size, spent, before)
                    before = spent
