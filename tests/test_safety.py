"""Output safety: nothing in a dump, a name or a file from a stranger drives a terminal, breaks a format, or chooses where output goes."""

from __future__ import annotations

import json
import os
import pty
import re
import sys
from itertools import pairwise
from pathlib import Path
from subprocess import DEVNULL, Popen

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cleaner import Document
from cleaner.cli import formats
from cleaner.cli.findings import Finding, Report
from cleaner.cli.formats import Look
from cleaner.cli.front import front_matter, split_front
from cleaner.cli.output import as_json
from cleaner.model import Byline, Dateline

from .conftest import ROOT
from .test_cli import run

# Codes that move the cursor, set the title of the window, begin a command of eight bits, turn the order of letters round.
CODES = "\x1b[2J\x1b]0;title\x07\x9b31m\r\x08\u202e"
RAW = re.compile(  # carriage returns end the lines of a terminal, colours are ours
    "[\x00-\x08\x0b\x0c\x0e-\x1a\x1c-\x1f\x7f-\x9f\u202e]|\x1b(?!\\[[0-9;]*m)"
)
ENDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
PAGE = f"Old ferry {CODES} returns\nBy Jo {CODES} March\n\nThe old ferry {CODES} returned on Monday.\nAdvertisement\n"


def on_terminal(args: list[str], folder: Path) -> str:
    """What a command shows on a terminal, stdout and stderr."""
    here, there = pty.openpty()
    environment = os.environ | {"PYTHONPATH": str(ROOT), "COLUMNS": "200", "TERM": "xterm", "FORCE_COLOR": ""}
    command = [sys.executable, "-m", "cleaner", *args]
    out = b""
    with Popen(command, stdin=DEVNULL, stdout=there, stderr=there, cwd=folder, env=environment):
        os.close(there)
        while more := read_terminal(here):
            out += more
    os.close(here)
    return out.decode()


def read_terminal(here: int) -> bytes:
    """Some bytes of a terminal; none once it is closed."""
    try:
        return os.read(here, 1 << 16)
    except OSError:
        return b""


SHOWING = [
    ["{}"],
    ["-f", "text", "{}"],
    ["-f", "json", "{}"],
    ["-f", "jsonl", "--show-removed", "{}", "a.txt"],
    ["check", "{}"],
    ["check", "--diff", "{}"],
    ["check", "-f", "json", "{}"],
    ["check", "-f", "github", "{}"],
    ["check", "-f", "sarif", "{}"],
    ["meta", "{}"],
    ["meta", "--today", f"2024{CODES}"],
    ["none" + CODES],
    ["--no" + CODES],
    ["check", "--no" + CODES],
    ["check", "--select", f"AD{CODES}", "{}"],
    ["config"],
]


@pytest.mark.parametrize("args", SHOWING, ids=lambda args: ascii(" ".join(args)))
def test_no_control_code_reaches_a_terminal(args: list[str], tmp_path: Path) -> None:
    name = f"dump{CODES}\n.txt"
    (tmp_path / name).write_text(PAGE, encoding="utf-8")
    (tmp_path / "a.txt").write_text(PAGE, encoding="utf-8")
    (tmp_path / "cleaner.toml").write_text(f"include = [{json.dumps(CODES)}]\n", encoding="utf-8")
    shown = on_terminal([name if arg == "{}" else arg for arg in args], tmp_path)
    assert shown
    assert not RAW.findall(shown), ascii(shown)


SIGNS = ("\n", "---", "\n---\n", ": ", "'", '"', "\\", "\x1b[31m", "\x85", "\u2028", "\ufeff", "\ud800", "&a", "*a", "!!", "- ", "%", " ")
hostile = st.text(st.characters(), min_size=1, max_size=40) | st.lists(st.sampled_from(SIGNS), min_size=1, max_size=8).map("".join)


@settings(max_examples=80, deadline=None)
@given(title=hostile, raw=hostile, authors=st.lists(hostile, min_size=1, max_size=3), place=hostile, body=hostile)
def test_front_matter_reads_back(title: str, raw: str, authors: list[str], place: str, body: str) -> None:
    document = Document(body, title=title, byline=Byline(raw, tuple(authors)), dateline=Dateline(raw, place), made_by="cleaner")
    block = front_matter(document)
    assert not ENDS.search(block.replace("\n", ""))
    found, rest, values = split_front(block + body)
    assert (found, rest) == (block, body)
    assert values is not None
    assert (values["title"], values["byline"], values["authors"], values["place"]) == (title, raw, authors, place)
    assert yaml.safe_load(block.strip("-\n")) == values


@settings(max_examples=100, deadline=None)
@given(path=hostile, why=hostile, text=hostile, record=hostile)
@example(path="\udc80\udd00", why="-", text="-", record="-")
@example(path="\udc80", why="-", text="-", record="-")
def test_findings_read_back(path: str, why: str, text: str, record: str) -> None:
    finding = Finding(3, 1, "AD01", why, text, record, 2)
    look = Look(False, False)

    def shown(name: str) -> str:
        return "".join(formats.FORMATS[name]([Report(path, [finding])], look))

    (plain,) = json.loads(shown("json"))
    assert (plain["file"], plain["why"], plain["text"], plain["record"]) == (path, why, text, record)
    assert json.loads(shown("jsonl")) == plain
    assert shown("jsonl").count("\n") == 1
    for name in ("github", "text"):
        assert shown(name).count("\n") == 1
        assert shown(name).rstrip("\n").isprintable()
    assert shown("github").startswith("::error title=cleaner AD01,file=")
    assert shown("github").partition("::error ")[2].partition("::")[0].count(",") == 3
    if not any("\ud800" <= sign <= "\udfff" and not "\udc80" <= sign <= "\udcff" for sign in path):  # what no name of a file decodes to
        place = json.loads(shown("sarif"))["runs"][0]["results"][0]["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"].isascii()


@settings(max_examples=100, deadline=None)
@given(value=st.recursive(hostile, lambda items: st.lists(items, max_size=3) | st.dictionaries(hostile, items, max_size=3), max_leaves=6))
def test_json_is_one_line_of_utf8(value: object) -> None:
    line = as_json(value)
    assert "\n" not in line
    assert json.loads(line.encode()) == value


SLOW = {
    "bomb": "a: &a [x,x]\n" + "".join(f"{new}: &{new} [*{old},*{old},*{old}]\n" for old, new in pairwise("abcdefghijklmnopqrs")),
    "itself": "a: &a [*a]\n",
    "deep": "a: " + "[" * 9000 + "\n",
    "deeper": "a:\n" + "".join(" " * n + "- \n" for n in range(150)),
    "many": "".join(f"a{n}: 1\n" for n in range(9000)),
    "no day": "published: 2024-02-31\n",
    "object": "a: !!python/object/apply:os.system [exit]\n",
    "number": "a: " + "9" * 5000 + "\n",
}


@pytest.mark.parametrize("name", SLOW)
def test_a_block_made_to_be_slow_is_part_of_the_body(name: str, tmp_path: Path) -> None:
    block = f"---\ncleaner: 1\n{SLOW[name]}---\n"
    assert split_front(block + "A line.\n") == (block, "A line.\n", None)
    done = run(["--level", "safe"], (block + "A line of text.\n").encode(), tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode().endswith(block + "A line of text.\n")


def test_no_name_leads_out_of_the_output(tmp_path: Path) -> None:
    inside, outside = tmp_path / "work" / "deep", tmp_path / "other.txt"
    inside.mkdir(parents=True)
    outside.write_text("A line of text.\n", encoding="utf-8")
    (inside / "link.txt").symlink_to(outside)
    names = ["../../other.txt", str(outside), "link.txt", "../deep/link.txt"]
    done = run([*names, "-o", "out"], b"", inside)
    assert done.returncode == 0, done.stderr
    written = {path for path in tmp_path.rglob("*") if path.is_file() and path.read_bytes().startswith(b"---")}
    assert len(written) == 4
    assert all(path.is_relative_to(inside / "out") and not path.is_symlink() for path in written)
    assert outside.read_text(encoding="utf-8") == "A line of text.\n"


@pytest.mark.parametrize("site", ["../../etc", "/etc/cron.d", "a/../b.example", "..", "con\x00.example", "a.example/../..", "-.example\n"])
def test_no_site_leads_out_of_the_folder_of_sites(site: str, tmp_path: Path) -> None:
    record = json.dumps({"text": "A line of text.", "site": site, "url": f"https://{site}/"})
    (tmp_path / "r.jsonl").write_text(f"{record}\n" * 6, encoding="utf-8")
    run(["learn", "r.jsonl", "-o", "sites"], b"", tmp_path)
    assert {path.relative_to(tmp_path).parts[0] for path in tmp_path.rglob("*") if path.is_file()} <= {"r.jsonl", "sites"}
    assert not list(tmp_path.parent.glob("*.toml"))


def test_no_record_names_a_file_of_a_run(tmp_path: Path) -> None:
    rows = [{"id": "../../x", "url": "file:///etc/passwd", "text": "A line of text.", "site": "../y"}]
    (tmp_path / "r.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert run(["run", "-q", "-j", "1", "-o", "out", "r.jsonl"], b"", tmp_path).returncode == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["manifest.jsonl", "part-000000.jsonl"]


def test_a_link_that_leads_out_of_the_folder_is_not_fixed(tmp_path: Path) -> None:
    dumps, outside = tmp_path / "dumps", tmp_path / "outside.txt"
    dumps.mkdir()
    outside.write_text("A line of text.\nAdvertisement\n", encoding="utf-8")
    (tmp_path / "cleaner.toml").write_text('include = ["*.txt"]\n', encoding="utf-8")
    (dumps / "a.txt").symlink_to("../outside.txt")
    (dumps / "b.txt").symlink_to("c.txt")
    (dumps / "c.txt").write_text("A line of text.\nAdvertisement\n", encoding="utf-8")
    done = run(["check", "--fix", "dumps"], b"", tmp_path)
    assert done.returncode == 0, done.stderr
    assert b"dumps/a.txt: skipped: a link that leads out of the folder" in done.stderr
    assert outside.read_text(encoding="utf-8") == "A line of text.\nAdvertisement\n"
    assert (dumps / "c.txt").read_text(encoding="utf-8") == "A line of text.\n"
    assert (dumps / "b.txt").is_symlink()


def test_a_link_that_leads_out_of_the_folder_is_not_read(tmp_path: Path) -> None:
    dumps, outside = tmp_path / "dumps", tmp_path / "outside"
    outside.mkdir()
    dumps.mkdir()
    (outside / "secret.txt").write_text("A line of a secret.\n", encoding="utf-8")
    (dumps / "a.txt").symlink_to("../outside/secret.txt")
    (dumps / "b.txt").symlink_to("c.txt")
    (dumps / "c.txt").write_text("A line of text.\n", encoding="utf-8")
    (dumps / "d.txt").symlink_to("nothing.txt")
    (dumps / "e").symlink_to("../dumps")
    (dumps / "f.txt").symlink_to("f.txt")
    done = run(["run", "dumps", "-o", "out", "-j", "1"], b"", tmp_path)
    assert done.returncode == 0, done.stderr
    told = [line for line in done.stderr.decode().split("\n") if line.startswith("cleaner: ")]
    out = "a link that leads out of the folder; name it to have it read"
    nowhere = "a link that leads nowhere"
    expected = {"a.txt": out, "d.txt": nowhere, "e": out, "f.txt": nowhere}
    assert told == [f"cleaner: dumps/{name}: skipped: {why}" for name, why in expected.items()]
    rows = [json.loads(line) for line in (tmp_path / "out" / "part-000000.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [row["input"] for row in rows] == ["dumps/b.txt", "dumps/c.txt"]


TOMLS = {
    "deep": ("x = " + "[" * 5000, "is nested too deep"),
    "number": ("x = " + "9" * 5000, "digits"),
    "broken": ("x = [", "Invalid value"),
    "zero": ('rules = ["a\\u0000b"]\n', "cannot be read as a pack"),
    "codes": (f"x = {json.dumps('a')}\n{CODES[0]}", "Invalid"),
}


@pytest.mark.parametrize("name", TOMLS)
@pytest.mark.parametrize("place", ["cleaner.toml", "--rules", "--sites"])
def test_hostile_configuration_is_told(place: str, name: str, tmp_path: Path) -> None:
    source, told = TOMLS[name]
    (tmp_path / "cleaner.toml" if place == "cleaner.toml" else tmp_path / "own.toml").write_text(source, encoding="utf-8")
    (tmp_path / "a.txt").write_text("A line of text.\n", encoding="utf-8")
    done = run(["check", "a.txt"] if place == "cleaner.toml" else ["a.txt", place, "own.toml"], b"", tmp_path)
    err = done.stderr.decode()
    assert done.returncode == 2
    assert len(err.splitlines()) == 1
    assert told in err or (name == "zero" and place != "cleaner.toml")
    assert "Traceback" not in err


STATES = {
    "cleaner-baseline.json": [b"[" * 5000, b"{}", b'{"baseline": 1, "accepted": {"AD01": 3}}', b'{"baseline": 1, "accepted": []}', b"\xff"],
    "log": [b"[" * 5000, b'{"file": 1, "offset": "x", "before": 2, "after": 3, "bytes": 4}', b'{"file": "a.txt"}'],
}


@pytest.mark.parametrize(("name", "number"), [(name, number) for name, kinds in STATES.items() for number in range(len(kinds))])
def test_hostile_state_is_told_or_forgotten(name: str, number: int, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(STATES[name][number])
    (tmp_path / "a.txt").write_text("A line of text.\nAdvertisement\n", encoding="utf-8")
    done = run(["restore", "log"] if name == "log" else ["check", "a.txt"], b"", tmp_path)
    assert done.returncode == 2
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("kept", ["", "[", "[]", "{}", "[[1], 2, 3]", '[[[1, 1, "AD01"]], 1, ""]', "[" * 5000, '[[], "x", 1]'])
def test_a_hostile_cache_is_forgotten(kept: str, tmp_path: Path) -> None:
    import sqlite3

    (tmp_path / "a.txt").write_text("A line of text.\nAdvertisement\n", encoding="utf-8")
    first = run(["check", "-f", "jsonl", "a.txt"], b"", tmp_path)
    with sqlite3.connect(tmp_path / ".cleaner_cache" / "answers.sqlite") as base:
        assert base.execute("update answers set answer = ?", (kept,)).rowcount == 1
    again = run(["check", "-f", "jsonl", "a.txt"], b"", tmp_path)
    assert (again.returncode, again.stdout, again.stderr) == (1, first.stdout, first.stderr)
