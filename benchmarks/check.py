"""Speed of `cleaner check` over a folder, against the library: python benchmarks/check.py [--copies N] [--rounds N]

The folder holds the dumps of fixtures/, each several times with a number in its longer lines so that few lines come twice.
Every figure is the processor time of a whole process; the start of Python and of the cleaner is in all of them.
"""

from __future__ import annotations

import argparse
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
LIBRARY = """
import sys
from pathlib import Path
from cleaner import Cleaner, Options
one = Cleaner(Options(level="safe", move=(), max_removed=1.0))
for path in sorted(Path("dumps").iterdir()):
    one.clean(path.read_bytes(), kind="text")
"""
CHECK = ["-m", "cleaner", "check", "-q", "--exit-zero"]
COMMANDS = {
    "library, one process": ["-c", LIBRARY],
    "check -j 1 --no-cache": [*CHECK, "-j", "1", "--no-cache"],
    "check -j 2 --no-cache": [*CHECK, "-j", "2", "--no-cache"],
    "check -j 1, first run": [*CHECK, "-j", "1"],
    "check -j 1, second run": [*CHECK, "-j", "1"],
    "check of no file": [*CHECK, "-j", "1", "--no-cache", "--files-from", os.devnull],
}


def make(folder: Path, copies: int) -> float:
    """Write the dumps; returns their size in MB."""
    (folder / "dumps").mkdir()
    (folder / "cleaner.toml").write_text('include = ["dumps/*.txt"]\n', encoding="utf-8")
    size = 0
    for number, path in enumerate(sorted(ROOT.glob("fixtures/pages/*/source.txt"))):
        lines = path.read_text(encoding="utf-8").split("\n")
        for copy in range(copies):
            text = "\n".join(f"{line} {copy}" if len(line) > 25 else line for line in lines)
            size += (folder / "dumps" / f"{number}-{copy}.txt").write_bytes(text.encode())
    return size / 1e6


def measured(folder: Path, command: list[str]) -> tuple[float, float, float]:
    """Wall seconds, processor seconds with children, and peak MB of the largest process so far."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, *command], cwd=folder, env=environment, stdout=subprocess.DEVNULL, check=True)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, after.ru_maxrss / 1024


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, default=60, help="copies of each dump")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        size = make(folder, options.copies)
        files = len(list((folder / "dumps").iterdir()))
        print(f"{files} files, {size:.1f} MB")
        times: dict[str, list[tuple[float, float, float]]] = {label: [] for label in COMMANDS}
        for _ in range(options.rounds):
            (folder / ".cleaner_cache" / "answers.sqlite").unlink(missing_ok=True)
            for label, command in COMMANDS.items():
                times[label].append(measured(folder, command))
        floor = statistics.median(cpu for _, cpu, _ in times["check of no file"])
        library = statistics.median(cpu for _, cpu, _ in times["library, one process"]) - floor
        one, two = (statistics.median(cpu for _, cpu, _ in times[f"check -j {count} --no-cache"]) for count in (1, 2))
        for label, taken in times.items():
            wall, cpu, peak = (statistics.median(values) for values in zip(*taken, strict=True))
            work = cpu - floor
            told = f"{label:24} wall {wall:6.2f} s   processor {cpu:6.2f} s   peak {peak:4.0f} MB"
            print(
                told + (f"   without start {work:6.2f} s, {work / library:5.2f} x library, {size / work:6.1f} MB/s" if work > 0.01 else "")
            )
        told = f"{2 * one / two:.2f} times as fast where two processors are free"
        print(f"-j 2 takes {two / one:.2f} times the processor time of -j 1: {told}")


if __name__ == "__main__":
    main()
