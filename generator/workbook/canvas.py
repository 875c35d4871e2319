"""A sheet being made: texts, inputs and formulas put into cells, styled as the kit's sheets are.

openpyxl cannot write a result beside a formula, and cuts numbers to 16 digits; so results and numbers
are kept here and put in afterwards.
"""

import os
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

os.environ["OPENPYXL_LXML"] = "False"  # or the bytes depend on what else is installed

from openpyxl.cell import Cell
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import RowDimension
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from generator.errors import FormError, UnusableInputError
from generator.figure import Number
from generator.form.model import Severity
from generator.ooxml.change import Result, refuse_too_many_lines
from generator.ooxml.references import address, column_letters
from generator.ooxml.strings import escaped
from generator.workbook.measure import TALLEST, units

Value = str | Number
_Kind = Literal["whole", "decimal", "list"]

# Limits of Excel, in UTF-16 code units; what is longer it cuts off or refuses.
_TEXT, _PROMPT, _ERROR, _TITLE = 32_767, 255, 224, 32

_A3, _COLUMNS_OF_A3 = 8, 24  # by the numbers of paper sizes
_FAMILY = "nianbao"
_FONT = "宋体"
_HEADING_FONT = "黑体"
_FILLS = {
    "input": "FFFBE6",
    "choice": "FFFBE6",
    "total": "E3EAF2",
    "label": "F3F3F3",
    "link": "F3F3F3",
    "head": "E9E9E9",
    "idle": "D9D9D9",
}
_PARTS_OF_STYLE = ("font", "alignment", "border", "fill", "protection", "number_format")
_UNLOCKED = ("input", "choice", "total")
_UNBORDERED = ("plain", "title", "notice", "bare")
_AT_THE_LEFT = ("plain", "notice", "bare", "label", "guidance")
_SIGNALS = {
    Severity.ERROR: "FF9C9C",
    Severity.EXPLAIN: "FFE066",
    Severity.HINT: "BFDDF5",
    "failed": "FFC58A",
    "missing": "FFD9E6",
}


@dataclass(slots=True)
class Canvas:
    """A worksheet, and what is still to be put into its cells, by (row, column)."""

    sheet: Worksheet
    stored: dict[tuple[int, int], Result | Number] = field(default_factory=dict)

    def text(self, row: int, column: int, text: str, style: str = "plain") -> None:
        """Put text into a cell, never as a formula; characters that XML cannot hold are dropped.

        Raises:
            UnusableInputError: If the text is longer than a cell can hold.
        """
        cell = self._cell(row, column, style)
        length = units(text)
        if length > _TEXT:
            where = {"sheet": self.sheet.title, "cell": address(row, column)}
            raise UnusableInputError("change.text-too-long", **where, length=length, limit=_TEXT)
        refuse_too_many_lines(text, self.sheet.title, (row, column))
        if stored := escaped(text):
            cell.value = stored
            cell.data_type = "s"

    def number(self, row: int, column: int, value: Number, style: str = "input") -> None:
        """Put a number into a cell."""
        self._cell(row, column, style)
        self.stored[row, column] = value

    def formula(self, row: int, column: int, formula: str, result: Value, style: str = "total") -> None:
        """Put a formula (without ``=``) into a cell, and remember its result."""
        self._cell(row, column, style).value = f"={formula}"
        self.stored[row, column] = Result(result)

    def link(self, row: int, column: int, text: str, name: str, style: str) -> None:
        """Put text that leads to a defined name of this workbook into a cell."""
        self.text(row, column, text, style)
        cell = self._cell(row, column, style)
        cell.hyperlink = Hyperlink(ref=cell.coordinate, location=name)
        self._put_on(cell, style)  # over that of openpyxl's links

    def merged(self, row: int, column: int, rows: int, columns: int, text: str, style: str) -> None:
        """Put text into a block of merged cells."""
        if rows * columns > 1:
            self.sheet.merge_cells(
                start_row=row, start_column=column, end_row=row + rows - 1, end_column=column + columns - 1
            )
        for y in range(row, row + rows):
            for x in range(column, column + columns):
                self._cell(y, x, style)
        self.text(row, column, text, style)

    def widths(self, first: int, widths: Sequence[float]) -> None:
        """Set the widths of columns, in characters, from the first one to the right."""
        for offset, width in enumerate(widths):
            self.sheet.column_dimensions[column_letters(first + offset)].width = width

    def ready(self, column: int, style: str) -> None:
        """Give a column the style of all cells in it that are not there: what is typed into them has it."""
        column_, worn = self.sheet.column_dimensions[column_letters(column)], _style(f"{_FAMILY} {style}")
        for part in _PARTS_OF_STYLE:  # a column takes no named style
            setattr(column_, part, getattr(worn, part))

    def height(self, row: int, points: float) -> None:
        """Set the height of a row, in points, as far as Excel can."""
        self.sheet.row_dimensions[row].height = min(points, TALLEST)

    def growing(self, row: int, points: float) -> None:
        """Set the height that a row begins with; it changes with what is typed into it."""
        self.sheet.row_dimensions[row] = _GrowingRow(self.sheet, row, ht=min(points, TALLEST))

    def hide_row(self, row: int) -> None:
        """Hide a row."""
        self.sheet.row_dimensions[row].hidden = True

    def hide_column(self, column: int) -> None:
        """Hide a column."""
        self.sheet.column_dimensions[column_letters(column)].hidden = True

    def ask(self, rule: DataValidation, blocks: str) -> None:
        """Let a validation watch over cells: blocks as A1 references, with blanks between them."""
        for part in blocks.split():
            rule.add(part)
        self.sheet.add_data_validation(rule)

    def signal(self, block: str, formula: str, signal: str) -> None:
        """Colour the cells of a block for which a formula (as seen from its first cell) holds."""
        fill = PatternFill("solid", bgColor=_SIGNALS[signal])
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
        margins = self.sheet.page_margins
        margins.left = margins.right = 0.5
        margins.top = margins.bottom = 0.6
        margins.header = margins.footer = 0.3
        if title_rows:
            self.sheet.print_title_rows = title_rows

    def print_what_is_filled(self) -> None:
        """Print as far down as cells are filled: rows that are only prepared give no pages."""
        self.sheet.print_area = None

    def print_side_by_side(self, columns: int, named: int) -> None:
        """Print hundreds of columns on sheets of A3 side by side, each with those up to a named one."""
        self.sheet.page_setup.paperSize = _A3
        self.sheet.page_setup.fitToWidth = -(-columns // _COLUMNS_OF_A3)
        self.sheet.print_title_cols = f"{column_letters(2)}:{column_letters(named)}"

    def _cell(self, row: int, column: int, style: str) -> Cell:
        cell = self.sheet.cell(row, column)
        self._put_on(cell, style)  # type: ignore[arg-type]
        return cell  # type: ignore[return-value]

    def _put_on(self, cell: Cell, style: str) -> None:
        """Give a cell a named style of the workbook, which is a tenth of the work of giving it its parts."""
        book = self.sheet.parent
        name = f"{_FAMILY} {style}"
        if book is not None and name not in book.named_styles:
            book.add_named_style(_style(name))
        cell.style = name


class _GrowingRow(RowDimension):
    """A row whose height is not marked as set by hand (ECMA-376-1, 18.3.1.73)."""

    @property
    def customHeight(self) -> bool:  # noqa: N802  (the attribute's name)
        return False


def validation(
    kind: _Kind,
    prompt: str = "",
    title: str = "",
    warning: str = "",
    warning_title: str = "",
    **conditions: Any,  # noqa: ANN401  (as openpyxl takes them)
) -> DataValidation:
    """A validation of style *warning*: what it asks about may still be the answer.

    Raises:
        FormError: If a text of the form is longer than Excel takes.
    """
    rule = DataValidation(type=kind, allow_blank=True, errorStyle="warning", **conditions)
    if prompt:
        rule.showInputMessage = True
        rule.promptTitle, rule.prompt = title[:_TITLE], _within(_PROMPT, prompt)
    if warning:
        rule.showErrorMessage = True
        rule.errorTitle, rule.error = warning_title[:_TITLE], _within(_ERROR, warning)
    return rule


def block(top: int, left: int, bottom: int, right: int) -> str:
    """A block as A1 reference."""
    return f"{address(top, left)}:{address(bottom, right)}"


def _within(limit: int, text: str) -> str:
    if units(text) > limit:
        raise FormError("form.text-too-long", text=text[:20], length=units(text), limit=limit)
    return text


def _style(name: str) -> NamedStyle:
    """The style of a cell by its name: ``input``, ``input-left``, ``input-text``, ``total`` and so on."""
    base, _, align = name.removeprefix(f"{_FAMILY} ").partition("-")
    line = Side() if base in _UNBORDERED else Side(style="thin", color="7F7F7F")
    fill = _FILLS.get(base)
    beside = align.replace("text", "left") or ("left" if base in _AT_THE_LEFT else "center")
    return NamedStyle(
        name=name,
        font=_font(base),
        alignment=Alignment(horizontal=beside, vertical="center", wrap_text=base not in ("title", "bare")),
        border=Border(left=line, right=line, top=line, bottom=line),
        fill=PatternFill("solid", start_color=fill) if fill else PatternFill(),
        protection=Protection(locked=base not in _UNLOCKED),
        number_format="@" if align == "text" else "General",
    )


def _font(base: str) -> Font:
    if base == "title":
        return Font(name=_HEADING_FONT, size=15)
    if base == "link":
        return Font(name=_FONT, size=11, underline="single", color="0563C1")
    return Font(name=_FONT, size=10 if base in ("notice", "guidance") else 11)
