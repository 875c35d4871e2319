"""What was found in the tables of a published report: figures, where they stand, and what is to be told."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.figure import BLANK, ZERO, Figure
from generator.filing import Origin, Remark
from generator.form.grid import key_of, leaves
from generator.form.model import Label
from generator.published.block import Cell
from generator.published.rows import Labelled, worded
from generator.published.sought import Sought, path_of


@dataclass
class Found:
    """Figures and where they stand, by field; what is to be told.

    ``seen`` are the fields that have a place, ``tables`` the numbers of the tables that gave figures, by the
    table of the form. ``rows`` are those that were taken or told of, each with the number of its table;
    ``cells`` are those taken and the labels of their rows, by number, row and column.
    """

    figures: dict[str, Figure] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    tables: dict[str, set[int]] = field(default_factory=dict)
    rows: set[tuple[int, int]] = field(default_factory=set)
    cells: set[tuple[int, int, int]] = field(default_factory=set)


def take(one: Sought, name: str, cell: Cell, found: Found) -> None:
    """Take a cell for a field."""
    row, column = (cell.column, cell.row) if one.turned else (cell.row, cell.column)
    found.tables.setdefault(one.asked.id, set()).add(one.number)
    found.rows.add((one.number, row))
    found.seen.add(name)
    found.cells.add((one.number, row, column))
    place = one.form.texts["published"]["cell"].format(row=row, column=column)
    found.origins[name] = Origin(one.asked.number, place)
    figure = one.figure(cell, [one.form.fields[name].kind])
    if figure is not BLANK:
        found.figures[name] = figure


def tell_row(rule: str, one: Sought, row: int, found: Found) -> None:
    """Tell of a row by its place in the document."""
    if one.turned:
        return  # its rows are none of the document's: those that gave no figures are told as missing
    place = f"{one.asked.number} {one.form.texts['published']['row'].format(row=row)}"
    found.rows.add((one.number, row))
    found.remarks.append(Remark(rule, one.asked.id, place))


def tell_label(one: Sought, line: Labelled, found: Found) -> None:
    """That the label of a row whose figures were taken stands for several, or is worded otherwise."""
    if line.single:
        _tell_single(one, line.key, found)
    else:
        official = {key_of(path): path for path in leaves(one.band.rows)}
        _tell_wording(one, one.rows[line.row][line.cell].text, official[line.key], found)


def _tell_single(one: Sought, row: str, found: Found) -> None:
    """Rows that a single one stands for: nothing was counted in the others."""
    single = one.words["single_rows"][row]
    for name in (name for other in single["zero"] for name in one.fields(path_of(other))):
        found.figures[name] = ZERO
        found.seen.add(name)
    found.remarks.append(Remark("single-row", one.asked.id, one.asked.number, f"“{single['text']}”"))


def _tell_wording(one: Sought, text: str, official: Sequence[Label], found: Found) -> None:
    """A label that is not the official one."""
    if not worded(text, official):
        words = one.form.texts["published"]["worded"].format(given=text, official=official[-1].text)
        found.remarks.append(Remark("label-worded", one.asked.id, "", words))
