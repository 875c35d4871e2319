"""对比: the largest units, shares of outcomes, growth over last year, units far from their own last year."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator import arithmetic
from generator.figure import Number, State, minus
from generator.filing import Filing
from generator.form.model import Form
from generator.narrative import percentage
from generator.office.collect import Standing
from generator.office.rollup import Rollup
from generator.sums import figure_of
from generator.workbook.canvas import Canvas, Value, block

_FIRST, _LEFT, _COLUMNS = 2, 2, 4

_Words = Mapping[str, Any]
_Rows = list[list[Value]]


def write(canvas: Canvas, rollup: Rollup, form: Form) -> None:
    """Write 对比: a small table below the other, each only where there is something to compare."""
    words = form.texts["office"]["comparison"]
    canvas.widths(1, [2])
    canvas.widths(_LEFT, [float(width) for width in words["widths"]])
    canvas.text(_FIRST, _LEFT, words["title"], "title-left")
    row = _FIRST + 2
    for title, heads, rows in _tables(rollup, form, words):
        if rows:
            row = _table(canvas, row, title, heads, rows) + 2
    canvas.print_on_a4(
        block(_FIRST, _LEFT, max(row, _FIRST), _LEFT + _COLUMNS - 1), form.texts["print"]["footer"]
    )


def _tables(rollup: Rollup, form: Form, words: _Words) -> Iterator[tuple[str, Sequence[str], _Rows]]:
    yield words["largest"]["title"], words["largest"]["heads"], _largest(rollup, form, words["largest"])
    yield words["outcomes"]["title"], words["outcomes"]["heads"], _outcomes(rollup.whole, form, words)
    yield words["growth"]["title"], words["growth"]["heads"], _growth(rollup, form, words["growth"])
    outliers = words["outliers"]
    title = outliers["title"].format(least=outliers["least"])
    yield title, outliers["heads"], _outliers(rollup, form, outliers)


def _table(canvas: Canvas, row: int, title: str, heads: Sequence[str], rows: _Rows) -> int:
    canvas.merged(row, _LEFT, 1, _COLUMNS, title, "plain")
    for column, head in enumerate(heads, start=_LEFT):
        canvas.text(row + 1, column, head, "head")
    for below, values in enumerate(rows, start=row + 2):
        for column, value in enumerate(values, start=_LEFT):
            style = "label" if column == _LEFT else "label-center"
            if isinstance(value, str):
                canvas.text(below, column, value, style)
            else:
                canvas.number(below, column, value, style)
    return row + 1 + len(rows)


def _largest(rollup: Rollup, form: Form, words: _Words) -> _Rows:
    """Of many units those with the most; of one there is nothing to compare."""
    values = [
        (_value(standing, words["field"], form), standing.unit.name) for standing in rollup.returns.counted
    ]
    known = sorted(((value, name) for value, name in values if value), key=lambda pair: -pair[0])
    whole = figure_of(words["field"], rollup.whole, form).value
    if len(values) < 2 or not whole:
        return []
    return [[name, value, percentage(value, whole)] for value, name in known[: words["count"]]]


def _outcomes(whole: Filing, form: Form, words: _Words) -> _Rows:
    rows: _Rows = []
    for label, name in words["outcomes"]["names"].items():
        amount = arithmetic.amount(form.names[name].terms, form, whole)
        of = arithmetic.amount(form.names[name].whole, form, whole)
        if amount is not None and of:
            rows.append([label, amount, percentage(amount, of)])
    return rows


def _growth(rollup: Rollup, form: Form, words: _Words) -> _Rows:
    rows: _Rows = []
    for name in words["names"] if rollup.previous else ():
        terms = form.names[name].terms
        now, last = (
            arithmetic.amount(terms, form, filing) for filing in (rollup.whole, rollup.previous) if filing
        )
        if now is not None and last is not None:
            rows.append([name, last, now, percentage(minus(now, last), last) if last else ""])
    return rows


def _outliers(rollup: Rollup, form: Form, words: _Words) -> _Rows:
    """Units whose figure is a multiple or a fraction of their own last year's, and by no small number."""
    rows: _Rows = []
    before = rollup.before or {}
    for standing in rollup.returns.counted:
        own = before.get(standing.unit.code) or before.get(standing.unit.name)
        now = _value(standing, words["field"], form)
        last = _of(own, words["field"], form) if own else None
        if now is None or last is None:
            continue
        far = max(now, last) >= words["times"] * min(now, last) and abs(now - last) >= words["least"]
        if far:
            rows.append([standing.unit.name, last, now])
    return rows


def _value(standing: Standing, field: str, form: Form) -> Number | None:
    return _of(standing.file.filing, field, form) if standing.file and standing.file.filing else None


def _of(filing: Filing, field: str, form: Form) -> Number | None:
    figure = figure_of(field, filing, form)
    return figure.value if figure.state is State.NUMBER else None
