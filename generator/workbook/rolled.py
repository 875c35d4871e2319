"""A roll-up's workbook read back: its units from 明细, what was adjusted, and both as one filing.

The results of its formulas are not looked at: it is added up again.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.errors import UnusableInputError
from generator.figure import BLANK, Figure, of_number, of_text
from generator.filing import Filing
from generator.form.model import Form
from generator.ooxml.package import LIMITS
from generator.ooxml.references import address
from generator.ooxml.sheets import Cell, Workbook, read_workbook
from generator.sums import EXTRA, Adjustment, asked, rolled_up, sums
from generator.workbook import keys
from generator.workbook.identity import Keyed, keyed, text_at

DETAILS, ADJUSTMENTS, YEAR = "details", "adjustments", "year"
UNIT = "unit"

_LIMITS = replace(LIMITS, part=LIMITS.file, cells=1_000_000, texts=50_000_000)


@dataclass(frozen=True, slots=True)
class Row:
    """A unit on 明细: whether it is added up, and its figures."""

    code: str
    name: str
    kind: str
    counted: bool
    filing: Filing


def opened(data: bytes) -> Workbook:
    """The cells of a workbook of the office's own: a roll-up holds more than what comes by mail may hold.

    Raises:
        UnusableInputError: If it is no workbook, is damaged, or holds more than any roll-up.
    """
    return read_workbook(data, _LIMITS)


def is_rolled_up(workbook: Workbook) -> bool:
    """Whether a workbook is a roll-up, not one that a unit has filled in."""
    return keyed(workbook, DETAILS) is not None


def read(workbook: Workbook, form: Form) -> Filing:
    """Add a roll-up up again, from 明细 and 调整.

    Raises:
        UnusableInputError: If 明细 is missing, or an adjustment cannot be understood.
    """
    filings = [row.filing for row in rows(workbook, form) if row.counted]
    added = sums(filings, form)
    return rolled_up(added, adjustments(workbook, form), form, _particulars(workbook))


def rows(workbook: Workbook, form: Form) -> tuple[Row, ...]:
    """The units on 明细.

    Raises:
        UnusableInputError: If there is no 明细.
    """
    found = keyed(workbook, DETAILS)
    if found is None:
        raise UnusableInputError("rollup.no-details", sheet=form.texts["office"]["sheets"][DETAILS])
    names = [name for name in found.columns if name in form.fields or name.startswith(EXTRA)]
    names = [name for name in names if name not in form.fields or not form.is_total(name)]
    listed = (row for key, row in found.rows.items() if key.startswith(UNIT))
    return tuple(_row(found, row, names, form) for row in listed)


def adjustments(workbook: Workbook, form: Form) -> tuple[Adjustment, ...]:
    """What the office typed on 调整; none where a workbook has no such sheet.

    Raises:
        UnusableInputError: If a row names no field that may be adjusted, or no number.
    """
    found = keyed(workbook, ADJUSTMENTS)
    return tuple(_adjustments(found, workbook, form)) if found else ()


def label(name: str, form: Form) -> str:
    """A figure in words, as 调整 names it: ``表三　一、本年新收政府信息公开申请数量 × 自然人``."""
    if name not in form.fields:
        return f"{form.texts['office']['items']['extra']}　{name.removeprefix(EXTRA)}"
    field = form.fields[name]
    if field.table in form.numbers:
        return f"{form.numbers[field.table]}　{field.label}"
    return f"{field.row_labels[0]}　{keys.label_of(field)}"


def _row(found: Keyed, row: int, names: list[str], form: Form) -> Row:
    figures = {name: _figure(found.sheet.cells.get((row, found.columns[name])), form) for name in names}
    given = {name: figure for name, figure in figures.items() if figure is not BLANK}
    code, name, kind, counted = (_text(found, row, key) for key in ("code", "unit", "kind", "counted"))
    filing = Filing(form.id, form.edition, {"organisation": name, "unit": code}, given)
    return Row(code, name, kind, counted == form.texts["office"]["words"]["yes"], filing)


def _figure(cell: Cell | None, form: Form) -> Figure:
    if cell is None or cell.value is None:
        return BLANK
    if cell.kind == "number" and not isinstance(cell.value, str):
        return of_number(cell.value)
    return of_text(str(cell.value), form.not_applicable)


def _adjustments(found: Keyed, workbook: Workbook, form: Form) -> Iterator[Adjustment]:
    fields = {label(name, form): name for name in asked((row.filing for row in rows(workbook, form)), form)}
    heads = form.texts["office"]["adjustments"]["heads"]
    below = sorted({row for row, _ in found.sheet.cells if row > found.marker[0]})
    top = next((row for row in below if _text(found, row, "label") == heads["label"]), found.marker[0])
    for row in (row for row in below if row > top):
        words, amount = _text(found, row, "label"), found.sheet.cells.get((row, found.columns["amount"]))
        if not words and (amount is None or amount.value is None):
            continue
        figure = _figure(amount, form)
        if words not in fields or not figure.counts:
            raise UnusableInputError(
                "rollup.bad-adjustment",
                sheet=found.sheet.name,
                cell=address(row, found.columns["label" if words not in fields else "amount"]),
            )
        yield Adjustment(fields[words], figure.value, _text(found, row, "reason"), _text(found, row, "by"))


def _particulars(workbook: Workbook) -> dict[str, str | int]:
    found = keyed(workbook, keys.IDENTITY)
    given = {} if found is None else {
        name: text_at(found.sheet, found.rows[name], found.columns[keys.VALUE])
        for name in ("organisation", "unit", YEAR)
        if name in found.rows
    }  # fmt: skip
    return {name: int(text) if name == YEAR else text for name, text in given.items() if text}


def _text(found: Keyed, row: int, column: str) -> str:
    return text_at(found.sheet, row, found.columns[column]).strip() if column in found.columns else ""
