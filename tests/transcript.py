"""Runs the code blocks of the documentation as a reader would, in one folder a page, and says which of them does not tell the truth."""

from __future__ import annotations

import ast
import doctest
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import yaml
from sybil import Document, Example, Region
from sybil.evaluators.doctest import DocTestEvaluator
from sybil.evaluators.python import PythonEvaluator
from sybil.parsers.abstract.doctest import DocTestStringParser
from sybil.parsers.markdown.lexers import RawFencedCodeBlockLexer

from cleaner.rules import parse_pack

from .conftest import ROOT

BLOCKS = RawFencedCodeBlockLexer(re.compile(r"(?P<language>\w*)(?P<rest>[^\n]*)\n"))
NAMED = re.compile(r'title="(?P<title>[^"]+)"')
OPENS_WITH = re.compile(r"# (?P<title>[\w./-]+\.(?:toml|yaml))\b")  # a first line such as "# cleaner.toml"
MARK = re.compile(r"<!-- (?P<how>not run|compiled only): (?P<reason>[^\n]{12,}) -->\n\Z")
STATUS = "@@status"
ENOUGH = 120  # seconds; a block takes a few

# What a reader's machine has and a test has not: the package index. `pip` checks that what is asked for exists here and installs nothing.
STANDS_FOR = {
    "cleaner": '#!/bin/sh\nexec "{python}" -m cleaner "$@"\n',
    "python3": '#!/bin/sh\nif [ "$1 $2" = "-m venv" ]; then mkdir -p "$3/bin" && : > "$3/bin/activate"; else exec "{python}" "$@"; fi\n',
    "python": '#!/bin/sh\nexec "{python}" "$@"\n',
    "pip": '#!/bin/sh\nexec "{python}" -m tests.transcript "$@"\n',
    "scrape": '#!/bin/sh\necho \'{{"id": 7, "text": "Advertisement\\\\nThe ferry sails."}}\'\n',
}


def install(args: list[str]) -> int:
    """What stands for `pip install`: 0 if every extra that is asked for is one of the project's."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for wanted in (arg for arg in args[1:] if not arg.startswith("-")):
        name, _, extras = wanted.partition("[")
        known = name in (".", project["name"]) and all(extra in project["optional-dependencies"] for extra in re.findall(r"\w+", extras))
        if not known:
            print(f"nothing is called {wanted}", file=sys.stderr)
            return 1
    return 0


def examples(text: str, path: str, folder: Path, namespace: dict[str, Any]) -> Iterator[Example]:
    """The code blocks of a page, each ready to be evaluated in order, in `folder` and with `namespace` for Python."""
    document = Document(text, path)
    document.namespace.update(namespace)
    for region in BLOCKS(document):
        for found in blocks(region, document, folder):
            document.add(found)
    return iter(document)


def blocks(region: Region, document: Document, folder: Path) -> Iterator[Region]:
    """A block with what evaluates it; doctests are one region each."""
    source = str(region.lexemes["source"])
    mark = MARK.search(document.text[: region.start])
    language = region.lexemes["language"]
    if mark and mark["how"] == "not run":
        return
    region.parsed = region.lexemes["source"]
    if language == "pycon":
        parser = DocTestStringParser(DocTestEvaluator(doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE))
        for test in parser(source, document.path):
            test.adjust(region, region.lexemes["source"])
            yield test
        return
    if mark:
        region.evaluator = compiles
    elif language == "python":
        region.evaluator = PythonEvaluator()
    elif language in ("console", "sh"):
        region.evaluator = lambda example: transcript(str(example.parsed), folder)
    else:
        named = NAMED.search(region.lexemes["rest"]) or OPENS_WITH.match(source)
        region.evaluator = lambda example: content(str(example.parsed), language, named and named["title"], folder)
    yield region


def compiles(example: Example) -> None:
    """Check a Python block that cannot run here."""
    ast.parse(str(example.parsed), example.path)


def transcript(source: str, folder: Path) -> str | None:
    """Run a block of shell. With `$ ` before commands, each must print what stands below it (`...`: anything); else all must succeed."""
    commands = commands_of(source)
    script = "exec 2>&1\nstatus=0\n"
    for command, _ in commands:
        script += f"(exit $status)\n{command}\nstatus=$?\nprintf '\\n{STATUS} %s\\n' $status\n"
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env=environment(folder),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=ENOUGH,
        check=False,
    )
    told = re.split(rf"\n{STATUS} (\d+)\n", done.stdout)
    for number, (command, wanted) in enumerate(commands):
        out, status = told[2 * number : 2 * number + 2]
        asked = number + 1 < len(commands) and commands[number + 1][0] == "echo $?"
        if status != "0" and not asked:
            return f"{command}\nends with {status}:\n{out}"
        if wanted is not None and not fits(out, wanted):
            return f"{command}\nprints:\n{out}\nbut the page says:\n{wanted}"
    return None


def commands_of(source: str) -> list[tuple[str, str | None]]:
    """The commands of a block, each with the output that the page states, None where it states none."""
    if not re.search(r"^\$ ", source, re.M):
        return [(line, None) for line in source.split("\n") if line.strip() and not line.startswith("#")]
    parts = re.split(r"^\$ (.*)$", source, flags=re.M)
    if parts[0].strip():
        raise ValueError(f"output without a command: {parts[0]}")
    return [(command, out.strip("\n")) for command, out in zip(parts[1::2], parts[2::2], strict=True)]


def fits(out: str, wanted: str) -> bool:
    """Is this what the page states? A line `...` stands for any lines, `...` in a line for any characters."""
    pattern = ""
    for line in wanted.split("\n"):
        pattern += r"(?:[^\n]*\n)*?" if line.strip() == "..." else ".*?".join(map(re.escape, line.rstrip().split("..."))) + r"[ ]*\n"
    return re.fullmatch(pattern + r"\n*", out.strip("\n") + "\n") is not None


def environment(folder: Path) -> dict[str, str]:
    """A reader's shell: the commands of the page before all others, no colours, the same width everywhere."""
    tools = folder.parent / f"{folder.name}-bin"
    tools.mkdir(exist_ok=True)
    for name, script in STANDS_FOR.items():
        (tools / name).write_text(script.format(python=sys.executable, root=ROOT), encoding="utf-8")
        (tools / name).chmod(0o755)
    stated = {"PATH": f"{tools}:{os.environ['PATH']}", "PYTHONPATH": str(ROOT), "NO_COLOR": "1", "COLUMNS": "110", "TZ": "UTC"}
    return os.environ | stated | {"TERM": "dumb", "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}


def content(source: str, language: str, title: str | None, folder: Path) -> str | None:
    """Check a block of data. A titled one becomes that file, or must be an excerpt of it where a command has written it."""
    if language not in READ:
        return f"nobody knows how to check a block of {language or 'no language'}: say its language, or why not in a comment"
    path = folder / title if title else None
    if path is not None and path.exists():
        return None if fits(path.read_text(encoding="utf-8"), f"...\n{source.strip()}\n...") else f"{title} holds no such lines:\n{source}"
    READ[language](source)
    if path is None:
        return None if language in ("toml", "yaml", "json") else f"a block of {language} needs a title: nothing else can be checked"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")
    return None


def toml(source: str) -> None:
    """Read TOML; rules as a pack."""
    data = tomllib.loads(source)
    if isinstance(data.get("rule"), list):
        parse_pack(source, "block.toml")


READ: dict[str, Callable[[str], object]] = {
    "toml": toml,
    "yaml": yaml.safe_load,
    "json": json.loads,
    "jsonl": lambda source: [json.loads(line) for line in source.splitlines()],
    "html": str,
    "text": str,
}

if __name__ == "__main__":
    sys.exit(install(sys.argv[1:]))
