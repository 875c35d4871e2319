"""What is looked for in a published table: each band of the form's tables in each table of the document."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from generator.figure import Figure
from generator.form.grid import field_id, leaves
from generator.form.model import Band, Form, Kind, Label
from generator.form.model import Table as Asked
from generator.published.block import Cell, Table
from generator.published.cells import figure, is_all_figures
from generator.published.heads import Heads, heads_in
from generator.published.labels import plain, spellings
from generator.published.rows import Labelled, labelled, labels_of

ENOUGH = 4
"""Labels by which a table without its heads is known."""


@dataclass(frozen=True, slots=True)
class Sought:
    """A band of a table of the form, looked for in a table of the document that ends at column ``last``.

    ``labelled`` are the rows that have a label of the band; ``known`` counts those of all bands in the table.
    Where the table is ``turned``, its rows are the columns of the document.
    """

    form: Form
    asked: Asked
    band: Band
    number: int
    rows: tuple[tuple[Cell, ...], ...]
    last: int
    labelled: tuple[Labelled, ...]
    known: int = 0
    turned: bool = False

    @property
    def words(self) -> Mapping[str, Any]:
        """How published reports word what the form asks."""
        words: Mapping[str, Any] = self.form.texts["reports"]
        return words

    @property
    def columns(self) -> list[tuple[Label, ...]]:
        """The columns of the band."""
        return list(leaves(self.band.columns))

    @property
    def wanted(self) -> list[set[str]]:
        """The heads of the columns, each by every way to write it."""
        return [spellings(path[-1].text, self.words["labels"]) for path in self.columns]

    @property
    def above(self) -> int:
        """How many rows stand above the first figure."""
        kinds = tuple(Kind)
        rows = (
            at for at, row in enumerate(self.rows) if any(self.figure(cell, kinds).counts for cell in row)
        )
        return next(rows, len(self.rows))

    def fields(self, path: tuple[Label, ...]) -> list[str]:
        """The fields of a row, by its labels."""
        return [field_id(self.asked.id, path, column) for column in self.columns]

    def heads(self) -> Heads | None:
        """Where these heads stand, None where they do not."""
        return heads_in(self.rows, self.wanted, in_order=not self.band.rows)

    def figure(self, cell: Cell, kinds: Collection[Kind]) -> Figure:
        """What a cell says as a figure of one of these kinds."""
        return figure(cell.text, kinds, self.form)

    def is_figures(self, row: Sequence[Cell]) -> bool:
        """Whether a row holds figures and nothing else."""
        return is_all_figures(row, self.form)


def sought_in(tables: Sequence[Table], asked: Asked, form: Form) -> list[Sought]:
    """Every band of a table of the form in every table of the document, in their order.

    A label that stands for several rows does so only where these have none of their own.
    """
    words = form.texts["reports"]
    labels = [(band, labels_of(asked, band, words)) for band in asked.bands]
    found = [
        Sought(form, asked, band, table.number, rows, _last_column(table), tuple(lines))
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


def _labels_in(one: Sought) -> set[str]:
    """The rows of a band that a table has, or the columns of a band that has one row."""
    if one.band.rows:
        return {line.key for line in one.labelled}
    wanted = {path[-1].text: spellings(path[-1].text, one.words["labels"]) for path in one.columns}
    texts = {plain(cell.text) for row in one.rows for cell in row}
    return {text for text, known in wanted.items() if known & texts}


def _last_column(table: Table) -> int:
    """The last column in which a text begins: empty ones further to the right are left over by layout."""
    return max((cell.column for cell in table.cells if cell.text), default=0)


def turned_in(tables: Sequence[Table], asked: Asked, form: Form) -> Iterator[Sought]:
    """The bands with rows, looked for in the columns of the tables."""
    for one in sought_in([table.turned() for table in tables], asked, form):
        if one.band.rows and one.known >= ENOUGH:
            yield replace(one, turned=True)


def path_of(key: str) -> tuple[Label, ...]:
    """A row as the path of labels that gives its key."""
    return (Label(key, ""),)
