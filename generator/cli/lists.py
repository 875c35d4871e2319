"""The lists that an office gives: of its units (``--units``), of figures beyond the form (``--extra``)."""

from pathlib import Path

from generator.cli.files import contents
from generator.form.model import Form
from generator.office import requests
from generator.office import units as of_units
from generator.office.units import Unit
from generator.roles import used_as
from generator.workbook.handout import Extra


def units(file: Path | None, form: Form) -> tuple[Unit, ...]:
    """The units on the list; none of no file."""
    if file is None:
        return ()
    data = contents(file)
    with used_as("role.units", file):
        return of_units.units(data, form)


def extras(file: Path | None, form: Form) -> tuple[Extra, ...]:
    """What is asked for beyond the form; nothing of no file."""
    if file is None:
        return ()
    data = contents(file)
    with used_as("role.extra", file):
        return requests.extras(data, form)
