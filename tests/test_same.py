"""The same bytes everywhere: other processes, hash seeds, locales, time zones, start methods, event loops, threads."""

from __future__ import annotations

import asyncio
import gc
import json
import multiprocessing
import os
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import cache
from hashlib import sha256

import pytest

from cleaner import Cleaner, Document, Options
from cleaner.model import Status
from cleaner.rounds import Judge, Work, settle

from .conftest import FIXTURES, ROOT

TEXTS = tuple(path.read_text(encoding="utf-8") for path in sorted((FIXTURES / "pages").glob("*/source.txt")))
PAGES = tuple(path.read_text(encoding="utf-8") for path in sorted((FIXTURES / "lines").glob("*.html")))
THREADS = 64


def as_text(document: Document) -> str:
    """Everything that a document says."""
    return json.dumps(document.as_dict(), default=str, sort_keys=True)


def answers(one: Cleaner) -> str:
    """A sum over the answers for all fixtures, texts twice: the second pass meets whatever the first has left."""
    found = [as_text(one.clean(text, kind="text")) for text in TEXTS * 2]
    found += [as_text(one.clean(page, kind="html", url="https://www.paper.example/2024/05/06/x")) for page in PAGES]
    return sha256("\n".join(found).encode()).hexdigest()


@cache
def expected(level: str) -> str:
    """The sum in this process."""
    return answers(Cleaner(Options.of(level=level)))


def answers_at(level: str) -> str:
    """The sum in another process."""
    return answers(Cleaner(Options.of(level=level)))


ELSEWHERE = {
    "another seed": {"PYTHONHASHSEED": "1"},
    "no seed": {"PYTHONHASHSEED": "0", "TZ": "Pacific/Kiritimati"},
    "Turkish": {"PYTHONHASHSEED": "77", "LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8", "TZ": "America/Adak"},
    "ASCII": {"PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "TZ": ""},
    "optimised": {"PYTHONOPTIMIZE": "2", "PYTHONDEVMODE": "1"},
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_another_process_says_the_same(name: str) -> None:
    code = "from tests.test_same import answers_at; print(answers_at('full'), answers_at('safe'))"
    environment = os.environ | {"PYTHONPATH": str(ROOT)} | ELSEWHERE[name]
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [expected("full"), expected("safe")]


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_every_start_method_says_the_same(method: str) -> None:
    expected("full")  # a fork takes over what this process has compiled
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context(method)) as pool:
        assert pool.submit(answers_at, "full").result() == expected("full")
        assert pool.submit(answers, Cleaner()).result() == expected("full")


def test_an_event_loop_says_the_same() -> None:
    one = Cleaner()

    async def one_after_the_other() -> list[Document]:
        return [one.clean(text, kind="text") for text in TEXTS]

    async def all_at_once() -> list[Document]:
        return list(await asyncio.gather(*(asyncio.to_thread(one.clean, text, kind="text") for text in TEXTS)))

    async def both() -> None:
        first, second = await asyncio.gather(one_after_the_other(), all_at_once())
        assert first == second == [Cleaner().clean(text, kind="text") for text in TEXTS]

    asyncio.run(both())


def test_many_threads_say_the_same() -> None:
    alone = Cleaner()
    wanted = {source: as_text(alone.clean(source, kind=kind)) for kind, group in (("text", TEXTS), ("html", PAGES)) for source in group}
    one = Cleaner()  # not yet warm: the threads compile what they need at once
    work = [(source, "text" if source in TEXTS else "html") for source in (*TEXTS, *PAGES)] * 3
    with ThreadPoolExecutor(THREADS) as pool:
        found = list(pool.map(lambda item: as_text(one.clean(item[0], kind=item[1])), work))
    assert found == [wanted[source] for source, _ in work]


def test_equal_documents_are_one_in_a_set() -> None:
    assert len({Cleaner().clean(text, kind="text") for text in TEXTS[:2] * 2}) == 2


def test_calls_that_change_nothing_of_each_other() -> None:
    one = Cleaner()
    for text in TEXTS[:6]:
        before = as_text(one.clean(text, kind="text"))
        one.clean(text, kind="text", language="tr", site="other.example")
        one.clean(text, kind="html")
        assert as_text(one.clean(text, kind="text")) == before


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_waits_for_a_document_and_is_left_as_it_was(on: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    during: list[bool] = []

    def told(work: Work, judge: Judge) -> tuple[Status, str]:
        during.append(gc.isenabled())
        return settle(work, judge)

    monkeypatch.setattr(sys.modules["cleaner.clean"], "settle", told)
    (gc.enable if on else gc.disable)()
    try:
        Cleaner().clean("Advertisement\nThe ferry sails at noon.")
        Cleaner().clean("<p>Advertisement</p><p>The ferry sails at noon.</p>")
        assert during == [False, False]
        assert gc.isenabled() is on
    finally:
        gc.enable()


def test_the_collector_is_on_again_after_many_threads() -> None:
    one, text = Cleaner(), "Advertisement\nThe ferry sails at noon.\n" * 20
    with ThreadPoolExecutor(8) as threads:
        list(threads.map(one.clean, [text] * 200))
    assert gc.isenabled()
