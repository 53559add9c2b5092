"""The Scrapy pipeline: a real crawl over a local server, and what it does to items."""

from __future__ import annotations

import asyncio
import html
import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from scrapy.http import TextResponse
from scrapy.utils.test import get_crawler

from cleaner import Cleaner, CleanerError
from cleaner.scrapy import CleanerPipeline, clean_record

from .conftest import FIXTURES, ROOT

DUMPS = [path.read_text(encoding="utf-8") for path in sorted((FIXTURES / "pages").glob("*/source.txt"))]
PAGES = 100


def page(number: int) -> str:
    """A page of a local site."""
    lines = DUMPS[number % len(DUMPS)].split("\n")
    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines if line.strip())
    return f"<html><head><title>Page {number}</title></head><body><article>{body}</article></body></html>"


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *what: Any) -> None:
        """Nothing."""


class Server(ThreadingHTTPServer):
    """Takes fifty visitors at once."""

    request_queue_size = 64
    daemon_threads = True


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a local server with pages."""
    folder = tmp_path_factory.mktemp("site")
    for number in range(PAGES):
        (folder / f"{number}.html").write_text(page(number), encoding="utf-8")
    with Server(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        server.shutdown()


def crawled(site: str, out: Path, *more: str) -> dict[str, Any]:
    """What a crawl in a process of its own saw."""
    command = [sys.executable, "-m", "tests.crawl", site, str(PAGES), str(out), *more]
    subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=True, timeout=300)
    seen: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return seen


def test_a_crawl_with_fifty_requests_at_once_cleans_every_page_and_the_reactor_does_not_wait(site: str, tmp_path: Path) -> None:
    seen = crawled(site, tmp_path / "seen.json")
    items = sorted(seen["items"], key=lambda item: item["number"])
    one = Cleaner()
    assert [item["number"] for item in items] == list(range(PAGES))
    assert [item["text"] for item in items] == [one.clean(page(number)).text for number in range(PAGES)]
    assert all(item["more"]["site"] == "127.0.0.1" and "response" not in item for item in items)
    assert {item["status"] for item in items} == {"ok"}
    blocked = crawled(site, tmp_path / "blocked.json", "--on-reactor")
    told = {name: (statistics.median(late), max(late)) for name, late in (("pool", seen["late"]), ("reactor", blocked["late"]))}
    print({name: [f"{seconds * 1000:.1f} ms" for seconds in values] for name, values in told.items()})
    assert told["pool"][0] < told["reactor"][0], told  # the medians: on a busy machine both wait for a processor at times


@dataclass
class Page:
    """An item as a class."""

    body: str
    headline: str = ""
    by: Any = None


def processed(pipeline: CleanerPipeline, item: Any) -> Any:
    """What a pipeline makes of an item, without a reactor: the pool's answer is taken at once."""
    return asyncio.run(pipeline.process_item(item))


class AtOnce:
    """A pool that works at once."""

    def submit(self, work: Any, *given: Any) -> Any:
        """The result."""
        return work(*given)

    def shutdown(self, wait: bool = True) -> None:
        """Nothing to end."""


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """No processes: what a pool gives is awaited as it is."""

    async def given(value: Any) -> Any:
        return value

    monkeypatch.setattr("cleaner.scrapy.started", lambda processes, options: AtOnce())
    monkeypatch.setattr("cleaner.scrapy.awaitable", given)


def opened(**settings: Any) -> CleanerPipeline:
    """A pipeline as Scrapy makes it."""
    pipeline = CleanerPipeline.from_crawler(get_crawler(settings_dict=settings))
    pipeline.open_spider()
    return pipeline


@pytest.mark.usefixtures("at_once")
def test_items_give_html_text_or_a_response() -> None:
    pipeline = opened()
    expected = Cleaner().clean(DUMPS[0])
    item = processed(pipeline, {"text": DUMPS[0], "url": "https://www.town.example/a", "own": 1})
    assert (item["text"], item["own"], item["cleaner"]["site"]) == (expected.text, 1, "town.example")
    assert "text" not in item["cleaner"]
    whole = Cleaner().clean(page(0), kind="html").text
    assert processed(pipeline, {"html": page(0), "text": ""})["text"] == whole
    response = TextResponse("https://www.town.example/a", body=page(0).encode("cp1256", "ignore"), encoding="cp1256")
    item = processed(pipeline, {"response": response})
    assert item["cleaner"]["status"] == "ok"
    assert "response" not in item
    assert processed(pipeline, {"picture": "a.png"}) == {"picture": "a.png"}
    assert asyncio.run(pipeline.process_item({"text": DUMPS[0]}, None))["text"] == expected.text


@pytest.mark.usefixtures("at_once")
def test_fields_columns_and_options_are_settings() -> None:
    pipeline = opened(
        CLEANER_OPTIONS={"level": "safe"},
        CLEANER_FIELDS={"text": "body"},
        CLEANER_OUTPUT={"text": "body", "title": "headline", "authors": "by"},
    )
    expected = Cleaner(pipeline.options).clean(DUMPS[6])
    assert expected.byline
    item = processed(pipeline, Page(DUMPS[6]))
    assert pipeline.options.level == "safe"
    assert item == Page(expected.text, expected.title or "", list(expected.byline.authors))


class Broken:
    """A pool whose process died."""

    def submit(self, work: Any, *given: Any) -> Any:
        """No result."""
        raise BrokenProcessPool("died")

    def shutdown(self, wait: bool = True) -> None:
        """Nothing to end."""


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize(("alone", "status"), [(AtOnce(), "ok"), (Broken(), "failed")])
def test_an_item_whose_process_died_is_tried_alone(alone: Any, status: str, monkeypatch: pytest.MonkeyPatch) -> None:
    pipeline = opened()
    monkeypatch.setattr(pipeline, "_pool", Broken())
    monkeypatch.setattr("cleaner.scrapy.awaitable_deferred", lambda deferred: deferred)
    monkeypatch.setattr("cleaner.scrapy.started", lambda processes, options: alone)
    assert processed(pipeline, {"text": DUMPS[0]})["cleaner"]["status"] == status


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ({"CLEANER_OPTIONS": {"levle": "safe"}}, "no option 'levle', did you mean 'level'"),
        ({"CLEANER_FIELDS": {"htlm": "page"}}, "no field 'htlm', did you mean 'html'"),
        ({"CLEANER_OUTPUT": {"autors": "by"}}, "no column 'autors', did you mean 'authors'"),
    ],
)
def test_wrong_settings_are_told_before_the_crawl(settings: dict[str, Any], told: str) -> None:
    with pytest.raises(CleanerError, match=told):
        opened(**settings)


@pytest.mark.usefixtures("at_once")
@pytest.mark.parametrize("stated", [{"url": 5}, {"url": ["https://www.town.example/a"]}, {"url": b"caf\xe9"}, {"language": 7}], ids=str)
def test_what_an_item_states_otherwise_than_as_text_tells_nothing(stated: dict[str, Any]) -> None:
    item = processed(opened(), {"text": DUMPS[0], **stated})
    assert (item["text"], item["cleaner"]["site"], item["cleaner"]["status"]) == (Cleaner().clean(DUMPS[0]).text, None, "ok")


def test_the_work_of_a_process_is_the_library_s() -> None:
    from cleaner.corpus.rows import Record, found
    from cleaner.model import Options

    assert clean_record(Options(), Record("", 1, DUMPS[0])) == found(Cleaner().clean(DUMPS[0]))
