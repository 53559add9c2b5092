"""Configuration: what cleaner.toml, .cleaner.toml or [tool.cleaner] in pyproject.toml states, read strictly."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from cleaner.model import LEVELS, CleanerError, check_choice, nearest
from cleaner.rules import checked
from cleaner.tomlfile import parse_toml, read_toml

PROJECT_FILE = "pyproject.toml"


class Settings(NamedTuple):
    """What a configuration states.

    `include`, `exclude` and the keys of `per_file_ignores` are patterns as in .gitignore, relative to `root`, the folder of the file.
    `level` None is the command's own default. `origin` holds where each value stands, as "file:line".
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: tuple[tuple[str, tuple[str, ...]], ...] = ()
    rules: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    level: str | None = None
    field: str = "text"
    sites: tuple[str, ...] = ()
    max_removed: float | None = None
    baseline: str | None = None
    root: Path = Path()
    origin: Mapping[str, str] = MappingProxyType({})

    def with_given(self, at: str = "command line", **given: Any) -> Settings:
        """The settings with what the command line gave in their place; None and empty lists give nothing.

        What it selects is not ignored because a file says so.
        """
        values = {name: value for name, value in given.items() if value is not None and value != ()}
        chosen = values.get("select", ())
        if chosen and "ignore" not in values and not set(self.ignore).isdisjoint(chosen):
            values["ignore"] = tuple(code for code in self.ignore if code not in chosen)
        return self._replace(**values, origin=dict(self.origin) | dict.fromkeys(values, at))


KEYS = tuple(name for name in Settings._fields if name not in ("root", "origin"))
LISTS = ("include", "exclude", "select", "ignore", "rules", "keep", "sites")


def spelt(name: str) -> str:
    """A key as a file writes it."""
    return "per-file-ignores" if name == "per_file_ignores" else name


class Reader:
    """Reads one file; errors carry its name and the line of the key."""

    def __init__(self, path: Path, source: str, table: str) -> None:
        self.path, self.source, self.table = path, source, table
        self.name = os.path.relpath(path) if path.is_relative_to(Path.cwd()) else str(path)

    def line(self, key: str) -> int:
        """The line of a key in the table, or of the table's header."""
        start = found = 1
        inside = not self.table
        for number, line in enumerate(self.source.split("\n"), 1):
            header = re.match(r"\s*\[+\s*([^\]]+?)\s*\]+", line)
            if header and not re.match(r"\s*[\"'\]]", line):
                name = header[1]
                inside = name == self.table if self.table else False
                if name.removeprefix(f"{self.table}." if self.table else "").strip("\"'") == key and name != self.table:
                    return number
                found = number if inside else found
            elif inside and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[=.]", line):
                return number
        return found or start

    def line_below(self, key: str, written: str) -> int:
        """The line in the table of a key that holds something, or the table's own."""
        start = self.line(key)
        lines = enumerate(self.source.split("\n")[start - 1 :], start)
        return next((number for number, line in lines if written in line), start)

    def wrong(self, key: str, message: str, below: str = "") -> CleanerError:
        """An error at a key, or at what stands in its table."""
        return CleanerError(f"{self.name}:{self.line_below(key, below)}: {message}")

    def settings(self, values: dict[str, Any]) -> Settings:
        """The settings of a table.

        Raises:
            CleanerError: an unknown key, a wrong type or value.
        """
        root = self.path.parent
        read: dict[str, Any] = {}
        origin: dict[str, str] = {}
        for key, value in values.items():
            name = key.replace("-", "_")
            if name not in KEYS:
                told = f"; in {self.path.name} the keys stand by themselves, without [tool.cleaner]" if key == "tool" else ""
                raise self.wrong(key, f"no key {key!r}{told or nearest(key, [spelt(item) for item in KEYS])}")
            read[name] = self.value(name, key, value)
            origin[name] = f"{self.name}:{self.line(key)}"
        if not read.get("rules"):  # own packs, which are read later, may have other codes
            for name in ("select", "ignore"):
                self.check_codes(name, read.get(name, ()))
            for pattern, codes in read.get("per_file_ignores", ()):
                self.check_codes(spelt("per_file_ignores"), codes, pattern)
        for name in ("rules", "sites"):
            read[name] = tuple(str(root / path) for path in read.get(name, ()))
        return Settings(**read, root=root, origin=origin)

    def value(self, name: str, key: str, value: Any) -> Any:
        """One value, checked."""
        if name == "keep":
            return self.checked_keep(key, self.strings(key, value))
        if name in LISTS:
            return self.strings(key, value)
        if name == "per_file_ignores":
            if not isinstance(value, dict):
                raise self.wrong(key, f"{key} must be a table of patterns and lists of codes")
            return tuple((pattern, self.strings(key, codes)) for pattern, codes in value.items())
        if name == "max_removed":
            if type(value) not in (int, float) or not 0 <= value <= 1:
                raise self.wrong(key, f"{key}: {value!r} is not a share from 0 to 1")
            return float(value)
        if not isinstance(value, str):
            raise self.wrong(key, f"{key} must be a string")
        if name == "level":
            try:
                check_choice("level", value, LEVELS)
            except CleanerError as error:
                raise self.wrong(key, str(error)) from None
        return value

    def strings(self, key: str, value: Any) -> tuple[str, ...]:
        """A list of strings."""
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.wrong(key, f"{key} must be a list of strings")
        if not all(map(str.strip, value)):
            raise self.wrong(key, f"{key}: an empty string names nothing; take it out")
        return tuple(value)

    def checked_keep(self, key: str, entries: tuple[str, ...]) -> tuple[str, ...]:
        """Lines and expressions that stay; an expression that cannot be one, or that no line can match, is told where it stands."""
        for entry in (entry for entry in entries if entry.startswith("/")):
            from cleaner.clean import kept
            from cleaner.matcher import Matcher

            try:
                Matcher([kept([entry])])
            except CleanerError as error:
                raise self.wrong(key, str(error), entry) from None
        return entries

    def check_codes(self, key: str, codes: tuple[str, ...], below: str = "") -> None:
        """Refuse what begins no code."""
        try:
            checked(codes)
        except CleanerError as error:
            raise self.wrong(key, str(error), below) from None


def read_settings(path: Path) -> Settings | None:
    """The settings of a file; None for a pyproject.toml that has no [tool.cleaner].

    Raises:
        CleanerError: it cannot be read, is no TOML, or states what does not exist.
    """
    source = read_toml(path)
    values = parse_toml(source, str(path))
    if path.name != PROJECT_FILE:
        return Reader(path, source, "").settings(values)
    values = values.get("tool", {}).get("cleaner")
    return None if values is None else Reader(path, source, "tool.cleaner").settings(values)
