"""What the tables of a published report lack, and what stands in them of which nothing was made."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from generator.filing import Remark
from generator.form.grid import field_id, leaves
from generator.form.model import Table as Asked
from generator.published.block import Table
from generator.published.cells import figures_behind
from generator.published.found import Found, tell_row
from generator.published.left_over import words_left
from generator.published.sought import ENOUGH, Sought

_SHOWN = 20  # characters of a text, by which people find it


def missing(asked: Asked, found: Found) -> Iterator[Remark]:
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


def tell_rows(one: Sought, found: Found) -> None:
    """Rows with figures that were not taken, in a table that is one of the form's."""
    if one.number not in found.tables.get(one.asked.id, ()) and one.known < ENOUGH:
        return
    for number, row in enumerate(one.rows, start=1):
        own = [cell for cell in row if cell.row == number]
        if (one.number, number) not in found.rows and figures_behind(own, one.form):
            tell_row("figures-unplaced", one, number, found)


def tell_words(
    table: Table,
    sought: Iterable[Sought],
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
    form, number = here[0].form, here[0].asked.number
    lines = {(line.row + 1, one.rows[line.row][line.cell].column) for one in here for line in one.labelled}
    taken = {(row, column) for number, row, column in found.cells if number == table.number}
    told = {row for number, row in found.rows if number == table.number} - {row for row, _ in taken}
    placed = {(c.row, c.column) for c in table.cells if c.row in told} | taken | lines
    for cell in words_left(table, placed, labels, texts, form):
        place = form.texts["published"]["cell"].format(row=cell.row, column=cell.column)
        text = cell.text if len(cell.text) <= _SHOWN else f"{cell.text[:_SHOWN]}…"
        found.remarks.append(Remark("words-left", "", f"{number} {place}", f"“{text}”"))
