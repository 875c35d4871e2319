"""Words in the tables of a report that are none of the form's: remarks, notes, further columns."""

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

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
    words: Mapping[str, Any],
) -> Iterator[Cell]:
    """Yield the cells with words that nothing was made of.

    Args:
        table: One that gave figures.
        placed: The cells that were taken, and those told of otherwise.
        labels: What stands in the tables of the form, by plain label.
        texts: The lines of the report outside of tables: a row may hold one of them.
        form: Whose table it is.
        words: Its ``published.toml``.
    """
    titles = {plain(title) for title in _titles(form) if title}
    said = {"", *map(plain, texts)}
    taken = {row for row, _ in placed}
    passed = {cell.row for cell in table.cells if _is_passed_over(cell, words)} - taken
    for cell in sorted(table.cells, key=lambda cell: (cell.row, cell.column)):
        text = plain(cell.text)
        is_number = figure_of(cell.text, form).state is not State.UNREADABLE  # of a row or a column
        if text in said or is_number or cell.row in passed or (cell.row, cell.column) in placed:
            continue
        is_cut = table.page > 0 and any(text in label for label in labels)  # by the end of a page
        is_title = len(text) <= _LONGEST_TITLE and any(title in text for title in titles)
        is_label = nearest(cell.text, labels) and not _COUNTED.search(cell.text)
        if not (is_cut or is_title or is_label or is_caption(cell.text, form, words)):
            yield cell


def _is_passed_over(cell: Cell, words: Mapping[str, Any]) -> bool:
    return re.fullmatch(words["patterns"]["passed_over"], cell.text) is not None


def _titles(form: Form) -> Iterator[str]:
    yield from headings(form).values()
    for table in form.tables:
        yield table.title
        yield from (band.title for band in table.bands)
