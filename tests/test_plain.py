"""The filter's words read without typer mean what typer reads in them."""

from __future__ import annotations

import inspect
from pathlib import Path
from typing import Any

import pytest
import typer.main

from cleaner.cli import clean as typed
from cleaner.cli.cleaning import clean_inputs
from cleaner.cli.commands import app
from cleaner.cli.plain import COMMANDS, COMPLETION, FLAGS, LISTS, PATHS, VALUES, plain_call

GROUP: Any = typer.main.get_command(app)
CLEAN = GROUP.commands["clean"]


def as_typer_reads(words: list[str], monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """The arguments that the work of `clean` gets from typer, without those at their defaults."""
    got: dict[str, Any] = {}
    monkeypatch.setattr(typed, "clean_inputs", lambda **given: got.update(given))
    GROUP.main(words, standalone_mode=False)
    defaults = {name: item.default for name, item in inspect.signature(clean_inputs).parameters.items()}
    return {name: value for name, value in got.items() if value != defaults[name]}


@pytest.mark.parametrize(
    "line",
    [
        "",
        "clean",
        "-",
        "a.txt b.txt -o out",
        "./check -f text",
        "clean a.txt --level safe --removed gone.jsonl",
        "--level=safe --format=json --select AD,NEWS --select UI",
        "-i jsonl --field body --ignore AD --rules own.toml --sites learned --sites more",
        "--show-removed --strip-dateline --isolated -f text --today 2024-03-22",
        "--url https://example.org/a --site example.org --language fi --engine lines --charset cp1252 --move none --config c.toml",
        "--level safe a.txt --level full",
        "--field= a.txt",
        "-o - a.txt",
    ],
)
def test_typer_reads_the_same(line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    words = line.split()
    assert plain_call(words) == as_typer_reads(words, monkeypatch)


@pytest.mark.parametrize(
    "line",
    [
        *(
            "check a.txt",
            "rules",
            "--help",
            "-h",
            "a.txt --help",
            "--version",
            "--install-completion",
            "--no-such",
            "--no-such=1",
            "-ftext",
        ),
        *("--level", "--level --isolated", "a.txt -- -b.txt", "--max-removed 0.5", "--isolated=1", "-f=text"),
    ],
)
def test_what_is_not_plain_is_left_to_typer(line: str) -> None:
    assert plain_call(line.split()) is None


def test_completion_is_left_to_typer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(COMPLETION, "complete_bash")
    assert plain_call([]) is None


def test_the_tables_name_the_command_as_it_is() -> None:
    assert set(GROUP.commands) == COMMANDS
    named = VALUES | PATHS | LISTS | FLAGS
    options = {word: param.name for param in CLEAN.params for word in param.opts if word.startswith("-")}
    left = {"--max-removed", "--help", "-h"}  # typer reads the number
    assert named == {word: name for word, name in options.items() if word not in left}
    for words, is_path in ((PATHS, True), (VALUES, False)):
        kinds = {param.name: param.type for param in CLEAN.params}
        assert all((type(kinds[name]).__name__ in ("Path", "TyperPath")) == is_path for name in words.values()), kinds
    assert plain_call(["a"]) == {"paths": [Path("a")]}


def test_both_doors_have_the_same_options_and_defaults() -> None:
    work = inspect.signature(clean_inputs).parameters
    command = inspect.signature(typed.clean_command).parameters
    assert [(name, item.default) for name, item in work.items()] == [(name, item.default) for name, item in command.items()]
