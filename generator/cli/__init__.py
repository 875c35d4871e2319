"""The command line, thin: files are opened and written here and nowhere else."""

import sys
from importlib import import_module
from typing import Any

import click

from generator import __version__
from generator.cli.ends import BLOCKED, UNUSABLE
from generator.cli.usage import Context, Group, told
from generator.messages import say

COMMANDS = (
    *("blank", "check", "report", "export", "import", "compare", "text", "template"),
    *("rollup", "kit"),
)

_MODULES = {"import": "importing"}  # a word of Python names no module that can be imported by it


class _Commands(Group):
    """The commands, each imported when it is used; how one is typed wrongly is told in one sentence, too."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (as click has it)
        """Their names, in the order in which people use them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """One of them, from the module of its name."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"generator.cli.{_MODULES.get(cmd_name, cmd_name)}").command
        command.context_class = Context
        command.short_help = (command.help or "").partition("。")[0]  # click cuts it where English has spaces
        return command

    def main(self, *args: Any, **extra: Any) -> Any:  # noqa: ANN401  (as click has it)
        """Run a command as click does, and end with its status."""
        try:
            status = super().main(*args, **{**extra, "standalone_mode": False})
        except click.UsageError as fault:
            click.echo(told(fault), err=True)
            status = UNUSABLE
        except click.Abort:
            status = BLOCKED
        raise SystemExit(status)


@click.group(cls=_Commands, help=say("help.main"))
@click.version_option(
    __version__, prog_name="nianbao", message="%(prog)s %(version)s", help=say("help.version")
)
def main() -> None:
    """Turn the workbooks of departments into checked annual reports."""
    for stream in (sys.stdout, sys.stderr):  # a console in GBK has no emoji: show a mark instead of failing
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
