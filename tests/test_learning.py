"""Learning over Arrow batches: with any engine that sorts and runs SQL, the files of `cleaner learn` over the same pages."""

from __future__ import annotations

import json
import pickle
import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pytest

from cleaner import CleanerError, Options, learn
from cleaner.corpus.arrow import clean_batches
from cleaner.corpus.learning import ORDERS, chosen_batches, known_query, page_batches, site_batches
from cleaner.sitefile import load_sites, site_text

from .test_arrow import rows
from .test_corpus import clean_corpus, only_found
from .test_sites import HEAD, PAGES, SITE, TAIL, article, page

OTHER = "www.townhall.example"
HTML = "<html><body><ul>{}</ul><article>{}</article><footer>{}</footer></body></html>"


def pages() -> list[dict[str, Any]]:
    """Pages of six sites: learned by `site` or `url`, copies, few pages, pages that share nothing, HTML, and no text at all."""
    found = [{"site": SITE, "text": text} for text in PAGES[:10]]
    found += [{"url": f"https://{OTHER}/{seed}", "text": page(seed, HEAD, TAIL)} for seed in range(9)]
    found += [{"url": f"https://{OTHER}/copy{seed}", "text": page(seed, HEAD, TAIL)} for seed in range(3)]
    found += [{"url": f"https://{OTHER}/near", "text": page(1, HEAD, [*TAIL, "Last change to this page"])}]
    found += [{"site": "few.example", "text": page(seed, HEAD, TAIL)} for seed in range(20, 23)]
    found += [{"site": "own.example", "text": "\n".join(article(seed))} for seed in range(30, 36)]
    found += [{"site": "empty.example", "text": "  \n"}]
    parts = [[f"<p>{line}</p>" for line in page(seed, [], []).split("\n")] for seed in range(40, 47)]
    items = ["".join(f"<li>{line}</li>" for line in lines) for lines in (HEAD, TAIL)]
    found += [{"site": "markup.example", "html": HTML.format(items[0], "".join(part), items[1])} for part in parts]
    random.Random(5).shuffle(found)
    return [{"page": number, "site": None, "url": None, "text": None, "html": None, **values} for number, values in enumerate(found)]


def learned(values: list[dict[str, Any]], **asked: Any) -> dict[str, tuple[str | None, list[str]]]:
    """The stages, with DuckDB as the engine: for each site its file and what was told."""
    base = duckdb.connect()

    def stage(name: str, query: str, work: Callable[[Iterator[Any]], Iterator[Any]]) -> None:
        order = ", ".join(ORDERS[work.func.__name__])  # type: ignore[attr-defined]  # a partial
        answer = base.execute(f"SELECT * FROM ({query}) ORDER BY {order}")
        names = [column[0] for column in answer.description]
        read = [dict(zip(names, values, strict=True)) for values in answer.fetchall()]
        batches = [pa.RecordBatch.from_pylist(read[start : start + 7]) for start in range(0, len(read), 7)]
        base.register(name, pa.Table.from_batches(pickle.loads(pickle.dumps(work))(iter(batches))))

    seen = [batch for start in range(0, len(values), 4) for batch in page_batches([pa.RecordBatch.from_pylist(values[start : start + 4])])]
    base.register("seen", pa.Table.from_batches(seen))
    stage("chosen", "SELECT page, site, name, sketch FROM seen", partial(chosen_batches))
    base.execute("CREATE VIEW pages AS SELECT * FROM chosen WHERE counted = 1")
    base.execute("CREATE VIEW lines AS SELECT page, line.* FROM (SELECT page, unnest(lines) AS line FROM seen)")
    stage("made", known_query(), partial(site_batches, **asked))
    return {site: (file, told) for site, file, told in base.execute("SELECT site, file, told FROM made ORDER BY site").fetchall()}


def test_the_stages_give_the_files_of_learn() -> None:
    values = pages()
    by_kind = [(item["site"] or OTHER, item["text"] or item["html"]) for item in values]
    expected = learn(by_kind)
    made = learned(values)
    assert {site: file for site, (file, _) in made.items() if file} == {site: site_text(found) for site, found in expected.items()}
    assert set(expected) == {SITE, "townhall.example", "markup.example"}
    assert expected["townhall.example"].near_duplicates == 1
    assert tuple(line for _, told in made.values() for line in told) == expected.refused
    assert {line.partition(":")[0] for line in expected.refused} >= {"few.example", "own.example", "empty.example"}


def test_a_page_without_a_site_is_an_error_for_no_worker_can_tell_of_it() -> None:
    batch = pa.RecordBatch.from_pylist([{"page": 7, "url": "mailto:nobody", "text": "A line."}])
    with pytest.raises(CleanerError, match="page 7: neither `site` nor `url`"):
        list(page_batches([batch]))
    with pytest.raises(CleanerError, match="min_pages: 1"):
        list(site_batches([], min_pages=1))


def test_broadcast_sites_clean_as_their_files_do(tmp_path: Path) -> None:
    sites = learn((SITE, text) for text in PAGES[:10])
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites" / f"{SITE}.toml").write_text(site_text(sites[SITE]), encoding="utf-8")
    table = pa.table({"url": [f"https://{SITE}/{number}" for number in range(len(PAGES))], "text": PAGES})
    by_files = rows(clean_batches(table, Options(sites=(str(tmp_path / "sites"),))))
    assert rows(clean_batches(table, sites=pickle.loads(pickle.dumps(load_sites([tmp_path / "sites"]))))) == by_files
    assert any(item["code"].startswith("SITE") for row in by_files for item in row["removed"])
    lines = (json.dumps({"url": url, "text": text}) + "\n" for url, text in zip(*table.to_pydict().values(), strict=True))
    (tmp_path / "in.jsonl").write_text("".join(lines), encoding="utf-8")
    run = clean_corpus(tmp_path / "in.jsonl", tmp_path / "out", options=Options(sites=(str(tmp_path / "sites"),)))
    assert only_found(run) == json.loads(json.dumps(only_found(by_files), default=str))
