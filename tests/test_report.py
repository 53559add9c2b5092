"""The report: nothing of a dump is markup or script in it, its size is bounded, and the same documents are shown each time."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Sequence
from functools import partial
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner.clean import Cleaner
from cleaner.cli.sheets import with_fixed
from cleaner.model import FAMILIES, Options
from cleaner.report.page import Proposal, Report, rendered
from cleaner.report.sheet import LONGEST_LINE, MOST_LINES, Row, Sheet, rows_of, sheet_from, sheet_of
from cleaner.report.survey import ALL, MOST_BYTES, MOST_DOCUMENTS, Counted, Survey, key_of, share_bin
from cleaner.sitefile import read_site, site_text

from .conftest import FIXTURES, ROOT
from .test_cli import run

HOSTILE = "</script><script>alert(1)</script><img src=x onerror=alert(1)> & \u2028 \u2029 ]]> <!-- \" ' \ud800 {{ 7 * 7 }} \x1b[31m \x00"
DUMP = (FIXTURES / "pages" / "en-agency" / "source.txt").read_text(encoding="utf-8")


class Outline(HTMLParser):
    """Tags of a page with their attributes, and what its scripts and styles hold."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.held: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self.held.append((tag, ""))

    def handle_data(self, data: str) -> None:
        if self.lasttag in ("script", "style") and self.held:
            tag, text = self.held[-1]
            self.held[-1] = tag, text + data

    def handle_endtag(self, tag: str) -> None:
        self.lasttag = ""


def surveyed(sheets: Sequence[Sheet], most: int = MOST_DOCUMENTS, most_bytes: int = MOST_BYTES, below: int = ALL) -> Survey:
    survey = Survey(most, most_bytes, below)
    for sheet in sheets:
        codes = tuple(row.code for row in sheet.rows if row.code)
        counted = Counted(sheet.name, codes, len(codes), len(sheet.rows), sheet.status, sheet.site)
        survey.add(counted, key_of(sheet.name), partial(Sheet._replace, sheet))
    return survey


def data_in(page: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/json" id="data">(.*?)</script>', page, re.S)
    assert found
    data: dict[str, Any] = json.loads(found[1])
    return data


def hostile_report() -> Report:
    rows = (Row(1, HOSTILE), Row(2, HOSTILE, "AD01", HOSTILE), Row(3, HOSTILE, "OWN<1", HOSTILE))
    sheet = Sheet(HOSTILE, rows, HOSTILE, HOSTILE, HOSTILE, "failed", HOSTILE, 0.5, ((HOSTILE, HOSTILE),))
    rule = Proposal(HOSTILE, HOSTILE, "SITE01", HOSTILE, 5, 6, (HOSTILE,), (HOSTILE,), HOSTILE, HOSTILE)
    return Report(HOSTILE, HOSTILE, surveyed([sheet]), rules=[rule])


def test_nothing_hostile_becomes_markup() -> None:
    page, tame = rendered(hostile_report()), rendered(Report("t", "a", surveyed([]), rules=[]))
    assert page.encode().decode() == page
    assert "alert(1)</script>" not in page
    tags = [tag for tag, _ in Outline(page).tags]
    assert tags.count("script") == [tag for tag, _ in Outline(tame).tags].count("script") == 2
    assert "img" not in tags
    assert not any(name.startswith("on") or name == "style" for _, attributes in Outline(page).tags for name in attributes)
    data = data_in(page)
    safe = HOSTILE.replace("\ud800", "\ufffd")
    assert data["documents"][0][8] == [[1, safe], [2, safe, 0], [3, safe, 1]]
    assert data["rules"][0]["lines"] == [safe]
    raw = page[page.index('id="data">') + 10 :].split("</script>")[0]
    assert not set(raw) & set("<>&\u2028\u2029")


def test_the_policy_allows_the_page_itself_alone() -> None:
    page = rendered(Report("t", "a", surveyed([])))
    outline = Outline(page)
    policy = next(item["content"] or "" for tag, item in outline.tags if tag == "meta" and "http-equiv" in item)
    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    for kind, text in (outline.held[0], outline.held[-1]):
        assert f"{kind}-src 'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'" in policy
    addresses = [value for _, item in outline.tags for name, value in item.items() if name in ("src", "href", "action", "srcset")]
    assert sorted(map(str, addresses)) == ["#documents", "data:,"]
    assert "url(" not in outline.held[0][1]
    assert not re.search(r"innerHTML|insertAdjacent|document\.write|eval\(|fetch\(|https?://(?!www\.w3\.org/2000/svg)", outline.held[-1][1])


@given(st.permutations(range(40)), st.integers(1, 40), st.integers(50, 4000), st.integers(1, 4))
@settings(max_examples=60, deadline=None)
def test_what_is_shown_depends_on_names_alone(order: list[int], most: int, size: int, parts: int) -> None:
    sheets = [Sheet(f"{number}.txt", (Row(1, "x" * (number % 7 * 20)),)) for number in range(40)]
    wanted = surveyed(sheets, most=most, most_bytes=size)
    shuffled = [sheets[number] for number in order]
    whole = Survey(most=most, most_bytes=size)
    for part in range(parts):
        some = surveyed(shuffled[part::parts], most=most, most_bytes=size, below=whole.below)
        whole.merge(json.loads(json.dumps(some.as_dict())))
    assert whole.sheets() == wanted.sheets()
    assert whole.documents == 40
    assert len(wanted.sheets()) <= most
    assert sum(sheet.size for sheet in wanted.sheets()) <= size


def test_a_page_tells_how_many_documents_it_shows() -> None:
    sheets = [Sheet(f"{number}.txt", (Row(1, "Advertisement", "AD01", "labels an advertisement"),)) for number in range(1234)]
    page = rendered(Report("t", "a", surveyed(sheets, most=100)))
    assert "100 of 1,234 documents are shown" in page
    assert len(data_in(page)["documents"]) == 100
    assert "documents are shown, drawn" not in rendered(Report("t", "a", surveyed(sheets)))
    assert rendered(Report("t", "a", surveyed(random.Random(7).sample(sheets, 1234), most=100))) == page


def test_a_page_of_signs_that_are_escaped_is_no_larger_than_told() -> None:
    for text in ("<&>" * 600, "\x00\x1b" * 900, '"\\' * 900, "\u6e2f" * 1900, "\U0001f6a2" * 1900):
        sheets = [Sheet(f"{number}.txt", (Row(1, text),) * 20, detail=text[:200]) for number in range(20)]
        survey = surveyed(sheets, most_bytes=400_000)
        assert 1 <= len(survey.sheets()) < 20
        page = rendered(Report("t", "a", survey))
        assert len(page.encode()) < 400_000 + len(rendered(Report("t", "a", surveyed([])))) + 5_000


def test_a_long_document_shows_what_went_and_its_neighbours() -> None:
    lines = [f"line {number}" for number in range(1, 5001)]
    rows = rows_of(lines, {2500: ("AD01", "labels an advertisement")})
    assert [row.number or -int(row.text) for row in rows] == [1, -2496, 2498, 2499, 2500, 2501, 2502, -2498]
    every = rows_of(lines, dict.fromkeys(range(1, 5001), ("AD01", "x")))
    assert len(every) == MOST_LINES + 1
    assert every[-1] == Row(0, str(5000 - MOST_LINES))
    assert rows_of(["x" * 10_000], {})[0].text == "x" * LONGEST_LINE + "…"
    assert sum(len(row.text) for row in rows_of(["x" * 1999] * 500, {})) < 70_000


def test_a_document_comes_back_from_json() -> None:
    document = Cleaner(Options()).clean(DUMP)
    sheet = sheet_of(document, "a.txt", "full")
    assert sheet_from(json.loads(json.dumps(sheet))) == sheet
    assert [row.text for row in sheet.rows] == DUMP.split("\n")
    assert {row.number: row.code for row in sheet.rows if row.code} == {item.line: item.code for item in document.removed}
    assert dict(sheet.facts)["authors"] == "Lena Hartwick"


@pytest.mark.parametrize(("gone", "of", "place"), [(0, 100, 0), (0, 0, 0), (1, 1000, 1), (5, 100, 1), (6, 100, 2), (100, 100, 20)])
def test_shares_fall_into_bins(gone: int, of: int, place: int) -> None:
    assert share_bin(gone, of) == place


def test_every_family_has_a_colour_and_own_ones_too() -> None:
    page = rendered(Report("t", "a", surveyed([Sheet("a", (Row(1, "x", "ZEBRA01", "own"),))])))
    for family in (*FAMILIES, "ZEBRA"):
        assert f".f-{family} {{ --h: " in page
    assert "a rule of your own" in page


@given(st.lists(st.sampled_from(["Text.", "", "Advertisement"]), max_size=12))
def test_fixed_lines_stand_where_they_stood(lines: list[str]) -> None:
    fixed = {number: line for number, line in enumerate(lines, 1) if line == "Advertisement"}
    assert with_fixed([line for line in lines if line != "Advertisement"], fixed) == lines


def test_check_shows_files_and_records_before_and_after_a_fix(tmp_path: Path) -> None:
    (tmp_path / "cleaner.toml").write_text('include = ["*.txt", "*.jsonl", "*.html"]\nmax_removed = 1.0\n', encoding="utf-8")
    (tmp_path / "a<b>.txt").write_text(DUMP, encoding="utf-8")
    (tmp_path / "bad.txt").write_bytes(b"\xff\xfe\x00\x01\x02" + bytes(range(128, 256)))
    records = [
        {"id": "one", "site": "harbour.example", "language": "en", "text": DUMP},
        {"id": "two", "text": "Text.\nAdvertisement\nMore."},
    ]
    (tmp_path / "c.jsonl").write_text("".join(json.dumps(record) + "\n" for record in records), encoding="utf-8")
    done = run(["check", "-q", "-f", "html", "-o", "r.html"], b"", tmp_path)
    assert done.returncode in (1, 2), done.stderr
    assert done.stdout == b""
    first = data_in((tmp_path / "r.html").read_text(encoding="utf-8"))
    names = [document[0] for document in first["documents"]]
    assert {"a<b>.txt", "c.jsonl#one", "c.jsonl#two"} <= set(names)
    assert "r.html" not in names
    one = first["documents"][names.index("c.jsonl#one")]
    assert one[1:4] == ["harbour.example", "en", "safe"]
    assert [row[1] for row in one[8]] == DUMP.split("\n")
    rows = first["documents"][names.index("c.jsonl#two")][8]
    assert [row[:2] for row in rows] == [[1, "Text."], [2, "Advertisement"], [3, "More."]]
    assert first["notes"][rows[1][2]][0] == "AD01"
    run(["check", "-q", "--fix", "--no-cache", "-f", "html", "-o", "r.html"], b"", tmp_path)
    assert json.loads((tmp_path / "c.jsonl").read_text(encoding="utf-8").split("\n")[1])["text"] == "Text.\nMore."
    second = data_in((tmp_path / "r.html").read_text(encoding="utf-8"))
    shown = {document[0]: [row[1] for row in document[8]] for document in second["documents"]}
    assert shown["a<b>.txt"] == shown["c.jsonl#one"] == DUMP.split("\n")
    assert shown["c.jsonl#two"] == ["Text.", "Advertisement", "More."]


def corpus(folder: Path, documents: int) -> None:
    lines = [
        json.dumps({"id": f"d{number}", "url": f"https://s{number % 3}.example/{number}", "text": f"{DUMP}\nLine {number} of the minutes."})
        for number in range(documents)
    ]
    (folder / "in.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


RUN = ["run", "in.jsonl", "-o", "out", "--report", "out/report.html", "--part-size", "0.01", "-q"]


def test_the_report_of_a_killed_run_is_that_of_a_whole_one(tmp_path: Path) -> None:
    for name in ("whole", "killed"):
        (tmp_path / name).mkdir()
        corpus(tmp_path / name, 40)
    assert run([*RUN, "-j", "1"], b"", tmp_path / "whole").returncode == 0
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "cleaner", *RUN, "-j", "2"]
    with subprocess.Popen(command, cwd=tmp_path / "killed", env=environment, start_new_session=True) as process:
        kept = tmp_path / "killed" / "out" / ".report.jsonl"
        while process.poll() is None and not (kept.exists() and kept.stat().st_size):
            time.sleep(0.005)
        os.killpg(process.pid, signal.SIGKILL)
    assert not (tmp_path / "killed" / "out" / "report.html").exists()
    with kept.open("ab") as file:
        file.write(b'{"part": 7, "sur')
    assert run([*RUN, "-j", "2"], b"", tmp_path / "killed").returncode == 0
    one, other = ((tmp_path / name / "out" / "report.html").read_bytes() for name in ("whole", "killed"))
    assert one == other
    data = data_in(one.decode())
    assert len(data["documents"]) == 40
    assert {document[1] for document in data["documents"]} == {"s0.example", "s1.example", "s2.example"}
    assert "Lines removed, by site" in one.decode()


def test_a_run_without_a_report_cannot_go_on_with_one(tmp_path: Path) -> None:
    corpus(tmp_path, 2)
    assert run(["run", "in.jsonl", "-o", "out", "-q", "-j", "1"], b"", tmp_path).returncode == 0
    done = run([*RUN[:6], "-q"], b"", tmp_path)
    assert done.returncode == 2
    assert b"report was None, now True" in done.stderr
    assert run([*RUN[:6], "-q", "--overwrite", "-j", "1"], b"", tmp_path).returncode == 0
    assert (tmp_path / "out" / "report.html").exists()
    inside = run(["run", ".", "-o", "out2", "--report", "r.html"], b"", tmp_path)
    assert inside.returncode == 2
    assert b"which is an input" in inside.stderr


def test_a_review_shows_rules_their_pages_and_a_line_that_disables_each(tmp_path: Path) -> None:
    done = run(["learn", str(FIXTURES / "sites"), "-o", "sites", "--review", "review.html"], b"", tmp_path)
    assert done.returncode == 0, done.stderr
    data = data_in((tmp_path / "review.html").read_text(encoding="utf-8"))
    file = tmp_path / "sites" / "harbourlight.example.toml"
    site = read_site(file)
    assert len(data["rules"]) == len(site.rules) > 4
    at_work = {data["notes"][row[2]][2] for document in data["documents"] for row in document[8] if len(row) > 2}
    assert sum(rule["id"] in at_work for rule in data["rules"]) >= len(site.rules) - 2
    text = site_text(site).split("\n")
    for number in reversed(range(len(data["rules"]))):  # a line pasted under the place that is told disables that rule alone
        rule = data["rules"][number]
        place = int(re.findall(r"line (\d+) of", rule["under"])[0])
        assert rule["under"].startswith(text[place - 1])
        file.write_text("\n".join([*text[:place], rule["off"], *text[place:]]), encoding="utf-8")
        assert [one.enabled for one in read_site(file).rules] == [place != number for place in range(len(site.rules))]


def test_a_report_takes_no_other_files_place(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A line of text.\nAdvertisement\n", encoding="utf-8")
    (tmp_path / "notes.html").write_text("<p>mine</p>", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    for args in (["-f", "html", "-o", "notes.html"], ["-f", "html", "-o", "a.txt"], ["-f", "html", "-o", "folder"], ["-o", "a.txt"]):
        done = run(["check", "a.txt", *args], b"", tmp_path)
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1
    assert (tmp_path / "notes.html").read_text(encoding="utf-8") == "<p>mine</p>"
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "A line of text.\nAdvertisement\n"
    assert run(["check", "a.txt", "-f", "html", "-o", "b/r.html"], b"", tmp_path).returncode == 1
    assert run(["check", "a.txt", "-f", "html", "-o", "b/r.html"], b"", tmp_path).returncode == 1
    assert [path.name for path in (tmp_path / "b").iterdir()] == ["r.html"]
