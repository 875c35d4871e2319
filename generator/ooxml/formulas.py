"""Formulas moved from one cell to another, as shared formulas are (ECMA-376 part 1, 18.3.1.40)."""

import re

from generator.ooxml.references import COLUMNS, ROWS, column_letters, column_number

_END = r"(?![\w.(!])"
_TOKEN = re.compile(
    r'"(?:[^"]|"")*"'
    r"|'(?:[^']|'')*'"
    r"|\[(?:[^\[\]]|\[[^\[\]]*\])*\]"
    rf"|(?<![\w.$])(?:"
    rf"(?P<column>\$?[A-Za-z]{{1,3}})(?P<row>\$?[0-9]{{1,7}}){_END}"
    rf"|(?P<first_column>\$?[A-Za-z]{{1,3}}):(?P<last_column>\$?[A-Za-z]{{1,3}}){_END}"
    rf"|(?P<first_row>\$?[0-9]{{1,7}}):(?P<last_row>\$?[0-9]{{1,7}}){_END})"
)


def moved(formula: str, rows: int, columns: int) -> str:
    """Return a formula as it reads so many rows further down and columns further right.

    Relative references move; absolute ones, texts, names of sheets and functions stay. A reference that would
    leave the sheet becomes ``#REF!``.
    """

    def replaced(match: re.Match[str]) -> str:
        try:
            return _replaced(match, rows, columns)
        except ValueError:
            return match[0]

    return _TOKEN.sub(replaced, formula)


def _replaced(match: re.Match[str], rows: int, columns: int) -> str:
    if match["column"]:
        parts = [_column(match["column"], columns), _row(match["row"], rows)]
        separator = ""
    elif match["first_column"]:
        parts = [_column(match[name], columns) for name in ("first_column", "last_column")]
        separator = ":"
    elif match["first_row"]:
        parts = [_row(match[name], rows) for name in ("first_row", "last_row")]
        separator = ":"
    else:
        return match[0]
    return separator.join(parts) if all(parts) else "#REF!"


def _column(letters: str, by: int) -> str:
    """Return a column moved, or nothing where there is none."""
    number = column_number(letters.lstrip("$"))
    if letters.startswith("$"):
        return letters
    return column_letters(number + by) if 1 <= number + by <= COLUMNS else ""


def _row(digits: str, by: int) -> str:
    number = int(digits.lstrip("$"))
    if not 1 <= number <= ROWS:
        raise ValueError(digits)
    if digits.startswith("$"):
        return digits
    return str(number + by) if 1 <= number + by <= ROWS else ""
