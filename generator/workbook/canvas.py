"""A sheet being made: texts, inputs and formulas put into cells, styled as the kit's sheets are.

openpyxl cannot write a result beside a formula; so results are kept here and put in afterwards.
"""

import os
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache
from typing import Any, Literal

os.environ["OPENPYXL_LXML"] = "False"  # or the bytes depend on what else is installed

from openpyxl.cell import Cell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from generator.figure import Number
from generator.ooxml.references import address, column_letters

Result = str | Number | bool
_Kind = Literal["whole", "decimal", "list"]

_FONT = "宋体"
_HEADING_FONT = "黑体"
_FILLS = {
    "input": "FFFBE6",
    "total": "E3EAF2",
    "label": "F3F3F3",
    "head": "E9E9E9",
    "idle": "D9D9D9",
}
_SIGNALS = {"错误": "FF9C9C", "核实": "FFD27F", "提示": "BFDDF5", "failed": "FFC58A", "missing": "FFD9E6"}
_CHARACTER = 1.12  # a digit of 宋体 11 in units of column width, with some air
_CONTROL = {code: None for code in range(32) if code not in (9, 10, 13)} | {0xFFFE: None, 0xFFFF: None}


@dataclass
class Canvas:
    """A worksheet and the results of the formulas put on it, by (row, column)."""

    sheet: Worksheet
    results: dict[tuple[int, int], Result] = field(default_factory=dict)

    def text(self, row: int, column: int, text: str, style: str = "plain") -> Cell:
        """Put text into a cell, never as a formula; characters that XML cannot hold are dropped."""
        cell = self._cell(row, column, style)
        if text:
            cell.value = text.translate(_CONTROL)
            cell.data_type = "s"
        return cell

    def number(self, row: int, column: int, value: Number, style: str = "input") -> Cell:
        """Put a number into a cell."""
        cell = self._cell(row, column, style)
        cell.value = float(value) if isinstance(value, Decimal) else value
        return cell

    def formula(self, row: int, column: int, formula: str, result: Result, style: str = "total") -> Cell:
        """Put a formula (without ``=``) into a cell, and remember its result."""
        cell = self._cell(row, column, style)
        cell.value = f"={formula}"
        self.results[row, column] = result
        return cell

    def merged(self, row: int, column: int, rows: int, columns: int, text: str, style: str) -> Cell:
        """Put text into a block of merged cells."""
        for y in range(row, row + rows):
            for x in range(column, column + columns):
                self._cell(y, x, style)
        if rows * columns > 1:
            self.sheet.merge_cells(
                start_row=row, start_column=column, end_row=row + rows - 1, end_column=column + columns - 1
            )
        return self.text(row, column, text, style)

    def widths(self, first: int, widths: list[float]) -> None:
        """Set the widths of columns, in characters, from the first one to the right."""
        for offset, width in enumerate(widths):
            self.sheet.column_dimensions[column_letters(first + offset)].width = width

    def height(self, row: int, points: float) -> None:
        """Set the height of a row, in points (Excel: 409 at most)."""
        self.sheet.row_dimensions[row].height = min(points, 409)

    def hide_row(self, row: int) -> None:
        """Hide a row."""
        self.sheet.row_dimensions[row].hidden = True

    def hide_column(self, column: int) -> None:
        """Hide a column."""
        self.sheet.column_dimensions[column_letters(column)].hidden = True

    def signal(self, block: str, formula: str, signal: str) -> None:
        """Colour the cells of a block for which a formula (as seen from its first cell) holds."""
        colour = _SIGNALS[signal]
        fill = PatternFill("solid", start_color=colour, end_color=colour, bgColor=colour)
        self.sheet.conditional_formatting.add(block, FormulaRule(formula=[formula], fill=fill))  # type: ignore[no-untyped-call]

    def protect(self) -> None:
        """Lock what is locked, without password; rows and columns may be resized."""
        self.sheet.protection.sheet = True
        self.sheet.protection.formatColumns = False
        self.sheet.protection.formatRows = False

    def print_on_a4(self, block: str, footer: str, *, landscape: bool = False, title_rows: str = "") -> None:
        """Print a block on A4, one page wide."""
        page = self.sheet.page_setup
        page.paperSize = 9
        page.orientation = "landscape" if landscape else "portrait"
        page.fitToWidth, page.fitToHeight = 1, 0
        self.sheet.sheet_properties.pageSetUpPr.fitToPage = True  # type: ignore[union-attr]
        self.sheet.print_area = block
        self.sheet.print_options.horizontalCentered = True
        self.sheet.oddFooter.center.text = footer  # type: ignore[union-attr]
        for side in ("left", "right"):
            setattr(self.sheet.page_margins, side, 0.5)
        if title_rows:
            self.sheet.print_title_rows = title_rows

    def _cell(self, row: int, column: int, style: str) -> Cell:
        cell = self.sheet.cell(row, column)
        for name, value in _style(style).items():
            setattr(cell, name, value)
        return cell  # type: ignore[return-value]


def validation(
    kind: _Kind,
    prompt: str = "",
    title: str = "",
    warning: str = "",
    warning_title: str = "",
    **conditions: Any,  # noqa: ANN401  (as openpyxl takes them)
) -> DataValidation:
    """A validation of style *warning*: what it asks about may still be the answer."""
    rule = DataValidation(type=kind, allow_blank=True, errorStyle="warning", **conditions)
    if prompt:
        rule.showInputMessage = True
        rule.promptTitle, rule.prompt = title[:32], prompt[:255]
    if warning:
        rule.showErrorMessage = True
        rule.errorTitle, rule.error = warning_title[:32], warning[:224]
    return rule


def height_of(text: str, width: float, line_height: float) -> float:
    """The height in points that a text takes in a column of this width, by the widths of its characters."""
    lines = sum(max(1, -(-_width(line) // max(width - 1, 1))) for line in text.split("\n"))
    return lines * line_height + 3


def block(top: int, left: int, bottom: int, right: int) -> str:
    """A block as A1 reference."""
    return f"{address(top, left)}:{address(bottom, right)}"


def _width(text: str) -> float:
    return (
        sum(2 if ord(character) > 0x2E7F or character in "“”‘’—…①②" else 1 for character in text) * _CHARACTER
    )


@cache
def _style(name: str) -> dict[str, object]:
    """The style of a cell by its name: ``input``, ``input-left``, ``input-text``, ``total`` and so on."""
    base, _, align = name.partition("-")
    thin = Side(style="thin", color="7F7F7F")
    bordered = base not in ("plain", "title", "notice", "bare")
    unlocked = base in ("input", "total", "choice")
    fill = _FILLS.get("input" if base == "choice" else base)
    horizontal = {"left": "left", "text": "left", "right": "right"}.get(align) or _HORIZONTAL.get(
        base, "center"
    )
    style: dict[str, object] = {
        "font": Font(name=_HEADING_FONT, size=15)
        if base == "title"
        else Font(name=_FONT, size=10 if base == "notice" else 11),
        "alignment": Alignment(
            horizontal=horizontal, vertical="center", wrap_text=base not in ("title", "bare")
        ),
        "border": Border(left=thin, right=thin, top=thin, bottom=thin) if bordered else Border(),
        "fill": PatternFill("solid", start_color=fill, end_color=fill) if fill else PatternFill(),
        "protection": Protection(locked=not unlocked),
    }
    return style | ({"number_format": "@"} if align == "text" else {})


_HORIZONTAL = {"plain": "left", "notice": "left", "bare": "left", "label": "left"}
