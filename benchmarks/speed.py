"""Speed, start and memory as ratios measured in one run: python benchmarks/speed.py [--calls N] [--html] [FILE...]

Without files it measures on the dumps in fixtures/, repeated with a number in each line so that no line comes twice.
`--html` takes the files as pages of HTML (without files, the fixtures' dumps with a tag around each line) and measures the
extractors that are installed on them, in turn with cleaner: pip install 'press-cleaner[peers]' resiliparse readability-lxml.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial
from html import escape
from pathlib import Path

import cleaner

ROOT = Path(__file__).parent.parent
ROUNDS = 5
START_ROUNDS = 15
COPIES = 12
KNOWN = frozenset(f"line {number}" for number in range(1000))


def seconds(work: Callable[[], object]) -> float:
    """Wall seconds of one call."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def fixture_texts() -> list[str]:
    """The dumps of the fixtures, each several times with numbered lines: a memo of lines helps little."""
    texts = [path.read_text(encoding="utf-8") for path in sorted(ROOT.glob("fixtures/pages/*/source.txt"))]
    return [
        "\n".join(f"{line} {copy}" if len(line) > 25 else line for line in text.split("\n")) for text in texts for copy in range(COPIES)
    ]


def reference(texts: Sequence[str]) -> int:
    """The floor: split, strip, casefold and look up every line."""
    return sum(line.strip().casefold() in KNOWN for text in texts for line in text.split("\n"))


def speed(texts: Sequence[str], level: str) -> None:
    """Cold and warm time over the reference loop."""

    def work() -> None:
        for text in texts:
            cleaner.clean(text, kind="text", level=level)

    megabytes = sum(len(text.encode()) for text in texts) / 1e6
    cold = seconds(work)
    pairs = [(seconds(lambda: reference(texts)), seconds(work)) for _ in range(ROUNDS)]
    loop = statistics.median(pair[0] for pair in pairs)
    warm = statistics.median(mine / floor for floor, mine in pairs)
    print(
        f"{level:5} {megabytes:6.1f} MB   cold {cold / loop:5.1f} x reference ({megabytes / cold:5.1f} MB/s)   warm {warm:5.1f} x reference"
    )


def start() -> None:
    """Seconds of the filter on a 2 kB document over those of bare Python, in turn."""
    text = fixture_texts()[0].encode()[:2000].decode("utf-8", "ignore").encode()
    commands = {
        "bare python": [sys.executable, "-c", "pass"],
        "empty typer app": [sys.executable, "-c", "import typer; a = typer.Typer(); a.command()(lambda: None); a()"],
        "cleaner --level safe": [sys.executable, "-m", "cleaner", "--level", "safe"],
        "cleaner --level full": [sys.executable, "-m", "cleaner", "--level", "full"],
    }
    times: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(START_ROUNDS):
        for name, command in commands.items():
            run = partial(subprocess.run, command, input=text, capture_output=True, check=True, cwd=ROOT)
            times[name].append(seconds(run))
    bare = statistics.median(times["bare python"])
    for name, taken in times.items():
        print(f"start: {name:22} {statistics.median(taken):.3f} s   + {statistics.median(taken) - bare:.3f} s")


def memory(calls: int) -> None:
    """Resident size while many small documents go through one cleaner: it must not grow."""
    one = cleaner.Cleaner(cleaner.Options())
    texts = [text[:1500] for text in fixture_texts()]
    for part in range(5):
        for number in range(calls // 5):
            one.clean(f"{texts[number % len(texts)]}\nline {part} {number}", kind="text")
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"memory: peak {peak:7.1f} MB after {(part + 1) * (calls // 5):7} calls")


def extractors() -> dict[str, Callable[[str], object]]:
    """cleaner at both levels, and the extractors that are installed, each as it is called for a body."""
    import justext
    import trafilatura

    english = justext.get_stoplist("English")
    found: dict[str, Callable[[str], object]] = {
        "trafilatura, with metadata": partial(trafilatura.bare_extraction, with_metadata=True),
        "trafilatura, fast": partial(trafilatura.extract, fast=True),
        "jusText": partial(justext.justext, stoplist=english),
    }
    for level in ("safe", "full"):
        found[f"cleaner --level {level}, with metadata"] = partial(cleaner.clean, kind="html", level=level)
    with suppress(ImportError):
        from boilerpy3.extractors import ArticleExtractor

        found["boilerpy3"] = ArticleExtractor().get_content
    with suppress(ImportError):
        from readability import Document

        found["readability"] = lambda page: Document(page).summary()
    with suppress(ImportError):
        from resiliparse.extract.html2text import extract_plain_text

        found["resiliparse"] = partial(extract_plain_text, main_content=True)
    return found


def each(work: Callable[[str], object], pages: Sequence[str]) -> None:
    """Do the work for every page; one that an extractor refuses counts with the time until then."""
    for page in pages:
        with suppress(Exception):
            work(page)


def html_speed(pages: Sequence[str]) -> None:
    """Milliseconds a page of each extractor, and its time over that of trafilatura with metadata; medians of rounds."""
    works = extractors()
    times: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(ROUNDS + 1):
        for name, work in works.items():
            times[name].append(seconds(partial(each, work, pages)))
    against = times["trafilatura, with metadata"]
    for name, taken in sorted(times.items(), key=lambda item: statistics.median(item[1][1:])):
        ratio = statistics.median(mine / other for mine, other in zip(taken[1:], against[1:], strict=True))  # the first round warms up
        print(f"{name:38} {1000 * statistics.median(taken[1:]) / len(pages):7.1f} ms a page   {ratio:5.2f} x trafilatura")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path, help="text dumps to measure on, or folders of them")
    parser.add_argument("--calls", type=int, default=0, help="also watch memory over this many calls")
    parser.add_argument("--html", action="store_true", help="the files are pages of HTML: time extractors on them")
    options = parser.parse_args()
    files = [file for path in options.files for file in (sorted(filter(Path.is_file, path.rglob("*"))) if path.is_dir() else [path])]
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in files] or fixture_texts()
    if options.html:
        html_speed(texts if options.files else ["".join(f"<p>{escape(line)}</p>" for line in text.split("\n")) for text in texts[::COPIES]])
        return
    for level in ("safe", "full"):
        speed(texts, level)
    start()
    if options.calls:
        memory(options.calls)


if __name__ == "__main__":
    main()
