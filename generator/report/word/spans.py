"""Cells that a loop repeats: the grid of their table gets as many columns; those of a sheet span several."""

from collections.abc import Iterable, Iterator

from generator.report.word.blocks import Block, Level, Statement
from generator.report.word.edits import Edit, Head, OpenLoop
from generator.report.word.part import Element, Part, attributes
from generator.report.word.program import Columns, Span

_BEFORE_SPAN = ("w:cnfStyle", "w:tcW")
_MERGES = ("w:gridSpan", "w:hMerge", "w:vMerge")


def edits_of_grids(
    part: Part, blocks: Iterable[Block], statements: Iterable[Statement], heads: dict[Statement, Head]
) -> Iterator[Edit]:
    """Repeat the columns of a table's grid with the cells of its first row that repeats any (17.4.48).

    A cell of a sheet that covers several columns has as many in the grid.
    A row that is itself repeated knows names that its table does not; where the grid is not as wide as the
    row, it is left as it is.
    """
    blocks = list(blocks)
    rows = [block for block in blocks if block.opening.level is Level.ROW]
    done: set[int] = set()
    for statement in statements:
        row, cell = statement.container, statement.element
        if statement.level is not Level.CELL or row is None or cell is None:
            continue
        if any(block.start < row.start < block.end for block in rows):
            continue
        column = _columns(part, row).get(cell.start)
        if column and column.start not in done:
            done.add(column.start)
            yield Edit(column.start, part.end(column), (heads[statement],))
            yield from _column_of_item(part, statement, blocks, heads)


def edits_of_spans(part: Part, loops: Iterable[Block], heads: dict[Statement, Head]) -> Iterator[Edit]:
    """Let a cell that is repeated by itself reach as far as the cell of a sheet that is the item of its loop.

    The table's grid gets as many columns (see ``edits_of_grids``). A cell that the template has merged is
    left as it is.
    """
    for loop in loops:
        found = _repeated(part, loop, heads)
        if found and (edit := _span_of(part, found[1], found[0])):
            yield edit


def _columns(part: Part, row: Element) -> dict[int, Element]:
    """The column of the grid for each cell of a row, by where the cell begins; none if they differ."""
    cells = [one for one in part.children(row) if one.name == "w:tc"]
    grids = (one for one in part.children(row.parent) if one.name == "w:tblGrid") if row.parent else ()
    columns = [one for grid in grids for one in part.children(grid) if one.name == "w:gridCol"]
    starts = (cell.start for cell in cells)
    return dict(zip(starts, columns, strict=True)) if len(cells) == len(columns) else {}


def _column_of_item(
    part: Part, statement: Statement, blocks: Iterable[Block], heads: dict[Statement, Head]
) -> Iterator[Edit]:
    """Repeat the column of the one cell in a loop as often as the item of the loop covers one."""
    for block in blocks:
        if block.opening is statement and (found := _repeated(part, block, heads)):
            variable, cell = found
            column = _columns(part, cell.parent)[cell.start] if cell.parent else None
            if column:
                yield Edit(column.start, part.end(column), (_columns_of(part, variable, column),))


def _columns_of(part: Part, variable: str, column: Element) -> Columns:
    name = next((written for name, written, _ in attributes(column) if name == "w:w"), "")
    found = part.attribute_bytes(column, name) if name else None
    _, start, end = found or (0, part.end(column), part.end(column))
    before, width, behind = (
        part.data[column.start : start],
        part.data[start:end],
        part.data[end : part.end(column)],
    )
    return Columns(variable, before, width.decode(), behind)


def _repeated(part: Part, loop: Block, heads: dict[Statement, Head]) -> tuple[str, Element] | None:
    """The variable of a loop over cells, and the cell that it repeats, if there is one of each."""
    row, head = loop.opening.container, heads[loop.opening]
    if loop.opening.level is not Level.CELL or row is None or not isinstance(head, OpenLoop):
        return None
    body = range(loop.opening.end, loop.statements[1].start)
    cells = [one for one in part.children(row) if one.name == "w:tc" and one.start in body]
    return (head.variables[0], cells[0]) if len(head.variables) == len(cells) == 1 else None


def _span_of(part: Part, cell: Element, variable: str) -> Edit | None:
    prefix = f"{cell.prefix}:" if cell.prefix else ""
    properties = next((one for one in part.children(cell) if one.name == "w:tcPr"), None)
    if properties is None:
        at = part.content(cell)
        return Edit(at, at, (Span(variable, prefix, is_bare=True),))
    inner = part.children(properties)
    if any(one.name in _MERGES for one in inner):
        return None
    if not inner:
        return Edit(properties.start, part.end(properties), (Span(variable, prefix, is_bare=True),))
    before = [part.end(one) for one in inner if one.name in _BEFORE_SPAN]
    at = max(before, default=part.content(properties))
    return Edit(at, at, (Span(variable, prefix, is_bare=False),))
