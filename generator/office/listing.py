"""Sheets of many rows: a title, heads that stay in view, and rows written as XML at once.

openpyxl keeps every cell as an object; for ten thousand units on 明细 that is gigabytes. So it writes one
row as a pattern, and the rows take its place with the styles of its cells.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from xml.etree import ElementTree as ET

from generator.figure import Number, digits
from generator.ooxml.markup import SPREADSHEET
from generator.ooxml.references import address, column_letters
from generator.ooxml.strings import escaped
from generator.workbook import keys
from generator.workbook.canvas import Canvas, block
from generator.workbook.measure import TALLEST, height_of
from generator.workbook.strings import serialised

_MAIN, _ = SPREADSHEET
_LONGEST = 32_000  # characters of a cell, some fewer than Excel's own limit
KEY_ROW, TITLE_ROW, NOTICE_ROW = 1, 2, 3
LEFT = 2
_NOTICE_WIDTH = 120.0
_LINE = 15.5


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its hidden key, its head, its width in characters, and the style of its cells."""

    key: str
    head: str
    width: float
    style: str = "label"


@dataclass(frozen=True, slots=True)
class Link:
    """A formula without ``=``, with the words that it shows."""

    formula: str
    words: str


Value = str | Number | Link | None


def frame(
    canvas: Canvas, title: str, notice: str, columns: Sequence[Column], marker: str, *, head_row: int = 4
) -> None:
    """Write what stands above the rows, and the key row and column.

    Args:
        canvas: The empty sheet.
        title: Its title.
        notice: What it says below.
        columns: From the second column of the sheet on; the first holds keys.
        marker: The name of the sheet's marker.
        head_row: The row of the heads.
    """
    canvas.text(KEY_ROW, 1, keys.marker(marker), "bare")
    for index, column in enumerate(columns, start=LEFT):
        canvas.text(KEY_ROW, index, column.key, "bare")
        canvas.text(head_row, index, column.head, "head")
    canvas.widths(LEFT, [column.width for column in columns])
    canvas.height(head_row, max(height_of(column.head, column.width, _LINE) for column in columns) + 3)
    canvas.text(TITLE_ROW, LEFT, title, "title-left")
    canvas.height(TITLE_ROW, 30)
    _notice(canvas, notice, columns)
    canvas.hide_row(KEY_ROW)
    canvas.hide_column(1)


def finish(
    canvas: Canvas,
    columns: Sequence[Column],
    first: int,
    count: int,
    footer: str,
    *,
    frozen: int = 0,
    printed: int = 0,
) -> None:
    """Write the pattern row; filter, heads in view, print setup and protection that lets filters work.

    Args:
        canvas: The sheet, framed.
        columns: As they were framed.
        first: The first of the rows to come, right below the heads unless something stands between.
        count: How many rows there will be.
        footer: What is printed below each page.
        frozen: How many columns stay in view.
        printed: How many columns are printed, if not all.
    """
    canvas.text(first, 1, "", "bare")
    for index, column in enumerate(columns, start=LEFT):
        canvas.text(first, index, "", column.style)
    right, bottom = LEFT + len(columns) - 1, first + max(count, 1) - 1
    canvas.sheet.freeze_panes = address(first, LEFT + frozen)
    canvas.sheet.auto_filter.ref = block(first - 1, LEFT, bottom, right)
    canvas.print_on_a4(
        block(TITLE_ROW, LEFT, bottom, LEFT + printed - 1 if printed else right),
        footer,
        landscape=True,
        title_rows=f"{first - 1}:{first - 1}",
    )


def spliced(part: bytes, first: int, rows: Iterable[Sequence[Value]]) -> bytes:
    """A sheet's part with rows in place of the pattern row, which is the last.

    Args:
        part: The part, as openpyxl wrote it.
        first: The pattern row.
        rows: Values from the first column on; numbers, texts, links, nothing.
    """
    root = ET.fromstring(part)  # noqa: S314  (our own file)
    data = root.find(f"{{{_MAIN}}}sheetData")
    pattern = None if data is None else next(row for row in data if row.get("r") == str(first))
    if data is None or pattern is None:
        raise ValueError(f"no pattern in row {first}")
    data.remove(pattern)
    styles, widths = [cell.get("s", "0") for cell in pattern], _widths(root)
    bodies = [_row(number, values, styles, widths) for number, values in enumerate(rows, start=first)]
    dimension = root.find(f"{{{_MAIN}}}dimension")
    if dimension is not None:
        bottom = max(first - 1, first + len(bodies) - 1)
        dimension.set("ref", f"A1:{address(bottom, len(styles))}")
    head, mark, tail = serialised(root, _MAIN).rpartition(b"</sheetData>")
    return b"".join([head, *bodies, mark, tail])


def _notice(canvas: Canvas, notice: str, columns: Sequence[Column]) -> None:
    """As many columns as make a line of some length; more would not be seen at once."""
    width, count = 0.0, 0
    while count < len(columns) and width < _NOTICE_WIDTH:
        width += columns[count].width
        count += 1
    canvas.merged(NOTICE_ROW, LEFT, 1, count, notice, "notice")
    canvas.height(NOTICE_ROW, height_of(notice, width, 14))


def _widths(root: ET.Element) -> dict[int, float]:
    """How wide the columns are, by number."""
    columns = root.iterfind(f"{{{_MAIN}}}cols/{{{_MAIN}}}col")
    return {
        number: float(column.get("width", 0))
        for column in columns
        for number in range(int(column.get("min", 1)), int(column.get("max", 0)) + 1)
    }


def _row(number: int, values: Sequence[Value], styles: Sequence[str], widths: Mapping[int, float]) -> bytes:
    height = _height(values, widths)
    tall = f' ht="{min(height, TALLEST):.2f}"' if height else ""
    return f'<row r="{number}"{tall}>{"".join(_cells(number, values, styles))}</row>'.encode()


def _height(values: Sequence[Value], widths: Mapping[int, float]) -> float:
    """The height of a row with texts of several lines; 0 where the usual one does."""
    long = (
        (value, widths[column])
        for column, value in enumerate(values, start=1)
        if isinstance(value, str) and (2 * len(value) > widths.get(column, 0) - 2 or "\n" in value)
    )
    heights = [height_of(text, width, _LINE) for text, width in long if width]
    return max((height for height in heights if height > 2 * _LINE), default=0)


def _cells(number: int, values: Sequence[Value], styles: Sequence[str]) -> Iterator[str]:
    for index, (value, style) in enumerate(zip(values, styles, strict=True), start=1):
        head = f'<c r="{column_letters(index)}{number}" s="{style}"'
        if value is None or value == "":
            yield f"{head}/>"
        elif isinstance(value, Link):
            words = _text(escaped(value.words))
            yield f'{head} t="str"><f>{_text(value.formula)}</f><v>{words}</v></c>'
        elif isinstance(value, str):
            text = _text(escaped(value[:_LONGEST]))
            yield f'{head} t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
        else:
            yield f"{head}><v>{digits(value)}</v></c>"


def _text(words: str) -> str:
    """Words between tags; ``xml.sax`` would want modules for the network, which the page lacks."""
    return escape(words, quote=False)
