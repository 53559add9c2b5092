"""Corpora: every format gives the rows of the library, one bad record is one row, a killed run ends as an undisturbed one."""

from __future__ import annotations

import errno
import gzip
import json
import os
import pty
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext, suppress
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
import zstandard
from pyarrow import parquet

from cleaner import Cleaner, CleanerError, Options
from cleaner.cli.records import parsed
from cleaner.corpus import FORMATS, work
from cleaner.corpus.archives import archive_pieces
from cleaner.corpus.inputs import Inputs, Source, extent
from cleaner.corpus.job import Job, start
from cleaner.corpus.local import Pool
from cleaner.corpus.manifest import Manifest, Part
from cleaner.corpus.parts import part_name
from cleaner.corpus.pieces import BLOCK, chunks
from cleaner.corpus.rows import FOUND, Fields, Record, cleaned, found
from cleaner.corpus.surveys import Surveys
from cleaner.corpus.tally import Tally
from cleaner.corpus.work import READY, Plan, Task, Word, answer, serve

from .conftest import FIXTURES, ROOT

DUMPS = [path.read_text(encoding="utf-8") for path in sorted((FIXTURES / "pages").glob("*/source.txt"))]
PAGE = "<html lang='en'><head><title>Ferry back in service</title></head><body><article><p>{}</p></article></body></html>"
STORY = "The ferry over the sound went back into service on Monday, the harbour office said, after a week of repairs to its ramp."


def texts(count: int) -> list[str]:
    """Dumps that differ."""
    return [
        f"{DUMPS[number % len(DUMPS)]}\nThe council wrote this line number {number} into its minutes of the year."
        for number in range(count)
    ]


def as_lines(items: list[str]) -> bytes:
    """Texts as JSON lines with an id, a URL and a field of their own."""
    values = [
        {"id": f"d{number}", "url": f"https://www.town{number % 3}.example/{number}", "text": item, "n": number}
        for number, item in enumerate(items)
    ]
    return "".join(json.dumps(value, ensure_ascii=False) + "\n" for value in values).encode()


def rows_of(folder: Path) -> list[dict[str, Any]]:
    """The rows of a run, part by part, as JSON has them."""
    return [json.loads(json.dumps(row, default=str)) for path in sorted(folder.glob("part-*")) for row in part_rows(path)]


def part_rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of one part."""
    if path.suffix == ".parquet":
        yield from (row | {"sources": dict(row["sources"])} for row in parquet.read_table(path).to_pylist())
        return
    data = path.read_bytes()
    if path.suffix == ".gz":
        data = gzip.decompress(data)
    if path.suffix == ".zst":
        data = zstandard.ZstdDecompressor().decompressobj().decompress(data)
    yield from map(json.loads, data.decode().splitlines())


def clean_corpus(inputs: Any, out: Path, **asked: Any) -> list[dict[str, Any]]:
    """Run a job and read its rows."""
    given = [str(path) for path in (inputs if isinstance(inputs, list) else [inputs])]
    asked.setdefault("workers", 1)
    tally = start(Job(tuple(given), out, **asked), lambda progress, whole: None).tally
    rows = rows_of(out)
    assert tally.documents == len(rows)
    return rows


def library_rows(items: list[str], **known: Any) -> list[dict[str, Any]]:
    """What the library says of texts, as JSON has it."""
    one = Cleaner()
    return [json.loads(json.dumps(found(one.clean(item, **known)), default=str)) for item in items]


def only_found(rows: list[dict[str, Any]], *without: str) -> list[dict[str, Any]]:
    """The columns that cleaning fills."""
    return [{name: row[name] for name in FOUND if name not in without} for row in rows]


@pytest.mark.parametrize("format", FORMATS)
def test_every_format_holds_the_rows_of_the_library(format: str, tmp_path: Path) -> None:
    items = texts(40)
    (tmp_path / "in.jsonl").write_bytes(as_lines(items))
    rows = clean_corpus(tmp_path / "in.jsonl", tmp_path / "out", format=format, part_bytes=30_000)
    assert [row["id"] for row in rows] == [f"d{number}" for number in range(40)]
    assert [row["record"] for row in rows] == list(range(1, 41))
    assert {row["site"] for row in rows} == {"town0.example", "town1.example", "town2.example"}
    assert only_found(rows, "site") == [{name: row[name] for name in row if name != "site"} for row in library_rows(items)]


def test_parts_are_the_same_bytes_with_any_number_of_workers(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(as_lines(texts(60)) * 4)
    made = {}
    for workers in (1, 3):
        clean_corpus(tmp_path / "in.jsonl", tmp_path / str(workers), workers=workers, part_bytes=BLOCK)
        made[workers] = {path.name: path.read_bytes() for path in (tmp_path / str(workers)).glob("part-*")}
    assert len(made[1]) > 1
    assert made[1] == made[3]


def packed(pack: str, data: bytes) -> bytes:
    """Data compressed, in two members."""
    half = len(data) // 2
    squeeze: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.compress, ".zst": zstandard.compress, "": bytes}
    return squeeze[pack](data[:half]) + squeeze[pack](data[half:])


@pytest.mark.parametrize("pack", ["", ".gz", ".zst"])
def test_json_lines_are_read_packed_or_not(pack: str, tmp_path: Path) -> None:
    items = texts(200)
    path = tmp_path / f"in.jsonl{pack}"
    path.write_bytes(packed(pack, as_lines(items)))
    rows = clean_corpus(path, tmp_path / "out")
    assert [row["record"] for row in rows] == list(range(1, 201))
    assert [row["id"] for row in rows] == [f"d{number}" for number in range(200)]


def test_a_folder_is_walked_by_name_and_each_kind_read_as_what_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "b").mkdir(parents=True)
    (folder / "a.txt").write_text(DUMPS[0], encoding="utf-8")
    (folder / "b" / "page.html").write_text(PAGE.format(STORY), encoding="utf-8")
    (folder / "b" / "packed.txt.gz").write_bytes(gzip.compress(DUMPS[1].encode()))
    (folder / "c.jsonl").write_bytes(as_lines(DUMPS[2:4]))
    (folder / ".hidden.txt").write_text("not to be read", encoding="utf-8")
    (folder / "picture.png").write_bytes(b"\x89PNG")
    rows = clean_corpus(folder, folder / "out")
    assert [Path(row["input"]).relative_to(folder).as_posix() for row in rows] == [
        "a.txt",
        "b/packed.txt.gz",
        "b/page.html",
        "c.jsonl",
        "c.jsonl",
    ]
    assert only_found(rows[:2]) == library_rows(DUMPS[:2])
    assert (rows[2]["text"], rows[2]["title"]) == (STORY, "Ferry back in service")


def test_a_run_of_what_a_run_wrote_reads_no_output(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(DUMPS[0], encoding="utf-8")
    assert len(clean_corpus(tmp_path, tmp_path / "out")) == 1
    assert [source.path for source in Inputs([str(tmp_path)], never=str(tmp_path / "out"))] == [str(tmp_path / "a.txt")]


def test_parquet_in_with_fields_of_other_names(tmp_path: Path) -> None:
    items = texts(150)
    table = pa.table(
        {"doc": [f"k{number}" for number in range(150)], "body": items, "title": ["as stored"] * 150, "score": list(range(150))}
    )
    parquet.write_table(table, tmp_path / "in.parquet", row_group_size=70)
    fields = Fields(content=("body",), id="doc", carried=("title", "score"))
    rows = clean_corpus(tmp_path / "in.parquet", tmp_path / "out", fields=fields, format="parquet")
    assert [row["id"] for row in rows] == table["doc"].to_pylist()
    assert {row["input_title"] for row in rows} == {"as stored"}
    assert [row["score"] for row in rows] == [str(number) for number in range(150)]
    assert only_found(rows) == library_rows(items)


def test_no_cell_of_a_table_ends_a_run(tmp_path: Path) -> None:
    torn = pa.array([b"caf\xe9", b"a"], pa.binary()).view(pa.string())
    columns = {
        "text": [STORY] * 2,
        "id": pa.array([1_700_000_000_000_000_001, None], pa.timestamp("ns")),
        "url": [b"https://www.town.example/a", b"caf\xe9"],
        "tags": pa.ListArray.from_arrays(pa.array([0, 1, 2], pa.int32()), torn),
        "of": pa.StructArray.from_arrays([torn], ["name"]),
        "late": pa.array([10**18, 0], pa.timestamp("ms")),
        "zone": pa.array([1, 2], pa.timestamp("s", "Nowhere/At_all")),
    }
    parquet.write_table(pa.table(columns), tmp_path / "in.parquet")
    made = clean_corpus(tmp_path / "in.parquet", tmp_path / "out", fields=Fields(carried=("tags", "of", "late", "zone")))
    assert [(row["status"], row["text"], row["site"]) for row in made] == [("ok", STORY, "town.example"), ("ok", STORY, None)]
    assert [(row["id"], row["url"]) for row in made] == [
        ("2023-11-14 22:13:20.000000001", "https://www.town.example/a"),
        (None, "caf\ufffd"),
    ]
    assert [(row["tags"], row["of"]) for row in made] == [(["caf\ufffd"], {"name": "caf\ufffd"}), (["a"], {"name": "a"})]
    assert all(row["late"] and row["zone"] for row in made)


@pytest.mark.parametrize("columns", [["body"], ["body", "id"], ["text.a", "body"]], ids=" ".join)
def test_rows_of_a_table_without_text_say_what_it_has(columns: list[str], tmp_path: Path) -> None:
    parquet.write_table(pa.table({name: ["a", "b"] for name in columns}), tmp_path / "in.parquet")
    made = clean_corpus(tmp_path / "in.parquet", tmp_path / "out")
    assert [row["detail"] for row in made] == [f"no text in field text or html (its fields: {', '.join(sorted(columns))})"] * 2


def test_the_site_that_a_record_states_is_taken_before_that_of_its_url(tmp_path: Path) -> None:
    stated = [("WWW.Harbour.example", "https://town.example/1"), ("My page", "https://town.example/2"), (7, None), (None, None)]
    lines = (json.dumps({"site": site, "url": url, "text": STORY}) + "\n" for site, url in stated)
    (tmp_path / "in.jsonl").write_text("".join(lines), encoding="utf-8")
    rows = clean_corpus(tmp_path / "in.jsonl", tmp_path / "out")
    assert [row["site"] for row in rows] == ["harbour.example", "town.example", None, None]


def warc_record(number: int, body: bytes, kind: str = "response", status: str = "200 OK", media: str = "text/html; charset=utf-8") -> bytes:
    """One record of an archive."""
    head = f"HTTP/1.1 {status}\r\nContent-Type: {media}\r\n\r\n".encode() if kind == "response" else b""
    own = "application/http; msgtype=response" if kind == "response" else media
    lines = [
        *("WARC/1.0", f"WARC-Type: {kind}", f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-{number:012}>"),
        *(f"WARC-Target-URI: https://www.town.example/{number}", "WARC-Date: 2024-03-19T08:00:00Z"),
        *(f"Content-Type: {own}", f"Content-Length: {len(head + body)}"),
    ]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + head + body + b"\r\n\r\n"


def pages(count: int) -> list[bytes]:
    """HTML pages that differ."""
    return [PAGE.format(f"{STORY} It was crossing number {number} of the year.").encode() for number in range(count)]


@pytest.mark.parametrize("name", ["in.warc", "in.warc.gz", "in.warc.wet.gz", "in.wet.zst"])
def test_archives_give_their_documents(name: str, tmp_path: Path) -> None:
    members = [warc_record(number, page) for number, page in enumerate(pages(5))]
    members.insert(2, warc_record(90, b"\x89PNG", media="image/png"))
    members.insert(3, warc_record(91, b"gone", status="404 Not Found"))
    members.insert(4, warc_record(92, DUMPS[0].encode(), kind="conversion", media="text/plain"))
    squeeze: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.compress, ".zst": zstandard.compress}
    path = tmp_path / name
    path.write_bytes(b"".join(squeeze.get(path.suffix, bytes)(member) for member in members))
    rows = clean_corpus(path, tmp_path / "out")
    assert [row["id"][-14:-1] for row in rows] == [f"-{number:012}" for number in (0, 1, 92, 2, 3, 4)]
    assert rows[0]["url"] == "https://www.town.example/0"
    assert rows[0]["site"] == "town.example"
    assert [row["text"] for row in rows[3:]] == [f"{STORY} It was crossing number {number} of the year." for number in (2, 3, 4)]
    assert rows[2]["text"] == library_rows(DUMPS[:1])[0]["text"]


def test_an_archive_of_other_answers_and_addresses(tmp_path: Path) -> None:
    (page,) = pages(1)
    asked = warc_record(0, b"20240319\nwww.town.example. 300 IN A 192.0.2.7\n", kind="response", media="text/dns")
    named = asked.replace(b"https://www.town.example/0", b"dns:www.town.example").replace(
        b"application/http; msgtype=response", b"text/dns"
    )
    bracketed = warc_record(1, page).replace(b"https://www.town.example/1", b"<https://www.town.example/1>")
    (tmp_path / "in.warc").write_bytes(named + bracketed)
    rows = clean_corpus(tmp_path / "in.warc", tmp_path / "out")
    assert [(row["url"], row["site"], row["status"]) for row in rows] == [("https://www.town.example/1", "town.example", "ok")]


@pytest.mark.parametrize("pack", ["", ".gz", ".zst"])
def test_a_damaged_record_of_an_archive_is_one_row(pack: str, tmp_path: Path) -> None:
    squeeze: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.compress, ".zst": zstandard.compress, "": bytes}
    members = [squeeze[pack](warc_record(number, page)) for number, page in enumerate(pages(6))]
    for place in (2, 4):
        members[place] = members[place][:7] + bytes(byte ^ 0x5A for byte in members[place][7:])
    path = tmp_path / "in.warc"
    path.write_bytes(b"".join(members))
    rows = clean_corpus(path, tmp_path / "out")
    assert [row["status"] for row in rows] == ["ok", "ok", "failed", "ok", "failed", "ok"]
    assert "damaged after byte" in rows[2]["detail"]


@pytest.mark.parametrize("damaged", [(1,), (0, 2), (3,)], ids=str)
def test_a_damaged_group_of_rows_costs_that_group(damaged: tuple[int, ...], tmp_path: Path) -> None:
    made = [f"{STORY} It was crossing number {number} of the year." for number in range(20)]
    path = tmp_path / "in.parquet"
    parquet.write_table(pa.table({"text": made}), path, row_group_size=5, use_dictionary=False)
    data = bytearray(path.read_bytes())
    for group in damaged:
        column = parquet.read_metadata(path).row_group(group).column(0)
        data[column.data_page_offset : column.data_page_offset + column.total_compressed_size] = b"\xff" * column.total_compressed_size
    path.write_bytes(data)
    rows = clean_corpus(path, tmp_path / "out")
    wanted = [(5 * group + 1, f"rows {5 * group + 1} to {5 * group + 5} cannot be read") for group in damaged]
    assert [(row["record"], row["detail"].partition(":")[0]) for row in rows if row["status"] == "failed"] == wanted
    kept = [number for number in range(20) if number // 5 not in damaged]
    assert [(row["record"], row["text"]) for row in rows if row["status"] == "ok"] == [(number + 1, made[number]) for number in kept]


def with_length(member: bytes, length: bytes) -> bytes:
    """A record of an archive that states another length."""
    return re.sub(rb"(?<=Content-Length: )\d+", length, member, count=1)


LENGTHS = {
    "too short": b"200",
    "a little too long": b"360",
    "over two records": b"1500",
    "past the end": b"90000",
    "beyond numbers": b"9" * 30,
    "no number": b"many",
}


@pytest.mark.parametrize("pack", ["", ".gz", ".zst"])
@pytest.mark.parametrize("what", LENGTHS)
def test_a_wrong_length_costs_an_archive_one_record(what: str, pack: str, tmp_path: Path) -> None:
    squeeze: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.compress, ".zst": zstandard.compress, "": bytes}
    members = [warc_record(number, page) for number, page in enumerate(pages(6))]
    members[2] = with_length(members[2], LENGTHS[what])
    asked = warc_record(7, b"GET / HTTP/1.1\r\n\r\n", kind="request", media="application/http; msgtype=request")
    members.insert(4, with_length(asked, b"90000"))  # of a record that holds no document nothing is lost
    (tmp_path / "in.warc").write_bytes(b"".join(map(squeeze[pack], members)))
    rows = clean_corpus(tmp_path / "in.warc", tmp_path / "out")
    assert [row["status"] for row in rows] == ["ok", "ok", "failed", "ok", "ok", "ok"]
    assert [row["text"] for row in rows if row["text"]] == [
        f"{STORY} It was crossing number {number} of the year." for number in (0, 1, 3, 4, 5)
    ]


@pytest.mark.parametrize("pack", ["", ".gz", ".zst"])
@pytest.mark.parametrize("bare", [(0, 1, 2, 3, 4, 5), (0,), (2,), (2, 3), (5,)])
def test_records_with_bare_newlines_are_read(bare: tuple[int, ...], pack: str, tmp_path: Path) -> None:
    squeeze: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.compress, ".zst": zstandard.compress, "": bytes}
    members = [warc_record(number, page) for number, page in enumerate(pages(6))]
    for number in bare:
        head, _, block = members[number].removesuffix(b"\r\n\r\n").replace(b"\r\n", b"\n").partition(b"\n\n")
        members[number] = with_length(head, b"%d" % len(block)) + b"\n\n" + block + b"\n\n"
    (tmp_path / "in.warc").write_bytes(b"".join(map(squeeze[pack], members)))
    rows = clean_corpus(tmp_path / "in.warc", tmp_path / "out")
    assert [row["text"] for row in rows] == [f"{STORY} It was crossing number {number} of the year." for number in range(6)]


@pytest.mark.parametrize("pack", ["", ".gz", ".zst"])
@pytest.mark.parametrize("change", [-30, 40, 500])
def test_a_wrong_length_costs_one_record_with_bare_newlines(change: int, pack: str, tmp_path: Path) -> None:
    squeeze: dict[str, Callable[[bytes], bytes]] = {".gz": gzip.compress, ".zst": zstandard.compress, "": bytes}
    members = []
    for number, page in enumerate(pages(6)):
        head, _, block = warc_record(number, page).removesuffix(b"\r\n\r\n").replace(b"\r\n", b"\n").partition(b"\n\n")
        members.append(with_length(head, b"%d" % (len(block) + change * (number == 2))) + b"\n\n" + block + b"\n\n")
    (tmp_path / "in.warc").write_bytes(b"".join(map(squeeze[pack], members)))
    rows = clean_corpus(tmp_path / "in.warc", tmp_path / "out")
    assert [row["status"] for row in rows] == ["ok", "ok", "failed", "ok", "ok", "ok"]
    assert "states a wrong length" in rows[2]["detail"]


def test_an_archive_whose_line_ends_were_changed_says_so_of_each_record(tmp_path: Path) -> None:
    whole = b"".join(warc_record(number, page) for number, page in enumerate(pages(6)))
    (tmp_path / "in.warc").write_bytes(whole.replace(b"\r\n", b"\n"))  # no length is right any more
    rows = clean_corpus(tmp_path / "in.warc", tmp_path / "out")
    assert [row["status"] for row in rows] == ["failed"] * 6
    assert all("states a wrong length" in row["detail"] or "cut off" in row["detail"] for row in rows)


def test_an_archive_cut_off_keeps_what_is_whole(tmp_path: Path) -> None:
    data = b"".join(gzip.compress(warc_record(number, page)) for number, page in enumerate(pages(4)))
    path = tmp_path / "in.warc.gz"
    path.write_bytes(data[:-60])
    found = [piece.payload for piece in archive_pieces(Source(str(path), "warc", len(data) - 60))]
    assert [bool(record.problem) for record in found] == [False, False, False, True]


BAD_LINES = {
    "not JSON": b'{"text": "cut off',
    "not a JSON object": b'["a list"]',
    "not UTF-8": b'{"text": "\xff\xfe"}',
    "no text in field": b'{"body": "elsewhere"}',
    "the input holds no text": b'{"text": "  "}',
}


@pytest.mark.parametrize("what", BAD_LINES)
def test_one_bad_line_is_one_row(what: str, tmp_path: Path) -> None:
    good = as_lines(texts(6)).split(b"\n")
    (tmp_path / "in.jsonl").write_bytes(b"\n".join([*good[:3], BAD_LINES[what], b"", *good[3:]]))
    rows = clean_corpus(tmp_path / "in.jsonl", tmp_path / "out", format="parquet", fields=Fields(carried=("n",)))
    assert [row["record"] for row in rows] == [1, 2, 3, 4, 6, 7, 8]
    assert [row["status"] for row in rows].count("ok") == 6
    assert what in rows[3]["detail"]
    assert [row["n"] for row in rows] == ["0", "1", "2", None, "3", "4", "5"]


def test_a_number_of_many_digits_costs_no_record(tmp_path: Path) -> None:
    digits = "9" * 5000
    line = f'{{"id": {digits}, "text": "{STORY}"}}'
    (tmp_path / "in.jsonl").write_text(f'{line}\n{{"id": {digits}\n', encoding="utf-8")
    good, bad = clean_corpus(tmp_path / "in.jsonl", tmp_path / "out")
    assert (good["id"], good["text"], good["status"]) == (digits, STORY, "ok")
    assert bad["detail"].startswith("line 2: not JSON: Expecting ',' delimiter")
    assert parsed(line.encode(), "text").problem == ""


def test_a_lone_surrogate_can_be_written(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(
        b'{"id": "\\ud800", "text": "A line \\ud800 of the text, and \\ud83d\\ude00 too.", "n": "\\udc00"}\n'
    )
    for format in FORMATS:
        (row,) = clean_corpus(tmp_path / "in.jsonl", tmp_path / format, format=format, fields=Fields(carried=("n",)))
        assert (row["id"], row["text"], row["n"]) == ("\ufffd", "A line \ufffd of the text, and \U0001f600 too.", "\ufffd")


def test_files_that_cannot_be_read_are_rows(tmp_path: Path) -> None:
    whole = gzip.compress(as_lines(texts(50)))
    (tmp_path / "a.jsonl.gz").write_bytes(whole[: len(whole) // 2])
    (tmp_path / "b.parquet").write_bytes(b"PAR1 and nothing after")
    (tmp_path / "c.txt.gz").write_bytes(whole[:50])
    (tmp_path / "d.txt").write_bytes(b"caf\xe9 \x00\x01\x02")
    (tmp_path / "e.txt").write_text(STORY, encoding="utf-8")
    (tmp_path / "f.warc").write_bytes(b"no archive at all\n" * 100)
    rows = clean_corpus(tmp_path, tmp_path / "out")
    last = {Path(row["input"]).name: row["status"] for row in rows}
    assert last == {
        "a.jsonl.gz": "failed",
        "b.parquet": "failed",
        "c.txt.gz": "failed",
        "d.txt": "undecodable",
        "e.txt": "ok",
        "f.warc": "failed",
    }
    assert [row["status"] for row in rows].count("ok") > 10, "what was whole before the cut is there"


def test_a_line_that_never_ends_is_one_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cleaner.corpus.pieces.LARGEST", BLOCK)
    good = as_lines(texts(2)).split(b"\n")
    (tmp_path / "in.jsonl").write_bytes(b"\n".join([good[0], b"x" * 3 * BLOCK, good[1], b""]))
    rows = clean_corpus(tmp_path / "in.jsonl", tmp_path / "out")
    assert [(row["record"], row["status"]) for row in rows] == [(1, "ok"), (2, "failed"), (3, "ok")]
    assert "larger than" in rows[1]["detail"]


def deadly(connection: Connection, plan: Plan) -> None:
    """A worker that dies of one text and never ends with another, as a fault in a C library would have it."""

    def or_dead(one: Cleaner, record: Record) -> Any:
        if "poison" in str(record.content):
            os._exit(11)
        if "endless" in str(record.content):
            time.sleep(600)
        return cleaned(one, record)

    setattr(work, "cleaned", or_dead)  # noqa: B010  # in this process only
    serve(connection, plan)


def test_a_record_that_kills_or_hangs_a_worker_is_one_row(tmp_path: Path) -> None:
    items = [STORY, "A poison pill.", STORY, STORY, "An endless text.", STORY]
    (tmp_path / "in.jsonl").write_bytes(as_lines(items))
    plan = Plan(Options(), Fields(), "auto", str(tmp_path / "out"), "jsonl")
    (tmp_path / "out").mkdir()
    heard: list[Word] = []
    pool = Pool(plan, 1, 1.5, deadly)
    try:
        pool.run(chunks(Inputs([str(tmp_path / "in.jsonl")]), 1 << 20, Fields()), heard.append, lambda: None)
    finally:
        pool.close()
    rows = rows_of(tmp_path / "out")
    assert [row["status"] for row in rows] == ["ok", "failed", "ok", "ok", "failed", "ok"]
    assert (rows[1]["detail"], rows[4]["detail"]) == ("the process ended with 11", "took more than 1.5 seconds")
    assert len(heard) == 1


def idle(connection: Connection, plan: Plan) -> None:
    """A worker that cleans nothing, in a while."""
    connection.send(READY)
    with suppress(EOFError, OSError):
        while True:
            chunk = connection.recv().chunk
            time.sleep(0.02)
            connection.send(READY._replace(part=Part(chunk.number, chunk.digest, 0, chunk.weight, Tally())))


def test_no_more_is_read_than_two_chunks_a_worker(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(as_lines(texts(90)) * 12)
    pool = Pool(Plan(Options(), Fields(), "auto", str(tmp_path), "jsonl"), 2, 60, idle)
    read, done, ahead = 0, list[Word](), list[int]()

    def counted() -> Iterator[Any]:
        nonlocal read
        for chunk in chunks(Inputs([str(tmp_path / "in.jsonl")]), BLOCK, Fields()):
            read += 1
            ahead.append(read - len(done))
            yield chunk

    try:
        pool.run(counted(), done.append, lambda: None)
    finally:
        pool.close()
    assert (read, len(done)) == (len(ahead), len(ahead))
    assert read > 8
    assert max(ahead) <= 4


def test_a_terminal_sees_documents_speed_share_and_time_left(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(as_lines(texts(150)))
    ours, theirs = pty.openpty()
    environment = os.environ | {"PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "120"}
    told = [*command(tmp_path)[:-1], "-j", "1"]
    process = subprocess.Popen(told, env=environment, stderr=theirs)
    os.close(theirs)
    seen = b""
    with suppress(OSError):  # how Linux tells that the other side is closed
        while block := os.read(ours, 1 << 16):
            seen += block
    os.close(ours)
    assert process.wait() == 0
    assert re.search(rb"[1-9][0-9]* documents  [0-9.]+ MB/s  [0-9]+% removed", seen)
    assert re.search(rb"[0-9]:[0-9]{2}:[0-9]{2}", seen), "the time left"
    assert re.search(rb"status +ok 150 .*language +\(unknown\) 150 .*site +town0.example 50 ", seen, re.S)
    assert re.search(rb"AD01 +[0-9,]+ lines, in +[0-9]+% of the documents", seen)


def command(folder: Path, *more: str) -> list[str]:
    """The command for the corpus of a folder."""
    given = [
        "run",
        str(folder / "in.jsonl"),
        "-o",
        str(folder / "out"),
        "-j",
        "2",
        "--isolated",
        "--part-size",
        "0.1",
        "--level",
        "safe",
        "-q",
        *more,
    ]
    return [sys.executable, "-m", "cleaner", *given]


def test_a_run_killed_ten_times_ends_with_the_rows_of_an_undisturbed_run(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    (tmp_path / "in.jsonl").write_bytes(as_lines(texts(1200)))
    whole = tmp_path / "whole"
    whole.mkdir()
    (whole / "in.jsonl").write_bytes((tmp_path / "in.jsonl").read_bytes())
    chance = random.Random(7)
    kills = 0
    while kills < 10:
        process = subprocess.Popen(command(tmp_path), env=environment, stderr=subprocess.PIPE)
        deadline = time.monotonic() + chance.uniform(0.3, 3.0)
        while process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
        ended = process.poll() is not None
        process.send_signal(signal.SIGKILL)
        _, told = process.communicate()
        assert told == b"" or b"another run" not in told
        kills += 1
        if ended:  # done early: take some of it away, as a lost disk would
            for path in chance.sample(sorted((tmp_path / "out").glob("part-*")), 3):
                path.unlink()
    subprocess.run(command(tmp_path), env=environment, check=True)
    expected = clean_corpus(tmp_path / "in.jsonl", whole / "out", options=Options(level="safe"), part_bytes=100_000)
    assert rows_of(tmp_path / "out") == expected
    assert len(expected) == 1200
    assert not list((tmp_path / "out").glob(".part-*"))


def test_a_run_stopped_from_the_keyboard_says_how_to_go_on(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(as_lines(texts(600)))
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    how: dict[str, Any] = {"env": environment, "stderr": subprocess.PIPE}
    how["preexec_fn"] = partial(signal.signal, signal.SIGINT, signal.SIG_DFL)  # a shell takes it from what runs in the background
    process = subprocess.Popen(command(tmp_path), **how)
    while process.poll() is None and not list((tmp_path / "out").glob("part-*")):
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, told = process.communicate(timeout=60)
    assert (process.returncode, told.decode()) == (130, f"cleaner: stopped; the same command goes on from what {tmp_path / 'out'} holds\n")
    subprocess.run(command(tmp_path), env=environment, check=True)
    assert [row["id"] for row in rows_of(tmp_path / "out")] == [f"d{number}" for number in range(600)]


def test_a_finished_run_stays_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(as_lines(texts(5)))
    rows = clean_corpus(tmp_path / "in.jsonl", tmp_path / "out")
    before = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "out").iterdir()}
    assert clean_corpus(tmp_path / "in.jsonl", tmp_path / "out") == rows
    assert {path.name: path.stat().st_mtime_ns for path in (tmp_path / "out").iterdir()} == before


def test_what_does_not_belong_together_is_refused(tmp_path: Path) -> None:
    path, out = tmp_path / "in.jsonl", tmp_path / "out"
    path.write_bytes(as_lines(texts(5)))
    rows = clean_corpus(path, out)
    with pytest.raises(CleanerError, match=r"asked for something else \(options was {'level': 'full'}, now {'level': 'safe'}\)"):
        clean_corpus(path, out, options=Options(level="safe"))
    learned = tmp_path / "town0.example.toml"
    for turn in ("Ferry notes", "Harbour notes"):
        learned.write_text(f'[[rule]]\ncode = "SITE01"\nwhere = "any"\nline = ["{turn}"]\n', encoding="utf-8")
        with pytest.raises(CleanerError, match=r"asked for something else.*learned") if turn[0] == "H" else nullcontext():
            clean_corpus(path, tmp_path / "with-sites", options=Options(sites=(str(learned),)))
    path.write_bytes(as_lines(texts(6)))
    with pytest.raises(CleanerError, match="asked for something else"):
        clean_corpus(path, out)
    assert len(clean_corpus(path, out, overwrite=True)) == len(rows) + 1
    with pytest.raises(CleanerError, match="holds files that are of no run"):
        clean_corpus(path, tmp_path)
    with pytest.raises(CleanerError, match="no such file or folder"):
        clean_corpus(tmp_path / "nothing", tmp_path / "other")


def test_one_folder_takes_one_run_at_a_time(tmp_path: Path) -> None:
    held = Manifest(tmp_path / "out", {"format": "jsonl"})
    with pytest.raises(CleanerError, match="another run is writing"):
        Manifest(tmp_path / "out", {"format": "jsonl"})
    held.close()
    Manifest(tmp_path / "out", {"format": "jsonl"}).close()


def test_to_begin_anew_waits_for_the_run_that_is_under_way_and_leaves_other_files(tmp_path: Path) -> None:
    path, out = tmp_path / "in.jsonl", tmp_path / "out"
    path.write_bytes(as_lines(texts(5)))
    clean_corpus(path, out)
    (out / "notes.md").write_text("What we found.\n", encoding="utf-8")
    before = {file.name: file.read_bytes() for file in out.iterdir()}
    held = Manifest(out, json.loads(before["manifest.jsonl"].split(b"\n")[0])["plan"])
    with pytest.raises(CleanerError, match="another run is writing"):
        clean_corpus(path, out, overwrite=True)
    held.close()
    assert {file.name: file.read_bytes() for file in out.iterdir()} == before
    rows = clean_corpus(path, out, overwrite=True, options=Options(level="safe"))
    assert [row["text"] for row in rows] == [Cleaner(Options(level="safe")).clean(text).text for text in texts(5)]
    assert (out / "notes.md").read_bytes() == before["notes.md"]
    (out / "manifest.jsonl").unlink()
    with pytest.raises(CleanerError, match="of no run"):
        clean_corpus(path, out, overwrite=True)
    assert (out / "part-000000.jsonl").exists()


@pytest.mark.parametrize("place", ["part-000000.jsonl", ".report.jsonl"])
def test_a_full_disk_is_told_by_the_file_that_found_it_full(place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr("os.fsync", full)
    (tmp_path / "a.txt").write_text(STORY, encoding="utf-8")
    told = re.escape(f"{tmp_path / place}: cannot be written: No space left on device; the same command goes on later")
    if place == ".report.jsonl":
        surveys = Surveys(tmp_path)
        with pytest.raises(CleanerError, match=told):
            surveys.add(0, {})
        surveys.close()
    else:
        (chunk,) = chunks(Inputs([str(tmp_path / "a.txt")]), BLOCK, Fields())
        plan = Plan(Options(), Fields(), "auto", str(tmp_path), "jsonl")
        assert re.fullmatch(told, answer(Task(chunk), plan, Cleaner(), lambda word: None).trouble)
        assert [path.name for path in tmp_path.iterdir()] == ["a.txt"]


def test_stdin_goes_on_when_it_is_given_again_and_another_one_is_refused(tmp_path: Path) -> None:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    told = [
        sys.executable,
        "-m",
        "cleaner",
        "run",
        "-",
        "-o",
        str(tmp_path / "out"),
        "-j",
        "1",
        "--part-size",
        "0.02",
        "--isolated",
        "--level",
        "safe",
    ]
    data = as_lines(texts(120))
    done = subprocess.run(told, input=gzip.compress(data), env=environment, capture_output=True, check=True)
    assert done.stderr.decode().startswith("120 documents, ")
    rows = rows_of(tmp_path / "out")
    (tmp_path / "out" / part_name(0, "jsonl")).unlink()
    subprocess.run(told, input=data, env=environment, capture_output=True, check=True)
    assert rows_of(tmp_path / "out") == rows
    (tmp_path / "out" / part_name(0, "jsonl")).unlink()
    other = subprocess.run(told, input=data[::-1], env=environment, capture_output=True, check=False)
    assert (other.returncode, b"was made from another input" in other.stderr) == (2, True)
    assert not (tmp_path / "out" / part_name(0, "jsonl")).exists()


def test_the_extent_tells_a_changed_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("one", encoding="utf-8")
    before = extent(Inputs([str(tmp_path)]))
    assert (before.files, before.size) == (1, 3)
    (tmp_path / "a.txt").write_text("two", encoding="utf-8")
    os.utime(tmp_path / "a.txt", ns=(1, 1))
    assert extent(Inputs([str(tmp_path)])).digest != before.digest
