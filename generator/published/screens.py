"""Tables as a website divides them for screens: copies for narrow ones, heads that stay while rows scroll."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from generator.published.block import Block, Cell, Table
from generator.published.broken import is_figure


def as_printed(blocks: Iterable[Block]) -> list[Block]:
    """Leave a table out that stood there before, and put heads above the table that they are parted from.

    Args:
        blocks: Those of a document.

    Returns:
        The others as they are; a table with its heads again has the number of the one that has the figures.
    """
    kept: list[Block] = []
    for block in _once(blocks):
        above = kept[-1] if kept else None
        if isinstance(above, Table) and isinstance(block, Table) and _is_head_of(above, block):
            kept[-1] = _below(above, block)
        else:
            kept.append(block)
    return kept


def _once(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks without the tables that are the same as one before."""
    seen: set[tuple[Cell, ...]] = set()
    for block in blocks:
        if not (isinstance(block, Table) and block.cells in seen):
            yield block
        if isinstance(block, Table):
            seen.add(block.cells)


def _is_head_of(above: Table, table: Table) -> bool:
    """Whether one table has words alone, and the next has as many columns and figures in them."""
    has_figures = [any(is_figure(cell.text) for cell in one.cells) for one in (above, table)]
    return has_figures == [False, True] and _width(above.cells) == _width(table.cells)


def _width(cells: Sequence[Cell]) -> int:
    return max((cell.column + cell.columns for cell in cells), default=0)


def _below(heads: Table, table: Table) -> Table:
    moved = (replace(cell, row=cell.row + heads.rows) for cell in table.cells)
    return replace(table, rows=heads.rows + table.rows, cells=(*heads.cells, *moved), page=heads.page)
