"""What an office adds to the workbook that it hands out."""

from dataclasses import dataclass

from generator.filing import EXTRA


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
