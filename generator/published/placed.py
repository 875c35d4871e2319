"""The figures of a row under the columns of the form: what does not fit them is told, never guessed."""

from collections.abc import Iterable, Sequence

from generator.figure import State
from generator.form.model import Kind, Label
from generator.published.block import Cell
from generator.published.found import Found, take, tell_label, tell_row
from generator.published.heads import Heads
from generator.published.rows import Labelled
from generator.published.sought import Sought, path_of


def place_row(one: Sought, line: Labelled, heads: Heads | None, found: Found) -> None:
    """Take the figures of a row that has a label, and tell what is to be told of the label."""
    row = one.rows[line.row]
    if place(one, row[line.cell + 1 :], path_of(line.key), heads, found):
        tell_label(one, line, found)


def place(
    one: Sought, cells: Sequence[Cell], path: tuple[Label, ...], heads: Heads | None, found: Found
) -> bool:
    """Take the figures of a row; what does not fit the columns is told, never guessed."""
    names = one.fields(path)
    own = [cell for cell in cells if not (_is_beyond(one, cell, heads) or _only_reaches(one, cell, cells))]
    filled = _fitting(own, len(names), heads)
    if filled is None and not any(one.figure(cell, tuple(Kind)).counts for cell in cells):
        return False  # a head of columns that reads like the label of a row
    if filled is None:
        tell_row("figures-unplaced", one, _row_of(cells), found)
        return False
    if found.seen.intersection(names):
        tell_row("table-twice", one, _row_of(cells), found)
        return False
    for name, cell in zip(names, filled, strict=True):
        take(one, name, cell, found)
    return True


def _is_beyond(one: Sought, cell: Cell, heads: Heads | None) -> bool:
    """Whether a cell stands behind the columns: left over by layout, a remark, or under a head of its own."""
    if heads and cell.column > max(heads.columns):
        is_number = one.figure(cell, tuple(Kind)).state is State.NUMBER
        beside = {head.column for head in one.rows[heads.under - 1] if head.text}
        return not is_number or cell.column in beside
    return cell.column > one.last


def _only_reaches(one: Sought, cell: Cell, row: Iterable[Cell]) -> bool:
    """Whether a cell of words stands in a row because it reaches too far down from above."""
    return cell.row < _row_of(row) and one.figure(cell, tuple(Kind)).state is State.UNREADABLE


def _fitting(cells: Sequence[Cell], count: int, heads: Heads | None) -> Sequence[Cell] | None:
    """As many cells as there are columns: empty ones beyond them, left by merging, are passed over."""
    with_text = [cell for cell in cells if cell.text]
    under = _under(cells, heads) if heads else []
    if heads and not heads.in_order:
        return under if len(under) == count else None
    if len(cells) == count:
        return cells
    if len(cells) > count and len(with_text) == count:
        return with_text
    if len(under) == count and set(with_text) <= set(under):
        return under
    if heads and count == 1 and _is_said_again(with_text, heads):
        return with_text[:1]
    return list(cells[:1]) if count == 1 and cells and not with_text else None


def _is_said_again(cells: Sequence[Cell], heads: Heads) -> bool:
    """Whether a figure stands in each of the cells that it reached over, as its head does."""
    return len({cell.text for cell in cells}) == 1 and {cell.column for cell in cells} <= heads.repeated


def _under(cells: Sequence[Cell], heads: Heads) -> list[Cell]:
    """The cells that begin where the heads do."""
    begun = {cell.column: cell for cell in cells}
    return [begun[column] for column in heads.columns if column in begun]


def _row_of(cells: Iterable[Cell]) -> int:
    """The row in which the last of some cells begins."""
    return max((cell.row for cell in cells), default=0)
