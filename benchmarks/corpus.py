"""Speed of `cleaner run`: python benchmarks/corpus.py [--mb N] [--rounds N] [--corpus FILE] [--html] [--level safe] [--scrapy]

Prints, for a corpus made of fixtures/: documents and MB a second and core of a plain loop over the library, of `cleaner run` with
one and two workers, the overhead of a run over that loop, how two workers compare with one, and how the memory of a worker grows.
The overhead is processor time without start-up, so a busy machine changes it little. The ratio of workers is wall time and wants a
quiet one: it is printed once more without the time that the workers stood in line for a processor, as the kernel counts it, and beside
what two loops over the library, started together on half of the corpus each, reach on the same machine. `--scrapy` crawls a local
site with 50 requests at once and prints how late the reactor was.
"""

from __future__ import annotations

import argparse
import html
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
LIBRARY = """
import json, sys
from cleaner import Cleaner, Options
one = Cleaner(Options(level=sys.argv[2]))
for line in open(sys.argv[1], encoding="utf-8"):
    record = json.loads(line)
    one.clean(record["text"], url=record["url"])
"""
TWO = """
import subprocess, sys
halves = [subprocess.Popen([sys.executable, "-c", sys.argv[1], name, sys.argv[2]]) for name in sys.argv[3:]]
sys.exit(max(half.wait() for half in halves))
"""
WATCH_EVERY = 0.1  # seconds between two looks at the workers


class Taken(NamedTuple):
    """Wall seconds, processor seconds with children, and of its watched processes what `Watched` says."""

    wall: float
    cpu: float
    early: float = 0.0
    late: float = 0.0
    parent: float = 0.0
    line: float = 0.0
    idle: float = 0.0


class Looks:
    """What the kernel says of a process and its children while they run; nothing where there is no /proc.

    Args:
        parent: its process.
    """

    def __init__(self, parent: int) -> None:
        self.parent = parent
        self.memory: list[float] = []  # of the largest child, MB
        self.first: dict[int, tuple[float, float, float]] = {}  # seconds: clock, on a processor, in line for one
        self.last: dict[int, tuple[float, float, float]] = {}

    def look(self) -> None:
        """Look once."""
        children = Path(f"/proc/{self.parent}/task/{self.parent}/children")
        try:
            found = [int(child) for child in children.read_text().split()]
            for process in (self.parent, *found):
                ran, waited, _ = Path(f"/proc/{process}/schedstat").read_text().split()
                self.last[process] = time.perf_counter(), int(ran) / 1e9, int(waited) / 1e9
                self.first.setdefault(process, self.last[process])
            pages = [int(Path(f"/proc/{child}/statm").read_text().split()[1]) for child in found]
        except OSError:
            return
        if pages:
            self.memory.append(max(pages) * resource.getpagesize() / 1e6)

    def until(self, ended: Event) -> None:
        """Look again and again."""
        while not ended.wait(WATCH_EVERY):
            self.look()

    def taken(self, wall: float, cpu: float) -> Taken:
        """All that was seen.

        Memory in the middle and the last third of the time; processor seconds of the process itself; and of its workers, or itself
        if it has none, the mean seconds in line for a processor and without work.
        """
        third = max(1, len(self.memory) // 3)
        early, late = max(self.memory[third : 2 * third], default=0.0), max(self.memory[2 * third :], default=0.0)
        spent = [tuple(late - early for early, late in zip(self.first[one], self.last[one], strict=True)) for one in self.first]
        busy = [times for times in spent[1:] if times[1] > 0.1 * times[0]] or spent[:1]  # multiprocessing has a child of its own
        line = statistics.mean(waited for _, _, waited in busy) if busy else 0.0
        idle = statistics.mean(clock - ran - waited for clock, ran, waited in busy) if busy else 0.0
        return Taken(wall, cpu, early, late, spent[0][1] if spent else 0.0, line, idle)


def make(path: Path, megabytes: float, as_html: bool) -> tuple[int, float]:
    """Write a corpus; returns its documents and the MB of their text."""
    dumps = [source.read_text(encoding="utf-8").split("\n") for source in sorted(ROOT.glob("fixtures/pages/*/source.txt"))]
    count, size = 0, 0
    with path.open("w", encoding="utf-8") as file:
        while size < megabytes * 1e6:
            lines = [f"{line} {count}" if len(line) > 25 else line for line in dumps[count % len(dumps)]]
            text = "\n".join(lines)
            if as_html:
                paragraphs = "".join(f"<p>{html.escape(line)}</p>" for line in lines if line.strip())
                text = f"<html><head><title>{count}</title></head><body><article>{paragraphs}</article></body></html>"
            file.write(
                json.dumps({"id": count, "url": f"https://site{count % 50}.example/{count}", "text": text}, ensure_ascii=False) + "\n"
            )
            count, size = count + 1, size + len(text.encode())
    return count, size / 1e6


def take(path: Path, source: Path, megabytes: float) -> tuple[int, float]:
    """Copy records of a file of JSON lines, over and over until there are enough; returns their number and the MB of their text."""
    records = [json.loads(line) for line in source.read_text(encoding="utf-8").splitlines()]
    count, size = 0, 0
    with path.open("w", encoding="utf-8") as file:
        while size < megabytes * 1e6:
            record = records[count % len(records)]
            file.write(json.dumps({"id": count, "url": record.get("url"), "text": record["text"]}, ensure_ascii=False) + "\n")
            count, size = count + 1, size + len(record["text"].encode())
    return count, size / 1e6


def measured(command: list[str], folder: Path) -> Taken:
    """Run a command of this Python and measure it."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    process = subprocess.Popen([sys.executable, *command], cwd=folder, env=os.environ | {"PYTHONPATH": str(ROOT)})
    looks, ended = Looks(process.pid), Event()
    watcher = Thread(target=looks.until, args=(ended,))
    watcher.start()
    status = process.wait()
    ended.set()
    watcher.join()
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if status:
        raise SystemExit(f"{command} ended with {status}")
    return looks.taken(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def runs(folder: Path, rounds: int, level: str) -> dict[str, Taken]:
    """The median of each command, the rounds interleaved so that a slow moment touches all."""
    (folder / "start.jsonl").write_text('{"url": null, "text": "One line."}\n', encoding="utf-8")
    lines = (folder / "in.jsonl").read_bytes().splitlines(keepends=True)
    for half in range(2):
        (folder / f"half{half}.jsonl").write_bytes(b"".join(lines[half::2]))
    taken: dict[str, list[Taken]] = {}
    for turn in range(rounds):
        commands = {"library": ["-c", LIBRARY, "in.jsonl", level], "library, start": ["-c", LIBRARY, "start.jsonl", level]}
        commands["two libraries"] = ["-c", TWO, LIBRARY, level, "half0.jsonl", "half1.jsonl"]
        commands["two libraries, start"] = ["-c", TWO, LIBRARY, level, "start.jsonl", "start.jsonl"]
        for name, source, workers, more in (
            ("run -j 1", "in.jsonl", "1", []),
            ("run -j 2", "in.jsonl", "2", []),
            ("run -j 1, Parquet", "in.jsonl", "1", ["-f", "parquet"]),
            ("run -j 1, start", "start.jsonl", "1", []),
            ("run -j 2, start", "start.jsonl", "2", []),
        ):
            out = f"out-{turn}-{name.replace(' ', '')}"
            commands[name] = ["-m", "cleaner", "run", source, "-o", out, "-j", workers, "-q", "--isolated", "--level", level, *more]
        for name, command in commands.items():
            taken.setdefault(name, []).append(measured(command, folder))
    return {name: Taken(*(statistics.median(values) for values in zip(*times, strict=True))) for name, times in taken.items()}


def report(taken: dict[str, Taken], count: int, megabytes: float) -> None:
    """Print what the times say."""
    bare = taken["library"].cpu - taken["library, start"].cpu
    print(f"{count} documents, {megabytes:.1f} MB of text")
    for name in ("library", "run -j 1", "run -j 2", "run -j 1, Parquet"):
        bare_start = taken["library, start" if name == "library" else "run -j 2, start" if name == "run -j 2" else "run -j 1, start"]
        work = taken[name].cpu - bare_start.cpu
        hour = 3600 / work
        print(
            f"{name:18} wall {taken[name].wall:6.1f} s  processor {work:6.1f} s without start  {work / bare:5.2f} x library  "
            f"{count * hour / 1e6:5.2f} million documents, {megabytes * hour / 1e3:5.1f} GB a core-hour"
        )
    ratios(taken)
    print(f"overhead over the library: {(taken['run -j 1'].cpu - taken['run -j 1, start'].cpu) / bare - 1:+.1%}")
    print(f"memory of a worker: {taken['run -j 1'].early:.0f} MB in the middle third, {taken['run -j 1'].late:.0f} MB in the last")


def ratios(taken: dict[str, Taken]) -> None:
    """Print how two workers compare with one, and what their time went to."""

    def spent(name: str, in_line: bool) -> float:
        one, start = taken[name], taken[f"{name}, start"]
        return one.wall - start.wall - (0 if in_line else one.line - start.line)

    for told, in_line in (("wall", True), ("without the time in line for a processor", False)):
        runs = spent("run -j 1", in_line) / spent("run -j 2", in_line)
        bare = spent("library", in_line) / spent("two libraries", in_line)
        print(f"two workers are {runs:.2f} times one, two loops over the library {bare:.2f} times one ({told}; start-up not counted)")
    for name in ("run -j 1", "run -j 2"):
        one = taken[name]
        told = f"{one.line:.1f} s in line for a processor, {one.idle:.1f} s without work"
        print(f"{name}: the process that reads took {one.parent:.2f} s of processor; a worker stood {told}")


def crawl(folder: Path, pages: int) -> None:
    """Print how late the reactor was during a crawl."""
    site = folder / "site"
    site.mkdir()
    with (folder / "in.jsonl").open(encoding="utf-8") as lines:
        for number, line in zip(range(pages), lines, strict=False):
            (site / f"{number}.html").write_text(json.loads(line)["text"], encoding="utf-8")
    command = [sys.executable, "-m", "http.server", "8765", "--bind", "127.0.0.1", "-d", str(site)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        time.sleep(1)
        for name, more in (("pool of processes", []), ("on the reactor", ["--on-reactor"])):
            out = folder / "seen.json"
            told = [sys.executable, "-m", "tests.crawl", "http://127.0.0.1:8765", str(pages), str(out), *more]
            subprocess.run(told, cwd=ROOT, check=True)
            late = sorted(json.loads(out.read_text(encoding="utf-8"))["late"])
            shown = "  ".join(f"{share:.0%} {late[int(share * (len(late) - 1))] * 1000:.1f} ms" for share in (0.5, 0.95, 0.99, 1.0))
            print(f"{pages} pages, 50 requests at once, {name}: the reactor wakes late by {shown}")
    finally:
        server.terminate()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mb", type=float, default=20, help="size of the corpus")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--corpus", type=Path, help="a file of JSON lines with `text`, in place of the fixtures")
    parser.add_argument("--html", action="store_true", help="the dumps as HTML pages")
    parser.add_argument("--level", default="full")
    parser.add_argument("--scrapy", action="store_true", help="crawl instead")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if asked.corpus:
            count, megabytes = take(folder / "in.jsonl", asked.corpus, asked.mb)
        else:
            count, megabytes = make(folder / "in.jsonl", asked.mb, asked.html or asked.scrapy)
        if asked.scrapy:
            crawl(folder, min(count, 300))
        else:
            report(runs(folder, asked.rounds, asked.level), count, megabytes)


if __name__ == "__main__":
    main()
