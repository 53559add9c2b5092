"""Files of what is made from the packs: made once, made anew when the package changed, never needed."""

from __future__ import annotations

from pathlib import Path

import pytest

from cleaner import meta, stored
from cleaner.meta.compiled import table
from cleaner.meta.cues import Cues
from cleaner.meta.phrases import Phrases
from cleaner.rules import builtin_packs


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, Path]:
    """A package folder and a user's cache."""
    monkeypatch.setattr(stored, "PACKS", tmp_path / "packs")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "user"))
    (tmp_path / "packs").mkdir()
    return tmp_path / "packs" / "__pycache__", tmp_path / "user" / stored.FOLDER


def test_a_file_is_made_once_and_beside_the_packs(folders: tuple[Path, Path]) -> None:
    made = []
    for _ in range(2):
        assert stored.stored("x.bin", lambda: made.append(1) or b"what\nwas made") == b"what\nwas made"  # type: ignore[func-returns-value]
    assert made == [1]
    assert [path.name for path in folders[0].iterdir()] == ["x.bin"]
    assert not folders[1].exists()


def test_a_package_that_may_not_be_written_keeps_its_files_in_the_users_cache(folders: tuple[Path, Path]) -> None:
    folders[0].write_text("a file where the folder should be")
    made = []
    for _ in range(2):
        assert stored.stored("x.bin", lambda: made.append(1) or b"made") == b"made"  # type: ignore[func-returns-value]
    assert made == [1]
    assert [path.name for path in folders[1].iterdir()] == ["x.bin"]


def test_without_any_place_it_is_made_each_time(folders: tuple[Path, Path]) -> None:
    folders[0].write_text("a file")
    folders[1].parent.write_text("a file")
    assert stored.stored("x.bin", lambda: b"made") == b"made"


def test_a_file_of_another_state_of_the_package_is_made_anew(folders: tuple[Path, Path]) -> None:
    stored.stored("x.bin", lambda: b"old")
    (folders[0] / "x.bin").write_bytes(b"another state\nold")
    assert stored.stored("x.bin", lambda: b"new") == b"new"
    assert stored.stored("x.bin", lambda: b"newer") == b"new"


def test_words_of_metadata_are_the_same_from_their_file() -> None:
    fresh, known = Cues.of(builtin_packs()), meta.builtin_cues()
    for one, other in ((fresh, known), (fresh.credit, known.credit)):
        names = [name for name, value in vars(type(one)).items() if isinstance(value, table)]
        assert len(names) > 8
        for name in names:
            first, second = getattr(one, name), getattr(other, name)
            assert (first.parts(), bool(first)) == (second.parts(), bool(second)) if isinstance(first, Phrases) else first == second
