"""Sheets of the clerk's own, which texts print: 【表格｜name】."""

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from generator.form.model import Form
from generator.narrative import MOST_COLUMNS, MOST_ROWS
from generator.ooxml.sheets import Cell, Sheet, Workbook
from generator.workbook import keys
from generator.workbook.asked import day
from generator.workbook.identity import text_at

if TYPE_CHECKING:
    from openpyxl import Workbook as Book

Rows = tuple[tuple[str, ...], ...]

_LONGEST_NAME = 31
_NOT_IN_NAMES = frozenset("[]:*?/\\")


def own_sheets(workbook: Workbook, names: Iterable[str]) -> dict[str, Rows]:
    """The texts of the sheets that are asked for.

    Args:
        workbook: Where to look; the kit's own sheets, and what is larger than a table to print, are left out.
        names: Of sheets.
    """
    sheets = {sheet.name.strip(): sheet for sheet in workbook.sheets if not _is_of_the_kit(sheet)}
    found = {name: _rows(sheets[name]) for name in names if name in sheets}
    return {name: rows for name, rows in found.items() if rows}


def write(book: "Book", tables: Mapping[str, Rows]) -> None:
    """Add a sheet for each table, behind the others, but those ``without_place``."""
    taken = list(book.sheetnames)
    for name, rows in tables.items():
        if _may_be_added(name, taken):
            taken.append(name)
            _fill(book, name, rows)


def without_place(tables: Iterable[str], form: Form) -> list[str]:
    """The names of tables that a workbook of the form cannot have a sheet for."""
    taken = list(keys.sheet_names(form).values())
    return [name for name in tables if not _may_be_added(name, taken)]


def _may_be_added(name: str, taken: Iterable[str]) -> bool:
    """Whether a workbook can have a sheet of this name besides those that it has."""
    spelled = name and name.strip("'") == name and not _NOT_IN_NAMES & set(name)
    others = {other.casefold() for other in taken}
    return bool(spelled) and len(name) <= _LONGEST_NAME and name.casefold() not in others


def _fill(book: "Book", name: str, rows: Rows) -> None:
    from generator.workbook.canvas import Canvas  # noqa: PLC0415  (it needs openpyxl, reading does not)

    canvas = Canvas(book.create_sheet(name))
    for row, texts in enumerate(rows, start=1):
        for column, text in enumerate(texts, start=1):
            canvas.text(row, column, text, "input-text")


def _is_of_the_kit(sheet: Sheet) -> bool:
    return any(str(cell.value).startswith(keys.MARKER) for cell in sheet.cells.values())


def _rows(sheet: Sheet) -> Rows:
    """The rectangle of the cells that hold something; nothing if it is larger than a table to print."""
    cells = [place for place, cell in sheet.cells.items() if _text(sheet, place, cell)]
    if not cells:
        return ()
    rows, columns = ([place[axis] for place in cells] for axis in (0, 1))
    height, width = max(rows) - min(rows) + 1, max(columns) - min(columns) + 1
    if height > MOST_ROWS or width > MOST_COLUMNS:
        return ()
    return tuple(
        tuple(_at(sheet, row, column) for column in range(min(columns), max(columns) + 1))
        for row in range(min(rows), max(rows) + 1)
    )


def _at(sheet: Sheet, row: int, column: int) -> str:
    cell = sheet.cells.get((row, column))
    return _text(sheet, (row, column), cell) if cell else ""


def _text(sheet: Sheet, place: tuple[int, int], cell: Cell) -> str:
    return day(cell) if cell.kind == "date" else text_at(sheet, *place).strip()
