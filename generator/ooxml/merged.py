"""The merged cells of a table: ``A1:C1``, counted from its first cell."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from generator.ooxml.references import position


@dataclass(frozen=True, slots=True)
class Area:
    """A cell that covers others: its first and last row and column, from 1."""

    top: int
    left: int
    bottom: int
    right: int

    def places(self) -> Iterator[tuple[int, int]]:
        """Every place that it covers, its own first."""
        return product(range(self.top, self.bottom + 1), range(self.left, self.right + 1))


def areas(merged: Iterable[str], rows: Sequence[Sequence[str]]) -> tuple[Area, ...]:
    """The merged cells of a table, without those that are none, leave the table, or reach into one before.

    Args:
        merged: As they are written.
        rows: The table.
    """
    width = max(map(len, rows), default=0)
    taken: set[tuple[int, int]] = set()
    found: list[Area] = []
    for area in filter(None, map(_area, merged)):
        if area.bottom > len(rows) or area.right > width:
            continue
        places = set(area.places())
        if len(places) > 1 and taken.isdisjoint(places):
            taken |= places
            found.append(area)
    return tuple(found)


def _area(written: str) -> Area | None:
    first, _, last = written.partition(":")
    try:
        return Area(*position(first), *position(last))
    except ValueError:
        return None
