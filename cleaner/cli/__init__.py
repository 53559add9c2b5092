"""The command: one module a subcommand. Only code here prints, reads files and exits."""

from __future__ import annotations

import sys
import warnings
from typing import Any

import typer

from cleaner.answer import VERSION
from cleaner.cli.check import check_command
from cleaner.cli.clean import clean_command
from cleaner.cli.config import config_command
from cleaner.cli.group import FilterGroup
from cleaner.cli.learn import learn_command
from cleaner.cli.meta import meta_command
from cleaner.cli.output import emit, tell
from cleaner.cli.process import silence, standard_streams, tidy
from cleaner.cli.restore import restore_command
from cleaner.cli.rules import explain_command, rules_command
from cleaner.cli.run import run_command
from cleaner.model import CleanerError

app = typer.Typer(
    cls=FilterGroup,
    help="Remove what is not the article from text dumps and HTML. Without a command it filters: cleaner < dump.txt",
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("clean")(clean_command)
app.command("check")(check_command)
app.command("learn")(learn_command)
app.command("restore")(restore_command)
app.command("config")(config_command)
app.command("meta")(meta_command)
app.command("run")(run_command)
app.command("rules")(rules_command)
app.command("explain")(explain_command)


def show_version(wanted: bool) -> None:
    """Print the version and leave."""
    if wanted:
        emit(f"cleaner {VERSION}\n")
        raise typer.Exit


@app.callback()
def common(version: bool = typer.Option(False, "--version", callback=show_version, is_eager=True, help="Print the version.")) -> None:
    """Remove what is not the article from text dumps and HTML. Without a command it filters: cleaner < dump.txt"""


def warned(message: Warning | str, *_rest: Any, **_named: Any) -> None:
    """Show a warning as one line."""
    tell(f"cleaner: {message}")


def main() -> None:
    """Run the command; an error is one line on stderr and exit status 2."""
    standard_streams()
    warnings.showwarning = warned
    with tidy():
        try:
            app()
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
