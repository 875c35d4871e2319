"""Number formats: which one each style has, and which show a date or a time (ECMA-376 part 1, 18.8.30)."""

import re
from collections.abc import Callable
from functools import lru_cache

from generator.ooxml.markup import SPREADSHEET, Attributes, scan, under

_MONTH, _DAY, _CLOCK = 'yyyy"年"m"月"', 'm"月"d"日"', 'h"时"mm"分"'
_COUNT = "#,##0"
# Those that are written without a code, as the Chinese editions show them (27 to 36, 50 to 58: theirs).
_BUILT_IN = {
    1: "0",
    2: "0.00",
    3: _COUNT,
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: _MONTH,
    28: _DAY,
    29: _DAY,
    30: "m/d/yy",
    31: 'yyyy"年"m"月"d"日"',
    32: _CLOCK,
    33: 'h"时"mm"分"ss"秒"',
    34: '上午/下午h"时"mm"分"',
    35: '上午/下午h"时"mm"分"ss"秒"',
    36: _MONTH,
    37: _COUNT,
    38: _COUNT,
    39: "#,##0.00",
    40: "#,##0.00",
    41: '#,##0;-#,##0;"-"',
    42: '"¥"#,##0;"¥"-#,##0;"¥-"',
    43: '#,##0.00;-#,##0.00;"-"',
    44: '"¥"#,##0.00;"¥"-#,##0.00;"¥-"',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss",
    48: "##0.0E+0",
    49: "@",
    50: _MONTH,
    51: _DAY,
    52: _MONTH,
    53: _DAY,
    54: _DAY,
    55: '上午/下午h"时"mm"分"',
    56: '上午/下午h"时"mm"分"ss"秒"',
    57: _MONTH,
    58: _DAY,
}

_LONGEST_CODE = 1_000
_LITERAL = re.compile(r'"[^"]*"|\\.|[_*].|General|G/通用格式|E[+-]', re.IGNORECASE | re.DOTALL)
_ELAPSED = re.compile(r"\[(?:h+|m+|s+)\]", re.IGNORECASE)
_BRACKETS = re.compile(r"\[[^\]]*\]")
_DATE_LETTERS = re.compile(r"[ymdhsbe]|aaa", re.IGNORECASE)

_CONTAINERS = ("numFmts", "cellXfs", "cellStyleXfs", "dxfs")


@lru_cache(maxsize=256)
def is_date(code: str) -> bool:
    """Tell whether a number format shows a date, a time or a duration.

    Quoted and escaped characters, padding, colours, conditions and currencies are passed over.
    """
    bare = _LITERAL.sub("", code[:_LONGEST_CODE])
    return bool(_ELAPSED.search(bare) or _DATE_LETTERS.search(_BRACKETS.sub("", bare)))


def cell_formats(data: bytes, part: str, depth: int) -> dict[str, str]:
    """Return the number format of each cell style, by the number that cells write (``s``).

    Of the general format nothing.

    Args:
        data: The part of styles.
        part: Its name.
        depth: How many levels of XML are accepted.

    Raises:
        UnusableInputError: If the part cannot be parsed.
    """
    codes = {str(number): code for number, code in _BUILT_IN.items()}
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
    return {str(style): codes.get(number, "") for style, number in enumerate(formats)}
