"""``python -m generator.authoring FORM EDITION`` writes ``report.docx`` and ``slip.docx`` of a form."""

import click

from generator.authoring.slip import build_slip
from generator.authoring.template import build_template
from generator.authoring.writing import ROOT, write
from generator.messages import say

TEMPLATES = ROOT / "templates"


@click.command(help=say("authoring.help"))
@click.argument("form")
@click.argument("edition")
def main(form: str, edition: str) -> None:
    """Build the Word templates of a form and put them where reports find them."""
    folder = TEMPLATES / f"{form}-{edition}"
    write(form, edition, folder / "report.docx", build_template, "authoring.wrote")
    write(form, edition, folder / "slip.docx", build_slip, "authoring.wrote")


if __name__ == "__main__":
    main()
