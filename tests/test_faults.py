"""Faults of the surroundings, each with one clear line, an exit status, and nothing half written: the rows of docs/faults.md."""

from __future__ import annotations

import ast
import ctypes
import gzip
import json
import os
import random
import re
import resource
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zstandard

from .conftest import FIXTURES, ROOT

DUMP = (FIXTURES / "pages" / "en-agency" / "source.txt").read_bytes()
CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, PR_CAPBSET_DROP = 1, 2, 24
SMALL = 100  # bytes that a file may grow to on the full disk of these tests
FULL = Path("/dev/full")
SIGNALS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)
HUGE = 80 << 20  # bytes, over what a record or a page may have


def as_in_a_terminal() -> None:
    """Let signals end the process: a shell that runs the tests in the background has it ignore SIGINT."""
    for number in SIGNALS:
        signal.signal(number, signal.SIG_DFL)


def started(args: list[str], folder: Path, **how: Any) -> subprocess.Popen[bytes]:
    """Start the command in a folder; stdout and stderr are pipes unless told otherwise."""
    how.setdefault("preexec_fn", as_in_a_terminal)
    environment = os.environ | {"PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    pipes: dict[str, Any] = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    return subprocess.Popen([sys.executable, "-m", "cleaner", *args], cwd=folder, env=environment, **(pipes | how))


def ran(args: list[str], folder: Path, **how: Any) -> tuple[int, str, str]:
    """Run the command; status, stdout and stderr."""
    with started(args, folder, **how) as process:
        out, err = process.communicate(timeout=120)
    return process.returncode, (out or b"").decode(), (err or b"").decode()


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes, but for the cache of `check`."""
    paths = (path for path in folder.rglob("*") if path.is_file() and ".cleaner_cache" not in path.parts)
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def disk_is_full() -> None:
    """Let no file grow: stands for a full disk without one."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (SMALL, SMALL))


def as_ordinary_user() -> None:
    """Take from root, if this is root, the right to write where the mode forbids it."""
    libc = ctypes.CDLL(None, use_errno=True)
    for right in (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH):
        libc.prctl(PR_CAPBSET_DROP, right, 0, 0, 0)


@pytest.fixture
def dumps(tmp_path: Path) -> Path:
    """A folder with a dump, records, and a folder that is named like a site."""
    (tmp_path / "a.txt").write_bytes(DUMP)
    record = {"text": DUMP.decode(), "url": "https://paper.example/1"}
    (tmp_path / "r.jsonl").write_text("".join(json.dumps(record | {"id": number}) + "\n" for number in range(12)), encoding="utf-8")
    (tmp_path / "paper.example").mkdir()
    furniture = "Home and news of the harbour\nMap of the quays and sheds\nBerths to let by the day\n"
    for number in range(10):
        chance = random.Random(number)
        story = "\n".join("The " + " ".join(f"word{chance.randrange(10_000)}" for _ in range(14)) + "." for _ in range(6))
        page = f"{furniture}\n{story}\n\n{furniture[::-1].strip()}\n"
        (tmp_path / "paper.example" / f"{number}.txt").write_text(page, encoding="utf-8")
    (tmp_path / "out").mkdir()
    return tmp_path


STDOUT = [
    ["a.txt"],
    ["-f", "json", "a.txt"],
    ["check", "--no-cache", "a.txt"],
    ["meta", "a.txt"],
    ["explain", "AD01"],
    ["config"],
    ["--help"],
    ["--version"],
]


@pytest.mark.parametrize("args", STDOUT, ids=" ".join)
def test_a_full_stdout_is_told(args: list[str], dumps: Path) -> None:
    with FULL.open("wb") as full:
        status, _, err = ran(args, dumps, stdout=full)
    assert status == 2
    assert re.fullmatch(r"cleaner: stdout.*: No space left on device\n", err)


def test_a_full_log_is_told_before_a_text_goes_out(dumps: Path) -> None:
    status, out, err = ran(["a.txt", "--removed", str(FULL)], dumps)
    assert (status, out, err) == (2, "", "cleaner: --removed /dev/full: cannot be written: No space left on device\n")


@pytest.mark.parametrize("leads", ["pipe", "stdout"])
def test_what_is_no_file_is_written_to_and_stays(leads: str, dumps: Path) -> None:
    place = dumps / "there"
    if leads == "pipe":
        os.mkfifo(place)
    else:
        place.symlink_to("/proc/self/fd/1")  # as /dev/stdout
    reader = os.open(place, os.O_RDONLY | os.O_NONBLOCK) if leads == "pipe" else None
    status, out, err = ran(["check", "-q", "a.txt", "-o", "there"], dumps)
    if reader is not None:
        out = os.read(reader, 1 << 16).decode()
        os.close(reader)
    assert (status, err) == (1, "")
    assert out.startswith("a.txt:"), "the findings"
    assert place.is_fifo() or place.is_symlink(), "no file took its place"


def test_what_is_no_file_is_no_log(dumps: Path) -> None:
    os.mkfifo(dumps / "pipe")
    before = contents(dumps)
    status, out, err = ran(["check", "--fix", "--removed", "pipe", "a.txt"], dumps)
    assert (status, out, err) == (2, "", "cleaner: --removed pipe: is no file, and `cleaner restore` reads one; name a file\n")
    assert (contents(dumps), (dumps / "pipe").is_fifo()) == (before, True)


def test_a_full_stderr_costs_only_the_messages(dumps: Path) -> None:
    with FULL.open("wb") as full:
        assert ran(["check", "--no-cache", "a.txt"], dumps, stderr=full)[0] == 1
        assert ran(["a.txt", "--show-removed"], dumps, stderr=full)[0] == 2


@pytest.mark.parametrize(
    ("closed", "args", "status", "told"),
    [
        (">&-", "a.txt", 2, "cleaner: stdout cannot be written: Bad file descriptor\n"),
        ("<&-", "", 2, "cleaner: stdin: cannot be read: Bad file descriptor\n"),
        ("2>&-", "a.txt --show-removed -o out", 0, ""),
        (">&- 2>&- <&-", "a.txt -o out", 0, ""),
    ],
)
def test_closed_streams(closed: str, args: str, status: int, told: str, dumps: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = f"exec '{sys.executable}' -m cleaner {args} {closed}"
    done = subprocess.run(["sh", "-c", command], cwd=dumps, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (status, told)
    if "-o" in args:
        assert (dumps / "out" / "a.txt").read_bytes().startswith(b"---\ncleaner: 1\n")


WRITING = {
    "filter": ["a.txt", "-o", "out"],
    "fix": ["check", "-q", "--no-cache", "--fix", "a.txt"],
    "fix of records": ["check", "-q", "--no-cache", "--max-removed", "1", "--fix", "r.jsonl"],
    "baseline": ["check", "--no-cache", "--write-baseline", "out/b.json", "a.txt"],
    "learn": ["learn", "paper.example", "-o", "out", "--min-pages", "5"],
    "run": ["run", "-j", "1", "-o", "out", "r.jsonl"],
}


@pytest.mark.parametrize("name", WRITING)
def test_a_full_disk_leaves_nothing_half_written(name: str, dumps: Path) -> None:
    before = contents(dumps)
    status, _, err = ran(WRITING[name], dumps, preexec_fn=disk_is_full)
    assert status == 2
    assert "File too large" in err
    assert len(err.splitlines()) == 1
    after = contents(dumps)
    after.pop("out/manifest.jsonl", None)  # the journal of `run`, whose torn end the next run takes away
    assert after == before


@pytest.mark.parametrize("name", WRITING)
def test_a_read_only_folder_is_told(name: str, dumps: Path) -> None:
    before = contents(dumps)
    for folder in (dumps, dumps / "out"):
        folder.chmod(0o555)
    status, _, err = ran(WRITING[name], dumps, preexec_fn=as_ordinary_user)
    for folder in (dumps, dumps / "out"):
        folder.chmod(0o755)
    assert status == 2
    assert "Permission denied" in err
    assert contents(dumps) == before


def test_a_disk_that_was_full_does_not_end_a_run_for_good(dumps: Path) -> None:
    assert ran(WRITING["run"], dumps, preexec_fn=disk_is_full)[0] == 2
    status, _, err = ran(WRITING["run"], dumps)
    assert status == 0, err
    assert len((dumps / "out" / "part-000000.jsonl").read_bytes().splitlines()) == 12


def test_a_file_that_is_gone_is_told_and_the_others_are_whole(dumps: Path) -> None:
    status, _, err = ran(["a.txt", "gone.txt", "-o", "out"], dumps)
    assert (status, err) == (2, "cleaner: gone.txt: cannot be read: No such file or directory\n")
    assert contents(dumps / "out").keys() == {"a.txt"}
    status, out, err = ran(["check", "-q", "--no-cache", "gone.txt", "a.txt"], dumps)
    assert (status, err) == (2, "cleaner: gone.txt: cannot be read: No such file or directory\n")
    assert "a.txt:" in out


UNPACKABLE: dict[str, Callable[[bytes], bytes]] = {
    "cut.gz": lambda data: gzip.compress(data)[:-12],
    "none.gz": lambda data: b"no archive",
    "cut.zst": lambda data: zstandard.compress(data)[:-6],
    "none.zst": lambda data: b"no archive",
}


@pytest.mark.parametrize("name", UNPACKABLE)
def test_a_broken_archive_teaches_nothing(name: str, dumps: Path) -> None:
    lines = (dumps / "r.jsonl").read_bytes()
    (dumps / f"r.jsonl{Path(name).suffix}").write_bytes(UNPACKABLE[name](lines))
    status, _, err = ran(["learn", f"r.jsonl{Path(name).suffix}", "-o", "out"], dumps)
    assert status == 2
    assert "cannot be read" in err
    assert not contents(dumps / "out")


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_an_archive_that_is_cut_off_is_never_fixed(suffix: str, dumps: Path) -> None:
    name = f"r.jsonl{suffix}"
    (dumps / name).write_bytes(UNPACKABLE[f"cut{suffix}"]((dumps / "r.jsonl").read_bytes()))
    before = contents(dumps)
    status, _, err = ran(["check", "-q", "--no-cache", "--fix", "--max-removed", "1", name], dumps)
    assert status == 2
    assert f"{name}: cannot be read" in err
    assert contents(dumps) == before


@pytest.mark.parametrize("suffix", [".gz", ".zst"])
def test_records_before_a_cut_are_not_lost(suffix: str, dumps: Path) -> None:
    lines = b"".join(b'{"text": "A line of text, the %d. of them."}\n' % number for number in range(4_000))
    (dumps / f"many.jsonl{suffix}").write_bytes(UNPACKABLE[f"cut{suffix}"](lines))
    assert ran(["run", "-q", "-j", "1", "--level", "safe", "-o", "out", f"many.jsonl{suffix}"], dumps)[0] == 0
    rows = [json.loads(line) for path in sorted((dumps / "out").glob("part-*")) for line in path.read_bytes().splitlines()]
    assert len(rows) > 1_000
    assert "cannot be read from line" in rows[-1]["detail"]
    assert [row["status"] for row in rows if row["status"] != "ok"] == ["failed"] * (len(rows) - sum(row["status"] == "ok" for row in rows))


PACKED: dict[str, Callable[[bytes], bytes]] = {".gz": lambda data: gzip.compress(data, 1), ".zst": zstandard.compress}


@pytest.mark.parametrize("suffix", PACKED)
def test_bombs_stop_at_the_cap(suffix: str, tmp_path: Path) -> None:
    bomb = PACKED[suffix](bytes(HUGE))
    for name in ("a.jsonl", "a.txt"):
        (tmp_path / (name + suffix)).write_bytes(bomb)
    status, _, err = ran(["check", "-q", "--no-cache", f"a.jsonl{suffix}"], tmp_path)
    assert (status, err) == (2, f"cleaner: a.jsonl{suffix}: cannot be read: line 1 is larger than 64 MB, too large for a record\n")
    for name in ("a.jsonl", "a.txt"):
        status, _, err = ran(["learn", "--site", "paper.example", name + suffix], tmp_path)
        assert status == 2
        assert "larger than 64 MB" in err
    status, _, err = ran(["run", "-q", "-j", "1", "-o", "out", f"a.jsonl{suffix}", f"a.txt{suffix}"], tmp_path)
    assert status == 2
    assert err.startswith("cleaner: none of 2 documents could be cleaned, and their rows say why; the first: line 1: larger than ")
    rows = [json.loads(line) for path in (tmp_path / "out").glob("part-*") for line in path.read_bytes().splitlines()]
    assert {row["status"] for row in rows} == {"failed"}
    assert all("larger than" in row["detail"] for row in rows)


def test_an_endless_line_is_no_record(tmp_path: Path) -> None:
    with started(["-i", "jsonl"], tmp_path, stdin=subprocess.PIPE) as process:
        out, err = process.communicate(b'{"text": "A line."}\n' + b"x" * HUGE)
    assert process.returncode == 2
    assert len(out.splitlines()) == 1
    assert err == b"cleaner: -: line 2 is larger than 64 MB, too large for a record\n"


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_ends_the_filter_between_two_files(number: signal.Signals, dumps: Path) -> None:
    os.mkfifo(dumps / "b.txt")  # the filter waits here until somebody writes
    with started(["a.txt", "b.txt", "-o", "out", "--removed", "log"], dumps) as process:
        while not (dumps / "out" / "a.txt").exists():
            assert process.poll() is None
        process.send_signal(number)
        try:
            _, err = process.communicate(timeout=20)
        except subprocess.TimeoutExpired:  # Python noted it just before it began to wait, and looks only behind: a person presses again
            process.send_signal(number)
            _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (-number, b"")
    assert contents(dumps / "out").keys() == {"a.txt"}
    assert all(json.loads(line) for line in (dumps / "log").read_bytes().splitlines())


WRITE = """
import sys, time
from pathlib import Path
from cleaner.cli.files import beside
from cleaner.cli.process import tidy
with tidy(), beside(Path("a.txt")) as file:
    file.write(b"half of it")
    file.flush()
    print("writing", flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("number", SIGNALS)
def test_a_signal_while_a_file_is_written_leaves_the_old_one_alone(number: signal.Signals, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("as it was", encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-c", WRITE]
    how: dict[str, Any] = {"cwd": tmp_path, "env": environment, "preexec_fn": as_in_a_terminal}
    with subprocess.Popen(command, stdout=subprocess.PIPE, **how) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"writing\n"
        assert len(contents(tmp_path)) == 2
        process.send_signal(number)
        assert process.wait(60) == -number
    assert contents(tmp_path) == {"a.txt": b"as it was"}


def test_a_run_that_is_terminated_leaves_whole_parts_and_can_go_on(dumps: Path) -> None:
    lines = (dumps / "r.jsonl").read_bytes() * 20
    (dumps / "many.jsonl").write_bytes(lines)
    args = ["run", "-q", "-j", "1", "-o", "out", "--part-size", "0.02", "many.jsonl"]
    with started(args, dumps) as process:
        while not list((dumps / "out").glob("part-*")):
            assert process.poll() is None
        process.send_signal(signal.SIGTERM)
        _, err = process.communicate(timeout=60)
    assert process.returncode == -signal.SIGTERM
    assert err == b"cleaner: stopped; the same command goes on from what out holds\n"
    assert not list((dumps / "out").glob(".*"))
    assert ran(args, dumps)[0] == 0
    rows = [line for path in (dumps / "out").glob("part-*") for line in path.read_bytes().splitlines()]
    assert len(rows) == 12 * 20


@pytest.mark.parametrize(
    "args",
    [
        ["-f", "text", "big.txt"],
        ["check", "--no-cache", "many.txt"],
        ["check", "--no-cache", "-j", "2", "--files-from", "list"],
        ["-f", "jsonl", "-i", "jsonl", "r.jsonl"],
    ],
)
def test_the_reader_leaves(args: list[str], dumps: Path) -> None:
    (dumps / "list").write_text("a.txt\n" * 3000, encoding="utf-8")
    (dumps / "big.txt").write_bytes(b"A line of text that stays.\n" * 100_000)
    (dumps / "many.txt").write_bytes(b"A line of text that stays.\nAdvertisement\n" * 30_000)
    read, write = os.pipe()
    os.close(read)
    status, _, err = ran(args, dumps, stdout=write)
    os.close(write)
    assert (status, err) == (-signal.SIGPIPE, "")


def test_the_writer_leaves(tmp_path: Path) -> None:
    with started(["-f", "text", "--level", "safe"], tmp_path, stdin=subprocess.PIPE) as process:
        out, _ = process.communicate(b"A line of text.\nAdvertisement\nHalf a li")
    assert (process.returncode, out) == (0, b"A line of text.\nHalf a li\n")
    with started(["-i", "jsonl"], tmp_path, stdin=subprocess.PIPE) as process:
        out, _ = process.communicate(b'{"text": "A line."}\n{"text": "Half a')
    rows = [json.loads(line) for line in out.splitlines()]
    assert [row["cleaner"]["status"] for row in rows] == ["ok", "failed"]
    assert process.returncode == 0


def test_a_log_that_is_an_input_is_refused(dumps: Path) -> None:
    for name in ("a.txt", "out/a.txt"):
        (dumps / "out" / "a.txt").write_bytes(DUMP)
        status, _, err = ran(["a.txt", "-o", "out", "--removed", name], dumps)
        assert (status, err) == (2, f"cleaner: --removed {name}: is an input or a target; name another file\n")
        assert (dumps / name).read_bytes() == DUMP


def test_a_log_that_is_fixed_under_another_name_holds_up_nothing(dumps: Path) -> None:
    row = {"file": "b.txt", "offset": 0, "bytes": "", "before": "", "after": ""}
    log = b'{"file": "half a row\n' + json.dumps(row).encode() + b"\nA line of text.\nAdvertisement\n"
    (dumps / "log").write_bytes(log)
    (dumps / "b.txt").hardlink_to(dumps / "log")
    (dumps / "cleaner.toml").write_text('include = ["/b.txt"]\n', encoding="utf-8")
    status, _, err = ran(["check", "--fix", "--isolated", "--removed", "log", "b.txt"], dumps)
    assert (status, err) == (2, "cleaner: --removed log: is an input or a target; name another file\n")
    status, _, err = ran(["check", "--fix", "--no-cache", "--removed", "log", "."], dumps)
    assert status == 2
    assert "b.txt: is the file for removed lines (--removed log); left as it is" in err
    assert (dumps / "log").read_bytes() == log


def known_tests() -> set[str]:
    """All tests as "file::name"."""
    paths = sorted((ROOT / "tests").glob("test_*.py"))
    trees = {path.name: ast.parse(path.read_text(encoding="utf-8")) for path in paths}
    return {f"{name}::{node.name}" for name, tree in trees.items() for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}


def test_every_fault_of_the_table_has_its_test() -> None:
    page = (ROOT / "docs" / "faults.md").read_text(encoding="utf-8")
    rows = [line for line in page.splitlines() if line.startswith("|") and "---" not in line and "| test" not in line]
    named = [re.findall(r"`(test_\w+\.py::test_\w+)`", row.rpartition(" | ")[2]) for row in rows]
    assert rows
    assert all(named), [row for row, tests in zip(rows, named, strict=True) if not tests]
    assert {test for tests in named for test in tests} <= known_tests()
