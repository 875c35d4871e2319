"""What a workbook says it is: the hidden sheet, found by its marker."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from generator.errors import UnusableInputError
from generator.figure import Number, digits, number
from generator.ooxml.sheets import Position, Sheet, Workbook
from generator.workbook import keys


@dataclass(frozen=True, slots=True)
class Identity:
    """Form, edition, fingerprint of the form's files, version of the kit, code and name of the unit.

    The name is that with which the workbook was handed out, empty if it was handed out without one;
    ``left_out`` is what was said of the units that are not in its sums, where a roll-up put those there.
    """

    form: str
    edition: str
    fingerprint: str
    version: str
    unit: str
    organisation: str
    names: Mapping[str, Number] = field(default_factory=dict)
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class Keyed:
    """A sheet with its key row and key column read: key to row, key to column (from 1)."""

    sheet: Sheet
    rows: Mapping[str, int]
    columns: Mapping[str, int]
    marker: Position


def identify(workbook: Workbook) -> Identity:
    """Read what the workbook says it is.

    Raises:
        UnusableInputError: If it does not say: then it is none of ours.
    """
    found = keyed(workbook, keys.IDENTITY)
    if found is None or keys.VALUE not in found.columns:
        raise UnusableInputError("workbook.not-ours")
    column = found.columns[keys.VALUE]
    values = {key: text_at(found.sheet, row, column) for key, row in found.rows.items()}
    if not values.get("form") or not values.get("edition"):
        raise UnusableInputError("workbook.not-ours")
    return Identity(
        form=values["form"],
        edition=values["edition"],
        fingerprint=values.get("fingerprint", ""),
        version=values.get("version", ""),
        unit=values.get("unit", ""),
        organisation=values.get("organisation", ""),
        names=_named(values),
        left_out=values.get(keys.LEFT_OUT, ""),
    )


def is_rolled_up(workbook: Workbook) -> bool:
    """Whether a workbook is a roll-up, not one that a unit has filled in."""
    return keyed(workbook, keys.DETAILS) is not None


def _named(values: Mapping[str, str]) -> dict[str, Number]:
    """The names that a roll-up put there, each with its number."""
    mark = keys.named("")
    found = {key.removeprefix(mark): number(text) for key, text in values.items() if key.startswith(mark)}
    return {name: value for name, value in found.items() if value is not None}


def keyed(workbook: Workbook, name: str, preferred: str = "") -> Keyed | None:
    """Find a sheet by its marker, wherever it was moved and whatever it is called now.

    Args:
        workbook: Where to look.
        name: The marker's name, e.g. ``applications``.
        preferred: What the sheet is called in a new workbook: of several copies, that one.
    """
    return next((_keys(sheet, place) for sheet, place in _marked(workbook, name, preferred)), None)


def copies(workbook: Workbook, name: str, preferred: str) -> list[Sheet]:
    """All sheets with a marker, the one that is read first."""
    return [sheet for sheet, _ in _marked(workbook, name, preferred)]


def text_at(sheet: Sheet, row: int, column: int) -> str:
    """The text in a cell; of a number, its digits; empty where there is none."""
    cell = sheet.cells.get((row, column))
    if cell is None or cell.value is None:
        return ""
    return digits(cell.value) if isinstance(cell.value, int | Decimal) else cell.value


def rows_below(found: Keyed) -> list[int]:
    """The rows below the keys that hold anything."""
    return sorted({row for row, _ in found.sheet.cells if row > found.marker[0]})


def words_at(found: Keyed, row: int, column: str) -> str:
    """What stands in a row under a column's name, without white space around it; empty where nothing does."""
    return text_at(found.sheet, row, found.columns[column]).strip() if column in found.columns else ""


def _marked(workbook: Workbook, name: str, preferred: str) -> list[tuple[Sheet, Position]]:
    """The sheets with a marker, and where it stands, in the order of ``copies``."""
    marker = keys.marker(name)
    found = [(sheet, place) for sheet in workbook.sheets if (place := _place_of(marker, sheet))]
    found.sort(key=lambda pair: (pair[0].name != preferred, pair[0].state != "visible"))
    return found


def _keys(sheet: Sheet, place: Position) -> Keyed:
    """The keys beside and below a marker."""
    top, left = place
    rows: dict[str, int] = {}
    columns: dict[str, int] = {}
    for (row, column), cell in sheet.cells.items():
        if (column == left or row == top) and isinstance(cell.value, str) and (row, column) != place:
            if column == left:
                rows.setdefault(cell.value, row)
            else:
                columns.setdefault(cell.value, column)
    return Keyed(sheet, rows, columns, place)


def _place_of(marker: str, sheet: Sheet) -> Position | None:
    """Where a marker stands: mostly in the first cell, where another one says that it is another sheet."""
    first = text_at(sheet, 1, 1)
    if first.startswith(keys.MARKER):
        return (1, 1) if first == marker else None
    return next((place for place, cell in sheet.cells.items() if cell.value == marker), None)
