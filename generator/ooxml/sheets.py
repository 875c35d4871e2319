"""Workbooks read as plain values: bounded, once through each part, nothing evaluated (ECMA-376-1, 18)."""

from dataclasses import dataclass
from typing import Literal

from generator.errors import UnusableInputError
from generator.ooxml import plain
from generator.ooxml.cells import Cell, Cells, Kind, Position, Reading, Value
from generator.ooxml.formats import cell_formats
from generator.ooxml.markup import SPREADSHEET, Attributes, scan, under
from generator.ooxml.package import LIMITS, Limits, Package, open_package
from generator.ooxml.relationships import inside, relationships, single
from generator.ooxml.strings import shared_strings

__all__ = [
    "Cell",
    "Kind",
    "Position",
    "Sheet",
    "SheetPart",
    "State",
    "Value",
    "Workbook",
    "read_workbook",
    "saved",
    "sheet_parts",
    "workbook_part",
]

State = Literal["visible", "hidden", "veryHidden"]

_IDENTIFIER = tuple(
    f"{namespace}}}id"
    for namespace in (
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "http://purl.oclc.org/ooxml/officeDocument/relationships",
    )
)
_MODIFIED = "http://purl.org/dc/terms/}modified"
_OTHER_SHEETS = ("chartsheet", "dialogsheet", "xlMacrosheet", "xlIntlMacrosheet")
_STATES: dict[str, State] = {"hidden": "hidden", "veryHidden": "veryHidden"}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A worksheet: the cells that hold a value or a formula, by (row, column) from 1, and what is hidden.

    ``merged`` are its merged cells, each by its first and last place.
    """

    name: str
    part: str
    state: State
    cells: dict[Position, Cell]
    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    merged: tuple[tuple[Position, Position], ...] = ()


@dataclass(frozen=True, slots=True)
class Workbook:
    """The worksheets in the order of their tabs.

    ``saved`` is when the file was saved (ISO 8601, or empty); ``macros`` whether there are any: none is read.
    """

    sheets: tuple[Sheet, ...]
    saved: str
    macros: bool = False


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A worksheet's name, the part it lies in, and whether it is shown."""

    name: str
    part: str
    state: State


def read_workbook(source: bytes | Package, limits: Limits = LIMITS) -> Workbook:
    """Read every worksheet of a workbook; charts and dialogs among the tabs are passed over.

    Args:
        source: The file, or the package already opened (whose own limits then hold).
        limits: What is too much.

    Raises:
        UnusableInputError: If the file is no workbook, is damaged, or holds more than the limits allow.
    """
    package = source if isinstance(source, Package) else open_package(source, limits)
    main = workbook_part(package)
    places = sheet_parts(package, main)
    reading = Reading(package.limits, _strings(package, main), _formats(package, main))
    sheets = tuple(_sheet(place, package.read(place.part), reading) for place in places)
    return Workbook(sheets, saved(package), package.has_macros)


def workbook_part(package: Package) -> str:
    """Return the name of the part that lists the sheets.

    Raises:
        UnusableInputError: If the package has none, or is a binary workbook (.xlsb).
    """
    part = single(package, "officeDocument")
    if part is None:
        raise UnusableInputError("sheets.not-a-workbook")
    if part.endswith(".bin"):
        raise UnusableInputError("sheets.binary-workbook")
    return part


def sheet_parts(package: Package, workbook: str) -> tuple[SheetPart, ...]:
    """Return where the worksheets lie, found through the workbook's relationships.

    Raises:
        UnusableInputError: If the part is no workbook, lists too many sheets, or one lies in no part or a
            wrong one.
    """
    targets = {pointer.identifier: pointer for pointer in relationships(package, workbook)}
    places: list[SheetPart] = []
    for attributes in _listed_sheets(package, workbook):
        name = attributes.get("name", "")
        pointer = targets.get(next((attributes[key] for key in _IDENTIFIER if key in attributes), ""))
        if pointer is None:
            raise UnusableInputError("sheets.lost-sheet", sheet=name)
        if pointer.kind in _OTHER_SHEETS:
            continue
        part = inside(package, pointer)
        if part == workbook or any(place.part == part for place in places):
            raise UnusableInputError("sheets.lost-sheet", sheet=name)
        places.append(SheetPart(name, part, _STATES.get(attributes.get("state", ""), "visible")))
    return tuple(places)


def _listed_sheets(package: Package, workbook: str) -> list[Attributes]:
    roots: list[Attributes] = []
    sheets: list[Attributes] = []
    limit = package.limits.sheets

    def sheet(attributes: Attributes) -> None:
        sheets.append(attributes)
        if len(sheets) > limit:
            raise UnusableInputError("sheets.too-many-sheets", limit=limit)

    starts = under(SPREADSHEET, {"workbook": roots.append, "sheet": sheet})
    scan(package.read(workbook), workbook, starts, depth=package.limits.depth)
    if not roots:
        raise UnusableInputError("sheets.not-a-workbook")
    return sheets


def _strings(package: Package, workbook: str) -> dict[str, str]:
    part = single(package, "sharedStrings", workbook)
    texts = shared_strings(package.read(part), part, package.limits) if part else []
    return {str(number): text for number, text in enumerate(texts)}


def _formats(package: Package, workbook: str) -> dict[str, str]:
    part = single(package, "styles", workbook)
    return cell_formats(package.read(part), part, package.limits.depth) if part else {}


def saved(package: Package) -> str:
    """Return when an office file was saved, as it says itself (ISO 8601), or nothing.

    Raises:
        UnusableInputError: If the part that says so is damaged.
    """
    part = single(package, "core-properties")
    if part is None:
        return ""
    pieces: list[str] = []
    found: list[str] = []
    starts = {_MODIFIED: lambda _: pieces.clear()}
    ends = {_MODIFIED: lambda: found.append("".join(pieces).strip())}
    scan(package.read(part), part, starts, ends, pieces.append, depth=package.limits.depth)
    return found[0] if found else ""


def _sheet(place: SheetPart, data: bytes, reading: Reading) -> Sheet:
    cells = _plain_cells(place, data, reading) or _cells(place, data, reading)
    if not cells.is_worksheet:
        raise UnusableInputError("sheets.lost-sheet", sheet=place.name)
    reading.spend_cells(len(cells.cells))
    cells.expand_shared()
    cells.spread_arrays()
    hidden = frozenset(cells.hidden_rows), frozenset(cells.hidden_columns)
    return Sheet(place.name, place.part, place.state, cells.cells, *hidden, tuple(cells.merged))


def _cells(place: SheetPart, data: bytes, reading: Reading) -> Cells:
    """The cells of a sheet, read element by element."""
    cells = Cells(place.name, reading)
    scan(data, place.part, cells.starts, cells.ends, cells.runs.pieces.append, depth=reading.limits.depth)
    return cells


def _plain_cells(place: SheetPart, data: bytes, reading: Reading) -> Cells | None:
    """The cells of a sheet that is written plainly; None if it is not, or is faulty."""
    cut = plain.cells(data)
    if cut is None:
        return None
    cells = Cells(place.name, reading)
    held: list[Attributes] = []
    starts = cells.starts | under(SPREADSHEET, dict.fromkeys(("sheetData", "c", "f", "v", "is"), held.append))
    try:
        scan(cut.rest, place.part, starts, depth=reading.limits.depth)
    except UnusableInputError:
        return None
    if held != [plain.MARK]:
        return None
    cells.take(cut.taken)
    return cells
