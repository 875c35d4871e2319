"""``nianbao export``: a filing as JSON."""

from pathlib import Path

import click

from generator.cli import options
from generator.cli.endings import refuse_other_ending
from generator.cli.ends import told
from generator.cli.files import contents, refuse_inputs, write
from generator.intake import received
from generator.messages import say


@click.command(help=say("help.export"))
@options.file
@options.output
@options.force
@told
def command(file: Path, output: Path, force: bool) -> int:
    """Write a filing as JSON."""
    from generator.arithmetic import without_agreeing_totals  # noqa: PLC0415
    from generator.checks import check as find  # noqa: PLC0415
    from generator.checks.explanations import recorded  # noqa: PLC0415
    from generator.filing_json import to_json  # noqa: PLC0415

    refuse_other_ending(output, ".json")
    refuse_inputs(output, file)
    form, filing = received(contents(file))
    if filing.explanations:
        filing = recorded(filing, find(filing, form))
    write(output, to_json(without_agreeing_totals(form, filing), form), force=force)
    click.echo(say("cli.wrote-filing", file=output))
    return 0
