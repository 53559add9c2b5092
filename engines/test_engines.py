"""Spark, Ray and datatrove, for real, on one corpus: row by row what `cleaner run` writes."""

from __future__ import annotations

import json
import random
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


HEAD = ["Skip to main text", "Local affairs", "Sports hall", "Weather map", "{0} readers online"]
TAIL = ["Further stories", "Imprint of the house", "Write to our office"]
WORDS = ["harbour", "boat", "winter", "letter", "teacher", "garden", "bridge", "summer", "market", "window", "river", "captain", "bread"]


def site_pages() -> list[dict[str, str]]:
    """Pages of five sites: with copies, near-duplicates, and one with too few."""
    found = []
    for number, count in enumerate((40, 25, 12, 8, 3)):
        draw = random.Random(number)
        for page in range(count):
            body = [f"{' '.join(draw.choices(WORDS, k=22)).capitalize()} {draw.randrange(10**6)}." for _ in range(5)]
            head = [line.format(draw.randrange(900)) for line in HEAD[number:]]
            lines = [*head, f"Title {draw.random()}", "", *body, "", *TAIL[: 4 - number]]
            found.append({"url": f"https://www.town{number}.example/{page}", "text": "\n".join(lines)})
        found += [{"url": f"https://town{number}.example/copy", "text": item["text"]} for item in found[-2:]]
        found.append({"url": f"https://town{number}.example/near", "text": f"{found[-1]['text']}\nPrinted once more"})
    random.Random(9).shuffle(found)
    return found


def test_spark_learns_what_the_command_learns_and_cleans_with_it(tmp_path: Path) -> None:
    pages = [{"id": f"d{number}", **page} for number, page in enumerate(site_pages())]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(page) + "\n" for page in pages), encoding="utf-8")
    (tmp_path / "parquet").mkdir()
    for part in range(3):
        parquet.write_table(pa.Table.from_pylist(pages[part::3]), tmp_path / "parquet" / f"{part}.parquet")
    command = [sys.executable, "-m", "cleaner", "learn", str(tmp_path / "in.jsonl"), "-o", str(tmp_path / "sites")]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stderr
    out = [str(tmp_path / name) for name in ("parquet", "out")]
    job("spark_learn.py", *out, "--sites", str(tmp_path / "spark"), "--work", str(tmp_path / "work"))
    files = {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "spark").glob("*.toml")}
    assert files == {path.name: path.read_text(encoding="utf-8") for path in (tmp_path / "sites").glob("*.toml")}
    assert set(files) == {f"town{number}.example.toml" for number in range(4)}
    assert "town4.example: nothing is learned from" in told
    expected = run_rows(tmp_path / "in.jsonl", tmp_path / "run", options=Options(sites=(str(tmp_path / "sites"),)))
    assert found_rows(tmp_path / "out") == expected
    assert sum(item["code"].startswith("SITE") for row in expected.values() for item in row["removed"]) > len(pages)
