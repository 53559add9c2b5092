"""Steps of a datatrove pipeline: a formatter for text, an extractor for HTML. The only import of datatrove."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from datatrove.pipeline.extractors.base import BaseExtractor
from datatrove.pipeline.formatters.base import BaseFormatter

from cleaner.clean import compiled
from cleaner.corpus.rows import FOUND, Record, cleaned, found, stated_text
from cleaner.model import Options

KEY = "cleaner"  # where in a document's metadata the found columns go


class CleanerFormatter(BaseFormatter):  # type: ignore[misc]  # datatrove has no types
    """Cleans text that was extracted already, or dumped. Every document goes on, the status in `metadata["cleaner"]` tells.

    Args:
        options: how to clean; `Options()` by default, `Options(level="safe")` for text that an extractor has cleaned.
        url: the key of the metadata that holds the URL.
    """

    name = "🧹 cleaner, text"

    def __init__(self, options: Options | None = None, url: str = "url") -> None:
        super().__init__()
        self.options, self.url = options or Options(), url

    def format(self, text: str) -> str:
        """The text, cleaned."""
        return compiled(self.options).clean(text, kind="text").text

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Iterator[Any]:
        """Clean documents one by one."""
        for document in data:
            with self.track_time():
                self.stat_update("total", clean_in_place(document, "text", self.options, self.url))
            yield document


class CleanerExtractor(BaseExtractor):  # type: ignore[misc]  # datatrove has no types
    """Cleans HTML, as datatrove's readers of archives give it. Every document goes on, the status in `metadata["cleaner"]` tells.

    Args:
        options: how to clean; `Options()` by default.
        url: the key of the metadata that holds the URL.
    """

    name = "🧹 cleaner, HTML"

    def __init__(self, options: Options | None = None, url: str = "url") -> None:
        super().__init__()
        self.options, self.url = options or Options(), url

    def extract(self, text: str) -> str:
        """The body of a page."""
        return compiled(self.options).clean(text, kind="html").text

    def run(self, data: Any, rank: int = 0, world_size: int = 1) -> Iterator[Any]:
        """Clean documents one by one. What the base class has a process and a time limit for, cleaner answers with a status."""
        for document in data:
            with self.track_time():
                self.stat_update("total", clean_in_place(document, "html", self.options, self.url))
            yield document


def clean_in_place(document: Any, kind: str, options: Options, url: str) -> str:
    """Clean a datatrove document: its text, and all that was found into its metadata; returns the status."""
    at, language = (stated_text(document.metadata.get(name)) for name in (url, "language"))
    record = Record("", 1, document.text, kind, url=at, language=language)
    values = found(cleaned(compiled(options), record))
    document.text = values["text"]
    document.metadata[KEY] = {name: plain(values[name]) for name in FOUND if name != "text"}
    return str(values["status"])


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    return value.isoformat() if isinstance(value, date) else value
