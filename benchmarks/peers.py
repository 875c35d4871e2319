"""One report as people make it in Python: openpyxl reads, docxtpl renders, as their documentation shows.

They put the same figures into a document with the three tables, and check nothing. Nothing of ours is
imported here, so that their cold start is theirs alone.
"""

from io import BytesIO
from typing import Any

Book = Any
Cells = dict[str, list[str]]


def peer(workbook: bytes, cells: Cells, template: bytes, *, read_only: bool = False) -> bytes:
    """What openpyxl and docxtpl make of it."""
    from docxtpl import DocxTemplate  # noqa: PLC0415  (only who runs it needs it)
    from openpyxl import load_workbook  # noqa: PLC0415

    book = load_workbook(BytesIO(workbook), data_only=True, read_only=read_only)
    values = _values_by_row(book, cells) if read_only else _values(book, cells)
    document = DocxTemplate(BytesIO(template))
    document.render(values, autoescape=True)
    buffer = BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _values(book: Book, cells: Cells) -> dict[str, object]:
    return {name: book[sheet][cell].value for name, (sheet, cell) in cells.items()}


def _values_by_row(book: Book, cells: Cells) -> dict[str, object]:
    """Read-only sheets are gone through row by row: looking up a cell would begin anew each time."""
    wanted = {(sheet, cell): name for name, (sheet, cell) in cells.items()}
    return {
        wanted[sheet, cell.coordinate]: cell.value
        for sheet in dict.fromkeys(sheet for sheet, _ in wanted)
        for row in book[sheet].iter_rows()
        for cell in row
        if cell.value is not None and (sheet, cell.coordinate) in wanted
    }
