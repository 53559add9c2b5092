"""The floor under quality: what counts as a fall."""

from __future__ import annotations

import importlib.util
import json
from types import ModuleType

import pytest

from .conftest import ROOT


@pytest.fixture(scope="module")
def floor() -> ModuleType:
    """The script, as a module."""
    spec = importlib.util.spec_from_file_location("floor", ROOT / "benchmarks" / "floor.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_fall_beyond_what_is_allowed_is_told(floor: ModuleType) -> None:
    known = {"text full a f1": 0.82, "text full a line_loss": 0.03}
    assert floor.failures(known, {"text full a f1": 0.816, "text full a line_loss": 0.0325}) == []
    assert floor.failures(known, {"text full a f1": 0.9, "text full a line_loss": 0.0}) == []
    (told,) = floor.failures(known, {"text full a f1": 0.814, "text full a line_loss": 0.03})
    assert told.startswith("text full a f1: 0.814 where the floor is 0.82")
    (told,) = floor.failures(known, {"text full a f1": 0.82, "text full a line_loss": 0.0341})
    assert told.startswith("text full a line_loss: 0.0341")


def test_the_floor_holds_every_figure_at_both_levels(floor: ModuleType) -> None:
    held = json.loads(floor.FLOOR.read_text(encoding="utf-8"))
    families = {tuple(name.split(" ")[:2]) for name in held}
    assert families == set(floor.RUNS)
    assert {name.rpartition(" ")[2] for name in held} == {*floor.LOWEST, *floor.HIGHEST}
