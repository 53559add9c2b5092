"""The command that measures titles: what is right, and what is counted."""

from __future__ import annotations

import gzip
import json
import sys
from pathlib import Path

import pytest

from .conftest import ROOT

sys.path.insert(0, str(ROOT / "benchmarks"))

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
