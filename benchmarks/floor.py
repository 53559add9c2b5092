"""Quality may not fall: python benchmarks/floor.py KIT [--write]

KIT is the folder of the measuring kit (it holds score.py). Its text and residue sets are measured whole, at both levels,
and held against benchmarks/floor.json: word F1 may fall by 0.005, line_loss may rise by 0.003. --write sets the floor anew.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

FLOOR = Path(__file__).parent / "floor.json"
LOWEST = {"f1": 0.005}  # how much a figure may fall
HIGHEST = {"line_loss": 0.003}  # how much it may rise
RUNS = [("text", "safe"), ("text", "full"), ("residue", "safe"), ("residue", "full")]

Figures = dict[str, float]


def measured(kit: Path) -> Figures:
    """The figures of today, by "family level set figure"."""
    found: Figures = {}
    for family, level in RUNS:
        with tempfile.TemporaryDirectory() as folder:
            out = Path(folder) / "out.json"
            command = [sys.executable, str(kit / "score.py"), family, "--level", level, "--jobs", "2", "--json", str(out)]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
            numbers = json.loads(out.read_text(encoding="utf-8"))
        for name, rows in numbers[family].items() if family in numbers else numbers.items():
            found |= {f"{family} {level} {name} {figure}": value for figure, value in picked(rows).items()}
    return found


def picked(numbers: dict[str, Any]) -> Figures:
    """The figures of one set that the floor holds."""
    own = numbers.get("cleaner", numbers)
    return {figure: round(own[figure], 4) for figure in (*LOWEST, *HIGHEST)}


def failures(floor: Figures, today: Figures) -> list[str]:
    """The figures that are worse than the floor allows."""
    found = []
    for name, value in floor.items():
        figure = name.rpartition(" ")[2]
        worse = value - today[name] if figure in LOWEST else today[name] - value
        allowed = LOWEST.get(figure, HIGHEST.get(figure, 0.0))
        if worse > allowed:
            found.append(f"{name}: {today[name]} where the floor is {value} and {allowed} is allowed")
    return found


def main() -> None:
    """Compare, or write the floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kit", type=Path)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    today = measured(options.kit)
    if options.write:
        FLOOR.write_text(json.dumps(today, indent=1, sort_keys=True) + "\n", encoding="utf-8")
        return
    found = failures(json.loads(FLOOR.read_text(encoding="utf-8")), today)
    print("\n".join(found) or f"{len(today)} figures, none below the floor")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
