"""The inputs cut into pieces that can be handed to a worker: one document, a block of lines, some rows, a record."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import blake2b
from typing import Any, BinaryIO, NamedTuple

from cleaner.corpus.inputs import STDIN, Source, broken, opened
from cleaner.corpus.rows import Fields, Record

BLOCK = 1 << 18  # bytes read at a time, and about the size of a piece
LARGEST = 1 << 26  # bytes of a record; a larger one is a row with status failed, so that no input fills the memory


class Piece(NamedTuple):
    """Part of an input, small enough to be sent.

    `form` says what `payload` is: "file" a `Source`, "lines" bytes of whole lines, "table" one Arrow batch as a
    stream, "record" a `Record`. `first` is the number of its first record, `size` its bytes in memory, `weight` the
    bytes of the input file that it stands for.
    """

    form: str
    input: str
    first: int
    payload: Any
    size: int
    weight: int


class Chunk(NamedTuple):
    """What becomes one part of the output: its number, its pieces, and a digest of what they hold (of a file its name, size and time)."""

    number: int
    pieces: tuple[Piece, ...]
    digest: str

    @property
    def weight(self) -> int:
        """Bytes of the input files that it stands for."""
        return sum(piece.weight for piece in self.pieces)


def chunks(sources: Iterable[Source], size: int, fields: Fields) -> Iterator[Chunk]:
    """Pieces gathered to chunks of at least `size` bytes. The cuts depend on the inputs and `size` alone."""
    number = held = 0
    waiting: list[Piece] = []
    for source in sources:
        for piece in pieces(source, fields):
            waiting.append(piece)
            held += piece.size
            if held >= size:
                yield Chunk(number, tuple(waiting), digest(waiting))
                number, held, waiting = number + 1, 0, []
    if waiting:
        yield Chunk(number, tuple(waiting), digest(waiting))


def digest(pieces: Iterable[Piece]) -> str:
    """A digest of what pieces hold."""
    held = blake2b(digest_size=16)
    for piece in pieces:
        data = piece.payload if isinstance(piece.payload, bytes) else repr(piece.payload).encode("utf-8", "backslashreplace")
        held.update(data)
    return held.hexdigest()


def pieces(source: Source, fields: Fields) -> Iterator[Piece]:
    """The pieces of one input. One that cannot be read on is told by a record with its problem."""
    if source.kind == "parquet":
        from cleaner.corpus.tables import table_pieces

        yield from table_pieces(source, fields)
    elif source.kind == "warc":
        from cleaner.corpus.archives import archive_pieces

        yield from archive_pieces(source)
    elif source.kind == "jsonl":
        yield from line_pieces(source)
    elif source.path == STDIN:
        yield from whole_pieces(source)
    else:
        yield Piece("file", source.path, 1, source, max(source.size, 1), source.size)


def problem_piece(source: Source, number: int, problem: str, weight: int = 0) -> Piece:
    """A piece that tells what is wrong with an input from a record on."""
    return Piece("record", source.path, number, Record(source.path, number, problem=problem), len(problem), weight)


def whole_pieces(source: Source) -> Iterator[Piece]:
    """Stdin as one document."""
    try:
        with opened(source.path) as stream:
            data = stream.file.read(LARGEST + 1)
    except broken() as error:
        yield problem_piece(source, 1, f"cannot be read: {error}")
        return
    if len(data) > LARGEST:
        yield problem_piece(source, 1, f"larger than {LARGEST} bytes")
        return
    yield Piece("record", source.path, 1, Record(source.path, 1, data, kind_of(source)), len(data), len(data))


def kind_of(source: Source) -> str:
    """The kind of the documents of an input, as `clean` takes it."""
    return source.kind if source.kind in ("text", "html") else "auto"


def line_pieces(source: Source) -> Iterator[Piece]:
    """Blocks of whole lines, about `BLOCK` bytes each."""
    number, told, pending, held = 1, 0, list[bytes](), 0
    try:
        with opened(source.path) as stream:
            for block in blocks(stream.file):
                cut = block.rfind(b"\n") + 1
                pending.append(block[:cut] if cut else block)
                held += len(pending[-1])
                if cut:
                    lines, at = b"".join(pending), stream.position()
                    yield Piece("lines", source.path, number, lines, len(lines), at - told)
                    number, told, pending, held = number + lines.count(b"\n"), at, [block[cut:]], len(block) - cut
                elif held > LARGEST:
                    yield problem_piece(source, number, f"line {number}: larger than {LARGEST} bytes")
                    rest = after_line(stream.file)
                    number, pending, held = number + 1, [rest], len(rest)
    except broken() as error:
        yield problem_piece(source, number, f"cannot be read from line {number} on: {error}", max(source.size - told, 0))
        return
    if held:
        yield Piece("lines", source.path, number, b"".join(pending), held, max(source.size - told, 0))


def blocks(file: BinaryIO) -> Iterator[bytes]:
    """What a file holds, in blocks of one size, so that the cuts do not depend on how it is delivered.

    What a broken compressed file gives before the fault is not lost.
    """
    held: list[bytes] = []
    size = 0
    read = getattr(file, "read1", file.read)
    try:
        while block := read(BLOCK - size):
            held.append(block)
            size += len(block)
            if size == BLOCK:
                yield b"".join(held)
                held, size = [], 0
    except broken():
        if held:
            yield b"".join(held)
        raise
    if held:
        yield b"".join(held)


def after_line(file: BinaryIO) -> bytes:
    """Read past the end of a line; what was read after it."""
    for block in blocks(file):
        _, newline, rest = block.partition(b"\n")
        if newline:
            return rest
    return b""
