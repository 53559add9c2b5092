"""Golden pages: fixtures/pages/<slug>/{source.txt|html, expected.txt, expected.toml}, found by globbing."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

import cleaner
from cleaner import Document

from .conftest import FIXTURES

PAGES = sorted((FIXTURES / "pages").iterdir())


def found(document: Document, name: str) -> Any:
    """The value that a key of expected.toml speaks of."""
    byline, dateline = document.byline, document.dateline
    if name in ("authors", "organisations"):
        return list(getattr(byline, name)) if byline else []
    if name == "byline":
        return byline and byline.raw
    if name == "dateline":
        return dateline and dateline.raw
    if name in ("place", "agency", "agency_name"):
        return dateline and getattr(dateline, name)
    if name == "removed":
        return [f"{item.line} {item.code}" for item in document.removed]
    return getattr(document, name)


@pytest.mark.parametrize("folder", PAGES, ids=lambda folder: folder.name)
def test_page(folder: Path) -> None:
    (source,) = folder.glob("source.*")
    expected = tomllib.loads((folder / "expected.toml").read_text(encoding="utf-8"))
    options = {name: expected.pop(name) for name in ("level", "language", "kind") if name in expected}
    document = cleaner.clean(source.read_bytes(), **options)
    assert document.text == (folder / "expected.txt").read_text(encoding="utf-8").strip("\n")
    assert {name: found(document, name) for name in expected} == expected
