"""The command line. Only code here prints, reads files and exits."""

from __future__ import annotations

import os
import signal
import sys
import warnings

from cleaner.cli.plain import plain_call
from cleaner.model import CleanerError


def main() -> None:
    """Run the command; an error is one line on stderr and exit status 2."""
    if hasattr(signal, "SIGINT"):
        signal.signal(signal.SIGINT, signal.SIG_DFL)  # Ctrl-C ends at once: files are renamed when whole, so none is left half
    warnings.showwarning = lambda message, *_rest: print(f"cleaner: {message}", file=sys.stderr)
    try:
        run(sys.argv[1:])
    except CleanerError as error:
        print(f"cleaner: {error}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # the reader left: what is buffered has nowhere to go
        sys.exit(0)


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
