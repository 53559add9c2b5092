"""`cleaner config`: what holds here, and where it is stated."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from cleaner.cli.output import emit
from cleaner.cli.scopes import Scopes
from cleaner.cli.settings import KEYS, spelt

DEFAULTS = {
    "level": "safe for check, full for the filter",
    "max_removed": "0.5 at safe, 0.98 at full",
    "baseline": "cleaner-baseline.json, if there",
}


def config_command(
    path: Annotated[Path, typer.Argument(metavar="[PATH]", help="A file or folder: what holds for it.")] = Path(),
    config: Annotated[Path | None, typer.Option("--config", help="This configuration instead of the nearest.")] = None,
    isolated: Annotated[bool, typer.Option("--isolated", help="No configuration: the defaults.")] = False,
) -> None:
    """Show the configuration that holds for a path, as TOML, with the place of each value."""
    folder = path if path.is_dir() else path.parent
    settings = Scopes(config, isolated, lambda found: found).of(str(folder)).settings
    rows = []
    for name in KEYS:
        value = getattr(settings, name)
        written = table(value) if name == "per_file_ignores" else toml(value)
        shown = f"{spelt(name)} = {written}" if value is not None else f"# {spelt(name)}: {DEFAULTS[name]}"
        rows.append((shown, settings.origin.get(name, "default")))
    width = max(len(shown) for shown, _ in rows)
    emit("".join(f"{shown:{min(width, 60)}}  # {at}\n" for shown, at in rows))


def toml(value: Any) -> str:
    """A value as TOML writes it; JSON strings are TOML strings."""
    if isinstance(value, tuple):
        return "[" + ", ".join(toml(item) for item in value) + "]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def table(pairs: tuple[tuple[str, tuple[str, ...]], ...]) -> str:
    """Names and their lists as a table on one line."""
    return "{ " + ", ".join(f"{toml(name)} = {toml(values)}" for name, values in pairs) + " }" if pairs else "{}"
