"""What is made from the packs once and kept in files: beside the packs, or in the user's cache where those may not be written."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

PACKS = Path(__file__).parent / "packs"
FOLDER = "press-cleaner"  # in the user's cache
CODE = Path(__file__).parent


@cache
def stamp() -> bytes:
    """A line that changes whenever a pack or a module of the package is another file, or is written anew."""
    there = [(entry.name, entry.stat()) for folder in (CODE, CODE / "meta", PACKS) for entry in os.scandir(folder) if entry.is_file()]
    return repr(sorted((name, found.st_size, found.st_mtime_ns) for name, found in there)).encode() + b"\n"


def stored(name: str, make: Callable[[], bytes]) -> bytes:
    """What `make` gives, from a file of an earlier run if the package is the same.

    Args:
        name: of the file.
        make: called if there is no such file, or one of another state of the package.
    """
    for path in places(name):
        with suppress(OSError), path.open("rb", buffering=0) as file:  # in one read, which takes a third of the time
            if file.read(len(stamp())) == stamp():
                return file.read()
    data = make()
    keep(name, data)
    return data


def keep(name: str, data: bytes) -> None:
    """Write a file for later runs where that is possible."""
    for path in places(name):
        with suppress(OSError):
            write(path, stamp() + data)
            return


def places(name: str) -> Iterator[Path]:
    """Where a file may lie."""
    yield PACKS / "__pycache__" / name
    with suppress(RuntimeError):  # no home
        yield Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / FOLDER / name


def write(path: Path, data: bytes) -> None:
    """Write beside and rename: another process may be reading."""
    import tempfile  # brings half of the standard library's packers

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).replace(path)
    except OSError:
        Path(name).unlink(missing_ok=True)
        raise
