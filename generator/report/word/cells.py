"""The cells of a table as a reader sees them: which place of its grid each takes, and the text in it."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.report.word.part import Element, Part, attribute, nearest
from generator.report.word.places import columns_taken


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: row and leftmost column, counted from 1, the column behind it, its text.

    One that continues the cell above has that one's text (ECMA-376 part 1, 17.4.84).
    """

    element: Element
    row: int
    left: int
    right: int
    text: str


def cells_of(part: Part, table: Element) -> list[Cell]:
    """Return the cells of a table, row by row; those of tables nested in it are not among them."""
    cells: list[Cell] = []
    rows = (one for one in part.inside(table) if one.name == "w:tr" and nearest(one, "w:tbl") is table)
    above: dict[int, str] = {}
    for number, row in enumerate(rows, 1):
        here = list(_cells_of_row(part, row, number, above))
        above = {cell.left: cell.text for cell in here}
        cells += here
    return cells


def _cells_of_row(part: Part, row: Element, number: int, above: dict[int, str]) -> Iterator[Cell]:
    inside = [one for one in part.inside(row) if nearest(one, "w:tr") is row]
    left = 1 + sum(columns_taken(one) for one in inside if one.name == "w:gridBefore")
    for element in (one for one in inside if one.name == "w:tc"):
        own = [one for one in part.inside(element) if nearest(one, "w:tc") is element]
        right = left + 1 + sum(columns_taken(one) for one in own if one.name == "w:gridSpan")
        continues = any(one.name == "w:vMerge" and attribute(one, "w:val") != "restart" for one in own)
        text = above.get(left, "") if continues else _text(part, element)
        yield Cell(element, number, left, right, text)
        left = right


def _text(part: Part, cell: Element) -> str:
    pieces = part.pieces_between(cell.start, cell.close)
    return "".join(piece.text for piece in pieces if piece.element.name == "w:t")
