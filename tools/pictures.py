"""Makes the pictures of the report in docs/img/ from the project's own fixtures, in both themes.

    python tools/pictures.py [--chromium PATH]

It wants Playwright and a Chromium, as `.ci/browser` does, and looks best with the fonts Inter and JetBrains Mono installed.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
from pathlib import Path
from typing import Literal

from cleaner.corpus.job import Job, start
from cleaner.report.page import Report, rendered

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "img"
WIDTH, HEIGHT = 1280, 860
LARGEST = 200_000  # bytes of a picture
SHOWN = "en-agency"  # the document of the second picture


def report(folder: Path) -> Path:
    """The report of a run over all pages of the fixtures."""
    with (folder / "dumps.jsonl").open("w", encoding="utf-8") as file:
        for source in sorted((ROOT / "fixtures" / "pages").glob("*/source.txt")):
            language, _, place = source.parent.name.partition("-")
            record = {"id": source.parent.name, "url": f"https://{place}.example/", "language": language}
            file.write(json.dumps(record | {"text": source.read_text(encoding="utf-8")}) + "\n")
    done = start(Job((str(folder / "dumps.jsonl"),), folder / "out", workers=1, survey=True), lambda progress, whole: None)
    if done.survey is None:
        raise SystemExit("the run kept nothing for a report")
    page = folder / "report.html"
    page.write_text(rendered(Report("What a run removed", "dumps.jsonl, cleaned at level full.", done.survey)), encoding="utf-8")
    return page


def main() -> None:
    """Take the pictures."""
    from playwright.sync_api import sync_playwright

    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--chromium", default=shutil.which("chromium"))
    chromium = arguments.parse_args().chromium
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        address = report(Path(folder)).as_uri()
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        themes: tuple[Literal["light", "dark"], ...] = ("light", "dark")
        for theme in themes:
            window = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme=theme, reduced_motion="reduce")
            page = window.new_page()
            page.goto(address)
            if theme == "dark":
                page.get_by_role("button", name=SHOWN).click()
                page.locator("#documents").evaluate("one => one.scrollIntoView()")
                page.locator("#rows .gone .chip").nth(8).focus()
                page.mouse.move(WIDTH / 2, 5)
            target = PICTURES / f"report-{theme}.png"
            page.screenshot(path=target)
            if target.stat().st_size > LARGEST:
                raise SystemExit(f"{target}: {target.stat().st_size} bytes, more than {LARGEST}")
        browser.close()


if __name__ == "__main__":
    main()
