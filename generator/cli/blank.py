"""``nianbao blank``: a workbook to be filled in."""

from dataclasses import replace
from pathlib import Path

import click

from generator import __version__
from generator.cli import options
from generator.cli.endings import refuse_other_workbook
from generator.cli.ends import told
from generator.cli.files import contents, refuse_inputs, write
from generator.cli.shown import note
from generator.errors import UnusableInputError
from generator.filing import Filing
from generator.form.loader import FORM, load, of_year
from generator.intake import received
from generator.messages import say


@click.command(help=say("help.blank"))
@click.option("--organisation", help=say("help.organisation"))
@click.option("--unit", help=say("help.unit"))
@click.option("--year", type=click.IntRange(2008, 2100), help=say("help.year"))
@click.option("--edition", help=say("help.edition"))
@click.option("--from", "source", type=options.path, help=say("help.from"))
@options.previous
@options.output
@options.force
@told
def command(
    organisation: str | None,
    unit: str | None,
    year: int | None,
    edition: str | None,
    source: Path | None,
    previous: tuple[Path, ...],
    output: Path,
    force: bool,
) -> int:
    """Make a workbook."""
    from generator.workbook.blank import blank as make  # noqa: PLC0415  (openpyxl costs 80 ms)
    from generator.workbook.own import left_out  # noqa: PLC0415

    refuse_inputs(output, source, *previous)
    if source is not None:
        form, filing = received(contents(source))
    else:
        form = load(FORM, edition) if edition else of_year(year or 0)
        filing = Filing(form.id, form.edition)
    if edition not in (None, form.edition):
        raise UnusableInputError("filing.other-form", form=form.id, edition=form.edition)
    given = {"organisation": organisation, "unit": unit, "year": year}
    filing = filing.with_particulars({name: value for name, value in given.items() if value is not None})
    if last := options.last_year(previous, form):
        from generator.previous import asked_of  # noqa: PLC0415

        filing = replace(filing, last=asked_of(last, form))
    made = make(form, __version__, filing)
    refuse_other_workbook(output, made)
    write(output, made, force=force)
    click.echo(say("cli.wrote-workbook", file=output))
    note((), form, last)
    if lost := left_out(filing, form):
        click.echo(say("cli.left-out", names="、".join(lost)), err=True)
    return 0
