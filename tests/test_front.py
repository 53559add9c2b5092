"""Front matter is YAML, whatever stands in it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from cleaner.cli.front import entry, front_matter, split_front
from cleaner.model import Byline, Document

SIGNS = "ab yNnoes:#-'\",[]{}&*!|>%@`0123456789.\n\t~=<? \x85\u2028\ufeff\ud800"


@given(st.one_of(st.text(), st.text(alphabet=SIGNS)))
def test_any_text_is_read_back(text: str) -> None:
    assert yaml.safe_load(entry("title", text)) == {"title": text}
    assert yaml.safe_load(entry("authors", [text, text])) == {"authors": [text, text]}


@pytest.mark.parametrize(
    "value",
    [
        date(2024, 3, 2),
        datetime(2024, 3, 2, 10, 5, tzinfo=UTC),
        1,
        1e30,
        True,
        None,
        [],
        [1, "a"],
        {"a": [1, {"b": None}]},
        {1: 2},
        "no",
        "12",
    ],
)
def test_other_values_are_read_back(value: Any) -> None:
    assert yaml.safe_load(entry("own", value)) == {"own": value}


def test_texts_stand_as_a_person_would_write_them() -> None:
    document = Document("", title="Storm: 40 boats lost", byline=Byline("By Ann O'Dea", ("Ann O'Dea",)), published=date(2024, 3, 2))
    assert front_matter(document) == (
        "---\ncleaner: 1\ntitle: 'Storm: 40 boats lost'\nbyline: By Ann O'Dea\nauthors:\n- Ann O'Dea\npublished: 2024-03-02\n---\n"
    )


def test_a_block_that_was_read_comes_out_the_same() -> None:
    block = "---\ncleaner: 1\ntitle: 'no'\nauthors:\n- Ann Dea\ntags:\n- '1'\n---\n"
    found, rest, values = split_front(block + "Body.\n")
    assert (found, rest) == (block, "Body.\n")
    assert front_matter(Document(""), values) == block
