"""The frame that 审核 and 审核结果 share: hidden keys, title, notice, heads, print setup."""

from collections.abc import Mapping, Sequence
from typing import Any

from generator.form.model import Form
from generator.ooxml.references import address
from generator.workbook import keys
from generator.workbook.canvas import Canvas, block
from generator.workbook.measure import height_of

FIRST = 5
_KEY_ROW, _TITLE_ROW, _NOTICE_ROW, _HEAD_ROW = 1, 2, 3, 4


def columns(words: Mapping[str, Any], hidden: Sequence[str]) -> dict[str, int]:
    """The columns by name: those with heads, then hidden ones."""
    return {name: index for index, name in enumerate([*words["heads"], *hidden], start=2)}


def frame(canvas: Canvas, words: Mapping[str, Any], places: Mapping[str, int], marker: str) -> None:
    """Write what stands above the rows.

    Args:
        canvas: The empty sheet.
        words: The sheet's texts: title, notice, heads, widths.
        places: The columns by name.
        marker: The name of the sheet's marker.
    """
    heads = words["heads"]
    widths = [float(words["widths"][name]) for name in heads]
    canvas.text(_KEY_ROW, 1, keys.marker(marker), "bare")
    for name, column in places.items():
        canvas.text(_KEY_ROW, column, name, "bare")
        if name in heads:
            canvas.text(_HEAD_ROW, column, heads[name], "head")
        else:
            canvas.hide_column(column)
    canvas.widths(2, widths)
    canvas.merged(_TITLE_ROW, 2, 1, len(heads), words["title"], "title")
    canvas.height(_TITLE_ROW, 30)
    canvas.merged(_NOTICE_ROW, 2, 1, len(heads), words["notice"], "notice")
    canvas.height(_NOTICE_ROW, height_of(words["notice"], sum(widths), 14))
    canvas.height(_HEAD_ROW, 22)
    canvas.hide_row(_KEY_ROW)
    canvas.hide_column(1)


def finish(canvas: Canvas, right: int, bottom: int, form: Form, *, landscape: bool) -> None:
    """Protect the sheet, keep its heads in view, and print it to its last column and row."""
    canvas.protect()
    canvas.sheet.freeze_panes = address(FIRST, 1)
    canvas.print_on_a4(
        block(_TITLE_ROW, 2, bottom, right),
        form.texts["print"]["footer"],
        landscape=landscape,
        title_rows=f"{_HEAD_ROW}:{_HEAD_ROW}",
    )
