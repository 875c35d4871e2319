"""A filled workbook into a filing: ``read(workbook, form) -> Filing``.

Cells are found by identity, not by address: by the hidden keys first, by labels where keys were lost.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from generator.errors import UnusableInputError
from generator.figure import BLANK, Figure, State, digits, of_number, of_text
from generator.filing import Explanation, Filing, Origin, Remark
from generator.form.model import Form, Particular, Table
from generator.ooxml.references import address
from generator.ooxml.sheets import Cell, Sheet, Workbook
from generator.workbook import formulas, keys
from generator.workbook.identity import Keyed, identify, keyed, text_at
from generator.workbook.labels import places_by_labels
from generator.workbook.paragraphs import narrative

_YEAR = re.compile(r"(\d{4})\s*年?(?:度)?")
_DAY_ZERO = date(1899, 12, 30)


@dataclass
class _Answers:
    """What has been found so far."""

    particulars: dict[str, str | int] = field(default_factory=dict)
    figures: dict[str, Figure] = field(default_factory=dict)
    zeros: set[str] = field(default_factory=set)
    origins: dict[str, Origin] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)


def read(workbook: Workbook, form: Form) -> Filing:
    """Read the answers of a workbook.

    Args:
        workbook: Its cells.
        form: The form that it says it is.

    Raises:
        UnusableInputError: If 基本信息 or a table cannot be found in it.
    """
    names = keys.sheet_names(form)
    answers = _Answers()
    _particulars(workbook, form, names, answers)
    for table in form.tables:
        _table(workbook, table, form, names[table.id], answers)
    texts = narrative(keyed(workbook, keys.NARRATIVE, names[keys.NARRATIVE]), form)
    unit = identify(workbook).unit
    return Filing(
        form=form.id,
        edition=form.edition,
        particulars=({"unit": unit} if unit else {}) | answers.particulars,
        figures=answers.figures,
        blank_means_zero=frozenset(answers.zeros),
        opening=texts.opening,
        narrative=texts.sections,
        explanations=tuple(_explanations(workbook, names)),
        origins=answers.origins | texts.origins,
        remarks=(*answers.remarks, *texts.remarks),
    )


def _particulars(workbook: Workbook, form: Form, names: Mapping[str, str], answers: _Answers) -> None:
    found = keyed(workbook, keys.PARTICULARS, names[keys.PARTICULARS])
    sheet, places = _asked_by_keys(found) if found else _asked_by_labels(workbook, form)
    for particular in form.particulars:
        if particular.id in places:
            value = _particular(sheet.cells.get(places[particular.id]), particular)
            answers.origins[particular.id] = Origin(sheet.name, address(*places[particular.id]))
            if value != "":
                answers.particulars[particular.id] = value
    tables = {table.id for table in form.tables}
    for name in (name for name, known in form.fields.items() if known.table not in tables and name in places):
        _put(answers, name, _figure(sheet.cells.get(places[name]), form), sheet, places[name])


def _asked_by_keys(found: Keyed) -> tuple[Sheet, dict[str, formulas.Place]]:
    column = found.columns.get(keys.VALUE, found.marker[1] + 2)
    return found.sheet, {key: (row, column) for key, row in found.rows.items()}


def _asked_by_labels(workbook: Workbook, form: Form) -> tuple[Sheet, dict[str, formulas.Place]]:
    """The sheet with most of the labels; the answer stands to the right of each."""
    labels = {particular.label: particular.id for particular in form.particulars}
    best: tuple[Sheet, dict[str, formulas.Place]] | None = None
    for sheet in workbook.sheets:
        texts = ((place, str(cell.value).rstrip(" *")) for place, cell in sheet.cells.items())
        places = {labels[text]: (row, column + 1) for (row, column), text in texts if text in labels}
        if len(places) > (len(best[1]) if best else len(labels) // 2):
            best = sheet, places
    if best is None:
        raise UnusableInputError("workbook.no-particulars", sheet=form.texts["sheets"]["particulars"])
    return best


def _particular(cell: Cell | None, asked: Particular) -> str | int:
    """What was answered; empty if nothing was."""
    if cell is None or cell.value is None or cell.kind == "error":
        return ""
    if cell.kind == "date":
        return _date(cell)
    if asked.kind in ("year", "number") and isinstance(cell.value, int) and not isinstance(cell.value, bool):
        return cell.value
    text = (str(cell.value) if isinstance(cell.value, str) else digits(cell.value)).strip()
    if asked.kind == "year":
        return int(match[1]) if (match := _YEAR.fullmatch(text)) else text
    return text


def _table(workbook: Workbook, table: Table, form: Form, name: str, answers: _Answers) -> None:
    sheet, places = _places(workbook, table, form, name)
    if not places:
        raise UnusableInputError("workbook.no-table", table=table.number, title=table.title)
    for field_, place in places.items():
        cell = sheet.cells.get(place)
        figure = _total(cell, field_, places, form) if form.is_total(field_) else _figure(cell, form)
        _put(answers, field_, figure, sheet, place)
        if form.is_total(field_) and cell and cell.formula and figure is not BLANK:
            where = str(Origin(sheet.name, address(*place)))
            answers.remarks.append(Remark("formula-changed", table.id, where, f"“={cell.formula}”"))
    if _is_declared(sheet, form):
        answers.zeros.add(table.id)


def _places(
    workbook: Workbook, table: Table, form: Form, name: str
) -> tuple[Sheet, dict[str, formulas.Place]]:
    """Where the fields of a table stand, and on which sheet."""
    found = keyed(workbook, table.id, name)
    if found is None:
        by_labels = [(sheet, places_by_labels(table, sheet)) for sheet in workbook.sheets]
        return max(by_labels, key=lambda pair: (len(pair[1]), pair[0].name == name))
    by_key = {
        field_: (row, column)
        for row_key, row in found.rows.items()
        for parts, column in found.columns.items()
        if (field_ := keys.field_of(row_key, parts, form))
    }
    complete = len(by_key) == len(form.table_fields(table.id))
    return found.sheet, by_key if complete else places_by_labels(table, found.sheet) | by_key


def _put(answers: _Answers, name: str, figure: Figure, sheet: Sheet, place: formulas.Place) -> None:
    answers.origins[name] = Origin(sheet.name, address(*place))
    if figure is not BLANK:
        answers.figures[name] = figure


def _figure(cell: Cell | None, form: Form) -> Figure:
    """What a cell that takes a figure says (FORM, "Blank, zero, slash, notes")."""
    if cell is None:
        return BLANK
    if cell.formula and (cell.value is None or "[" in cell.formula):
        return Figure(State.UNREADABLE, typed=f"={cell.formula}", formula=cell.formula)
    figure = _of_value(cell, form)
    if figure.state is State.BLANK:
        return BLANK
    return replace(figure, formula=cell.formula) if cell.formula else figure


def _of_value(cell: Cell, form: Form) -> Figure:
    if cell.kind == "text":
        return of_text(str(cell.value), form.not_applicable)
    if cell.kind == "number" and not isinstance(cell.value, str | None):
        return of_number(cell.value)
    if cell.kind == "blank" or cell.value is None:
        return BLANK
    shown = _date(cell) if cell.kind == "date" else str(cell.value).upper()
    return Figure(State.UNREADABLE, typed=shown)


def _total(cell: Cell | None, name: str, places: Mapping[str, formulas.Place], form: Form) -> Figure:
    """A total is stated where something else stands than our own formula."""
    if cell is None or (cell.formula and _plain(cell.formula) == _plain(formulas.total(name, form, places))):
        return BLANK
    figure = _figure(cell, form)
    return replace(figure, formula="") if figure.formula else figure


def _plain(formula: str) -> str:
    """A formula without what office software may change about it when it saves."""
    return re.sub(r"\s+", "", formula).replace(";", ",").upper()


def _is_declared(sheet: Sheet, form: Form) -> bool:
    """Whether 是 stands in the row of the declaration."""
    words = form.texts["declaration"]
    marks = (keys.DECLARATION, words["label"])
    rows = {row for (row, _), cell in sheet.cells.items() if cell.value in marks}
    return any(cell.value == words["yes"] for (row, _), cell in sheet.cells.items() if row in rows)


def _explanations(workbook: Workbook, names: Mapping[str, str]) -> Iterator[Explanation]:
    checks = keyed(workbook, keys.CHECKS, names[keys.CHECKS])
    if checks and "explanation" in checks.columns:
        for key, row in checks.rows.items():
            check, _, at = key.partition(" ")
            yield from _explanation(checks, row, check, at)
    findings = keyed(workbook, keys.FINDINGS, names[keys.FINDINGS])
    if findings and {"check", "at", "explanation"} <= findings.columns.keys():
        rows = sorted({row for row, _ in findings.sheet.cells if row > findings.marker[0]})
        for row in rows:
            check, at = (text_at(findings.sheet, row, findings.columns[name]) for name in ("check", "at"))
            if any(character.isdigit() for character in check):
                yield from _explanation(findings, row, check.strip(), at.strip())


def _explanation(found: Keyed, row: int, check: str, at: str) -> Iterator[Explanation]:
    text = text_at(found.sheet, row, found.columns["explanation"]).strip()
    if text:
        saw = text_at(found.sheet, row, found.columns["saw"]) if "saw" in found.columns else ""
        yield Explanation(check, at, text, tuple(saw.split()))


def _date(cell: Cell) -> str:
    """A date cell in words: 2025年1月20日."""
    if not isinstance(cell.value, str) and cell.value is not None and 0 < cell.value < 2_958_466:
        day = _DAY_ZERO + timedelta(days=int(cell.value))
        return f"{day.year}年{day.month}月{day.day}日"
    return str(cell.value)
