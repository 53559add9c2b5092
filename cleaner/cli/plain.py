"""A plain call of the filter, read without typer: loading it takes longer than cleaning a page."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

COMMANDS = frozenset(("clean", "check", "learn", "restore", "config", "meta", "run", "show", "rules", "explain"))
COMPLETION = "_CLEANER_COMPLETE"  # set where a shell asks what may come next

VALUES = {
    "-f": "format",
    "--format": "format",
    "-i": "kind",
    "--input": "kind",
    "--field": "field",
    "--level": "level",
    "--language": "language",
    "--site": "site",
    "--move": "move",
    "--today": "today",
    "--url": "url",
    "--engine": "engine",
    "--charset": "charset",
}
PATHS = {"-o": "output", "--output": "output", "--removed": "removed", "--config": "config"}
LISTS = {"--select": "select", "--ignore": "ignore", "--rules": "rules", "--sites": "sites"}
FLAGS = {"--show-removed": "show_removed", "--strip-dateline": "strip_dateline", "--links": "links", "--isolated": "isolated"}


def plain_call(words: list[str]) -> dict[str, Any] | None:
    """What `clean` is called with, if the words are files and options of it as they are most often written.

    Args:
        words: the command line after the program's name.

    Returns:
        Arguments of `clean_inputs`; None for everything else (another command, help, joined or unknown options, errors),
        which is typer's to read or to refuse.
    """
    if COMPLETION in os.environ or (words and words[0] in COMMANDS - {"clean"}):
        return None
    call: dict[str, Any] = {}
    rest = iter(words[1:] if words[:1] == ["clean"] else words)
    for word in rest:
        if word == "-" or not word.startswith("-"):
            call.setdefault("paths", []).append(Path(word))
        elif word in FLAGS:
            call[FLAGS[word]] = True
        else:
            name, joined, value = word.partition("=") if word.startswith("--") else (word, "", "")
            given = value if joined else next(rest, None)
            if given is None or (not joined and given.startswith("-") and given != "-"):
                return None
            if name in VALUES:
                call[VALUES[name]] = given
            elif name in PATHS:
                call[PATHS[name]] = Path(given)
            elif name in LISTS:
                call.setdefault(LISTS[name], []).append(given)
            else:
                return None
    return call
