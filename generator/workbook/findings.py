"""The sheet 审核结果: columns ready for what the program finds, and for explanations of it."""

from collections.abc import Sequence

from generator.filing import Explanation
from generator.form.model import Form, Severity
from generator.ooxml.references import address
from generator.places import in_words
from generator.workbook import keys
from generator.workbook.canvas import Canvas, block
from generator.workbook.listing import FIRST, columns, finish, frame
from generator.workbook.measure import height_of

_HIDDEN = ("target", "saw")
_LINE = 15.5
_STYLES = {"severity": "label-center", "place": "link", "message": "label"}


def write(canvas: Canvas, form: Form, explanations: Sequence[Explanation]) -> None:
    """Write 审核结果.

    Args:
        canvas: The empty sheet.
        form: The form.
        explanations: Those of findings that only the program sees; if they are more than the rows
            of the form, there are so many rows.
    """
    words = form.texts["findings_sheet"]
    places = columns(words, _HIDDEN)
    frame(canvas, words, places, keys.FINDINGS)
    bottom = FIRST + max(int(words["rows"]), len(explanations)) - 1
    for name in words["heads"]:
        canvas.ready(places[name], _STYLES.get(name, "input-text"))
    for row, explanation in enumerate(explanations, start=FIRST):
        canvas.text(row, places["check"], explanation.check, "input-text")
        at = in_words(explanation.check, explanation.at, form)
        canvas.text(row, places["at"], at, "input-text")
        canvas.text(row, places["explanation"], explanation.text, "input-text")
        canvas.text(row, places["saw"], keys.saw(explanation.saw, explanation.text), "bare")
        texts = {"at": at, "explanation": explanation.text}
        heights = (height_of(text, float(words["widths"][name]), _LINE) for name, text in texts.items())
        canvas.growing(row, max(heights))
    where = block(FIRST, places["severity"], bottom, places["severity"])
    for severity in Severity:
        canvas.signal(where, f'{address(FIRST, places["severity"])}="{severity}"', severity)
    finish(canvas, places["explanation"], bottom, form, landscape=False)
    canvas.print_what_is_filled()
