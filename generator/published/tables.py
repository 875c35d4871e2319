"""The tables of a form found among those of a document, known by their labels and never by their position."""

from collections.abc import Collection, Iterable, Mapping, Sequence

from generator.figure import State
from generator.filing import Remark
from generator.form.grid import field_id, lay_out
from generator.form.model import Form, Kind
from generator.published.block import Cell, Table
from generator.published.broken import mended
from generator.published.crossing import crossing
from generator.published.found import Found, take, tell_label
from generator.published.heads import Heads, heads_of_part, is_reordered
from generator.published.labels import plain, spellings
from generator.published.placed import place, place_row
from generator.published.shifted import looks_shifted
from generator.published.sought import ENOUGH, Sought, path_of, sought_in, turned_in
from generator.published.untaken import missing, tell_rows, tell_words

__all__ = ["Found", "find"]


def find(tables: Sequence[Table], texts: Collection[str], form: Form) -> Found:
    """Find the figures of a form: first under the heads of its columns, then by labels of rows alone.

    Of two tables that have the same rows, the one that is more like the form's gives the figures.

    Args:
        tables: Those of the document.
        texts: Its lines outside of tables.
        form: The form whose labels are looked for.
    """
    found = Found()
    labels = _all_labels(form)
    tables = [mended(table, labels) if table.breaks else table for table in tables]
    everywhere = [one for asked in form.tables for one in sought_in(tables, asked, form)]
    for asked in form.tables:
        sought = [one for one in everywhere if one.asked is asked]
        with_rows = [one for one in sought if one.band.rows]
        _under_heads(with_rows, found)
        if asked.id not in found.tables:
            for band in asked.bands:
                _of_parts([one for one in with_rows if one.band is band], found)
        if asked.id not in found.tables:
            _under_heads(turned_in(tables, asked, form), found)
        for one in with_rows:
            _by_labels(one, found)
        for band in asked.bands:
            if not band.rows:
                _of_one_row([one for one in sought if one.band is band], found)
        found.remarks += missing(asked, found)
        if any(table.page for table in tables) and looks_shifted(asked, found.figures, form):
            found.remarks.append(Remark("columns-doubtful", asked.id, ""))
    for one in everywhere:
        tell_rows(one, found)
    for table in tables:
        tell_words(table, everywhere, texts, labels, found)
    found.remarks[:] = dict.fromkeys(found.remarks)
    return found


def _all_labels(form: Form) -> dict[str, str]:
    """What stands in the tables of a form beside figures, by every way to write it."""
    texts = {cell.text for asked in form.tables for cell in lay_out(asked).cells if not cell.field}
    return {spelling: text for text in texts for spelling in spellings(text, form.texts["reports"]["labels"])}


def _headed(one: Sought, heads: Heads, found: Found) -> None:
    """The figures under heads, of each row that has a label."""
    for line in one.labelled:
        if line.row >= heads.under:
            place_row(one, line, heads, found)


def _under_heads(sought: Iterable[Sought], found: Found) -> None:
    """The figures of tables that have all heads, the likeliest table first."""
    for one in sorted(sought, key=lambda one: one.known, reverse=True):
        if (heads := one.heads()) is not None:
            _headed(one, heads, found)


def _of_parts(sought: Sequence[Sought], found: Found) -> None:
    """The figures of a band whose columns are divided between tables: together they have each head once."""
    likely = [one for one in sought if one.known >= ENOUGH]
    parts = [(one, heads_of_part(one.rows[: one.above], one.wanted)) for one in likely]
    standing = sorted(at for _, heads in parts for at in heads.values())
    if len(parts) > 1 and standing == list(range(len(parts[0][0].columns))):
        for one, heads in parts:
            _of_part(one, heads, found)


def _of_part(one: Sought, heads: Mapping[int, int], found: Found) -> None:
    """The figures of a table that has some of the columns, of each row that stands under its heads alone."""
    above = one.above
    for line in (line for line in one.labelled if line.row >= above):
        cells = [cell for cell in one.rows[line.row][line.cell + 1 :] if cell.text or cell.column in heads]
        if [cell.column for cell in cells] == sorted(heads):
            names = one.fields(path_of(line.key))
            for cell in cells:
                take(one, names[heads[cell.column]], cell, found)
            tell_label(one, line, found)


def _by_labels(one: Sought, found: Found) -> None:
    """The figures of rows that are not found yet, where the table is known by its labels, or goes on.

    Not those of a table that has its columns in an order of its own.
    """
    rest = [line for line in one.labelled if not found.seen.intersection(one.fields(path_of(line.key)))]
    goes_on = one.number - 1 in found.tables.get(one.asked.id, ())
    if rest and (one.known >= ENOUGH or goes_on) and not is_reordered(one.rows[: one.above], one.wanted):
        for line in rest:
            place_row(one, line, None, found)


def _of_one_row(sought: Sequence[Sought], found: Found) -> None:
    """The figures of a band of one row: by the labels above or beside each, else by the order of heads."""
    crossed: dict[int, tuple[Sought, Cell]] = {}
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
        take(one, field_id(one.asked.id, (), one.columns[at]), cell, found)


def _has_more(one: Sought, taken: Collection[Cell]) -> bool:
    """Whether figures stand behind those taken from a row, under no head: an empty cell moved them all."""
    last = {cell.row: cell.column for cell in sorted(taken, key=lambda cell: cell.column)}
    others = (cell for row in one.rows for cell in row if cell.column > last.get(cell.row, cell.column))
    return any(one.figure(cell, tuple(Kind)).state is State.NUMBER for cell in others)


def _in_order(one: Sought, found: Found) -> bool:
    """Take the row under all heads, or under all groups in their order; whether there is one."""
    heads = one.heads()
    if heads is None and not _has_groups(one):
        return False
    under = one.rows[heads.under :] if heads else [r for r in one.rows if len(r) == len(one.columns)]
    row = next(filter(one.is_figures, under), under[0] if heads and under else ())
    return place(one, row, (), heads, found)


def _has_groups(one: Sought) -> bool:
    """Whether all groups of columns stand there, from left to right as in the form."""
    groups = list(dict.fromkeys(plain(label.text) for path in one.columns for label in path[-2:-1]))
    columns = {plain(cell.text): cell.column for row in reversed(one.rows) for cell in reversed(row)}
    standing = [columns[group] for group in groups if group in columns]
    return bool(groups) and len(standing) == len(groups) and standing == sorted(standing)
