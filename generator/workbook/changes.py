"""What is changed in a workbook that its owner has saved, cell by cell."""

from collections.abc import Iterable, Iterator

from generator.ooxml.change import Input
from generator.ooxml.references import position
from generator.workbook.formulas import Place
from generator.workbook.identity import Keyed, text_at

Change = tuple[str, Place, Input]
"""The sheet's name, row and column from 1, and what is put there."""


def by_sheet(changes: Iterable[Change]) -> dict[str, dict[Place, Input]]:
    """Changes as ``change_cells`` takes them; of several of one cell, the last counts."""
    gathered: dict[str, dict[Place, Input]] = {}
    for sheet, at, value in changes:
        gathered.setdefault(sheet, {})[at] = value
    return gathered


def written(found: Keyed, at: Place, text: str) -> Iterator[Change]:
    """A text put into a cell, unless it stands there already; an empty one empties the cell."""
    if text_at(found.sheet, *at) != text:
        yield found.sheet.name, at, text


def placed(cell: str) -> tuple[str, Place]:
    """Sheet and place of a cell as findings name it (``表三!D12``)."""
    sheet, _, reference = cell.rpartition("!")
    return sheet, position(reference)
