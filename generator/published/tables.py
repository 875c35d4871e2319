"""The tables of a form found among those of a document, known by their labels and never by their position."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from generator.figure import BLANK, ZERO, Figure, State, fits_a_cell, of_number, of_text
from generator.filing import Origin, Remark
from generator.form.grid import field_id, key_of, leaves
from generator.form.model import Band, Form, Label
from generator.form.model import Table as Asked
from generator.published.block import Cell, Table
from generator.published.labels import nearest, plain, spellings
from generator.published.passages import folded

_SINGLE = "="
_BREAK = re.compile(r"(?<![0-9])\n|\n(?![0-9])")  # in a note; between digits it leaves two numbers


@dataclass
class Found:
    """Figures and where they stand, by field; what is to be told."""

    figures: dict[str, Figure] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)


def find(tables: Sequence[Table], form: Form, words: Mapping[str, Any]) -> Found:
    """Find the figures of a form.

    Args:
        tables: Those of the document.
        form: The form whose labels are looked for.
        words: Its ``published.toml``.
    """
    found = Found()
    for asked in form.tables:
        before = len(found.seen)
        for table in tables:
            for band in asked.bands:
                _band(table, asked, band, form, words, found)
        if len(found.seen) == before:
            found.remarks.append(Remark("table-missing", asked.id, "", f"“{asked.title}”"))
    return found


def _band(table: Table, asked: Asked, band: Band, form: Form, words: Mapping[str, Any], found: Found) -> None:
    """The figures of a band that stand in a table: rows by their labels, columns by their heads."""
    rows = list(table.by_row())
    columns = list(leaves(band.columns))
    order = _heads(rows, columns, words["labels"])
    if not band.rows:
        if order is not None and order < len(rows):
            _place(rows[order], (), columns, asked, form, found)
        return
    labels = _row_labels(asked, band, words)
    official = {key_of(path): path[-1].text for path in leaves(band.rows)}
    matched = [(row, *_label(row, number, labels)) for number, row in enumerate(rows, start=1)]
    hits = [(row, at, key) for row, at, key in matched[order or 0 :] if key]
    if order is None and len(hits) < min(3, len(list(leaves(band.rows))) + 1):
        return
    for row, at, key in hits:
        name = key.removeprefix(_SINGLE)
        placed = _place(row[at + 1 :], (Label(name, ""),), columns, asked, form, found)
        if placed and key.startswith(_SINGLE):
            _tell_single(name, columns, asked, words, found)
        elif placed:
            _tell_wording(row[at], official[name], asked, found)


def _row_labels(asked: Asked, band: Band, words: Mapping[str, Any]) -> dict[str, str]:
    known: dict[str, str] = {}
    for path in leaves(band.rows):
        known |= dict.fromkeys(spellings(path[-1].text, words["labels"]), key_of(path))
    for row, single in words["single_rows"].items():
        if single["table"] == asked.id and row in known.values():
            known.setdefault(plain(single["text"]), _SINGLE + row)
    return known


def _label(row: Sequence[Cell], number: int, labels: Mapping[str, str]) -> tuple[int, str]:
    """The rightmost label of a row: its index and the row it stands for; a group reaching down is none."""
    for at in reversed(range(len(row))):
        cell = row[at]
        key = nearest(cell.text, labels)
        if key and not (key.startswith(_SINGLE) and (cell.row != number or cell.rows > 1)):
            return at, key
    return 0, ""


def _heads(
    rows: Sequence[Sequence[Cell]], columns: Sequence[tuple[Label, ...]], variants: Mapping[str, Any]
) -> int | None:
    """The index of the first row under the heads of a band, None where they are not there, in this order."""
    wanted = [spellings(path[-1].text, variants) for path in columns]
    standing: dict[int, str] = {}  # heads that were not merged downwards stand in several rows
    for number, row in enumerate(rows, start=1):
        here = {cell.column: text for cell in row if (text := plain(cell.text))}
        standing |= here
        if any(_are(heads, wanted) for heads in (here, standing)):
            return number
    return None


def _are(heads: Mapping[int, str], wanted: Sequence[set[str]]) -> bool:
    """Whether the last of the heads, from left to right, are those that are wanted."""
    texts = [heads[column] for column in sorted(heads)][-len(wanted) :]
    return len(texts) == len(wanted) and all(map(set.__contains__, wanted, texts))


def _place(
    cells: Sequence[Cell], path: tuple[Label, ...], columns: Sequence[tuple[Label, ...]],
    asked: Asked, form: Form, found: Found,
) -> bool:  # fmt: skip
    """Take the figures of a row; what does not fit the columns is told, never guessed."""
    names = [field_id(asked.id, path, column) for column in columns]
    filled = _fitting(cells, len(names))
    row = max((cell.row for cell in cells), default=0)
    where = f"{asked.number} {form.texts['published']['row'].format(row=row)}"
    if filled is None and not any(figure_of(cell.text, form).counts for cell in cells):
        return False  # a head of columns that reads like the label of a row
    if filled is None:
        found.remarks.append(Remark("figures-unplaced", asked.id, where))
        return False
    if found.seen.intersection(names):
        found.remarks.append(Remark("table-twice", asked.id, where))
        return False
    for name, cell in zip(names, filled, strict=True):
        found.seen.add(name)
        figure = figure_of(cell.text, form)
        found.origins[name] = Origin(asked.number, form.texts["published"]["cell"].format(**places(cell)))
        if figure is not BLANK:
            found.figures[name] = figure
    return True


def _fitting(cells: Sequence[Cell], count: int) -> Sequence[Cell] | None:
    """As many cells as there are columns: empty ones beyond them, left by merging, are passed over."""
    if len(cells) == count:
        return cells
    with_text = [cell for cell in cells if cell.text]
    if len(cells) > count and len(with_text) == count:
        return with_text
    return list(cells[:1]) if count == 1 and cells and not with_text else None


def _tell_single(
    row: str, columns: Sequence[tuple[Label, ...]], asked: Asked, words: Mapping[str, Any], found: Found
) -> None:
    """Rows that a single one stands for: nothing was counted in the others."""
    single = words["single_rows"][row]
    for other in single["zero"]:
        for column in columns:
            name = field_id(asked.id, (Label(other, ""),), column)
            found.figures[name] = ZERO
            found.seen.add(name)
    found.remarks.append(Remark("single-row", asked.id, asked.number, f"“{single['text']}”"))


def _tell_wording(cell: Cell, official: str, asked: Asked, found: Found) -> None:
    """A label that is not the official one, but for white space and the width of signs."""
    if folded(cell.text) != folded(official):
        found.remarks.append(Remark("label-worded", asked.id, "", f"“{cell.text}”（应为“{official}”）"))


def places(cell: Cell) -> dict[str, int]:
    """Where a cell stands, for the words that tell it."""
    return {"row": cell.row, "column": cell.column}


def figure_of(text: str, form: Form) -> Figure:
    """What a printed cell says: a number as such, however it is written; notes are kept."""
    line = _BREAK.sub("", text.replace("\u200b", "").replace("\xa0", " "))
    figure = of_text(line, form.not_applicable)
    if figure.state is not State.NUMBER:
        return figure
    if figure.note:
        return of_text(figure.text, form.not_applicable)
    number = of_number(figure.value)
    return number if fits_a_cell(figure.value) else replace(number, typed=number.text)
