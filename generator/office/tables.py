"""The sums laid out as the official tables, each a formula over 明细 with what was adjusted."""

from generator.figure import State
from generator.form.model import Form
from generator.office.details import Ranges
from generator.office.items import Lines, total
from generator.office.rollup import Rollup
from generator.sums import figure_of
from generator.workbook.canvas import Canvas
from generator.workbook.measure import height_of
from generator.workbook.plan import BEGUN_ROW, KEY_COLUMN, KEY_ROW, LEFT, NOTICE_ROW, TITLE_ROW, Plan
from generator.workbook.tables import heights, print_out, widths_of
from generator.workbook.tables import label as write_label


def write(canvas: Canvas, plan: Plan, rollup: Rollup, form: Form, details: Ranges, items: Lines) -> None:
    """Write the sheet of a table with its sums."""
    widths = widths_of(plan, form)
    canvas.widths(LEFT, widths)
    _head(canvas, plan, form, sum(widths))
    for cell in plan.grid.cells:
        if not cell.field:
            write_label(canvas, cell)
            continue
        row, column = plan.at(cell)
        canvas.merged(row, column, cell.rows, cell.columns, "", "total")
        figure = figure_of(cell.field, rollup.whole, form)
        result = figure.value if figure.state is State.NUMBER else ""
        canvas.formula(row, column, _formula(cell.field, form, details, items), result, "total")
    heights(canvas, plan, widths, float(form.texts["layout"]["line_height"]))
    print_out(canvas, plan, form)


def _head(canvas: Canvas, plan: Plan, form: Form, width: float) -> None:
    columns, notice = plan.grid.columns, form.texts["office"]["table"]["notice"]
    canvas.merged(TITLE_ROW, LEFT, 1, columns, f"{plan.table.number}　{plan.table.title}", "title")
    canvas.height(TITLE_ROW, 30)
    canvas.merged(NOTICE_ROW, LEFT, 1, columns, notice, "notice")
    canvas.height(NOTICE_ROW, height_of(notice, width, 14))
    for row in (KEY_ROW, BEGUN_ROW):
        canvas.hide_row(row)
    canvas.hide_column(KEY_COLUMN)


def _formula(field: str, form: Form, details: Ranges, items: Lines) -> str:
    """The sum over 明细 with its adjustment; empty where no unit gave a number and nothing was adjusted."""
    sum_ = total(field, details, form.texts["office"]["words"]["yes"])
    adjustment = items.cell(field, "adjustment")
    return f'IF({items.cell(field, "adjusted")}="","",N({sum_})+{adjustment})'
