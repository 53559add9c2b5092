"""Patterns of paths, as .gitignore writes them: for include, exclude, per-file-ignores and .gitignore itself."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from cleaner.model import CleanerError

NEVER = frozenset((".git", ".hg", ".svn", ".cleaner_cache", ".venv", "node_modules", "__pycache__"))  # folders that hold no dumps


class Patterns:
    """Patterns with the semantics of .gitignore: the last one that fits decides, "!" takes back.

    pathspec translates; the expressions are tried here, for its own loop takes 11 microseconds a path and pattern
    and a cached run has less than that for a whole file.

    Args:
        lines: the patterns.
        at: where they stand, for messages.

    Raises:
        CleanerError: a line is no pattern.
    """

    def __init__(self, lines: Iterable[str], at: str = "") -> None:
        lines = list(lines)
        self._rules: list[tuple[Callable[[str], object], bool]] = []
        if not lines:
            return
        found = [pair for line in lines for pair in translated(line, at)]
        self._rules = [(regex.match, bool(include)) for regex, include in reversed(found) if regex is not None and include is not None]

    def __bool__(self) -> bool:
        return bool(self._rules)

    def decide(self, path: str) -> bool | None:
        """True if the path is named, False if it is taken back, None if nothing fits. A folder's path ends with "/"."""
        for match, include in self._rules:
            if match(path):
                return include
        return None


def translated(line: str, at: str) -> list[tuple[Any, bool | None]]:
    """The expression of a pattern, and whether it names or takes back.

    Raises:
        CleanerError: it is none.
    """
    import pathspec  # takes 20 ms, which the filter must not pay

    try:
        return [(item.regex, item.include) for item in pathspec.GitIgnoreSpec.from_lines([line]).patterns]
    except (ValueError, re.error) as error:
        told = "" if isinstance(error, ValueError) else f": {error}"  # pathspec's own errors only say the pattern again
        raise CleanerError(f"{at + ': ' if at else ''}{line!r} is no pattern of .gitignore{told}") from None


class Ignored:
    """The .gitignore files that hold for a folder: its own first, then those of the folders above."""

    def __init__(self, prefix: str, patterns: Patterns, above: Ignored | None) -> None:
        self._prefix, self._patterns, self._above = prefix, patterns, above

    def names(self, path: str) -> bool:
        """Is a path (absolute, "/" at the end of a folder) ignored? The nearest file that says anything decides."""
        level: Ignored | None = self
        while level is not None:
            decided = level._patterns.decide(path[len(level._prefix) :])
            if decided is not None:
                return decided
            level = level._above
        return False

    def below(self, folder: str) -> Ignored:
        """What holds in a folder below; `folder` is absolute and ends with "/"."""
        own = read_patterns(Path(folder, ".gitignore"))
        return Ignored(folder, own, self) if own else self


def read_patterns(path: Path) -> Patterns:
    """The patterns of a file; none if it cannot be read."""
    try:
        return Patterns(path.read_text(encoding="utf-8", errors="surrogateescape").split("\n"), str(path))
    except OSError:
        return Patterns(())


def ignored_at(folder: Path) -> Ignored:
    """What .gitignore files hold for a folder that is walked.

    Those above it count up to the top of the repository; not, if they ignore the folder itself: it was named, so it is wanted.
    """
    chain = [folder, *folder.parents]
    top = next((number for number, path in enumerate(chain) if (path / ".git").exists()), 0)
    found = Ignored("/", Patterns(()), None)
    for path in reversed(chain[: top + 1]):
        prefix = f"{path}/".replace("//", "/")
        if path == chain[top]:
            found = Ignored(prefix, read_patterns(path / ".git" / "info" / "exclude"), found)
        if path == folder and any(found.names(f"{parent}/") for parent in chain[:top]):
            found = Ignored("/", Patterns(()), None)
        found = found.below(prefix)
    return found
