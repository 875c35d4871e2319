"""Sheets of the clerk's own, which texts print: 【表格｜name】."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from generator.filing import Filing
from generator.form.model import Form
from generator.narrative import MOST_COLUMNS, MOST_ROWS
from generator.ooxml.merged import areas
from generator.ooxml.references import address
from generator.ooxml.sheets import Cell, Sheet, Workbook
from generator.workbook import keys
from generator.workbook.shown import shown

if TYPE_CHECKING:
    from openpyxl import Workbook as Book

Rows = tuple[tuple[str, ...], ...]
Merged = tuple[str, ...]
Lines = Sequence[int]

_LONGEST_NAME = 31
_MOST = (MOST_ROWS, MOST_COLUMNS)
_NOT_IN_NAMES = frozenset("[]:*?/\\")


def own_sheets(workbook: Workbook, names: Iterable[str]) -> tuple[dict[str, Rows], dict[str, Merged]]:
    """The sheets that are asked for, as they are seen: without hidden rows and columns.

    Args:
        workbook: Where to look; the kit's own sheets, and what is larger than a table to print, are left out.
        names: Of sheets.

    Returns:
        The texts of each, in rows; and its merged cells, counted from the first cell of the table.
    """
    sheets = {sheet.name.strip(): sheet for sheet in workbook.sheets if not _is_of_the_kit(sheet)}
    lines = {name: _lines(sheets[name]) for name in names if name in sheets}
    tables = {name: _rows(sheets[name], *both) for name, both in lines.items() if all(both)}
    merged = {name: _merged(sheets[name], *lines[name]) for name in tables}
    return tables, {name: cells for name, cells in merged.items() if cells}


def write(book: "Book", tables: Mapping[str, Rows], merged: Mapping[str, Merged]) -> None:
    """Add a sheet for each table with its merged cells, behind the others, but those ``without_place``."""
    taken = list(book.sheetnames)
    for name, rows in tables.items():
        if _may_be_added(name, taken):
            taken.append(name)
            _fill(book, name, rows, merged.get(name, ()))


def left_out(filing: Filing, form: Form) -> list[str]:
    """The names of what a new workbook has no place for: figures beyond the form, tables without a sheet."""
    unknown = (name for name in filing.figures if name not in form.fields)
    return [*unknown, *without_place(filing.tables, form)]


def without_place(tables: Iterable[str], form: Form) -> list[str]:
    """The names of tables that a workbook of the form cannot have a sheet for."""
    taken = list(keys.sheet_names(form).values())
    return [name for name in tables if not _may_be_added(name, taken)]


def _may_be_added(name: str, taken: Iterable[str]) -> bool:
    """Whether a workbook can have a sheet of this name besides those that it has."""
    spelled = name and name.strip("'") == name and not _NOT_IN_NAMES & set(name)
    others = {other.casefold() for other in taken}
    return bool(spelled) and len(name) <= _LONGEST_NAME and name.casefold() not in others


def _fill(book: "Book", name: str, rows: Rows, merged: Merged) -> None:
    from generator.workbook.canvas import Canvas  # noqa: PLC0415  (it needs openpyxl, reading does not)

    canvas = Canvas(book.create_sheet(name))
    for row, texts in enumerate(rows, start=1):
        for column, text in enumerate(texts, start=1):
            canvas.text(row, column, text, "input-text")
    for area in areas(merged, rows):
        canvas.sheet.merge_cells(None, area.top, area.left, area.bottom, area.right)


def _is_of_the_kit(sheet: Sheet) -> bool:
    return any(str(cell.value).startswith(keys.MARKER) for cell in sheet.cells.values())


def _lines(sheet: Sheet) -> tuple[Lines, Lines]:
    """The rows and columns that are seen, from the first to the last with a text; none if too many."""
    hidden = (sheet.hidden_rows, sheet.hidden_columns)
    cells = [
        place
        for place, cell in sheet.cells.items()
        if not any(place[axis] in hidden[axis] for axis in (0, 1)) and _text(cell)
    ]
    if not cells:
        return (), ()
    spans = [(min(places), max(places)) for places in zip(*cells, strict=True)]
    if any(last - first - len(hidden[axis]) >= _MOST[axis] for axis, (first, last) in enumerate(spans)):
        return (), ()
    rows, columns = (
        [at for at in range(first, last + 1) if at not in hidden[axis]]
        for axis, (first, last) in enumerate(spans)
    )
    return (rows, columns) if len(rows) <= MOST_ROWS and len(columns) <= MOST_COLUMNS else ((), ())


def _rows(sheet: Sheet, rows: Lines, columns: Lines) -> Rows:
    return tuple(tuple(_text(sheet.cells.get((row, column))) for column in columns) for row in rows)


def _merged(sheet: Sheet, rows: Lines, columns: Lines) -> Merged:
    """The merged cells that cover more than one place of what is printed: ``A1:C1``."""
    ends = [(lines[0], lines[-1]) for lines in (rows, columns)]
    near = (
        (first, last)
        for first, last in sheet.merged
        if all(first[axis] <= end and begin <= last[axis] for axis, (begin, end) in enumerate(ends))
    )
    found = []
    for first, last in islice(near, MOST_ROWS * MOST_COLUMNS):
        covered = [
            [at for at, line in enumerate(lines, 1) if first[axis] <= line <= last[axis]]
            for axis, lines in enumerate((rows, columns))
        ]
        if all(covered) and max(map(len, covered)) > 1:
            found.append(":".join(address(*(places[end] for places in covered)) for end in (0, -1)))
    return tuple(found)


def _text(cell: Cell | None) -> str:
    """What a cell shows."""
    if cell is None or cell.value is None:
        return ""
    if isinstance(cell.value, bool):
        return str(cell.value).upper()
    return (cell.value if isinstance(cell.value, str) else shown(cell.value, cell.format)).strip()
