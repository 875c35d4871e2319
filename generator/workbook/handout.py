"""What an office adds to the workbook that it hands out, and where it is answered."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.filing import EXTRA
from generator.form.model import Form
from generator.ooxml.sheets import Sheet, Workbook
from generator.workbook import keys
from generator.workbook.formulas import Place
from generator.workbook.identity import keyed


@dataclass(frozen=True, slots=True)
class Extra:
    """A figure that is asked for beyond the form: its name, what it is counted in, and what belongs in it."""

    name: str
    unit: str = ""
    guidance: str = ""

    @property
    def field(self) -> str:
        """Its identifier in filings."""
        return EXTRA + self.name


@dataclass(frozen=True, slots=True)
class Handout:
    """Figures asked for beyond the form, by when the workbook is to be back, and whom to call."""

    extras: tuple[Extra, ...] = ()
    due: str = ""
    contact: str = ""


NOTHING = Handout()


def extras_of(workbook: Workbook, form: Form) -> Iterator[tuple[str, Place, Sheet]]:
    """Yield where each figure stands, by its identifier; nothing where there is no such sheet."""
    listed = keyed(workbook, keys.EXTRAS, form.texts["sheets"][keys.EXTRAS])
    if listed is None or "value" not in listed.columns:
        return
    for key, row in listed.rows.items():
        if key.startswith(EXTRA):
            yield key, (row, listed.columns["value"]), listed.sheet
