"""Which files are checked: those that are named, those of a list, and what `include` names in a folder."""

# Names stay strings: a path object for each file of a large folder is felt.
# ruff: noqa: PTH110, PTH112, PTH119, PTH120

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from cleaner.cli.inplace import BESIDE
from cleaner.cli.patterns import NEVER, Ignored, Patterns, ignored_at
from cleaner.cli.scopes import Scope, Scopes
from cleaner.model import CleanerError

HOOKS = ("cleaner", "cleaner-fix")
HOOK_FILE = ".pre-commit-config.yaml"
NO_INCLUDE = "no `include`: a folder also holds READMEs and licences, so say which files are dumps. Paste into {place}:"


Say = Callable[[str, str], None]


class Target(NamedTuple):
    """A file to check, as it was named, and the scope that holds for it."""

    path: str
    scope: Scope

    @property
    def below_root(self) -> str:
        """Its path as the patterns of the configuration see it."""
        return self.scope.prefix + os.path.basename(self.path)


class Selection:
    """Chooses files.

    Args:
        scopes: gives the settings of a folder.
        exclude: patterns of the command line, relative to the current folder.
        force_exclude: exclude named files too.
        hook: named files are a hook's list: only those that `include` names count, if it names any.
        say: told of what is passed over.
        own: files that the run itself writes, which are none of the dumps.
    """

    def __init__(self, scopes: Scopes, exclude: Iterable[str], force_exclude: bool, hook: bool, say: Say, own: Iterable[Path]) -> None:
        self.scopes, self.say = scopes, say
        self._exclude = Patterns(exclude, "--exclude")
        self._force, self._hook = force_exclude or hook, hook
        self._own = frozenset(os.path.realpath(path) for path in own)
        self._included = False

    def targets(self, names: Iterable[str]) -> Iterator[Target]:
        """The files of some names: files as they are, folders by what `include` names, sorted by name.

        Raises:
            CleanerError: a folder is named and no configuration says which of its files are dumps.
        """
        for name in names:
            if os.path.isdir(name) and not self._hook:
                yield from self._walk(name)
            else:
                target = self._target(os.path.dirname(name) or ".", name)
                if not (self._force and self._excluded(target)) and not (self._hook and self._not_named(target)):
                    yield target

    def _target(self, folder: str, path: str) -> Target:
        """A file with the scope of its folder."""
        return Target(path, self.scopes.of(folder))

    def _excluded(self, target: Target, end: str = "") -> bool:
        """Do the configuration or the command line exclude it? `end` is "/" for a folder."""
        if self._own and os.path.realpath(target.path) in self._own:
            return True
        if target.scope.exclude and target.scope.exclude.decide(target.below_root + end):
            return True
        return bool(self._exclude) and bool(self._exclude.decide(os.path.relpath(target.path) + end))

    def _not_named(self, target: Target) -> bool:
        """Is a file of a hook's list none that `include` names? Without `include` the hook's own `files:` has chosen."""
        if target.scope.include:
            return not target.scope.include.decide(target.below_root)
        if not hook_has_files():
            raise no_include(
                f"{HOOK_FILE}, under the hook's id, or name them with `include` in cleaner.toml",
                "        files: ^dumps/\n        types: [file]",
            )
        return False

    def _walk(self, top: str) -> Iterator[Target]:
        """The files below a folder that `include` names and nothing excludes; links to folders are not followed."""
        self._included, found = False, 0
        pending: list[Iterator[tuple[os.DirEntry[str], Ignored]]] = [self._entries(top, ignored_at(Path(top).resolve()))]
        root = f"{Path(top).resolve()}/".replace("//", "/")
        start = len(top.rstrip("/")) + 1 if top != "." else 2
        while pending:
            entry, ignored = next(pending[-1], (None, None))
            if entry is None or ignored is None:
                pending.pop()
                continue
            path = entry.path.removeprefix("./") if top == "." else entry.path
            real = root + entry.path[start:]
            if entry.is_dir(follow_symlinks=False):
                target = self._target(os.path.dirname(entry.path), path)
                if not (entry.name in NEVER or self._excluded(target, "/") or ignored.names(real + "/")):
                    pending.append(self._entries(entry.path, ignored.below(real + "/")))
                continue
            target = self._target(os.path.dirname(entry.path), path)
            if (
                not entry.name.startswith(BESIDE)
                and self._wanted(target)
                and not self._excluded(target)
                and not ignored.names(real)
                and self._is_file(entry, path, root)
            ):
                found += 1
                yield target
        if not self._included:
            raise no_include(
                "cleaner.toml (or under [tool.cleaner] in pyproject.toml)",
                'include = ["dumps/**/*.txt", "dumps/**/*.jsonl*"]\nlevel = "safe"',
            )
        if not found:
            self.say(top, "no file here is one that `include` names and nothing excludes; `cleaner config` shows both")

    def _entries(self, folder: str, ignored: Ignored) -> Iterator[tuple[os.DirEntry[str], Ignored]]:
        """A folder's entries, sorted by name."""
        self._included = self._included or bool(self.scopes.of(folder).include)
        try:
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
        except OSError as error:
            self.say(folder, f"cannot be read: {error.strerror}")
            return
        yield from ((entry, ignored) for entry in entries)

    def _wanted(self, target: Target) -> bool:
        """Does `include` name it?"""
        return bool(target.scope.include.decide(target.below_root))

    def _is_file(self, entry: os.DirEntry[str], path: str, root: str) -> bool:
        """Is it a file, or a link to one below `root`? Pipes and devices are none; other links are told.

        Who fills a folder with dumps does not thereby choose which other files a fix may write to.
        """
        if entry.is_symlink():
            if not os.path.exists(entry.path):
                self.say(path, "skipped: a link that leads nowhere")
                return False
            if not os.path.realpath(entry.path).startswith(root):
                self.say(path, "skipped: a link that leads out of the folder; name it to have it checked")
                return False
        return entry.is_file()


def no_include(place: str, lines: str) -> CleanerError:
    """The error that says which lines to paste."""
    error = CleanerError(NO_INCLUDE.format(place=place))
    error.add_note(f"{lines}\nand put your own folder in place of dumps/")
    return error


def hook_has_files() -> bool:
    """Does the repository's pre-commit configuration say which files our hook gets?"""
    import yaml

    try:
        stated = yaml.safe_load(Path(HOOK_FILE).read_text(encoding="utf-8"))
        hooks = [hook for repository in stated["repos"] for hook in repository["hooks"]]
        return any(hook["id"] in HOOKS and hook.get("files") for hook in hooks)
    except (OSError, ValueError, KeyError, TypeError, RecursionError, yaml.YAMLError):
        return False


def listed(source: str) -> list[str]:
    """File names from a list, one a line, or between NULs if it holds any (find -print0, git ls-files -z).

    Args:
        source: a file, or "-" for stdin.

    Raises:
        CleanerError: the list cannot be read.
    """
    try:
        data = sys.stdin.buffer.read() if source == "-" else Path(source).read_bytes()
    except OSError as error:
        raise CleanerError(f"--files-from {source}: cannot be read: {error.strerror}") from None
    names = data.split(b"\0") if b"\0" in data else [line.removesuffix(b"\r") for line in data.split(b"\n")]
    return [os.fsdecode(name) for name in names if name]
