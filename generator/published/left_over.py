"""Words in the tables of a report that are none of the form's: remarks, notes, further columns."""

import re
from collections.abc import Collection, Iterator, Mapping

from generator.figure import State
from generator.form.headings import headings
from generator.form.model import Form
from generator.published.block import Cell, Table
from generator.published.captions import is_caption
from generator.published.cells import figure_of
from generator.published.labels import nearest, plain

_LONGEST_TITLE = 40
_COUNTED = re.compile(r"[（(][^（）()]*[0-9][^（）()]*[）)]\s*$")  # no label ends so: （共12件）

Place = tuple[int, int]
"""A cell of a table: its row and its column."""


def words_left(
    table: Table,
    placed: Collection[Place],
    labels: Mapping[str, str],
    texts: Collection[str],
    form: Form,
) -> Iterator[Cell]:
    """Yield the cells with words that nothing was made of.

    Args:
        table: One that gave figures.
        placed: The cells that were taken, and those told of otherwise.
        labels: What stands in the tables of the form, by plain label.
        texts: The lines of the report outside of tables: a row may hold one of them.
        form: Whose table it is.
    """
    patterns = form.texts["reports"]["patterns"]
    titles = {plain(title) for title in _titles(form) if title}
    said = {"", *map(plain, texts)}
    known = {*placed, *_divided(table, labels)}
    taken = {row for row, _ in placed}
    signed = {c.row for c in table.cells if re.fullmatch(patterns["signed"], c.text)} - taken
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        text = plain(cell.text)
        is_number = figure_of(cell.text, form).state is not State.UNREADABLE  # of a row or a column
        is_code = is_number or re.fullmatch(patterns["code"], text) is not None
        if text in said or is_code or cell.row in signed or (cell.row, cell.column) in known:
            continue
        is_cut = table.page > 0 and any(text in label for label in labels)  # by the end of a page
        is_title = len(text) <= _LONGEST_TITLE and any(title in text for title in titles)
        is_label = nearest(cell.text, labels) and not _COUNTED.search(cell.text)
        if not (is_cut or is_title or is_label or is_caption(cell.text, form)):
            yield cell


def _divided(table: Table, labels: Collection[str]) -> Iterator[Place]:
    """The cells that make a label together with the one below: 商业 over 企业."""
    begun = {(cell.row, cell.column): cell for cell in table.cells}
    for upper in table.cells:
        lower = begun.get((upper.row + upper.rows, upper.column))
        if lower and plain(upper.text + lower.text) in labels:
            yield from ((upper.row, upper.column), (lower.row, lower.column))


def _titles(form: Form) -> Iterator[str]:
    yield from headings(form).values()
    for table in form.tables:
        yield table.title
        yield from (band.title for band in table.bands)
