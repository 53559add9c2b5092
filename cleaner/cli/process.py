"""The process around a command: standard streams that are not there, and signals that end it after it has tidied up."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import NoReturn

ENDING = tuple(getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name))


class Stopped(BaseException):
    """A signal wants the process to end. What is half written is taken away on the way out."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


class ReaderGoneError(Exception):
    """Nobody reads what goes to stdout any more."""


def stop(number: int, _frame: object) -> NoReturn:
    """What a signal that ends the process does."""
    raise Stopped(number)


@contextmanager
def tidy() -> Iterator[None]:
    """Let signals end the process only after files that are half written were taken away, and as the signal itself would have."""
    for number in ENDING:
        if signal.getsignal(number) is not signal.SIG_IGN:  # nohup
            signal.signal(number, stop)
    try:
        yield
    except Stopped as stopped:
        die_by(stopped.number)
    except ReaderGoneError:
        die_by(getattr(signal, "SIGPIPE", signal.SIGTERM))


def worker_signals() -> None:
    """What signals do in a worker process that waits for work: its parent alone decides, and ends it at once.

    A handler of Python's would be lost on a worker that is about to wait on a lock, and who joins it would wait for ever. One that
    a key of the terminal ended would take a lock of the pool with it.
    """
    for number in ENDING:
        signal.signal(number, signal.SIG_DFL if number == signal.SIGTERM else signal.SIG_IGN)


@contextmanager
def tidy_worker() -> Iterator[None]:
    """Let a worker process that its parent ends take half-written files away first."""
    signal.signal(signal.SIGTERM, leave)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


def leave(number: int, _frame: object) -> NoReturn:
    """What ends a worker process at work: it tidies up and goes, and its parent tells."""
    raise SystemExit(128 + number)


def die_by(number: int) -> None:
    """End the process by a signal, so that its parent sees what happened."""
    silence(1)
    with suppress(OSError, ValueError):
        sys.stderr.flush()
    signal.signal(number, signal.SIG_DFL)
    signal.raise_signal(number)


def gone() -> NoReturn:
    """End a process that has done all its work at once: taking its tables apart one by one, as Python would, takes a fifth of a start.

    Nothing waits for the end of a plain call: its files are closed, no process or thread of it is left. What it wrote is flushed.
    """
    os._exit(0)


def silence(descriptor: int) -> None:
    """Let what is still buffered for a standard stream go nowhere: it cannot be written, and the end of the process would try."""
    with suppress(OSError):
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, descriptor)
        os.close(null)


def standard_streams() -> None:
    """Stand in for standard streams that the caller has closed, before a file of ours gets their number.

    What stands in cannot be read or written, so that its use is told as an error; only messages go nowhere.
    """
    for descriptor, mode in ((0, os.O_WRONLY), (1, os.O_RDONLY), (2, os.O_WRONLY)):
        try:
            os.fstat(descriptor)
        except OSError:
            null = os.open(os.devnull, mode)
            if null != descriptor:
                os.dup2(null, descriptor)
                os.close(null)
    if sys.stdin is None:
        sys.stdin = open(0, encoding="utf-8", closefd=False)
    if sys.stdout is None:
        sys.stdout = open(1, "w", encoding="utf-8", closefd=False)
    if sys.stderr is None:
        sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", closefd=False)
