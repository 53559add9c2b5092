"""Print the cities of `[dateline] places` in cleaner/packs/any.toml from the dump files of GeoNames. No network.

    python tools/cities.py cities15000.txt countryInfo.txt

Both files are public (https://download.geonames.org/export/dump/, CC-BY-4.0), the first one unpacked; readme.txt there describes their
columns. Printed are cities of 300,000 people and more and the capitals of all countries, sorted, as lines of the pack's list. The names
that stand in the list by hand, below these lines, stay there.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from cleaner.fold import fold  # noqa: E402
from cleaner.meta.place import MOST  # noqa: E402
from cleaner.meta.tables import unaccented  # noqa: E402

LARGE = 300_000  # people
NAME, PEOPLE = 1, 14  # columns of cities15000.txt
CAPITAL = 5  # column of countryInfo.txt
WIDTH = 140  # columns of a line of the pack
QUOTES = str.maketrans("’‘`", "'''")
# Words, and names of persons and makers; "Nice" stands in the French pack.
OUT = frozenset(
    ("douglas", "essen", "kennedy", "male", "mesa", "nice", "oral", "pest", "queens", "reading", "sale", "the valley", "toyota", "van")
)


def columns(lines: Iterable[str]) -> Iterator[list[str]]:
    """The columns of each line that is no comment."""
    return (line.rstrip("\n").split("\t") for line in lines if line.strip() and not line.startswith("#"))


def cities(rows: Iterable[list[str]]) -> Iterator[str]:
    """The names of the large ones."""
    return (row[NAME] for row in rows if int(row[PEOPLE] or 0) >= LARGE)


def capitals(rows: Iterable[list[str]]) -> Iterator[str]:
    """The names of the capitals, as English writes them; some territories have none."""
    return (row[CAPITAL] for row in rows if row[CAPITAL].strip())


def places(names: Iterable[str]) -> list[str]:
    """The names that a dateline may have, sorted without accents; of two that differ in accents the one that has them: it proves both."""
    known: dict[str, str] = {}
    for name in (name.strip().translate(QUOTES) for name in names):
        form = unaccented(fold(name))
        if "," not in name and len(name.split()) <= MOST and form not in OUT and fold(known.get(form, form)) == form:
            known[form] = name
    return sorted(known.values(), key=lambda name: unaccented(name.lower()))


def lines_of(names: Iterable[str]) -> Iterator[str]:
    """The names as lines of the pack's list."""
    line = ""
    for name in names:
        longer = f"{line}, {name}" if line else name
        if len(longer) > WIDTH - len('    "",'):
            yield f'    "{line}",'
            longer = name
        line = longer
    if line:
        yield f'    "{line}",'


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("cities", type=Path)
    parser.add_argument("countries", type=Path)
    given = parser.parse_args()
    with given.cities.open(encoding="utf-8") as large, given.countries.open(encoding="utf-8") as countries:
        names = [*cities(columns(large)), *capitals(columns(countries))]
    print("\n".join(lines_of(places(names))))


if __name__ == "__main__":
    main()
