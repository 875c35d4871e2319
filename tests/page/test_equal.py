"""The table of docs/page.md: what the command line has, the page has, too, or it is said why not."""

import re
from collections.abc import Iterator
from pathlib import Path

import click

from generator.cli import COMMANDS, main

_ROOT = Path(__file__).parents[2]
_BROWSERS = {"-o", "--force"}


def _rows() -> list[list[str]]:
    text = (_ROOT / "docs" / "page.md").read_text(encoding="utf-8")
    table = text.partition("| `nianbao` | on the page |")[2].partition("\n## ")[0]
    return [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| `")]


def _code(cell: str) -> list[str]:
    return re.findall("`([^`]+)`", cell)


def _options(name: str, command: click.Command) -> Iterator[tuple[str, str]]:
    """Each option of a command, and the command itself where no option is needed to say what it does."""
    if isinstance(command, click.Group):
        for inner in command.commands:
            yield from _options(f"{name} {inner}", command.commands[inner])
        return
    yield name, ""
    for option in command.params:
        if isinstance(option, click.Option) and not _BROWSERS & set(option.opts):
            yield name, option.opts[0]


def test_every_option_of_the_command_line_is_in_the_table_once() -> None:
    context = click.Context(main)
    options = [one for name in COMMANDS for one in _options(name, main.get_command(context, name))]  # type: ignore[arg-type]
    told = []
    for said in (said for left, _ in _rows() for said in _code(left)):
        command, _, given = said.partition(" --")
        told += [(command, f"--{option}") for option in given.split(" --")] if given else [(command, "")]
    assert len(told) == len(set(told))
    named = {command for command, _ in told}
    assert set(told) | {(command, "") for command in named} == set(options)


def test_every_place_and_button_of_the_page_is_in_the_table() -> None:
    folder = _ROOT / "generator" / "page"
    written = "".join(
        file.read_text(encoding="utf-8") for file in (folder / "page.html", *folder.glob("*.j2"))
    )
    there = set(re.findall(r'data-(?:place|action)="([a-z-]+)"', written))
    typed = set(re.findall(r'<input type="(?:text|number|checkbox)" id="([a-z-]+)"', written))
    named = {name for _, right in _rows() for name in _code(right)}
    assert there | typed == named - {"export", "-o"}
