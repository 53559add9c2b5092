"""Pages to learn from: files and records with their sites, and those that were learned from before."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Container, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import BinaryIO, cast

from cleaner.answer import site_of
from cleaner.cli.contents import BrokenError, bounded_lines, whole
from cleaner.cli.files import beside
from cleaner.cli.records import RECORD_SUFFIXES, parsed
from cleaner.cli.site import of_path
from cleaner.frames import unpacked_frames
from cleaner.model import CleanerError
from cleaner.sites import host_name

PACKED = (".gz", ".zst")
LARGEST = 1 << 26  # bytes of a page, unpacked
NAMELESS = "neither `site` nor `url` names a host"
TEXTS = (".txt", ".text", ".md", ".html", ".htm", *RECORD_SUFFIXES)


def opened(path: Path) -> BinaryIO:
    """A file, decompressed as it is read if its name says so."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise CleanerError(f"{path}: cannot be read: {error.strerror}") from None
    if path.suffix.lower() == ".gz":
        return cast(BinaryIO, gzip.GzipFile(fileobj=file))
    if path.suffix.lower() == ".zst":
        return unpacked_frames(file)
    return file


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Tell of a file that breaks off while it is read: half of it would teach something else.

    Raises:
        CleanerError: it broke off.
    """
    try:
        with whole():
            yield
    except (OSError, BrokenError) as error:
        raise CleanerError(f"{path}: cannot be read: {getattr(error, 'strerror', None) or error}") from None


def page_of(path: Path) -> bytes:
    """The page that a file holds."""
    with told(path), opened(path) as content:
        data = content.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise CleanerError(f"{path}: is larger than {LARGEST >> 20} MB, unpacked: no page is")
    return data


def bare(path: Path) -> str:
    """A path's suffix without that of its packing."""
    return (path.with_suffix("") if path.suffix.lower() in PACKED else path).suffix.lower()


class Inputs:
    """The pages of some inputs; may be gone through more than once.

    Args:
        paths: folders, of which every text, HTML and JSON lines file is read, and files.
        field: of JSON lines, the one with the text.
        site: of all pages; None to find each one's.
        pattern: from a path to its site.

    Raises:
        CleanerError: a path is not there.
    """

    def __init__(self, paths: list[Path], field: str, site: str | None, pattern: re.Pattern[str] | None) -> None:
        self._paths, self._field, self._site, self._pattern = paths, field, site, pattern
        self._nameless: dict[Path, int] = {}  # files and how many of their records name no site
        for path in paths:
            if not path.exists():
                raise CleanerError(f"{path}: no such file or folder")

    def files(self) -> Iterator[Path]:
        """All files, in order."""
        for path in self._paths:
            if path.is_dir():
                found = (file for file in path.rglob("*") if file.is_file() and bare(file) in TEXTS)
                yield from sorted(file for file in found if not any(part.startswith(".") for part in file.relative_to(path).parts))
            else:
                yield path

    def __iter__(self) -> Iterator[tuple[str, str | bytes]]:
        return ((site, source) for _, site, source in self.named())

    def named(self) -> Iterator[tuple[str, str, str | bytes]]:
        """All pages: name, site and source of each."""
        for file in self.files():
            if bare(file) in RECORD_SUFFIXES:
                yield from self._records(file)
            else:
                yield str(file), self._of_file(file), page_of(file)

    def _of_file(self, file: Path) -> str:
        """The site of a file."""
        if self._site:
            return self._site
        if self._pattern:
            match = self._pattern.match(file.as_posix())
            if match is None:
                raise CleanerError(f"{file}: --site-from does not fit this path")
            return host_name(match["site"])
        found = of_path(file)
        if found is None:
            raise CleanerError(f"{file}: no folder is named like a site; say --site example.com, or --site-from 'dumps/{{site}}/*.txt'")
        return found

    def _records(self, file: Path) -> Iterator[tuple[str, str, str | bytes]]:
        """The pages of JSON lines; those that name no site are counted and passed over, for they teach none.

        A line that is no record is an error: a site learned from half a file is wrong.
        """
        nameless = 0
        with told(file), opened(file) as content:
            for number, line in enumerate(bounded_lines(content), 1):
                if not line.strip():
                    continue
                record, _, problem = parsed(line, self._field)
                if problem:
                    raise CleanerError(f"{file}:{number}: {problem}")
                site = self._site or site_of(record)
                if site is None:
                    nameless += 1
                else:
                    yield f"{file}:{number}", site, record[self._field]
        if nameless:
            self._nameless[file] = nameless

    def check_some(self) -> None:
        """See, once they were gone through, that there was something to learn from.

        Raises:
            CleanerError: there is no page, or none that names a site.
        """
        if self.sites():
            return
        if self._nameless:
            raise CleanerError(f"{next(iter(self._nameless))}: {NAMELESS}; if all are of one site, say --site example.com")
        raise CleanerError(f"{', '.join(map(str, self._paths))}: no page to learn from; of folders {', '.join(TEXTS)} are read")

    def passed_over(self) -> Iterator[str]:
        """What is told, once they were gone through, of records that name no site."""
        for file, number in self._nameless.items():
            yield f"{file}: {number} record{'' if number == 1 else 's'} passed over: {NAMELESS}"

    @cached_property
    def _sites(self) -> tuple[str, ...]:
        """The sites of all pages."""
        return tuple(sorted({site for site, _ in self}))

    def sites(self) -> tuple[str, ...]:
        """The sites of all pages."""
        return self._sites

    def texts(self, site: str, kind: str) -> Iterator[str]:
        """The texts of one site's pages."""
        from cleaner.learn.many import text_of  # brings numpy

        return (text_of(source, kind) for name, source in self if name == site)


class Kept:
    """The pages that were learned from, beside the site files: with them, learning in two batches equals learning at once.

    They are no part of what is committed, and may be deleted; counts are added then.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def _path(self, site: str) -> Path:
        """The file of a site."""
        return self._folder / f"{site}.jsonl.zst"

    def has(self, site: str) -> bool:
        """Are the pages of a site kept?"""
        return self._path(site).is_file()

    def pages(self, site: str) -> Iterator[str]:
        """The pages of a site."""
        with told(self._path(site)), opened(self._path(site)) as lines:
            yield from (json.loads(line) for line in lines)

    def add(self, pages: Inputs, known: Container[str]) -> None:
        """Keep pages, with those that are kept already.

        Args:
            pages: what was learned from.
            known: sites that had files before: of one whose pages are not kept nothing is, for a part of its pages would pass for all.

        Raises:
            CleanerError: they cannot be written.
        """
        import zstandard

        try:
            self._folder.mkdir(parents=True, exist_ok=True)
            (self._folder / ".gitignore").write_text("*\n", encoding="utf-8")
            for site in pages.sites():
                if site in known and not self.has(site):
                    continue
                earlier = self._path(site).read_bytes() if self.has(site) else b""
                with beside(self._path(site)) as file:
                    file.write(earlier)
                    with zstandard.ZstdCompressor().stream_writer(file, closefd=False) as out:
                        for text in pages.texts(site, "auto"):
                            out.write(json.dumps(text).encode() + b"\n")
        except OSError as error:
            raise CleanerError(f"{self._folder}: cannot be written: {error.strerror}") from None
