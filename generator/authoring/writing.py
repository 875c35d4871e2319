"""The commands of maintainers: each writes one file that is derived from a form."""

import sys
from collections.abc import Callable
from pathlib import Path

import click

from generator.errors import NianbaoError
from generator.form.loader import load
from generator.form.model import Form
from generator.messages import say

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates"


def template_file(form: str, edition: str, name: str) -> Path:
    """Where a Word template of a form's edition lies."""
    return TEMPLATES / f"{form}-{edition}" / name


def write(form: str, edition: str, file: Path, make: Callable[[Form], bytes], told: str) -> None:
    """Write what is made from a form, and say so; end with status 2 and a sentence where it cannot be made.

    Args:
        form: The form's identifier.
        edition: Its edition.
        file: Where to.
        make: What makes the contents.
        told: Key of the message that names the file.
    """
    try:
        file.write_bytes(make(load(form, edition)))
    except NianbaoError as fault:
        click.echo(str(fault), err=True)
        sys.exit(2)
    click.echo(say(told, file=file))
