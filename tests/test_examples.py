"""The examples that need no engine; the others are run by .ci/engines."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from .conftest import ROOT

BODY = "<article><p>The ferry made {0} crossings on Monday, the port said.</p></article>"
PAGE = f"<html><head><title>Ferry {{0}}</title></head><body>{BODY}</body></html>"


def test_pages_fetched_with_httpx_come_out_in_order(tmp_path: Path) -> None:
    for number in range(5):
        (tmp_path / f"{number}.html").write_text(PAGE.format(number), encoding="utf-8")
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(SimpleHTTPRequestHandler, directory=str(tmp_path))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        urls = [f"http://127.0.0.1:{server.server_address[1]}/{number}.html" for number in range(5)]
        command = [sys.executable, str(ROOT / "examples" / "httpx_async.py"), *urls]
        done = subprocess.run(command, capture_output=True, text=True, env=os.environ | {"PYTHONPATH": str(ROOT)}, check=True)
        server.shutdown()
    assert [json.loads(line)["text"] for line in done.stdout.splitlines()] == [
        f"The ferry made {number} crossings on Monday, the port said." for number in range(5)
    ]
