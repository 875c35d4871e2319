"""未采用: the files that were set aside, and the cells in which they differ from the one that counts."""

from collections.abc import Iterator

from generator.figure import Figure, State
from generator.form.model import Form
from generator.office.collect import Standing
from generator.office.file import File, place
from generator.office.listing import Column, Value, finish, frame
from generator.office.rollup import Rollup
from generator.office.units import Unit
from generator.sums import asked
from generator.workbook.canvas import Canvas
from generator.workbook.rolled import label

FIRST = 5
_ASIDE = "aside"
_CENTRED = ("version", "saved", "before", "after")


def write(canvas: Canvas, rollup: Rollup, form: Form) -> list[list[Value]]:
    """Write what stands above the rows of 未采用; returns the rows: one a cell, or one a file without any."""
    words = form.texts["office"][_ASIDE]
    columns = [
        Column(key, head, float(words["widths"][key]), "label-center" if key in _CENTRED else "label")
        for key, head in words["heads"].items()
    ]
    rows = [row for standing in rollup.returns.standings for row in _rows(standing, form)]
    frame(canvas, words["title"], words["notice"], columns, _ASIDE)
    finish(canvas, columns, FIRST, len(rows), form.texts["print"]["footer"])
    return rows


def is_set_aside(rollup: Rollup) -> bool:
    """Whether there is any such file."""
    return any(standing.file and standing.others for standing in rollup.returns.standings)


def first_rows(rollup: Rollup, form: Form) -> dict[Unit, tuple[int, int]]:
    """The row in which what is said of each unit begins, and how many cells differ."""
    found: dict[Unit, tuple[int, int]] = {}
    row = FIRST
    for standing in rollup.returns.standings:
        rows = list(_rows(standing, form))
        if rows:
            cells = (one for other in standing.others for one in _changed(standing, other, form))
            found[standing.unit] = row, sum(1 for _ in cells)
        row += len(rows)
    return found


def _rows(standing: Standing, form: Form) -> Iterator[list[Value]]:
    chosen, words = standing.file, form.texts["office"]
    if chosen is None or chosen.filing is None:
        return
    for other in standing.others:
        head = ["", standing.unit.name, other.name, other.version or None, other.saved_words]
        changed = list(_changed(standing, other, form))
        for name, before, after in changed:
            cell = place(name, chosen.filing, form)
            shown = [_shown(figure, str(words["words"]["blank"])) for figure in (before, after)]
            yield [*head, cell, label(name, form), *shown, chosen.name]
        if not changed:
            remark = words[_ASIDE]["same" if other.filing else "unreadable"]
            yield [*head, "", remark, "", "", chosen.name]


def _changed(standing: Standing, other: File, form: Form) -> Iterator[tuple[str, Figure, Figure]]:
    """The figures that differ: the one that was set aside, the one that counts."""
    if standing.file is None or standing.file.filing is None or other.filing is None:
        return
    for name in asked([standing.file.filing, other.filing], form):
        before, after = other.filing.figure(name), standing.file.filing.figure(name)
        if before != after:
            yield name, before, after


def _shown(figure: Figure, blank: str) -> Value:
    if figure.is_blank:
        return blank
    return figure.value if figure.state is State.NUMBER and not figure.note else figure.text
