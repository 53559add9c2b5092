"""The configuration: which file holds, which of two lists decides, and what is refused, with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner.rules import wanted

from .test_cli import run

DUMP = "The quay is open all week, and the boats come in at noon.\nAdvertisement\nNobody had asked for it, and nobody minded.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one dump."""
    (tmp_path / "a.txt").write_text(DUMP, encoding="utf-8")
    return tmp_path


def check(folder: Path, stated: str, *more: str, name: str = "cleaner.toml") -> tuple[int, str]:
    """The exit code of a check of a folder with a configuration, and what it printed."""
    (folder / name).write_text(stated, encoding="utf-8")
    done = run(["check", "--no-cache", *more, "."], b"", folder)
    return done.returncode, (done.stdout + done.stderr).decode()


@pytest.mark.parametrize(
    ("select", "ignore", "chosen"),
    [
        ((), (), True),
        ((), ("AD",), False),
        (("AD",), (), True),
        (("NEWS",), (), False),
        (("AD01",), ("AD",), True),
        (("AD",), ("AD01",), False),
        (("AD01",), ("AD01",), False),
        (("AD", "NEWS"), ("AD",), False),
    ],
)
def test_the_longest_prefix_decides_and_ignore_where_both_have_it(select: tuple[str, ...], ignore: tuple[str, ...], chosen: bool) -> None:
    assert wanted("AD01", select, ignore) is chosen


@pytest.mark.parametrize(
    ("stated", "more", "status"),
    [
        ("", (), 1),
        ('ignore = ["AD01"]\n', (), 0),
        ('ignore = ["AD01"]\n', ("--select", "AD01"), 1),
        ('ignore = ["AD01", "AD02"]\n', ("--select", "AD01,AD02", "--ignore", "AD01"), 0),
        ('select = ["AD01"]\n', ("--ignore", "AD01"), 0),
        ('select = ["AD01"]\n[per-file-ignores]\n"a.txt" = ["AD01"]\n', (), 0),
    ],
)
def test_the_command_line_wins_over_the_file_and_a_file_s_own_list_over_all(
    folder: Path, stated: str, more: tuple[str, ...], status: int
) -> None:
    assert check(folder, f'include = ["*.txt"]\n{stated}', *more)[0] == status


def test_the_hidden_file_holds_before_the_other(folder: Path) -> None:
    assert check(folder, 'include = ["*.txt"]\n')[0] == 1
    assert check(folder, 'include = ["*.txt"]\nignore = ["AD"]\n', name=".cleaner.toml")[0] == 0


@pytest.mark.parametrize(
    ("stated", "told"),
    [
        ('include = ["*.txt"]\nkeep = ["Read more", ""]\n', "cleaner.toml:2: keep: an empty string names nothing; take it out"),
        ('include = ["*.txt"]\n[per-file-ignores]\n"a.txt" = [" "]\n', "cleaner.toml:2: per-file-ignores: an empty string names nothing"),
        ('[tool.cleaner]\ninclude = ["*.txt"]\n', "cleaner.toml:1: no key 'tool'; in cleaner.toml the keys stand by themselves"),
    ],
)
def test_what_is_refused(folder: Path, stated: str, told: str) -> None:
    status, out = check(folder, stated)
    assert status == 2
    assert told in out


def test_a_folder_of_which_nothing_is_left_is_told(folder: Path) -> None:
    status, out = check(folder, 'include = ["*.txt"]\nexclude = ["a.txt"]\n')
    assert status == 0
    assert ".: no file here is one that `include` names and nothing excludes" in out
    assert "no file here" not in check(folder, 'include = ["*.txt"]\n')[1]


def test_utf16_without_a_mark_is_passed_over_with_what_to_do(folder: Path) -> None:
    (folder / "a.txt").write_bytes(DUMP.encode("utf-16-be"))
    status, out = check(folder, 'include = ["*.txt"]\n')
    assert status == 0
    assert "a.txt: skipped: UTF-16 without a mark: convert it, for instance with iconv -f utf-16be -t utf-8" in out
    assert (folder / "a.txt").read_bytes() == DUMP.encode("utf-16-be")
