"""A published PDF as blocks: tables by their ruled lines, joined over pages; lines joined to paragraphs.

Needs pdfplumber, which the command line has as an extra (``nianbao[pdf]``); the page in the browser has none.
"""

import io
import logging
import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from generator.errors import UnusableInputError
from generator.published.block import WIDEST, Block, Cell, Document, Paragraph, Table

if TYPE_CHECKING:
    from pdfplumber.page import Page

_PAGES = 100
_CHARACTERS = 20_000  # of a page
_SECONDS = 30
_INSIDE = 0.3  # of the size of a character: how far its place lies within
_TOUCHING = 0.1  # of the size of a character: what may be between digits of one number
_NEAR = 3.0  # points, within which edges of cells are one
_MARGIN = 0.12  # of the height of a page, in which what stands on every page is no text
_PADDING = 16.0  # points that may be left free beside a number that fills its cell
_DIGITS = "0123456789.,０１２３４５６７８９．，"
_PAGE_NUMBER = re.compile(r"[-—–－\s]*(?:第\s*)?[0-9]{1,3}(?:\s*页)?[-—–－\s]*")
_AROUND = re.compile(r"(?<=[^\x00-\xff]) +| +(?=[^\x00-\xff])")

_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]")

_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class _Grid:
    """A table of a page: its ruled boxes, each with the text in it."""

    page: int
    room: float
    boxes: Mapping[_Box, str]

    @property
    def left(self) -> float:
        """Where it begins."""
        return min(box[0] for box in self.boxes)

    @property
    def width(self) -> float:
        """How wide it is, in points."""
        return max(box[2] for box in self.boxes) - self.left

    def moved(self, by: float) -> "_Grid":
        """The same further to the right."""
        boxes = {
            (left + by, top, right + by, end): text for (left, top, right, end), text in self.boxes.items()
        }
        return replace(self, boxes=boxes)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text, with the height of its type, and the room between it and the right edge; in points."""

    text: str
    top: float
    left: float
    room: float
    size: float
    page: int
    in_margin: bool = False


def read(data: bytes) -> Document:
    """Read a PDF as blocks.

    Args:
        data: The file.

    Raises:
        UnusableInputError: If it is damaged, protected, too long, or holds pictures of pages only; or if
            there is no pdfplumber to read it.
    """
    try:
        import pdfplumber  # noqa: PLC0415  (an extra)
    except ImportError:
        raise UnusableInputError("published.pdf") from None
    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # it warns of what does not matter here
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            found = _without_running(list(_of_pages(pdf.pages)))
    except UnusableInputError:
        raise
    except Exception:  # noqa: BLE001  (a damaged file lets pdfminer fail in any way)
        raise UnusableInputError("published.damaged-pdf") from None
    if not found:
        raise UnusableInputError("published.scanned-pdf")
    return Document(tuple(_blocks(found)))


def _of_pages(pages: "Sequence[Page]") -> Iterator[_Line | _Grid]:
    begun = time.monotonic()
    if len(pages) > _PAGES:
        raise UnusableInputError("published.pdf-too-long", limit=_PAGES)
    for page in pages:
        if len(page.chars) > _CHARACTERS or time.monotonic() - begun > _SECONDS:
            raise UnusableInputError("published.pdf-too-much")
        yield from _of_page(page)
        page.close()


def _of_page(page: "Page") -> Iterator[_Line | _Grid]:
    """Lines and tables of a page from top to bottom; what stands in a table is no line."""
    _anchor(page)
    tables = [table for table in page.find_tables(_rules(page)) if table.cells]
    boxes = [table.bbox for table in tables]
    lines = page.filter(lambda one: not any(_is_in(one, box) for box in boxes)).extract_text_lines()
    placed: list[tuple[float, _Line | _Grid]] = [
        (table.bbox[1], _grid(page, table.cells)) for table in tables
    ]
    for line in lines:
        text = _AROUND.sub("", line["text"]).strip()
        if text and not _PAGE_NUMBER.fullmatch(text):
            size = max(char["size"] for char in line["chars"])
            room = page.width - line["x1"]
            ends = min(line["top"], page.height - line["bottom"]) < _MARGIN * page.height
            placed.append(
                (line["top"], _Line(text, line["top"], line["x0"], room, size, page.page_number, ends))
            )
    yield from (one for _, one in sorted(placed, key=lambda pair: pair[0]))


def _rules(page: "Page") -> dict[str, Any]:
    """What tables are found by: besides their rules, where the outermost upright ones begin and end.

    A browser draws no rule where a page break cuts a row.
    """
    upright = [edge for edge in page.edges if edge["orientation"] == "v"]
    ends = [min(edge["top"] for edge in upright), max(edge["bottom"] for edge in upright)] if upright else []
    return {"explicit_horizontal_lines": ends}


def _without_running(found: Sequence[_Line | _Grid]) -> list[_Line | _Grid]:
    """Without what heads or foots several pages: the same line but for numbers, at the same height."""
    counts = Counter(_running(one) for one in found if isinstance(one, _Line) and one.in_margin)
    return [
        one for one in found if not (isinstance(one, _Line) and one.in_margin and counts[_running(one)] > 1)
    ]


def _running(line: _Line) -> tuple[str, int]:
    return re.sub("[0-9]+", "", line.text), round(line.top)


def _anchor(page: "Page") -> None:
    """Have each character stand on its baseline, and give it the place by which its cell is known.

    Fonts lie about heights, so that those of one line seem to stand in several. The place lies near the left
    edge and a little above the baseline; the digits of a number have that of the first, for a number that
    finds no room in its cell runs over into the next.
    """
    before: dict[str, Any] | None = None
    for char in page.chars:
        base, top = char["top"] + char["y1"] - char["matrix"][5], char["top"]
        char |= {"top": base - char["size"], "bottom": base}
        char["doctop"] += char["top"] - top
        across = char["x0"] + _INSIDE * char["size"]
        goes_on = before is not None and _is_next_digit(before, char)
        char["place"] = (before["place"][0] if before and goes_on else across, base - _INSIDE * char["size"])
        before = char


def _is_next_digit(before: dict[str, Any], char: dict[str, Any]) -> bool:
    near = (
        abs(char["x0"] - before["x1"]) < _TOUCHING * char["size"] and before["matrix"][5] == char["matrix"][5]
    )
    return near and before["text"] in _DIGITS and char["text"] in _DIGITS


def _is_in(one: dict[str, Any], box: _Box) -> bool:
    """Whether a character stands in a box."""
    if one["object_type"] != "char":
        return False
    across, down = one["place"]
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


def _grid(page: "Page", boxes: Sequence[_Box]) -> _Grid:
    room = page.width - max(box[2] for box in boxes)
    return _Grid(page.page_number, room, {box: _text_in(page, box) for box in boxes})


def _text_in(page: "Page", box: _Box) -> str:
    """The lines in a box; a number is one though it is broken where the box ends."""
    text = ""
    before: dict[str, Any] | None = None
    for line in page.filter(lambda one: _is_in(one, box)).extract_text_lines():
        if before is not None and not _is_broken_number(before, line, box):
            text += "\n"
        text += _AROUND.sub("", line["text"]).strip()
        before = line
    return text


def _is_broken_number(before: dict[str, Any], line: dict[str, Any], box: _Box) -> bool:
    """Whether digits go on in the next line because no more fit into this one."""
    last, first = before["chars"][-1], line["chars"][0]
    left_free = (box[2] - box[0]) - (before["x1"] - before["x0"]) - (first["x1"] - first["x0"])
    return last["text"] in _DIGITS and first["text"] in _DIGITS and left_free < _PADDING


def _distinct(values: Sequence[float]) -> tuple[float, ...]:
    """Edges, those that are near each other taken as one."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _NEAR:
            kept.append(value)
    return tuple(kept)


def _at(value: float, edges: Sequence[float]) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - value))


def _blocks(found: Sequence[_Line | _Grid]) -> Iterator[Block]:
    """Paragraphs and tables; a table that begins a page may go on the one that ended the last."""
    number, margin = 0, min(one.room for one in found)
    for group in _grouped(found):
        if isinstance(group[0], _Grid):
            number += 1
            yield _table([grid for grid in group if isinstance(grid, _Grid)], number)
        else:
            yield from _paragraphs([line for line in group if isinstance(line, _Line)], margin)


def _grouped(found: Sequence[_Line | _Grid]) -> Iterator[list[_Line | _Grid]]:
    """Lines in a row, and tables that are parts of one."""
    group: list[_Line | _Grid] = []
    for one in found:
        if group and not _goes_on(group[-1], one):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _goes_on(before: _Line | _Grid, after: _Line | _Grid) -> bool:
    if isinstance(before, _Line) or isinstance(after, _Line):
        return isinstance(before, _Line) and isinstance(after, _Line)
    return after.page == before.page + 1 and abs(after.width - before.width) < 2 * _NEAR


def _table(parts: Sequence[_Grid], number: int) -> Table:
    """One table of its parts; heads that repeat on each page are taken once."""
    aligned = [part.moved(parts[0].left - part.left) for part in parts]
    edges = _distinct([box[0] for part in aligned for box in part.boxes])
    first, *others = (_rows(part, edges) for part in aligned)
    rows, breaks = list(first), []
    for part in others:
        if fresh := part[_repeated(first, part) :]:
            breaks.append(len(rows) + 1)
            rows += fresh
    cells = tuple(
        replace(cell, row=at, rows=min(cell.rows, len(rows) - at + 1))
        for at, row in enumerate(rows, start=1)
        for cell in row
    )
    return Table(number, len(rows), cells, parts[0].page, tuple(breaks))


def _rows(grid: _Grid, edges: Sequence[float]) -> list[list[Cell]]:
    """The rows of a page: cells by the edges at which they begin, spans by the edges they reach over."""
    tops = _distinct([box[1] for box in grid.boxes])
    rows: list[list[Cell]] = [[] for _ in tops]
    for box in sorted(grid.boxes):
        row, column = _at(box[1], tops), _at(box[0], edges)
        down = max(1, sum(box[1] - _NEAR < top < box[3] - _NEAR for top in tops))
        columns = max(1, sum(box[0] - _NEAR < edge < box[2] - _NEAR for edge in edges))
        if column < WIDEST:
            rows[row].append(Cell(row + 1, column + 1, down, columns, grid.boxes[box]))
    return rows


def _repeated(first: Sequence[Sequence[Cell]], part: Sequence[Sequence[Cell]]) -> int:
    """How many rows of a part are the heads once more."""
    for count, (mine, other) in enumerate(zip(first, part, strict=False)):
        if [cell.text for cell in mine] != [cell.text for cell in other] or not any(c.text for c in mine):
            return count
    return 0


def _paragraphs(lines: Sequence[_Line], margin: float) -> Iterator[Paragraph]:
    """Paragraphs of lines: a new one begins where a line is indented, or the one before ends early."""
    left = min(line.left for line in lines)
    text, before = "", None
    for line in lines:
        if before is not None and not _is_one(before, line, left, margin):
            yield Paragraph(text, page=before.page)
            text = ""
        text += line.text
        before = line
    if before is not None:
        yield Paragraph(text, page=before.page)


def _is_one(before: _Line, line: _Line, left: float, margin: float) -> bool:
    is_indented = line.left > left + line.size
    ends_early = before.room > margin + 2.5 * before.size
    is_heading = before.text.endswith("。") and _NUMBERED.match(line.text) is not None
    return not (is_indented or ends_early or is_heading) and abs(before.size - line.size) < 1
