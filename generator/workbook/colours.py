"""What colours the cells of a table: the program's marks, flags that mirror 审核, and what is missing.

Formats look at their own cell and at hidden cells of the same sheet; Excel would move one that looks at
another sheet into an extension that many programs drop.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator import arithmetic
from generator.arithmetic import Outcome
from generator.filing import Filing
from generator.form.model import Form, Instance, Severity, Table
from generator.ooxml.references import address, column_letters
from generator.workbook import formulas, keys
from generator.workbook.canvas import Canvas, block
from generator.workbook.formulas import Reckoning
from generator.workbook.plan import BEGUN_ROW, KEY_COLUMN, KEY_ROW, Plan


@dataclass(frozen=True, slots=True)
class Flag:
    """What colours a row or column: its key there, and the cells of 审核 that it mirrors."""

    key: str
    verdicts: tuple[str, ...]
    failing: bool


def flags(table: Table, form: Form, filing: Filing, verdicts: Mapping[tuple[str, str], str]) -> list[Flag]:
    """What colours the rows and columns of a table.

    Args:
        table: The table.
        form: The form.
        filing: The figures filled in.
        verdicts: By check and place, the cell of 审核 with the verdict (``'审核'!$F$9``).
    """
    mine = [i for i in form.instances if i.table == table.id and i.fields and (i.check, i.at) in verdicts]
    single = len({form.fields[name].row for name in form.table_fields(table.id)}) == 1
    found = []
    for key, fields in _lines(table, form).items():
        inside = [i for i in mine if (_stands_over if single else _runs_along)(i, fields)]
        failing = any(_fails(i, form, filing) for i in inside)
        if inside:
            found.append(Flag(key, tuple(verdicts[i.check, i.at] for i in inside), failing))
    return found


def write(
    canvas: Canvas, plan: Plan, form: Form, filing: Filing, reckoning: Reckoning, flags: Sequence[Flag]
) -> None:
    """Put colours on a table's sheet; a mark comes before a flag, and that before what is missing."""
    begun = reckoning.begun(plan.table.id)
    canvas.formula(BEGUN_ROW, KEY_COLUMN, begun, _begun(plan.table, form, filing), "bare")
    _write_flags(canvas, plan, flags, form.texts["verdicts"]["failed"])
    rows = [row for row, _ in plan.places.values()]
    top = min(rows)
    figures = block(top, plan.first_figures, max(rows), plan.right)
    colour_marked(canvas, figures, f"{column_letters(plan.marks)}{top}")
    canvas.signal(figures, _flagged(plan, top), "failed")
    for inputs in formulas.rectangles(plan.places[name] for name in form.inputs(plan.table.id)):
        own = address(inputs.top, inputs.left)
        where = block(inputs.top, inputs.left, inputs.bottom, inputs.right)
        canvas.signal(where, f"AND(${column_letters(KEY_COLUMN)}${BEGUN_ROW}=1,ISBLANK({own}))", "missing")


def colour_marked(canvas: Canvas, figures: str, mark: str) -> None:
    """Colour the cells of a block by the severities in their marks; ``mark`` is that of its first cell."""
    for severity in Severity:
        canvas.signal(figures, f'{mark}="{severity}"', severity)


def _flagged(plan: Plan, top: int) -> str:
    """Whether the flag of a cell's row or column is up, as seen from the first figure."""
    keys_, values = (f"${letters}:${letters}" for letters in map(column_letters, _flag_columns(plan)))
    row, column = (
        f"${column_letters(KEY_COLUMN)}{top}",
        f"{column_letters(plan.first_figures)}${KEY_ROW}",
    )
    return f"SUMIF({keys_},{row},{values})+SUMIF({keys_},{column},{values})>0"


def _flag_columns(plan: Plan) -> tuple[int, int]:
    return plan.flag_keys, plan.flag_keys + 1


def _write_flags(canvas: Canvas, plan: Plan, flags: Sequence[Flag], failed: str) -> None:
    """Keys and flags below the last row of the table, hidden."""
    key_column, value_column = _flag_columns(plan)
    for row, flag in enumerate(flags, start=plan.bottom + 2):
        canvas.text(row, key_column, flag.key, "bare")
        tests = ",".join(f'{verdict}="{failed}"' for verdict in flag.verdicts)
        canvas.formula(row, value_column, f"IF(OR({tests}),1,0)", int(flag.failing), "bare")
        canvas.hide_row(row)


def _lines(table: Table, form: Form) -> dict[str, set[str]]:
    """The fields of each row and each column, by the key that stands beside or above them."""
    lines: dict[str, set[str]] = {}
    for name, *both in _keys(table, form):
        for key in both:
            lines.setdefault(key, set()).add(name)
    return lines


def _keys(table: Table, form: Form) -> Iterator[tuple[str, str, str]]:
    """Each field with the keys of its row and its column."""
    column_of = {part: parts for parts in keys.column_keys(table) for part in parts.split()}
    for name in form.table_fields(table.id):
        field = form.fields[name]
        yield name, keys.row_key(table.id, field.row), column_of[field.column]


def _runs_along(instance: Instance, line: set[str]) -> bool:
    """Whether a check compares fields of this row or column; one with last year's points at a single cell."""
    return len(line) > 1 and len(instance.fields) > 1 and set(instance.fields) <= line


def _stands_over(instance: Instance, column: set[str]) -> bool:
    """In a table of one row, whether a check compares the field of this column."""
    return len(column) == 1 and column <= set(instance.fields)


def _fails(instance: Instance, form: Form, filing: Filing) -> bool:
    result = arithmetic.evaluate(instance, form, filing, filing.last_year, arithmetic.in_cells)
    return result.outcome is Outcome.FAILED


def _begun(table: Table, form: Form, filing: Filing) -> int:
    if table.id in filing.blank_means_zero:
        return 0
    return int(any(not filing.figure(name).is_blank for name in form.inputs(table.id)))
