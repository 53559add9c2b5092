"""Bounded time and memory: caps are told, and eight times the input costs about eight times as much, in every direction.

Costs are processor time, the least of some runs, and only their ratio counts: linear work gives 8, quadratic 64, the limit lies between.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import cleaner
from cleaner import Cleaner, CleanerError, Options
from cleaner.sites import Site, SiteRule, Sites

TIMES = 8
LIMIT = 22.0  # the largest ratio seen is 12, on a busy machine
TRIES = 4

LINES = {
    "prose": "The council of the town {n} met on Monday to talk about the old ferry and its landing at the upper lake.",
    "short": "Menu {n}",
    "furniture": "Read more",
    "blank": "",
    "spaces": "   \t ",
    "bylines": "By Jo March{n} and Amy Lawrence",
    "dates": "{n} January 2024, 12:30",
    "datelines": "NORTHAVEN (Reuters) - The ferry number {n} came in.",
    "credits": "Reporting by Jo March; editing by Amy {n}",
    "signs": "* {n} | - > <",
    "links": "[Read more about {n}](https://example.org/{n})",
    "quotes": '"We will see," she said of number {n}.',
    "other letters": "Конференция {n} открылась в понедельник; 会议{n}今天开幕。",
    "blocks": "Line {m} of a block that comes again and again",
}
LONG = {
    "letters": "a",
    "words": "ferry ",
    "spaces": " ",
    "links": "[x](",
    "closed links": "[x](y) ",
    "stars": "**",
    "brackets": "(",
    "digits": "12 ",
    "dates": "1 January 2024 ",
    "names": "By Jo March and ",
    "marks": "‘«—",
    "joined": "e\u0301",
    "ligatures": "ﷺ",
    "zeros": "\0",
    "returns": "\r",
}
NESTED = ("div", "span", "blockquote", "ul><li", "table><tr><td", "b", "a href=x", "font", "section", "noscript", "h1", "p")
BESIDE = (
    "<p>A line of text {n}.</p>",
    "<b>x</b>",
    "<li>x {n}",
    "<td>x",
    "<br>",
    "<a href=x{n}>Read more</a>",
    "&amp;",
    "<!-- x -->",
    "<i></i>",
    '<!--$?--><template id="B:{n}"></template><div hidden id="S:{n}">x</div>',
    "</article><article><h1>Harbour {n}</h1><p>A line of text.",
    '<div hidden role="tabpanel" class="author tab-{n}">x</div>',
)


def cost(work: Callable[[], object]) -> float:
    """Processor seconds of some work."""
    start = time.process_time()
    work()
    return time.process_time() - start


def check_linear(work: Callable[[int], Callable[[], object]], size: int) -> None:
    """Work of some size must cost about an eighth of work that is eight times as large."""
    small, large = work(size), work(TIMES * size)
    small()
    least = [float("inf"), float("inf")]
    for _ in range(TRIES):
        least = [min(least[0], cost(small)), min(least[1], cost(large))]
        if least[1] < LIMIT * least[0]:
            return
    raise AssertionError(f"{TIMES} times the size costs {least[1] / least[0]:.1f} times as much ({least[0]:.3f} s, {least[1]:.3f} s)")


def of_text(make: Callable[[int], str], level: str = "full") -> Callable[[int], Callable[[], object]]:
    """Cleaning a text of a size."""
    one = Cleaner(Options.of(level=level, max_html=10**9))

    def work(size: int) -> Callable[[], object]:
        text = make(size)
        return lambda: one.clean(text, kind="text")

    return work


@pytest.mark.parametrize("name", LINES)
def test_lines_cost_what_they_are_many(name: str) -> None:
    check_linear(of_text(lambda size: "\n".join(LINES[name].format(n=n, m=n % 7) for n in range(size))), 400)


@pytest.mark.parametrize("name", LONG)
def test_lines_cost_what_they_are_long(name: str) -> None:
    check_linear(of_text(lambda size: "\n".join([LONG[name] * size, "A line of text."] * 4)), 2_000)


@pytest.mark.parametrize("name", NESTED)
def test_nesting_costs_what_it_is_deep(name: str) -> None:
    one = Cleaner()

    def work(size: int) -> Callable[[], object]:
        page = f"<html><body><p>A line of text.</p>{f'<{name}>' * size}A line of text.{'x ' * size}"
        return lambda: one.clean(page, kind="html")

    check_linear(work, 1_000)


@pytest.mark.parametrize("name", BESIDE)
def test_elements_cost_what_they_are_many(name: str) -> None:
    one = Cleaner()

    def work(size: int) -> Callable[[], object]:
        page = f"<html><body><article><p>A line of text.</p>{''.join(name.format(n=n) for n in range(size))}"
        return lambda: one.clean(page, kind="html")

    check_linear(work, 400)


def words(seed: int, count: int) -> str:
    """Words drawn at random."""
    draw = random.Random(seed)
    return " ".join(f"{draw.randrange(36**6):x}" for _ in range(count))


RULE = """[[rule]]
code = "NAV{n}"
why = "says {n}"
line = ["{a}"]
has = ["{b}"]
regex = ["{c} [a-z]{{1,20}} {d}"]
removes = ["{a}"]
keeps = ["A line."]
"""


def test_rules_cost_what_they_are_many(tmp_path: Path) -> None:
    text = "\n".join(words(n, 8) for n in range(300))

    def work(size: int) -> Callable[[], object]:
        path = tmp_path / f"{size}.toml"
        rules = (
            RULE.format(n=n % 900 + 100, a=words(4 * n, 3), b=words(4 * n + 1, 2), c=words(4 * n + 2, 1), d=words(n, 1))
            for n in range(size)
        )
        path.write_text("".join(rules), encoding="utf-8")
        return lambda: Cleaner(Options(level="safe", rules=(str(path),))).clean(text, kind="text")

    check_linear(work, 50)


def test_rules_of_a_site_cost_what_they_are_many() -> None:
    text = "\n".join(words(n, 8) for n in range(300))
    one = Cleaner(Options(level="safe"))

    def work(size: int) -> Callable[[], object]:
        def clean() -> object:
            rules = tuple(
                SiteRule("SITE01", "says it", line=(words(n, 8),), slot=(words(-n - 1, 3) + " {n}",), pages=9, of=9) for n in range(size)
            )
            return one.clean(text, kind="text", site="paper.example", sites=Sites({"paper.example": Site("paper.example", 9, rules=rules)}))

        return clean

    check_linear(work, 200)


def test_learning_costs_what_pages_are_many() -> None:
    def work(size: int) -> Callable[[], object]:
        furniture = [words(-n, 4) for n in range(9)]
        pages = [("paper.example", "\n".join([*furniture, *(words(40 * n + k, 20) for k in range(8)), *furniture])) for n in range(size)]
        return lambda: cleaner.learn(pages)

    check_linear(work, 20)


CAPS = {
    "max_lines": ("Advertisement\nA line.\nAdvertisement", "text", 2, "A line.\nAdvertisement"),
    "max_chars": ("Advertisement\nA line.\nAdvertisement", "text", 25, "A line.\nAdvertisement"),
    "max_html": ("<p>A line.</p><p>A line of it.</p>", "html", 16, "A line."),
    "max_nodes": ("<p>A line.</p><p>A line of it.</p>", "html", 2, "A line."),
}


@pytest.mark.parametrize("name", CAPS)
def test_caps_are_told(name: str) -> None:
    source, kind, most, text = CAPS[name]
    document = Cleaner(Options.of(level="safe", max_removed=1.0, **{name: most})).clean(source, kind=kind)
    assert (document.status, document.text) == ("truncated", text)
    assert f"({name})" in document.detail
    whole = cleaner.clean(source, kind=kind, level="safe", max_removed=1.0)
    assert whole.status == "ok"


@pytest.mark.parametrize("name", CAPS)
def test_a_cap_of_nothing_is_an_error(name: str) -> None:
    with pytest.raises(CleanerError, match=f"option {name}: 0 is no number from 1 on"):
        Options.of(**{name: 0})


def test_a_first_line_over_the_cap_is_kept() -> None:
    text = "A line that is longer than that.\nAdvertisement"
    document = cleaner.clean(text, kind="text", level="safe", max_chars=5)
    assert (document.status, document.text) == ("truncated", text)
