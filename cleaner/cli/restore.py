"""`cleaner restore`: put back what `check --fix --removed` took out, byte for byte."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def restore_command(
    log: Annotated[Path, typer.Argument(metavar="FILE", help="What `cleaner check --fix --removed FILE` wrote.")],
) -> None:
    """Put back every line that --fix took out, byte for byte. A file that has changed since is refused and stays as it is."""
    from cleaner.cli.undo import undone

    if not undone(log):
        raise typer.Exit(2)
