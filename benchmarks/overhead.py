"""What `cleaner run` does beside cleaning: python benchmarks/overhead.py CORPUS.jsonl [--level safe] [--format parquet]

Cleans JSON lines in this process as a worker does, and counts the processor time of cleaning and of parsing JSON, which a plain loop
over the library has too, apart from the rest (rows, counts, the part, its digest) and from cutting the input. All of it is measured in
one process at one time, so a busy machine changes the shares little.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import patch

from cleaner import Cleaner, Options
from cleaner.corpus import FORMATS, records
from cleaner.corpus.inputs import Inputs
from cleaner.corpus.pieces import BLOCK, Chunk, chunks
from cleaner.corpus.rows import Fields
from cleaner.corpus.work import Plan, Task, clean_chunk
from cleaner.jsonvalue import json_value

spent = {"cleaning": 0.0, "JSON": 0.0, "cutting": 0.0, "worker": 0.0}  # seconds of processor


def timed(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """The same function; its time is added up."""

    def wrapped(*given: Any, **named: Any) -> Any:
        start = time.process_time()
        try:
            return work(*given, **named)
        finally:
            spent[name] += time.process_time() - start

    return wrapped


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("corpus", type=Path, help="a file of JSON lines with `text` or `html`")
    parser.add_argument("--level", default="full")
    parser.add_argument("--format", default="jsonl", choices=FORMATS)
    asked = parser.parse_args()
    patch.object(Cleaner, "clean", timed("cleaning", Cleaner.clean)).start()
    patch.object(records, "json_value", timed("JSON", json_value)).start()
    with tempfile.TemporaryDirectory() as folder:
        plan = Plan(Options(level=asked.level), Fields(), "auto", folder, asked.format)
        one, cut, documents = Cleaner(plan.options), chunks(Inputs([str(asked.corpus)]), BLOCK, Fields()), 0
        read: Callable[[], Chunk | None] = timed("cutting", lambda: next(cut, None))
        work = timed("worker", clean_chunk)
        while (chunk := read()) is not None:
            documents += work(Task(chunk), plan, one, lambda word: None).documents
    bare = spent["cleaning"] + spent["JSON"]
    size = asked.corpus.stat().st_size
    print(f"{documents} documents, {size / 1e6:.1f} MB: cleaning {spent['cleaning']:.2f} s, parsing JSON {spent['JSON']:.2f} s")
    print(f"overhead over that: of a worker {spent['worker'] / bare - 1:.1%}, of the process that reads {spent['cutting'] / bare:.1%}")
    hour = 3600 / (spent["worker"] + spent["cutting"])
    print(f"a core-hour: {documents * hour / 1e6:.2f} million documents, {size * hour / 1e9:.1f} GB of JSON lines")


if __name__ == "__main__":
    main()
