"""The architecture: which module may import which, and what a text run may load."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from .conftest import ROOT

# Each module and the modules below it; a module may import only from layers below its own.
LAYERS = (
    ("__main__",),
    ("cli", "scrapy", "__init__"),
    ("corpus",),
    ("learn",),
    ("report",),
    ("clean",),
    ("answer", "reconcile"),
    ("rounds",),
    ("labelled", "writers"),
    ("claimed",),
    ("html",),
    ("passes", "structure", "meta", "repeats", "sitefile", "read"),
    ("entries",),
    ("told",),
    ("prose",),
    ("view",),
    ("head", "sites"),
    ("scorecard", "blocks", "summary"),
    ("evidence", "copies", "comments", "closing", "ranks"),
    ("columns", "trees"),
    ("shapes",),
    ("matcher",),
    ("scanner",),
    ("automaton", "book"),
    ("parts",),
    ("rules",),
    ("marks", "tomlfile"),
    ("literals",),
    ("collector", "fold", "model", "stored", "frames", "jsonvalue"),
    ("options",),
)
ONLY = {
    "re2": {"scanner"},
    "ahocorasick_rs": {"automaton"},
    "trafilatura": {"html"},
    "justext": {"html"},
    "lxml": {"html"},
    "selectolax": {"html", "head"},
    "htmldate": {"head"},
    "typer": {"cli"},
    "duckdb": {"learn"},
    "yaml": {"cli"},
    "jinja2": {"report"},
    "pyarrow": {"corpus"},
    "fastwarc": {"corpus"},
    "datatrove": {"corpus"},
    "scrapy": {"scrapy"},
    "twisted": {"scrapy"},
}
MODULES = sorted((ROOT / "cleaner").rglob("*.py"))


def layer(name: str) -> int:
    """Depth of a module's layer."""
    return next(depth for depth, names in enumerate(LAYERS) if name in names)


def place(path: Path) -> str:
    """The module's name below cleaner, its folder's for packages."""
    parts = path.relative_to(ROOT / "cleaner").with_suffix("").parts
    return parts[0]


def imported(path: Path) -> set[str]:
    """Full names of all modules that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, f"{path}: relative import"
            found |= {f"{node.module}.{alias.name}" if node.module == "cleaner" else node.module for alias in node.names}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_one_way(path: Path) -> None:
    own = place(path)
    for name in imported(path):
        parts = name.split(".")
        if parts[0] == "cleaner" and len(parts) > 1 and parts[1] != own:
            assert layer(parts[1]) > layer(own), f"{own} imports {name}"
        if parts[0] in ONLY:
            assert own in ONLY[parts[0]], f"only {ONLY[parts[0]]} may import {parts[0]}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_stay_small(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").split("\n")) <= 260, "split it: what is the second thing this module does?"


def test_type_checkers_of_users_are_told_of_the_types() -> None:
    assert (ROOT / "cleaner" / "py.typed").is_file()


HEAVY = (
    "trafilatura",
    "justext",
    "lxml",
    "numpy",
    "pyarrow",
    "duckdb",
    "dateparser",
    "rich",
    "chardet",
    "pandas",
    "fastwarc",
    "scrapy",
    "zstandard",
    "selectolax",
    "jinja2",
    "cleaner.head",
    "cleaner.html",
)


def test_a_safe_text_run_loads_nothing_heavy() -> None:
    code = "import sys, cleaner; cleaner.clean('By Jo March\\n\\nA line of text.', kind='text', level='safe'); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not [name for name in HEAVY if name in done.stdout.split()]


def test_the_filter_loads_nothing_heavy_for_text() -> None:
    code = "import sys, atexit; atexit.register(lambda: print(*sys.modules, file=sys.stderr)); from cleaner.cli import main; main()"
    command = [sys.executable, "-c", code, "--level", "safe"]
    done = subprocess.run(command, input="A line of text.\n", capture_output=True, text=True, check=True)
    assert "A line of text." in done.stdout
    assert not [name for name in HEAVY if name in done.stderr.split()]
