"""The group of commands: a first word that is no command goes to `clean`."""

from __future__ import annotations

from typing import Any

from typer.core import TyperGroup

from cleaner.model import CleanerError

OWN = ("-h", "--help", "--version", "--install-completion", "--show-completion")


class FilterGroup(TyperGroup):
    """`cleaner a.txt` is `cleaner clean a.txt`; a file named like a command is written ./check."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `clean` before what is not a command or an option of the group itself.

        Raises:
            CleanerError: an argument looks like an option whose name no option can have; the parser would print it raw.
        """
        for arg in args[: args.index("--")] if "--" in args else args:
            if arg.startswith("-") and not arg.partition("=")[0].isprintable():
                raise CleanerError(f"no option {arg!r}; a file of that name is written ./{arg}")
        if not args or (args[0] not in self.commands and args[0].partition("=")[0] not in OWN):
            args = ["clean", *args]
        return super().parse_args(ctx, args)
