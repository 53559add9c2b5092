"""The command that prints the known cities: its rule on a few rows in the columns of GeoNames, and the pack that it is for."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from cleaner.rules import builtin_packs

from .conftest import ROOT

sys.path.insert(0, str(ROOT / "tools"))

import cities

# name, people
CITIES = (
    ("Aachen", "299999"),
    ("Ōtsu", "300000"),
    ("Xi’an", "9600000"),
    ("Bogota", "300000"),
    ("Bogotá", "7674366"),
    ("Reading", "318014"),  # an English word
    ("Mianzhu, Deyang, Sichuan", "510000"),
    ("São José do Rio Preto", "480393"),  # longer than a dateline's place
    ("Atlantis", ""),
)
CAPITALS = ("Bogota", "Valletta", " Willemstad", "", "Male")


@pytest.fixture
def dump(tmp_path: Path) -> list[str]:
    """The two files, in the columns that GeoNames describes."""
    rows = [[str(number), name, name, "", "0", "0", "P", "PPL", *6 * [""], people] for number, (name, people) in enumerate(CITIES)]
    (tmp_path / "cities15000.txt").write_text("".join("\t".join(row) + "\n" for row in rows), encoding="utf-8")
    rows = [["CO", "COL", "170", "CO", "Colombia", capital, "1138910"] for capital in CAPITALS]
    text = "# a comment\n#ISO\tISO3\n" + "".join("\t".join(row) + "\n" for row in rows)
    (tmp_path / "countryInfo.txt").write_text(text, encoding="utf-8")
    return [str(tmp_path / name) for name in ("cities15000.txt", "countryInfo.txt")]


def test_large_cities_and_capitals_are_printed(
    dump: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "argv", ["cities.py", *dump])
    cities.main()
    assert capsys.readouterr().out == '    "Bogotá, Ōtsu, Valletta, Willemstad, Xi\'an",\n'


def test_lines_are_no_longer_than_those_of_a_pack() -> None:
    lines = list(cities.lines_of(["Port Moresby"] * 40))
    assert max(map(len, lines)) <= cities.WIDTH
    assert ", ".join(line[5:-2] for line in lines).split(", ") == ["Port Moresby"] * 40
    assert not list(cities.lines_of([]))


def test_the_pack_has_the_lines_as_they_are_printed() -> None:
    (pack,) = (pack for pack in builtin_packs() if pack.name == "any")
    lines = pack.tables["dateline"]["places"]
    told = next(number for number, line in enumerate(lines) if line.startswith("Abbottabad"))  # the first one by hand
    names = ", ".join(lines[:told]).split(", ")
    assert cities.places(names) == names
    assert [line[5:-2] for line in cities.lines_of(names)] == lines[:told]
