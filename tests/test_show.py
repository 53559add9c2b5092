"""`cleaner show`: codes in the margin, nothing of a dump drives the terminal, page by page."""

from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

from cleaner.clean import clean
from cleaner.cli.formats import Look
from cleaner.cli.showing import Source, harmless, shown

from .conftest import FIXTURES, ROOT
from .test_cli import run

DUMP = (FIXTURES / "pages" / "en-agency" / "source.txt").read_text(encoding="utf-8")


PLAIN = Look(False, False)


def rows(text: str, look: Look = PLAIN) -> list[str]:
    return "".join(shown(Source("a.txt", clean(text, kind="text")), look)).split("\n")


def test_each_line_stands_under_its_number() -> None:
    document = clean(DUMP, kind="text")
    out = rows(DUMP)
    gone = {item.line: item for item in document.removed}
    lines = DUMP.rstrip("\n").split("\n")
    width = len(str(len(lines)))
    margin = max(len(item.code) for item in document.removed)
    for number, line in enumerate(lines, 1):
        code = gone[number].code if number in gone else ""
        sign = " " if not code else ">" if code.startswith("META") else "-"
        assert out[number + 1] == f"{number:{width}} {code:{margin}} {sign} {line}".rstrip()
    assert any(re.fullmatch(r"AD01 +\d+ lines? +labels an advertisement", line) for line in out[len(lines) + 2 :])
    assert out[0].startswith("a.txt: ")


def test_colours_dim_what_goes_and_mark_what_moves() -> None:
    out = rows(DUMP, Look(True, True))
    assert any("\x1b[2;9mAdvertisement\x1b[0m" in line for line in out)
    assert any("\x1b[36mBy Lena Hartwick\x1b[0m" in line for line in out)


def test_escapes_of_a_dump_never_reach_the_terminal() -> None:
    hostile = "\x1b]0;owned\x07 \x9b31m \u202e \x08 \u2028 \r over"
    out = rows(f"Text of the page.\n{hostile}\nAdvertisement\x1b[2J\n")
    assert not any(sign in line for line in out for sign in "\x1b\x07\x9b\u202e\x08\u2028\r")
    assert r"\x1b]0;owned\x07 \x9b31m \u202e \x08 \u2028 \r over" in out[3]
    assert harmless("می\u200cخواهم\u00a0را") == "می\u200cخواهم\u00a0را"


def test_a_pipe_gets_plain_text_and_a_hostile_name_harms_nothing(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[31m.txt").write_text(DUMP, encoding="utf-8")
    done = run(["show", "a\x1b[31m.txt"], b"", tmp_path)
    assert done.returncode == 0
    assert b"\x1b" not in done.stdout
    assert done.stdout.startswith(b"a\\x1b[31m.txt: ")
    mine = run(["show", "-"], b"---\ncleaner: 1\ntitle: A\n---\nText of the page.\nAdvertisement\n", tmp_path).stdout.decode()
    assert "4        ---" in mine
    assert "6 AD01 - Advertisement" in mine
    lines = [json.dumps({"text": "A line of text that stays.\nAdvertisement"}), json.dumps({"id": 3}), ""]
    (tmp_path / "a.jsonl").write_text("\n".join(lines), encoding="utf-8")
    records = run(["show", "--level", "safe", "a.jsonl"], b"", tmp_path)
    assert records.returncode == 2
    assert records.stderr.startswith(b"cleaner: a.jsonl:2: no text in field 'text'")
    assert b"2 AD01 - Advertisement" in records.stdout
    assert run(["show", "none.txt"], b"", tmp_path).returncode == 2
    assert b"name the file .jsonl" in run(["show", "-"], b'{"text": "A"}\n', tmp_path).stderr


def test_a_terminal_gets_pages(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DUMP, encoding="utf-8")
    (tmp_path / "pager").write_text(
        f"#!{sys.executable}\nimport os, sys\nsys.stdout.write(os.environ['LESS'] + ' paged ' + sys.stdin.readline())\n"
    )
    (tmp_path / "pager").chmod(0o755)
    here, there = pty.openpty()
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm", "PAGER": str(tmp_path / "pager")}
    environment.pop("LESS", None)
    environment.pop("NO_COLOR", None)
    with subprocess.Popen([sys.executable, "-m", "cleaner", "show", "a.txt"], stdout=there, cwd=tmp_path, env=environment) as process:
        os.close(there)
        out = os.read(here, 1 << 16)
        assert process.wait(60) == 0
    os.close(here)
    assert out.startswith(b"FRX paged \x1b[1ma.txt: ")
