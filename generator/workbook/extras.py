"""The sheet 附加指标: figures that an office asks for beyond the form, by the names it gave them."""

from collections.abc import Mapping, Sequence

from generator.figure import Figure
from generator.filing import EXTRA, Filing
from generator.form.model import Form, Kind
from generator.ooxml.references import address
from generator.workbook import keys
from generator.workbook.canvas import Canvas, block
from generator.workbook.colours import colour_marked
from generator.workbook.handout import Extra
from generator.workbook.inputs import figure_validation, fill_in
from generator.workbook.listing import FIRST, columns, finish, frame
from generator.workbook.measure import height_of

_LINE = 15.5
_MARK = keys.mark(keys.VALUE)


def of_filing(filing: Filing) -> tuple[Extra, ...]:
    """Those that a filing answers, where nobody says more about them."""
    return tuple(Extra(name.removeprefix(EXTRA)) for name in filing.figures if name.startswith(EXTRA))


def write(canvas: Canvas, form: Form, extras: Sequence[Extra], figures: Mapping[str, Figure]) -> None:
    """Write 附加指标.

    Args:
        canvas: The empty sheet.
        form: Its words, and what a cell for an amount says.
        extras: What is asked.
        figures: What is answered already, by identifier.
    """
    words = form.texts["extras_sheet"]
    places = columns(words, (_MARK,))
    frame(canvas, words, places, keys.EXTRAS)
    prompt = form.texts["tables"][Kind.AMOUNT]
    for row, extra in enumerate(extras, start=FIRST):
        canvas.text(row, 1, extra.field, "bare")
        for name, text in (("name", extra.name), ("unit", extra.unit), ("guidance", extra.guidance)):
            canvas.text(row, places[name], text, "label")
        fill_in(canvas, row, places["value"], figures.get(extra.field), "input")
        canvas.ask(
            figure_validation(Kind.AMOUNT, prompt, words["title"], form), address(row, places["value"])
        )
        lines = (
            height_of(text, float(words["widths"][name]), _LINE)
            for name, text in (("name", extra.name), ("guidance", extra.guidance))
        )
        canvas.growing(row, max(_LINE + 6, *lines))
    bottom = FIRST + len(extras) - 1
    answers = block(FIRST, places["value"], bottom, places["value"])
    colour_marked(canvas, answers, address(FIRST, places[_MARK]))
    finish(canvas, places["guidance"], bottom, form, landscape=False)
