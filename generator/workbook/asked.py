"""What was answered on 基本信息: particulars, and where the figures that stand in no table are."""

from collections.abc import Mapping
from datetime import date, timedelta

from generator.errors import UnusableInputError
from generator.figure import digits
from generator.form import dates
from generator.form.model import Form, Particular
from generator.ooxml.sheets import Cell, Sheet, Workbook
from generator.workbook import keys
from generator.workbook.formulas import Place
from generator.workbook.identity import Keyed, keyed

_DAY_ZERO = date(1899, 12, 30)
_DAYS = 2_958_466  # until the end of the year 9999


def asked(workbook: Workbook, form: Form, name: str) -> tuple[Sheet, Mapping[str, Place]]:
    """Find 基本信息 by its keys, or by its labels where those were lost.

    Args:
        workbook: Where to look.
        form: What is asked.
        name: What the sheet is called in a new workbook.

    Returns:
        The sheet, and the cell of each answer by identifier.

    Raises:
        UnusableInputError: If there is no such sheet.
    """
    found = keyed(workbook, keys.PARTICULARS, name)
    by_keys = _by_keys(found, form) if found else {}
    if found and len(by_keys) == len(_labels(form)):
        return found.sheet, by_keys
    sheets = [found.sheet] if found else workbook.sheets
    by_labels = [(sheet, _by_labels(sheet, form)) for sheet in sheets]
    sheet, places = max(by_labels, key=lambda pair: len(pair[1]), default=(None, {}))
    if sheet is None or not (by_keys or len(places) > len(_labels(form)) // 2):
        raise UnusableInputError("workbook.no-particulars", sheet=name)
    return sheet, {**places, **by_keys}


def particular(cell: Cell | None, asked_for: Particular) -> str | int:
    """What was answered; empty if nothing was. A year, a number asked for is an int; a date is in words."""
    if cell is None or cell.value is None or cell.kind == "error":
        return ""
    if cell.kind == "date":
        return day(cell)
    value = cell.value
    if asked_for.kind in ("year", "number") and isinstance(value, int) and not isinstance(value, bool):
        return value
    text = (value if isinstance(value, str) else digits(value)).strip()
    if asked_for.kind == "date" and (named := dates.named(text)):
        return dates.worded(named)
    year = dates.year(text) if asked_for.kind == "year" else None
    return text if year is None else year


def day(cell: Cell) -> str:
    """A date cell in words: 2025年1月20日."""
    if isinstance(cell.value, str) or cell.value is None or not 0 < cell.value < _DAYS:
        return str(cell.value)
    return dates.worded(_DAY_ZERO + timedelta(days=int(cell.value)))


def _by_keys(found: Keyed, form: Form) -> dict[str, Place]:
    if keys.VALUE not in found.columns:
        return {}
    asked_for = set(_labels(form).values())
    return {key: (row, found.columns[keys.VALUE]) for key, row in found.rows.items() if key in asked_for}


def _by_labels(sheet: Sheet, form: Form) -> dict[str, Place]:
    """The answer stands to the right of each label; the first of equal labels counts."""
    labels = _labels(form)
    places: dict[str, Place] = {}
    for (row, column), cell in sorted(sheet.cells.items()):
        id_ = labels.get(_plain(cell.value))
        if id_:
            places.setdefault(id_, (row, column + 1))
    return places


def _plain(value: object) -> str:
    """A label without the star that is put behind what is compulsory."""
    return value.removesuffix("*").rstrip() if isinstance(value, str) else ""


def _labels(form: Form) -> dict[str, str]:
    """Identifiers by the words in front of the answers."""
    particulars = {asked_for.label: asked_for.id for asked_for in form.particulars}
    tables = {table.id for table in form.tables}
    loose = (field for field in form.fields.values() if field.table not in tables)
    return particulars | {keys.label_of(field): field.id for field in loose}
