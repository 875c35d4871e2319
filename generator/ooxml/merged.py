"""The merged cells of a table: ``A1:C1``, counted from its first cell."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

from generator.ooxml.references import position

LARGEST = 2_000


@dataclass(frozen=True, slots=True)
class Area:
    """A cell that covers others: its first and last row and column, from 1."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def covers_several(self) -> bool:
        """Whether it is more than a cell."""
        return (self.top, self.left) != (self.bottom, self.right)

    def places(self) -> Iterator[tuple[int, int]]:
        """Every place that it covers, its own first."""
        return product(range(self.top, self.bottom + 1), range(self.left, self.right + 1))


def areas(merged: Iterable[str], rows: Sequence[Sequence[str]]) -> tuple[Area, ...]:
    """The merged cells of a table, without those that are none, leave the table, or reach into one before.

    A table of more cells than ``LARGEST``, which nothing prints, has none.

    Args:
        merged: As they are written.
        rows: The table.
    """
    width = max(map(len, rows), default=0)
    taken: set[tuple[int, int]] = set()
    found: list[Area] = []
    cells = width * len(rows)
    for area in filter(None, map(_area, islice(merged, cells if cells <= LARGEST else 0))):
        is_inside = area.top <= area.bottom <= len(rows) and area.left <= area.right <= width
        if is_inside and area.covers_several and taken.isdisjoint(area.places()):
            taken.update(area.places())
            found.append(area)
    return tuple(found)


def _area(written: str) -> Area | None:
    first, _, last = written.partition(":")
    try:
        return Area(*position(first), *position(last))
    except ValueError:
        return None
