"""The tables of a form as tables of HTML: which cells are heads, and of which cells."""

from dataclasses import dataclass

from generator.form.grid import Cell, Grid, lay_out
from generator.form.model import Table

_HEADS = ("band", "head", "label")
_SCOPES = {"band": "rowgroup", "label": "row"}


@dataclass(frozen=True, slots=True)
class WebCell:
    """A cell of an HTML table.

    Attributes:
        cell: The cell of the grid, with its spans, and its text or field.
        id: By which the cells below or beside a head name it, empty for others.
        scope: ``col``, ``row`` or ``rowgroup`` of a head, empty for others (HTML, 4.9.10).
        headers: For a figure the ids of its heads, outermost first, parted by spaces (HTML, 4.9.11).
    """

    cell: Cell
    id: str
    scope: str
    headers: str


Rows = tuple[tuple[WebCell, ...], ...]


@dataclass(frozen=True, slots=True)
class WebTable:
    """A table in its parts: the rows that repeat on each page, then the bodies, one a band."""

    id: str
    title: str
    head: Rows
    bodies: tuple[Rows, ...]


def web_table(table: Table) -> WebTable:
    """Lay a table out for HTML."""
    grid = lay_out(table)
    rows = tuple(tuple(_web_cell(cell, grid) for cell in row) for row in grid.by_row())
    starts = _body_starts(grid)
    ends = (*starts[1:], grid.rows + 1)
    bodies = tuple(rows[start - 1 : end - 1] for start, end in zip(starts, ends, strict=True))
    return WebTable(table.id, table.title, rows[: grid.head_rows], bodies)


def _body_starts(grid: Grid) -> tuple[int, ...]:
    """The row in which each body begins: with the title of each band, or below the heads."""
    return _titles(grid) or (grid.head_rows + 1,)


def _titles(grid: Grid) -> tuple[int, ...]:
    """The rows of the titles of bands."""
    return tuple(sorted(cell.row for cell in grid.cells if cell.kind == "band"))


def _web_cell(cell: Cell, grid: Grid) -> WebCell:
    heads = _heads_of(cell, grid) if cell.field else ()
    id_ = _id(cell, grid) if _is_head(cell) else ""
    return WebCell(cell, id_, _scope(cell), " ".join(_id(head, grid) for head in heads))


def _is_head(cell: Cell) -> bool:
    """Whether a cell heads others; a corner that spans several rows and columns is a note."""
    return cell.kind in _HEADS or (cell.kind == "corner" and cell.rows == cell.columns == 1)


def _scope(cell: Cell) -> str:
    return _SCOPES.get(cell.kind, "col") if _is_head(cell) else ""


def _heads_of(figure: Cell, grid: Grid) -> list[Cell]:
    """The title of its band, the heads above it in that band, the labels beside it."""
    top = max((row for row in _titles(grid) if row <= figure.row), default=1)
    found = [
        cell
        for cell in grid.cells
        if (cell.kind in ("band", "head") and top <= cell.row < figure.row and _overlap(cell, figure))
        or (cell.kind == "label" and cell.row <= figure.row < cell.row + cell.rows)
    ]
    return sorted(found, key=lambda cell: (_HEADS.index(cell.kind), cell.row, cell.column))


def _overlap(head: Cell, figure: Cell) -> bool:
    """Whether a head reaches over a figure."""
    return head.column < figure.column + figure.columns and figure.column < head.column + head.columns


def _id(cell: Cell, grid: Grid) -> str:
    return f"{grid.table}-{cell.row}-{cell.column}"
