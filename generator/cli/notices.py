"""The notices to units, and their workbooks with the findings in them, written into a folder."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from generator.cli.files import contents, make_folder, refuse_existing, write
from generator.cli.sources import Source
from generator.finding import MANY
from generator.form.model import Form
from generator.messages import say
from generator.office.collect import Returns
from generator.office.inputs import is_kept_beside
from generator.office.letters import Letter, Office, letters
from generator.roles import used_as

Sent = tuple[Letter, bytes]
"""What a unit is sent, with its notice."""


def made(
    folder: Path, returns: Returns, form: Form, office: Office, template: Path | None, *, force: bool
) -> list[Sent]:
    """The notice to each unit that has something to mend.

    Args:
        folder: Where they will go.
        returns: What came in.
        form: The form that is added up.
        office: Who sends them.
        template: Another Word template.
        force: Whether files that exist there will be written over.

    Raises:
        OutputError: If one of them, or the workbook that goes with it, exists and must not be written over.
        TemplateError: If the template has faults.
        UnusableInputError: If the template is none.
    """
    from generator.office.letters import notice, template_of  # noqa: PLC0415

    data = contents(template) if template else None
    with used_as("role.template", *filter(None, [template])):
        compiled = template_of(data, form)
    sent = letters(returns, form)
    for name in (name for letter in sent for name in (letter.name, letter.annotated)):
        refuse_existing(folder / name, force=force)
    return [(letter, notice(letter.standing, form, compiled, office, returns.year)) for letter in sent]


def send(
    folder: Path, notices: Sequence[Sent], came_in: Sequence[Source], form: Form, *, force: bool
) -> None:
    """Write the notices and the workbooks beside them; files of another run that lie there are told."""
    make_folder(folder)
    written = set()
    for name, data in _files(notices, came_in, form):
        write(folder / name, data, force=force)
        written.add(name)
    click.echo(say("rollup.wrote-letters", count=len(notices), folder=folder))
    _tell_others(folder, written)


def tell_lacking(office: Office) -> None:
    """Notices that name nobody to call, or no sender, are told: a unit would not know whom to ask."""
    if office.lacking:
        options = "、".join(f"--{name}" for name in office.lacking)
        click.echo(say("rollup.unsigned", options=options), err=True)


def _files(notices: Sequence[Sent], came_in: Sequence[Source], form: Form) -> Iterator[tuple[str, bytes]]:
    """Each notice, and the workbook with the findings in it; one by one, since they may be many."""
    from generator.office.letters import annotated  # noqa: PLC0415

    sources = {source.name: source for source in came_in}
    for letter, data in notices:
        yield letter.name, data
        file = letter.standing.file
        if file and (workbook := annotated(sources[file.name].read(), letter.standing, form)):
            yield letter.annotated, workbook


def _tell_others(folder: Path, written: set[str]) -> None:
    """A notice of last week to a unit that has mended its workbook since must not be sent by mistake."""
    names = sorted(path.name for path in folder.iterdir() if path.name not in written)
    if others := [name for name in names if not is_kept_beside(name)]:
        some = "、".join(others[:MANY])
        click.echo(say("rollup.other-files", folder=folder, count=len(others), files=some), err=True)
