"""The lists that an office gives: of its units (``--units``), of figures beyond the form (``--extra``)."""

from functools import partial
from pathlib import Path

from generator.cli.files import read_as
from generator.form.model import Form
from generator.office import requests
from generator.office import units as of_units
from generator.office.units import Unit
from generator.workbook.handout import Extra


def units(file: Path | None, form: Form) -> tuple[Unit, ...]:
    """The units on the list; none of no file."""
    return read_as("role.units", file, partial(of_units.units, form=form)) if file else ()


def extras(file: Path | None, form: Form) -> tuple[Extra, ...]:
    """What is asked for beyond the form; nothing of no file."""
    return read_as("role.extra", file, partial(requests.extras, form=form)) if file else ()
