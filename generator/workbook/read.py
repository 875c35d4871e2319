"""A filled workbook into a filing: ``read(workbook, form) -> Filing``.

Cells are found by identity, not by address: by the hidden keys first, by labels where keys were lost.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from generator.errors import UnusableInputError
from generator.figure import BLANK, Figure, State, of_number, of_text
from generator.filing import Filing, LastYear, Origin, Remark, of_last
from generator.form.model import Form, Table
from generator.narrative import printed_sheets
from generator.ooxml.references import address
from generator.ooxml.sheets import Cell, Sheet, Workbook
from generator.workbook import altered, formulas, keys
from generator.workbook.asked import asked, day, particular
from generator.workbook.explained import explanations
from generator.workbook.formulas import Place
from generator.workbook.handout import extras_of
from generator.workbook.identity import identify, keyed, text_at
from generator.workbook.labels import places_by_labels
from generator.workbook.own import own_sheets
from generator.workbook.paragraphs import narrative

_EMPTY_TEXT = '""'
_TEXT = re.compile(r'"[^"]*"')
_BOOK = re.compile(r"\[[^\[\]]+\](?:[\w.]*|[^'\[\]]*')!")


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
        UnusableInputError: If it is none of ours, or 基本信息 or a table cannot be found in it.
    """
    identity = identify(workbook)
    unit = identity.unit
    names = keys.sheet_names(form)
    answers = _Answers({"unit": unit} if unit else {})
    _particulars(workbook, form, names[keys.PARTICULARS], answers)
    for table in form.tables:
        _table(workbook, table, form, names[table.id], answers)
    organisation = str(answers.particulars.get("organisation", ""))
    cell = str(answers.origins.get("organisation", ""))
    _extras(workbook, form, answers)
    if workbook.macros:
        answers.remarks.append(Remark("macros", "", ""))
    if identity.left_out:
        answers.remarks.append(Remark("units-left-out", "", "", identity.left_out))
    answers.remarks += altered.of_copies(workbook, form, names)
    answers.remarks += altered.of_workbook(identity, form, organisation, cell)
    last = _last(workbook, form, names[keys.LAST_YEAR], answers)
    texts = narrative(workbook, form, names[keys.NARRATIVE])
    filing = Filing(
        form=form.id,
        edition=form.edition,
        particulars=answers.particulars,
        figures=answers.figures,
        blank_means_zero=frozenset(answers.zeros),
        opening=texts.opening,
        narrative=texts.sections,
        explanations=tuple(explanations(workbook, form, names)),
        last=last,
        names=identity.names,
        origins=answers.origins | texts.origins,
        remarks=(*answers.remarks, *texts.remarks),
    )
    tables, merged = own_sheets(workbook, printed_sheets(filing, form))
    typed_over = (*altered.of_totals(filing, form), *altered.of_checks(workbook, form, names[keys.CHECKS]))
    return replace(filing, tables=tables, merged=merged, remarks=(*filing.remarks, *typed_over))


def _particulars(workbook: Workbook, form: Form, name: str, answers: _Answers) -> None:
    """What was answered on 基本信息, loose figures included."""
    sheet, places = asked(workbook, form, name)
    for asked_for in form.particulars:
        if asked_for.id in places:
            value = particular(sheet.cells.get(places[asked_for.id]), asked_for)
            answers.origins[asked_for.id] = Origin(sheet.name, address(*places[asked_for.id]))
            if value != "":
                answers.particulars[asked_for.id] = value
    for name_ in (name_ for name_ in form.fields if name_ in places):
        _put(answers, name_, _figure(sheet.cells.get(places[name_]), form), sheet, places[name_])


def _table(workbook: Workbook, table: Table, form: Form, name: str, answers: _Answers) -> None:
    sheet, places = _places(workbook, table, form, name)
    if not places:
        raise UnusableInputError("workbook.no-table", table=table.number, title=table.title)
    for field_, place in places.items():
        cell = sheet.cells.get(place)
        if form.is_total(field_):
            is_own = _is_own(cell, field_, places, form)
            _put(answers, field_, _total(cell, form, is_own=is_own), sheet, place)
            _tell_changed_formula(answers, field_, cell, is_own=is_own)
        else:
            _put(answers, field_, _figure(cell, form), sheet, place)
    answers.remarks += altered.of_table(table, form, sheet, places, answers.figures)
    if _is_declared(sheet, form):
        answers.zeros.add(table.id)


def _extras(workbook: Workbook, form: Form, answers: _Answers) -> None:
    """What was answered beyond the form."""
    for name, place, sheet in extras_of(workbook, form):
        _put(answers, name, _figure(sheet.cells.get(place), form), sheet, place)


def _last(workbook: Workbook, form: Form, name: str, answers: _Answers) -> LastYear:
    """What was answered on 上年数; nothing where the workbook has no such sheet."""
    found = keyed(workbook, keys.LAST_YEAR, name)
    if found is None or keys.VALUE not in found.columns:
        return LastYear()
    column = found.columns[keys.VALUE]
    places = {field_: (found.rows[field_], column) for field_ in form.last if field_ in found.rows}
    figures: dict[str, Figure] = {}
    for field_, place in places.items():
        cell = found.sheet.cells.get(place)
        reckoned = form.is_reckoned_of_last(field_)
        is_own = reckoned and _is_own(cell, field_, places, form)
        figures[field_] = _total(cell, form, is_own=is_own) if reckoned else _figure(cell, form)
        answers.origins[of_last(field_)] = Origin(found.sheet.name, address(*place))
    url = text_at(found.sheet, found.rows[keys.URL], column).strip() if keys.URL in found.rows else ""
    return LastYear({name: figure for name, figure in figures.items() if figure is not BLANK}, url)


def _places(workbook: Workbook, table: Table, form: Form, name: str) -> tuple[Sheet, Mapping[str, Place]]:
    """Where the fields of a table stand, and on which sheet."""
    found = keyed(workbook, table.id, name)
    if found is None:
        by_labels = [(sheet, places_by_labels(table, sheet)) for sheet in workbook.sheets]
        return max(by_labels, key=lambda pair: (len(pair[1]), pair[0].name == name))
    columns = {part: column for parts, column in found.columns.items() for part in parts.split()}
    by_key: dict[str, Place] = {}
    names = form.table_fields(table.id)
    for field_ in map(form.fields.__getitem__, names):
        row, column = found.rows.get(keys.row_key(table.id, field_.row)), columns.get(field_.column)
        if row and column:
            by_key[field_.id] = (row, column)
    complete = len(by_key) == len(names)
    return found.sheet, by_key if complete else places_by_labels(table, found.sheet) | by_key


def _put(answers: _Answers, name: str, figure: Figure, sheet: Sheet, place: Place) -> None:
    answers.origins[name] = Origin(sheet.name, address(*place))
    if figure is not BLANK:
        answers.figures[name] = figure


def _figure(cell: Cell | None, form: Form) -> Figure:
    """What a cell that takes a figure says (FORM, "Blank, zero, slash, notes")."""
    if cell is None:
        return BLANK
    if cell.formula.strip() == _EMPTY_TEXT:
        return BLANK
    if cell.formula and (cell.value is None or _points_to_another_file(cell.formula)):
        return Figure(State.UNREADABLE, typed=f"={cell.formula}", formula=cell.formula)
    figure = _of_value(cell, form)
    if figure.is_blank:
        return BLANK
    return replace(figure, formula=cell.formula) if cell.formula else figure


def _points_to_another_file(formula: str) -> bool:
    """Whether it names a book before a sheet or name; 表1[件数] is a column of a table, "[甲]" a text."""
    return _BOOK.search(_TEXT.sub("", formula)) is not None


def _of_value(cell: Cell, form: Form) -> Figure:
    if cell.kind == "text":
        return of_text(str(cell.value), form.not_applicable)
    if cell.kind == "number" and not isinstance(cell.value, str | None):
        return of_number(cell.value)
    if cell.value is None:
        return BLANK
    return Figure(State.UNREADABLE, typed=day(cell) if cell.kind == "date" else str(cell.value).upper())


def _total(cell: Cell | None, form: Form, *, is_own: bool) -> Figure:
    """A total is stated where something else stands than our own formula, or one without a result."""
    if cell is None or is_own or (cell.formula and cell.value is None):
        return BLANK
    return replace(_figure(cell, form), formula="") if cell.formula else _figure(cell, form)


def _is_own(cell: Cell | None, name: str, places: Mapping[str, Place], form: Form) -> bool:
    """Whether a total's formula is the one that the blank workbook has there."""
    formula = cell.formula if cell else ""
    return bool(formula) and _is_same(formula, formulas.total(name, form, places))


def _tell_changed_formula(answers: _Answers, name: str, cell: Cell | None, *, is_own: bool) -> None:
    if cell and cell.formula and not is_own:
        where = str(answers.origins[name])
        answers.remarks.append(Remark("formula-changed", "", where))


def _is_same(formula: str, other: str) -> bool:
    return formula == other or _plain(formula) == _plain(other)


def _plain(formula: str) -> str:
    """A formula without what office software may change about it when it saves."""
    return re.sub(r"\s+", "", formula).replace(";", ",").upper()


def _is_declared(sheet: Sheet, form: Form) -> bool:
    """Whether 是 stands in the row of the declaration."""
    words = form.texts["declaration"]
    marks = (keys.DECLARATION, words["label"])
    rows = {row for (row, _), cell in sheet.cells.items() if cell.value in marks}
    return any(_is(cell, words["yes"]) for (row, _), cell in sheet.cells.items() if row in rows)


def _is(cell: Cell, word: str) -> bool:
    return isinstance(cell.value, str) and cell.value.strip() == word
