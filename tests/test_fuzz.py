"""The laws of tools/fuzz.py on every input that once broke one, and on some splices of the seeds; `.ci/run` fuzzes with coverage."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from .conftest import FIXTURES, ROOT

BROKEN = sorted((FIXTURES / "fuzz").glob("*.bin"))
SPLICES = 12  # beyond the seeds


def fuzz_module() -> ModuleType:
    """tools/fuzz.py, which is no part of the package."""
    place = importlib.util.spec_from_file_location("fuzz", ROOT / "tools" / "fuzz.py")
    assert place is not None
    assert place.loader is not None
    module = importlib.util.module_from_spec(place)
    place.loader.exec_module(module)
    return module


FUZZ = fuzz_module()


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.name)
def test_what_once_broke_a_law_does_not_again(path: Path) -> None:
    FUZZ.TARGETS[path.name.partition("-")[0]](path.read_bytes())


@pytest.mark.parametrize("target", FUZZ.TARGETS)
def test_the_laws_hold_on_splices_of_the_seeds(target: str) -> None:
    inputs = list(FUZZ.spliced(target, 0, 1))[-20:]
    inputs += list(FUZZ.spliced(target, len(list(FUZZ.seeds(target))) + SPLICES, 2))[-SPLICES:]
    assert len(inputs) > SPLICES
    for data in inputs:
        FUZZ.TARGETS[target](data)
