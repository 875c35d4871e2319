"""分项: every figure with its sum over the units, what was adjusted, who gave none, and 小计 by 类别."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.figure import BLANK, Number, State, minus
from generator.filing import Filing
from generator.form.model import Form
from generator.office.adjustments import Typed
from generator.office.details import Ranges
from generator.office.listing import LEFT, Column, frame
from generator.office.rollup import Rollup
from generator.ooxml.references import address, column_letters
from generator.sums import ANSWERS, figure_of, rolled_up
from generator.workbook.canvas import Canvas, Value, block
from generator.workbook.formulas import quoted, rectangles
from generator.workbook.measure import height_of
from generator.workbook.rolled import label

FIRST = 5
_LINE = 15.5
_ANY_NUMBER = '">-1E+99"'


@dataclass(frozen=True, slots=True)
class Lines:
    """Where formulas of other sheets find the sums: the sheet, the row of each field, columns by key."""

    sheet: str
    rows: Mapping[str, int]
    columns: Mapping[str, int]

    def cell(self, field: str, key: str) -> str:
        """A cell, as seen from another sheet."""
        return f"{quoted(self.sheet)}!${column_letters(self.columns[key])}${self.rows[field]}"


def lines(rollup: Rollup, form: Form) -> Lines:
    """Where the fields and columns stand."""
    columns = {column.key: index for index, column in enumerate(_columns(rollup, form), start=LEFT)}
    rows = {name: row for row, name in enumerate(rollup.fields(form), start=FIRST)}
    return Lines(form.texts["office"]["sheets"]["items"], rows, columns)


def total(field: str, details: Ranges, yes: str, kind: str = "") -> str:
    """The formula of a sum over the units that count (of one 类别): empty where none gave a number."""
    where = f'{details.of("counted")},"{yes}"' + (f",{details.of('kind')},{kind}" if kind else "")
    cells = details.of(field)
    return f'IF(COUNTIFS({where},{cells},{_ANY_NUMBER})=0,"",SUMIFS({cells},{where}))'


def write(canvas: Canvas, rollup: Rollup, form: Form, details: Ranges, typed: Typed) -> None:
    """Write 分项."""
    words = form.texts["office"]["items"]
    columns = _columns(rollup, form)
    where = lines(rollup, form)
    frame(canvas, words["title"], words["notice"], columns, "items")
    bare = rolled_up(rollup.sums, (), form, {})
    for field, row in where.rows.items():
        canvas.text(row, 1, field, "bare")
        canvas.text(row, where.columns["place"], _place(field, form), "label")
        canvas.text(row, where.columns["label"], label(field, form), "label")
        canvas.height(row, height_of(label(field, form), float(words["widths"]["label"]), _LINE))
        results = _results(field, bare, rollup.whole, form)
        for key, formula in _formulas(field, row, form, where, details, typed).items():
            canvas.formula(row, where.columns[key], formula, results[key], "total")
        _counts(canvas, row, field, rollup, where)
        for kind, filing in rollup.kinds.items():
            column = where.columns[kind]
            head = f"{column_letters(column)}${FIRST - 1}"
            formula = total(field, details, form.texts["office"]["words"]["yes"], head)
            canvas.formula(row, column, formula, _shown(field, filing, form), "total")
    bottom, right = FIRST + len(where.rows) - 1, LEFT + len(columns) - 1
    canvas.sheet.freeze_panes = address(FIRST, LEFT + 2)
    canvas.sheet.auto_filter.ref = block(FIRST - 1, LEFT, bottom, right)
    footer = form.texts["print"]["footer"]
    titles = f"{FIRST - 1}:{FIRST - 1}"
    canvas.print_on_a4(block(2, LEFT, bottom, right), footer, landscape=True, title_rows=titles)


def _columns(rollup: Rollup, form: Form) -> list[Column]:
    words = form.texts["office"]["items"]
    widths = words["widths"]
    fixed = [Column(key, head, float(widths[key])) for key, head in words["heads"].items()]
    return [*fixed, *(Column(kind, kind, float(widths["kind"])) for kind in rollup.kinds)]


def _place(field: str, form: Form) -> str:
    if field not in form.fields:
        return str(form.texts["office"]["items"]["extra"])
    found = form.fields[field]
    return form.numbers[found.table] if found.table in form.numbers else found.row_labels[0]


def _formulas(
    field: str, row: int, form: Form, where: Lines, details: Ranges, typed: Typed
) -> dict[str, str]:
    """The sum over the units, what is adjusted, and both together, by column."""
    sum_, adjustment = (address(row, where.columns[key]) for key in ("sum", "adjustment"))
    return {
        "sum": total(field, details, form.texts["office"]["words"]["yes"]),
        "adjustment": _adjustment(field, row, form, where, typed),
        "adjusted": f'IF(AND({sum_}="",{adjustment}=0),"",N({sum_})+{adjustment})',
    }


def _results(field: str, bare: Filing, whole: Filing, form: Form) -> dict[str, Value]:
    """What the formulas come to, by column."""
    before, after = _shown(field, bare, form), _shown(field, whole, form)
    return {"sum": before, "adjustment": _difference(after, before), "adjusted": after}


def _adjustment(field: str, row: int, form: Form, where: Lines, typed: Typed) -> str:
    """What was typed for an input; of a total, what its items are adjusted by."""
    if not form.is_total(field):
        words = address(row, where.columns["label"])
        return f"SUMIFS({typed.amounts},{typed.labels},{words})"
    column = where.columns["adjustment"]
    return f"SUM({','.join(_blocks((where.rows[item], column) for item in form.items[field]))})"


def _blocks(places: Iterator[tuple[int, int]]) -> Iterator[str]:
    return (block(b.top, b.left, b.bottom, b.right) for b in rectangles(places))


def _counts(canvas: Canvas, row: int, field: str, rollup: Rollup, where: Lines) -> None:
    """How many units gave a number, none, or something else; of totals nothing is counted."""
    for key in ANSWERS:
        if field in rollup.sums:
            canvas.number(row, where.columns[key], getattr(rollup.sums[field], key), "label-center")
        else:
            canvas.text(row, where.columns[key], "", "label-center")


def _shown(field: str, filing: Filing, form: Form) -> Value:
    figure = figure_of(field, filing, form) if filing else BLANK
    return figure.value if figure.state is State.NUMBER else ""


def _difference(after: Value, before: Value) -> Number:
    if isinstance(after, str):
        return 0
    return after if isinstance(before, str) else minus(after, before)
