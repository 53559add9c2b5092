"""All commands as typer sees them, a module each."""

from __future__ import annotations

import typer

from cleaner.answer import VERSION
from cleaner.cli.check import check_command
from cleaner.cli.clean import clean_command
from cleaner.cli.config import config_command
from cleaner.cli.group import FilterGroup
from cleaner.cli.learn import learn_command
from cleaner.cli.meta import meta_command
from cleaner.cli.output import emit
from cleaner.cli.restore import restore_command
from cleaner.cli.rules import explain_command, rules_command
from cleaner.cli.run import run_command
from cleaner.cli.show import show_command

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
app.command("show")(show_command)
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
