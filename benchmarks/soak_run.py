"""Memory of `cleaner run` over time: python benchmarks/soak_run.py [--minutes N] [--workers N]

Feeds a run through a pipe without an end, text and HTML by turns, made of fixtures/ with a number in every line so that no line comes
twice, and prints each minute the documents given and the resident memory (MB) of the process that reads and of its largest worker.
"""

from __future__ import annotations

import argparse
import html
import itertools
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent


def records() -> Iterator[bytes]:
    """Records without an end."""
    dumps = [source.read_text(encoding="utf-8").split("\n") for source in sorted(ROOT.glob("fixtures/pages/*/source.txt"))]
    for number in itertools.count():
        lines = [f"{line} {number}" if line.strip() else "" for line in dumps[number % len(dumps)]]
        name, text = "text", "\n".join(lines)
        if number // len(dumps) % 2:
            name, body = "html", "".join(f"<p>{html.escape(line)}</p>" for line in lines if line)
            text = f"<html><head><title>{number}</title></head><body><article>{body}</article></body></html>"
        record = {"id": number, "url": f"https://site{number % 5000}.example/{number}", name: text}
        yield json.dumps(record, ensure_ascii=False).encode() + b"\n"


def resident(process: int) -> float:
    """Resident memory of a process, MB."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * resource.getpagesize() / 1e6


def main() -> None:
    """Feed and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=60)
    parser.add_argument("--workers", type=int, default=1)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "cleaner", "run", "-", "-o", f"{out}/parts", "-f", "jsonl.zst", "-q", "--isolated"]
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        run = subprocess.Popen([*command, "-j", str(asked.workers)], stdin=subprocess.PIPE, env=environment)
        assert run.stdin is not None
        minute, start = 1, time.monotonic()
        for number, record in enumerate(records(), 1):
            run.stdin.write(record)
            if time.monotonic() - start >= 60 * minute:
                children = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()
                worker = max(resident(int(child)) for child in children)
                print(f"minute {minute:3}: {number:8} documents, worker {worker:6.1f} MB, reader {resident(run.pid):6.1f} MB", flush=True)
                minute += 1
                if minute > asked.minutes:
                    break
        run.stdin.close()
        raise SystemExit(run.wait())


if __name__ == "__main__":
    main()
