"""``nianbao text``: a narrative written in Word, put into the workbook."""

from pathlib import Path

import click

from generator.cli import options
from generator.cli.endings import refuse_other_workbook
from generator.cli.ends import told
from generator.cli.files import contents, refuse_existing, refuse_inputs, write
from generator.cli.shown import note
from generator.intake import received, refuse_to_fill
from generator.messages import say


@click.command(help=say("help.text"))
@options.file
@click.argument("manuscript", type=options.path)
@options.output
@options.force
@told
def command(file: Path, manuscript: Path, output: Path, force: bool) -> int:
    """Write a copy of the workbook whose 正文 is what the Word file says."""
    from generator.workbook.texts import with_texts  # noqa: PLC0415

    refuse_inputs(output, file, manuscript)
    refuse_existing(output, force=force)
    data = contents(file)
    refuse_to_fill(data, str(file))
    form, filing = received(data)
    refuse_other_workbook(output, data)
    found = options.with_manuscript(manuscript, filing, form)
    write(output, with_texts(data, form, found), force=force)
    click.echo(say("cli.wrote-workbook", file=output))
    note(found.remarks[len(filing.remarks) :], form)
    return 0
