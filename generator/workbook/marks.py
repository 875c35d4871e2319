"""Marks beside the cells that findings are about, in hidden columns: what colours these cells."""

from collections.abc import Iterator, Mapping, Sequence

from generator.finding import Finding
from generator.form.model import Form, Severity
from generator.ooxml.sheets import Workbook
from generator.workbook import keys
from generator.workbook.changes import Change, placed
from generator.workbook.formulas import Place

_Columns = Mapping[tuple[str, int], int]
"""By sheet and column of answers, the hidden column of its marks."""


def marked(
    workbook: Workbook, form: Form, findings: Sequence[Finding]
) -> tuple[list[Change], tuple[str, ...]]:
    """Put the heaviest severity beside each cell concerned; marks of the last time go.

    Returns:
        What changes, and the cells (``表三!D12``) beside which there is no column for a mark.
    """
    columns = _columns(workbook, form)
    wanted = _heaviest(findings)
    places = {cell: _beside(cell, columns) for cell in wanted}
    marks: dict[tuple[str, Place], Severity | None] = dict.fromkeys(_present(workbook, columns))
    marks |= {at: wanted[cell] for cell, at in places.items() if at}
    unmarked = tuple(cell for cell, at in places.items() if at is None)
    return [(*at, mark and mark.value) for at, mark in marks.items()], unmarked


def _heaviest(findings: Sequence[Finding]) -> dict[str, Severity]:
    """The heaviest severity found at each cell."""
    heaviest: dict[str, Severity] = {}
    for finding in sorted(findings, key=lambda finding: list(Severity).index(finding.severity)):
        for cell in finding.cells:
            heaviest.setdefault(cell, finding.severity)
    return heaviest


def _beside(cell: str, columns: _Columns) -> tuple[str, Place] | None:
    """Where the mark of a cell stands."""
    sheet, (row, column) = placed(cell)
    return (sheet, (row, columns[sheet, column])) if (sheet, column) in columns else None


def _columns(workbook: Workbook, form: Form) -> _Columns:
    found: dict[tuple[str, int], int] = {}
    lists = keys.PARTICULARS, keys.NARRATIVE, keys.LAST_YEAR, keys.EXTRAS
    markers = {keys.marker(name) for name in (*lists, *(table.id for table in form.tables))}
    for sheet in workbook.sheets:
        corner = next((at for at, cell in sheet.cells.items() if cell.value in markers), None)
        row = {} if corner is None else {
            str(cell.value): at[1] for at, cell in sheet.cells.items() if at[0] == corner[0]
        }  # fmt: skip
        found |= {(sheet.name, row[key]): row[keys.mark(key)] for key in row if keys.mark(key) in row}
    return found


def _present(workbook: Workbook, columns: _Columns) -> Iterator[tuple[str, Place]]:
    """Where marks stand now."""
    of_marks = {(sheet, column) for (sheet, _), column in columns.items()}
    for sheet in workbook.sheets:
        for at, cell in sheet.cells.items():
            if (sheet.name, at[1]) in of_marks and cell.value in list(Severity):
                yield sheet.name, at
