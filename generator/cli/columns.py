"""Texts in columns; a Chinese character is as wide as two others (UAX #11)."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

_UNBROKEN = re.compile(r"[（“《【]*(?:[!-~]+|[^!-~])[，。；：、）”》】 ]*")
"""What stands on one line: a character or a Latin word, with the signs that end or begin no line."""

GAP = "  "


def width(text: str) -> int:
    """How many columns a text takes."""
    return sum(1 + (unicodedata.east_asian_width(character) in "WF") for character in text)


def padded(text: str, columns: int) -> str:
    """A text that takes so many columns."""
    return text + " " * (columns - width(text))


def aligned(rows: Sequence[Sequence[str]]) -> list[str]:
    """Rows as lines, each cell under the one above."""
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    return [GAP.join(map(padded, row, widths)).rstrip() for row in rows]


def wrapped(text: str, columns: int) -> Iterator[str]:
    """A text in lines of at most so many columns, where what is unbroken fits at all."""
    line = ""
    for piece in _UNBROKEN.findall(text):
        if line and width(line) + width(piece.rstrip()) > columns:
            yield line.rstrip()
            line = ""
        line += piece
    yield line.rstrip()
