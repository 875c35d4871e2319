"""``python -m generator.authoring FORM EDITION`` writes ``templates/FORM-EDITION/report.docx``."""

import sys
from pathlib import Path

import click

from generator.authoring.template import build_template
from generator.errors import NianbaoError
from generator.form.loader import load
from generator.messages import say

TEMPLATES = Path(__file__).parents[2] / "templates"


@click.command(help=say("authoring.help"))
@click.argument("form")
@click.argument("edition")
def main(form: str, edition: str) -> None:
    """Build the Word template of a form and put it where reports find it."""
    file = TEMPLATES / f"{form}-{edition}" / "report.docx"
    try:
        file.write_bytes(build_template(load(form, edition)))
    except NianbaoError as fault:
        click.echo(str(fault), err=True)
        sys.exit(2)
    click.echo(say("authoring.wrote", file=file))


if __name__ == "__main__":
    main()
