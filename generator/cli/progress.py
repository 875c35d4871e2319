"""How far the work is: a bar with the time that remains on a terminal, plain lines elsewhere."""

import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

import click

_Result = TypeVar("_Result")
_EMPTY_LINE = "\r\x1b[K"


def shown(
    results: Iterable[_Result], count: int, label: str, line: Callable[[_Result], str] | None = None
) -> Iterator[_Result]:
    """Yield the results as they come, and tell how far it is, beside what a command puts out.

    Args:
        results: What is waited for.
        count: How many there will be.
        label: What is being done.
        line: What is said of each where there is no terminal; nothing is, if it is not given.
    """
    if sys.stderr.isatty():
        with click.progressbar(results, length=count, label=label, file=sys.stderr, show_pos=True) as bar:
            yield from bar
        return
    click.echo(label, err=True)
    for number, result in enumerate(results, 1):
        if line:
            click.echo(f"[{number}/{count}] {line(result)}", err=True)
        yield result


def make_room() -> None:
    """Clear the line of the bar, which is drawn again below what is said now."""
    if sys.stderr.isatty():
        click.echo(_EMPTY_LINE, nl=False, err=True)
