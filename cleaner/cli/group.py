"""The group of commands: a first word that is no command goes to `clean`."""

from __future__ import annotations

from typing import Any

from typer import Context
from typer.core import TyperGroup

from cleaner.model import CleanerError

OWN = ("-h", "--help", "--version", "--install-completion", "--show-completion")


class FilterGroup(TyperGroup):
    """`cleaner a.txt` is `cleaner clean a.txt`; a file named like a command is written ./check."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Put `clean` before what is not a command or an option of the group itself; a shell that completes the first word asks both.

        Raises:
            CleanerError: an argument looks like an option whose name no option can have; the parser would print it raw.
        """
        for arg in args[: args.index("--")] if "--" in args else args:
            if arg.startswith("-") and not arg.partition("=")[0].isprintable():
                raise CleanerError(f"no option {arg!r}; a file of that name is written ./{arg}")
        completing = ctx.resilient_parsing and not args
        if not completing and (not args or (args[0] not in self.commands and args[0].partition("=")[0] not in OWN)):
            args = ["clean", *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: Any, incomplete: str) -> list[Any]:
        """What the first word can be: a command, or an option of `clean`."""
        clean = self.commands["clean"]
        found = super().shell_complete(ctx, incomplete) + clean.shell_complete(Context(clean, info_name="clean", parent=ctx), incomplete)
        return list({item.value: item for item in reversed(found)}.values())[::-1]
