"""The heads of columns in a table of a document."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from generator.published.block import Cell
from generator.published.labels import plain


@dataclass(frozen=True, slots=True)
class Heads:
    """The heads of columns: the index of the first row under them, and the columns that they stand in.

    The columns are in the order of the form, which need not be that of the table; ``repeated`` are all that
    have one of these heads.
    """

    under: int
    columns: tuple[int, ...]
    repeated: frozenset[int]

    @property
    def in_order(self) -> bool:
        """Whether the table has them in the order of the form."""
        return self.columns == tuple(sorted(self.columns))


def heads_in(
    rows: Sequence[Sequence[Cell]], wanted: Sequence[Collection[str]], *, in_order: bool
) -> Heads | None:
    """Find the heads of columns, None where they are not all there.

    Args:
        rows: The cells of each row, those that reach into it included.
        wanted: For each column in the order of the form, the plain labels that it may have.
        in_order: Whether they must end a row in this order: labels that occur twice tell no columns apart.
    """
    standing: dict[int, str] = {}  # heads that were not merged downwards stand in several rows
    for number, row in enumerate(rows, start=1):
        here = {cell.column: text for cell in row if (text := plain(cell.text))}
        standing |= here
        for heads in (here, standing):
            if columns := _ending(heads, wanted):
                return Heads(number, columns, _repeated(heads, wanted))
        if not in_order and (columns := _anywhere(here, wanted)):
            found = Heads(number, columns, _repeated(here, wanted))
            return found if found.in_order or is_reordered(rows[:number], wanted) else None
    return None


def heads_of_part(rows: Sequence[Sequence[Cell]], wanted: Sequence[Collection[str]]) -> dict[int, int]:
    """Find the heads that a part of a table has, where its columns are divided between several.

    Args:
        rows: Those above the figures.
        wanted: As for ``heads_in``.

    Returns:
        The index of the column of the form by the column of the table.
    """
    texts = {cell.column: plain(cell.text) for row in rows for cell in row if cell.text}
    return {at: index for at, text in texts.items() for index, known in enumerate(wanted) if text in known}


def is_reordered(rows: Sequence[Sequence[Cell]], wanted: Sequence[Collection[str]]) -> bool:
    """Whether a row has heads in another order than the form's; see ``heads_in``.

    Cells that reach into a row do not count where spans were lost: there they stand anywhere.

    Args:
        rows: Those above the figures.
        wanted: As for ``heads_in``.
    """
    is_whole = len({sum(cell.columns for cell in row) for row in rows}) == 1
    for number, row in enumerate(rows, start=1):
        texts = [plain(cell.text) for cell in row if is_whole or cell.row == number]
        order = [at for text in texts for at, known in enumerate(wanted) if text in known]
        if order != sorted(order):
            return True
    return False


def _ending(heads: Mapping[int, str], wanted: Sequence[Collection[str]]) -> tuple[int, ...]:
    """The columns of heads that end a row in the order of the form."""
    columns = tuple(sorted(heads)[-len(wanted) :])
    fits = len(columns) == len(wanted) and all(
        heads[at] in texts for at, texts in zip(columns, wanted, strict=True)
    )
    return columns if fits else ()


def _anywhere(heads: Mapping[int, str], wanted: Sequence[Collection[str]]) -> tuple[int, ...]:
    """The columns of heads that stand in another order, or among others."""
    places = [[at for at, text in heads.items() if text in texts] for texts in wanted]
    columns = tuple(max(place) for place in places if place)
    return columns if len(set(columns)) == len(wanted) else ()


def _repeated(heads: Mapping[int, str], wanted: Sequence[Collection[str]]) -> frozenset[int]:
    """The columns that have one of the heads, which may stand in each of those that it reached over."""
    return frozenset(at for at, text in heads.items() if any(text in texts for texts in wanted))
