"""Rows of a table that a page break cut in two, put together again: ``mended(table, labels) -> table``."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.published.block import Cell, Table
from generator.published.labels import nearest, plain

_FIGURE = re.compile(r"[-－—/／0-9０-９.,，．\s]+")


def mended(table: Table, labels: Mapping[str, str]) -> Table:
    """Give the table with the rows made whole that begin on one page and end on the next.

    Args:
        table: Its ``breaks`` tell with which rows pages begin.
        labels: What stands in the tables of the form, by plain label; by it the parts of one are known.
    """
    rows = table.by_row()
    cut = [at for at in table.breaks if _is_rest(rows[at - 2], rows[at - 1], labels)]
    gone = [sum(at <= row for at in cut) for row in range(table.rows + 1)]
    cells = {(cell.row, cell.column): cell for cell in table.cells}
    for at in reversed(cut):
        for upper in rows[at - 2]:
            lower = cells.pop((at, upper.column))
            cells[upper.row, upper.column] = _joined(cells[upper.row, upper.column], lower)
    kept = (replace(cell, row=cell.row - gone[cell.row]) for cell in cells.values())
    return replace(table, rows=table.rows - len(cut), cells=tuple(kept), breaks=())


def _is_rest(upper: Sequence[Cell], lower: Sequence[Cell], labels: Mapping[str, str]) -> bool:
    """Whether a row is the end of the one before: laid out alike, and no text of it stands by itself."""
    if [(cell.column, cell.columns) for cell in upper] != [(cell.column, cell.columns) for cell in lower]:
        return False
    pairs = [(above.text, below.text) for above, below in zip(upper, lower, strict=True)]
    meeting = [(above, below) for above, below in pairs if above and below]
    if any(_clash(above, below) for above, below in meeting):
        return False
    if words := [pair for pair in meeting if not is_figure(pair[0])]:
        return _makes_one(*words[-1], labels)
    first, second = upper[-1].row, lower[-1].row  # groups of rows, which reach over the break, say nothing
    above = [cell.text for cell in upper if cell.row == first]
    below = [cell.text for cell in lower if cell.row == second and cell.rows == 1]
    return not (_has_label(below, labels) and (meeting or _has_label(above, labels)))


def _clash(above: str, below: str) -> bool:
    """Whether one text is a figure and the other is neither a figure nor a note on it."""
    return is_figure(above) != is_figure(below) and not (is_figure(above) and below[0] in "（(")


def _makes_one(above: str, below: str, labels: Mapping[str, str]) -> bool:
    """Whether two texts are one: a bracket is open, or they are a label together and not each by itself."""
    if above.count("（") + above.count("(") > above.count("）") + above.count(")"):
        return True
    whole = nearest(above + below, labels)
    return not plain(above) or (bool(whole) and not (nearest(above, labels) and nearest(below, labels)))


def _has_label(texts: Sequence[str], labels: Mapping[str, str]) -> bool:
    return any(nearest(text, labels) for text in texts)


def is_figure(text: str) -> bool:
    """Whether a text looks like a figure, or like a part of one."""
    return _FIGURE.fullmatch(text) is not None


def _joined(upper: Cell, lower: Cell) -> Cell:
    return replace(upper, text=upper.text + lower.text, rows=upper.rows + lower.rows - 1)
