"""Fuzz what reads bytes from strangers, with coverage: python tools/fuzz.py TARGET [--runs N | --minutes N]

Targets: text, html, pack, config, jsonl, warc; "all" takes one after the other. The corpus is seeded from fixtures/. An input that
breaks a law is written to fixtures/fuzz/TARGET-*.bin: from then on a test runs it, and what caused it has to be mended. Needs atheris
(`pip install 'press-cleaner[fuzz]'`: Linux and Python 3.11 to 3.13); without it the laws are only tried on the seeds and on seeds cut
and spliced at random, and that is said.
"""

from __future__ import annotations

import argparse
import json
import random
import subprocess
import sys
import tempfile
import tomllib
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

LONGEST = 20_000  # bytes of an input
SIGNS = b"\0\n\r\t \"'\\[]{}<>=#&;:,-/*\x80\xc3\xff\xe2\x1b09aA"  # that mean something to one of the readers
STATUSES = ("ok", "empty", "all-furniture", "over-budget", "truncated", "undecodable", "failed")
SEEDS = {
    "text": ("pages/*/source.txt", "lines/*.txt", "plain/*.txt"),
    "html": ("lines/*.html",),
    "pack": (),
    "config": (),
    "jsonl": ("pages/*/source.txt",),
    "warc": ("lines/*.html",),
}


def clean_text(data: bytes) -> None:
    """Any bytes give a document, nothing is lost, and a second pass changes nothing."""
    from cleaner.clean import compiled
    from cleaner.model import Options

    for level in ("safe", "full"):
        one = compiled(Options.of(level=level))
        document = one.clean(data, kind="text")
        assert document.status in STATUSES
        lines = document.source.split("\n")
        wanted = [number for number, line in enumerate(lines, 1) if line.strip()]
        if document.status not in ("undecodable", "empty"):
            assert sorted([*document.kept, *(item.line for item in document.removed)]) == wanted
            assert one.clean(document.text, kind="text").text == document.text
        json.dumps(document.as_dict())


def clean_html(data: bytes) -> None:
    """Any bytes read as HTML give a document."""
    from cleaner.clean import compiled
    from cleaner.html.markdown import markdown
    from cleaner.model import Options

    document = compiled(Options(engine="lines")).clean(data, kind="html", url="https://paper.example/2024/05/06/x")
    assert document.status in STATUSES
    json.dumps(document.as_dict())
    if document.kinds:
        markdown(document)


def load_pack(data: bytes) -> None:
    """Any file is a pack or a site file, or an error that says where."""
    from cleaner.clean import Cleaner
    from cleaner.model import CleanerError, Options
    from cleaner.sitefile import load_sites

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "own.toml")
        path.write_bytes(data)
        for load in (lambda: Cleaner(Options(level="safe", rules=(str(path),))).clean("A line.\nb"), lambda: load_sites([path])):
            try:
                load()
            except CleanerError as error:
                assert "own.toml" in str(error) or "site " in str(error), error


def load_config(data: bytes) -> None:
    """Any file is a configuration or an error that names it."""
    from cleaner.cli.scopes import Scopes
    from cleaner.model import CleanerError

    for name in ("cleaner.toml", "pyproject.toml"):
        with tempfile.TemporaryDirectory() as folder:
            Path(folder, name).write_bytes(data)
            try:
                Scopes(None, False, lambda settings: settings).of(folder).ignored("a.txt")
            except CleanerError as error:
                assert str(error)


def read_records(data: bytes) -> None:
    """Any lines are records, each cleaned or told; what a fix would cut stands where it is said to stand."""
    import io

    from cleaner.clean import compiled
    from cleaner.cli.findings import Law, check_records
    from cleaner.cli.records import cleaned_records
    from cleaner.corpus.pieces import Piece
    from cleaner.corpus.records import records
    from cleaner.corpus.rows import Fields
    from cleaner.model import Options

    one = compiled(Options(level="safe"))
    lines = data.splitlines(keepends=True)
    for row in cleaned_records(lines, "text", lambda record: one.clean(record["text"], kind="text"), lambda document, number: None):
        assert row.endswith("\n")
        json.loads(row)
    report = check_records("a.jsonl", io.BytesIO(data), "text", Law(one, 1.0, frozenset(), True, True))
    assert all(data[cut.start : cut.start + len(cut.raw)] == cut.raw for cut in report.cuts)
    assert all(record.number for record in records(Piece("lines", "a", 1, data, len(data), 0), Fields()))


def read_archive(data: bytes) -> None:
    """Any file read as an archive gives records or problems."""
    from cleaner.corpus.archives import archive_pieces
    from cleaner.corpus.inputs import Source

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "a.warc")
        path.write_bytes(data)
        for piece in archive_pieces(Source(str(path), "warc", len(data))):
            assert piece.payload.content is not None or piece.payload.problem


TARGETS: dict[str, Callable[[bytes], None]] = {
    "text": clean_text,
    "html": clean_html,
    "pack": load_pack,
    "config": load_config,
    "jsonl": read_records,
    "warc": read_archive,
}


def seeds(target: str) -> Iterator[bytes]:
    """What the fuzzer begins with."""
    paths = sorted(path for pattern in SEEDS[target] for path in (ROOT / "fixtures").glob(pattern))
    for path in paths:
        data = path.read_bytes()
        if target == "jsonl":
            data = b"".join(json.dumps({"id": n, "text": data.decode(), "x": [1.5]}, ensure_ascii=bool(n)).encode() + b"\n" for n in (0, 1))
        if target == "warc":
            data = archive(data)
        yield data[:LONGEST]
    yield from (path.read_bytes() for path in sorted((ROOT / "fixtures" / "fuzz").glob(f"{target}-*.bin")))
    if target == "pack":
        yield from packs()
    if target == "config":
        yield from configurations()


def packs() -> Iterator[bytes]:
    """Some rules of each pack, its tables without rules, and a site file."""
    for path in sorted((ROOT / "cleaner" / "packs").glob("??.toml")):
        tables, *rules = path.read_text(encoding="utf-8").split("\n[[rule]]")
        yield "".join(f"[[rule]]{rule}\n" for rule in rules[:3]).encode()
        yield tables.encode()[:LONGEST]
    yield b'[site]\nname = "paper.example"\npages = 9\n[[keep]]\nline = ["a"]\n[[rule]]\ncode = "SITE01"\nline = ["b c"]\n'


def configurations() -> Iterator[bytes]:
    """The configurations of the cases of the command line."""
    for path in sorted((ROOT / "fixtures" / "cli").glob("*.toml")):
        for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
            yield from (str(text).encode() for name, text in case.get("files", {}).items() if name.endswith(".toml"))


def archive(page: bytes) -> bytes:
    """A WARC of one answer."""
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nContent-Length: %d\r\n\r\n%s" % (len(page), page)
    head = "WARC/1.0\r\nWARC-Type: response\r\nWARC-Record-ID: <urn:uuid:0>\r\nWARC-Target-URI: https://paper.example/\r\n"
    head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(answer)}\r\n\r\n"
    return head.encode() + answer + b"\r\n\r\n"


def spliced(target: str, runs: int, seed: int) -> Iterator[bytes]:
    """Seeds, then seeds cut, spliced and changed at random: the same ones each time."""
    known = list(seeds(target))
    yield from known
    chance = random.Random(f"{target} {seed}")
    for _ in range(runs - len(known)):
        data = bytearray(chance.choice(known)[: chance.randrange(1, LONGEST)])
        other = chance.choice(known)
        start = chance.randrange(len(other) + 1)
        place = chance.randrange(len(data) + 1)
        data[place : place + chance.randrange(200)] = other[start : start + chance.randrange(400)]
        for _ in range(chance.randrange(6)):
            place = chance.randrange(len(data) + 1)
            data[place : place + chance.randrange(2)] = bytes([chance.choice(SIGNS)])
        yield bytes(data[:LONGEST])


def kept(target: str, data: bytes) -> Path:
    """Make a fixture of an input that breaks a law."""
    path = ROOT / "fixtures" / "fuzz" / f"{target}-{zlib.crc32(data):08x}.bin"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    return path


def tried(target: str) -> Callable[[bytes], None]:
    """The law of a target, which keeps what breaks it."""

    def law(data: bytes) -> None:
        try:
            TARGETS[target](data)
        except Exception:
            print(f"fuzz: {target}: broken by {kept(target, data)}", file=sys.stderr)
            raise

    return law


def without_coverage(target: str, runs: int, seed: int) -> None:
    """Try the law on seeds and splices."""
    law = tried(target)
    number = 0
    for data in spliced(target, runs, seed):
        law(data)
        number += 1
    print(f"fuzz: {target}: {number} inputs, none breaks the law")


def with_atheris(target: str, runs: int, minutes: float, seed: int) -> None:
    """Fuzz in this process, which the fuzzer ends."""
    import atheris

    with atheris.instrument_imports(include=["cleaner", "tomllib"]):
        import cleaner.clean
        import cleaner.cli.findings
        import cleaner.cli.settings
        import cleaner.corpus.archives
        import cleaner.html  # noqa: F401  # instrumented by being imported here
    folder = tempfile.mkdtemp(prefix=f"fuzz-{target}-")
    for number, data in enumerate(seeds(target)):
        Path(folder, f"{number:03}").write_bytes(data)
    bound = [f"-max_total_time={int(minutes * 60)}"] if minutes else [f"-runs={runs}"]
    atheris.Setup([sys.argv[0], folder, *bound, f"-max_len={LONGEST}", f"-seed={seed}", "-print_final_stats=1"], tried(target))
    atheris.Fuzz()


def main() -> None:
    """Fuzz one target here, or all of them in processes of their own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("target", choices=[*TARGETS, "all"])
    parser.add_argument("--runs", type=int, default=2_000, help="inputs a target")
    parser.add_argument("--minutes", type=float, default=0.0, help="fuzz so long instead")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", action="store_true", help="without atheris")
    options = parser.parse_args()
    if options.target == "all":
        given = [f"--runs={options.runs}", f"--minutes={options.minutes}", f"--seed={options.seed}", *["--plain"] * options.plain]
        failed = [name for name in TARGETS if subprocess.run([sys.executable, __file__, name, *given], check=False).returncode]
        sys.exit(f"fuzz: broken: {', '.join(failed)}" if failed else 0)
    try:
        import atheris  # noqa: F401
    except ImportError:
        options.plain = True
        print(f"fuzz: atheris is not installed for Python {sys.version.split()[0]}: no coverage, splices of the seeds only")
    if options.plain:
        without_coverage(options.target, options.runs, options.seed)
    else:
        with_atheris(options.target, options.runs, options.minutes, options.seed)


if __name__ == "__main__":
    main()
