"""The command, as data: fixtures/cli/*.toml hold files, arguments, stdin, and what must come out."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

from .conftest import FIXTURES, ROOT

CASES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in sorted((FIXTURES / "cli").glob("*.toml"))
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]


def run(args: list[str], stdin: bytes, folder: Path) -> subprocess.CompletedProcess[bytes]:
    """Run the command in a folder."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "NO_COLOR": "1"}
    return subprocess.run(
        [sys.executable, "-m", "cleaner", *args], input=stdin, capture_output=True, cwd=folder, env=environment, check=False
    )


def as_bytes(value: str | list[int]) -> bytes:
    """Bytes of a case: a text, or a list of numbers for what is no text."""
    return value.encode() if isinstance(value, str) else bytes(value)


@pytest.mark.parametrize("case", CASES)
def test_command(case: dict[str, Any], tmp_path: Path) -> None:
    for name, content in case.get("files", {}).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(as_bytes(content))
    done = run(case["args"], as_bytes(case.get("stdin", "")), tmp_path)
    out, err = done.stdout.decode(), done.stderr.decode()
    assert done.returncode == case.get("status", 0), err
    if "stdout" in case:
        assert out == case["stdout"]
    for part in case.get("stdout_has", []):
        assert part in out
    if "stderr" in case:
        assert err == case["stderr"]
    for part in case.get("stderr_has", []):
        assert part in err
    if done.returncode == 2 and "stderr_lines" not in case:
        assert len(err.strip().split("\n")) == 1, "an error is one line"
    for name, content in case.get("written", {}).items():
        assert (tmp_path / name).read_bytes().decode() == content
    if "folder" in case:
        assert sorted(str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()) == sorted(case["folder"])


FIXTURE = ROOT / "fixtures" / "pages" / "en-agency" / "source.txt"


@pytest.mark.parametrize("level", ["safe", "full"])
def test_its_own_output_comes_out_the_same(level: str, tmp_path: Path) -> None:
    once = run(["--level", level], FIXTURE.read_bytes(), tmp_path).stdout
    assert once.startswith(b"---\ncleaner: 1\ntitle: ")
    assert run(["--level", level], once, tmp_path).stdout == once


def test_its_own_records_come_out_the_same(tmp_path: Path) -> None:
    import json

    record = json.dumps({"id": 1, "text": FIXTURE.read_text(encoding="utf-8")}) + "\n"
    once = run(["-i", "jsonl"], record.encode(), tmp_path).stdout
    assert run(["-i", "jsonl"], once, tmp_path).stdout == once


@pytest.mark.parametrize(
    "stated",
    [
        "",
        'include = ["a \\"b\\".txt", "ü"]\nlevel = "safe"\nmax_removed = 0.25\n[per-file-ignores]\n"x y" = ["AD", "NEWS"]\nz = []\n',
    ],
)
def test_a_configuration_reads_back_as_it_is_shown(stated: str, tmp_path: Path) -> None:
    (tmp_path / "cleaner.toml").write_text(stated, encoding="utf-8")
    shown = run(["config"], b"", tmp_path).stdout.decode()
    assert "\nper-file-ignores = {" in shown
    (tmp_path / "cleaner.toml").write_text(shown, encoding="utf-8")
    again = run(["config"], b"", tmp_path).stdout.decode()
    places = re.compile(r" +# (default|cleaner\.toml:\d+)$", re.M)
    assert places.sub("", again) == places.sub("", shown)


def test_a_closed_pipe_ends_quietly(tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_text("A line of text that stays.\n" * 200_000, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = f"{sys.executable} -m cleaner -f text --level safe big.txt | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, cwd=tmp_path, env=environment, check=True)
    assert (done.stdout, done.stderr) == (b"A line of text that stays.\n", b"")


def test_records_are_flushed_one_by_one(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "cleaner", "-i", "jsonl", "--level", "safe"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=tmp_path, env=environment) as process:
        assert process.stdin
        assert process.stdout
        for number in range(3):
            process.stdin.write(b'{"text": "A line.", "n": %d}\n' % number)
            process.stdin.flush()
            assert b'"n": %d' % number in process.stdout.readline()
        process.stdin.close()
        assert process.wait(60) == 0


def test_an_unwritable_target_leaves_nothing(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A line.\n", encoding="utf-8")
    (tmp_path / "out").write_text("a file, not a folder", encoding="utf-8")
    done = run(["a.txt", "-o", "out"], b"", tmp_path)
    assert done.returncode == 2
    assert b"out/a.txt: cannot be written" in done.stderr
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.txt", "out"]


def test_metadata_is_a_table_on_a_terminal(tmp_path: Path) -> None:
    import pty

    here, there = pty.openpty()
    environment = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "200", "TERM": "xterm"}
    hostile = tmp_path / "a.txt"
    hostile.write_bytes(FIXTURE.read_bytes().replace(b"By ", b"By \x1b[31m", 1))
    command = [sys.executable, "-m", "cleaner", "meta", str(FIXTURE), "a.txt"]
    with subprocess.Popen(command, stdout=there, cwd=tmp_path, env=environment) as process:
        os.close(there)
        out = b""
        while True:
            try:
                more = os.read(here, 1 << 16)
            except OSError:  # the terminal is closed
                break
            if not more:
                break
            out += more
    os.close(here)
    assert process.returncode == 0
    assert b"\x1b[31m" not in out
    table = re.sub(r"\x1b\[[0-9;]*m|\r", "", out.decode())  # bold heads
    head, *rows = table.strip().split("\n")
    assert head.split() == ["file", "authors", "place", "agency", "published", "credit", "title"]
    assert len(rows) >= 2
    assert all(value in table for value in ("Lena Hartwick", "NORTHAVEN", "a.txt"))


@pytest.mark.parametrize(
    ("typed", "completed"),
    [
        ("cleaner che", ["check"]),
        ("cleaner check --sta", ["--statistics"]),
        ("cleaner --lev", ["--level"]),
        ("cleaner dump.txt --lev", ["--level"]),
        ("cleaner --vers", ["--version"]),
    ],
)
def test_a_shell_completes_commands_and_the_options_of_the_filter(typed: str, completed: list[str]) -> None:
    asked = {"_CLEANER_COMPLETE": "complete_bash", "COMP_WORDS": typed, "COMP_CWORD": str(typed.count(" "))}
    code = "import sys; sys.argv[0] = 'cleaner'; from cleaner.cli import main; main()"
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | asked
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout.split() == completed
