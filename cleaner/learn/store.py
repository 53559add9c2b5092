"""The lines of many pages in a database on disk, counted by SQL: DuckDB where it is installed, else SQLite. The only import of both."""

from __future__ import annotations

import csv
import sqlite3
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import numpy as np

from cleaner.learn.twins import BINS, Sketch
from cleaner.model import CleanerError

BATCH = 200_000  # rows that wait in memory
MEMORY = "256MB"  # of DuckDB; what is beyond goes to the disk
LINES = "CREATE TABLE lines (page INTEGER, place INTEGER, again INTEGER, blank INTEGER, form VARCHAR, slot VARCHAR, raw VARCHAR)"
PAGES = "CREATE TABLE pages (page INTEGER, site VARCHAR, name VARCHAR, sampled INTEGER)"
# Plain SQL that every engine understands. A form counts once a page: `again` is 0 where it stands there first. Spellings are
# looked at only for forms that several pages have: most forms stand on one.
COUNT = """
WITH shared AS (
  SELECT pages.site AS site, lines.{form} AS form, {pages} AS number, count(*) AS times
  FROM lines JOIN pages ON lines.page = pages.page
  WHERE lines.{form} <> ''
  GROUP BY pages.site, lines.{form}
  HAVING {pages} >= 2
)
SELECT shared.site, shared.form, shared.number, shared.times, min(lines.raw) AS lowest, max(lines.raw) AS highest
FROM lines JOIN pages ON lines.page = pages.page JOIN shared ON shared.site = pages.site AND shared.form = lines.{form}
GROUP BY shared.site, shared.form, shared.number, shared.times
ORDER BY shared.site, shared.form
"""
ONCE_A_PAGE = {"form": "sum(1 - lines.again)", "slot": "count(DISTINCT lines.page)"}  # a page may have many lines of one slot
SAMPLE = """
SELECT pages.site, pages.name, place, blank, form, slot, raw
FROM lines JOIN pages ON lines.page = pages.page
WHERE pages.sampled = 1
ORDER BY pages.site, pages.name, place
"""


def count_query(column: str) -> str:
    """The SQL that counts the forms or the slots of the tables lines and pages.

    Args:
        column: "form" or "slot".
    """
    return COUNT.format(form=column, pages=ONCE_A_PAGE[column])


class LineRow(NamedTuple):
    """One line of one page: where it stands, its folded form ("" if nobody could learn it), the form with its numbers replaced."""

    page: int
    place: int
    again: int  # 0 where the form stands on the page for the first time
    blank: int  # 1 under a blank line
    form: str
    slot: str
    raw: str


class PageRow(NamedTuple):
    """A page that counts: its number, its site and check sum, and whether it is among those that are looked at closely."""

    page: int
    site: str
    name: str
    sampled: int


class Engine(Protocol):
    """What is needed of a database."""

    def run(self, query: str) -> None:
        """Run a statement."""

    def insert(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Add rows to a table."""

    def rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        """The rows of an answer, a few at a time."""

    def close(self) -> None:
        """Let the files go."""


class Duck:
    """DuckDB on a file, its memory capped."""

    def __init__(self, folder: Path) -> None:
        import duckdb

        self._folder = folder
        self._base = duckdb.connect(str(folder / "lines.duckdb"))
        for setting in (
            f"memory_limit='{MEMORY}'",
            "threads=2",
            f"temp_directory='{folder}'",
            "preserve_insertion_order=false",
            "enable_progress_bar=false",
        ):
            self._base.execute(f"SET {setting}")

    def run(self, query: str) -> None:
        """Run a statement."""
        self._base.execute(query)

    def insert(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Add rows through a file: DuckDB reads one many times faster than it takes rows one by one."""
        path = self._folder / "batch.csv"
        with path.open("w", encoding="utf-8", errors="replace", newline="") as file:
            csv.writer(file, quoting=csv.QUOTE_ALL, lineterminator="\n").writerows(rows)
        self._base.execute(
            f"COPY {table} FROM '{path}' (FORMAT csv, HEADER false, DELIMITER ',', QUOTE '\"', ESCAPE '\"', ALLOW_QUOTED_NULLS false, "
            "AUTO_DETECT false, NEW_LINE '\\n', MAX_LINE_SIZE 10000000, STRICT_MODE true)"
        )
        path.unlink()

    def rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        """The rows of an answer, a few at a time."""
        answer = self._base.cursor().execute(query)  # several answers are read at once
        while found := answer.fetchmany(10_000):
            yield from found

    def close(self) -> None:
        """Let the files go."""
        self._base.close()


class Lite:
    """SQLite on a file: slower, same answers."""

    def __init__(self, folder: Path) -> None:
        self._base = sqlite3.connect(folder / "lines.sqlite", isolation_level=None)
        for pragma in ("journal_mode=OFF", "synchronous=OFF", "temp_store=FILE", "cache_size=-65536", "locking_mode=EXCLUSIVE"):
            self._base.execute(f"PRAGMA {pragma}")

    def run(self, query: str) -> None:
        """Run a statement."""
        self._base.execute(query)

    def insert(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        """Add rows in one transaction."""
        self._base.execute("BEGIN")
        self._base.executemany(f"INSERT INTO {table} VALUES ({', '.join('?' * len(rows[0]))})", rows)
        self._base.execute("COMMIT")

    def rows(self, query: str) -> Iterator[tuple[Any, ...]]:
        """The rows of an answer, a few at a time."""
        return iter(self._base.execute(query))

    def close(self) -> None:
        """Let the files go."""
        self._base.close()


def engine(folder: Path) -> Engine:
    """DuckDB, or SQLite where it is not installed (`pip install press-cleaner[sites]` brings it)."""
    with suppress(ImportError):
        return Duck(folder)
    return Lite(folder)


@contextmanager
def told() -> Iterator[None]:
    """Turn what the databases raise into one error: a full disk is none of their affair.

    Raises:
        CleanerError: a database could not do its work.
    """
    try:
        yield
    except Exception as error:
        if not isinstance(error, sqlite3.Error) and type(error).__module__.partition(".")[0] not in ("duckdb", "_duckdb"):
            raise
        reason = str(error).partition("\n")[0]
        raise CleanerError(
            f"the lines that are learned from need room in {tempfile.gettempdir()}, or in the folder that TMPDIR names: {reason}"
        ) from None


class Store:
    """The lines of all pages that are learned from, on disk. Use it in a `with`: its files go with it."""

    def __init__(self, make: Any = engine) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="cleaner-learn-", ignore_cleanup_errors=True)
        self._base: Engine = make(Path(self._folder.name))
        self._base.run(LINES)
        self._base.run(PAGES)
        self._waiting: list[LineRow] = []
        self._sketches = tempfile.TemporaryFile(dir=self._folder.name)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self._base.close()
        self._sketches.close()
        self._folder.cleanup()

    def add(self, row: LineRow) -> None:
        """Add a line."""
        self._waiting.append(row)
        if len(self._waiting) >= BATCH:
            self._flush()

    def _flush(self) -> None:
        """Write what waits."""
        if self._waiting:
            self._base.insert("lines", self._waiting)
            self._waiting = []

    def add_sketch(self, values: Sketch) -> None:
        """Add the sketch of the next page: pages are numbered from 1."""
        self._sketches.write(values.astype(np.int32).tobytes())

    def sketches(self, pages: Sequence[int]) -> Sketch:
        """The sketches of some pages (pages x BINS)."""
        self._sketches.flush()
        rows = np.memmap(self._sketches, np.int32, "r").reshape(-1, BINS)
        return np.asarray(rows[np.array(pages) - 1], np.int64)

    def pages(self, rows: Sequence[PageRow]) -> None:
        """Say which pages count; the lines of others are passed over."""
        self._flush()
        if rows:
            self._base.insert("pages", rows)

    def counts(self, column: str) -> Iterator[tuple[str, str, int, int, str, str]]:
        """Site, form, pages that have it, times it stands there, its first and its last spelling; forms of one page are left out.

        Args:
            column: "form" or "slot".
        """
        for site, form, pages, times, first, last in self._base.rows(count_query(column)):
            yield site, form, int(pages), int(times), first, last

    def sample(self) -> Iterator[tuple[str, str, int, int, str, str, str]]:
        """The lines of the pages that are looked at closely, page after page, in order."""
        yield from (tuple(row) for row in self._base.rows(SAMPLE))
