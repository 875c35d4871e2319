"""What a paragraph of a text is, for every output: runs, some of them bold, or a table in its place."""

import re
from dataclasses import dataclass

_LONG = re.compile(r"[!-~]{12,}")  # Latin signs that no program parts
_BOLD = re.compile(r"\*\*(?=\S)([^*]+?)(?<=\S)\*\*")

Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph in one type."""

    text: str
    bold: bool = False


class Paragraph(str):
    """A paragraph: as a text, what is read of it, without the marks of its bold runs.

    Attributes:
        runs: The same in stretches.
        rows: The table that stands in its place, each row as long as the others; none for most.
        closing: Whether it is the last of a report that is signed below it.
    """

    runs: tuple[Run, ...]
    rows: Rows
    closing: bool

    def __new__(cls, typed: str, rows: Rows = ()) -> "Paragraph":
        """Make a paragraph of what was typed: ``**`` before and behind a stretch makes it bold."""
        runs = _runs(typed)
        made = super().__new__(cls, "".join(run.text for run in runs))
        made.runs, made.rows, made.closing = runs, rows, False
        return made

    @property
    def ragged(self) -> bool:
        """Whether it holds a word so long that the line before it must not be pulled to both edges."""
        return _LONG.search(self) is not None

    @property
    def head(self) -> tuple[str, ...]:
        """The first row of its table, which holds the heads of columns."""
        return self.rows[0] if self.rows else ()

    @property
    def body(self) -> Rows:
        """The other rows."""
        return self.rows[1:]

    def closed(self) -> "Paragraph":
        """The same paragraph as the last of a report."""
        made = str.__new__(Paragraph, self)
        made.runs, made.rows, made.closing = self.runs, self.rows, True
        return made


def _runs(typed: str) -> tuple[Run, ...]:
    """The stretches between the marks, which stand at every second place; empty ones are left out."""
    parts = _BOLD.split(typed)
    return tuple(Run(text, bold=index % 2 == 1) for index, text in enumerate(parts) if text)
