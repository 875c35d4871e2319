"""The figures of a band that has one row, each found by the labels above it and to its left."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from generator.form.model import Label
from generator.published.block import Cell
from generator.published.labels import plain, spellings

_UNKNOWN = "?"  # what stands under a head that reaches out of its group: it is one column too wide


def crossing(
    rows: Sequence[Sequence[Cell]],
    columns: Sequence[tuple[Label, ...]],
    variants: Mapping[str, Sequence[str]],
    is_figures: Callable[[Sequence[Cell]], bool],
) -> dict[int, Cell]:
    """Find which cell stands for which column, however the table is turned, stacked or divided.

    A cell stands for a column where the nearest label of a column and the nearest label of a group, each of
    them above or to the left, are those of the column. Two labels that contradict each other give nothing.

    Args:
        rows: The cells of each row, those that reach into it included.
        columns: Those of the band, each as its path of labels; the last two of a path tell them apart.
        variants: Other words for labels.
        is_figures: Whether these cells of a row, its labels left out, are figures.

    Returns:
        The cells by the index of the column.
    """
    ends = _named({path[-1].text for path in columns}, variants)
    groups = _named({path[-2].text for path in columns if len(path) > 1}, variants)
    outer = _named({label.text for path in columns for label in path[:-2]}, variants)
    wanted = {tuple(label.text for label in path[-2:]): at for at, path in enumerate(columns)}
    found: dict[int, Cell] = {}
    for cell, end, group in _labelled(rows, ends, groups, outer, is_figures):
        if (group, end) in wanted:
            found.setdefault(wanted[group, end], cell)
    return found


def _named(texts: set[str], variants: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The labels by every way to write them."""
    return {spelling: text for text in texts for spelling in spellings(text, variants)}


def _labelled(
    rows: Sequence[Sequence[Cell]],
    ends: Mapping[str, str],
    groups: Mapping[str, str],
    outer: Collection[str],
    is_figures: Callable[[Sequence[Cell]], bool],
) -> Iterator[tuple[Cell, str, str]]:
    """Each figure with the labels that it has, empty where it has none or two that differ."""
    ends_above: dict[int, str] = {}
    groups_above: dict[int, str] = {}
    for number, row in enumerate(rows, start=1):
        texts = [plain(cell.text) for cell in row]
        others = [
            cell
            for cell, text in zip(row, texts, strict=True)
            if cell.row == number and not any(text in labels for labels in (ends, groups, outer))
        ]
        has_word = not is_figures(others[:1])  # for all of them: 件数
        has_figures = is_figures(others[has_word:])
        end_beside = group_beside = ""
        for cell, text in zip(row, texts, strict=True):
            stretch = range(cell.column, cell.column + cell.columns)
            if text in groups:
                group_beside = groups[text]
                groups_above |= dict.fromkeys(stretch, groups[text])
                ends_above = {at: end for at, end in ends_above.items() if at not in stretch}
            elif text in ends:
                end_beside = ends[text]
                over = {groups_above.get(at, "") for at in stretch}
                ends_above |= dict.fromkeys(stretch, ends[text] if len(over) == 1 else _UNKNOWN)
            elif has_figures and cell.row == number and text not in outer:
                end = _agreed(ends_above.get(cell.column, ""), end_beside)
                yield cell, end, _agreed(groups_above.get(cell.column, ""), group_beside)


def _agreed(above: str, beside: str) -> str:
    return "" if above and beside and above != beside else above or beside
