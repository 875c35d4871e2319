"""The tables of a form found among those of a document, known by their labels and never by their position."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from generator.figure import BLANK, ZERO, Figure, State, fits_a_cell, of_number, of_text
from generator.filing import Origin, Remark
from generator.form.grid import field_id, key_of, lay_out, leaves
from generator.form.model import Band, Form, Kind, Label
from generator.form.model import Table as Asked
from generator.published.block import Cell, Table
from generator.published.broken import mended
from generator.published.labels import nearest, plain, spellings
from generator.published.passages import folded

_SINGLE = "="
_ENOUGH = 4  # labels of rows, by which a table without its heads is known
_WORDS = re.compile(r"[\u4e00-\u9fff]{2}")  # a figure has a unit of one character at most
_BREAK = re.compile(r"(?<![0-9])\n|\n(?![0-9])")  # in a note; between digits it leaves two numbers


@dataclass
class Found:
    """Figures and where they stand, by field; what is to be told.

    ``seen`` are the fields that have a place, ``tables`` the numbers of the tables that gave figures, by the
    table of the form, ``rows`` the numbers of table and row that did.
    """

    figures: dict[str, Figure] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    tables: dict[str, set[int]] = field(default_factory=dict)
    rows: set[tuple[int, int]] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _Heads:
    """The heads of columns: the index of the first row under them, and the columns that they stand in."""

    under: int
    columns: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Sought:
    """A band of a table of the form, looked for in a table of the document that ends at column ``last``."""

    form: Form
    words: Mapping[str, Any]
    asked: Asked
    band: Band
    number: int
    rows: tuple[tuple[Cell, ...], ...]
    last: int

    @property
    def columns(self) -> list[tuple[Label, ...]]:
        """The columns of the band."""
        return list(leaves(self.band.columns))


def find(tables: Sequence[Table], form: Form, words: Mapping[str, Any]) -> Found:
    """Find the figures of a form: first under the heads of its columns, then by labels of rows alone.

    Args:
        tables: Those of the document.
        form: The form whose labels are looked for.
        words: Its ``published.toml``.
    """
    found = Found()
    labels = _all_labels(form, words)
    tables = [mended(table, labels) if table.breaks else table for table in tables]
    for asked in form.tables:
        sought = [
            _Sought(form, words, asked, band, table.number, table.by_row(), _last_column(table))
            for table in tables
            for band in asked.bands
        ]
        for one in sought:
            if (heads := _heads(one)) is not None:
                _headed(one, heads, found)
        for one in sought:
            (_by_labels if one.band.rows else _by_groups)(one, found)
        found.remarks += _missing(asked, found)
        for table in tables:
            found.remarks += _without_labels(table, asked, form, words, found)
    found.remarks[:] = dict.fromkeys(found.remarks)
    return found


def _without_labels(
    table: Table, asked: Asked, form: Form, words: Mapping[str, Any], found: Found
) -> Iterator[Remark]:
    """The rows of a table that hold figures and no label by which they could be placed."""
    if table.number not in found.tables.get(asked.id, ()) or not any(band.rows for band in asked.bands):
        return
    one = _Sought(form, words, asked, asked.bands[0], table.number, table.by_row(), _last_column(table))
    for number, row in enumerate(one.rows, start=1):
        begun = [cell for cell in row if cell.row == number]
        if (table.number, number) not in found.rows and _has_figures(begun, one):
            yield Remark("figures-unplaced", asked.id, _in_row(one, number))


def _in_row(one: _Sought, row: int) -> str:
    return f"{one.asked.number} {one.form.texts['published']['row'].format(row=row)}"


def _missing(asked: Asked, found: Found) -> Iterator[Remark]:
    """That a table is not there, or which of its rows are not; by the last label of each."""
    if asked.id not in found.tables:
        yield Remark("table-missing", asked.id, "", f"“{asked.title}”")
        return
    for band in asked.bands:
        for path in leaves(band.rows):
            if not found.seen.intersection(
                field_id(asked.id, path, column) for column in leaves(band.columns)
            ):
                yield Remark("row-missing", asked.id, "", f"“{path[-1].text}”")


def _all_labels(form: Form, words: Mapping[str, Any]) -> dict[str, str]:
    """What stands in the tables of a form beside figures, by every way to write it."""
    texts = {cell.text for asked in form.tables for cell in lay_out(asked).cells if not cell.field}
    return {spelling: text for text in texts for spelling in spellings(text, words["labels"])}


def _last_column(table: Table) -> int:
    """The last column in which a text begins: empty ones further to the right are left over by layout."""
    return max((cell.column for cell in table.cells if cell.text), default=0)


def _headed(one: _Sought, heads: _Heads, found: Found) -> None:
    """The figures under heads: of the next row, or of each row that has a label."""
    if not one.band.rows:
        under = one.rows[heads.under :]
        row = next((row for row in under if _has_figures(row, one)), under[0] if under else ())
        _place(one, row, (), heads, found)
        return
    for at, key in _labelled(one, heads.under):
        _place_row(one, at, key, heads, found)


def _by_labels(one: _Sought, found: Found) -> None:
    """The figures of rows that are not found yet, where the table is known by its labels, or goes on."""
    labelled = [(at, key) for at, key in _labelled(one, 0) if not _is_seen(one, key, found)]
    if labelled and (_is_known(one) or one.number - 1 in found.tables.get(one.asked.id, ())):
        for at, key in labelled:
            _place_row(one, at, key, None, found)


def _by_groups(one: _Sought, found: Found) -> None:
    """The figures of the only row, where the heads are worded otherwise but those above them are known."""
    groups = {plain(label.text) for path in one.columns for label in path[:-1]}
    texts = {plain(cell.text) for row in one.rows for cell in row}
    if not groups or not groups <= texts or found.seen.intersection(_names(one, ())):
        return
    full = (row for row in one.rows if len(row) == len(one.columns) and _has_figures(row, one))
    _place(one, next(full, ()), (), None, found)


def _has_figures(row: Sequence[Cell], one: _Sought) -> bool:
    """Whether a row holds figures and nothing else."""
    figures = [_figure(cell.text, tuple(Kind), one) for cell in row if cell.text]
    return bool(figures) and all(figure.counts for figure in figures)


def _is_known(one: _Sought) -> bool:
    """Whether a table has so many labels of one of the form that it can be no other."""
    known = {key for band in one.asked.bands for _, key in _labelled(replace(one, band=band), 0)}
    return len(known) >= _ENOUGH


def _is_seen(one: _Sought, key: str, found: Found) -> bool:
    return bool(found.seen.intersection(_names(one, (Label(key.removeprefix(_SINGLE), ""),))))


def _labelled(one: _Sought, under: int) -> list[tuple[tuple[int, int], str]]:
    """The rows from an index on that have a label: row and cell of it, and the row that it stands for."""
    labels = _row_labels(one.asked, one.band, one.words)
    matched = ((number, *_label(row, number, labels)) for number, row in enumerate(one.rows, start=1))
    return [
        ((number - 1, at), key)
        for number, at, key in matched
        if key and number > under and any(cell.row == number for cell in one.rows[number - 1][at:])
    ]


def _place_row(one: _Sought, at: tuple[int, int], key: str, heads: _Heads | None, found: Found) -> None:
    row, cell = at
    name = key.removeprefix(_SINGLE)
    placed = _place(one, one.rows[row][cell + 1 :], (Label(name, ""),), heads, found)
    if placed and key.startswith(_SINGLE):
        _tell_single(name, one.columns, one.asked, one.words, found)
    elif placed:
        official = {key_of(path): path[-1].text for path in leaves(one.band.rows)}
        _tell_wording(one.rows[row][cell], official[name], one, found)


def _row_labels(asked: Asked, band: Band, words: Mapping[str, Any]) -> dict[str, str]:
    known: dict[str, str] = {}
    for path in leaves(band.rows):
        known |= dict.fromkeys(spellings(path[-1].text, words["labels"]), key_of(path))
    for row, single in words["single_rows"].items():
        if single["table"] == asked.id and row in known.values():
            known.setdefault(plain(single["text"]), _SINGLE + row)
    return known


def _label(row: Sequence[Cell], number: int, labels: Mapping[str, str]) -> tuple[int, str]:
    """The rightmost label of a row: its index and the row it stands for; a group of rows is none."""
    for at in reversed(range(len(row))):
        cell = row[at]
        key = nearest(cell.text, labels)
        if key and not (key.startswith(_SINGLE) and _is_group(row, at, number)):
            return at, key
    return 0, ""


def _is_group(row: Sequence[Cell], at: int, number: int) -> bool:
    """Whether a label reaches over several rows, or has another one beside it."""
    beside = row[at + 1].text if at + 1 < len(row) else ""
    return row[at].row != number or row[at].rows > 1 or bool(_WORDS.search(beside))


def _heads(one: _Sought) -> _Heads | None:
    """The heads of a band, None where they are not there, in this order."""
    wanted = [spellings(path[-1].text, one.words["labels"]) for path in one.columns]
    standing: dict[int, str] = {}  # heads that were not merged downwards stand in several rows
    for number, row in enumerate(one.rows, start=1):
        here = {cell.column: text for cell in row if (text := plain(cell.text))}
        standing |= here
        for heads in (here, standing):
            columns = tuple(sorted(heads)[-len(wanted) :])
            if len(columns) == len(wanted) and all(
                heads[at] in texts for at, texts in zip(columns, wanted, strict=True)
            ):
                return _Heads(number, columns)
    return None


def _names(one: _Sought, path: tuple[Label, ...]) -> list[str]:
    return [field_id(one.asked.id, path, column) for column in one.columns]


def _place(
    one: _Sought, cells: Sequence[Cell], path: tuple[Label, ...], heads: _Heads | None, found: Found
) -> bool:
    """Take the figures of a row; what does not fit the columns is told, never guessed."""
    names = _names(one, path)
    filled = _fitting([cell for cell in cells if cell.column <= one.last], len(names), heads)
    row = max((cell.row for cell in cells), default=0)
    where = _in_row(one, row)
    if filled is None and not any(_figure(cell.text, tuple(Kind), one).counts for cell in cells):
        return False  # a head of columns that reads like the label of a row
    if filled is None:
        found.remarks.append(Remark("figures-unplaced", one.asked.id, where))
        return False
    if found.seen.intersection(names):
        found.remarks.append(Remark("table-twice", one.asked.id, where))
        return False
    found.tables.setdefault(one.asked.id, set()).add(one.number)
    found.rows.add((one.number, row))
    for name, cell in zip(names, filled, strict=True):
        found.seen.add(name)
        figure = _figure(cell.text, [one.form.fields[name].kind], one)
        place = one.form.texts["published"]["cell"].format(**places(cell))
        found.origins[name] = Origin(one.asked.number, place)
        if figure is not BLANK:
            found.figures[name] = figure
    return True


def _fitting(cells: Sequence[Cell], count: int, heads: _Heads | None) -> Sequence[Cell] | None:
    """As many cells as there are columns: empty ones beyond them, left by merging, are passed over."""
    if len(cells) == count:
        return cells
    with_text = [cell for cell in cells if cell.text]
    if len(cells) > count and len(with_text) == count:
        return with_text
    if heads and len(under := _under(cells, heads)) == count and set(with_text) <= set(under):
        return under
    return list(cells[:1]) if count == 1 and cells and not with_text else None


def _under(cells: Sequence[Cell], heads: _Heads) -> list[Cell]:
    """The cells that begin where the heads do."""
    begun = {cell.column: cell for cell in cells}
    return [begun[column] for column in heads.columns if column in begun]


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


def _tell_wording(cell: Cell, official: str, one: _Sought, found: Found) -> None:
    """A label that is not the official one, but for white space and the width of signs."""
    if folded(cell.text) != folded(official):
        words = one.form.texts["published"]["worded"].format(given=cell.text, official=official)
        found.remarks.append(Remark("label-worded", one.asked.id, "", words))


def places(cell: Cell) -> dict[str, int]:
    """Where a cell stands, for the words that tell it."""
    return {"row": cell.row, "column": cell.column}


def _figure(text: str, kinds: Collection[Kind], one: _Sought) -> Figure:
    """What a printed cell says; a unit behind the number, where it is one of these kinds, is left out."""
    units = "|".join(one.words["units"][kind] for kind in kinds)
    match = re.fullmatch(rf"\s*([-－]?[0-9０-９.,，．]+)\s*(?:{units})\s*", text)
    return figure_of(match[1] if match else text, one.form)


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
