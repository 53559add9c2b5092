"""Python's collector of cycles and a document: it waits until the document is done."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
T = TypeVar("T")


def uncollected(work: Callable[P, T]) -> Callable[P, T]:
    """A function during which the collector waits.

    A page makes many thousands of nodes and lines, hardly any in cycles, and is dropped as a whole: looking through them
    while they grow takes a tenth of the time of HTML. What has piled up is looked through right afterwards. A collector
    that the caller turned off stays off; of threads that overlap, the one that found it on turns it on again.
    """

    @wraps(work)
    def run(*args: P.args, **named: P.kwargs) -> T:
        if not gc.isenabled():
            return work(*args, **named)
        gc.disable()
        try:
            return work(*args, **named)
        finally:
            gc.enable()

    return run
