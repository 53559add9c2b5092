"""The group of commands: a first word that is no command goes to `clean`."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup

OWN = ("-h", "--help", "--version", "--install-completion", "--show-completion")


class FilterGroup(TyperGroup):
    """`cleaner a.txt` is `cleaner clean a.txt`; a file named like a command is written ./check."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `clean` before what is not a command or an option of the group itself."""
        if not args or (args[0] not in self.commands and args[0].partition("=")[0] not in OWN):
            args = ["clean", *args]
        return super().parse_args(ctx, args)
