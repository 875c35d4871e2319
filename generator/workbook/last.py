"""The sheet 上年数: figures of last year's report, and its address."""

from generator import arithmetic
from generator.filing import Filing
from generator.form.model import Form
from generator.ooxml.references import address, column_letters
from generator.workbook import formulas, keys
from generator.workbook.canvas import Canvas, block
from generator.workbook.colours import colour_marked
from generator.workbook.formulas import Layout
from generator.workbook.inputs import figure_validation, fill_in
from generator.workbook.measure import height_of

_PLACE, _LABEL, _VALUE, _MARK = 2, 3, 4, 6
_TITLE_ROW, _NOTICE_ROW, _HEAD_ROW, _FIRST = 2, 3, 4, 5
_LINE = 15.5


def layout(form: Form, sheet: str) -> Layout:
    """Where last year's figures stand in a new workbook, by this year's fields."""
    return Layout(sheet, {name: (row, _VALUE) for row, name in enumerate(form.last, start=_FIRST)})


def write(canvas: Canvas, form: Form, filing: Filing) -> None:
    """Write 上年数."""
    _head(canvas, form)
    places = layout(form, canvas.sheet.title).places
    for name, (row, _) in places.items():
        _figure(canvas, row, name, form, filing)
    bottom = _FIRST + len(places)
    _describe(canvas, bottom, keys.URL, "", form.texts["last_year_sheet"]["url"])
    canvas.text(bottom, _VALUE, filing.last.url, "input-text")
    canvas.growing(bottom, max(_LINE + 6, height_of(filing.last.url, _widths(form)[-1], _LINE)))
    colour_marked(canvas, block(_FIRST, _VALUE, bottom, _VALUE), f"{column_letters(_MARK)}{_FIRST}")
    canvas.sheet.freeze_panes = address(_FIRST, 1)
    canvas.protect()
    canvas.print_on_a4(block(_TITLE_ROW, _PLACE, bottom, _VALUE), form.texts["print"]["footer"])


def _head(canvas: Canvas, form: Form) -> None:
    words = form.texts["last_year_sheet"]
    canvas.widths(_PLACE, _widths(form))
    canvas.text(1, 1, keys.marker(keys.LAST_YEAR), "bare")
    canvas.text(1, _VALUE, keys.VALUE, "bare")
    canvas.text(1, _MARK, keys.mark(keys.VALUE), "bare")
    canvas.merged(_TITLE_ROW, _PLACE, 1, 3, words["title"], "title")
    canvas.height(_TITLE_ROW, 30)
    canvas.merged(_NOTICE_ROW, _PLACE, 1, 3, words["notice"], "notice")
    canvas.height(_NOTICE_ROW, height_of(words["notice"], sum(_widths(form)), 14))
    for column, name in ((_PLACE, "place"), (_LABEL, "label"), (_VALUE, "value")):
        canvas.text(_HEAD_ROW, column, words["heads"][name], "head")
    canvas.hide_row(1)
    for column in (1, _MARK):
        canvas.hide_column(column)


def _figure(canvas: Canvas, row: int, name: str, form: Form, filing: Filing) -> None:
    words, field = form.texts["last_year_sheet"], form.fields[name]
    numbers = {table.id: table.number for table in form.tables}
    _describe(canvas, row, name, numbers.get(field.table, ""), field.label)
    stated = filing.last.figures.get(name)
    canvas.growing(row, max(_LINE + 6, height_of(field.label, _widths(form)[1], _LINE)))
    if form.is_reckoned_of_last(name) and stated is None:
        before = Filing(form.id, form.edition, figures=filing.last.figures)
        shown = arithmetic.shown(name, form, before)
        result = form.texts["verdicts"]["unreadable"] if shown is None else shown
        places = layout(form, canvas.sheet.title).places
        canvas.formula(row, _VALUE, formulas.total(name, form, places), result)
    else:
        fill_in(canvas, row, _VALUE, stated, "input")
    prompt = words["computed"] if form.is_reckoned_of_last(name) else form.texts["tables"][field.kind]
    canvas.ask(figure_validation(field.kind, prompt, words["title"], form), address(row, _VALUE))


def _describe(canvas: Canvas, row: int, key: str, place: str, label: str) -> None:
    canvas.text(row, 1, key, "bare")
    canvas.text(row, _PLACE, place, "label-center")
    canvas.text(row, _LABEL, label, "label")


def _widths(form: Form) -> list[float]:
    return [float(width) for width in form.texts["last_year_sheet"]["widths"]]
