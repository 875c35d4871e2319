"""What the cells of a printed table say."""

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from generator.figure import Figure, State, fits_a_cell, of_number, of_text
from generator.form.model import Form, Kind
from generator.published.block import Cell

_BREAK = re.compile(r"(?<![0-9])\n|\n(?![0-9])")  # in a note; between digits it leaves two numbers
_FEWEST = 3  # columns, for numbers from 1 on to be those of the columns


def figure(text: str, kinds: Collection[Kind], form: Form) -> Figure:
    """What a printed cell says; a unit behind the number, where it is one of these kinds, is left out."""
    units = "|".join(form.texts["reports"]["units"][kind] for kind in kinds)
    match = re.fullmatch(rf"\s*([-－]?[0-9０-９.,，．]+)\s*(?:{units})\s*", text)
    return figure_of(match[1] if match else text, form)


def figure_of(text: str, form: Form) -> Figure:
    """What a printed cell says: a number as such, however it is written; notes are kept."""
    line = _BREAK.sub("", text.replace("\xa0", " "))
    found = of_text(line, form.not_applicable)
    if found.state is not State.NUMBER:
        return found
    if found.note:
        return of_text(found.text, form.not_applicable)
    number = of_number(found.value)
    return number if fits_a_cell(found.value) else replace(number, typed=number.text)


def is_all_figures(row: Sequence[Cell], form: Form) -> bool:
    """Whether a row holds figures and nothing else; numbers of columns (1, 2, 3) are none."""
    figures = [figure(cell.text, tuple(Kind), form) for cell in row if cell.text]
    counted = bool(figures) and all(one.counts for one in figures)
    return counted and not (
        len(figures) >= _FEWEST and [one.value for one in figures] == [*range(1, len(figures) + 1)]
    )


def figures_behind(row: Sequence[Cell], form: Form) -> bool:
    """Whether a row has numbers behind its labels."""
    figures = [figure(cell.text, tuple(Kind), form) for cell in row]
    labels = [at for at, one in enumerate(figures) if one.state is State.UNREADABLE]
    behind = row[max(labels, default=-1) + 1 :]
    return any(one.state is State.NUMBER for one in figures[len(row) - len(behind) :]) and is_all_figures(
        behind, form
    )
