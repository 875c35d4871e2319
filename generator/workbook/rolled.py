"""A roll-up's workbook read back: added up again from the units on 明细 and what was typed on 调整.

The results of its formulas are not looked at. 明细 goes by row by row, so that ten thousand units take no
more memory than ten; the other sheets are passed over.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from generator.errors import UnusableInputError
from generator.figure import BLANK, Figure, digits, of_number, of_text
from generator.filing import EXTRA, Filing
from generator.form.loader import load
from generator.form.model import Form
from generator.ooxml.package import LARGEST, LIMITS, Package, open_package
from generator.ooxml.references import address
from generator.ooxml.relationships import single
from generator.ooxml.rows import Row, each_row, strings_of
from generator.ooxml.sheets import Cell, Sheet, SheetPart, Workbook, sheet_parts, workbook_part
from generator.sums import ANSWERS, Adding, Adjustment, rolled_up, table_of_sums
from generator.workbook import keys
from generator.workbook.identity import identify, keyed, rows_below, text_at, words_at

SUBORDINATE, ADJUSTMENTS, YEAR = "subordinate", "adjustments", "year"
UNIT = "unit"

LIMITS_OF_ROLL_UPS = replace(
    LIMITS, file=LARGEST, part=LARGEST, total=2 * LARGEST, strings=5_000_000, texts=100_000_000
)
_SMALL = 1_000_000  # bytes of a sheet, unpacked
_HEAD_ROWS = 10  # within which a sheet says what it is


@dataclass(frozen=True, slots=True)
class RolledUp:
    """A roll-up as its workbook has it.

    Attributes:
        form: The form that was added up.
        filing: The sums, adjusted.
        adjustments: What the office typed.
        units: The figures of each unit, by code and by name, as far as they were asked for.
    """

    form: Form
    filing: Filing
    adjustments: tuple[Adjustment, ...]
    units: Mapping[str, Filing]

    @property
    def organisation(self) -> str:
        """Whose roll-up it is; empty where it does not say."""
        return str(self.filing.particulars.get("organisation", ""))


def is_marked(data: bytes) -> bool:
    """Whether a file is a roll-up, be it larger than what comes by mail may be.

    Its shared strings alone are looked at, or where a program wrote texts into the cells, its small sheets,
    of which 调整 is one: other files are not unpacked beyond what mail may hold.
    """
    marks = [keys.marker(name).encode() for name in (keys.DETAILS, ADJUSTMENTS)]
    try:
        package = open_package(data, LIMITS_OF_ROLL_UPS)
        book = workbook_part(package)
        shared = single(package, "sharedStrings", book)
        parts = [shared] if shared else [place.part for place in sheet_parts(package, book)]
        largest = LIMITS.part if shared else _SMALL
        texts = (package.read(part) for part in parts if package.kept(part).size <= largest)
        return any(mark in text for text in texts for mark in marks)
    except UnusableInputError:
        return False


def read(data: bytes, wanted: Collection[str] = ()) -> RolledUp:
    """Add a roll-up up again.

    Args:
        data: The workbook.
        wanted: The inputs that are given back for each unit.

    Raises:
        UnusableInputError: If it is no roll-up, is damaged or larger than any, or if an adjustment cannot be
            understood.
        FormError: If there is no such form or edition.
    """
    opened = _opened(data)
    small = Workbook(tuple(_small_sheets(opened)), saved="")
    identity = identify(small)
    form = load(identity.form, identity.edition)
    subordinate = _Subordinate()
    opened.go_through(SUBORDINATE, subordinate.take)
    details = _Details(form, wanted, subordinate)
    opened.go_through(keys.DETAILS, details.take)
    if not details.columns:
        raise UnusableInputError("rollup.no-details", sheet=form.texts["office"]["sheets"][keys.DETAILS])
    typed = tuple(_adjustments(small, details.names, form))
    filing = rolled_up(details.adding.sums(), typed, form, _particulars(small))
    return RolledUp(form, filing, typed, details.units)


@dataclass(frozen=True, slots=True)
class _Opened:
    """The package of a roll-up, its shared strings, and where its sheets lie, by their markers."""

    package: Package
    strings: list[str]
    places: dict[str, SheetPart]

    def go_through(self, name: str, take: Callable[[int, Row], bool]) -> None:
        """Go through the rows of a sheet, if there is one."""
        if name in self.places:
            each_row(self.package, self.places[name], self.strings, take)


def _opened(data: bytes) -> _Opened:
    package = open_package(data, LIMITS_OF_ROLL_UPS)
    opened = _Opened(package, strings_of(package), {})
    for place in sheet_parts(package, workbook_part(package)):
        if marker := _marker(opened, place):
            opened.places.setdefault(marker, place)
    return opened


def _marker(opened: _Opened, place: SheetPart) -> str:
    """What a sheet says that it is, within its first rows; empty if it does not."""
    found: list[str] = []

    def take(row: int, cells: Row) -> bool:
        texts = (cell.value for cell in cells.values() if isinstance(cell.value, str))
        found.extend(text.removeprefix(keys.MARKER) for text in texts if text.startswith(keys.MARKER))
        return not found and row < _HEAD_ROWS

    each_row(opened.package, place, opened.strings, take)
    return found[0] if found else ""


def _small_sheets(opened: _Opened) -> Iterator[Sheet]:
    """The sheets of which all is kept."""
    for name in (ADJUSTMENTS, keys.IDENTITY):
        if place := opened.places.get(name):
            cells = _cells(opened, name)
            yield Sheet(place.name, place.part, place.state, cells, frozenset(), frozenset())


def _cells(opened: _Opened, name: str) -> dict[tuple[int, int], Cell]:
    found: dict[tuple[int, int], Cell] = {}

    def take(row: int, cells: Row) -> bool:
        found.update({(row, column): cell for column, cell in cells.items()})
        if len(found) > LIMITS.cells:
            raise UnusableInputError("sheets.too-many-cells", limit=LIMITS.cells)
        return True

    opened.go_through(name, take)
    return found


class _Subordinate:
    """下级单位 as its rows go by: of a row of 明细 that is a roll-up itself, how many units answered what."""

    def __init__(self) -> None:
        self._columns: dict[str, int] = {}
        self._rows: dict[str, Row] = {}

    def take(self, _row: int, cells: Row) -> bool:
        """Take the next row; all are wanted."""
        self._columns = self._columns or _columns(SUBORDINATE, cells)
        if key := _key(cells, self._columns.get(SUBORDINATE, 0)):
            self._rows[key] = dict(cells)
        return True

    def of(self, unit: str) -> tuple[tuple[str, ...], ...]:
        """The counts of a row of 明细, as the filing of a roll-up has them; empty if none."""
        rows = [self._rows.get(f"{unit}.{answer}", {}) for answer in ANSWERS]
        counted = {name: [row.get(at) for row in rows] for name, at in self._columns.items()}
        return tuple(
            (name, *(str(cell.value) for cell in cells if cell))
            for name, cells in counted.items()
            if all(cell is not None and isinstance(cell.value, int) for cell in cells)
        )


class _Details:
    """明细 as its rows go by: what is added up, and of each unit what is wanted.

    Attributes:
        columns: The columns by their keys; empty until the row of keys has come.
        names: The figures that are added up: inputs, and those asked for beyond the form.
        adding: The units that count, added up.
        units: Each unit's figures, by code and by name.
    """

    def __init__(self, form: Form, wanted: Collection[str], subordinate: _Subordinate) -> None:
        self.columns: dict[str, int] = {}
        self.adding = Adding(form)
        self.names: tuple[str, ...] = ()
        self.units: dict[str, Filing] = {}
        self._form = form
        self._wanted = wanted
        self._subordinate = subordinate

    def take(self, _row: int, cells: Row) -> bool:
        """Take the next row; all are wanted."""
        if not self.columns:
            self.columns = _columns(keys.DETAILS, cells)
            self.names = tuple(filter(self._is_added_up, self.columns))
        elif key := _key(cells, self.columns[keys.DETAILS]):
            self._take_unit(key, cells)
        return True

    def _take_unit(self, key: str, cells: Row) -> None:
        code, name, counted = (self._words(cells, key) for key in ("code", UNIT, "counted"))
        given = {name: _figure(cells.get(self.columns[name]), self._form) for name in self.names}
        if counted == self._form.texts["office"]["words"]["yes"]:
            whole = self._filing(given)
            counts = self._subordinate.of(key)
            tables = {table_of_sums(self._form): counts} if counts else {}
            self.adding.add(replace(whole, tables=tables))
        if self._wanted:
            own = self._filing({name: given[name] for name in self._wanted if name in given})
            self.units |= {key: own for key in (code, name) if key}

    def _words(self, cells: Row, key: str) -> str:
        cell = cells.get(self.columns.get(key, 0))
        if cell is None or cell.value is None:
            return ""
        return digits(cell.value) if isinstance(cell.value, int | Decimal) else cell.value.strip()

    def _is_added_up(self, key: str) -> bool:
        is_input = key in self._form.fields and not self._form.is_total(key)
        return is_input or key.startswith(EXTRA)

    def _filing(self, figures: Mapping[str, Figure]) -> Filing:
        return Filing(self._form.id, self._form.edition, figures=figures)


def _columns(sheet: str, cells: Row) -> dict[str, int]:
    """The columns of a sheet by their keys, if this is the row that names them."""
    texts = {column: str(cell.value) for column, cell in cells.items() if cell.kind == "text"}
    if keys.marker(sheet) not in texts.values():
        return {}
    return {text.removeprefix(keys.MARKER): column for column, text in texts.items()}


def _key(cells: Row, at: int) -> str:
    """What a row of a unit is called; empty if it is none."""
    cell = cells.get(at)
    key = str(cell.value) if cell and cell.kind == "text" else ""
    return key if key.startswith(UNIT) else ""


def label(name: str, form: Form) -> str:
    """A figure in words, as 调整 names it: ``表三　一、本年新收政府信息公开申请数量 × 自然人``."""
    if name not in form.fields:
        return f"{form.texts['office']['items']['extra']}　{name.removeprefix(EXTRA)}"
    field = form.fields[name]
    if field.table in form.numbers:
        return f"{form.numbers[field.table]}　{field.label}"
    return f"{field.row_labels[0]}　{keys.label_of(field)}"


def _figure(cell: Cell | None, form: Form) -> Figure:
    if cell is None or cell.value is None:
        return BLANK
    if cell.kind == "number" and not isinstance(cell.value, str):
        return of_number(cell.value)
    return of_text(str(cell.value), form.not_applicable)


def _adjustments(workbook: Workbook, names: Sequence[str], form: Form) -> Iterator[Adjustment]:
    """What the office typed on 调整; none where a workbook has no such sheet.

    Raises:
        UnusableInputError: If a row names no field that may be adjusted, or no number.
    """
    found = keyed(workbook, ADJUSTMENTS)
    if found is None:
        return
    fields = {label(name, form): name for name in names}
    heads = form.texts["office"]["adjustments"]["heads"]
    below = rows_below(found)
    top = next((row for row in below if words_at(found, row, "label") == heads["label"]), found.marker[0])
    for row in (row for row in below if row > top):
        words, amount = words_at(found, row, "label"), found.sheet.cells.get((row, found.columns["amount"]))
        if not words and (amount is None or amount.value is None):
            continue
        figure = _figure(amount, form)
        if words not in fields or not figure.counts:
            raise UnusableInputError(
                "rollup.bad-adjustment",
                sheet=found.sheet.name,
                cell=address(row, found.columns["label" if words not in fields else "amount"]),
            )
        reason, by = (words_at(found, row, column) for column in ("reason", "by"))
        yield Adjustment(fields[words], figure.value, reason, by)


def _particulars(workbook: Workbook) -> dict[str, str | int]:
    found = keyed(workbook, keys.IDENTITY)
    given = {} if found is None else {
        name: text_at(found.sheet, found.rows[name], found.columns[keys.VALUE])
        for name in ("organisation", "unit", YEAR)
        if name in found.rows
    }  # fmt: skip
    return {name: int(text) if name == YEAR else text for name, text in given.items() if text}
