"""The cells of a worksheet as plain values, as the parser goes by (ECMA-376 part 1, 18.3.1.4)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import product
from math import isfinite
from typing import Literal, NamedTuple

from generator.errors import UnusableInputError
from generator.ooxml import plain
from generator.ooxml.formats import is_date
from generator.ooxml.formulas import moved
from generator.ooxml.markup import SPREADSHEET, Attributes, under
from generator.ooxml.package import Limits
from generator.ooxml.references import COLUMNS, Cursor, address, position
from generator.ooxml.strings import Runs, bounded, unescaped

Kind = Literal["number", "text", "boolean", "error", "date", "blank"]
Value = str | int | Decimal | bool | None
Position = tuple[int, int]

_TRUE = ("1", "true")
_KINDS_OF_TEXT: dict[str, Kind] = {"str": "text", "inlineStr": "text", "d": "date"}
_TO_COME = "…"
_DATA_TABLE = "TABLE()"

_WHOLE = re.compile(r"-?[0-9]{1,15}", re.ASCII)
_NUMBER = re.compile(r"\s*[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[Ee][+-]?[0-9]+)?\s*", re.ASCII)
_SAFE_DIGITS = 1_000


class Cell(NamedTuple):
    """What a cell holds; a tuple, because they are made by the thousand.

    Attributes:
        value: Number, text, truth value, or what is shown for an error; None where nothing is stored.
        kind: What the value is; a number in a date format is a ``date``.
        formula: The formula without ``=`` whose result the value is, or empty.
        format: The number format of a number or date, empty for the general one.
    """

    value: Value
    kind: Kind
    formula: str = ""
    format: str = ""


def number(text: str) -> int | Decimal | None:
    """Return the number that is stored as a text: the shortest decimal of its double, whole numbers as int.

    28983.079399999999 is 28983.0794. None if the text is no finite number.
    """
    if _WHOLE.fullmatch(text):
        return int(text)
    if len(text) > _SAFE_DIGITS or not _NUMBER.fullmatch(text):
        return None
    double = float(text)
    if not isfinite(double):
        return None
    shortest = Decimal(repr(double))
    return int(shortest) if double.is_integer() else shortest


@dataclass(slots=True)
class Reading:
    """What the sheets of a workbook share, and how much they may still hold together.

    Attributes:
        limits: What is too much.
        strings: The shared strings, by the number that cells write.
        formats: The number format of each style, by the number that cells write.
        dates: The styles in whose format a number is a date.
    """

    limits: Limits
    strings: Mapping[str, str]
    formats: Mapping[str, str]
    dates: frozenset[str] = field(init=False)
    cells_left: int = field(init=False)
    text_left: int = field(init=False)
    expanded_left: int = field(init=False)

    def __post_init__(self) -> None:
        self.dates = frozenset(style for style, code in self.formats.items() if is_date(code))
        self.cells_left = self.limits.cells
        self.text_left = self.limits.texts
        self.expanded_left = self.limits.expanded

    def spend_cells(self, count: int) -> None:
        """Count cells.

        Raises:
            UnusableInputError: If they are too many.
        """
        self.cells_left -= count
        if self.cells_left < 0:
            raise _too_many_cells(self.limits)

    def spend_expansion(self, length: int) -> None:
        """Count the characters of a shared formula that is written out.

        Raises:
            UnusableInputError: If all together are too many.
        """
        self.expanded_left -= length
        if self.expanded_left < 0:
            raise UnusableInputError("sheets.too-much-text")

    def bounded(self, text: str) -> str:
        """Count the characters of a text and return it.

        Raises:
            UnusableInputError: If they are too many, or all together.
        """
        self.text_left -= len(text)
        if self.text_left < 0:
            raise UnusableInputError("sheets.too-much-text")
        return text if len(text) <= self.limits.text else bounded(text, self.limits)


def _too_many_cells(limits: Limits) -> UnusableInputError:
    return UnusableInputError("sheets.too-many-cells", limit=limits.cells)


class Cells:
    """The cells of one sheet, gathered as its elements go by.

    Attributes:
        starts: What the parser calls where elements start.
        ends: What the parser calls where elements end.
        runs: Takes the character data.
        is_worksheet: Whether the part has turned out to be a worksheet.
        cells: Cells with a value or a formula, complete after ``expand_shared`` and ``spread_arrays``.
        hidden_rows: Rows that are not shown.
        hidden_columns: Columns that are not shown.
        merged: The first and last place of each merged cell.
    """

    def __init__(self, sheet: str, reading: Reading) -> None:
        self.sheet = sheet
        self.reading = reading
        self.is_worksheet = False
        self.cells: dict[Position, Cell] = {}
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.cursor = Cursor(sheet)
        self.last_column = 0
        self.type, self.style = "n", "0"
        self.stored: str | None = None
        self.inline: str | None = None
        self.formula = ""
        self.formula_attributes: Attributes | None = None
        self.masters: dict[str, tuple[Position, str]] = {}
        self.shared: list[tuple[Position, str]] = []
        self.arrays: list[tuple[Position, Position, str]] = []
        self.merged: list[tuple[Position, Position]] = []
        self.runs = Runs()
        forget = self.runs.forget
        starts = {"worksheet": self._root, "col": self._columns, "row": self._row, "c": self._cell}
        starts |= {"v": forget, "f": self._formula, "mergeCell": self._merge}
        ends = {"v": self._value_ends, "f": self._formula_ends, "is": self._inline_ends, "c": self._cell_ends}
        self.starts = self.runs.starts | under(SPREADSHEET, starts)
        self.ends = self.runs.ends | under(SPREADSHEET, ends)

    def _root(self, _attributes: Attributes) -> None:
        self.is_worksheet = True

    def _columns(self, attributes: Attributes) -> None:
        """Columns come in ascending ranges; what overlaps is not walked through again."""
        first, last = (self.cursor.whole(attributes.get(name, "")) for name in ("min", "max"))
        last = min(last, COLUMNS)
        if attributes.get("hidden") in _TRUE:
            self.hidden_columns.update(range(max(first, self.last_column + 1), last + 1))
        self.last_column = max(self.last_column, last)

    def _row(self, attributes: Attributes) -> None:
        self.cursor.to_row(attributes)
        if attributes.get("hidden") in _TRUE:
            self.hidden_rows.add(self.cursor.row)

    def _merge(self, attributes: Attributes) -> None:
        self.reading.spend_cells(1)
        first, _, last = attributes.get("ref", "").partition(":")
        self.merged.append((self.cursor.position(first), self.cursor.position(last or first)))

    def _cell(self, attributes: Attributes) -> None:
        self.cursor.to_cell(attributes)
        self.type, self.style = attributes.get("t", "n"), attributes.get("s", "0")
        self.stored = self.inline = self.formula_attributes = None
        self.formula = ""

    def _value_ends(self) -> None:
        self.stored = "".join(self.runs.pieces)

    def _inline_ends(self) -> None:
        self.inline = self.runs.taken()

    def _formula(self, attributes: Attributes) -> None:
        self.runs.pieces.clear()
        self.formula_attributes = attributes

    def _formula_ends(self) -> None:
        self.formula = self.reading.bounded("".join(self.runs.pieces))

    def take(self, cut: Iterable[plain.Cell]) -> None:
        """Gather cells that were cut out of the sheet as plain ones."""
        for reference, style, kind, about, formula, empty, value in cut:
            stored = value if empty is None else ""
            if stored is None and about is None:
                continue
            place = position(reference)
            written = self.reading.bounded(formula) if formula else ""
            if about:
                written = self._formula_of(place, plain.attributes(about), written)
            self._keep(place, kind or "n", style or "0", stored, written)

    def _cell_ends(self) -> None:
        if self.stored is None and self.inline is None and self.formula_attributes is None:
            return
        place, formula = (self.cursor.row, self.cursor.column), self.formula
        if self.formula_attributes:
            formula = self._formula_of(place, self.formula_attributes, formula)
        if self.inline is None:
            self._keep(place, self.type, self.style, self.stored, formula)
        else:
            self._put(place, Cell(self.reading.bounded(self.inline), "text", formula))

    def _keep(self, place: Position, kind: str, style: str, stored: str | None, formula: str) -> None:
        """Gather a cell by its type (18.18.11), unless it holds nothing."""
        if not stored and (stored is None or kind != "str"):
            if formula:
                self._put(place, Cell(None, "blank", formula))
        elif kind == "s":
            self._put(place, Cell(self._shared_string(stored, place), "text", formula))
        elif kind == "n":
            self._put(place, self._numeric(stored, style, formula))
        elif kind == "b":
            self._put(place, Cell(stored in _TRUE, "boolean", formula))
        else:
            value, known = self.reading.bounded(unescaped(stored)), _KINDS_OF_TEXT.get(kind, "error")
            code = self.reading.formats.get(style, "") if known == "date" else ""
            self._put(place, Cell(value, known, formula, code))

    def _put(self, place: Position, cell: Cell) -> None:
        if not place[1]:  # a row inside this cell
            raise UnusableInputError("sheets.bad-position", sheet=self.sheet, position=str(place[0]))
        if place in self.cells:
            raise UnusableInputError("sheets.repeated-cell", sheet=self.sheet, cell=address(*place))
        self.cells[place] = cell
        if len(self.cells) > self.reading.cells_left:
            raise _too_many_cells(self.reading.limits)

    def _numeric(self, stored: str, style: str, formula: str) -> Cell:
        value = number(stored)
        if value is None:
            return Cell(self.reading.bounded(stored), "error", formula)
        kind: Kind = "date" if style in self.reading.dates else "number"
        return Cell(value, kind, formula, self.reading.formats.get(style, ""))

    def _shared_string(self, stored: str, place: Position) -> str:
        strings = self.reading.strings
        text = strings.get(stored)
        if text is None and _WHOLE.fullmatch(stored):
            text = strings.get(str(int(stored)))
        if text is None:
            raise UnusableInputError("sheets.lost-text", sheet=self.sheet, cell=address(*place))
        return text

    def _formula_of(self, place: Position, attributes: Attributes, written: str) -> str:
        """Return a cell's formula; remember what has to be worked out when the whole sheet is known."""
        kind = attributes.get("t")
        if kind == "shared" and written:
            self.masters[attributes.get("si", "")] = place, written
        elif kind == "shared":
            self.shared.append((place, attributes.get("si", "")))
            return _TO_COME
        elif kind == "array" and ":" in attributes.get("ref", ""):
            first, _, last = attributes["ref"].partition(":")
            self.arrays.append((self.cursor.position(first), self.cursor.position(last), written))
        return written or (_DATA_TABLE if kind == "dataTable" else "")

    def expand_shared(self) -> None:
        """Write out the formulas that are stored once for many cells."""
        for place, group in self.shared:
            if group not in self.masters:
                raise UnusableInputError("sheets.lost-formula", sheet=self.sheet, cell=address(*place))
            (row, column), formula = self.masters[group]
            self.reading.spend_expansion(len(formula))
            formula = moved(formula, place[0] - row, place[1] - column)
            self.cells[place] = self.cells[place]._replace(formula=formula)

    def spread_arrays(self) -> None:
        """Give an array formula, stored in its first cell, to the other cells that hold its results."""
        for first, last, formula in self.arrays:
            for place in self._within(first, last):
                if not self.cells[place].formula:
                    self.cells[place] = self.cells[place]._replace(formula=formula)

    def _within(self, first: Position, last: Position) -> list[Position]:
        """List the cells of a range, by the range or by the cells, whichever are fewer."""
        rows, columns = range(first[0], last[0] + 1), range(first[1], last[1] + 1)
        self.reading.spend_cells(min(len(rows) * len(columns), len(self.cells)))
        if len(rows) * len(columns) < len(self.cells):
            return [place for place in product(rows, columns) if place in self.cells]
        return [(row, column) for row, column in self.cells if row in rows and column in columns]
