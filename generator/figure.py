"""Figures: what each kind of answer in a cell means, implemented once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from generator.ooxml.cells import number as number_of_double

Number = int | Decimal

_FULL_WIDTH = str.maketrans("０１２３４５６７８９．，－（）　", "0123456789.,-() ")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_GROUPED = re.compile(r"-?\d{1,3}(?:,\d{3})+(?:\.\d+)?")
_NOTED = re.compile(r"(?P<number>[^()]+?)\s*\((?P<note>.+)\)", re.DOTALL)


class State(Enum):
    """The four different answers that a cell can give (FORM: blank, zero, slash, notes)."""

    NUMBER = "number"
    BLANK = "blank"
    NOT_APPLICABLE = "not applicable"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Figure:
    """The value of a field.

    ``typed`` is what stood in the cell where that was text, ``note`` what a number had in brackets
    behind it, ``formula`` the formula that it came from.
    """

    state: State
    value: Number = 0
    note: str = ""
    typed: str = ""
    formula: str = ""

    @property
    def text(self) -> str:
        """The figure as it is printed: never padded, never rounded."""
        if self.state is State.NUMBER:
            return digits(self.value) + (f"（{self.note}）" if self.note else "")
        return self.typed

    @property
    def counts(self) -> bool:
        """Whether it takes part in sums (not applicable counts as 0)."""
        return self.state in (State.NUMBER, State.NOT_APPLICABLE)

    @property
    def plain(self) -> bool:
        """Whether a formula of a workbook can reckon with it: a number that is no text."""
        return self.state is State.NUMBER and not self.typed


BLANK = Figure(State.BLANK)
ZERO = Figure(State.NUMBER, 0)


def digits(value: Number) -> str:
    """A number in plain digits, as precise as it is (never ``1E+3``)."""
    return str(value) if isinstance(value, int) else format(value, "f")


def number(text: str) -> Number | None:
    """Read digits as a number: whole as int, others as the Decimal they spell; None if they are none."""
    plain = text.translate(_FULL_WIDTH).strip()
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    if not _NUMBER.fullmatch(plain):
        return None
    return Decimal(plain) if "." in plain else int(plain)


def of_number(value: Number, formula: str = "") -> Figure:
    """A figure from a number in a cell."""
    return Figure(State.NUMBER, value, formula=formula)


def of_text(text: str, not_applicable: Iterable[str]) -> Figure:
    """A figure from text in a cell, by the table in FORM, "Blank, zero, slash, notes".

    Args:
        text: What stands there.
        not_applicable: The form's words for that.
    """
    stripped = text.strip()
    if not stripped:
        return BLANK
    if stripped in not_applicable:
        return Figure(State.NOT_APPLICABLE, typed=stripped)
    value = number(stripped)
    if value is not None:
        return Figure(State.NUMBER, value, typed=text)
    noted = _NOTED.fullmatch(stripped.replace("（", "(").replace("）", ")"))
    value = number(noted["number"]) if noted else None
    if noted and value is not None:
        note = stripped[noted.start("note") : noted.end("note")]
        return Figure(State.NUMBER, value, note=note, typed=text)
    return Figure(State.UNREADABLE, typed=text)


def fits_a_cell(value: Number) -> bool:
    """Whether a cell's double gives the very digits back (``28983.0794`` does, ``7545.00`` does not)."""
    stored = number_of_double(digits(value))
    return stored is not None and digits(stored) == digits(value)
