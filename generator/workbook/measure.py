"""The room that texts take in cells, by the widths of their characters."""

TALLEST = 409
"""Points of the highest row that Excel can show."""

_CHARACTER = 1.12  # a digit of 宋体 11 in units of column width, with some air


def height_of(text: str, width: float, line_height: float) -> float:
    """The height in points that a text takes in a column of this width, by the widths of its characters."""
    lines = sum(max(1, -(-_width(line) // max(width - 1, 1))) for line in text.split("\n"))
    return lines * line_height + 3


def units(text: str) -> int:
    """The length of a text as Excel counts it, in UTF-16 code units."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _width(text: str) -> float:
    wide = sum(1 for character in text if ord(character) > 0x2E7F or character in "“”‘’—…①②")
    return (len(text) + wide) * _CHARACTER
