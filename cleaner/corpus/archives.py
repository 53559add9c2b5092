"""WARC and WET archives, read by FastWARC; a damaged record is told, and reading goes on at the next one."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from cleaner.corpus.inputs import GZIP, STDIN, ZSTD, Source, broken, unpacked
from cleaner.corpus.pieces import LARGEST, Piece, problem_piece
from cleaner.corpus.rows import Record, storable
from cleaner.model import CleanerError

KINDS = {"text/html": "html", "application/xhtml+xml": "html", "text/plain": "text"}
CODED = ("Content-Encoding", "Transfer-Encoding")  # of answers whose length is not that of their content
PLAIN = b"WARC/1."  # how a record begins in an archive that is not compressed
BARE = re.compile(rb"\s*WARC/1\.\d\n")
HEAD = re.compile(rb"(?is)\s*WARC/1\..*?\nContent-Length:[ \t]*(\d{1,15})[ \t]*\r?\n(?:[^\r\n]+\r?\n)*\r?\n")  # with its content's length
FOLLOWING = re.compile(rb"\s*(?:WARC/1|\Z)|\r?\n\r?\n")  # what stands behind a record
LONGEST_HEAD = 1 << 16  # bytes
LOOK = 1 << 20  # bytes searched at a time for the next record


def archive_pieces(source: Source) -> Iterator[Piece]:
    """The documents of an archive, one a piece: answers with status 2xx that are HTML or plain text, resources, conversions (WET).

    Args:
        source: a WARC or WET file, compressed or not, or stdin.

    Raises:
        CleanerError: FastWARC is not installed.
    """
    number = told = 0
    try:
        for number, (record, at) in enumerate(documents(source), 1):
            placed = record._replace(input=source.path, number=number)
            yield Piece("record", source.path, number, placed, len(record.content or ""), at - told)
            told = at
    except OSError as error:
        yield problem_piece(source, number + 1, f"cannot be read: {error}", source.size - told)


def documents(source: Source) -> Iterator[tuple[Record, int]]:
    """The documents of an archive and where in the file each begins; for each damaged place one record with its problem."""
    if source.path == STDIN:
        for found in archived(sys.stdin.buffer):
            yield from ((record, 0) for record in document(found, 0))
        return
    with Path(source.path).open("rb") as file:
        mark = mark_of(file.read(4))
        start: int | None = 0
        told = False
        while start is not None:
            at = start
            try:
                for at, records in stretch(file, start, begins_bare(file, start)):
                    yield from ((record, at) for record in records)
                    told = told and not records
            except OSError as error:
                if not told:
                    yield Record("", 0, problem=f"damaged after byte {at}: {error}"), at
            told = True  # what stands behind is searched for records that were taken for a part of another: not all of it is one
            start = next_mark(file, mark, at + 1)


def stretch(file: BinaryIO, start: int, bare: bool) -> Iterator[tuple[int, list[Record]]]:
    """The records from a byte on, until something there is none: where each begins, and its document, if it holds one.

    A record that neither another one nor the end of the archive follows states a wrong length: it is a part of what was, or holds others.

    Raises:
        OSError: something is no record.
    """
    file.seek(start)
    at, last = start, list[Record]()
    try:
        for found in archived(file, bare):
            if bare and last and not is_whole(file.name, at):
                break  # else FastWARC would go on behind what is no record, or behind one that this one holds, unsaid
            yield at, last
            at, last = found.stream_pos, []  # of the file, wherever reading began
            if not bare and any("\n" in value for _, value in found.headers):
                yield from stretch(file, at, bare=True)
                return
            last = list(document(found, at))
    except OSError:
        if not last or is_whole(file.name, at):
            yield at, last
            raise
    if last and not is_whole(file.name, at):
        wrong = f"the record at byte {at} states a wrong length"
        last = [record if record.problem else record._replace(content=None, problem=wrong) for record in last]
    yield at, last


def is_whole(path: str, at: int) -> bool:
    """Do two line breaks, another record or the end of the archive follow where the record at a byte ends by its length?

    One whose head cannot be read by itself, or behind which the archive cannot be unpacked, counts as whole.
    """
    with Path(path).open("rb") as own:
        own.seek(at)
        try:
            archive = unpacked(own)
            held = archive.read(LONGEST_HEAD)
            head = HEAD.match(held)
            end = head.end() + int(head[1]) if head else len(held)
            for passed in range(len(held), end, LOOK):
                archive.read(min(LOOK, end - passed))
            rest = held[end : end + 16] or archive.read(16)
        except broken():
            return True
    return FOLLOWING.match(rest) is not None


def begins_bare(file: BinaryIO, start: int) -> bool:
    """Do the lines of the record that begins at a byte end with newlines alone? Some tools write them so."""
    file.seek(start)
    try:
        return BARE.match(unpacked(file).read(16)) is not None
    except broken():
        return False


def archived(file: BinaryIO, bare: bool = False) -> Any:
    """The records of a stream, as FastWARC gives them.

    All kinds are asked for: one that is passed over inside takes others with it, unsaid, if its length is wrong.
    """
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        raise CleanerError("archives need FastWARC: pip install 'press-cleaner[corpus]'") from None
    return ArchiveIterator(file, record_types=WarcRecordType.any_type, parse_http=False, quirks_mode=bare)


def document(found: Any, at: int) -> Iterator[Record]:
    """The record of a document; none for pictures, errors and redirects."""
    kind, charset, type_of = "text", None, (found.headers.get("WARC-Type") or "").lower()
    if type_of == "response" and found.is_http:
        found.parse_http("all", quirks_mode=True)  # servers write bare newlines too
        if found.http_headers is None:
            yield Record("", 0, problem=f"the record at byte {at} is cut off")
            return
        kind, charset = KINDS.get(media(found.http_content_type), ""), found.http_charset
        if not 200 <= (found.http_headers.status_code or 0) < 300:
            return
    elif type_of != "conversion":
        kind = KINDS.get(media(found.headers.get("Content-Type")), "")
    if not kind:
        return
    place: dict[str, Any] = {
        "id": storable(found.record_id or "") or None,
        "url": storable((found.headers.get("WARC-Target-URI") or "").strip("<>")) or None,  # as Wget and the first standard write it
    }
    content = found.reader.read(LARGEST + 1)
    if len(content) > LARGEST:
        yield Record("", 0, problem=f"larger than {LARGEST} bytes", **place)
        return
    if len(content) < found.content_length and not (found.is_http and any(name in found.http_headers for name in CODED)):
        yield Record("", 0, problem=f"the record at byte {at} is cut off", **place)
        return
    yield Record("", 0, content, kind, charset=charset, **place)


def media(value: str | None) -> str:
    """A media type without its parameters."""
    return (value or "").partition(";")[0].strip().lower()


def mark_of(start: bytes) -> bytes:
    """How the records of an archive begin, told from its first bytes."""
    if start.startswith(GZIP):
        return GZIP + b"\x08"
    return ZSTD if start.startswith(ZSTD) else PLAIN


def next_mark(file: BinaryIO, mark: bytes, start: int) -> int | None:
    """Where, from a byte on, a record may begin; None if nowhere."""
    file.seek(start)
    held = b""
    while block := file.read(LOOK):
        held += block
        found = held.find(mark)
        if found >= 0:
            return start + found
        keep = len(mark) - 1
        start += len(held) - keep
        held = held[-keep:]
    return None
