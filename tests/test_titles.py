"""The commands that measure and fit titles: what is right, what is counted, what points come out."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import pytest

from cleaner.meta import headline

from .conftest import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))
sys.path.insert(0, str(ROOT / "tools"))

import fit_titles
import quality
import titles

TITLE = "Harbour council votes on the new ferry line"
BODY = "\n".join(
    f"The council voted on the ferry line of pier {number}, after four hours of talk, and agreed to pay." for number in range(5)
)


@pytest.mark.parametrize(
    ("told", "gold", "verdict"),
    [
        ("Ferry: back!", "“Ferry back”", "right"),
        (TITLE, f"{TITLE} | The Harbour Paper", "part"),
        (f"{TITLE} this week", TITLE, "part"),
        ("Ferry", "Ferry is back", "wrong"),  # too short to be a part
        (None, TITLE, "none"),
        ("***", TITLE, "none"),
    ],
)
def test_verdicts(told: str | None, gold: str, verdict: str) -> None:
    assert titles.verdict(told, gold) == verdict


def test_titles_are_counted_by_page_type(tmp_path: Path) -> None:
    for name, kind, title in (("1", "article", TITLE), ("2", "forum", "Who has seen my oars?")):
        (tmp_path / "html").mkdir(exist_ok=True)
        (tmp_path / "ground-truth").mkdir(exist_ok=True)
        (tmp_path / "html" / f"{name}.html.gz").write_bytes(gzip.compress(b"<p>page</p>"))
        truth = {"ground_truth": {"title": title, "main_content": BODY}, "_internal": {"page_type": {"primary": kind}}}
        (tmp_path / "ground-truth" / f"{name}.json").write_text(json.dumps(truth), encoding="utf-8")
    pages = list(quality.pages(tmp_path))
    counts = titles.counted((page.kind, f"{TITLE}\nBy Jo March\n{BODY}", page.title) for page in pages)
    assert titles.table(counts).split("\n")[2:] == [
        "| article | 1 | 1 | 1 | 0 | 0 | 0 |",
        "| forum | 1 | 0 | 0 | 0 | 1 | 0 |",
        "| all | 2 | 1 | 1 | 0 | 1 | 0 |",
    ]


def test_the_lines_that_may_be_titles_have_signs() -> None:
    text = f"Home\nOur paper of the harbour town\n{TITLE}\nBy Jo March\n{BODY}"
    found = {said: signs for signs, said in fit_titles.candidates(fit_titles.cleaner_of_titles(), text)}
    assert found.keys() == {"Our paper of the harbour town", TITLE}
    assert found[TITLE] >= {"1 over the byline", "first, near the body", "long"}


def test_points_are_fitted_on_the_lines_that_may_be_titles() -> None:
    pytest.importorskip("sklearn")  # of the extra `fit`
    text = f"Home\nOur paper of the harbour town\n{TITLE}\nBy Jo March\n{BODY}"
    lines = [(signs, said == TITLE) for signs, said in fit_titles.candidates(fit_titles.cleaner_of_titles(), text)]
    points = fit_titles.fitted([fit_titles.Sheet(text, TITLE, "fit", "articles", 0, lines)] * 50)
    assert points["1 over the byline"] > 0 > points["3 over the byline"]
    assert points.keys() - {fit_titles.EVEN} == headline.POINTS.keys()


def test_titles_are_told_by_the_points_given() -> None:
    sheet = fit_titles.Sheet(f"Home\n{TITLE}\nBy Jo March\n{BODY}", TITLE, "check", "articles", 0, [])
    before = headline.POINTS
    assert fit_titles.counted([sheet]) == {("check", "articles", "right"): 1}
    with fit_titles.using(dict.fromkeys(before, 0)):
        assert fit_titles.counted([sheet]) == {("check", "articles", "none"): 1}
    assert headline.POINTS is before
