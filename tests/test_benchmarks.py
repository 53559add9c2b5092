"""The benchmarks that README names run: what they call is moved now and then, and nobody looks until a figure is wanted."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ROOT

STORY = "The ferry left the pier late this morning, with two hundred guests and a band on board."


def printed(name: str, *arguments: str) -> str:
    """What a benchmark prints."""
    command = [sys.executable, str(ROOT / "benchmarks" / f"{name}.py"), *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("level", ["safe", "full"])
def test_what_a_run_adds_is_counted(level: str, tmp_path: Path) -> None:
    corpus = tmp_path / "in.jsonl"
    corpus.write_text("".join(json.dumps({"text": f"{STORY} It was number {number}."}) + "\n" for number in range(20)), encoding="utf-8")
    told = printed("overhead", str(corpus), "--level", level)
    assert told.startswith("20 documents, 0.0 MB: cleaning 0.")
    assert "of the process that reads" in told


def test_a_run_is_held_against_the_library() -> None:
    told = printed("corpus", "--mb", "0.02", "--rounds", "1")
    assert "overhead over the library: " in told
    assert told.count("two workers are ") == 2


def test_memory_is_watched() -> None:
    told = printed("memory", "--documents", "20", "--pages", "10", "--may-grow", "500")
    assert "documents: +" in told
    assert "pages: +" in told


def test_speed_is_held_against_a_plain_loop(tmp_path: Path) -> None:
    dump = tmp_path / "dump.txt"
    dump.write_text(f"Menu\n{STORY}\n", encoding="utf-8")
    told = printed("speed", str(dump))
    assert told.count("x reference") == 4
    assert told.count("start: ") == 4
