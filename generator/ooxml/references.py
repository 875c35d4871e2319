"""Cells by letters and digits (``B2``) and by numbers ((row, column), from 1)."""

import re
from functools import lru_cache

from generator.errors import UnusableInputError
from generator.ooxml.markup import Attributes

ROWS, COLUMNS = 1_048_576, 16_384

_WHOLE = re.compile(r"[0-9]{1,7}", re.ASCII)


@lru_cache(maxsize=COLUMNS)
def position(reference: str) -> tuple[int, int]:
    """Return row and column of a reference such as ``B2``.

    Raises:
        ValueError: If it is none, or lies beyond XFD1048576.
    """
    letters = reference.rstrip("0123456789")
    digits = reference[len(letters) :]
    if not 1 <= len(digits) <= 7:
        raise ValueError(reference)
    row = int(digits)
    if not 1 <= row <= ROWS:
        raise ValueError(reference)
    return row, column_number(letters)


def address(row: int, column: int) -> str:
    """Return the reference of a cell, ``B2`` for (2, 2)."""
    return f"{column_letters(column)}{row}"


@lru_cache(maxsize=COLUMNS)
def column_number(letters: str) -> int:
    """Return the number of a column named by one to three letters.

    Raises:
        ValueError: If there is no such column.
    """
    number = 0
    for letter in letters.upper():
        if not "A" <= letter <= "Z":
            raise ValueError(letters)
        number = number * 26 + ord(letter) - ord("A") + 1
    if not 1 <= number <= COLUMNS or len(letters) > 3:
        raise ValueError(letters)
    return number


@lru_cache(maxsize=COLUMNS)
def column_letters(number: int) -> str:
    """Return the letters of a column, ``XFD`` for 16384."""
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters


class Cursor:
    """Where in a sheet the parser is; rows and cells without ``r`` follow the one before (18.3.1.4 and 73).

    Attributes:
        sheet: The sheet's name, for what is said about faults.
        row: The row, from 1.
        column: The column, from 1; 0 before a row's first cell.
    """

    __slots__ = ("column", "row", "sheet")

    def __init__(self, sheet: str) -> None:
        self.sheet = sheet
        self.row = self.column = 0

    def to_row(self, attributes: Attributes) -> None:
        """Go to a row by its attributes.

        Raises:
            UnusableInputError: If its number is none.
        """
        self.row = self.whole(attributes["r"]) if "r" in attributes else self.row + 1
        self.column = 0

    def to_cell(self, attributes: Attributes) -> None:
        """Go to a cell by its attributes.

        Raises:
            UnusableInputError: If it lies beyond XFD1048576, or its reference is none.
        """
        if "r" in attributes:
            self.row, self.column = self.position(attributes["r"])
        elif 1 <= self.row <= ROWS and self.column < COLUMNS:
            self.column += 1
        else:
            raise self._lost(f"{self.row}, {self.column + 1}")

    def position(self, reference: str) -> tuple[int, int]:
        """Return row and column of a reference.

        Raises:
            UnusableInputError: If it is none.
        """
        try:
            return position(reference)
        except ValueError:
            raise self._lost(reference) from None

    def whole(self, digits: str) -> int:
        """Return a row's or column's number.

        Raises:
            UnusableInputError: If it is none.
        """
        if not _WHOLE.fullmatch(digits):
            raise self._lost(digits)
        return int(digits)

    def _lost(self, where: str) -> UnusableInputError:
        return UnusableInputError("sheets.bad-position", sheet=self.sheet, position=where[:20])
