"""What a paragraph of a text is, for every output: runs, some of them bold, or a table in its place."""

import re
from dataclasses import dataclass

from generator.narrative import BOLD
from generator.report.sheet import Cell, Rows, Sheet

_LONG = re.compile(r"[!-~]{12,}")  # Latin signs that no program parts

_NO_SHEET = Sheet()


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph in one type."""

    text: str
    bold: bool = False


class Paragraph(str):
    """A paragraph: as a text, what is read of it, without the marks of its bold runs.

    Attributes:
        runs: The same in stretches.
        closing: Whether it is the last of a report that is signed below it.
    """

    runs: tuple[Run, ...]
    _sheet: Sheet
    closing: bool

    def __new__(cls, typed: str, sheet: Sheet = _NO_SHEET) -> "Paragraph":
        """Make a paragraph of what was typed: ``**`` before and behind a stretch makes it bold."""
        runs = _runs(typed)
        made = super().__new__(cls, "".join(run.text for run in runs))
        made.runs, made._sheet, made.closing = runs, sheet, False
        return made

    @property
    def ragged(self) -> bool:
        """Whether it holds a word so long that the line before it must not be pulled to both edges."""
        return _LONG.search(self) is not None

    @property
    def rows(self) -> Rows:
        """The rows of its table, each a tuple of cells."""
        return self._sheet.rows

    @property
    def caption(self) -> str:
        """What its table is called."""
        return self._sheet.caption

    @property
    def head(self) -> tuple[Cell, ...]:
        """The first row of its table, which holds the heads of columns."""
        return self.rows[0] if self.rows else ()

    @property
    def more_heads(self) -> Rows:
        """The rows below the first that hold heads, too."""
        return self.rows[1 : self._sheet.heads]

    @property
    def body(self) -> Rows:
        """The other rows."""
        return self.rows[self._sheet.heads :]

    def closed(self) -> "Paragraph":
        """The same paragraph as the last of a report."""
        made = str.__new__(Paragraph, self)
        made.runs, made._sheet, made.closing = self.runs, self._sheet, True
        return made


def _runs(typed: str) -> tuple[Run, ...]:
    """The stretches between the marks, which stand at every second place; empty ones are left out."""
    parts = BOLD.split(typed)
    return tuple(Run(text, bold=index % 2 == 1) for index, text in enumerate(parts) if text)
