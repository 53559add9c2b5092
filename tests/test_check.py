"""`check --fix` and `restore` as laws: nothing is lost, nothing else is touched, at every instant a file is old or new."""

from __future__ import annotations

import gzip
import hashlib
import io
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import zstandard
from hypothesis import given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from cleaner.clean import compiled
from cleaner.cli.cache import FOLDER, options_digest
from cleaner.cli.check import FORMATS as NAMED_FORMATS
from cleaner.cli.checking import options_of
from cleaner.cli.commands import app
from cleaner.cli.findings import Report
from cleaner.cli.fix import fix_file
from cleaner.cli.formats import FORMATS
from cleaner.cli.inplace import BESIDE
from cleaner.cli.inspect import Inspector, Job, Plan, check_content, inspected
from cleaner.cli.settings import Settings
from cleaner.cli.spans import record_spans
from cleaner.cli.undo import undone

from .conftest import FIXTURES, ROOT
from .test_cli import run

DUMPS = sorted(FIXTURES.glob("pages/*/source.txt"))
FURNITURE = ("Advertisement", "Share this article", "Subscribe to our newsletter", "Read more", "Cookie policy")
BODY = ("The new bridge opened to traffic on Monday after two years of work.", "It is long.", "", "  ", "Ünlü bir köprü.", "桥今天开放了。")
OWN_PACK = """
[[rule]]
code = "NEWS91"
why = "names the times of a boat"
line = ["{0}"]
removes = ["{0}"]
keeps = ["The times of the boat changed on Monday."]
"""
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252")


@contextmanager
def within(folder: Path) -> Iterator[None]:
    """Work in a folder for a while."""
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def job(path: Path, level: str = "safe") -> Job:
    return Job(str(path), options_of(Settings(level=level), ()), 1.0, "text")


def as_file(text: str, encoding: str) -> bytes:
    """A text as a file in an encoding; UTF-16 of a stated order gets the mark that tells it."""
    return ("\ufeff" if encoding == "utf-16-be" else "").encode("utf-16-be") + text.encode(encoding, "replace")


def subsequence(part: list[bytes], whole: list[bytes]) -> bool:
    rest = iter(whole)
    return all(line in rest for line in part)


def fixed_and_restored(path: Path, data: bytes, level: str) -> bytes:
    """Fix a file, look at it again, restore it; returns what the fix left."""
    log = path.with_name("gone.log")
    log.unlink(missing_ok=True)
    path.write_bytes(data)
    report = Inspector(Plan("fix", log=log))(job(path, level))
    after = path.read_bytes()
    again = Inspector(Plan("report"))(job(path, level))
    assert not again.findings or report.problems
    if report.findings and not report.problems:
        assert after != data
        assert undone(log)
    assert path.read_bytes() == data
    return after


@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_dumps_come_back_byte_for_byte(encoding: str, ends: str, tmp_path: Path) -> None:
    place = 2 * ENCODINGS.index(encoding) + (ends == "\n")
    for source in DUMPS[place % 5 :: 5]:  # each dump in two of the ten ways
        text = source.read_text(encoding="utf-8").removesuffix("\n").replace("\n", ends)
        for level in ("safe", "full"):
            data = as_file(text, encoding)
            after = fixed_and_restored(tmp_path / "a.txt", data, level)
            if encoding == "utf-8":
                assert subsequence(after.removesuffix(b"\n").split(b"\n"), data.split(b"\n"))


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.one_of(st.sampled_from(FURNITURE + BODY), st.text(max_size=30)), min_size=1, max_size=12),
    st.lists(st.sampled_from(["\n", "\r\n", "\r", "\x0b", "\u2028"]), min_size=12, max_size=12),
    st.sampled_from(ENCODINGS),
    st.booleans(),
)
def test_any_text_comes_back_byte_for_byte(lines: list[str], ends: list[str], encoding: str, last: bool) -> None:
    text = "".join(line + end for line, end in zip(lines, ends, strict=False)).encode("utf-8", "replace").decode()
    with tempfile.TemporaryDirectory() as folder:
        fixed_and_restored(Path(folder, "a.txt"), as_file(text if last else text.rstrip("\n"), encoding), "safe")


TRAPS = ("\n", "\\n", "\\", "\\u000a", '"', "a", "é", "\u2028")


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60) | st.lists(st.sampled_from(TRAPS), max_size=12).map("".join), st.booleans())
def test_the_bytes_of_a_record_are_found(text: str, ascii_only: bool) -> None:
    raw = json.dumps({"n": [1.0, {"text": "x\ny"}], "text": text, "b": None}, ensure_ascii=ascii_only).encode("utf-8", "surrogatepass")
    try:
        raw.decode()
    except UnicodeDecodeError:
        return  # a lone surrogate, written as it is: no UTF-8, so no record
    spans = record_spans(raw, "text", 100)
    assert spans is not None
    lines = [json.loads(b'"' + raw[start - 100 : end - 100] + b'"') for start, end in spans]
    assert lines == [line + "\n" for line in text.split("\n")[:-1]] + [text.rpartition("\n")[2]]


Pack = Callable[[bytes], bytes]
PACKINGS: dict[str, tuple[Pack, Pack]] = {
    "": (bytes, bytes),
    ".gz": (lambda data: gzip.compress(data, 6, mtime=7), gzip.decompress),
    ".zst": (zstandard.compress, lambda data: zstandard.ZstdDecompressor().stream_reader(io.BytesIO(data)).read()),
}


@pytest.mark.parametrize("suffix", PACKINGS)
def test_records_come_back(suffix: str, tmp_path: Path) -> None:
    texts = [path.read_text(encoding="utf-8") for path in DUMPS[:8]]
    rows = [json.dumps({"id": f"é{n}", "text": text, "x": 1.0}, ensure_ascii=bool(n % 2)) for n, text in enumerate(texts)]
    content = "".join(row + "\r\n" for row in rows).encode()
    packed, unpacked = PACKINGS[suffix]
    (tmp_path / f"a.jsonl{suffix}").write_bytes(packed(content))
    name = f"a.jsonl{suffix}"
    done = run(["check", "-q", "--fix", "--max-removed", "1", "--removed", "log", name], b"", tmp_path)
    assert done.returncode == 0, done.stderr
    after = unpacked((tmp_path / name).read_bytes())
    assert len(after) < len(content)
    records = [json.loads(line) for line in after.splitlines()]
    assert [(record["id"], record["x"]) for record in records] == [(f"é{n}", 1.0) for n in range(len(texts))]
    gone = [json.loads(line) for line in (tmp_path / "log").read_text(encoding="utf-8").splitlines()]
    assert gone[0]["before"] == hashlib.sha256(content).hexdigest()
    assert run(["check", "-q", name], b"", tmp_path).returncode == 0
    assert run(["restore", "log"], b"", tmp_path).returncode == 0
    assert unpacked((tmp_path / name).read_bytes()) == content


def test_a_broken_archive_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress(b'{"text": "A."}\n' * 100)[:-12])
    (tmp_path / "b.jsonl.zst").write_bytes(b"no archive")
    done = run(["check", "-q", "a.jsonl.gz", "b.jsonl.zst"], b"", tmp_path)
    assert done.returncode == 2
    assert done.stderr.count(b"cannot be read") == 2


DUMP = "A line of the text.\nAdvertisement\nMore text stays here.\n" * 40
CLEAN = "A line of the text.\nMore text stays here.\n" * 40


def test_mode_owner_and_links_stay(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.txt").write_text(DUMP, encoding="utf-8")
    (tmp_path / "real" / "a.txt").chmod(0o640)
    (tmp_path / "link.txt").symlink_to("real/a.txt")
    before = (tmp_path / "real" / "a.txt").stat()
    assert run(["check", "-q", "--fix", "link.txt"], b"", tmp_path).returncode == 0
    after = (tmp_path / "real" / "a.txt").stat()
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / "real" / "a.txt").read_text(encoding="utf-8") == CLEAN
    assert (after.st_mode, after.st_uid, after.st_gid) == (before.st_mode, before.st_uid, before.st_gid)
    assert sorted(path.name for path in tmp_path.rglob("*.txt")) == ["a.txt", "link.txt"]


@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere")
def test_what_is_read_only_is_refused(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "a.txt").write_text(DUMP, encoding="utf-8")
    (tmp_path / "sub").chmod(0o555)
    done = run(["check", "-q", "--fix", "sub/a.txt"], b"", tmp_path)
    (tmp_path / "sub").chmod(0o755)
    assert done.returncode == 2
    assert b"left as it is" in done.stderr
    assert (tmp_path / "sub" / "a.txt").read_text(encoding="utf-8") == DUMP


def test_a_folder_that_takes_no_file_leaves_the_old_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(DUMP, encoding="utf-8")

    def refused(*args: object, **named: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(tempfile, "mkstemp", refused)
    report = Inspector(Plan("fix"))(job(tmp_path / "a.txt"))
    assert report.problems == ["cannot be written: Permission denied; left as it is"]
    assert not any(item.fixed for item in report.findings)
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == DUMP


@pytest.mark.parametrize("how", ["appended", "replaced", "gone"])
def test_a_file_that_changed_while_it_was_read_is_not_written(how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(DUMP, encoding="utf-8")

    def changed(*args: object) -> None:
        if how == "appended":
            with path.open("a", encoding="utf-8") as file:
                file.write("One more line.\n")
        else:
            path.unlink()
            if how == "replaced":
                path.write_text(DUMP + "!", encoding="utf-8")
        fix_file(*args)  # type: ignore[arg-type]

    monkeypatch.setattr("cleaner.cli.inspect.fix_file", changed)
    report = Inspector(Plan("fix"))(job(path))
    assert report.problems
    expected = {"appended": DUMP + "One more line.\n", "replaced": DUMP + "!", "gone": None}[how]
    assert (path.read_text(encoding="utf-8") if path.exists() else None) == expected
    assert not list(tmp_path.glob(f"{BESIDE}*"))


def test_killed_at_any_instant_every_file_is_old_or_new(tmp_path: Path) -> None:
    names = [f"{number:03}.txt" for number in range(120)]
    with within(tmp_path):
        for name in names:
            Path(name).write_text(DUMP + name, encoding="utf-8")
        environment = os.environ | {"PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-m", "cleaner", "check", "-q", "-j", "1", "--fix", "--no-cache", "--removed", "log", *names]
        killed = 0
        for step in range(14):
            with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
                assert process.stdout
                process.stdout.readline()  # it has fixed the first file that was left
                time.sleep(step * 0.003)
                process.send_signal(signal.SIGKILL)
                killed += process.wait() == -signal.SIGKILL
            for name in names:
                assert Path(name).read_text(encoding="utf-8") in (DUMP + name, CLEAN + name)
        assert killed
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
        assert all(Path(name).read_text(encoding="utf-8") == CLEAN + name for name in names)
        assert undone(Path("log"))
        assert all(Path(name).read_text(encoding="utf-8") == DUMP + name for name in names)


def test_two_runs_at_once_do_no_harm(tmp_path: Path) -> None:
    names = [f"{number:03}.txt" for number in range(60)]
    for name in names:
        (tmp_path / name).write_text(DUMP + name, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "cleaner", "check", "-q", "--fix", "--removed", "log", *names]
    both = [subprocess.Popen(command, cwd=tmp_path, env=environment, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [process.wait() for process in both] == [0, 0]
    assert all((tmp_path / name).read_text(encoding="utf-8") == CLEAN + name for name in names)
    with within(tmp_path):
        assert undone(Path("log"))
    assert all((tmp_path / name).read_text(encoding="utf-8") == DUMP + name for name in names)


def test_restore_refuses_what_has_changed_since_and_half_a_log(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(DUMP, encoding="utf-8")
    run(["check", "-q", "--fix", "--removed", "log", "a.txt", "b.txt"], b"", tmp_path)
    (tmp_path / "a.txt").write_text(CLEAN + "!", encoding="utf-8")
    done = run(["restore", "log"], b"", tmp_path)
    assert done.returncode == 2
    assert b"a.txt: has changed since it was fixed" in done.stderr
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == CLEAN + "!"
    assert (tmp_path / "b.txt").read_text(encoding="utf-8") == DUMP
    run(["check", "-q", "--fix", "--removed", "log2", "b.txt"], b"", tmp_path)
    rows = (tmp_path / "log2").read_bytes().splitlines(keepends=True)
    (tmp_path / "log2").write_bytes(b"".join(rows[:3]) + rows[3][:20])
    assert run(["restore", "log2"], b"", tmp_path).returncode == 2
    assert (tmp_path / "b.txt").read_text(encoding="utf-8") == CLEAN


HOSTILE = ["new\nline.txt", "esc\x1b[31m.txt", "-dash.txt", "sp ace.txt", 'quote".txt', "\udcff.txt", "::error.txt", "a:1:1: AD01.txt"]


def test_names_of_files_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "cleaner.toml").write_text('include = ["dumps/*"]\n', encoding="utf-8")
    (tmp_path / "dumps").mkdir()
    for name in HOSTILE:
        (tmp_path / "dumps" / name).write_text(DUMP, encoding="utf-8")
    for name in FORMATS:
        done = run(["check", "-f", name], b"", tmp_path)
        assert done.returncode == 1, done.stderr
        assert b"\x1b" not in done.stdout + done.stderr
        lines = {"text": 40, "jsonl": 40, "github": 40}.get(name)
        assert lines is None or done.stdout.count(b"\n") == lines * len(HOSTILE)
    listed = b"".join(os.fsencode(f"dumps/{name}") + b"\0" for name in HOSTILE)
    assert run(["check", "-q", "--fix", "--removed", "log", "-"], listed, tmp_path).returncode == 0
    assert run(["check", "-q"], b"", tmp_path).returncode == 0
    assert run(["restore", "log"], b"", tmp_path).returncode == 0
    assert all((tmp_path / "dumps" / name).read_text(encoding="utf-8") == DUMP for name in HOSTILE)


def test_a_diff_is_what_a_fix_does(tmp_path: Path) -> None:
    (tmp_path / "cleaner.toml").write_text('include = ["*.txt", "*.jsonl"]\nlevel = "full"\nmax_removed = 1.0\n', encoding="utf-8")
    for number, source in enumerate(DUMPS):
        text = source.read_text(encoding="utf-8")
        (tmp_path / f"{number}.txt").write_text(text.rstrip("\n") if number % 2 else text, encoding="utf-8")
        (tmp_path / f"{number}.jsonl").write_text(json.dumps({"text": text}) + "\n", encoding="utf-8")
    for number, text in enumerate(("Advertisement\nA line.\nB line.\n", "Advertisement", "Advertisement\n", "A line.\nAdvertisement\n")):
        (tmp_path / f"mark{number}.txt").write_text(text, encoding="utf-8-sig")
    diff = run(["check", "-q", "--diff"], b"", tmp_path)
    assert diff.returncode == 1, diff.stderr
    copy = tmp_path / "copy"
    copy.mkdir()
    for path in (*tmp_path.glob("*.txt"), *tmp_path.glob("*.jsonl")):
        (copy / path.name).write_bytes(path.read_bytes())
    subprocess.run(["git", "apply", "-p0", "-"], input=diff.stdout, cwd=copy, check=True)
    run(["check", "-q", "--fix"], b"", tmp_path)
    assert all((tmp_path / path.name).read_bytes() == path.read_bytes() for path in copy.iterdir())


def test_the_order_and_the_answer_do_not_depend_on_processes_or_cache(tmp_path: Path) -> None:
    (tmp_path / "cleaner.toml").write_text('include = ["*.txt", "*.jsonl"]\n', encoding="utf-8")
    for number, source in enumerate(DUMPS * 3):
        (tmp_path / f"{number}.txt").write_bytes(source.read_bytes())
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": 1, "text": DUMP}) + "\n", encoding="utf-8")
    one = run(["check", "-j", "1", "--no-cache", "-f", "jsonl"], b"", tmp_path)
    assert not (tmp_path / ".cleaner_cache").exists()
    for options in (["-j", "3"], ["-j", "3"], ["-j", "1"], ["-j", "2", "--no-cache"]):
        assert run(["check", "-f", "jsonl", *options], b"", tmp_path).stdout == one.stdout
    (tmp_path / ".cleaner_cache" / "answers.sqlite").write_bytes(b"no cache")
    assert run(["check", "-f", "jsonl"], b"", tmp_path).stdout == one.stdout
    assert (tmp_path / ".cleaner_cache" / ".gitignore").read_text(encoding="utf-8") == "*\n"
    fewer = run(["check", "-f", "jsonl", "--ignore", "AD"], b"", tmp_path)
    assert b"AD01" in one.stdout
    assert b"AD01" not in fewer.stdout


def test_an_unchanged_file_is_answered_from_the_cache_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.txt").write_text(DUMP, encoding="utf-8")
    (tmp_path / "a.jsonl").write_text(json.dumps({"id": "", "text": DUMP}) + "\n", encoding="utf-8")
    (tmp_path / "own.toml").write_text(OWN_PACK.format("Jetty times"), encoding="utf-8")
    plan = Plan("report", cache=tmp_path / FOLDER)
    jobs = [job(tmp_path / name) for name in ("a.txt", "a.jsonl")]
    asked: list[str] = []

    def watched(job: Job, *rest: Any) -> Report:
        asked.append(Path(job.path).name)
        return check_content(job, *rest)

    monkeypatch.setattr("cleaner.cli.inspect.check_content", watched)
    first = list(inspected(jobs, plan, 1))
    assert (asked, [len(report.findings) for report in first]) == (["a.txt", "a.jsonl"], [40, 40])
    again = list(inspected(jobs, plan, 1))
    assert asked == ["a.txt", "a.jsonl"]
    assert [report.findings for report in again] == [report.findings for report in first]
    (tmp_path / "a.txt").write_text(f"{DUMP}Advertisement\n", encoding="utf-8")
    assert [len(report.findings) for report in inspected(jobs, plan, 1)] == [41, 40]
    own = [item._replace(options=replace(item.options, rules=(str(tmp_path / "own.toml"),))) for item in jobs]
    for words in ("Jetty times", "Ferry times"):
        (tmp_path / "own.toml").write_text(OWN_PACK.format(words), encoding="utf-8")
        compiled.cache_clear()
        list(inspected(own, plan, 1))
        options_digest.cache_clear()
    assert asked == [*["a.txt", "a.jsonl"], "a.txt", *["a.txt", "a.jsonl"] * 2]


def test_unsafe_fixes_and_level_full_report_and_fix_alike(tmp_path: Path) -> None:
    def check(*arguments: str) -> Any:
        return CliRunner().invoke(app, ["check", "-q", "-f", "jsonl", *arguments])

    told = {}
    for name, more, configured in (("flag", ["--unsafe-fixes"], ""), ("level", [], 'level = "full"\n')):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "cleaner.toml").write_text(f'include = ["*.txt"]\n{configured}', encoding="utf-8")
        for number, source in enumerate(DUMPS[:3]):
            (folder / f"{number}.txt").write_bytes(source.read_bytes())
        with within(folder):
            safe = check("--isolated", "0.txt", "1.txt", "2.txt")
            found = check(*more)
            assert found.exit_code == 1
            assert found.stdout.count("\n") > safe.stdout.count("\n"), "the scorecard's are reported too"
            check("--fix", "--max-removed", "1", *more)
            assert check(*more).exit_code == 0
        told[name] = found.stdout, {path.name: path.read_bytes() for path in folder.glob("*.txt")}
    assert told["flag"] == told["level"]


def test_all_formats_are_named() -> None:
    assert (*FORMATS, "html") == NAMED_FORMATS


def test_the_terminal_shows_the_line(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A line of text.\nAdvertisement\n", encoding="utf-8")
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"} | {"PYTHONPATH": str(ROOT), "FORCE_COLOR": "1"}
    command = [sys.executable, "-m", "cleaner", "check", "-q", "a.txt"]
    shown = subprocess.run(command, capture_output=True, cwd=tmp_path, env=environment, check=False).stdout.decode()
    assert shown == "\x1b[1ma.txt\x1b[0m:2:1: \x1b[1;31mAD01\x1b[0m labels an advertisement\n     2 | \x1b[33mAdvertisement\x1b[0m\n"
