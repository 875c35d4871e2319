"""``python -m generator.authoring FORM EDITION`` writes ``report.docx`` and ``slip.docx`` of a form."""

import click

from generator.authoring.slip import build_slip
from generator.authoring.template import build_template
from generator.authoring.writing import template_file, write
from generator.messages import say


@click.command(help=say("authoring.help"))
@click.argument("form")
@click.argument("edition")
def main(form: str, edition: str) -> None:
    """Build the Word templates of a form and put them where reports find them."""
    for name, build in (("report.docx", build_template), ("slip.docx", build_slip)):
        write(form, edition, template_file(form, edition, name), build, "authoring.wrote")


if __name__ == "__main__":
    main()
