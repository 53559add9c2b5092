"""The group of commands: a first word that is no command goes to `clean`."""

from __future__ import annotations

import sys
from typing import Any

from typer import BadParameter, Context
from typer.core import TyperGroup

from cleaner.model import CleanerError

OWN = ("-h", "--help", "--version", "--install-completion", "--show-completion")


# What typer raises where a command cannot be called so: UsageError of click, or of the click that newer ones bring with them.
Refused: type[Any] = BadParameter.__mro__[1]


class FilterGroup(TyperGroup):
    """`cleaner a.txt` is `cleaner clean a.txt`; a file named like a command is written ./check."""

    def main(self, *args: Any, standalone_mode: bool = True, **named: Any) -> Any:
        """Run a command, and exit unless it stands in another program.

        Raises:
            CleanerError: it cannot be called so; typer would take several lines to say it.
        """
        try:
            status = super().main(*args, **named | {"standalone_mode": False})
        except Refused as error:
            called = f"cleaner {error.ctx.info_name}" if error.ctx and error.ctx.parent else "cleaner"
            message = error.format_message().rstrip(".").replace("\n", " ")
            raise CleanerError(f"{message[:1].lower()}{message[1:]}; `{called} -h` tells what there is") from None
        if standalone_mode:
            sys.exit(status)
        return status

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
