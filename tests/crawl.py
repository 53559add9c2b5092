"""A crawl for tests and benchmarks: python -m tests.crawl URL PAGES OUT [--on-reactor]

Fetches PAGES pages below URL with 50 requests at once, cleans them with the pipeline (or, to compare, on the reactor itself), and writes
OUT, a JSON file with the items and how late the reactor was each time it was to wake, in seconds.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import scrapy
from scrapy.crawler import CrawlerProcess
from twisted.internet.task import LoopingCall

import cleaner

WAKE = 0.01  # seconds between two wakings


class OnReactor:
    """What a pipeline must not do: clean on the reactor's thread."""

    def process_item(self, item: Any) -> Any:
        """Clean at once."""
        item["text"] = cleaner.clean(item.pop("response").body).text
        return item


class Late:
    """Measures how late the reactor wakes."""

    def __init__(self) -> None:
        self.seconds: list[float] = []
        self._due: float | None = None

    def __call__(self) -> None:
        now = time.perf_counter()
        if self._due is not None:
            self.seconds.append(max(now - self._due, 0.0))
        self._due = now + WAKE


class PageSpider(scrapy.Spider):
    """Fetches numbered pages."""

    name = "pages"
    items: list[dict[str, Any]]
    late: Late
    below: str
    pages: int

    async def start(self) -> AsyncIterator[Any]:
        """One request a page."""
        self.clock = LoopingCall(self.late)
        self.clock.start(WAKE)
        for number in range(self.pages):
            yield scrapy.Request(f"{self.below}/{number}.html", cb_kwargs={"number": number})

    def parse(self, response: Any, number: int = 0, **more: Any) -> Any:
        """The page as an item."""
        yield {"number": number, "response": response}

    def closed(self, reason: str) -> None:
        """Stop the clock."""
        self.clock.stop()


class Keep:
    """Keeps what comes out of the pipeline."""

    def __init__(self, crawler: Any) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Any) -> Keep:
        """As Scrapy makes it."""
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        """Keep it."""
        self.crawler.spider.items.append(item)
        return item


def main(below: str, pages: int, out: Path, on_reactor: bool) -> None:
    """Crawl and write what was seen."""
    items: list[dict[str, Any]] = []
    late = Late()
    process = CrawlerProcess(
        {
            "ITEM_PIPELINES": {OnReactor if on_reactor else "cleaner.scrapy.CleanerPipeline": 300, Keep: 900},
            "CLEANER_OUTPUT": {"text": "text", "status": "status", "*": "more"},
            "CONCURRENT_REQUESTS": 50,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 50,
            "DOWNLOAD_DELAY": 0,
            "LOG_LEVEL": "ERROR",
            "TELNETCONSOLE_ENABLED": False,
        }
    )
    process.crawl(PageSpider, items=items, late=late, below=below, pages=pages)
    process.start()
    out.write_text(json.dumps({"items": items, "late": late.seconds}, default=str), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]), "--on-reactor" in sys.argv)
