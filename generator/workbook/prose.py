"""The sheet 正文: a row a paragraph; sections without text have rows that wait for it."""

from collections.abc import Mapping
from typing import Any

from generator.filing import Filing
from generator.form.headings import section_words
from generator.form.model import Form
from generator.ooxml.references import address, column_letters
from generator.workbook import keys
from generator.workbook.canvas import Canvas, block, validation
from generator.workbook.colours import colour_marked
from generator.workbook.lines import TYPED, Line, counting, height, lines
from generator.workbook.measure import height_of, units

_TITLE_ROW, _NOTICE_ROW, _HEAD_ROW = 2, 3, 4
_FIRST = 5
_STYLES = {**dict.fromkeys(TYPED, "input-text"), "guidance": "notice", "count": "label-center"}


def write(canvas: Canvas, form: Form, filing: Filing) -> None:
    """Write 正文; it is not protected, and its rows grow with what is typed."""
    words = form.texts["narrative_sheet"]
    columns = {name: index for index, name in enumerate(words["heads"], start=2)}
    _head(canvas, words, columns)
    rows = list(lines(form, filing))
    bottom = _FIRST + max(int(words["rows"]), len(rows)) - 1
    for name, column in columns.items():
        canvas.ready(column, _STYLES[name])
    rows += [Line()] * (bottom - _FIRST + 1 - len(rows))
    for row, line in enumerate(rows, start=_FIRST):
        _line(canvas, row, line, columns, form)
    _mark(canvas, columns, bottom)
    _sections_to_choose(canvas, block(_FIRST, columns["section"], bottom, columns["section"]), form)
    canvas.sheet.freeze_panes = address(_FIRST, 1)
    canvas.print_on_a4(
        block(_TITLE_ROW, 2, bottom, columns["count"]),
        form.texts["print"]["footer"],
        title_rows=f"{_HEAD_ROW}:{_HEAD_ROW}",
    )


def _head(canvas: Canvas, words: Mapping[str, Any], columns: Mapping[str, int]) -> None:
    """Keys, title, notice and heads; title and notice are as wide as what is printed."""
    widths = [float(words["widths"][name]) for name in columns]
    canvas.widths(2, widths)
    canvas.text(1, 1, keys.marker(keys.NARRATIVE), "bare")
    for name, column in columns.items():
        canvas.text(1, column, name, "bare")
        canvas.text(_HEAD_ROW, column, words["heads"][name], "head")
    printed = columns["count"] - 1
    canvas.merged(_TITLE_ROW, 2, 1, printed, words["title"], "title")
    canvas.height(_TITLE_ROW, 30)
    canvas.merged(_NOTICE_ROW, 2, 1, printed, words["notice"], "notice")
    canvas.height(_NOTICE_ROW, height_of(words["notice"], sum(widths[:printed]), 14))
    canvas.hide_row(1)
    canvas.hide_column(1)


def _mark(canvas: Canvas, columns: Mapping[str, int], bottom: int) -> None:
    """Hidden columns of marks, by which the program colours texts and sub-headings."""
    for marks, name in enumerate(keys.MARKED_TEXTS, start=max(columns.values()) + 1):
        canvas.text(1, marks, keys.mark(name), "bare")
        canvas.hide_column(marks)
        texts = block(_FIRST, columns[name], bottom, columns[name])
        colour_marked(canvas, texts, f"${column_letters(marks)}{_FIRST}")


def _line(canvas: Canvas, row: int, line: Line, columns: Mapping[str, int], form: Form) -> None:
    for name in (*TYPED, "guidance"):
        if text := getattr(line, name):
            canvas.text(row, columns[name], text, _STYLES[name])
    count = counting(columns["text"])
    canvas.formula(row, columns["count"], count, units(line.text) or "", _STYLES["count"])
    if line != Line():
        canvas.growing(row, height(line, form))


def _sections_to_choose(canvas: Canvas, where: str, form: Form) -> None:
    warning = form.texts["particulars_sheet"]["choice_warning"]
    choices = f'"{",".join(section_words(form).values())}"'
    title = form.texts["narrative_sheet"]["heads"]["section"]
    canvas.ask(validation("list", "", "", warning, title, formula1=choices), where)
