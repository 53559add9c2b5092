"""The command line. Only code here prints, reads files and exits."""

from __future__ import annotations

import sys
import warnings
from typing import Any

from cleaner.cli.output import tell
from cleaner.cli.plain import plain_call
from cleaner.cli.process import gone, silence, standard_streams, tidy
from cleaner.model import CleanerError


def warned(message: Warning | str, *_rest: Any, **_named: Any) -> None:
    """Show a warning as one line."""
    tell(f"cleaner: {message}")


def command() -> None:
    """The command as a process of its own."""
    main()
    gone()


def main() -> None:
    """Run the command; an error is one line on stderr and exit status 2."""
    standard_streams()
    warnings.showwarning = warned
    with tidy():
        try:
            run(sys.argv[1:])
            sys.stdout.flush()
            sys.stderr.flush()
        except CleanerError as error:
            tell(f"cleaner: {error}")
            for note in getattr(error, "__notes__", ()):
                for line in note.split("\n"):
                    tell(line)
            sys.exit(2)
        except OSError as error:
            silence(1)
            tell(f"cleaner: {'stdout or a file' if error.filename is None else error.filename}: {error.strerror or error}")
            sys.exit(2)


def run(words: list[str]) -> None:
    """The filter at once; everything else through typer, which takes 0.1 s to load."""
    call = plain_call(words)
    if call is None:
        from cleaner.cli.commands import app

        app()
    else:
        from cleaner.cli.cleaning import clean_inputs

        if clean_inputs(**call):
            sys.exit(2)
