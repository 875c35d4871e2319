"""Where everything of a table stands on its sheet in a new workbook.

From the left: the key column, the table, and hidden columns: a mark for each column of figures (the
program colours a cell by putting a severity there), then keys and flags of rows and columns. Above: the
key row, the title, the notice, and the row that tells whether the table was begun. Marks and flags stand
outside all rows and columns of figures, which formulas of 审核 read whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.form.grid import Cell, Grid, lay_out
from generator.form.model import Table
from generator.workbook.formulas import Layout, Place

KEY_ROW, TITLE_ROW, NOTICE_ROW, BEGUN_ROW = 1, 2, 3, 4
KEY_COLUMN = 1
TOP, LEFT = 5, 2


@dataclass(frozen=True)
class Plan:
    """A table laid out on a sheet."""

    table: Table
    sheet: str

    @cached_property
    def grid(self) -> Grid:
        """The cells of the table, counted from its own corner."""
        return lay_out(self.table)

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Row and column of each field."""
        return {cell.field: self.at(cell) for cell in self.grid.cells if cell.field}

    @property
    def layout(self) -> Layout:
        """What formulas of other sheets need to know."""
        return Layout(self.sheet, self.places, (TITLE_ROW, self.right))

    @property
    def right(self) -> int:
        """The last column of the table."""
        return LEFT + self.grid.columns - 1

    @property
    def bottom(self) -> int:
        """The last row of the table."""
        return TOP + self.grid.rows - 1

    @property
    def first_figures(self) -> int:
        """The first column of figures."""
        return LEFT + self.grid.label_columns

    @property
    def figure_columns(self) -> int:
        """How many columns of figures there are."""
        return self.grid.columns - self.grid.label_columns

    @property
    def marks(self) -> int:
        """The first of the columns of marks."""
        return self.right + 2

    @property
    def flag_keys(self) -> int:
        """The column with the keys of rows and columns; their flags stand in the next one."""
        return self.marks + self.figure_columns

    @staticmethod
    def at(cell: Cell) -> Place:
        """Row and column of a cell of the grid on the sheet."""
        return cell.row + TOP - 1, cell.column + LEFT - 1
