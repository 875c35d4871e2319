"""The sheets of the form's tables: the official table, with inputs, totals, colours and hidden keys.

From the left: the key column, the table, and hidden columns: a mark for each column of figures (the
program colours a cell by putting a severity there), then keys and flags of rows and columns. The flags
mirror 审核; they stand outside all rows and columns of figures, which formulas of 审核 read whole.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from generator import arithmetic
from generator.arithmetic import Outcome
from generator.figure import Figure, State
from generator.filing import Filing
from generator.form.grid import Cell, Grid, lay_out
from generator.form.model import Form, Instance, Kind, Severity, Table
from generator.ooxml.references import address, column_letters
from generator.workbook import formulas, keys
from generator.workbook.canvas import Canvas, Result, block, height_of, validation
from generator.workbook.formulas import Layout, Reckoning

from openpyxl.worksheet.datavalidation import DataValidation  # isort: skip  (after canvas)

_TITLE_ROW, _NOTICE_ROW, _BEGUN_ROW = 2, 3, 4
_TOP, _LEFT = 5, 2  # of the official table
_LABEL_OF_DECLARATION = 19  # characters


@dataclass(frozen=True, slots=True)
class Flag:
    """What colours a row or column: its key there, and the cells of 审核 that it mirrors."""

    key: str
    verdicts: tuple[str, ...]
    failing: bool


def layout(table: Table, sheet: str) -> Layout:
    """Where the fields of a table stand on its sheet in a new workbook."""
    grid = lay_out(table)
    places = {cell.field: (cell.row + _TOP - 1, cell.column + _LEFT - 1) for cell in grid.cells if cell.field}
    return Layout(sheet, places, (_TITLE_ROW, grid.columns + _LEFT - 1))


def write(
    canvas: Canvas, table: Table, form: Form, filing: Filing, reckoning: Reckoning, flags: Sequence[Flag]
) -> None:
    """Write a table's sheet.

    Args:
        canvas: The empty sheet.
        table: The table.
        form: The form.
        filing: The figures to fill in.
        reckoning: For the formula that tells whether the table was begun.
        flags: What colours its rows and columns.
    """
    grid = lay_out(table)
    places = layout(table, canvas.sheet.title).places
    widths = [float(width) for width in form.texts["layout"][table.id]]
    canvas.widths(_LEFT, widths)
    _title(canvas, table, grid, form, filing, widths)
    for cell in grid.cells:
        _label(canvas, cell) if not cell.field else _figure(canvas, cell, places, form, filing)
    _heights(canvas, grid, widths, form)
    _validations(canvas, table, form, places)
    _keys(canvas, table, grid, form)
    _flags(canvas, grid, flags, form.texts["verdicts"]["failed"])
    canvas.formula(_BEGUN_ROW, 1, reckoning.begun(table.id), _begun(table, form, filing), "bare")
    _colours(canvas, table, grid, form)
    canvas.protect()
    canvas.sheet.freeze_panes = address(_TOP + grid.head_rows, 1)
    right = grid.columns + _LEFT - 1
    canvas.print_on_a4(
        block(_TITLE_ROW, _LEFT, grid.rows + _TOP - 1, right),
        form.texts["print"]["footer"],
        landscape=grid.columns > grid.rows,
        title_rows=f"{_TOP}:{_TOP + grid.head_rows - 1}" if grid.head_rows else "",
    )


def flags(table: Table, form: Form, filing: Filing, verdicts: Mapping[tuple[str, str], str]) -> list[Flag]:
    """What colours the rows and columns of a table.

    Args:
        table: The table.
        form: The form.
        filing: The figures filled in.
        verdicts: By check and place, the cell of 审核 with the verdict (``'审核'!$F$9``).
    """
    mine = [i for i in form.instances if i.table == table.id and i.fields and (i.check, i.at) in verdicts]
    found = []
    for key, fields in _lines(table, form).items():
        inside = [i for i in mine if _belongs(i, fields, table, form)]
        failing = any(_fails(i, form, filing) for i in inside)
        if inside:
            found.append(Flag(key, tuple(verdicts[i.check, i.at] for i in inside), failing))
    return found


def _lines(table: Table, form: Form) -> dict[str, set[str]]:
    """The fields of each row and each column, by the key that stands beside or above them."""
    lines: dict[str, set[str]] = {}
    column_of = {part: parts for parts in keys.column_keys(table) for part in parts.split()}
    for name in form.table_fields(table.id):
        field = form.fields[name]
        lines.setdefault(keys.row_key(table.id, field.row), set()).add(name)
        lines.setdefault(column_of[field.column], set()).add(name)
    return lines


def _belongs(instance: Instance, fields: set[str], table: Table, form: Form) -> bool:
    """Whether a check runs along this row or column; in a table of one row, over this column."""
    rows = {form.fields[name].row for name in form.table_fields(table.id)}
    along = set(instance.fields) <= fields and len(fields) > 1
    return along if len(rows) > 1 else len(fields) == 1 and fields <= set(instance.fields)


def _fails(instance: Instance, form: Form, filing: Filing) -> bool:
    return (
        arithmetic.evaluate(instance, form, filing, reckonable=arithmetic.in_cells).outcome is Outcome.FAILED
    )


def _title(
    canvas: Canvas, table: Table, grid: Grid, form: Form, filing: Filing, widths: Sequence[float]
) -> None:
    words = form.texts["declaration"]
    right = grid.columns + _LEFT - 1
    for_label = next(n for n in range(1, grid.columns) if sum(widths[-1 - n : -1]) >= _LABEL_OF_DECLARATION)
    canvas.merged(
        _TITLE_ROW, _LEFT, 1, grid.columns - for_label - 1, f"{table.number}　{table.title}", "title"
    )
    canvas.merged(_TITLE_ROW, right - for_label, 1, for_label, words["label"], "plain-right")
    answer = words["yes"] if table.id in filing.blank_means_zero else ""
    canvas.text(_TITLE_ROW, right, answer, "choice")
    rule = validation(
        "list", words["prompt"], words["prompt_title"], words["prompt"], words["prompt_title"],
        formula1=f'"{words["yes"]},{words["no"]}"',
    )  # fmt: skip
    rule.add(address(_TITLE_ROW, right))
    canvas.sheet.add_data_validation(rule)
    canvas.height(_TITLE_ROW, 30)
    notice = form.guidance.get(table.id, "") + form.texts["tables"]["footnote"]
    canvas.merged(_NOTICE_ROW, _LEFT, 1, grid.columns, notice, "notice")
    canvas.height(_NOTICE_ROW, height_of(notice, sum(widths), 14))


def _label(canvas: Canvas, cell: Cell) -> None:
    style = {"label": "label", "band": "head", "corner": "head", "head": "head"}[cell.kind]
    canvas.merged(cell.row + _TOP - 1, cell.column + _LEFT - 1, cell.rows, cell.columns, cell.text, style)


def _figure(
    canvas: Canvas, cell: Cell, places: Mapping[str, formulas.Place], form: Form, filing: Filing
) -> None:
    row, column = places[cell.field]
    for beside in range(column + 1, column + cell.columns):
        canvas.text(row, beside, "", "idle")
    stated = filing.figures.get(cell.field)
    if form.is_total(cell.field) and stated is None:
        shown = arithmetic.shown(cell.field, form, filing)
        result: Result = form.texts["verdicts"]["unreadable"] if shown is None else shown
        canvas.formula(row, column, formulas.total(cell.field, form, places), result)
    else:
        fill_in(canvas, row, column, stated, "total" if form.is_total(cell.field) else "input")


def fill_in(canvas: Canvas, row: int, column: int, figure: Figure | None, style: str) -> None:
    """Put a figure into its cell: a number where a cell can hold it, else the text that was typed."""
    if figure is not None and figure.plain:
        canvas.number(row, column, figure.value, style)
    else:
        text = "" if figure is None else figure.text if figure.note else figure.typed
        canvas.text(row, column, text, style)


def _heights(canvas: Canvas, grid: Grid, widths: Sequence[float], form: Form) -> None:
    line = float(form.texts["layout"]["line_height"])
    needed = dict.fromkeys(range(1, grid.rows + 1), line + 5)
    for cell in grid.cells:
        if cell.rows == 1 and cell.text:
            width = sum(widths[cell.column - 1 : cell.column - 1 + cell.columns])
            needed[cell.row] = max(needed[cell.row], height_of(cell.text, width, line))
    for cell in grid.cells:
        if cell.rows > 1:
            width = sum(widths[cell.column - 1 : cell.column - 1 + cell.columns])
            rows = range(cell.row, cell.row + cell.rows)
            short = height_of(cell.text, width, line) - sum(needed[row] for row in rows)
            for row in rows:
                needed[row] += max(0, short) / cell.rows
    for row, points in needed.items():
        canvas.height(row + _TOP - 1, points)


def _validations(canvas: Canvas, table: Table, form: Form, places: Mapping[str, formulas.Place]) -> None:
    """One validation a row of inputs (its prompt is the row's guidance), one for the totals."""
    words = form.texts["tables"]
    by_row: dict[str, list[str]] = {}
    for name in form.table_fields(table.id):
        key = "" if form.is_total(name) else keys.row_key(table.id, form.fields[name].row)
        by_row.setdefault(key, []).append(name)
    for key, names in by_row.items():
        kind = form.fields[names[0]].kind
        guidance = form.guidance.get(key, "") if key != table.id else ""
        prompt = f"{guidance}{words[kind]}" if key else words["total"]
        title = (form.fields[names[0]].row_labels or [table.number])[-1] if key else table.number
        rule = figure_validation(kind, prompt, title, form)
        for name in names:
            rule.add(address(*places[name]))
        canvas.sheet.add_data_validation(rule)


def figure_validation(kind: Kind, prompt: str, title: str, form: Form) -> DataValidation:
    """What a cell for a figure asks for; it warns, for ``/`` and ``22（其中修订16件）`` are answers."""
    words = form.texts["tables"]
    type_: Literal["whole", "decimal"] = "whole" if kind is Kind.COUNT else "decimal"
    return validation(
        type_, prompt, title, words[f"{kind}_warning"], words["warning_title"],
        operator="greaterThanOrEqual", formula1="0",
    )  # fmt: skip


def _keys(canvas: Canvas, table: Table, grid: Grid, form: Form) -> None:
    canvas.text(1, 1, keys.marker(table.id), "bare")
    canvas.text(_TITLE_ROW, 1, keys.DECLARATION, "bare")
    first = _LEFT + grid.label_columns
    for offset, parts in enumerate(keys.column_keys(table)):
        canvas.text(1, first + offset, parts, "bare")
        canvas.text(1, _marks(grid) + offset, keys.mark(parts), "bare")
    for cell in grid.cells:
        if cell.field:
            key = keys.row_key(table.id, form.fields[cell.field].row)
            canvas.text(cell.row + _TOP - 1, 1, key, "bare")
    for row in (1, _BEGUN_ROW):
        canvas.hide_row(row)
    for column in (1, *range(_marks(grid), _flag_column(grid) + 2)):
        canvas.hide_column(column)


def _flags(canvas: Canvas, grid: Grid, flags: Sequence[Flag], failed: str) -> None:
    """Keys and flags below the last row of the table, hidden."""
    for row, flag in enumerate(flags, start=_TOP + grid.rows + 1):
        canvas.text(row, _flag_column(grid), flag.key, "bare")
        tests = ",".join(f'{verdict}="{failed}"' for verdict in flag.verdicts)
        canvas.formula(row, _flag_column(grid) + 1, f"IF(OR({tests}),1,0)", int(flag.failing), "bare")
        canvas.hide_row(row)


def _begun(table: Table, form: Form, filing: Filing) -> int:
    if table.id in filing.blank_means_zero:
        return 0
    return int(any(filing.figure(name).state is not State.BLANK for name in form.inputs(table.id)))


def _colours(canvas: Canvas, table: Table, grid: Grid, form: Form) -> None:
    """Marks before flags before what is missing; each format looks at its own cell, marks and flags only."""
    left = _LEFT + grid.label_columns
    cells = [cell for cell in grid.cells if cell.field]
    bottom, right = _TOP + grid.rows - 1, left + len(keys.column_keys(table)) - 1
    top = _TOP + min(cell.row for cell in cells) - 1
    figures = block(top, left, bottom, right)
    mark = f"{column_letters(_marks(grid))}{top}"
    for severity in Severity:
        canvas.signal(figures, f'{mark}="{severity}"', severity)
    names, values = (
        f"${column_letters(c)}:${column_letters(c)}" for c in (_flag_column(grid), _flag_column(grid) + 1)
    )
    row, column = f"$A{top}", f"{column_letters(left)}$1"
    canvas.signal(figures, f"SUMIF({names},{row},{values})+SUMIF({names},{column},{values})>0", "failed")
    places = layout(table, canvas.sheet.title).places
    for inputs in formulas.rectangles(places[name] for name in form.inputs(table.id)):
        own = address(inputs.top, inputs.left)
        where = block(inputs.top, inputs.left, inputs.bottom, inputs.right)
        canvas.signal(where, f"AND($A${_BEGUN_ROW}=1,ISBLANK({own}))", "missing")


def _marks(grid: Grid) -> int:
    """The first of the hidden columns of marks."""
    return grid.columns + _LEFT + 1


def _flag_column(grid: Grid) -> int:
    return _marks(grid) + grid.columns - grid.label_columns
