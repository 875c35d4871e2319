"""明细: a row for each unit, a column for each figure, as plain values that formulas add up."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.figure import Figure, State
from generator.form.model import Form
from generator.office.collect import Standing
from generator.office.file import File, place, usual_places
from generator.office.listing import LEFT, Column, Value, finish, frame
from generator.office.rollup import Rollup, kind_of
from generator.ooxml.references import column_letters
from generator.sums import figure_of
from generator.workbook.canvas import Canvas
from generator.workbook.formulas import quoted
from generator.workbook.keys import DETAILS
from generator.workbook.rolled import UNIT, label

_PLACES_ROW, FIRST = 5, 6
_FIXED = ("code", "unit", "kind", "counted", "state", "file")
_BEHIND = ("notes", "moved")


@dataclass(frozen=True, slots=True)
class Ranges:
    """Where formulas of other sheets find the columns of 明细: whole ranges of rows, by key."""

    sheet: str
    columns: dict[str, int]
    bottom: int

    def of(self, key: str) -> str:
        """The cells of a column, as a reference."""
        letters = column_letters(self.columns[key])
        return f"{quoted(self.sheet)}!${letters}${FIRST}:${letters}${self.bottom}"


def ranges(rollup: Rollup, form: Form) -> Ranges:
    """Where the columns stand."""
    columns = {column.key: index for index, column in enumerate(_columns(rollup, form), start=LEFT)}
    count = sum(standing.file is not None for standing in rollup.returns.standings)
    return Ranges(form.texts["office"]["sheets"][DETAILS], columns, FIRST + max(count, 1) - 1)


def write(canvas: Canvas, rollup: Rollup, form: Form) -> Iterator[list[Value]]:
    """Write what stands above the rows of 明细; returns the rows."""
    words = form.texts["office"]["details"]
    columns = _columns(rollup, form)
    frame(canvas, words["title"], words["notice"], columns, DETAILS)
    usual = usual_places(form)
    for index, column in enumerate(columns, start=LEFT):
        canvas.text(_PLACES_ROW, index, usual.get(column.key, ""), "guidance")
    chosen = [standing for standing in rollup.returns.standings if standing.file]
    finish(canvas, columns, FIRST, len(chosen), form.texts["print"]["footer"], frozen=2)
    canvas.print_side_by_side(len(columns), LEFT + 1)
    return (_row(number, standing, rollup, form) for number, standing in enumerate(chosen, start=1))


def _columns(rollup: Rollup, form: Form) -> list[Column]:
    words = form.texts["office"]["details"]
    heads, widths = words["heads"], words["widths"]

    def fixed(key: str) -> Column:
        return Column(key, heads[key], float(widths[key]))

    width = float(widths["figure"])
    figures = [Column(name, label(name, form), width, "label-center") for name in rollup.fields(form)]
    return [*map(fixed, _FIXED), *figures, *map(fixed, _BEHIND)]


def _row(number: int, standing: Standing, rollup: Rollup, form: Form) -> list[Value]:
    office = form.texts["office"]
    file = standing.file
    if file is None or file.filing is None:
        raise ValueError("a unit without a file")
    figures = {name: figure_of(name, file.filing, form) for name in rollup.fields(form)}
    counted = office["words"]["yes" if standing.counted else "no"]
    kind = kind_of(standing, form) if rollup.kinds else ""
    fixed = [standing.unit.code, standing.unit.name, kind, counted, office["states"][standing.state]]
    behind = [_notes(figures, form), _moved(file, form)]
    return [f"{UNIT}{number}", *fixed, file.name, *map(_value, figures.values()), *behind]


def _value(figure: Figure) -> Value:
    return figure.value if figure.state is State.NUMBER else figure.typed


def _notes(figures: dict[str, Figure], form: Form) -> str:
    words = form.texts["office"]
    noted = ((name, figure.note) for name, figure in figures.items() if figure.note)
    lines = (words["details"]["note"].format(label=label(name, form), note=note) for name, note in noted)
    return str(words["words"]["joint"]).join(lines)


def _moved(file: File, form: Form) -> str:
    words = form.texts["office"]
    if file.filing is None:
        return ""
    moved = ((name, place(name, file.filing, form)) for name in file.filing.origins)
    lines = (words["details"]["moved"].format(label=label(name, form), cell=cell) for name, cell in moved)
    return str(words["words"]["joint"]).join(lines)
