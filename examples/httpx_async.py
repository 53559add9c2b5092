"""Fetch pages with httpx and clean them without blocking the event loop: python examples/httpx_async.py URL...

Cleaning is work for a processor, so it goes to a pool of processes; a thread would hold the interpreter's lock while the loop waits.
"""

from __future__ import annotations

import asyncio
import json
import sys
from concurrent.futures import Executor, ProcessPoolExecutor
from multiprocessing import get_context

import httpx

import cleaner

AT_ONCE = 20  # requests under way at a time


async def cleaned(url: str, client: httpx.AsyncClient, pool: Executor, turns: asyncio.Semaphore) -> cleaner.Document:
    """Fetch one page and clean it."""
    async with turns:
        answer = await client.get(url)
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(pool, clean_page, answer.content, url)


def clean_page(page: bytes, url: str) -> cleaner.Document:
    """Clean one page, in a process of the pool."""
    return cleaner.clean(page, kind="html", url=url)


async def fetch_all(urls: list[str], processes: int = 2) -> list[cleaner.Document]:
    """The documents of URLs, in their order."""
    turns = asyncio.Semaphore(AT_ONCE)
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        async with httpx.AsyncClient(follow_redirects=True) as client:
            return await asyncio.gather(*(cleaned(url, client, pool, turns) for url in urls))


def main() -> None:
    """Print a line of JSON for each page."""
    for document in asyncio.run(fetch_all(sys.argv[1:])):
        print(json.dumps(document.as_dict(), ensure_ascii=False))


if __name__ == "__main__":
    main()
