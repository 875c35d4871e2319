"""Number formats: which styles show a number as a date or a time (ECMA-376 part 1, 18.8.30)."""

import re
from collections.abc import Callable

from generator.ooxml.markup import SPREADSHEET, Attributes, scan, under

# 27 to 36 and 50 to 58 are dates in the Chinese, Japanese and Korean editions, and written without a code.
_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))

_LONGEST_CODE = 1_000
_LITERAL = re.compile(r'"[^"]*"|\\.|[_*].|General|G/通用格式|E[+-]', re.IGNORECASE | re.DOTALL)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]")
_DATE_LETTERS = re.compile(r"[ymdhsbe]|aaa", re.IGNORECASE)

_CONTAINERS = ("numFmts", "cellXfs", "cellStyleXfs", "dxfs")


def is_date(code: str) -> bool:
    """Tell whether a number format shows a date, a time or a duration.

    Quoted and escaped characters, padding, colours, conditions and currencies are passed over.
    """
    bare = _LITERAL.sub("", code[:_LONGEST_CODE])
    return bool(_ELAPSED.search(bare) or _DATE_LETTERS.search(_BRACKETS.sub("", bare)))


def date_styles(data: bytes, part: str, depth: int) -> frozenset[str]:
    """Return which cell styles (the values of ``s``, counted from 0) are dates.

    Args:
        data: The part of styles.
        part: Its name.
        depth: How many levels of XML are accepted.

    Raises:
        UnusableInputError: If the part cannot be parsed.
    """
    codes: dict[str, str] = {}
    formats: list[str] = []
    container = ""

    def entering(name: str) -> Callable[[Attributes], None]:
        def enter(_attributes: Attributes) -> None:
            nonlocal container
            container = name

        return enter

    def style(attributes: Attributes) -> None:
        if container == "cellXfs":
            formats.append(attributes.get("numFmtId", "0"))

    def code(attributes: Attributes) -> None:
        if container == "numFmts":
            codes[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")

    starts: dict[str, Callable[[Attributes], None]] = {"xf": style, "numFmt": code}
    starts |= {name: entering(name) for name in _CONTAINERS}
    scan(data, part, under(SPREADSHEET, starts), depth=depth)
    dates = {number for number, code in codes.items() if is_date(code)}
    dates |= {str(number) for number in _BUILT_IN_DATES} - codes.keys()
    return frozenset(str(index) for index, number in enumerate(formats) if number in dates)
