"""Lines and tables of pages as blocks: tables joined over pages, lines joined to paragraphs."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from generator.published.block import WIDEST, Block, Cell, Paragraph, Table
from generator.published.pdf_page import Grid, Line

_NEAR = 3.0  # points, within which edges of cells are one
_NUMBERED = re.compile(r"[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[)）]")


def blocks(found: Sequence[Line | Grid]) -> Iterator[Block]:
    """Yield paragraphs and tables; a table that begins a page may go on the one that ended the last.

    Args:
        found: What stands on the pages, in reading order; at least one.
    """
    found = _without_running(found)
    number, margin = 0, min(one.room for one in found)
    for group in _grouped(found):
        if isinstance(group[0], Grid):
            number += 1
            yield _table([grid for grid in group if isinstance(grid, Grid)], number)
        else:
            yield from _paragraphs([line for line in group if isinstance(line, Line)], margin)


def _without_running(found: Sequence[Line | Grid]) -> list[Line | Grid]:
    """Without what heads or foots several pages: the same line but for numbers, at the same height."""
    counts = Counter(_running(one) for one in found if isinstance(one, Line) and one.in_margin)
    return [
        one for one in found if not (isinstance(one, Line) and one.in_margin and counts[_running(one)] > 1)
    ]


def _running(line: Line) -> tuple[str, int]:
    return re.sub("[0-9]+", "", line.text), round(line.top)


def _grouped(found: Sequence[Line | Grid]) -> Iterator[list[Line | Grid]]:
    """Lines in a row, and tables that are parts of one."""
    group: list[Line | Grid] = []
    for one in found:
        if group and not _goes_on(group[-1], one):
            yield group
            group = []
        group.append(one)
    if group:
        yield group


def _goes_on(before: Line | Grid, after: Line | Grid) -> bool:
    if isinstance(before, Line) or isinstance(after, Line):
        return isinstance(before, Line) and isinstance(after, Line)
    return after.page == before.page + 1 and abs(after.width - before.width) < 2 * _NEAR


def _table(parts: Sequence[Grid], number: int) -> Table:
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


def _rows(grid: Grid, edges: Sequence[float]) -> list[list[Cell]]:
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


def _paragraphs(lines: Sequence[Line], margin: float) -> Iterator[Paragraph]:
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


def _is_one(before: Line, line: Line, left: float, margin: float) -> bool:
    is_indented = line.left > left + line.size
    ends_early = before.room > margin + 2.5 * before.size
    is_heading = before.text.endswith("。") and _NUMBERED.match(line.text) is not None
    return not (is_indented or ends_early or is_heading) and abs(before.size - line.size) < 1


def _distinct(values: Sequence[float]) -> tuple[float, ...]:
    """Edges, those that are near each other taken as one."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _NEAR:
            kept.append(value)
    return tuple(kept)


def _at(value: float, edges: Sequence[float]) -> int:
    return min(range(len(edges)), key=lambda index: abs(edges[index] - value))
