"""Where things stand by the words that people see, for sheets whose hidden keys were lost."""

import re
from collections.abc import Mapping

from generator.form.grid import Cell, Grid, lay_out
from generator.form.model import Table
from generator.ooxml.sheets import Sheet, Workbook
from generator.workbook.formulas import Place
from generator.workbook.identity import Keyed

_LOOSE = re.compile(r"[\s　、，。．,.:：;；（）()“”\"'‘’]+")


def places_by_labels(table: Table, sheet: Sheet) -> dict[str, Place]:
    """The place of each field whose row and column labels stand on the sheet.

    A label that the form has several times is told apart by order: its second occurrence in the
    form is its second on the sheet.
    """
    grid = lay_out(table)
    found = _labels_on(sheet, grid)
    rows = {
        y: found[cell][0]
        for cell in grid.cells
        if cell.kind == "label" and cell in found
        for y in _rows(cell)
    }
    columns = {
        x: found[c][1]
        for c in grid.cells
        if c.kind == "head" and c.columns == 1 and c in found
        for x in [c.column]
    }
    if not grid.label_columns:
        rows = _row_below_heads(grid, found, sheet, set(columns.values()))
    return {
        cell.field: (rows[cell.row], columns[cell.column])
        for cell in grid.cells
        if cell.field and cell.row in rows and cell.column in columns
    }


def headed(workbook: Workbook, heads: Mapping[str, str]) -> Keyed | None:
    """Find a list by its heads, all in one row of a sheet.

    Args:
        workbook: Where to look.
        heads: The words at the heads of the columns, by the columns' names.

    Returns:
        The sheet with its columns by name, the row of the heads as that of the marker; its rows have no keys.
    """
    names = {loose(text): name for name, text in heads.items()}
    for sheet in workbook.sheets:
        rows: dict[int, dict[str, int]] = {}
        for (row, column), cell in sorted(sheet.cells.items()):
            if isinstance(cell.value, str) and loose(cell.value) in names:
                rows.setdefault(row, {}).setdefault(names[loose(cell.value)], column)
        for row, columns in rows.items():
            if columns.keys() == heads.keys():
                return Keyed(sheet, {}, columns, (row, 0))
    return None


def _labels_on(sheet: Sheet, grid: Grid) -> dict[Cell, Place]:
    wanted: dict[str, list[Cell]] = {}
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
        if cell.kind in ("head", "label"):
            wanted.setdefault(loose(cell.text), []).append(cell)
    places: dict[str, list[Place]] = {}
    for place, held in sorted(sheet.cells.items()):
        if isinstance(held.value, str) and loose(held.value) in wanted:
            places.setdefault(loose(held.value), []).append(place)
    return {
        cell: place
        for text, cells in wanted.items()
        if len(places.get(text, ())) == len(cells)
        for cell, place in zip(cells, places[text], strict=True)
    }


def _rows(cell: Cell) -> range:
    """The rows that a label names: its own, unless it is a group's."""
    return range(cell.row, cell.row + 1) if cell.rows == 1 else range(0)


def _row_below_heads(
    grid: Grid, found: Mapping[Cell, Place], sheet: Sheet, columns: set[int]
) -> dict[int, int]:
    """Of a table without row labels: below the lowest heads the first row that holds something."""
    heads = [place[0] for cell, place in found.items() if cell.row + cell.rows - 1 == grid.head_rows]
    if not heads:
        return {}
    lowest = max(heads)
    filled = (row for row, column in sheet.cells if row > lowest and column in columns)
    return {grid.head_rows + 1: min(filled, default=lowest + 1)}


def title_of(table: Table) -> str:
    """What stands above a table on its sheet."""
    return f"{table.number}　{table.title}"


def loose(text: str) -> str:
    """A label without white space and punctuation, as labels are compared."""
    return _LOOSE.sub("", text)
