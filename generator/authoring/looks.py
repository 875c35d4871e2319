"""How a report is to look: the ``report`` texts of a form as plain values, lengths in twips (1/1440 inch)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.errors import FormError
from generator.form.grid import Grid
from generator.form.model import Form
from generator.form.texts import Texts

_TWIPS_PER_MM = 1440 / 25.4


@dataclass(frozen=True, slots=True)
class TableLooks:
    """One table of the report.

    Attributes:
        points: Size of type.
        widths: Width of each column.
        labels: How the labels of rows are aligned: ``left`` or ``center``.
        whole: Whether it stays on one page.
        condensed: Points taken off between the digits of a figure.
    """

    points: float
    widths: tuple[int, ...]
    labels: str
    whole: bool
    condensed: float


@dataclass(frozen=True, slots=True)
class Looks:
    """The whole report.

    Attributes:
        words: Texts by name, with ``{placeholders}``.
        fonts: Fonts by what they serve for; ``latin`` for digits and letters everywhere.
        substitutes: For a font the next best.
        points: Sizes of type by what they serve for.
        page: The page's measures by name.
        tables: The tables by identifier.
    """

    words: Mapping[str, Any]
    fonts: Mapping[str, str]
    substitutes: Mapping[str, str]
    points: Mapping[str, float]
    page: Mapping[str, int]
    tables: Mapping[str, TableLooks]

    def widths(self, grid: Grid) -> tuple[int, ...]:
        """The widths of a table's columns.

        Raises:
            FormError: If the form gives more or fewer than the table has columns.
        """
        widths = self.tables[grid.table].widths
        if len(widths) != grid.columns:
            place = f"texts.toml.report.tables.{grid.table}"
            raise FormError("form.widths", place=place, count=len(widths), columns=grid.columns)
        return widths


def looks_of(form: Form) -> Looks:
    """The looks that the texts of a form ask for.

    Raises:
        FormError: If a text is missing, now or when it is first asked for.
    """
    words = form.texts["report"]
    page = Texts("texts.toml.report.page", {name: twips(length) for name, length in words["page"].items()})
    area = page["width"] - page["left"] - page["right"]
    tables = {table.id: _table(words["tables"][table.id], area) for table in form.tables}
    return Looks(words, words["fonts"], words["substitutes"], words["points"], page, tables)


def twips(millimetres: float) -> int:
    """A length in twips."""
    return round(millimetres * _TWIPS_PER_MM)


def _table(words: Mapping[str, Any], area: int) -> TableLooks:
    shares = words["widths"]
    widths = tuple(area * share // sum(shares) for share in shares)
    return TableLooks(
        words["points"], widths, words.get("labels", "left"), words["whole"], words.get("condensed", 0.0)
    )
