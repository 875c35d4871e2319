"""A sheet of many rows, given out row by row and then forgotten (ECMA-376 part 1, 18.3.1).

Ten thousand rows as the values of a workbook would be gigabytes.
"""

from collections.abc import Callable

from generator.errors import UnusableInputError
from generator.ooxml.cells import Cell, number
from generator.ooxml.markup import SPREADSHEET, Attributes, scan, under
from generator.ooxml.package import Package
from generator.ooxml.references import Cursor
from generator.ooxml.relationships import single
from generator.ooxml.sheets import SheetPart, workbook_part
from generator.ooxml.strings import Runs, bounded, shared_strings, unescaped

Row = dict[int, Cell]
"""The cells of a row that hold a value, by column from 1."""


def each_row(
    package: Package, place: SheetPart, strings: list[str], take: Callable[[int, Row], bool]
) -> None:
    """Go through the rows of a sheet that hold a value.

    Args:
        package: The workbook, opened.
        place: Where the sheet lies.
        strings: The workbook's shared strings.
        take: Called with the number of each row, from 1, and its cells; False ends it.

    Raises:
        UnusableInputError: If the part is damaged, or its rows are not in their order.
    """
    rows = _Rows(place.name, package, strings, take)
    try:
        scan(
            package.read(place.part), place.part, rows.starts, rows.ends, rows.runs.pieces.append,
            depth=package.limits.depth,
        )  # fmt: skip
    except _EnoughError:
        return


def strings_of(package: Package) -> list[str]:
    """The shared strings of a workbook.

    Raises:
        UnusableInputError: If it is none, or is damaged.
    """
    part = single(package, "sharedStrings", workbook_part(package))
    return shared_strings(package.read(part), part, package.limits) if part else []


class _EnoughError(Exception):
    """Ends the parsing: whoever takes the rows wants no more."""


class _Rows:
    """The rows of one sheet, as its elements go by."""

    def __init__(
        self, sheet: str, package: Package, strings: list[str], take: Callable[[int, Row], bool]
    ) -> None:
        self.cursor = Cursor(sheet)
        self.limits = package.limits
        self.strings = strings
        self.take = take
        self.row: Row = {}
        self.last = 0
        self.attributes: Attributes = {}
        self.stored: str | None = None
        self.inline: str | None = None
        self.runs = Runs()
        starts = {"row": self._row_starts, "c": self._cell_starts, "v": self.runs.forget}
        self.starts = self.runs.starts | under(SPREADSHEET, starts)
        ends = {"v": self._value_ends, "is": self._inline_ends, "c": self._cell_ends, "row": self._row_ends}
        self.ends = self.runs.ends | under(SPREADSHEET, ends)

    def _row_starts(self, attributes: Attributes) -> None:
        self.cursor.to_row(attributes)
        if self.cursor.row <= self.last:
            raise self._misplaced()
        self.last = self.cursor.row
        self.row = {}

    def _cell_starts(self, attributes: Attributes) -> None:
        self.cursor.to_cell(attributes)
        self.attributes = attributes
        self.stored = self.inline = None

    def _value_ends(self) -> None:
        self.stored = "".join(self.runs.pieces)

    def _inline_ends(self) -> None:
        self.inline = self.runs.taken()

    def _cell_ends(self) -> None:
        cell = self._content()
        if cell is None:
            return
        if self.cursor.row != self.last or self.cursor.column in self.row:
            raise self._misplaced()
        self.row[self.cursor.column] = cell

    def _row_ends(self) -> None:
        if self.row and not self.take(self.last, self.row):
            raise _EnoughError

    def _content(self) -> Cell | None:
        """What the cell holds by its type (18.18.11); of a formula, its result."""
        if self.inline is not None:
            return Cell(bounded(self.inline, self.limits), "text")
        stored, kind = self.stored, self.attributes.get("t", "n")
        if not stored:
            return None
        if kind == "n" and (value := number(stored)) is not None:
            return Cell(value, "number")
        if kind == "s" and stored.isascii() and stored.isdigit() and int(stored[:9]) < len(self.strings):
            return Cell(self.strings[int(stored[:9])], "text")
        return Cell(bounded(unescaped(stored), self.limits), "text" if kind == "str" else "error")

    def _misplaced(self) -> UnusableInputError:
        place = {"sheet": self.cursor.sheet, "position": str(self.cursor.row)}
        return UnusableInputError("sheets.bad-position", **place)
