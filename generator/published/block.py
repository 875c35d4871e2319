"""What a published report consists of, whatever kind of file it is: paragraphs, and tables as grids."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from generator.errors import UnusableInputError

WIDEST = 64
"""Columns of a table; what stands further to the right is left out, and no span reaches further."""

_LONGEST = 1_000  # rows of a table; what stands further down is left out
_CELLS = 6_000
_REACH = 20_000  # rows that all cells together reach over
_TABLES = 500
_PARAGRAPHS = 6_000
_NO_WIDTH = re.compile("[\u200b-\u200f\u2060\ufeff]")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or one line of it where it is broken into lines.

    ``level`` is that of a heading (1 for the outermost), 0 for text; ``style`` the name of its style in lower
    case (``title``), ``number`` what Word numbers it with and does not hold in the text (``（一）``).
    ``marked`` is the text with ``**`` around what is bold, where that is known and part of the text.
    ``goes_on`` says that only a line break parts it from the one before, ``leads`` that it is a link and
    nothing else; ``page`` counts from 1, 0 where there are none.
    """

    text: str
    level: int = 0
    style: str = ""
    number: str = ""
    goes_on: bool = False
    leads: bool = False
    page: int = 0
    marked: str = ""

    @property
    def typed(self) -> str:
        """The text as a clerk would type it."""
        return self.marked or self.text


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table. Rows and columns count from 1; ``rows`` and ``columns`` are its spans.

    The lines of its text are its paragraphs.
    """

    row: int
    column: int
    rows: int
    columns: int
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A table without tables in it; ``number`` counts those of the document, ``page`` is where it begins.

    ``breaks`` are the rows with which further pages begin, where it runs over several.
    """

    number: int
    rows: int
    cells: tuple[Cell, ...]
    page: int = 0
    breaks: tuple[int, ...] = ()

    def by_row(self) -> tuple[tuple[Cell, ...], ...]:
        """The cells of each row from left to right, those that reach into it from above included."""
        lines: list[list[Cell]] = [[] for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, cell.row + cell.rows):
                lines[row - 1].append(cell)
        return tuple(tuple(sorted(line, key=lambda cell: cell.column)) for line in lines)

    def turned(self) -> "Table":
        """The table with its columns as rows."""
        cells = tuple(Cell(one.column, one.row, one.columns, one.rows, one.text) for one in self.cells)
        rows = max((cell.row + cell.rows - 1 for cell in cells), default=0)
        return Table(self.number, rows, cells, self.page)


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A published report as blocks in reading order; ``revised`` counts its tracked changes."""

    blocks: tuple[Block, ...]
    revised: int = 0


@dataclass
class _Open:
    """A table while it is read: its rows of cells, each with its spans and what stands in it."""

    page: int
    rows: list[list["_Piece"]] = field(default_factory=list)
    skipped: int = 0


@dataclass
class _Piece:
    """A cell while it is read: whether it goes on the cell above, how many columns are left out before it."""

    columns: int
    rows: int
    above: bool = False
    skipped: int = 0
    blocks: list[Block] = field(default_factory=list)


class Assembly:
    """Puts blocks together as a reader comes across them.

    A table that holds another one, or a single cell, only lays out what it holds: its paragraphs and tables
    become blocks like others.
    """

    def __init__(self) -> None:
        self._body: list[Block] = []
        self._tables: list[_Open] = []
        self._cells = 0
        self._paragraphs = 0
        self._numbered = 0
        self._reach = 0

    @property
    def in_cell(self) -> bool:
        """Whether what comes next stands in a cell."""
        return bool(self._tables and self._tables[-1].rows and self._tables[-1].rows[-1])

    def paragraph(self, paragraph: Paragraph) -> None:
        """Add a paragraph, unless nothing of it shows; one in a table but in no cell of it comes before it.

        Raises:
            UnusableInputError: If there are too many.
        """
        if not (text := _NO_WIDTH.sub("", paragraph.text).strip()):
            return
        marked = _NO_WIDTH.sub("", paragraph.marked)
        self._paragraphs += 1
        if self._paragraphs > _PARAGRAPHS:
            raise UnusableInputError("published.too-many-paragraphs", limit=_PARAGRAPHS)
        self._here().append(replace(paragraph, text=text, marked=marked))

    def open_table(self, page: int = 0) -> None:
        """Begin a table."""
        self._tables.append(_Open(page))

    def open_row(self) -> None:
        """Begin a row of the innermost table."""
        if self._tables:
            self._tables[-1].rows.append([])

    def skip(self, columns: int) -> None:
        """Leave columns out before the first cell of the row just begun."""
        if self._tables:
            self._tables[-1].skipped = columns

    def drop_row(self) -> None:
        """Take the row back: its deletion was tracked."""
        if self._tables and self._tables[-1].rows:
            self._tables[-1].rows.pop()

    def open_cell(self, columns: int = 1, rows: int = 1) -> None:
        """Begin a cell of the innermost table.

        Raises:
            UnusableInputError: If there are too many.
        """
        if not self._tables:
            return
        self._cells += 1
        if self._cells > _CELLS:
            raise UnusableInputError("published.too-many-cells", limit=_CELLS)
        if not self._tables[-1].rows:
            self.open_row()
        table = self._tables[-1]
        table.rows[-1].append(_Piece(columns, rows, skipped=table.skipped))
        table.skipped = 0

    def shape_cell(self, *, columns: int | None = None, above: bool = False) -> None:
        """Say of the cell just begun how it is merged: over columns, or with the cell above."""
        if self.in_cell:
            piece = self._tables[-1].rows[-1][-1]
            piece.columns = columns or piece.columns
            piece.above = piece.above or above

    def close_table(self) -> None:
        """End the innermost table.

        Raises:
            UnusableInputError: If there are too many.
        """
        if not self._tables:
            return
        table = self._tables.pop()
        pieces = [piece for row in table.rows for piece in row]
        holds_tables = any(isinstance(block, Table) for piece in pieces for block in piece.blocks)
        if holds_tables or len(pieces) == 1:
            self._here().extend(block for piece in pieces for block in piece.blocks)
        elif pieces:
            self._numbered += 1
            if self._numbered > _TABLES:
                raise UnusableInputError("published.too-many-tables", limit=_TABLES)
            rows = table.rows[:_LONGEST]
            cells = tuple(_laid_out(rows))
            self._reach += sum(cell.rows for cell in cells)
            if self._reach > _REACH:
                raise UnusableInputError("published.too-many-cells", limit=_CELLS)
            self._here().append(Table(self._numbered, len(rows), cells, table.page))

    def document(self, revised: int = 0) -> Document:
        """All that was read; tables that were never ended end here."""
        while self._tables:
            self.close_table()
        numbers = iter(range(1, self._numbered + 1))
        blocks = (
            replace(block, number=next(numbers)) if isinstance(block, Table) else block
            for block in self._body
        )
        return Document(tuple(blocks), revised)

    def _here(self) -> list[Block]:
        """Where the next block goes: the innermost cell, or the body."""
        for table in reversed(self._tables):
            if table.rows and table.rows[-1]:
                return table.rows[-1][-1].blocks
        return self._body


def _laid_out(rows: Sequence[Sequence[_Piece]]) -> Iterator[Cell]:
    """Cells with their places: each takes the first column that no cell from above reaches into."""
    open_: dict[int, Cell] = {}
    for number, row in enumerate(rows, start=1):
        reaching = {c: cell for c, cell in open_.items() if cell.row + cell.rows > number}
        column = 1
        begun: dict[int, Cell] = {}
        for piece in row:
            column += piece.skipped
            if piece.above and column in open_:
                merged = replace(open_[column], rows=number - open_[column].row + 1)
                begun |= dict.fromkeys(range(merged.column, merged.column + merged.columns), merged)
                column = max(column + piece.columns, merged.column + merged.columns)
                continue
            while column in reaching and not piece.above:
                column += 1
            if column > WIDEST:
                break
            columns = max(1, min(piece.columns, WIDEST - column + 1))
            down = max(1, min(piece.rows, len(rows) - number + 1))
            cell = Cell(number, column, down, columns, text_of(piece.blocks))
            begun |= dict.fromkeys(range(column, column + columns), cell)
            column += columns
        following = reaching | begun
        yield from _ended(open_, following)
        open_ = following
    yield from _ended(open_, {})


def _ended(before: dict[int, Cell], after: dict[int, Cell]) -> Iterator[Cell]:
    """The cells that reach no further down than the row before."""
    going_on = {(cell.row, cell.column) for cell in after.values()}
    ended = {(cell.row, cell.column): cell for cell in before.values()}
    yield from (cell for place, cell in ended.items() if place not in going_on)


def text_of(blocks: Sequence[Block]) -> str:
    """The texts of paragraphs, each a line."""
    return "\n".join(block.text for block in blocks if isinstance(block, Paragraph))
