"""The sheet 审核: every check that a formula can express, live."""

from collections.abc import Iterable, Mapping

from generator.filing import Explanation, Filing
from generator.form.model import Form, Instance, Severity
from generator.ooxml.references import address, column_letters
from generator.places import of_instance
from generator.workbook import keys
from generator.workbook.canvas import Canvas, block
from generator.workbook.formulas import Layout, Reckoning, needed, quoted
from generator.workbook.listing import FIRST, columns, finish, frame
from generator.workbook.measure import height_of
from generator.workbook.verdicts import live

_LINE = 15.5
_HIDDEN = ("missing", "texts", "saw")
_COLOURS = {"failed": "failed", "incomplete": "missing", "unreadable": Severity.HINT}


def expressible(form: Form) -> list[Instance]:
    """The checks that a formula over this workbook can express, in the order of the form."""
    return [instance for instance in form.instances if _is_expressible(instance, form)]


def verdict_cells(form: Form) -> dict[tuple[str, str], str]:
    """By check and place, the cell with its verdict, as formulas of other sheets name it."""
    sheet = quoted(keys.sheet_names(form)[keys.CHECKS])
    column = column_letters(_columns(form)["verdict"])
    return {
        (instance.check, instance.at): f"{sheet}!${column}${row}"
        for row, instance in enumerate(expressible(form), start=FIRST)
    }


def write(
    canvas: Canvas,
    form: Form,
    filing: Filing,
    layouts: Mapping[str, Layout],
    explanations: Iterable[Explanation],
) -> dict[str, str]:
    """Write 审核.

    Args:
        canvas: The empty sheet.
        form: The form.
        filing: The figures filled in; results beside the formulas follow from them.
        layouts: Where the fields stand, by table.
        explanations: Those of checks that have a row here, one a row.

    Returns:
        Names to be defined, by name: the rows or columns that the links lead to.
    """
    places = _columns(form)
    given = {(e.check, e.at): e for e in explanations}
    reckoning = Reckoning(form, layouts)
    frame(canvas, form.texts["checks_sheet"], places, keys.CHECKS)
    targets = {}
    for row, instance in enumerate(expressible(form), start=FIRST):
        targets[_link_name(instance)] = _target(instance, form, layouts, reckoning)
        _describe(canvas, row, instance, form, places)
        for name, cell in live(
            instance, form, filing, reckoning, _neighbours(row, places).__getitem__
        ).items():
            style = "bare" if name in _HIDDEN else "label-center"
            canvas.formula(row, places[name], cell.formula, cell.result, style)
        explanation = given.get((instance.check, instance.at))
        _explain(canvas, row, instance, form, explanation, places)
        canvas.growing(row, _height(instance, explanation, form))
    bottom = FIRST + len(targets) - 1
    _colour(canvas, places["verdict"], bottom, form)
    finish(canvas, places["explanation"], bottom, form, landscape=True)
    return targets


def _describe(canvas: Canvas, row: int, instance: Instance, form: Form, places: Mapping[str, int]) -> None:
    """The words of a row, its key and its link."""
    check = form.checks[instance.check]
    canvas.text(row, 1, keys.instance_key(instance.check, instance.at), "bare")
    canvas.text(row, places["severity"], check.severity, "label-center")
    canvas.text(row, places["check"], check.number, "label-center")
    canvas.text(row, places["title"], check.title, "label")
    canvas.text(row, places["place"], of_instance(instance, form), "label")
    words = form.texts["checks_sheet"]
    canvas.link(row, places["link"], words["link"], _link_name(instance), "link")


def _explain(
    canvas: Canvas,
    row: int,
    instance: Instance,
    form: Form,
    explanation: Explanation | None,
    places: Mapping[str, int],
) -> None:
    wanted = form.checks[instance.check].severity is Severity.EXPLAIN
    text, saw = (explanation.text, keys.saw(explanation.saw, explanation.text)) if explanation else ("", "")
    canvas.text(row, places["explanation"], text, "input-text" if wanted else "idle-left")
    if saw:
        canvas.text(row, places["saw"], saw, "bare")


def _height(instance: Instance, explanation: Explanation | None, form: Form) -> float:
    """What the longest texts of a row need, in points."""
    widths = form.texts["checks_sheet"]["widths"]
    texts = {
        "title": form.checks[instance.check].title,
        "place": of_instance(instance, form),
        "explanation": explanation.text if explanation else "",
    }
    return max(height_of(text, float(widths[name]), _LINE) for name, text in texts.items()) + 2


def _is_expressible(instance: Instance, form: Form) -> bool:
    check = form.checks[instance.check]
    condition = check.condition
    conditional = condition.particulars or condition.positive or condition.unassessed
    is_asked = set(needed(instance, form, last=True)) <= set(form.last)
    return check.rule in ("terms", "particulars", "complete", "valid") and not (
        conditional or check.off or not is_asked
    )


def _columns(form: Form) -> dict[str, int]:
    return columns(form.texts["checks_sheet"], _HIDDEN)


def _neighbours(row: int, places: Mapping[str, int]) -> dict[str, str]:
    return {name: f"${column_letters(column)}{row}" for name, column in places.items()}


def _link_name(instance: Instance) -> str:
    """A defined name: links to cells would not follow when rows are inserted."""
    return "_" + keys.instance_key(instance.check, instance.at).replace("-", "_").replace(" ", ".")


def _target(instance: Instance, form: Form, layouts: Mapping[str, Layout], reckoning: Reckoning) -> str:
    """The rows or columns that a link leads to."""
    asked = layouts[keys.PARTICULARS]
    if instance.at in asked.places:
        row = asked.places[instance.at][0]
        return f"{quoted(asked.sheet)}!${row}:${row}"
    return reckoning.line(instance.fields or form.table_fields(instance.table))


def _colour(canvas: Canvas, column: int, bottom: int, form: Form) -> None:
    where, first = block(FIRST, column, bottom, column), address(FIRST, column)
    for outcome, signal in _COLOURS.items():
        canvas.signal(where, f'{first}="{form.texts["verdicts"][outcome]}"', signal)
