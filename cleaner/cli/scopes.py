"""The configuration that holds for a folder: the nearest file wins."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from cleaner.cli.patterns import Patterns
from cleaner.cli.settings import PROJECT_FILE, Settings, read_settings

OWN_FILES = (".cleaner.toml", "cleaner.toml")


@dataclass(frozen=True, slots=True)
class Scope:
    """The settings of a folder with their patterns ready; `prefix` is the folder's path below `settings.root`."""

    settings: Settings
    include: Patterns
    exclude: Patterns
    per_file: tuple[tuple[Patterns, tuple[str, ...]], ...]
    prefix: str

    def ignored(self, name: str) -> tuple[str, ...]:
        """The codes that `per-file-ignores` states for a file of the folder."""
        return tuple(code for patterns, codes in self.per_file if patterns.decide(self.prefix + name) for code in codes)


class Scopes:
    """Finds the scope of a folder, once for each.

    Args:
        config: the one file to read for all of them, None to look for the nearest.
        isolated: read no file.
        overlay: puts what the command line gave over the settings.
    """

    def __init__(self, config: Path | None, isolated: bool, overlay: Callable[[Settings], Settings]) -> None:
        self._overlay = overlay
        self._found: dict[str, Scope] = {}
        self._near: dict[Path, tuple[Settings, Path | None]] = {}
        self._ready: dict[Path | None, Scope] = {}
        self._fixed = isolated or config is not None
        self._stated = Settings(root=Path.cwd())
        if config is not None and not isolated:
            self._stated = read_settings(config.absolute()) or Settings(root=config.absolute().parent)

    def of(self, folder: str) -> Scope:
        """The scope of a folder, named as it is."""
        if folder not in self._found:
            self._found[folder] = self._scope(Path(folder).absolute())
        return self._found[folder]

    def _scope(self, folder: Path) -> Scope:
        """The scope of an absolute folder."""
        folder = Path(os.path.normpath(folder))
        ready = self._with_patterns(folder)
        prefix = os.path.relpath(folder, ready.settings.root)
        return replace(ready, prefix="" if prefix == "." else prefix + "/")

    def _with_patterns(self, folder: Path) -> Scope:
        """The nearest file's settings, patterns compiled once."""
        settings, at = (self._stated, None) if self._fixed else self._nearest(folder)
        if at not in self._ready:
            settings = self._overlay(settings)
            where = settings.origin
            self._ready[at] = Scope(
                settings,
                Patterns(settings.include, where.get("include", "")),
                Patterns(settings.exclude, where.get("exclude", "")),
                tuple((Patterns([pattern], where.get("per_file_ignores", "")), codes) for pattern, codes in settings.per_file_ignores),
                "",
            )
        return self._ready[at]

    def _nearest(self, folder: Path) -> tuple[Settings, Path | None]:
        """The settings of the nearest file at or above a folder that states any, and that file."""
        if folder not in self._near:
            found: tuple[Settings, Path | None] = (self._stated, None)
            for path in (*(folder / name for name in OWN_FILES), folder / PROJECT_FILE):
                settings = read_settings(path) if path.is_file() else None
                if settings is not None:
                    found = settings, path
                    break
            else:
                if folder.parent != folder:
                    found = self._nearest(folder.parent)
            self._near[folder] = found
        return self._near[folder]
