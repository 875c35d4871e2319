"""The tables of a form found among those of a document, known by their labels and never by their position."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from generator.figure import BLANK, ZERO, Figure, State
from generator.filing import Origin, Remark
from generator.form.grid import field_id, key_of, lay_out, leaves
from generator.form.model import Band, Form, Kind, Label
from generator.form.model import Table as Asked
from generator.published.block import Cell, Table
from generator.published.broken import mended
from generator.published.cells import figure, figures_behind, is_all_figures
from generator.published.crossing import crossing
from generator.published.heads import Heads, heads_in, heads_of_part, is_reordered
from generator.published.labels import plain, spellings
from generator.published.left_over import words_left
from generator.published.rows import Labelled, labelled, labels_of, worded
from generator.published.shifted import looks_shifted

_ENOUGH = 4  # labels, by which a table without its heads is known
_SHOWN = 20  # characters of a text, by which people find it


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


@dataclass(frozen=True, slots=True)
class _Sought:
    """A band of a table of the form, looked for in a table of the document that ends at column ``last``.

    ``labelled`` are the rows that have a label of the band; ``known`` counts those of all bands in the table.
    Where the table is ``turned``, its rows are the columns of the document.
    """

    form: Form
    words: Mapping[str, Any]
    asked: Asked
    band: Band
    number: int
    rows: tuple[tuple[Cell, ...], ...]
    last: int
    labelled: tuple[Labelled, ...]
    known: int = 0
    turned: bool = False

    @property
    def columns(self) -> list[tuple[Label, ...]]:
        """The columns of the band."""
        return list(leaves(self.band.columns))

    @property
    def wanted(self) -> list[set[str]]:
        """The heads of the columns, each by every way to write it."""
        return [spellings(path[-1].text, self.words["labels"]) for path in self.columns]

    def heads(self) -> Heads | None:
        """Where these heads stand, None where they do not."""
        return heads_in(self.rows, self.wanted, in_order=not self.band.rows)

    def figure(self, cell: Cell, kinds: Collection[Kind]) -> Figure:
        """What a cell says as a figure of one of these kinds."""
        return figure(cell.text, kinds, self.form, self.words)

    def is_figures(self, row: Sequence[Cell]) -> bool:
        """Whether a row holds figures and nothing else."""
        return is_all_figures(row, self.form, self.words)


def find(tables: Sequence[Table], texts: Collection[str], form: Form, words: Mapping[str, Any]) -> Found:
    """Find the figures of a form: first under the heads of its columns, then by labels of rows alone.

    Of two tables that have the same rows, the one that is more like the form's gives the figures.

    Args:
        tables: Those of the document.
        texts: Its lines outside of tables.
        form: The form whose labels are looked for.
        words: Its ``published.toml``.
    """
    found = Found()
    labels = _all_labels(form, words)
    tables = [mended(table, labels) if table.breaks else table for table in tables]
    everywhere = [one for asked in form.tables for one in _sought(tables, asked, form, words)]
    for asked in form.tables:
        sought = [one for one in everywhere if one.asked is asked]
        with_rows = [one for one in sought if one.band.rows]
        _under_heads(with_rows, found)
        if asked.id not in found.tables:
            for band in asked.bands:
                _of_parts([one for one in with_rows if one.band is band], found)
        if asked.id not in found.tables:
            _under_heads(_turned(tables, asked, form, words), found)
        for one in with_rows:
            _by_labels(one, found)
        for band in asked.bands:
            if not band.rows:
                _of_one_row([one for one in sought if one.band is band], found)
        found.remarks += _missing(asked, found)
        if any(table.page for table in tables) and looks_shifted(asked, found.figures, form):
            found.remarks.append(Remark("columns-doubtful", asked.id, ""))
    for one in everywhere:
        _tell_left_over(one, found)
    for table in tables:
        _tell_words(table, everywhere, texts, labels, found)
    found.remarks[:] = dict.fromkeys(found.remarks)
    return found


def _all_labels(form: Form, words: Mapping[str, Any]) -> dict[str, str]:
    """What stands in the tables of a form beside figures, by every way to write it."""
    texts = {cell.text for asked in form.tables for cell in lay_out(asked).cells if not cell.field}
    return {spelling: text for text in texts for spelling in spellings(text, words["labels"])}


def _missing(asked: Asked, found: Found) -> Iterator[Remark]:
    """That a table is not there, or which rows are not, or columns where it has one row; by their labels."""
    if asked.id not in found.tables:
        yield Remark("table-missing", asked.id, "", f"“{asked.title}”")
        return
    for band in asked.bands:
        columns = list(leaves(band.columns))
        for path in leaves(band.rows):
            if not found.seen.intersection(field_id(asked.id, path, column) for column in columns):
                yield Remark("row-missing", asked.id, "", f"“{path[-1].text}”")
        for column in () if band.rows else columns:
            if field_id(asked.id, (), column) not in found.seen:
                yield Remark("row-missing", asked.id, "", f"“{''.join(label.text for label in column[-2:])}”")


def _sought(tables: Sequence[Table], asked: Asked, form: Form, words: Mapping[str, Any]) -> list[_Sought]:
    """Every band of a table of the form in every table of the document, in their order.

    A label that stands for several rows does so only where these have none of their own.
    """
    labels = [(band, labels_of(asked, band, words)) for band in asked.bands]
    found = [
        _Sought(form, words, asked, band, table.number, rows, _last_column(table), tuple(lines))
        for table in tables
        for rows in [table.by_row()]
        for band, known in labels
        for lines in [labelled(rows, known)]
    ]
    present = {line.key for one in found for line in one.labelled if not line.single}
    divided = {row for row, single in words["single_rows"].items() if present.intersection(single["zero"])}
    kept = [replace(one, labelled=tuple(_undivided(one.labelled, divided))) for one in found]
    counts = {table.number: set[str]() for table in tables}
    for one in kept:
        counts[one.number].update(_labels_in(one))
    return [replace(one, known=len(counts[one.number])) for one in kept]


def _undivided(lines: Iterable[Labelled], divided: Collection[str]) -> Iterator[Labelled]:
    return (line for line in lines if not (line.single and line.key in divided))


def _labels_in(one: _Sought) -> set[str]:
    """The rows of a band that a table has, or the columns of a band that has one row."""
    if one.band.rows:
        return {line.key for line in one.labelled}
    wanted = {path[-1].text: spellings(path[-1].text, one.words["labels"]) for path in one.columns}
    texts = {plain(cell.text) for row in one.rows for cell in row}
    return {text for text, known in wanted.items() if known & texts}


def _last_column(table: Table) -> int:
    """The last column in which a text begins: empty ones further to the right are left over by layout."""
    return max((cell.column for cell in table.cells if cell.text), default=0)


def _headed(one: _Sought, heads: Heads, found: Found) -> None:
    """The figures under heads, of each row that has a label."""
    for line in one.labelled:
        if line.row >= heads.under:
            _place_row(one, line, heads, found)


def _under_heads(sought: Iterable[_Sought], found: Found) -> None:
    """The figures of tables that have all heads, the likeliest table first."""
    for one in sorted(sought, key=lambda one: one.known, reverse=True):
        if (heads := one.heads()) is not None:
            _headed(one, heads, found)


def _turned(tables: Sequence[Table], asked: Asked, form: Form, words: Mapping[str, Any]) -> Iterator[_Sought]:
    """The bands with rows, looked for in the columns of the tables."""
    for one in _sought([table.turned() for table in tables], asked, form, words):
        if one.band.rows and one.known >= _ENOUGH:
            yield replace(one, turned=True)


def _of_parts(sought: Sequence[_Sought], found: Found) -> None:
    """The figures of a band whose columns are divided between tables: together they have each head once."""
    likely = [one for one in sought if one.known >= _ENOUGH]
    parts = [(one, heads_of_part(one.rows[: _above(one)], one.wanted)) for one in likely]
    standing = sorted(at for _, heads in parts for at in heads.values())
    if len(parts) > 1 and standing == list(range(len(parts[0][0].columns))):
        for one, heads in parts:
            _of_part(one, heads, found)


def _of_part(one: _Sought, heads: Mapping[int, int], found: Found) -> None:
    """The figures of a table that has some of the columns, of each row that stands under its heads alone."""
    above = _above(one)
    for line in (line for line in one.labelled if line.row >= above):
        cells = [cell for cell in one.rows[line.row][line.cell + 1 :] if cell.text or cell.column in heads]
        if [cell.column for cell in cells] == sorted(heads):
            names = _names(one, _path(line.key))
            for cell in cells:
                _take(one, names[heads[cell.column]], cell, found)
            _tell_label(one, line, found)


def _above(one: _Sought) -> int:
    """How many rows stand above the first figure."""
    kinds = tuple(Kind)
    rows = (at for at, row in enumerate(one.rows) if any(one.figure(cell, kinds).counts for cell in row))
    return next(rows, len(one.rows))


def _by_labels(one: _Sought, found: Found) -> None:
    """The figures of rows that are not found yet, where the table is known by its labels, or goes on.

    Not those of a table that has its columns in an order of its own.
    """
    rest = [line for line in one.labelled if not found.seen.intersection(_names(one, _path(line.key)))]
    goes_on = one.number - 1 in found.tables.get(one.asked.id, ())
    if rest and (one.known >= _ENOUGH or goes_on) and not is_reordered(one.rows[: _above(one)], one.wanted):
        for line in rest:
            _place_row(one, line, None, found)


def _of_one_row(sought: Sequence[_Sought], found: Found) -> None:
    """The figures of a band of one row: by the labels above or beside each, else by the order of heads."""
    crossed: dict[int, tuple[_Sought, Cell]] = {}
    for one in sought:
        cells = crossing(one.rows, one.columns, one.words["labels"], one.is_figures)
        if _has_more(one, cells.values()):
            continue
        there = {at: (one, cell) for at, cell in cells.items()}
        if len(there) == len(one.columns):
            crossed = there
            break
        crossed = there | crossed
    is_whole = any(len(crossed) == len(one.columns) for one in sought)
    if not is_whole and any(_in_order(one, found) for one in sought):
        return
    for at, (one, cell) in sorted(crossed.items(), key=lambda item: item[0]):
        _take(one, field_id(one.asked.id, (), one.columns[at]), cell, found)


def _has_more(one: _Sought, taken: Collection[Cell]) -> bool:
    """Whether figures stand behind those taken from a row, under no head: an empty cell moved them all."""
    last = {cell.row: cell.column for cell in sorted(taken, key=lambda cell: cell.column)}
    others = (cell for row in one.rows for cell in row if cell.column > last.get(cell.row, cell.column))
    return any(one.figure(cell, tuple(Kind)).state is State.NUMBER for cell in others)


def _in_order(one: _Sought, found: Found) -> bool:
    """Take the row under all heads, or under all groups in their order; whether there is one."""
    heads = one.heads()
    if heads is None and not _has_groups(one):
        return False
    under = one.rows[heads.under :] if heads else [r for r in one.rows if len(r) == len(one.columns)]
    row = next(filter(one.is_figures, under), under[0] if heads and under else ())
    return _place(one, row, (), heads, found)


def _has_groups(one: _Sought) -> bool:
    """Whether all groups of columns stand there, from left to right as in the form."""
    groups = list(dict.fromkeys(plain(label.text) for path in one.columns for label in path[-2:-1]))
    columns = {plain(cell.text): cell.column for row in reversed(one.rows) for cell in reversed(row)}
    standing = [columns[group] for group in groups if group in columns]
    return bool(groups) and len(standing) == len(groups) and standing == sorted(standing)


def _place_row(one: _Sought, line: Labelled, heads: Heads | None, found: Found) -> None:
    row = one.rows[line.row]
    if _place(one, row[line.cell + 1 :], _path(line.key), heads, found):
        _tell_label(one, line, found)


def _tell_label(one: _Sought, line: Labelled, found: Found) -> None:
    """That the label of a row whose figures were taken stands for several, or is worded otherwise."""
    if line.single:
        _tell_single(one, line.key, found)
    else:
        official = {key_of(path): path for path in leaves(one.band.rows)}
        _tell_wording(one, one.rows[line.row][line.cell].text, official[line.key], found)


def _path(key: str) -> tuple[Label, ...]:
    """A row as the path of labels that gives its key."""
    return (Label(key, ""),)


def _names(one: _Sought, path: tuple[Label, ...]) -> list[str]:
    return [field_id(one.asked.id, path, column) for column in one.columns]


def _place(
    one: _Sought, cells: Sequence[Cell], path: tuple[Label, ...], heads: Heads | None, found: Found
) -> bool:
    """Take the figures of a row; what does not fit the columns is told, never guessed."""
    names = _names(one, path)
    own = [cell for cell in cells if not (_is_beyond(one, cell, heads) or _only_reaches(one, cell, cells))]
    filled = _fitting(own, len(names), heads)
    if filled is None and not any(one.figure(cell, tuple(Kind)).counts for cell in cells):
        return False  # a head of columns that reads like the label of a row
    if filled is None:
        _tell_row("figures-unplaced", one, _row_of(cells), found)
        return False
    if found.seen.intersection(names):
        _tell_row("table-twice", one, _row_of(cells), found)
        return False
    for name, cell in zip(names, filled, strict=True):
        _take(one, name, cell, found)
    return True


def _is_beyond(one: _Sought, cell: Cell, heads: Heads | None) -> bool:
    """Whether a cell stands behind the columns: left over by layout, a remark, or under a head of its own."""
    if heads and cell.column > max(heads.columns):
        is_number = one.figure(cell, tuple(Kind)).state is State.NUMBER
        beside = {head.column for head in one.rows[heads.under - 1] if head.text}
        return not is_number or cell.column in beside
    return cell.column > one.last


def _only_reaches(one: _Sought, cell: Cell, row: Iterable[Cell]) -> bool:
    """Whether a cell of words stands in a row because it reaches too far down from above."""
    return cell.row < _row_of(row) and one.figure(cell, tuple(Kind)).state is State.UNREADABLE


def _row_of(cells: Iterable[Cell]) -> int:
    """The row in which the last of some cells begins."""
    return max((cell.row for cell in cells), default=0)


def _take(one: _Sought, name: str, cell: Cell, found: Found) -> None:
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


def _tell_left_over(one: _Sought, found: Found) -> None:
    """Rows with figures that were not taken, in a table that is one of the form's."""
    if one.number not in found.tables.get(one.asked.id, ()) and one.known < _ENOUGH:
        return
    for number, row in enumerate(one.rows, start=1):
        own = [cell for cell in row if cell.row == number]
        if (one.number, number) not in found.rows and figures_behind(own, one.form, one.words):
            _tell_row("figures-unplaced", one, number, found)


def _tell_words(
    table: Table,
    sought: Iterable[_Sought],
    texts: Collection[str],
    labels: Mapping[str, str],
    found: Found,
) -> None:
    """Words beside the figures, in a table that is one of the form's."""
    here = [
        one
        for one in sought
        if one.number == table.number and one.number in found.tables.get(one.asked.id, ())
    ]
    if not here:
        return
    form, words, number = here[0].form, here[0].words, here[0].asked.number
    lines = {(line.row + 1, one.rows[line.row][line.cell].column) for one in here for line in one.labelled}
    taken = {(row, column) for number, row, column in found.cells if number == table.number}
    told = {row for number, row in found.rows if number == table.number} - {row for row, _ in taken}
    placed = {(c.row, c.column) for c in table.cells if c.row in told} | taken | lines
    for cell in words_left(table, placed, labels, texts, form, words):
        place = form.texts["published"]["cell"].format(row=cell.row, column=cell.column)
        text = cell.text if len(cell.text) <= _SHOWN else f"{cell.text[:_SHOWN]}…"
        found.remarks.append(Remark("words-left", "", f"{number} {place}", f"“{text}”"))


def _tell_row(rule: str, one: _Sought, row: int, found: Found) -> None:
    if one.turned:
        return  # its rows are none of the document's: those that gave no figures are told as missing
    place = f"{one.asked.number} {one.form.texts['published']['row'].format(row=row)}"
    found.rows.add((one.number, row))
    found.remarks.append(Remark(rule, one.asked.id, place))


def _tell_single(one: _Sought, row: str, found: Found) -> None:
    """Rows that a single one stands for: nothing was counted in the others."""
    single = one.words["single_rows"][row]
    for name in (name for other in single["zero"] for name in _names(one, _path(other))):
        found.figures[name] = ZERO
        found.seen.add(name)
    found.remarks.append(Remark("single-row", one.asked.id, one.asked.number, f"“{single['text']}”"))


def _tell_wording(one: _Sought, text: str, official: Sequence[Label], found: Found) -> None:
    """A label that is not the official one."""
    if not worded(text, official):
        words = one.form.texts["published"]["worded"].format(given=text, official=official[-1].text)
        found.remarks.append(Remark("label-worded", one.asked.id, "", words))
