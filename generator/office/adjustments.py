"""调整: what the office adds to sums or takes away, typed by people and kept from roll-up to roll-up."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.form.model import Form
from generator.office.listing import LEFT, Column, frame
from generator.ooxml.references import address, column_letters
from generator.sums import Adjustment
from generator.workbook.canvas import Canvas, block, validation
from generator.workbook.formulas import quoted
from generator.workbook.inputs import LEAST
from generator.workbook.rolled import ADJUSTMENTS, label

FIRST = 5
_SPARE = 20
_CHOICES = 8  # the hidden column with what can be chosen
_STYLES = {"label": "input-left", "amount": "input", "reason": "input-text", "by": "input-text"}


@dataclass(frozen=True, slots=True)
class Typed:
    """Where formulas of other sheets find what was typed."""

    labels: str
    amounts: str


def typed(adjustments: Sequence[Adjustment], form: Form) -> Typed:
    """Where labels and amounts stand."""
    sheet = quoted(form.texts["office"]["sheets"]["adjustments"])
    bottom = _bottom(adjustments, form)
    first, second = (column_letters(LEFT + index) for index in (0, 1))
    return Typed(*(f"{sheet}!${letters}${FIRST}:${letters}${bottom}" for letters in (first, second)))


def write(canvas: Canvas, adjustments: Sequence[Adjustment], fields: Sequence[str], form: Form) -> None:
    """Write 调整.

    Args:
        canvas: The empty sheet.
        adjustments: What was typed before.
        fields: Those that may be adjusted.
        form: The form.
    """
    words = form.texts["office"]["adjustments"]
    columns = [
        Column(key, head, float(words["widths"][key]), _STYLES[key]) for key, head in words["heads"].items()
    ]
    frame(canvas, words["title"], words["notice"], columns, ADJUSTMENTS)
    bottom = _bottom(adjustments, form)
    for row in range(FIRST, bottom + 1):
        for index, column in enumerate(columns, start=LEFT):
            canvas.text(row, index, "", column.style)
    for row, adjustment in enumerate(adjustments, start=FIRST):
        canvas.text(row, LEFT, label(adjustment.field, form), "input-left")
        canvas.number(row, LEFT + 1, adjustment.amount)
        canvas.text(row, LEFT + 2, adjustment.reason, "input-text")
        canvas.text(row, LEFT + 3, adjustment.by, "input-text")
    _validations(canvas, fields, bottom, form)
    canvas.sheet.freeze_panes = address(FIRST, 1)
    canvas.protect()
    right = LEFT + len(columns) - 1
    canvas.print_on_a4(block(2, LEFT, bottom, right), form.texts["print"]["footer"], landscape=True)


def _validations(canvas: Canvas, fields: Sequence[str], bottom: int, form: Form) -> None:
    words = form.texts["office"]["adjustments"]
    for row, field in enumerate(fields, start=FIRST):
        canvas.text(row, _CHOICES, label(field, form), "bare")
    canvas.hide_column(_CHOICES)
    letters = column_letters(_CHOICES)
    choices = f"${letters}${FIRST}:${letters}${FIRST + len(fields) - 1}"
    prompt, heads = words["prompt"], words["heads"]
    choose = validation("list", prompt, heads["label"], prompt, heads["label"], formula1=choices)
    canvas.ask(choose, block(FIRST, LEFT, bottom, LEFT))
    number = validation(
        "decimal", words["number"], heads["amount"], words["number"], heads["amount"],
        operator="greaterThanOrEqual", formula1=LEAST,
    )  # fmt: skip
    canvas.ask(number, block(FIRST, LEFT + 1, bottom, LEFT + 1))


def _bottom(adjustments: Sequence[Adjustment], form: Form) -> int:
    rows = int(form.texts["office"]["adjustments"]["rows"])
    return FIRST + max(rows, len(adjustments) + _SPARE) - 1
