"""Change a file in place so that at every instant it is either the old or the new one."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple

from cleaner.model import CleanerError

BESIDE = ".cleaner-"  # begins the names of files that a killed run may leave behind; they are never read


class FileError(CleanerError):
    """What is wrong with one file: it is left as it is, and the others go on."""


class Stamp(NamedTuple):
    """What shows that a file has changed."""

    device: int
    inode: int
    size: int
    modified: int
    changed: int

    @classmethod
    def of(cls, stat: os.stat_result) -> Stamp:
        """From what the system tells; times in nanoseconds."""
        return cls(stat.st_dev, stat.st_ino, stat.st_size, stat.st_mtime_ns, stat.st_ctime_ns)


@contextmanager
def held(path: Path) -> Iterator[BinaryIO]:
    """A file open for reading, which no other run of ours changes meanwhile: the second waits and finds it done.

    Raises:
        FileError: it cannot be read.
    """
    with suppress(ImportError):
        import fcntl
    while True:
        file = opened(path)
        with suppress(OSError, NameError):  # some network file systems have no locks, nor has Windows: the stamp still guards
            fcntl.flock(file, fcntl.LOCK_EX)
        with suppress(OSError):
            if os.path.samestat(os.fstat(file.fileno()), path.stat()):
                break
        file.close()  # another run has put a new file in its place
    with file:
        yield file


def opened(path: Path) -> BinaryIO:
    """A file, open for reading."""
    try:
        return path.open("rb")
    except OSError as error:
        raise FileError(f"cannot be read: {error.strerror}") from None


def replace_held(file: BinaryIO, path: Path, stamp: Stamp, write: Callable[[BinaryIO], None], before_rename: Callable[[], None]) -> None:
    """Put new content in the place of a held file: written beside it, synced, renamed. A link stays, its target changes.

    Mode, owner and extended attributes are kept.

    Args:
        file: the held file.
        path: its path.
        stamp: what it was when it was read.
        write: writes the new content.
        before_rename: called when the new content is safe on the disk and the old file still there.

    Raises:
        FileError: the file has changed since, or it cannot be written; then it is as it was.
    """
    real = Path(os.path.realpath(path))
    if not os.access(real, os.W_OK):
        raise FileError("is read-only; left as it is")
    try:
        handle, name = tempfile.mkstemp(dir=real.parent, prefix=BESIDE)
    except OSError as error:
        raise FileError(f"cannot be written: {error.strerror}; left as it is") from None
    try:
        with os.fdopen(handle, "w+b") as beside:
            write(beside)
            beside.flush()
            keep_nature(file.fileno(), beside.fileno())
            os.fsync(beside.fileno())
        unchanged(real, stamp)
        before_rename()
        unchanged(real, stamp)
        Path(name).replace(real)
        sync_folder(real.parent)
    except OSError as error:
        raise FileError(f"cannot be written: {error.strerror}; left as it is") from None
    finally:
        Path(name).unlink(missing_ok=True)


def unchanged(path: Path, stamp: Stamp) -> None:
    """Refuse a file that is not what it was."""
    try:
        same = Stamp.of(path.stat()) == stamp
    except OSError:
        same = False
    if not same:
        raise FileError("changed while it was read; left as it is")


def keep_nature(old: int, new: int) -> None:
    """Give a new file the mode, owner and extended attributes of the old one, both by descriptor."""
    stat = os.fstat(old)
    if hasattr(os, "fchown"):
        if (stat.st_uid, stat.st_gid) != (os.fstat(new).st_uid, os.fstat(new).st_gid):
            os.fchown(new, stat.st_uid, stat.st_gid)
        os.fchmod(new, stat.st_mode & 0o7777)
    if hasattr(os, "listxattr"):
        with suppress(OSError):  # a file system may have none
            for name in os.listxattr(old):
                os.setxattr(new, name, os.getxattr(old, name))


def sync_folder(folder: Path) -> None:
    """Make a rename last over a power cut, where folders can be synced."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
