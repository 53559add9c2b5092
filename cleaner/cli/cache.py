"""Answers for files that have not changed: .cleaner_cache, keyed by content, version and effective options; safe to delete."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable
from contextlib import suppress
from functools import cache
from hashlib import blake2b
from pathlib import Path

from cleaner.answer import made_by
from cleaner.model import Options

FOLDER = ".cleaner_cache"
FORM = 2  # of what is kept; grows when it changes
LARGEST = 512 << 20  # bytes; a larger cache begins anew
KEY_SIZE = 16  # bytes of a key
DATA = Path(__file__).parent.parent / "data"


class Cache:
    """A table of answers. Whatever goes wrong with it, it only forgets: a check never fails for its cache."""

    def __init__(self, folder: Path) -> None:
        self._base: sqlite3.Connection | None = None
        self._empty = False  # a first run asks for nothing: 45 us a file
        path = folder / "answers.sqlite"
        with suppress(OSError, sqlite3.Error):
            folder.mkdir(exist_ok=True)
            if not (folder / ".gitignore").exists():
                (folder / ".gitignore").write_text("*\n", encoding="utf-8")
            self._base = self._opened(path)
            self._empty = self._base.execute("select 1 from answers limit 1").fetchone() is None

    def _opened(self, path: Path) -> sqlite3.Connection:
        """The table in a file; a file that is none, or too large, is replaced."""
        if path.exists() and (path.stat().st_size > LARGEST or beginning(path) not in (b"SQLite", b"")):
            path.unlink()
        base = sqlite3.connect(path, timeout=5, isolation_level=None)
        base.execute("pragma synchronous = off")
        base.execute("create table if not exists answers (key blob primary key, answer text) without rowid")
        return base

    def get(self, key: bytes) -> str | None:
        """What is kept under a key."""
        if self._base is not None and not self._empty:
            with suppress(sqlite3.Error):
                row = self._base.execute("select answer from answers where key = ?", (key,)).fetchone()
                return None if row is None else str(row[0])
        return None

    def put(self, answers: Iterable[tuple[bytes, str]]) -> None:
        """Keep some answers, all in one transaction."""
        if self._base is not None:
            with suppress(sqlite3.Error):
                self._base.execute("begin immediate")
                self._base.executemany("insert or replace into answers values (?, ?)", answers)
                self._base.execute("commit")


def beginning(path: Path) -> bytes:
    """The first bytes of a file."""
    with path.open("rb") as file:
        return file.read(6)


@cache
def options_digest(options: Options, field: str, counting: bool) -> bytes:
    """What changes with everything but the content that an answer depends on: versions, points, options, own packs."""
    points = zlib.crc32(b"".join(path.read_bytes() for path in sorted(DATA.glob("*.tsv")))) if options.level == "full" else 0
    packs = [zlib.crc32(Path(path).read_bytes()) if Path(path).is_file() else None for path in options.rules]
    files = [file for path in map(Path, options.sites) for file in (sorted(path.glob("*.toml")) if path.is_dir() else [path])]
    packs += [zlib.crc32(file.read_bytes()) if file.is_file() else None for file in files]
    return blake2b(repr((FORM, made_by(), points, options, packs, field, counting)).encode(), digest_size=KEY_SIZE).digest()
