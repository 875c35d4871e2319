"""The tables of a form as tables of Word: lean, so that a report is quick to make and to read back."""

from collections.abc import Sequence
from copy import deepcopy

from generator.authoring.elements import Element, element, kept, paragraph, run, statement, tag, text
from generator.authoring.looks import Looks
from generator.authoring.styles import GRID, SHEET_CELL, SHEET_HEAD, SHEET_TEXT, STATEMENT, head_style
from generator.form.grid import Cell, Grid, lay_out
from generator.form.model import Table
from generator.narrative import MOST_COLUMNS

_SHORT_GROUP = 10  # rows


def word_table(table: Table, looks: Looks) -> Element:
    """A table with a tag in the cell of each field.

    Widths stand in its grid alone and looks in styles; a cell has properties only where it is merged
    (ECMA-376 part 1, 17.4).

    Raises:
        FormError: If the form does not give each column a width.
    """
    grid = lay_out(table)
    widths = looks.widths(grid)
    return element(
        "tbl",
        *frame(
            widths,
            _look(grid.label_columns),
            element("tblCaption", val=f"{table.number} {table.title}"),
            element("tblDescription", val=looks.words["table_description"].format(title=table.title)),
        ),
        *(_row(grid, row, looks) for row in range(1, grid.rows + 1)),
    )


def _look(label_columns: int) -> Element:
    """Which rows and columns are heads, for programs that read a table aloud (ECMA-376 part 1, 17.4.55)."""
    first = 1 if label_columns else 0
    bits = 0x0600 | 0x0020 | 0x0080 * first
    switches = {
        "firstRow": 1,
        "lastRow": 0,
        "firstColumn": first,
        "lastColumn": 0,
        "noHBand": 1,
        "noVBand": 1,
    }
    return element("tblLook", val=f"{bits:04X}", **switches)


def frame(widths: Sequence[int], *more: Element) -> tuple[Element, Element]:
    """The properties and columns of a ruled table in the middle of the page.

    Args:
        widths: Of its columns, in twips.
        more: Further properties, in the order of the schema (ECMA-376 part 1, 17.4.60).
    """
    properties = element(
        "tblPr",
        element("tblStyle", val=GRID),
        element("tblW", w=sum(widths), type="dxa"),
        element("jc", val="center"),
        element("tblLayout", type="fixed"),
        *more,
    )
    return properties, element("tblGrid", *(element("gridCol", w=width) for width in widths))


def sheet_table(looks: Looks, *, closing: bool = False) -> Element:
    """The table that a paragraph prints: cells and columns repeat, as wide together as the text.

    One that closes the report stays on a page with the name below it (GB/T 9704-2012, 7.3.5.4).
    """
    area = looks.page["width"] - looks.page["left"] - looks.page["right"]
    column = element("gridCol", w=area // MOST_COLUMNS)  # evenly wide; how wide follows from their number
    return element(
        "tbl",
        element(
            "tblPr",
            element("tblStyle", val=GRID),
            element("tblW", w=5000, type="pct"),
            element("jc", val="center"),
            _look(label_columns=0),
        ),
        element("tblGrid", column, deepcopy(column), deepcopy(column)),
        _heads_of_columns("paragraph.head", closing=closing),
        _steering("for row in paragraph.more_heads"),
        _heads_of_columns("row", closing=closing),
        _steering("endfor"),
        _steering("for row in paragraph.body"),
        _repeated_cells("row", _either_way(closing=closing), closing=closing),
        _steering("endfor"),
    )


def _heads_of_columns(texts: str, *, closing: bool) -> Element:
    cell = [_in_cell(SHEET_HEAD, tag("cell"), closing=closing)]
    return _repeated_cells(texts, cell, element("tblHeader"), closing=closing)


def _either_way(*, closing: bool) -> list[Element]:
    """What a cell prints, from the left or in the middle."""
    return [
        _in_cell(STATEMENT, statement("if cell.long")),
        _in_cell(SHEET_TEXT, tag("cell"), closing=closing),
        _in_cell(STATEMENT, statement("else")),
        _in_cell(SHEET_CELL, tag("cell"), closing=closing),
        _in_cell(STATEMENT, statement("endif")),
    ]


def _in_cell(style: str, words: str, *, closing: bool = False) -> Element:
    return paragraph(style, text(words), layout=kept(closing))


def _repeated_cells(texts: str, cell: list[Element], *head: Element, closing: bool) -> Element:
    """A row with a cell for each text, between the two that open and close their loop."""
    first, last = (
        element("tc", _in_cell(SHEET_CELL, statement(words), closing=closing))
        for words in (f"for cell in {texts}", "endfor")
    )
    return element("tr", element("trPr", element("cantSplit"), *head), first, element("tc", *cell), last)


def _steering(words: str) -> Element:
    over_all = element("tcPr", element("gridSpan", val=3))
    return element("tr", element("tc", over_all, paragraph(STATEMENT, text(statement(words)))))


def _row(grid: Grid, row: int, looks: Looks) -> Element:
    """A row that no page splits; one of a whole table, or within a short group, keeps with the next."""
    head = [element("tblHeader")] if row < _first_figures(grid) else []
    is_kept = row < grid.rows if looks.tables[grid.table].whole else _is_followed_in_its_group(grid, row)
    covering = (cell for cell in grid.cells if cell.row <= row < cell.row + cell.rows)
    cells = (
        _cell(grid, cell, row, looks, is_kept=is_kept)
        for cell in sorted(covering, key=lambda cell: cell.column)
    )
    return element("tr", element("trPr", element("cantSplit"), *head), *cells)


def _first_figures(grid: Grid) -> int:
    """The first row with figures; those above are heads, also where a table has bands, each with its own."""
    return min(cell.row for cell in grid.cells if cell.field)


def _is_followed_in_its_group(grid: Grid, row: int) -> bool:
    """Whether the label of a group that is short enough to stay on one page goes on in the next row."""
    groups = (cell for cell in grid.cells if cell.kind == "label" and 1 < cell.rows <= _SHORT_GROUP)
    return any(group.row <= row < group.row + group.rows - 1 for group in groups)


def _cell(grid: Grid, cell: Cell, row: int, looks: Looks, *, is_kept: bool) -> Element:
    style = head_style(cell, grid, looks)
    keep = kept(is_kept and cell.kind in ("label", "figure"))
    words = run(tag(cell.field)) if cell.field else text(cell.text)
    content = [words] if row == cell.row and (cell.field or cell.text) else []
    return element("tc", *_merged(cell, row), paragraph(style, *content, layout=keep))


def _merged(cell: Cell, row: int) -> list[Element]:
    """The properties of a cell that covers several places, of which this row holds a part."""
    across = [element("gridSpan", val=cell.columns)] if cell.columns > 1 else []
    down = [element("vMerge", val="restart" if row == cell.row else "continue")] if cell.rows > 1 else []
    return [element("tcPr", *across, *down)] if across or down else []
