"""What there is to read: files by what they hold, folders walked in a fixed order, and the compression of each."""

from __future__ import annotations

import gzip
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple, cast

from cleaner.frames import unpacked_frames
from cleaner.model import CleanerError

STDIN = "-"
PACKED = (".gz", ".zst")
HOLDS = {
    **dict.fromkeys((".txt", ".text", ".md"), "text"),
    **dict.fromkeys((".html", ".htm", ".xhtml"), "html"),
    **dict.fromkeys((".jsonl", ".ndjson"), "jsonl"),
    **dict.fromkeys((".parquet", ".pq"), "parquet"),
    **dict.fromkeys((".warc", ".wet"), "warc"),
}
UNKNOWN = "its name does not tell what it holds"
NOWHERE = "a link that leads nowhere"
OUTSIDE = "a link that leads out of the folder; name it to have it read"
FOLDER = "a link to a folder; name it to have it read"
GZIP, ZSTD = b"\x1f\x8b", b"\x28\xb5\x2f\xfd"


class Source(NamedTuple):
    """One input: its path or "-", what it holds, its bytes on disk and when it was changed (nanoseconds)."""

    path: str
    kind: str
    size: int = 0
    changed: int = 0


class Passed(NamedTuple):
    """A file of a folder that is passed over, and why."""

    path: str
    why: str


class Inputs:
    """The files below some paths, in an order that never changes: it can be walked again and again.

    Args:
        paths: files, folders (walked by name; hidden entries, and links to folders or out of the folder, are left out), "-" for stdin.
        kind: what they hold; "auto" goes by the name, and takes of a folder only what has a known one.
        never: a folder that is no input: where the output goes.

    Raises:
        CleanerError: a path is not there, or an input cannot be of that kind.
    """

    def __init__(self, paths: Sequence[str], kind: str = "auto", never: str | None = None) -> None:
        self.paths, self.kind = tuple(paths), kind
        self._never = os.path.realpath(never) if never is not None else None
        for path in self.paths:
            if path == STDIN and kind == "parquet":
                raise CleanerError("a Parquet file cannot come from stdin: its end is read first; name the file")
            if path != STDIN and not Path(path).exists():
                raise CleanerError(f"{path}: no such file or folder")
            if kind == "auto" and path != STDIN and Path(path).is_file() and not holds(path) and begins(path).startswith(b"{"):
                raise CleanerError(f"{path}: looks like JSON lines; read it with -i jsonl, or force -i text")

    def __iter__(self) -> Iterator[Source]:
        return (item for item in self.walked() if isinstance(item, Source))

    def walked(self) -> Iterator[Source | Passed]:
        """All files in their order, those that are passed over too; nothing is told of hidden ones."""
        for path in self.paths:
            if path == STDIN:
                yield Source(STDIN, "jsonl" if self.kind == "auto" else self.kind)
            elif Path(path).is_dir():
                yield from self._below(path, os.path.join(os.path.realpath(path), ""))  # noqa: PTH118  # the root keeps its one slash
            else:
                yield self._source(path, Path(path).stat(), named=True)

    def _below(self, folder: str, root: str) -> Iterator[Source | Passed]:
        """The files below a folder, sorted by name; `root` is the real path of the folder that was named, with a slash."""
        if os.path.realpath(folder) == self._never:
            return
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            raise CleanerError(f"{folder}: cannot be read: {error.strerror}") from None
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from self._below(entry.path, root)
            elif entry.is_symlink() and (why := astray(entry, root)):
                yield Passed(entry.path, why)
            elif entry.is_file():
                known = self.kind != "auto" or holds(entry.name)
                yield self._source(entry.path, entry.stat(), named=False) if known else Passed(entry.path, UNKNOWN)

    def _source(self, path: str, stat: os.stat_result, named: bool) -> Source:
        """A file; one that was named and has no known suffix is a document."""
        kind = self.kind if self.kind != "auto" else holds(path) or ("document" if named else "")
        return Source(path, kind, stat.st_size, stat.st_mtime_ns)


def astray(entry: os.DirEntry[str], root: str) -> str:
    """Why a link is not read, or nothing: who fills a folder with dumps does not thereby choose which other files are read."""
    if not Path(entry.path).exists():
        return NOWHERE
    if not os.path.realpath(entry.path).startswith(root):
        return OUTSIDE
    return FOLDER if entry.is_dir() else ""


class Extent(NamedTuple):
    """How much there is to read: files, bytes on disk, a digest of all names, sizes and times; and what is passed over."""

    files: int
    size: int
    digest: str
    unknown: int = 0
    example: str = ""

    def passed_over(self) -> str:
        """What is told of files whose names do not tell what they hold."""
        files = "file" if self.unknown == 1 else "files"
        return f"{self.unknown} {files} passed over, as {self.example}: {UNKNOWN}; name it, or read every file as one kind, as with -i text"


def silent(_: str) -> None:
    """Say nothing."""


def extent(inputs: Inputs, say: Callable[[str], None] = silent) -> Extent:
    """Walk all inputs once; `say` is told of links that are passed over."""
    files = size = unknown = 0
    example = ""
    digest = blake2b(digest_size=16)
    for item in inputs.walked():
        if isinstance(item, Source):
            files, size = files + 1, size + item.size
            digest.update(f"{item.path}\0{item.kind}\0{item.size}\0{item.changed}\n".encode("utf-8", "surrogateescape"))
        elif item.why == UNKNOWN:
            unknown, example = unknown + 1, example or item.path
        else:
            say(f"{item.path}: skipped: {item.why}")
    return Extent(files, size, digest.hexdigest(), unknown, example)


def holds(name: str) -> str:
    """What a file holds, by its name; "" if that does not tell."""
    path = Path(name.lower())
    if path.suffix in PACKED:
        path = path.with_suffix("")
    return HOLDS.get(path.suffix, "")


def begins(path: str) -> bytes:
    """The first bytes of a file, decompressed, that are not blank; none if it cannot be read."""
    try:
        with opened(path) as stream:
            return stream.file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
    except broken():
        return b""


class Opened(NamedTuple):
    """A file to read: decompressed, and as it is on disk."""

    file: BinaryIO
    raw: BinaryIO

    def position(self) -> int:
        """Bytes of the file on disk that were read; 0 where that cannot be told."""
        try:
            return self.raw.tell()
        except OSError:
            return 0


@contextmanager
def opened(path: str) -> Iterator[Opened]:
    """A file or stdin, decompressed if its first bytes are those of gzip or Zstandard.

    Raises:
        OSError: it cannot be read.
    """
    with ExitStack() as stack:
        raw: Any = sys.stdin.buffer if path == STDIN else stack.enter_context(Path(path).open("rb"))
        yield Opened(unpacked(raw), raw)


def unpacked(raw: Any) -> BinaryIO:
    """What a file that can be peeked into holds, decompressed if its first bytes are those of gzip or Zstandard."""
    start = raw.peek(4)[:4]
    if start.startswith(GZIP):
        return cast(BinaryIO, gzip.GzipFile(fileobj=raw))
    return unpacked_frames(raw) if start.startswith(ZSTD) else cast(BinaryIO, raw)


def broken() -> tuple[type[Exception], ...]:
    """The errors of a file that cannot be read or decompressed to its end."""
    import zlib

    import zstandard

    return (OSError, EOFError, zlib.error, zstandard.ZstdError)
