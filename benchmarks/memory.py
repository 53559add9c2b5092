"""Memory of one process over very many documents, by tenths of the run: python benchmarks/memory.py [--documents N] [--pages N]

Every document is another one: lines of the fixtures stand between words that come once, so that whatever keeps lines, words or
pages would grow. Ends with status 1 if the resident size of the last tenth is more than `--may-grow` MB above that of the second.
"""

from __future__ import annotations

import argparse
import gc
import random
import sys
import time
from collections.abc import Callable
from html import escape
from pathlib import Path

import cleaner

ROOT = Path(__file__).parent.parent
TENTHS = 10
SMALL_LINES = (3, 12)  # lines of the fixtures in a small document
PAGE_LINES = (40, 150)
SITES = 500  # hosts that the pages come from


def resident() -> float:
    """Resident size of this process in MB."""
    for line in Path("/proc/self/status").read_text(encoding="ascii").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise SystemExit("/proc/self/status has no VmRSS: this measures on Linux")


def fixture_lines() -> list[str]:
    """The lines of all dumps of the fixtures that are not blank."""
    paths = sorted(ROOT.glob("fixtures/pages/*/source.txt"))
    return [line for path in paths for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


class Source:
    """Makes documents from lines, the same ones for the same seed; no two are alike."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._lines = fixture_lines()

    def lines(self, least: int, most: int) -> list[str]:
        """Some lines, every third with words of its own."""
        found = self._chance.choices(self._lines, k=self._chance.randint(least, most))
        return [f"{line} {self.word()} {self.word()}." if number % 3 == 0 else line for number, line in enumerate(found)]

    def word(self) -> str:
        """A word that nobody has seen."""
        return f"{self._chance.getrandbits(48):x}".translate(str.maketrans("0123456789", "ghijklmnop"))

    def text(self) -> str:
        """A small document."""
        return "\n".join(self.lines(*SMALL_LINES))

    def page(self) -> str:
        """A page of HTML."""
        body = "".join(f'<p class="{self.word()}">{escape(line)}</p>\n' for line in self.lines(*PAGE_LINES))
        return f"<!doctype html><html><head><title>{self.word()}</title></head><body><article>{body}</article></body></html>"

    def url(self) -> str:
        """Where a page may come from."""
        return f"https://www.paper{self._chance.randrange(SITES)}.example/{self.word()}"


def soak(name: str, count: int, work: Callable[[], object]) -> float:
    """Do the work so often and print the resident size after each tenth; how much it grew after the second, in MB."""
    sizes: list[float] = []
    start = time.monotonic()
    for tenth in range(TENTHS):
        for _ in range(count * (tenth + 1) // TENTHS - count * tenth // TENTHS):
            work()
        gc.collect()
        sizes.append(resident())
        print(f"{name} {count * (tenth + 1) // TENTHS:9,}  {sizes[-1]:7.1f} MB  {time.monotonic() - start:7.0f} s", flush=True)
    return sizes[-1] - sizes[1]


def main() -> None:
    """Measure, print, and tell by the exit status whether memory is flat."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1_000_000, help="small texts")
    parser.add_argument("--pages", type=int, default=10_000, help="pages of HTML")
    parser.add_argument("--level", default="full", choices=("safe", "full"))
    parser.add_argument("--may-grow", type=float, default=8.0, help="MB from the second tenth to the last")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    one = cleaner.Cleaner(cleaner.Options.of(level=options.level))
    source = Source(options.seed)
    grown = {}
    if options.documents:
        grown["documents"] = soak("documents", options.documents, lambda: one.clean(source.text(), kind="text"))
    if options.pages:
        grown["pages"] = soak("pages", options.pages, lambda: one.clean(source.page(), kind="html", url=source.url()))
    for name, size in grown.items():
        print(f"{name}: {size:+.1f} MB after the second tenth")
    sys.exit(any(size > options.may_grow for size in grown.values()))


if __name__ == "__main__":
    main()
