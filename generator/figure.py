"""Figures: what each kind of answer in a cell means, implemented once."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal
from enum import Enum

from generator.form.numerals import HALF_WIDTH
from generator.ooxml.cells import number as number_of_double

Number = int | Decimal

LONGEST = 100
"""Characters of a number; more are not read as one."""

EXACT = Context(prec=1_000)
"""More digits than any two numbers in cells or texts have together, so that nothing is rounded."""

_PLAIN = HALF_WIDTH | str.maketrans("．，－（）", ".,-()")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?")
_GROUPED = re.compile(r"-?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")


class State(Enum):
    """The four different answers that a cell can give: a blank is never silently taken for 0."""

    NUMBER = "number"
    BLANK = "blank"
    NOT_APPLICABLE = "not applicable"
    UNREADABLE = "unreadable"


# Looked up once: in Python 3.11 that takes longer than what is asked 5,000 times of a filing.
_COUNTED = (State.NUMBER, State.NOT_APPLICABLE)
_BLANK = State.BLANK


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
        return self.state in _COUNTED

    @property
    def is_blank(self) -> bool:
        """Whether nothing was answered."""
        return self.state is _BLANK

    @property
    def plain(self) -> bool:
        """Whether a formula of a workbook can reckon with it: a number that is no text."""
        return self.state is State.NUMBER and not self.typed


BLANK = Figure(State.BLANK)
ZERO = Figure(State.NUMBER, 0)


def digits(value: Number) -> str:
    """A number in plain digits, as precise as it is (never ``1E+3``)."""
    return str(value) if isinstance(value, int) else format(value, "f")


def plus(left: Number, right: Number) -> Number:
    """The exact sum; decimal places are kept as they are (7545.00 + 0 is 7545.00)."""
    both_whole = isinstance(left, int) and isinstance(right, int)
    return left + right if both_whole else EXACT.add(left, right)


def minus(left: Number, right: Number) -> Number:
    """The exact difference."""
    both_whole = isinstance(left, int) and isinstance(right, int)
    return left - right if both_whole else EXACT.subtract(left, right)


def times(value: Number, factor: Decimal) -> Number:
    """The exact product, an int where it is whole."""
    product = EXACT.multiply(value, factor)
    return int(product) if product == int(product) else product


def number(text: str) -> Number | None:
    """Read digits as a number: whole as int, others as the Decimal they spell; None if they are none."""
    plain = text.translate(_PLAIN).strip()
    if len(plain) > LONGEST:
        return None
    if _GROUPED.fullmatch(plain):
        plain = plain.replace(",", "")
    if not _NUMBER.fullmatch(plain):
        return None
    return Decimal(plain) if "." in plain else int(plain)


def of_number(value: Number) -> Figure:
    """A figure from a number in a cell."""
    return Figure(State.NUMBER, value)


def of_text(text: str, not_applicable: Iterable[str]) -> Figure:
    """A figure from text in a cell.

    ``2240``, full-width digits and ``2,240`` are that number; ``22（其中修订16件）`` is 22 with its note;
    white space is a blank; the form's words for not applicable are that; any other text is unreadable.

    Args:
        text: What stands there.
        not_applicable: The form's words for not applicable.
    """
    stripped = text.strip()
    if not stripped:
        return BLANK
    if stripped in not_applicable:
        return Figure(State.NOT_APPLICABLE, typed=stripped)
    digits_, note = _split(stripped)
    value = number(digits_)
    if value is None:
        return Figure(State.UNREADABLE, typed=text)
    return Figure(State.NUMBER, value, note=note, typed=text)


def _split(text: str) -> tuple[str, str]:
    """What stands before a note in brackets, and the note; all of it where there is none."""
    head, _, rest = text.translate(_PLAIN).partition("(")
    note = text[len(head) + 1 : -1].strip()
    return (head, note) if note and rest.endswith(")") else (text, "")


def fits_a_cell(value: Number) -> bool:
    """Whether a cell's double gives the very digits back (``28983.0794`` does, ``7545.00`` does not)."""
    stored = number_of_double(digits(value))
    return stored is not None and digits(stored) == digits(value)
