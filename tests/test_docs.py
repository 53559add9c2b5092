"""The documentation: every code block of README and docs/ is run, the pages made from the packs are whole, links lead somewhere."""

from __future__ import annotations

import gzip
import json
import re
import shutil
import sys
import tomllib
from html import escape
from pathlib import Path

import pytest
import zstandard
from sybil.example import SybilFailure

from cleaner.rules import builtin_packs

from .conftest import FIXTURES, ROOT
from .test_corpus import pages as html_pages
from .test_corpus import warc_record
from .transcript import MARK, examples, fits

sys.path.insert(0, str(ROOT / "tools"))

from docs_site import Site, section, write_site
from picture import picture
from rule_pages import rule_pages
from site_check import faults

SITE = Site(ROOT)
PAGES = dict(SITE.pages()) | {f"README.md#{anchor}": text for anchor, text in SITE.readme_alone()}
DUMP = (FIXTURES / "pages" / "en-ferry" / "source.txt").read_text(encoding="utf-8")


def furnish(folder: Path) -> None:
    """What the pages take for granted: the repository's fixtures, and files whose names they only give as examples."""
    import pyarrow
    import pyarrow.parquet

    (folder / "fixtures").symlink_to(FIXTURES)
    (folder / "dump.txt").write_text(DUMP, encoding="utf-8")
    record = json.dumps({"id": 1, "url": "https://www.town.example/1", "text": DUMP}) + "\n"
    (folder / "crawl.jsonl.zst").write_bytes(zstandard.compress(record.encode()))
    (folder / "CC-MAIN-1.warc.gz").write_bytes(
        b"".join(gzip.compress(warc_record(number, page)) for number, page in enumerate(html_pages(3)))
    )
    pyarrow.parquet.write_table(pyarrow.table({"body": [DUMP], "score": [0.5]}), folder / "in.parquet")
    shutil.copytree(FIXTURES / "sites" / "harbourlight.example", folder / "newer-pages")


# tests/test_hook.py runs the blocks of hook.md with git and pre-commit, tests/test_examples.py and .ci/engines run the examples.
NAMES = [name for name, text in PAGES.items() if "```" in text and name != "hook.md" and not name.startswith("examples/")]


@pytest.mark.parametrize("name", NAMES)
def test_the_blocks_of_a_page_run(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "reader"
    folder.mkdir()
    furnish(folder)
    monkeypatch.chdir(folder)
    for example in examples(PAGES[name], name, folder, {}):
        example.evaluate()


def test_the_blocks_that_are_not_run_are_known() -> None:
    """A block is not skipped by accident: each says why, and a new one must be added here."""
    marks = sorted(
        (mark["how"], mark["reason"].split()[0]) for text in PAGES.values() for mark in re.finditer(MARK.pattern[:-2], text, re.M)
    )
    assert marks == [("compiled only", "needs"), ("not run", ".ci/run")]


def test_the_page_of_the_hook_has_only_blocks_that_its_own_test_runs() -> None:
    languages = re.findall(r"^```(\w+)", PAGES["hook.md"], re.M)
    assert (languages.count("sh"), languages.count("toml"), set(languages)) == (1, 1, {"sh", "toml", "yaml"})


def test_the_picture_shows_what_cleaner_does() -> None:
    assert (ROOT / "docs" / "img" / "before-after.svg").read_text(encoding="utf-8") == picture(), "python tools/picture.py draws it anew"


def test_every_example_of_every_rule_is_on_a_page() -> None:
    pages = rule_pages(builtin_packs())
    for pack in builtin_packs():
        page = pages[f"{pack.name}.md"]
        for rule in pack.rules:
            for example in (*rule.removes, *rule.keeps):
                assert "<br>".join(map(escape, example.split("\n"))) in page, f"{rule.at}: {example}"
        assert f"({pack.name}.md)" in pages["index.md"]


def test_what_a_page_includes_stands_on_it() -> None:
    assert not [name for name, text in PAGES.items() if re.search(r"^\[.*README\.md.*\)$", text, re.M)]
    rows = re.findall(r"^\|.*\|$", section(SITE.readme, "quality") + section(SITE.readme, "html"), re.M)
    assert rows
    assert set(rows) <= set(PAGES["quality.md"].split("\n"))


def test_a_link_that_leads_nowhere_is_an_error() -> None:
    with pytest.raises(LookupError, match="leads to no file"):
        SITE.linked("[gone](gone.txt)", "docs")
    with pytest.raises(LookupError, match="no section"):
        section(SITE.readme, "no-such-section")


def test_the_site_is_written_whole(tmp_path: Path) -> None:
    write_site(ROOT, tmp_path)
    menu = tomllib.loads((tmp_path / "zensical.toml").read_text(encoding="utf-8"))["project"]["nav"]
    files = [name for item in menu for value in item.values() for name in ([value] if isinstance(value, str) else map(file_in, value))]
    assert all((tmp_path / "pages" / name).is_file() for name in files)
    assert {path.name for path in (ROOT / "docs").glob("*.md")} <= set(files)


def test_a_built_site_is_checked(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(
        '<p id="here"><a href="b.html#there">b</a> <a href="c.html">c</a> <a href="https://x.example/">x</a></p>'
    )
    (tmp_path / "b.html").write_text('<script src="//cdn.example/a.js"></script><img src="no.svg"><a href="a.html#here">a</a>')
    (tmp_path / "a.css").write_text("@font-face { src: url('https://fonts.example/a.woff2') } p { background: url(a.svg) }")
    assert list(faults(tmp_path)) == [
        "a.html: b.html#there leads to no anchor",
        "a.html: c.html leads to no file",
        "b.html: fetches //cdn.example/a.js",
        "b.html: no.svg leads to no file",
        "a.css: fetches https://fonts.example/a.woff2",
    ]


def file_in(item: str | dict[str, str]) -> str:
    """The file of an entry of the menu."""
    return item if isinstance(item, str) else next(iter(item.values()))


@pytest.mark.parametrize(
    ("out", "wanted", "same"),
    [
        ("a\nb\n", "a\nb", True),
        ("a\nb\nc\n", "a\n...\nc", True),
        ("a\nc\n", "a\n...\nc", True),
        ("3 of 7 lines\n", "... of 7 lines", True),
        ("a\nb\n", "a", False),
        ("a\nb\n", "b\n...", False),
        ("", "", True),
        ("a\n", "", False),
    ],
)
def test_output_is_held_against_the_page(out: str, wanted: str, same: bool) -> None:
    assert fits(out, wanted) is same


@pytest.mark.parametrize(
    ("block", "told"),
    [
        ("```console\n$ echo one\ntwo\n```\n", "but the page says"),
        ("```console\n$ false\n```\n", "ends with 1"),
        ("```console\nfalse\n```\n", "ends with 1"),
        ("```pycon\n>>> 1 + 1\n3\n```\n", "Expected"),
        ("```toml\nopen = [\n```\n", "Invalid value"),
        ("```text\nwho checks this?\n```\n", "needs a title"),
        ("```\nwho checks this?\n```\n", "no language"),
        ('```text title="made.txt"\nother\n```\n', "no such lines"),
        ("```console\npip install '.[no-such-extra]'\n```\n", "ends with 1"),
    ],
)
def test_a_block_that_lies_is_found_out(block: str, told: str, tmp_path: Path) -> None:
    folder = tmp_path / "reader"
    folder.mkdir()
    (folder / "made.txt").write_text("one\ntwo\n", encoding="utf-8")
    with pytest.raises((SybilFailure, ValueError), match=told):
        for example in examples(block, "page.md", folder, {}):
            example.evaluate()
