"""The sheet 基本信息: particulars in their groups, then the figures that stand in no table."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from generator.filing import Filing
from generator.form.model import Field, Form, Particular
from generator.ooxml.references import address, column_letters
from generator.workbook import keys
from generator.workbook.canvas import Canvas, block, validation
from generator.workbook.colours import colour_marked
from generator.workbook.formulas import Layout
from generator.workbook.inputs import figure_validation, fill_in
from generator.workbook.measure import height_of

from openpyxl.worksheet.datavalidation import DataValidation  # isort: skip  (after canvas)

_LABEL, _VALUE, _GUIDANCE, _MARK = 2, 3, 4, 6
_FIRST = 4
_WIDTHS = (26.0, 52.0, 62.0)
_LINE, _SMALL_LINE = 15.5, 14
_NUMBERS = ("year", "number")


def layout(form: Form, sheet: str) -> Layout:
    """Where particulars and loose figures stand in a new workbook."""
    places = {entry.id: (row, _VALUE) for row, entry in _asked(form) if not isinstance(entry, str)}
    return Layout(sheet, places)


def write(canvas: Canvas, form: Form, filing: Filing) -> None:
    """Write 基本信息."""
    words = form.texts["particulars_sheet"]
    _head(canvas, words)
    for row, entry in _asked(form):
        if isinstance(entry, str):
            canvas.merged(row, _LABEL, 1, 3, entry, "head-left")
            canvas.height(row, _LINE + 6)
        elif isinstance(entry, Particular):
            _particular(canvas, row, entry, filing, words)
        else:
            _figure(canvas, row, entry, form, filing)
    bottom = max(row for row, _ in _asked(form))
    mark = f"{column_letters(_MARK)}{_FIRST}"
    colour_marked(canvas, block(_FIRST, _VALUE, bottom, _VALUE), mark)
    canvas.sheet.freeze_panes = address(_FIRST, 1)
    canvas.protect()
    canvas.print_on_a4(block(2, _LABEL, bottom, _GUIDANCE), form.texts["print"]["footer"])


def _head(canvas: Canvas, words: Mapping[str, Any]) -> None:
    canvas.widths(_LABEL, _WIDTHS)
    canvas.text(1, 1, keys.marker(keys.PARTICULARS), "bare")
    canvas.text(1, _VALUE, keys.VALUE, "bare")
    canvas.text(1, _MARK, keys.mark(keys.VALUE), "bare")
    canvas.merged(2, _LABEL, 1, 3, words["title"], "title")
    canvas.height(2, 30)
    canvas.merged(3, _LABEL, 1, 3, words["notice"], "notice")
    canvas.height(3, height_of(words["notice"], sum(_WIDTHS), _SMALL_LINE))
    canvas.hide_row(1)
    for column in (1, _MARK):
        canvas.hide_column(column)


def _asked(form: Form) -> Iterator[tuple[int, str | Particular | Field]]:
    """Row and what stands there: the title of a group, a particular, or a loose figure."""
    tables = {table.id for table in form.tables}
    loose = [field for field in form.fields.values() if field.table not in tables]
    entries: list[str | Particular | Field] = []
    for group, particulars in groupby(form.particulars, key=lambda particular: particular.group):
        entries += [group, *particulars]
    if loose:
        entries += [form.texts["particulars_sheet"]["fee_group"], *loose]
    yield from enumerate(entries, start=_FIRST)


def _particular(
    canvas: Canvas, row: int, asked: Particular, filing: Filing, words: Mapping[str, Any]
) -> None:
    value = filing.particulars.get(asked.id, "")
    if isinstance(value, int):
        canvas.number(row, _VALUE, value, "input-left")
    else:
        canvas.text(row, _VALUE, value, "input-left" if asked.kind in _NUMBERS else "input-text")
    if rule := _validation(asked, words):
        canvas.ask(rule, address(row, _VALUE))
    label = f"{asked.label} *" if asked.compulsory else asked.label
    _describe(canvas, row, asked.id, label, asked.guidance)
    lines = height_of(f"{value}" if value else "\n" * (asked.kind == "lines"), _WIDTHS[1], _LINE)
    canvas.growing(row, max(lines + 3, height_of(asked.guidance, _WIDTHS[2], _SMALL_LINE)))


def _figure(canvas: Canvas, row: int, field: Field, form: Form, filing: Filing) -> None:
    guidance = form.texts["particulars_sheet"]["fee_guidance"].get(field.id, "")
    label = field.column_labels[-1]
    fill_in(canvas, row, _VALUE, filing.figures.get(field.id), "input-left")
    canvas.ask(figure_validation(field.kind, guidance, label, form), address(row, _VALUE))
    _describe(canvas, row, field.id, keys.label_of(field), guidance)
    canvas.growing(row, max(_LINE + 6, height_of(guidance, _WIDTHS[2], _SMALL_LINE)))


def _describe(canvas: Canvas, row: int, key: str, label: str, guidance: str) -> None:
    """Put key, label and guidance beside a cell."""
    canvas.text(row, 1, key, "bare")
    canvas.text(row, _LABEL, label, "label")
    canvas.text(row, _GUIDANCE, guidance, "guidance")


def _validation(asked: Particular, words: Mapping[str, Any]) -> DataValidation | None:
    if asked.choices:
        warning = words["choice_warning"]
        choices = f'"{",".join(asked.choices)}"'
        return validation(
            "list", asked.guidance or warning, asked.label, warning, asked.label, formula1=choices
        )
    if asked.kind == "year":
        return validation(
            "whole", asked.guidance, asked.label, words["year_warning"], asked.label,
            operator="between", formula1="2008", formula2="2100",
        )  # fmt: skip
    return None
