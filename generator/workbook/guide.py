"""The sheet 填报说明: the steps, what belongs in each row, and the names that texts may use."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.form.model import Form
from generator.form.terms import Name
from generator.workbook import keys
from generator.workbook.canvas import Canvas, block
from generator.workbook.handout import Handout
from generator.workbook.measure import height_of

_LINE = 15.5
_COLUMNS = 3

Entry = tuple[str, str, str]


def write(canvas: Canvas, form: Form, handout: Handout) -> None:
    """Write 填报说明."""
    words = form.texts["guide"]
    widths = [float(width) for width in words["widths"]]
    canvas.widths(1, widths)
    canvas.merged(1, 1, 1, _COLUMNS, words["title"], "title")
    canvas.height(1, 34)
    lines = [*_from_the_office(words, handout), *words["steps"]]
    for row, step in enumerate(lines, start=2):
        canvas.merged(row, 1, 1, _COLUMNS, step, "plain")
        canvas.height(row, height_of(step, sum(widths), _LINE) + 3)
    row = 3 + len(lines)
    row = _list(canvas, row, words["rows_title"], words["rows_heads"], list(_guidance(form)), widths) + 1
    row = _list(canvas, row, words["names_title"], words["names_heads"], list(_names(form)), widths)
    canvas.merged(row, 1, 1, _COLUMNS, words["names_note"], "notice")
    canvas.height(row, height_of(words["names_note"], sum(widths), _LINE))
    canvas.protect()
    canvas.print_on_a4(block(1, 1, row, _COLUMNS), form.texts["print"]["footer"])


def _from_the_office(words: Mapping[str, Any], handout: Handout) -> list[str]:
    """By when, and whom to call, as far as the office says."""
    given = {"due": handout.due, "contact": handout.contact}
    return [words[name].format(**given) for name, value in given.items() if value]


def _list(
    canvas: Canvas, row: int, title: str, heads: Sequence[str], entries: Sequence[Entry], widths: list[float]
) -> int:
    """Write a list from this row on; return the row below it."""
    canvas.merged(row, 1, 1, _COLUMNS, title, "title")
    canvas.height(row, 26)
    for column, head in enumerate(heads, start=1):
        canvas.text(row + 1, column, head, "head")
    for at, entry in enumerate(entries, start=row + 2):
        for column, text in enumerate(entry, start=1):
            canvas.text(at, column, text, "label")
        canvas.height(at, max(height_of(t, w, _LINE) for t, w in zip(entry, widths, strict=True)))
    return row + 2 + len(entries)


def _guidance(form: Form) -> Iterator[Entry]:
    """For each row with guidance: its table, its labels, the guidance."""
    numbers = form.numbers
    labels = {keys.row_key(f.table, f.row): " / ".join(f.row_labels) for f in form.fields.values()}
    for key, text in form.guidance.items():
        if key not in numbers:
            yield numbers[key.partition(".")[0]], labels[key], text


def _names(form: Form) -> Iterator[Entry]:
    """For each name: how it is written, what it stands for, what it is a share of."""
    words = form.texts["guide"]
    for name in form.names.values():
        whole = _whole(name, form)
        yield (
            f"【{name.name}】",
            _meaning(name, form),
            words["names_share"].format(whole=whole) if whole else "",
        )


def _meaning(name: Name, form: Form) -> str:
    words = form.texts["guide"]
    labels = [form.fields[field].label for term in name.terms for field in term.fields]
    if len(labels) > 2:
        return str(words["names_many"]).format(first=labels[0], count=len(labels))
    return str(words["names_plus"]).join(labels)


def _whole(name: Name, form: Form) -> str:
    """The name of what a name is a share of, or empty."""
    wholes = (other.name for other in form.names.values() if other.terms == name.whole)
    return next(wholes, "") if name.whole else ""
