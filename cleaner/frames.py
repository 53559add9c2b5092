"""Zstandard files as streams: read piece by piece, and told from those that are cut off."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

BLOCK = 1 << 16  # bytes read from the file at a time
# Bytes handed to the decompressor at a time. A block of the format is 4 bytes at least and 128 KB at most when unpacked,
# so a file made to fill the memory gets no more than 32 MB at once. Smaller or larger pieces take the same time.
PIECE = 1 << 10


class Frames(io.RawIOBase):
    """What the frames of a file hold, one after the other.

    The package's own reader takes the end of the file for the end of the content, also in the middle of a frame.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._content = contents(file)
        self._held = b""

    def readable(self) -> bool:
        """It is."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill a buffer as far as the next piece goes.

        Raises:
            EOFError: the file ends in the middle of a frame.
        """
        self._held = self._held or next(self._content, b"")
        size = min(len(buffer), len(self._held))
        buffer[:size], self._held = self._held[:size], self._held[size:]
        return size


def contents(file: BinaryIO) -> Iterator[bytes]:
    """The content of the frames of a file, none of the pieces empty."""
    import zstandard

    frame: Any = None
    while block := file.read(BLOCK):
        for start in range(0, len(block), PIECE):
            piece = block[start : start + PIECE]
            while piece:
                frame = frame or zstandard.ZstdDecompressor().decompressobj()
                if content := frame.decompress(piece):
                    yield content
                piece, frame = (frame.unused_data, None) if frame.eof else (b"", frame)
    if frame is not None:
        raise EOFError("the file ends in the middle of a Zstandard frame")


def unpacked_frames(file: BinaryIO) -> BinaryIO:
    """The content of a Zstandard file as a stream; `file` stays open when it is closed."""
    return cast(BinaryIO, io.BufferedReader(Frames(file)))
