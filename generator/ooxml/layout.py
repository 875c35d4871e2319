"""Where in a worksheet's bytes the cells stand that are to be changed."""

from bisect import bisect
from dataclasses import dataclass
from typing import NamedTuple

from generator.errors import UnusableInputError
from generator.ooxml.cells import Position
from generator.ooxml.edits import qualified_name
from generator.ooxml.markup import SPREADSHEET, Attributes, Element, elements, under
from generator.ooxml.package import Package
from generator.ooxml.references import Cursor
from generator.ooxml.sheets import SheetPart

_SHEET = under(SPREADSHEET, {name: name for name in ("dimension", "col", "sheetData", "row", "c", "f")})


class Mark(NamedTuple):
    """What an element of a sheet is, and its row and column (0 where it has none)."""

    kind: str
    row: int = 0
    column: int = 0


Place = Element[Mark]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where in a sheet's bytes the changed cells stand, or what they are inserted into or before.

    Attributes:
        data: The sheet's part.
        sheet: The sheet's name.
        prefix: What stands before the names of elements, ``x:`` or nothing.
        body: The element of all rows.
        dimension: The element that states the sheet's extent.
        columns: What is said of ranges of columns: their widths, and the style of cells that are not there.
        rows: The rows that change or before which one is inserted, in their order.
        cells: The cells of the rows that change.
        formulas: The formulas of these cells, and all shared formulas.
    """

    data: bytes
    sheet: str
    prefix: str
    body: Place
    dimension: Place | None
    columns: list[Place]
    rows: list[Place]
    cells: dict[Position, Place]
    formulas: dict[Position, Place]


def sheet_layout(package: Package, place: SheetPart, rows: set[int]) -> Layout:
    """Find the places in a sheet.

    Args:
        package: The workbook.
        place: The sheet.
        rows: The rows in which cells change.

    Raises:
        UnusableInputError: If the sheet is damaged, or not in UTF-8.
    """
    data = package.read(place.part)
    marking = _Marking(place.name, rows)
    found = elements(data, place.part, marking, package.limits.depth)
    kinds: dict[str, list[Place]] = {name: [] for name in _SHEET.values()}
    for element in found:
        kinds[element.label.kind].append(element)
    if not kinds["sheetData"]:
        raise UnusableInputError("change.no-cells", sheet=place.name)
    body = kinds["sheetData"][0]
    return Layout(
        data=data,
        sheet=place.name,
        prefix=qualified_name(data, body).removesuffix("sheetData"),
        body=body,
        dimension=next(iter(kinds["dimension"]), None),
        columns=kinds["col"],
        rows=kinds["row"],
        cells={element.label[1:]: element for element in kinds["c"]},
        formulas={element.label[1:]: element for element in kinds["f"]},
    )


class _Marking:
    """Labels the elements of a sheet that a change in some of its rows has to do with.

    These are each row that changes or before which one has to be inserted, the cells and formulas of the rows
    that change, and all shared formulas.
    """

    def __init__(self, sheet: str, rows: set[int]) -> None:
        self._cursor = Cursor(sheet)
        self._rows = rows
        self._ordered = sorted(rows)

    def __call__(self, qualified: str, attributes: Attributes) -> Mark | None:
        """Return the label of an element, None for those that do not matter."""
        name, cursor = _SHEET.get(qualified), self._cursor
        if name is None or name == "row":
            return self._row(attributes) if name else None
        if name == "c":
            cursor.to_cell(attributes)
        if name in ("dimension", "col", "sheetData"):
            return Mark(name)
        needed = cursor.row in self._rows or (name == "f" and is_shared(attributes))
        return Mark(name, cursor.row, cursor.column) if needed else None

    def _row(self, attributes: Attributes) -> Mark | None:
        before = self._cursor.row
        self._cursor.to_row(attributes)
        row = self._cursor.row
        needed = bisect(self._ordered, before) < bisect(self._ordered, row)
        return Mark("row", row) if needed else None


def is_shared(attributes: Attributes) -> bool:
    """Tell whether a formula is stored for a group of cells."""
    return attributes.get("t") == "shared"
