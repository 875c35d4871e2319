"""A published PDF as blocks: tables by their ruled lines, joined over pages; lines joined to paragraphs.

Needs pdfplumber, which the command line has as an extra (``nianbao[pdf]``); the page in the browser has none.
"""

import io
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from generator.errors import UnusableInputError
from generator.published.block import WIDEST, Block, Cell, Document, Paragraph, Table

if TYPE_CHECKING:
    from pdfplumber.page import Page

_PAGES = 100
_CHARACTERS = 20_000  # of a page
_SECONDS = 30
_ABOVE = 0.3  # of the size of a character: its middle above the baseline
_NEAR = 3.0  # points, within which edges of cells are one
_PAGE_NUMBER = re.compile(r"[-—–－\s]*(?:第\s*)?[0-9]{1,3}(?:\s*页)?[-—–－\s]*")
_AROUND = re.compile(r"(?<=[^\x00-\xff]) +| +(?=[^\x00-\xff])")
_NUMBERED = re.compile(r"[（(]?[一二三四五六七八九十0-9]{1,3}[)）、.．]")

_Box = tuple[float, float, float, float]


@dataclass
class _Grid:
    """A table of one page or several: its rows of cells, and the left edges of its columns."""

    page: int
    edges: tuple[float, ...]
    right: float
    rows: list[list[Cell]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text, from ``left`` to ``right``, with the height of its type; all in points."""

    text: str
    top: float
    left: float
    right: float
    size: float
    page: int


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
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            found = list(_of_pages(pdf.pages))
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
    tables = page.find_tables()
    boxes = [table.bbox for table in tables]
    lines = page.filter(lambda one: not any(_is_in(one, box) for box in boxes)).extract_text_lines()
    placed: list[tuple[float, _Line | _Grid]] = [
        (table.bbox[1], grid) for table in tables if (grid := _grid(page, table.cells)).rows
    ]
    for line in lines:
        text = _AROUND.sub("", line["text"]).strip()
        if text and not _PAGE_NUMBER.fullmatch(text):
            size = max(char["size"] for char in line["chars"])
            placed.append(
                (line["top"], _Line(text, line["top"], line["x0"], line["x1"], size, page.page_number))
            )
    yield from (one for _, one in sorted(placed, key=lambda pair: pair[0]))


def _is_in(one: dict[str, Any], box: _Box) -> bool:
    """Whether a character stands in a box: by its baseline, for fonts lie about heights."""
    if one["object_type"] != "char":
        return False
    across = (one["x0"] + one["x1"]) / 2
    down = one["top"] + one["y1"] - one["matrix"][5] - _ABOVE * one["size"]
    return bool(box[0] <= across <= box[2] and box[1] <= down <= box[3])


def _grid(page: "Page", boxes: Sequence[_Box]) -> _Grid:
    """A table of a page: cells by the edges at which they begin, spans by the edges they reach over."""
    edges, tops = _distinct([box[0] for box in boxes]), _distinct([box[1] for box in boxes])
    right = max(box[2] for box in boxes)
    grid = _Grid(page.page_number, edges, right, [[] for _ in tops])
    for box in sorted(boxes):
        row, column = _at(box[1], tops), _at(box[0], edges)
        rows = max(1, sum(box[1] - _NEAR < top < box[3] - _NEAR for top in tops))
        columns = max(1, sum(box[0] - _NEAR < edge < box[2] - _NEAR for edge in edges))
        text = _AROUND.sub("", _text_in(page, box)).strip()
        if column < WIDEST:
            grid.rows[row].append(Cell(row + 1, column + 1, rows, columns, text))
    return grid


def _text_in(page: "Page", box: _Box) -> str:
    from pdfplumber.utils.text import extract_text  # noqa: PLC0415  (an extra)

    return str(extract_text([char for char in page.chars if _is_in(char, box)]))


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
    number, right = 0, max(one.right for one in found)
    for group in _grouped(found):
        if isinstance(group[0], _Grid):
            number += 1
            yield _table([grid for grid in group if isinstance(grid, _Grid)], number)
        else:
            yield from _paragraphs([line for line in group if isinstance(line, _Line)], right)


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
    same = len(before.edges) == len(after.edges) or set(map(round, after.edges)) <= set(
        map(round, before.edges)
    )
    return after.page == before.page + 1 and same


def _table(parts: Sequence[_Grid], number: int) -> Table:
    """One table of its parts, heads that repeat on each page taken once, a row cut by a break mended."""
    first, *others = parts
    rows = list(first.rows)
    for part in others:
        repeated = _repeated(first, part)
        columns = [_at(edge, first.edges) for edge in part.edges]
        fresh = [[replace(c, column=columns[c.column - 1] + 1) for c in row] for row in part.rows[repeated:]]
        if rows and fresh and _is_rest(fresh[0]):
            rows[-1] = [_mended(cell, fresh[0]) for cell in rows[-1]]
            fresh = fresh[1:]
        rows += fresh
    cells = tuple(
        replace(cell, row=at, rows=min(cell.rows, len(rows) - at + 1))
        for at, row in enumerate(rows, start=1)
        for cell in row
    )
    return Table(number, len(rows), cells, first.page)


def _repeated(first: _Grid, part: _Grid) -> int:
    """How many rows of a part are the heads once more."""
    pairs = zip(first.rows, part.rows, strict=False)
    for count, (mine, other) in enumerate(pairs):
        if [cell.text for cell in mine] != [cell.text for cell in other] or not any(c.text for c in mine):
            return count
    return 0


def _is_rest(row: Sequence[Cell]) -> bool:
    """Whether a row is what a page break cut off the one before: the end of a label and nothing else."""
    texts = [cell.text for cell in row if cell.text]
    return len(texts) == 1 and not _NUMBERED.match(texts[0]) and not re.fullmatch(r"[\d.,/—-]+", texts[0])


def _mended(cell: Cell, rest: Sequence[Cell]) -> Cell:
    below = next((other.text for other in rest if other.column == cell.column and other.text), "")
    return replace(cell, text=cell.text + below)


def _paragraphs(lines: Sequence[_Line], right: float) -> Iterator[Paragraph]:
    """Paragraphs of lines: a new one begins where a line is indented, or the one before ends early."""
    left = min(line.left for line in lines)
    text, before = "", None
    for line in lines:
        if before is not None and not _is_one(before, line, left, right):
            yield Paragraph(text, page=before.page)
            text = ""
        text += line.text
        before = line
    if before is not None:
        yield Paragraph(text, page=before.page)


def _is_one(before: _Line, line: _Line, left: float, right: float) -> bool:
    is_indented = line.left > left + line.size
    ends_early = before.right < right - 2.5 * before.size
    return not is_indented and not ends_early and abs(before.size - line.size) < 1
