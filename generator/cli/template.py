"""``nianbao template``: a Word template of one's own, from the built-in one, checked, seen as a sample."""

from pathlib import Path

import click

from generator.cli import options
from generator.cli.endings import refuse_other_ending
from generator.cli.ends import BLOCKED, told
from generator.cli.files import contents, refuse_inputs, write
from generator.cli.usage import Group
from generator.form.folder import editions
from generator.form.loader import FORM, load
from generator.messages import say

_edition = click.option("--edition", default=lambda: editions(FORM)[0], help=say("help.edition"))


@click.group(cls=Group, help=say("help.own-template"))
def command() -> None:
    """What is done with a template of one's own."""


@command.command(help=say("help.template-new"))
@_edition
@options.output
@options.force
@told
def new(edition: str, output: Path, force: bool) -> int:
    """Write the built-in template."""
    from generator.report.render import BUILT_IN  # noqa: PLC0415

    refuse_other_ending(output, ".docx")
    write(output, load(FORM, edition).files[BUILT_IN], force=force)
    click.echo(say("cli.wrote-template", file=output))
    return 0


@command.command(help=say("help.template-check"))
@options.file
@_edition
@told
def check(file: Path, edition: str) -> int:
    """Say everything that is wrong with a template."""
    from generator.report.checker import check_template  # noqa: PLC0415

    checked = check_template(contents(file), load(FORM, edition))
    for key, found in (("cli.template-faults", checked.faults), ("cli.template-doubts", checked.doubts)):
        if found:
            click.echo(click.style(say(key, count=len(found)), bold=True))
        for number, fault in enumerate(found, 1):
            click.echo(f"{number}. {fault}")
    if checked.faults:
        click.echo(say("cli.template-again"))
    if checked.faults or checked.doubts:
        return BLOCKED
    click.echo(say("cli.template-clean"))
    return 0


@command.command(help=say("help.template-preview"))
@options.file
@_edition
@options.output
@options.force
@told
def preview(file: Path, edition: str, output: Path, force: bool) -> int:
    """Write a report of sample figures and texts."""
    from generator.report.render import preview as render_sample  # noqa: PLC0415

    refuse_other_ending(output, ".docx")
    refuse_inputs(output, file)
    write(output, render_sample(contents(file), load(FORM, edition)), force=force)
    click.echo(say("cli.wrote-preview", file=output))
    return 0
