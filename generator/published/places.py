"""Where the figures of a form stand in the tables of a report: known by labels, never by position."""

import re
from collections.abc import Iterator, Mapping, Sequence

from generator.form.grid import Cell as GridCell
from generator.form.grid import Grid, lay_out
from generator.form.model import Form
from generator.published.block import Cell, Table
from generator.published.passages import folded

_PUNCTUATION = re.compile(r"[^\w]")
_ENOUGH = 0.6


def places(tables: Sequence[Table], form: Form) -> Iterator[tuple[str, Table, Cell]]:
    """Yield each field that was found, with the table and the cell that it stands in.

    A table of the form is the one that has most of its labels. A label that stands there as often as in the
    form is told apart by order; what has no label of its own in the report has no place.

    Args:
        tables: Those of the report.
        form: What is asked.
    """
    for asked in form.tables:
        grid = lay_out(asked)
        labels = [_bare(cell.text) for cell in grid.cells if cell.kind in ("head", "label", "band")]
        found = max(tables, key=lambda table: _share(labels, table), default=None)
        if found is not None and _share(labels, found) >= _ENOUGH:
            yield from ((name, found, cell) for name, cell in _fields(grid, found))


def _fields(grid: Grid, table: Table) -> Iterator[tuple[str, Cell]]:
    at = _labels(grid, table)
    rows = {cell.row: at[cell] for cell in at if cell.kind == "label" and cell.rows == 1}
    heads = [cell for cell in at if cell.kind == "head"]
    covered = {
        (y, x): cell
        for cell in table.cells
        for y in range(cell.row, cell.row + cell.rows)
        for x in range(cell.column, cell.column + cell.columns)
    }
    for cell in (cell for cell in grid.cells if cell.field):
        head = _head_of(cell, heads)
        row = rows[cell.row].row if cell.row in rows else 0 if grid.label_columns else _below(at)
        place = covered.get((row, at[head].column)) if head and row else None
        if place:
            yield cell.field, place


def _head_of(cell: GridCell, heads: Sequence[GridCell]) -> GridCell | None:
    """The nearest head above a figure."""
    above = [
        head for head in heads
        if head.row < cell.row and head.column <= cell.column < head.column + head.columns
    ]  # fmt: skip
    return max(above, key=lambda head: head.row, default=None)


def _below(at: Mapping[GridCell, Cell]) -> int:
    """The row below the heads, of a table without labels of rows."""
    return max((found.row + found.rows for cell, found in at.items() if cell.kind == "head"), default=0)


def _labels(grid: Grid, table: Table) -> dict[GridCell, Cell]:
    wanted: dict[str, list[GridCell]] = {}
    for cell in sorted(grid.cells, key=lambda cell: (cell.row, cell.column)):
        if cell.kind in ("head", "label"):
            wanted.setdefault(_bare(cell.text), []).append(cell)
    there: dict[str, list[Cell]] = {}
    for found in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        there.setdefault(_bare(found.text), []).append(found)
    return {
        cell: found
        for text, cells in wanted.items()
        if len(there.get(text, ())) == len(cells)
        for cell, found in zip(cells, there[text], strict=True)
    }


def _share(labels: Sequence[str], table: Table) -> float:
    """How many of the labels stand in a table."""
    texts = {_bare(cell.text) for cell in table.cells}
    return sum(label in texts for label in labels) / len(labels)


def _bare(text: str) -> str:
    return _PUNCTUATION.sub("", folded(text))
