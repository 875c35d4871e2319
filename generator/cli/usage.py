"""How commands are used, in Chinese: their help with click's own words in it, and what was typed wrongly."""

import re
from collections.abc import Iterable

import click

from generator.cli.columns import GAP, padded, width, wrapped
from generator.messages import say

_WORDS = {
    "Options": "usage.options",
    "OPTIONS": "usage.options",
    "Commands": "usage.command",
    "COMMAND": "usage.command",
    "ARGS": "usage.more",
    "PATH": "usage.path",
    "FILES": "usage.file",
    "FILE": "usage.file",
    "MANUSCRIPT": "usage.manuscript",
    "INTEGER RANGE": "usage.number",
    "TEXT": "usage.text",
    "required": "usage.required",
    "<=x<=": "usage.until",
    "Show this message and exit.": "usage.show-help",
}
_ANY = re.compile("|".join(map(re.escape, _WORDS)))


class _Formatter(click.HelpFormatter):
    """Help pages with click's words replaced by ours."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """Write how a command is typed."""
        super().write_usage(prog, in_chinese(args), say("usage.prefix") if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """Write the heading of a list."""
        self.write(f"{in_chinese(heading)}：\n")

    def write_text(self, text: str) -> None:
        """Write what a command does."""
        self._write_lines(text, "")

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:  # noqa: ARG002  (as click has it)
        """Write options or commands with what they are for."""
        told = [(in_chinese(name), in_chinese(text)) for name, text in rows]
        first = max(width(name) for name, _ in told)
        for name, text in told:
            self._write_lines(text, padded(name, first) + GAP)

    def _write_lines(self, text: str, head: str) -> None:
        """Write a text behind its head, as wide as the page."""
        indent = " " * self.current_indent
        lines = wrapped(text, self.width - self.current_indent - width(head))
        for at, line in enumerate(lines):
            self.write(f"{indent}{' ' * width(head) if at else head}{line}\n")


class Context(click.Context):
    """The run of a command whose help is in Chinese."""

    formatter_class = _Formatter


class Command(click.Command):
    """A command whose help is in Chinese."""

    context_class = Context


class Group(click.Group):
    """Commands whose help is in Chinese."""

    context_class = Context
    command_class = Command


def in_chinese(text: str) -> str:
    """A text with every word that click puts there (``PATH``, ``[required]``) replaced by ours."""
    return _ANY.sub(lambda match: say(_WORDS[match[0]]), text)


def told(fault: click.UsageError) -> str:
    """What is wrong with how a command was typed, and where its usage is told."""
    if fault.ctx and isinstance(fault, _NOTHING_TYPED):
        return fault.ctx.get_help()
    command = fault.ctx.command_path if fault.ctx else "nianbao"
    return f"{_wrong(fault)}{say('usage.see', command=command)}"


_NOTHING_TYPED = getattr(click.exceptions, "NoArgsIsHelpError", ())
"""What newer versions of click raise where older ones show the help."""


def _wrong(fault: click.UsageError) -> str:
    if isinstance(fault, click.NoSuchOption):
        return say("usage.no-such-option", option=fault.option_name)
    if isinstance(fault, click.BadOptionUsage):
        return say("usage.option", option=fault.option_name)
    if isinstance(fault, click.BadParameter) and fault.param is not None:
        name = fault.param.opts[0]
        named = in_chinese(name.upper()) if isinstance(fault.param, click.Argument) else name
        if isinstance(fault, click.MissingParameter):
            return say("usage.missing", name=named)
        return say("usage.bad-value", name=named, wanted=_wanted(fault.param.type))
    return say("usage.other")


def _wanted(kind: object) -> str:
    """What an option takes, where that can be told."""
    if isinstance(kind, click.Choice):
        return say("usage.choices", choices="、".join(map(str, kind.choices)))
    if isinstance(kind, click.IntRange):
        return say("usage.range", first=kind.min, last=kind.max)
    return ""
