"""``nianbao import``: a published report as a filing in JSON or as a workbook."""

from pathlib import Path

import click

from generator import __version__
from generator.cli import options
from generator.cli.endings import refuse_other_ending
from generator.cli.ends import told
from generator.cli.files import contents, refuse_existing, refuse_inputs, write
from generator.cli.shown import note
from generator.intake import received
from generator.messages import say


@click.command("import", help=say("help.import"))
@options.file
@click.option("-o", "output", required=True, type=options.path, help=say("help.import-output"))
@options.force
@told
def command(file: Path, output: Path, force: bool) -> int:
    """Write what a published report says as a filing or a workbook."""
    from generator.arithmetic import without_agreeing_totals  # noqa: PLC0415
    from generator.filing_json import to_json  # noqa: PLC0415

    refuse_other_ending(output, ".json", ".xlsx")
    refuse_inputs(output, file)
    refuse_existing(output, force=force)
    form, filing = received(contents(file))
    filing = without_agreeing_totals(form, filing)
    if output.suffix.lower() == ".xlsx":
        from generator.workbook.blank import blank as make  # noqa: PLC0415  (openpyxl costs 80 ms)

        write(output, make(form, __version__, filing), force=force)
        click.echo(say("cli.wrote-workbook", file=output))
    else:
        write(output, to_json(filing, form), force=force)
        click.echo(say("cli.wrote-filing", file=output))
    note(filing.remarks, form)
    return 0
