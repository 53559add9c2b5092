"""A baseline: findings that are accepted as they are, by rule and line text, so that lines may move."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from cleaner.answer import made_by
from cleaner.cli.files import sink
from cleaner.cli.findings import Report
from cleaner.cli.output import as_json
from cleaner.model import CleanerError
from cleaner.rules import redirected

DEFAULT = "cleaner-baseline.json"
FORM = 1  # grows when the file's form changes


def write_baseline(path: Path, reports: Iterable[Report]) -> int:
    """Write today's findings as accepted; returns how many different ones there are.

    Raises:
        CleanerError: it cannot be written.
    """
    found: dict[str, set[str]] = {}
    for report in reports:
        for finding in report.findings:
            found.setdefault(finding.code, set()).add(finding.text.strip())
    accepted = {code: sorted(lines) for code, lines in sorted(found.items())}
    with sink(path) as write:
        write(as_json({"baseline": FORM, "made_by": made_by(), "accepted": accepted}, 1) + "\n")
    return sum(map(len, accepted.values()))


def check_place(path: Path) -> None:
    """See that a baseline may be written to a path, before the work begins: nothing is there, or a baseline of whatever form.

    Raises:
        CleanerError: something else is there, as a dump is if the name of the baseline was forgotten.
    """
    try:
        if not path.is_file() or not (held := path.read_bytes()).strip():
            return
        stated = json.loads(held)
    except OSError as error:
        raise CleanerError(f"--write-baseline {path}: cannot be read: {error.strerror}") from None
    except (ValueError, RecursionError):
        stated = None
    if not isinstance(stated, dict) or "baseline" not in stated:
        raise CleanerError(f"--write-baseline {path}: is there and is no baseline; name another file, as in --write-baseline {DEFAULT}")


def read_baseline(path: Path) -> frozenset[tuple[str, str]]:
    """The accepted findings of a file, as (code, line); retired codes count as their successors.

    Raises:
        CleanerError: it cannot be read or is no baseline.
    """
    try:
        stated = json.loads(path.read_text(encoding="utf-8"))
        if stated["baseline"] != FORM:
            raise CleanerError(f"{path}: a baseline of another form than {FORM}; write it again with --write-baseline {path}")
        accepted = [(redirected([code])[0], lines) for code, lines in stated["accepted"].items()]
        return frozenset((code, line) for code, lines in accepted for line in lines)
    except OSError as error:
        raise CleanerError(f"{path}: cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise CleanerError(f"{path}: is no baseline; write one with cleaner check --write-baseline {path}") from None
