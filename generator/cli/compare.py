"""``nianbao compare``: whether what is to be published is what was reported."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from generator.cli import options
from generator.cli.differences import show
from generator.cli.endings import refuse_other_workbook
from generator.cli.ends import DIFFERENT, told
from generator.cli.files import contents, refuse_existing, refuse_inputs, write
from generator.cli.shown import note
from generator.errors import UnusableInputError
from generator.final import Side, differences, of_figures, side, with_final_text
from generator.form.organisations import is_same_name
from generator.intake import is_report, refuse_to_fill
from generator.messages import say


@click.command(help=say("help.compare"))
@options.file
@click.option("--with", "other", required=True, type=options.path, help=say("help.with"))
@click.option(
    "--format", "style", type=click.Choice(["text", "json"]), default="text", help=say("help.format")
)
@click.option("--take-text", "takes_text", is_flag=True, help=say("help.take-text"))
@click.option("-o", "output", type=options.path, help=say("help.take-text-output"))
@options.force
@told
def command(file: Path, other: Path, style: str, takes_text: bool, output: Path | None, force: bool) -> int:
    """List what two reports do not have in common."""
    if takes_text != bool(output):
        raise UnusableInputError("compare.take-nothing")
    data, final = contents(file), contents(other)
    if output:
        refuse_inputs(output, file, other)
        refuse_existing(output, force=force)
        refuse_to_fill(data, str(file))
        refuse_other_workbook(output, data)
    ours, theirs = side(data), side(final)
    found = differences(ours, theirs)
    _tell_unlike(ours, theirs)
    if style == "json":
        click.echo(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1).encode())
    else:
        show(found, *_names(file, data, other, final))
    note(theirs.filing.remarks if is_report(final) else (), ours.form)
    if output:
        write(output, with_final_text(data, ours, theirs), force=force)
        click.echo(say("cli.wrote-workbook", file=output), err=True)
        if figures := of_figures(found):
            click.echo(say("compare.figures-kept", count=figures), err=True)
    return DIFFERENT if found else 0


def _tell_unlike(ours: Side, theirs: Side) -> None:
    """Reports of two organisations or years have nothing in common: one of the files is a wrong one."""
    one, other = (side.filing.particulars for side in (ours, theirs))
    name, other_name = (str(given.get("organisation", "")) for given in (one, other))
    year, other_year = (str(given.get("year", "")) for given in (one, other))
    is_same = is_same_name(name, other_name, ours.form) or not (name and other_name)
    if not is_same or (year != other_year and year and other_year):
        told = say("compare.unlike", ours=f"{name} {year}", theirs=f"{other_name} {other_year}")
        click.echo(told, err=True)


def _names(file: Path, data: bytes, other: Path, final: bytes) -> tuple[str, str]:
    """What the two are called: what they are, where only the other is a report; else their files."""
    if is_report(final) and not is_report(data):
        return say("compare.workbook"), say("compare.final")
    return file.name, other.name
