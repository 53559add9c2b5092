"""Clean a corpus with datatrove: python examples/datatrove_job.py INPUT OUT [--html] [--workers 2]

INPUT is a folder of JSON lines with `text` (HTML with --html), `id`, and `url` if there is one; OUT gets JSON lines, what was found
under `metadata.cleaner`.
"""

from __future__ import annotations

import argparse

from datatrove.executor import LocalPipelineExecutor
from datatrove.pipeline.readers import JsonlReader
from datatrove.pipeline.writers import JsonlWriter

from cleaner import Options
from cleaner.corpus.datatrove import CleanerExtractor, CleanerFormatter


def executor(source: str, out: str, options: Options, html: bool = False, workers: int = 1) -> LocalPipelineExecutor:
    """A pipeline that reads, cleans and writes; datatrove notes its finished tasks in OUT/logs and leaves them out of a second run."""
    step = CleanerExtractor(options) if html else CleanerFormatter(options)
    steps = [JsonlReader(source), step, JsonlWriter(f"{out}/documents", compression=None)]
    return LocalPipelineExecutor(steps, tasks=workers, workers=workers, logging_dir=f"{out}/logs", skip_completed=True)


def main() -> None:
    """Build the pipeline and run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("input")
    parser.add_argument("out")
    parser.add_argument("--html", action="store_true")
    parser.add_argument("--level", default="full")
    parser.add_argument("--workers", type=int, default=1)
    asked = parser.parse_args()
    executor(asked.input, asked.out, Options(level=asked.level), asked.html, asked.workers).run()


if __name__ == "__main__":
    main()
