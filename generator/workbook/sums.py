"""Sums put into the workbook of the office, which stays its owner's in everything else."""

from collections.abc import Iterator
from itertools import chain

from generator.figure import Figure, digits
from generator.filing import Filing
from generator.form.model import Form
from generator.ooxml.change import Input, Result, change_cells
from generator.ooxml.package import open_package
from generator.ooxml.references import position
from generator.ooxml.sheets import Workbook, read_workbook
from generator.sums import figure_of
from generator.workbook import keys
from generator.workbook.changes import Change, by_sheet
from generator.workbook.identity import keyed
from generator.workbook.read import read


def put_sums(data: bytes, form: Form, sums: Filing, left_out: str = "") -> bytes:
    """Put figures and names into a workbook, in place.

    Args:
        data: The workbook, as its owner saved it.
        form: The form that it answers.
        sums: Its inputs go into their cells, and so do those beyond the form that the workbook asks for; its
            names go onto the hidden sheet; formulas of totals stay.
        left_out: What is to be told of units that are not in the sums, on the hidden sheet as well.

    Raises:
        UnusableInputError: If it is no workbook of this form, or cannot be changed.
    """
    package = open_package(data)
    workbook = read_workbook(package)
    changes = chain(_figures(workbook, form, sums), _entries(workbook, sums, left_out))
    return change_cells(package, by_sheet(changes))


def _figures(workbook: Workbook, form: Form, sums: Filing) -> Iterator[Change]:
    cells = {sheet.name: sheet.cells for sheet in workbook.sheets}
    for name, origin in read(workbook, form).origins.items():
        if name in form.fields or name in sums.figures:
            at = position(origin.cell)
            figure = figure_of(name, sums, form)
            present = cells[origin.sheet].get(at)
            keeps_formula = form.is_total(name) and present is not None and present.formula
            value = Result(figure.value) if keeps_formula else _value(figure)
            yield origin.sheet, at, value


def _value(figure: Figure) -> Input:
    return figure.value if figure.plain else figure.text or None


def _entries(workbook: Workbook, sums: Filing, left_out: str) -> Iterator[Change]:
    """What a roll-up says, below what else the hidden sheet has to say; that of the last time goes."""
    found = keyed(workbook, keys.IDENTITY)
    if found is None:
        return
    sheet, column = found.sheet.name, found.columns[keys.VALUE]
    entries = {keys.LEFT_OUT: left_out} if left_out else {}
    entries |= {keys.named(name): digits(value) for name, value in sums.names.items()}
    old = {key: row for key, row in found.rows.items() if key.startswith((keys.named(""), keys.LEFT_OUT))}
    for row in old.values():
        yield sheet, (row, found.marker[1]), None
        yield sheet, (row, column), None
    below = max((row for key, row in found.rows.items() if key not in old), default=found.marker[0])
    for row, (key, value) in enumerate(entries.items(), start=below + 1):
        yield sheet, (row, found.marker[1]), key
        yield sheet, (row, column), value
