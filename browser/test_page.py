"""The report in a browser: filters, keyboard, themes, narrow and wide, 5,000 documents, and a dump that would like to be a program."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from cleaner.clean import Cleaner
from cleaner.model import Options
from cleaner.report.page import Proposal, Report, rendered
from cleaner.report.sheet import Row, Sheet, sheet_of
from cleaner.report.survey import Counted, Survey, key_of

ROOT = Path(__file__).parent.parent
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking")
QUIET = ("--disable-component-update", "--disable-sync")
HOSTILE = (
    "</script><script>window.owned = 1</script><img src=http://127.0.0.1:9/x onerror='window.owned = 2'>\u2028</title> \u202e {{ 7 * 7 }}"
)
SIZES = ((1400, 900), (400, 800))
Told = dict[str, list[str]]


expect.set_options(timeout=30_000)  # milliseconds: a busy machine is no fault of the page


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as started:
        yield started


@pytest.fixture(scope="session")
def browser(playwright: Playwright) -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    started = playwright.chromium.launch(executable_path=path, args=[*FLAGS, *QUIET])
    yield started
    started.close()


def opened(browser: Browser, path: Path, size: tuple[int, int] = SIZES[0], **context: Any) -> tuple[Page, Told]:
    """A report in a new window, and what it told: console messages, errors, requests other than for itself."""
    page = browser.new_context(viewport={"width": size[0], "height": size[1]}, **context).new_page()
    told: Told = {"console": [], "errors": [], "requests": []}
    page.on("console", lambda message: told["console"].append(message.text))
    page.on("pageerror", lambda error: told["errors"].append(str(error)))
    page.on("request", lambda request: told["requests"].append(request.url))
    page.goto(path.as_uri())
    return page, told


def quiet(told: Told, path: Path) -> bool:
    return told == {"console": [], "errors": [], "requests": [path.as_uri()]}


def overflow(page: Page) -> list[str]:
    """Elements that stick out of the window sideways; what is there for screen readers alone, or cut off, does not."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter((one) => {
            const box = one.getBoundingClientRect();
            const clipped = one.closest(".sr, .skip, .why, .bars th *, .about span:first-child");
            return box.width && !clipped && (box.right > innerWidth + 0.5 || box.left < -0.5);
        }).map((one) => `${one.tagName}.${one.getAttribute("class")} ${one.textContent.slice(0, 40)}`)"""
    )
    width: int = page.evaluate("document.documentElement.scrollWidth")
    return found + ([f"the page is {width} wide"] if width > page.evaluate("innerWidth") else [])


def add(survey: Survey, sheet: Sheet) -> None:
    codes = tuple(row.code for row in sheet.rows if row.code)
    gone = sum(len(row.text) for row in sheet.rows if row.code and not row.code.startswith("META"))
    counted = Counted(sheet.name, codes, gone, sum(len(row.text) for row in sheet.rows), sheet.status, sheet.site)
    survey.add(counted, key_of(sheet.name), partial(Sheet._replace, sheet))


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own pages, cleaned at both levels."""
    survey = Survey()
    for level in ("full", "safe"):
        cleaner = Cleaner(Options(level=level))
        for source in sorted((ROOT / "fixtures" / "pages").glob("*/source.txt"))[level == "safe" :: 3]:
            language, _, place = source.parent.name.partition("-")
            text = source.read_text(encoding="utf-8")
            document = cleaner.clean(text, kind="text", language=language, site=f"{place}.example")
            add(survey, sheet_of(document, f"dumps/{source.parent.name}/{level}.txt", level))
    path = tmp_path_factory.mktemp("report") / "report.html"
    path.write_text(rendered(Report("What a run removed", "dumps, cleaned", survey)), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A report whose every field would like to be markup or script."""
    long = "w" * 3000
    rows = (Row(1, HOSTILE), Row(2, HOSTILE, "AD01", HOSTILE), Row(3, HOSTILE, "META02", HOSTILE), Row(4, long, "NAV01", long), Row(0, "7"))
    survey = Survey()
    add(survey, Sheet(HOSTILE, rows, HOSTILE, HOSTILE, HOSTILE, "failed", HOSTILE, 0.5, ((HOSTILE, HOSTILE), ("title", long))))
    add(survey, Sheet(long, rows, long, long, long, "failed", long, 0.5))
    rules = [Proposal(one, one, "SITE01", one, 5, 6, (one,) * 9, (one,), one, one) for one in (HOSTILE, long)]
    path = tmp_path_factory.mktemp("hostile") / "report.html"
    path.write_text(rendered(Report(HOSTILE, HOSTILE + long, survey, rules=rules)), encoding="utf-8")
    return path


def listed(page: Page) -> list[str]:
    return list(page.locator("#list .title").all_inner_texts())


def test_a_script_in_a_dump_does_not_run(browser: Browser, hostile: Path) -> None:
    page, told = opened(browser, hostile)
    for view in ("gone", "left", "all"):
        page.locator(f"input[value={view}]").check()
    page.locator("#search").fill("onerror='")
    page.locator("#list button").first.click()
    assert page.locator("#rows .text").first.inner_text().startswith("</script><script>window.owned = 1")
    expect(page.locator("#rows mark")).to_have_count(3)
    assert page.evaluate("typeof window.owned") == "undefined"
    assert page.locator("img").count() == 0
    assert page.title().startswith("</script><script>")
    assert quiet(told, hostile)


def test_the_policy_stops_a_script_that_got_in(browser: Browser, report: Path) -> None:
    page, _ = opened(browser, report)
    page.evaluate(
        """() => {
            const script = document.createElement("div");
            try { script.innerHTML = "<img src=x onerror='window.owned = 1'>"; } catch (error) { window.refused = error.name; }
        }"""
    )
    assert page.evaluate("window.refused") == "TypeError"
    assert page.evaluate("fetch('http://127.0.0.1:9/').then(() => 'sent', () => 'stopped')") == "stopped"
    assert page.evaluate("typeof window.owned") == "undefined"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: str(size[0]))
@pytest.mark.parametrize("name", ["report", "hostile"])
def test_nothing_overflows(browser: Browser, name: str, size: tuple[int, int], request: pytest.FixtureRequest) -> None:
    path: Path = request.getfixturevalue(name)
    page, told = opened(browser, path, size)
    assert overflow(page) == []
    for summary in page.locator("summary").all():
        summary.click()
    if page.locator("#more").is_visible():
        page.locator("#more").click()
    assert overflow(page) == []
    for chip in page.locator("#rows .chip").all()[:40:8]:
        chip.focus()
        box = page.locator("#rows .line:focus-within .why").bounding_box()
        assert box
        assert 0 <= box["x"] <= box["x"] + box["width"] <= size[0]
    assert quiet(told, path)


def test_filters_choose_documents_and_lines(browser: Browser, report: Path) -> None:
    page, told = opened(browser, report)
    everything = listed(page)
    assert page.locator("#count").inner_text() == f"{len(everything)} of {len(everything)}"
    data = json.loads(page.locator("#data").inner_text())

    def codes(document: list[Any]) -> set[str]:
        return {data["notes"][row[2]][0] for row in document[8] if len(row) > 2}

    def expected(wanted: Any) -> list[str]:
        return [document[0] for document in data["documents"] if wanted(document)]

    page.locator("#rule").select_option("=NEWS01")
    assert listed(page) == expected(lambda one: "NEWS01" in codes(one)) != everything
    assert page.locator("#rows .gone:not(.other)").count() >= 1
    assert set(page.locator("#rows .gone:not(.other) .chip").all_inner_texts()) == {"NEWS01"}
    page.locator("#reset").click()
    assert listed(page) == everything
    for field, place, value in (("site", 1, "agency.example"), ("language", 2, "de"), ("level", 3, "safe")):
        page.locator(f"#{field}").select_option(f"={value}")
        assert listed(page) == expected(lambda one, place=place, value=value: one[place] == value) != everything
        page.locator("#reset").click()
    page.get_by_label(re.compile("^STRUCT")).check(force=True)
    assert listed(page) == expected(lambda one: any(code.startswith("STRUCT") for code in codes(one))) != everything
    page.locator("#level").select_option("=safe")
    assert page.locator("#list .empty").inner_text() == "No document fits these filters."
    assert page.locator("#sheet").is_hidden()
    page.locator("#reset").click()
    page.locator("#search").fill("LENA hartwick")
    page.locator("#list .title").first.wait_for()
    expect(page.locator("#count")).to_have_text(re.compile("^[12] of"))
    assert all("agency" in name for name in listed(page))
    assert page.locator("#rows mark").first.inner_text() == "Lena Hartwick"
    page.locator("#reset").click()
    page.get_by_role("button", name="Show only AD01").first.click()
    assert listed(page) == expected(lambda one: "AD01" in codes(one))
    assert quiet(told, report)


def test_a_reason_shows_on_hover_and_on_focus(browser: Browser, report: Path) -> None:
    page, told = opened(browser, report)
    line = page.locator("#rows .gone").first
    why = line.locator(".why")
    page.mouse.move(0, 0)
    assert not why.is_visible()
    line.hover()
    assert why.is_visible()
    page.mouse.move(0, 0)
    assert not why.is_visible()
    line.locator(".chip").focus()
    assert why.is_visible()
    assert why.inner_text().lower().startswith("removed: ")
    assert line.locator(".chip").get_attribute("aria-describedby") == why.get_attribute("id")
    page.keyboard.press("Escape")
    assert not why.is_visible()
    page.keyboard.press("Tab")
    assert page.locator("#rows .line:focus-within .why").is_visible()
    moved = page.locator("#rows .moved").first
    assert moved.locator("del").count() == 0
    assert "to the metadata" in (moved.locator(".why").text_content() or "")
    assert line.locator("del").evaluate("one => getComputedStyle(one).textDecorationLine") == "line-through"
    assert quiet(told, report)


def test_the_keyboard_is_enough(browser: Browser, report: Path) -> None:
    page, _ = opened(browser, report)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#list') !== null")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle + getComputedStyle(document.activeElement).outlineWidth")
    assert outline == "solid2px"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    second = listed(page)[1]
    assert page.locator("#sheet-title").inner_text() == second
    assert page.locator("#list [aria-current=true] .title").inner_text() == second
    page.locator("#next").focus()
    page.keyboard.press("Enter")
    assert page.locator("#sheet-title").inner_text() == listed(page)[2]
    page.locator("input[value=all]").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator("#rows .line:not(.gone):not(.moved)").count() == 0


def test_a_screen_reader_finds_its_way(browser: Browser, report: Path) -> None:
    page, _ = opened(browser, report)
    tree = page.locator("body").aria_snapshot()
    for part in (
        "- banner",
        "- main",
        "- contentinfo",
        'navigation "Documents"',
        "search",
        'heading "What a run removed" [level=1]',
        "status",
    ):
        assert part in tree, part
    unnamed = page.evaluate(
        """() => [...document.querySelectorAll("button, input, select, summary")].filter((one) =>
            !(one.textContent.trim() || one.getAttribute("aria-label") || one.labels?.length)).map((one) => one.outerHTML)"""
    )
    assert unnamed == []
    names = page.evaluate("[...document.querySelectorAll('[id]')].map((one) => one.id)")
    assert len(names) == len(set(names))


CONTRAST = """() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
    const rgb = (colour) => {
        canvas.clearRect(0, 0, 1, 1);
        canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data];
    };
    const luminance = ([red, green, blue]) => {
        const [r, g, b] = [red, green, blue].map((one) => ((one /= 255) <= 0.03928 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const behind = (one) => {
        for (let at = one; at; at = at.parentElement) {
            const colour = rgb(getComputedStyle(at).backgroundColor);
            if (colour[3] === 255) return colour;
        }
        return [255, 255, 255];
    };
    const poor = [];
    let seen = 0;
    for (const one of document.querySelectorAll("body *")) {
        const own = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
        if (!own || one.closest(".sr, script, style, noscript, option, :disabled") || !one.getClientRects().length) continue;
        const [light, dark] = [luminance(rgb(getComputedStyle(one).color)), luminance(behind(one))].sort((a, b) => b - a);
        const ratio = (light + 0.05) / (dark + 0.05);
        seen += 1;
        if (ratio < 4.5) poor.push(`${ratio.toFixed(2)} ${one.tagName}.${one.getAttribute("class")} ${one.textContent.slice(0, 30)}`);
    }
    return [seen, poor];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_contrast_is_enough_in_both_themes(browser: Browser, report: Path, scheme: Any) -> None:
    page, _ = opened(browser, report, color_scheme=scheme)
    page.evaluate(  # one line and one filter of every family
        """() => {
            const line = document.querySelector("#rows .gone").cloneNode(true);
            const label = document.querySelector(".family").cloneNode(true);
            label.querySelector("input").checked = true;
            for (const rule of document.styleSheets[0].cssRules) {
                const family = /^\\.f-[A-Z]+$/.test(rule.selectorText) && rule.selectorText.slice(1);
                if (!family) continue;
                const [one, other] = [line.cloneNode(true), label.cloneNode(true)];
                one.className = `line gone ${family}`;
                other.className = `family ${family}`;
                document.getElementById("rows").append(one);
                document.getElementById("families").append(other);
            }
        }"""
    )
    seen, poor = page.evaluate(CONTRAST)
    assert seen > 200
    assert poor == []


def test_the_theme_follows_the_system_and_the_button(browser: Browser, report: Path) -> None:
    page, _ = opened(browser, report, color_scheme="dark")

    def paper() -> str:
        colour: str = page.evaluate("getComputedStyle(document.body).backgroundColor")
        return colour

    dark = paper()
    button = page.get_by_role("button", name="Dark theme")
    assert button.get_attribute("aria-pressed") == "true"
    button.click()
    light = paper()
    assert light != dark
    page.reload()
    assert paper() == light
    page.emulate_media(media="print")
    assert page.locator("#filters").is_hidden()
    assert page.locator("#rows .why").first.is_visible()
    assert len(page.pdf()) > 10_000


def test_five_thousand_documents_are_usable(browser: Browser, tmp_path: Path) -> None:
    document = Cleaner(Options()).clean((ROOT / "fixtures" / "pages" / "en-agency" / "source.txt").read_text(encoding="utf-8"))
    survey = Survey()
    sheet = sheet_of(document, "", "full")
    for number in range(5_200):
        rows = (*sheet.rows, Row(len(sheet.rows) + 1, f"Line {number} of the minutes."))
        add(survey, sheet._replace(name=f"dumps/{number:05}.txt", site=f"s{number % 20}.example", rows=rows))
    path = tmp_path / "report.html"
    path.write_text(rendered(Report("What a run removed", "dumps", survey)), encoding="utf-8")
    shown = len(survey.sheets())
    assert 4_000 < shown <= 5_000
    assert path.stat().st_size < 40_000_000
    page, told = opened(browser, path)
    assert page.locator("#count").inner_text() == f"{shown:,} of {shown:,}"
    assert f"{shown:,} of 5,200 documents are shown" in page.locator(".sampled").inner_text()
    assert page.locator("#list li").count() <= 300, "documents of the list are made as they are needed"
    assert page.evaluate("document.querySelectorAll('*').length") < 8_000
    page.locator("#list").evaluate("list => list.parentElement.scrollTo(0, 1e6)")
    expect(page.locator("#list li").nth(199)).to_be_attached()
    page.locator("#search").fill("line 4321 of the minutes")
    expect(page.locator("#count")).to_have_text(re.compile("^[01] of"))
    page.locator("#reset").click()
    page.locator("#site").select_option("=s7.example")
    expect(page.locator("#count")).to_have_text(re.compile("^2.. of"))
    assert page.locator("#sheet-about").inner_text().startswith("s7.example")
    assert quiet(told, path)


def test_a_review_leads_from_rules_to_pages_and_copies_the_line(browser: Browser, tmp_path: Path) -> None:
    rows = (Row(1, "Home", "SITE01", "many pages of this site have this line", "one.example/0"), Row(2, "A line of text."))
    survey = Survey()
    for name in ("one.example/1.txt", "one.example/2.txt"):
        add(survey, Sheet(name, rows, "one.example"))
    add(survey, Sheet("two.example/1.txt", (Row(1, "A line of text."),), "two.example"))
    rules = [
        Proposal(
            "one.example/0",
            "one.example",
            "SITE01",
            "many pages",
            9,
            10,
            ("Home",),
            ("Home is far.",),
            "line 9 of a.toml",
            "enabled = false",
        ),
        Proposal(
            "two.example/0", "two.example", "SITE02", "many pages", 9, 10, tuple("abcdefghi"), (), "line 9 of b.toml", "enabled = false"
        ),
    ]
    path = tmp_path / "review.html"
    path.write_text(rendered(Report("Rules to review", "two sites", survey, documents_are="Sample pages", rules=rules)), encoding="utf-8")
    page, told = opened(browser, path, permissions=["clipboard-read", "clipboard-write"])
    cards = page.locator("#rule-list > li")
    assert cards.count() == 2
    cards.first.get_by_role("button", name="2.txt").click()
    assert page.locator("#sheet-title").inner_text() == "one.example/2.txt"
    assert page.evaluate("document.activeElement.id") == "sheet-title"
    assert cards.count() == 1
    cards.first.get_by_role("button", name="Copy the line that disables SITE01 of one.example").click()
    page.get_by_text("Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "enabled = false"
    assert quiet(told, path)


def test_without_scripts_the_counts_are_there(browser: Browser, report: Path) -> None:
    page, told = opened(browser, report, java_script_enabled=False)
    text = page.locator("body").inner_text()
    assert "labels an advertisement" in text
    assert "switched off here" in text
    assert page.locator("#filters").is_hidden()
    assert told["requests"] == [report.as_uri()]
