"""An item pipeline for Scrapy that cleans in processes of its own, so that the reactor never waits."""

from __future__ import annotations

from collections.abc import Mapping
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import TYPE_CHECKING, Any

from itemadapter import ItemAdapter

from cleaner.clean import Cleaner, compiled
from cleaner.corpus.rows import FOUND, Record, cleaned, found, stated_text
from cleaner.model import CleanerError, Options, nearest

if TYPE_CHECKING:
    from twisted.internet.defer import Deferred

FIELDS = {"html": "html", "text": "text", "response": "response", "url": "url", "language": "language"}
OUTPUT = {"text": "text", "*": "cleaner"}
PROCESSES = 2


class CleanerPipeline:
    """Cleans the page or text of each item.

    Enable it with `ITEM_PIPELINES = {"cleaner.scrapy.CleanerPipeline": 300}`. An item gives a Scrapy response (which is taken out of it),
    HTML or text, looked for in this order; one that gives none of them passes as it is. Settings:

    - `CLEANER_OPTIONS`: a dictionary of what `cleaner.Options` takes.
    - `CLEANER_FIELDS`: in which field of an item each stands; the default is `FIELDS`.
    - `CLEANER_OUTPUT`: which found column (see `cleaner.corpus.rows.FOUND`) goes to which field; "*" names the field for a
      dictionary of all others. The default is `OUTPUT`.
    - `CLEANER_PROCESSES`: how many processes clean.

    A script that starts a crawl itself needs `if __name__ == "__main__":`, as with every pool of processes.

    Args:
        options: how to clean.
        fields: what differs from `FIELDS`.
        output: in place of `OUTPUT`.
        processes: how many processes clean.

    Raises:
        CleanerError: an option, a field or a column is unknown.
    """

    def __init__(
        self,
        options: Options | None = None,
        fields: Mapping[str, str] | None = None,
        output: Mapping[str, str] | None = None,
        processes: int = PROCESSES,
    ) -> None:
        self.options = options or Options()
        Cleaner(self.options)  # wrong packs are told before the crawl
        self.fields = FIELDS | dict(fields or {})
        self.output = dict(output or OUTPUT)
        self.processes = processes
        for what, given, known in (("field", self.fields, FIELDS), ("column", self.output, dict.fromkeys((*FOUND, "*")))):
            for name in given:
                if name not in known:
                    raise CleanerError(f"cleaner.scrapy: no {what} {name!r}{nearest(name, known)}; there are: {', '.join(known)}")
        self._pool: Executor | None = None

    @classmethod
    def from_crawler(cls, crawler: Any) -> CleanerPipeline:
        """The pipeline that a crawler's settings ask for."""
        settings = crawler.settings
        return cls(
            Options.of(**settings.getdict("CLEANER_OPTIONS")),
            settings.getdict("CLEANER_FIELDS"),
            settings.getdict("CLEANER_OUTPUT"),
            settings.getint("CLEANER_PROCESSES", PROCESSES),
        )

    def open_spider(self, spider: Any = None) -> None:
        """Start the processes, before there is a page to wait for."""
        from twisted.internet.defer import DeferredLock

        self._alone = DeferredLock()
        self._pool = started(self.processes, self.options)

    def close_spider(self, spider: Any = None) -> None:
        """Let the processes end; other spiders may still run, so nobody waits for it."""
        if self._pool is not None:
            self._pool.shutdown(wait=False)
            self._pool = None

    async def process_item(self, item: Any, spider: Any = None) -> Any:
        """The item with its text cleaned; what is in it never raises, the status tells."""
        adapter = ItemAdapter(item)
        record = self._record(adapter)
        if record is None:
            return item
        pool = self._pool
        if pool is None:
            raise CleanerError("cleaner.scrapy: process_item before open_spider")
        try:
            values = await awaitable(pool.submit(clean_record, self.options, record))
        except BrokenProcessPool:
            values = await self._again(pool, record)
        for column, field in self.output.items():
            adapter[field] = values[column] if column != "*" else {name: values[name] for name in FOUND if name not in self.output}
        return item

    async def _again(self, broken: Executor, record: Record) -> dict[str, Any]:
        """Clean a record that was in a pool when a process of it died: alone, for it may be what killed it."""
        if self._pool is broken:  # the first of the items that it took along
            self._pool = started(self.processes, self.options)
        await awaitable_deferred(self._alone.acquire())
        single = started(1, self.options)
        try:
            values: dict[str, Any] = await awaitable(single.submit(clean_record, self.options, record))
        except BrokenProcessPool:
            lost = record._replace(content=None, problem="the process that cleaned it died")
            values = found(cleaned(compiled(self.options), lost))
        finally:
            single.shutdown(wait=False)
            self._alone.release()
        return values

    def _record(self, adapter: ItemAdapter) -> Record | None:
        """What an item gives to clean; None if nothing."""
        field = self.fields
        url, language = (stated_text(adapter.get(field[name])) for name in ("url", "language"))
        response = adapter.get(field["response"])
        if response is not None and hasattr(response, "body"):
            del adapter[field["response"]]
            return Record("", 1, response.body, url=response.url, charset=getattr(response, "encoding", None), language=language)
        for kind in ("html", "text"):
            content = adapter.get(field[kind])
            if isinstance(content, (str, bytes)):
                return Record("", 1, content, "html" if kind == "html" else "auto", url=url, language=language)
        return None


def started(processes: int, options: Options) -> ProcessPoolExecutor:
    """A pool whose processes are under way and have compiled the rules."""
    pool = ProcessPoolExecutor(processes, get_context("spawn"))
    for _ in range(processes):
        pool.submit(clean_record, options, Record("", 1, ""))
    return pool


def clean_record(options: Options, record: Record) -> dict[str, Any]:
    """Clean one record, in a process of the pool."""
    return found(cleaned(compiled(options), record))


def awaitable(future: Future[Any]) -> Any:
    """The result of a pool as something that a pipeline can await, whichever reactor runs."""
    from twisted.internet import reactor
    from twisted.internet.defer import Deferred

    deferred: Deferred[Any] = Deferred()

    def arrived(done: Future[Any]) -> None:
        error = done.exception()
        if error is None:
            reactor.callFromThread(deferred.callback, done.result())
        else:
            reactor.callFromThread(deferred.errback, error)

    future.add_done_callback(arrived)
    return awaitable_deferred(deferred)


def awaitable_deferred(deferred: Deferred[Any]) -> Any:
    """A deferred as a pipeline can await it."""
    from scrapy.utils.defer import maybe_deferred_to_future

    return maybe_deferred_to_future(deferred)
