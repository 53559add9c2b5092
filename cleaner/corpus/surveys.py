"""What a run keeps for its report: counts and chosen documents of each part, so that a killed run's report is that of a whole one."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from cleaner.corpus.manifest import SURVEYS
from cleaner.corpus.rows import Record
from cleaner.model import CleanerError, Document
from cleaner.report.sheet import sheet_of
from cleaner.report.survey import Survey, counted, key_of


def count(survey: Survey, record: Record, document: Document, level: str) -> None:
    """Count one document of a run.

    Args:
        survey: of the part.
        record: what was read.
        document: what came of it.
        level: at which it was cleaned.
    """
    place = record.input if record.number == 1 else f"{record.input}:{record.number}"
    survey.add(
        counted(document, record.input),
        key_of(record.input, str(record.number)),
        partial(sheet_of, document, record.id or record.url or place, level),
    )


class Surveys:
    """The surveys of a run's parts, in a file beside the parts. `below` is the key from which on no document is shown any more.

    Args:
        folder: where the parts go.
    """

    def __init__(self, folder: Path) -> None:
        self._drawn = Survey()
        self._places: dict[int, int] = {}  # where in the file each part's line begins
        self._path = folder / SURVEYS
        try:
            self._file = self._path.open("a+b")
        except OSError as error:
            raise CleanerError(f"{self._path}: cannot be written: {error.strerror}") from None
        self._read()

    @property
    def below(self) -> int:
        """Documents with this key or a larger one will not be shown."""
        return self._drawn.below

    def _read(self) -> None:
        """Read what an earlier run kept; a line that a kill cut off is taken away: the manifest does not have its part."""
        self._file.seek(0)
        place = 0
        for line in self._file:
            if not line.endswith(b"\n"):
                self._file.truncate(place)
                break
            values = json.loads(line)
            self._places[values["part"]] = place
            self._drawn.lower(values["survey"]["below"])
            place += len(line)

    def add(self, part: int, survey: dict[str, Any]) -> None:
        """Keep the survey of a part. It must be kept before the manifest has the part.

        Raises:
            CleanerError: it cannot be written.
        """
        try:
            self._places[part] = self._file.seek(0, os.SEEK_END)
            self._file.write(json.dumps({"part": part, "survey": survey}).encode() + b"\n")
            self._file.flush()
            os.fsync(self._file.fileno())
        except OSError as error:
            raise CleanerError(f"{self._path}: cannot be written: {error.strerror}; the same command goes on later") from None
        self._drawn.merge(survey)

    def whole(self) -> Survey:
        """The survey of all parts, in their order."""
        survey = Survey(below=self.below)
        for _, place in sorted(self._places.items()):
            self._file.seek(place)
            survey.merge(json.loads(self._file.readline())["survey"])
        return survey

    def close(self) -> None:
        """Let go of the file."""
        with suppress(OSError):  # a line that a full disk did not take was told when it was written
            self._file.close()
