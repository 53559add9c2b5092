"""Arrow batches: a batch is its documents one by one, in any order, in any slices; what engines do to it changes nothing."""

from __future__ import annotations

import pickle
from functools import partial
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cleaner import Cleaner, CleanerError, Options
from cleaner.corpus import arrow
from cleaner.corpus.arrow import clean_batches, output_schema
from cleaner.corpus.rows import FOUND, Fields, found

from .conftest import FIXTURES

DUMPS = [path.read_text(encoding="utf-8") for path in sorted((FIXTURES / "pages").glob("*/source.txt"))]
LINES = [line for dump in DUMPS[:8] for line in dump.split("\n")[:12]]
TEXTS = st.one_of(st.none(), st.sampled_from(DUMPS), st.lists(st.sampled_from(LINES), max_size=8).map("\n".join), st.text(max_size=40))
SAFE = Cleaner(Options(level="safe"))


def rows(batches: Any) -> list[dict[str, Any]]:
    """The rows of batches or tables."""
    return [row | {"sources": dict(row["sources"])} for batch in batches for row in batch.to_pylist()]


def storable(text: str) -> str:
    """The text, if a table can hold it."""
    return text.encode("utf-8", "replace").decode()


@given(st.lists(TEXTS, min_size=1, max_size=12), st.randoms(use_true_random=False), st.integers(1, 5))
@settings(max_examples=60, deadline=None)
def test_a_batch_is_its_documents_one_by_one_in_any_order_and_slices(texts: list[str | None], chance: Any, size: int) -> None:
    texts = [text and storable(text) for text in texts]
    order = list(range(len(texts)))
    chance.shuffle(order)
    table = pa.table({"key": order, "text": pa.array([texts[index] for index in order], pa.string())})
    cleaned = {row["key"]: row for row in rows(clean_batches(iter(table.to_batches(max_chunksize=size)), Options(level="safe")))}
    assert list(cleaned) == order
    for index, text in enumerate(texts):
        if text is None:
            assert cleaned[index]["status"] == "failed"
        else:
            assert {name: cleaned[index][name] for name in FOUND} == found(SAFE.clean(text))


def test_tables_come_back_as_tables_and_batches_as_batches() -> None:
    table = pa.table({"text": DUMPS[:3]})
    assert all(isinstance(made, pa.Table) for made in clean_batches(table))
    assert all(isinstance(made, pa.RecordBatch) for made in clean_batches(table.to_batches()))
    assert rows(clean_batches(table)) == rows(clean_batches(table.to_batches()[0]))
    (empty,) = clean_batches(table.slice(0, 0))
    assert (empty.num_rows, empty.schema) == (0, output_schema(table.schema))


def test_the_schema_is_told_beforehand_and_other_columns_stay() -> None:
    table = pa.table({"title": ["as stored"], "text": pa.array([DUMPS[0]], pa.large_string()), "score": pa.array([0.5], pa.float32())})
    (made,) = clean_batches(table)
    assert made.schema == output_schema(table.schema)
    assert made.column_names == ["input_title", "score", *FOUND]
    assert (made["input_title"][0].as_py(), made["score"][0].as_py()) == ("as stored", 0.5)
    assert made.schema.field("text").type == pa.large_string()
    assert made.schema.field("removed").type == pa.list_(pa.struct([("line", pa.int32()), ("code", pa.large_string())]))


def test_large_batches_are_sliced(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["A line of text. " * 50] * 40
    (batch,) = pa.table({"text": texts}).to_batches()
    monkeypatch.setattr(arrow, "SLICE_ROWS", 16)
    assert [made.num_rows for made in clean_batches([batch], Options(level="safe"))] == [16, 16, 8]
    monkeypatch.setattr(arrow, "SLICE_BYTES", batch.nbytes // 10)
    assert [made.num_rows for made in clean_batches([batch], Options(level="safe"))] == [4] * 10
    monkeypatch.setattr(arrow, "SLICE_BYTES", 1)
    assert [made.num_rows for made in clean_batches([batch], Options(level="safe"))] == [1] * 40


def test_it_pickles_with_its_options() -> None:
    bound = pickle.loads(pickle.dumps(partial(clean_batches, options=Options(level="safe"), fields=Fields(content=("body",)))))
    (row,) = rows(bound([pa.record_batch({"body": [DUMPS[0]]})]))
    assert row["text"] == SAFE.clean(DUMPS[0]).text


def test_bytes_no_utf8_html_and_fields_of_rows() -> None:
    body = "<article><p>Le bac a repris lundi, dit le port, après une semaine.</p></article>"
    page = f"<html><head><title>Le bac</title></head><body>{body}</body></html>"
    broken = pa.array([b"caf\xe9 \x00\x01", b"A line."], pa.binary()).view(pa.string())
    made = rows(clean_batches(pa.table({"text": broken, "url": [None, "https://www.town.example/a"]})))
    assert [(row["status"], row["site"]) for row in made] == [("undecodable", None), ("ok", "town.example")]
    (row,) = rows(clean_batches(pa.table({"html": [page.encode()], "language": ["fr"]})))
    assert (row["title"], row["language"]) == ("Le bac", "fr")


def test_a_table_without_text_is_refused() -> None:
    with pytest.raises(CleanerError, match=r"no column text or html \(there are: body\)"):
        list(clean_batches(pa.table({"body": ["A line."]})))


def test_a_record_without_a_text_is_told_as_a_run_tells_it() -> None:
    table = pa.table({"id": ["a"], "title": ["A boat"], "text": pa.array([None], pa.string())})
    (row,) = rows(clean_batches(table))
    assert (row["status"], row["detail"]) == ("failed", "no text in field text or html (its fields: id, text, title)")
