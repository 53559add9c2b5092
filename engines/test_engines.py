"""Spark, Ray and datatrove, for real, on one corpus: row by row what `cleaner run` writes."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from cleaner import Options
from cleaner.corpus.job import Job, start
from cleaner.corpus.rows import FOUND, Fields

ROOT = Path(__file__).parent.parent
DUMPS = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "fixtures" / "pages").glob("*/source.txt"))]
EXAMPLES = ROOT / "examples"
PAGE = "<html><head><title>Ferry {0}</title></head><body><article><p>{1}</p><p>Advertisement</p></article></body></html>"
STORY = "The ferry over the sound went back into service on Monday, the harbour office said, after a week of repairs to its ramp."

Rows = dict[str, dict[str, Any]]


def texts() -> list[str | None]:
    """Dumps that differ, and rows that cannot be cleaned."""
    items: list[str | None] = [f"{dump}\nThe council wrote line {turn} into its minutes." for turn in range(8) for dump in DUMPS]
    return [*items, None, "", "   \n", "A line \ufffd of text.", STORY * 500]


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the corpus as Parquet and as JSON lines, and as HTML."""
    folder = tmp_path_factory.mktemp("corpus")
    items = texts()
    count = len(items)
    table = pa.table(
        {
            "id": [f"d{number}" for number in range(count)],
            "url": [f"https://www.town{number % 3}.example/{number}" for number in range(count)],
            "title": ["as stored"] * count,
            "text": pa.array(items, pa.string()),
        }
    )
    (folder / "parquet").mkdir()
    for part in range(3):
        parquet.write_table(table.slice(part * 100, 100 if part < 2 else None), folder / "parquet" / f"{part}.parquet", row_group_size=40)
    for name, values in (("lines", items), ("pages", [PAGE.format(number, STORY) for number in range(60)])):
        (folder / name).mkdir()
        rows = (
            {"id": f"d{number}", "text": text, "url": f"https://www.town{number % 3}.example/{number}"}
            for number, text in enumerate(values)
        )
        lines = (json.dumps(row, ensure_ascii=False) + "\n" for row in rows if row["text"])
        (folder / name / "in.jsonl").write_text("".join(lines), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def expected(corpus: Path) -> Rows:
    """What `cleaner run` writes for the corpus."""
    return run_rows(corpus / "parquet", corpus / "run")


def run_rows(source: Path, out: Path, **asked: Any) -> Rows:
    """The rows of `cleaner run`, by id."""
    start(Job((str(source),), out, format="parquet", workers=2, part_bytes=100_000, **asked), lambda progress, whole: None)
    return found_rows(out)


def found_rows(folder: Path) -> Rows:
    """The found columns of a folder of Parquet, by id."""
    tables = [parquet.read_table(path) for path in sorted(folder.glob("*.parquet"))]
    return {row["id"]: comparable(row) for table in tables for row in table.to_pylist()}


def comparable(row: dict[str, Any]) -> dict[str, Any]:
    """The found columns of a row."""
    return {name: row[name] if name != "sources" else dict(row[name]) for name in FOUND}


def job(script: str, *arguments: str) -> None:
    """Run an example as a user does."""
    done = subprocess.run([sys.executable, str(EXAMPLES / script), *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-4000:]


@pytest.mark.parametrize("engine", ["spark", "ray"])
def test_an_engine_gives_the_rows_of_cleaner_run(engine: str, corpus: Path, expected: Rows, tmp_path: Path) -> None:
    job(f"{engine}_job.py", str(corpus / "parquet"), str(tmp_path / "out"))
    rows = found_rows(tmp_path / "out")
    assert len(expected) == len(texts())
    assert rows.keys() == expected.keys()
    differing = [name for name, row in rows.items() if row != expected[name]]
    assert not differing, (rows[differing[0]], expected[differing[0]])
    (stored,) = {row["input_title"] for path in (tmp_path / "out").glob("*.parquet") for row in parquet.read_table(path).to_pylist()}
    assert stored == "as stored"


@pytest.mark.parametrize("name", ["lines", "pages"])
def test_datatrove_gives_the_rows_of_cleaner_run(name: str, corpus: Path, tmp_path: Path) -> None:
    html = name == "pages"
    expected = run_rows(corpus / name, tmp_path / "run", kind="jsonl", fields=Fields(), options=Options())
    job("datatrove_job.py", str(corpus / name), str(tmp_path / "out"), *(["--html"] if html else []))
    seen = {}
    for path in (tmp_path / "out" / "documents").glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            document = json.loads(line)
            seen[document["id"]] = {"text": document.get("text", "")} | document["metadata"]["cleaner"]
    assert seen == {key: json.loads(json.dumps(row, default=str)) for key, row in expected.items()}
