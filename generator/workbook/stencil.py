"""One blank workbook, filled in for many: what differs is put in place, which takes no openpyxl.

The writers of the workbook write once more, into records that only remember what a cell says; where the
record of a filing differs from that of the blank workbook, its cells are changed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

from generator import arithmetic
from generator.figure import Number
from generator.filing import Filing
from generator.form.model import Form
from generator.ooxml.change import Input, Result, change_cells
from generator.ooxml.package import Package, open_package
from generator.workbook import keys
from generator.workbook.blank import blank, write_answers
from generator.workbook.canvas import Canvas, Value
from generator.workbook.formulas import Place
from generator.workbook.handout import NOTHING, Handout

from openpyxl import Workbook  # isort: skip  (after canvas, which tells it to leave lxml alone)
from openpyxl.worksheet.datavalidation import DataValidation  # isort: skip
from openpyxl.worksheet.worksheet import Worksheet  # isort: skip


@dataclass
class _Record(Canvas):
    """A sheet of which only what its cells say, and the heights that texts give to rows, is remembered."""

    says: dict[Place, Input] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)

    def text(self, row: int, column: int, text: str, style: str = "plain") -> None:  # noqa: ARG002
        if text:
            self.says[row, column] = text

    def number(self, row: int, column: int, value: Number, style: str = "input") -> None:  # noqa: ARG002
        self.says[row, column] = value

    def formula(self, row: int, column: int, formula: str, result: Value, style: str = "total") -> None:  # noqa: ARG002
        self.says[row, column] = Result(result, formula)

    def growing(self, row: int, points: float) -> None:
        self.heights[row] = points

    def link(self, row: int, column: int, text: str, name: str, style: str) -> None:
        """All sheets have the links of the blank workbook; so it is with what follows."""

    def merged(self, row: int, column: int, rows: int, columns: int, text: str, style: str) -> None: ...

    def widths(self, first: int, widths: Sequence[float]) -> None: ...

    def height(self, row: int, points: float) -> None: ...

    def hide_row(self, row: int) -> None: ...

    def hide_column(self, column: int) -> None: ...

    def ask(self, rule: DataValidation, blocks: str) -> None: ...

    def signal(self, block: str, formula: str, signal: str) -> None: ...

    def print_on_a4(
        self, block: str, footer: str, *, landscape: bool = False, title_rows: str = ""
    ) -> None: ...

    def changes(self, made: Self) -> dict[Place, Input]:
        """What a record has other than this one; of a formula that stays, the result alone."""
        changed = {at: said for at, said in made.says.items() if said != self.says.get(at)}
        emptied = dict.fromkeys(self.says.keys() - made.says.keys())
        return {at: _put(said, self.says.get(at)) for at, said in changed.items()} | emptied


@dataclass(frozen=True, slots=True)
class Stencil:
    """A blank workbook, opened, and what is on its sheets, by their keys."""

    form: Form
    version: str
    package: Package
    records: Mapping[str, _Record]

    def recorded(self, filing: Filing) -> dict[str, _Record]:
        """What would be on the sheets, were they filled in with the answers of a filing."""
        return _records(self.form, self.version, filing, {k: r.sheet for k, r in self.records.items()})


def stencil(form: Form, version: str, handout: Handout = NOTHING) -> Stencil:
    """Make the blank workbook that is filled in for many.

    Args:
        form: What it asks.
        version: The kit's, for the hidden sheet.
        handout: What an office adds to it.
    """
    nothing = Filing(form.id, form.edition)
    made = open_package(blank(form, version, nothing, handout))
    book = Workbook()
    sheets = {key: book.create_sheet(name) for key, name in keys.sheet_names(form).items()}
    return Stencil(form, version, made, _records(form, version, nothing, sheets))


def filled(blank_: Stencil, filing: Filing) -> bytes:
    """Fill in particulars, figures and those of last year; each cell says what it would in one made anew.

    Args:
        blank_: The blank workbook.
        filing: Has no texts, explanations, tables or figures beyond the form.

    Returns:
        An .xlsx with a result beside every formula; the same bytes each time.
    """
    made = blank_.recorded(arithmetic.without_agreeing_totals(blank_.form, filing))
    changes: dict[str, dict[Place, Input]] = {}
    heights: dict[str, dict[int, float]] = {}
    for key, record in blank_.records.items():
        if changed := record.changes(made[key]):
            rows = {row for row, _ in changed}
            changes[record.sheet.title] = changed
            heights[record.sheet.title] = {r: h for r, h in made[key].heights.items() if r in rows}
    return change_cells(blank_.package, changes, heights)


def _records(form: Form, version: str, filing: Filing, sheets: Mapping[str, Worksheet]) -> dict[str, _Record]:
    records = {key: _Record(sheet) for key, sheet in sheets.items()}
    write_answers(records, form, filing, version)
    return records


def _put(said: Input, before: Input) -> Input:
    stays = isinstance(said, Result) and isinstance(before, Result) and said.formula == before.formula
    return Result(said.value) if stays and isinstance(said, Result) else said
