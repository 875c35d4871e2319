"""``python -m generator.authoring FORM EDITION`` writes ``templates/FORM-EDITION/report.docx``."""

import click

from generator.authoring.template import build_template
from generator.authoring.writing import ROOT, write
from generator.messages import say

TEMPLATES = ROOT / "templates"


@click.command(help=say("authoring.help"))
@click.argument("form")
@click.argument("edition")
def main(form: str, edition: str) -> None:
    """Build the Word template of a form and put it where reports find it."""
    file = TEMPLATES / f"{form}-{edition}" / "report.docx"
    write(form, edition, file, build_template, "authoring.wrote")


if __name__ == "__main__":
    main()
