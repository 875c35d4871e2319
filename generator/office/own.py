"""The office's own workbook with the sums in it, from which its report is made."""

from dataclasses import replace

from generator import __version__
from generator.filing import EXTRA
from generator.form.model import Form
from generator.office.names import names
from generator.office.rollup import Rollup
from generator.office.status import coverage, left_out
from generator.ooxml.sheets import read_workbook
from generator.workbook.blank import blank
from generator.workbook.read import read
from generator.workbook.sums import put_sums

_NAMED = 100
"""Units left out that are named; a cell holds no thousand of them."""


def own(rollup: Rollup, form: Form, data: bytes | None = None) -> bytes:
    """Put the sums, the names that texts may use and who is not in them into the office's workbook.

    Args:
        rollup: The roll-up.
        form: The form that was added up.
        data: The workbook, changed in place; None for a new one.

    Raises:
        UnusableInputError: If it is no workbook of this form, or cannot be changed.
    """
    sums = replace(rollup.whole, names=names(rollup, form), tables={})
    told = coverage(rollup.returns, form, _NAMED) if left_out(rollup.returns, form) else ""
    return put_sums(data or blank(form, __version__, sums), form, sums, told)


def unplaced(rollup: Rollup, form: Form, data: bytes) -> tuple[str, ...]:
    """The figures beyond the form that units gave and the office's workbook has no cell for, by name."""
    places = read(read_workbook(data), form).beyond
    return tuple(name.removeprefix(EXTRA) for name in rollup.whole.beyond if name not in places)
