"""下级单位: of each unit that is a roll-up itself, how many of its units answered what, figure by figure.

明细 has such a unit in one row; what its own units left blank would be lost to whoever rolls it up again.
"""

from collections.abc import Iterator

from generator.form.model import Form
from generator.office.listing import LEFT, Column, Value, finish, frame
from generator.office.rollup import Rollup
from generator.sums import ANSWERS, carried, is_roll_up
from generator.workbook.canvas import Canvas
from generator.workbook.rolled import SUBORDINATE, UNIT, label

FIRST = 5
_FIXED = ("code", "unit", "answer")


def has_any(rollup: Rollup, form: Form) -> bool:
    """Whether any unit is a roll-up itself."""
    filings = (standing.file.filing for standing in rollup.returns.standings if standing.file)
    return any(filing is not None and is_roll_up(filing, form) for filing in filings)


def write(canvas: Canvas, rollup: Rollup, form: Form) -> list[list[Value]]:
    """Write what stands above the rows of 下级单位; returns the rows, one for each kind of answer."""
    words, width = form.texts["office"][SUBORDINATE], form.texts["office"]["details"]["widths"]["figure"]
    fixed = [Column(key, words["heads"][key], float(words["widths"][key])) for key in _FIXED]
    figures = [Column(name, label(name, form), float(width), "label-center") for name in rollup.sums]
    rows = list(_rows(rollup, form))
    frame(canvas, words["title"], words["notice"], [*fixed, *figures], SUBORDINATE)
    finish(canvas, [*fixed, *figures], FIRST, len(rows), form.texts["print"]["footer"], frozen=len(_FIXED))
    canvas.print_side_by_side(len(_FIXED) + len(figures), LEFT + len(_FIXED) - 1)
    return rows


def _rows(rollup: Rollup, form: Form) -> Iterator[list[Value]]:
    """Their keys say of which row of 明细 they are, and which answer they count."""
    heads = form.texts["office"]["items"]["heads"]
    chosen = (standing for standing in rollup.returns.standings if standing.file)
    for number, standing in enumerate(chosen, start=1):
        filing = standing.file.filing if standing.file else None
        counts = carried(filing, form) if filing else {}
        for index, answer in enumerate(ANSWERS) if counts else ():
            own = (counts[name][index] if name in counts else None for name in rollup.sums)
            yield [f"{UNIT}{number}.{answer}", standing.unit.code, standing.unit.name, heads[answer], *own]
