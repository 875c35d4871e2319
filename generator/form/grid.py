"""The geometry of a table: the one place from which the Excel, Word and HTML tables are written."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product

from generator.errors import FormError
from generator.form.model import Band, Label, Table


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a grid. Rows and columns count from 1; ``rows`` and ``columns`` are its spans.

    ``kind`` is ``band``, ``corner``, ``head``, ``label`` or ``figure``; a figure has a ``field``
    (its identifier) and no text, all others the reverse.
    """

    row: int
    column: int
    rows: int
    columns: int
    kind: str
    text: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table laid out: ``head_rows`` are those to repeat on each page (0 where bands follow each other)."""

    table: str
    rows: int
    columns: int
    head_rows: int
    label_columns: int
    cells: tuple[Cell, ...]

    def by_row(self) -> tuple[tuple[Cell, ...], ...]:
        """The cells of each row that begin there, from left to right."""
        lines: list[list[Cell]] = [[] for _ in range(self.rows)]
        for cell in sorted(self.cells, key=lambda cell: cell.column):
            lines[cell.row - 1].append(cell)
        return tuple(map(tuple, lines))


def lay_out(table: Table) -> Grid:
    """Lay a table out as cells that cover the rectangle once.

    Args:
        table: The table, of one band or several.

    Raises:
        FormError: If its bands do not make one rectangle.
    """
    label_columns = max(_depth(band.rows) for band in table.bands)
    width = label_columns + max(sum(1 for _ in leaves(band.columns)) for band in table.bands)
    cells: list[Cell] = []
    row = 1
    for band in table.bands:
        laid = list(_band(table.id, band, label_columns, width))
        cells += [replace(cell, row=cell.row + row - 1) for cell in laid]
        row += max(cell.row + cell.rows - 1 for cell in laid)
    head_rows = _depth(table.bands[0].columns) if len(table.bands) == 1 else 0
    grid = Grid(table.id, row - 1, width, head_rows, label_columns, tuple(cells))
    refuse_holes_and_overlaps(grid)
    return grid


def refuse_holes_and_overlaps(grid: Grid) -> None:
    """Let a grid pass if its cells cover the rectangle once.

    Raises:
        FormError: If cells overlap, leave holes or stick out.
    """
    covered: set[tuple[int, int]] = set()
    for row, column in (place for cell in grid.cells for place in _places(cell)):
        if not (1 <= row <= grid.rows and 1 <= column <= grid.columns):
            raise FormError("form.grid-outside", table=grid.table, row=row, column=column)
        if (row, column) in covered:
            raise FormError("form.grid-overlap", table=grid.table, row=row, column=column)
        covered.add((row, column))
    if len(covered) != grid.rows * grid.columns:
        raise FormError("form.grid-hole", table=grid.table)


def leaves(labels: Sequence[Label], path: tuple[Label, ...] = ()) -> Iterator[tuple[Label, ...]]:
    """Yield each row or column below nested labels as its path of labels, outermost first."""
    for label in labels:
        if label.parts:
            yield from leaves(label.parts, (*path, label))
        else:
            yield (*path, label)


def key_of(path: Sequence[Label]) -> str:
    """The part of an identifier that a path of labels stands for (``review.upheld``)."""
    return ".".join(label.key for label in path if label.key)


def field_id(table: str, row: Sequence[Label], column: Sequence[Label]) -> str:
    """The identifier of the field where a row and a column cross."""
    return ".".join(part for part in (table, key_of(row), key_of(column)) if part)


def _depth(labels: Sequence[Label]) -> int:
    return max((1 + _depth(label.parts) for label in labels), default=0)


def _band(table: str, band: Band, label_columns: int, width: int) -> Iterator[Cell]:
    """The cells of one band; its rows count from 1."""
    top = 1
    if band.title:
        yield Cell(1, 1, 1, width, "band", band.title)
        top = 2
    head_rows = _depth(band.columns)
    body = top + head_rows
    if label_columns:
        yield Cell(top, 1, head_rows, label_columns, "corner", band.corner)
    last = sum(1 for _ in leaves(band.columns))
    for c in _heads(band.columns, "head", head_rows):
        at_end = c.column + c.columns - 1 == last  # a band narrower than its table reaches to the edge
        columns = width - label_columns - c.column + 1 if at_end else c.columns
        yield replace(c, row=c.row + top - 1, column=c.column + label_columns, columns=columns)
    for c in _heads(band.rows, "label", label_columns):
        yield Cell(c.column + body - 1, c.row, c.columns, c.rows, c.kind, c.text)
    yield from _figures(table, band, body, label_columns, width)


def _heads(labels: Sequence[Label], kind: str, depth: int) -> list[Cell]:
    """Nested labels as the heads of columns: a group spans its parts, the last label the levels left."""
    cells: list[Cell] = []

    def place(labels: Sequence[Label], level: int, column: int) -> int:
        for label in labels:
            end = place(label.parts, level + 1, column) if label.parts else column + 1
            cells.append(
                Cell(level, column, 1 if label.parts else depth - level + 1, end - column, kind, label.text)
            )
            column = end
        return column

    place(labels, 1, 1)
    return cells


def _figures(table: str, band: Band, body: int, label_columns: int, width: int) -> Iterator[Cell]:
    columns = list(leaves(band.columns))
    rows = list(leaves(band.rows)) or [()]
    for (y, row), (x, column) in product(enumerate(rows), enumerate(columns, start=1)):
        span = width - label_columns - x + 1 if x == len(columns) else 1
        yield Cell(body + y, label_columns + x, 1, span, "figure", field=field_id(table, row, column))


def _places(cell: Cell) -> Iterator[tuple[int, int]]:
    """The places that a cell covers, row and column."""
    return product(range(cell.row, cell.row + cell.rows), range(cell.column, cell.column + cell.columns))
