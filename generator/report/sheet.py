"""A sheet of the clerk's own as a table to print: its cells, how far they reach, which are heads."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass

from generator.ooxml.merged import Area, areas
from generator.report.lines import width

_NARROWEST, _WIDEST, _MARGIN = 2, 16, 1  # characters of a column


class Cell(str):
    """What a cell prints.

    Attributes:
        rows: How many rows it covers; of one that goes on from above, 1.
        merge: Empty, or ``restart`` where a cell over several rows begins and ``continue`` where it goes on
            (ECMA-376 part 1, 17.18.57).
        shares: How wide each column that it covers is, where columns have 1 on the average.
        long: Whether it is set from the left: a text over several lines, or one in a column with such texts.
    """

    rows: int
    merge: str
    shares: tuple[float, ...]
    long: bool

    def __new__(
        cls,
        text: str,
        rows: int = 1,
        merge: str = "",
        shares: tuple[float, ...] = (1.0,),
        *,
        long: bool = False,
    ) -> "Cell":
        """Make a cell; ``long`` may be left out where its own text says so."""
        made = super().__new__(cls, text)
        made.rows, made.merge, made.shares = rows, merge, shares
        made.long = long or _is_long(text, len(shares))
        return made

    @property
    def columns(self) -> int:
        """How many columns it covers."""
        return len(self.shares)


Rows = tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its rows, and how many of them hold the heads of columns. ``caption`` is what it is called."""

    rows: Rows = ()
    heads: int = 0
    caption: str = ""


def laid_out(rows: Sequence[Sequence[str]], merged: Iterable[str], caption: str) -> Sheet:
    """Lay a sheet out for printing.

    Args:
        rows: Its texts; short rows are filled up.
        merged: Its merged cells (``A1:C1``).
        caption: What it is called.
    """
    columns = max(map(len, rows), default=0)
    by_place = {place: area for area in areas(merged, rows) for place in area.places()}
    full = [(*texts, *[""] * (columns - len(texts))) for texts in rows]
    shares = _shares(full, by_place.keys())
    long = _long_columns(full, by_place.keys())
    cells = tuple(
        tuple(
            _cell(by_place.get((row, column), Area(row, column, row, column)), row, text, shares, long)
            for column, text in enumerate(texts, start=1)
            if _begins(by_place.get((row, column)), column)
        )
        for row, texts in enumerate(full, start=1)
    )
    return Sheet(cells, _heads(cells), caption)


def _shares(rows: Sequence[Sequence[str]], merged: Container[tuple[int, int]]) -> list[float]:
    """How wide each column asks to be, by the longest text in a cell of its own."""
    longest = [
        max((width(text) for row, text in enumerate(texts, 1) if (row, column) not in merged), default=0)
        for column, texts in enumerate(zip(*rows, strict=True), start=1)
    ]
    wanted = [min(max(one, _NARROWEST), _WIDEST) + _MARGIN for one in longest]
    return [one * len(wanted) / sum(wanted) for one in wanted]


def _long_columns(rows: Sequence[Sequence[str]], merged: Container[tuple[int, int]]) -> set[int]:
    """The columns with a long text in a cell of its own below the first row: set from the left."""
    return {
        column
        for row, texts in enumerate(rows[1:], start=2)
        for column, text in enumerate(texts, start=1)
        if (row, column) not in merged and _is_long(text)
    }


def _is_long(text: str, columns: int = 1) -> bool:
    """Whether a text comes to more than one line in a cell over so many columns."""
    return "\n" in text or width(text) > _WIDEST * columns


def _begins(area: Area | None, column: int) -> bool:
    """Whether a cell begins in a column, or one from above goes on in it; the columns behind it have none."""
    return area is None or area.left == column


def _cell(area: Area, row: int, text: str, shares: Sequence[float], long: Container[int]) -> Cell:
    own, rows = tuple(shares[area.left - 1 : area.right]), area.bottom - area.top + 1
    if row > area.top:
        return Cell("", merge="continue", shares=own)
    in_long = area.left == area.right and area.left in long
    return Cell(text, rows, "restart" if rows > 1 else "", own, long=in_long)


def _heads(rows: Rows) -> int:
    """The first row, as far down as its cells reach, and the row that divides one over several columns."""
    last = at = 1
    while at <= last < len(rows):
        last = max(last, *(at + cell.rows - 1 + (cell.columns > 1) for cell in rows[at - 1]))
        at += 1
    return min(last, max(1, len(rows) - 1))
