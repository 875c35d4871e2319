"""The sheets of the form's tables: the official table, with inputs, totals, prompts and hidden keys."""

from collections.abc import Sequence

from generator import arithmetic
from generator.errors import FormError
from generator.filing import Filing
from generator.form.grid import Cell
from generator.form.model import Form, Kind
from generator.ooxml.references import address
from generator.workbook import formulas, keys
from generator.workbook.canvas import Canvas, block, validation
from generator.workbook.inputs import figure_validation, fill_in
from generator.workbook.labels import title_of
from generator.workbook.measure import height_of
from generator.workbook.plan import BEGUN_ROW, KEY_COLUMN, KEY_ROW, LEFT, NOTICE_ROW, TITLE_ROW, TOP, Plan

_LABEL_OF_DECLARATION = 24  # characters
_STYLES = {"label": "label", "band": "head", "corner": "head", "head": "head"}


def write(canvas: Canvas, plan: Plan, form: Form, filing: Filing) -> None:
    """Write a table's sheet, but for its colours.

    Args:
        canvas: The empty sheet.
        plan: The table, laid out.
        form: The form.
        filing: The figures to fill in.
    """
    widths = widths_of(plan, form)
    canvas.widths(LEFT, widths)
    _title(canvas, plan, form, widths)
    _declaration(canvas, plan, form, filing)
    for cell in plan.grid.cells:
        _figure(canvas, cell, plan, form, filing) if cell.field else label(canvas, cell)
    heights(canvas, plan, widths, float(form.texts["layout"]["line_height"]))
    _validations(canvas, plan, form)
    _keys(canvas, plan, form)
    canvas.protect()
    print_out(canvas, plan, form)


def widths_of(plan: Plan, form: Form) -> list[float]:
    """The widths of a table's columns in characters.

    Raises:
        FormError: If the form gives more or fewer than the table has columns.
    """
    widths = [float(width) for width in form.texts["layout"][plan.table.id]]
    if len(widths) != plan.grid.columns:
        place = f"texts.toml.layout.{plan.table.id}"
        raise FormError("form.widths", place=place, count=len(widths), columns=plan.grid.columns)
    return widths


def print_out(canvas: Canvas, plan: Plan, form: Form) -> None:
    """Print a table to its last row and column, its heads on every page; they stay in view, too."""
    head_rows = plan.grid.head_rows
    canvas.sheet.freeze_panes = address(TOP + head_rows, 1)
    canvas.print_on_a4(
        block(TITLE_ROW, LEFT, plan.bottom, plan.right),
        form.texts["print"]["footer"],
        landscape=plan.grid.columns > plan.grid.rows,
        title_rows=f"{TOP}:{TOP + head_rows - 1}" if head_rows else "",
    )


def _title(canvas: Canvas, plan: Plan, form: Form, widths: Sequence[float]) -> None:
    """Title, the words beside the declaration, and the notice below."""
    table, columns = plan.table, plan.grid.columns
    for_label = next(n for n in range(1, columns) if sum(widths[-1 - n : -1]) >= _LABEL_OF_DECLARATION)
    canvas.merged(TITLE_ROW, LEFT, 1, columns - for_label - 1, title_of(table), "title")
    label = form.texts["declaration"]["label"]
    canvas.merged(TITLE_ROW, plan.right - for_label, 1, for_label, label, "plain-right")
    canvas.height(TITLE_ROW, 30)
    notice = form.guidance.get(table.id, "") + form.texts["tables"]["footnote"]
    canvas.merged(NOTICE_ROW, LEFT, 1, columns, notice, "notice")
    canvas.height(NOTICE_ROW, height_of(notice, sum(widths), 14))


def _declaration(canvas: Canvas, plan: Plan, form: Form, filing: Filing) -> None:
    words = form.texts["declaration"]
    answer = words["yes"] if plan.table.id in filing.blank_means_zero else ""
    canvas.text(TITLE_ROW, plan.right, answer, "choice")
    rule = validation(
        "list", words["prompt"], words["prompt_title"], words["warning"], words["prompt_title"],
        formula1=f'"{words["yes"]},{words["no"]}"',
    )  # fmt: skip
    canvas.ask(rule, address(TITLE_ROW, plan.right))


def label(canvas: Canvas, cell: Cell) -> None:
    """Write a cell of the grid that holds words."""
    canvas.merged(*Plan.at(cell), cell.rows, cell.columns, cell.text, _STYLES[cell.kind])


def _figure(canvas: Canvas, cell: Cell, plan: Plan, form: Form, filing: Filing) -> None:
    row, column = plan.places[cell.field]
    for beside in range(column + 1, column + cell.columns):
        canvas.text(row, beside, "", "idle")
    stated = filing.figures.get(cell.field)
    if form.is_total(cell.field) and stated is None:
        shown = arithmetic.shown(cell.field, form, filing)
        result = form.texts["verdicts"]["unreadable"] if shown is None else shown
        canvas.formula(row, column, formulas.total(cell.field, form, plan.places), result)
    else:
        fill_in(canvas, row, column, stated, "total" if form.is_total(cell.field) else "input")


def heights(canvas: Canvas, plan: Plan, widths: Sequence[float], line: float) -> None:
    """Rows as high as their texts need; a label over several rows shares among them what it lacks."""
    rows = dict.fromkeys(range(1, plan.grid.rows + 1), line + 5)
    for cell in sorted(plan.grid.cells, key=lambda cell: cell.rows):
        width = sum(widths[cell.column - 1 : cell.column - 1 + cell.columns])
        own = range(cell.row, cell.row + cell.rows)
        lacking = height_of(cell.text, width, line) - sum(rows[row] for row in own)
        for row in own:
            rows[row] += max(0, lacking) / cell.rows
    for row, points in rows.items():
        canvas.height(row + TOP - 1, points)


def _validations(canvas: Canvas, plan: Plan, form: Form) -> None:
    """One validation a row of inputs of a kind (its prompt is the row's guidance), one for the totals."""
    words, table = form.texts["tables"], plan.table
    by_row: dict[tuple[str, Kind], list[str]] = {}
    for name in form.table_fields(table.id):
        key = "" if form.is_total(name) else keys.row_key(table.id, form.fields[name].row)
        by_row.setdefault((key, form.fields[name].kind), []).append(name)
    for (key, _), names in by_row.items():
        field = form.fields[names[0]]
        guidance = "" if key == table.id else form.guidance.get(key, "")
        prompt = f"{guidance}{words[field.kind]}" if key else words["total"]
        title = field.row_labels[-1] if key and field.row_labels else table.number
        places = " ".join(address(*plan.places[name]) for name in names)
        canvas.ask(figure_validation(field.kind, prompt, title, form), places)


def _keys(canvas: Canvas, plan: Plan, form: Form) -> None:
    canvas.text(KEY_ROW, KEY_COLUMN, keys.marker(plan.table.id), "bare")
    canvas.text(TITLE_ROW, KEY_COLUMN, keys.DECLARATION, "bare")
    for offset, parts in enumerate(keys.column_keys(plan.table)):
        canvas.text(KEY_ROW, plan.first_figures + offset, parts, "bare")
        canvas.text(KEY_ROW, plan.marks + offset, keys.mark(parts), "bare")
    for name, (row, _) in plan.places.items():
        canvas.text(row, KEY_COLUMN, keys.row_key(plan.table.id, form.fields[name].row), "bare")
    for row in (KEY_ROW, BEGUN_ROW):
        canvas.hide_row(row)
    for column in (KEY_COLUMN, *range(plan.marks, plan.flag_keys + 2)):
        canvas.hide_column(column)
