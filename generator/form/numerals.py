"""Numbers as Chinese texts have them: digits of full width, numerals, the forms that cannot be altered.

What belongs to the language stands here and in ``dates``; what belongs to a form, in its files.
"""

LIMIT = 10**16
"""Numbers from here on are not spelled."""

FULL_WIDTH = "０１２３４５６７８９"
HALF_WIDTH = str.maketrans(FULL_WIDTH, "0123456789")
"""For ``str.translate``."""

NUMERALS = "〇零一二两三四五六七八九十百千"
"""The signs of numbers below ten thousand."""

_EACH = str.maketrans("0123456789", "〇一二三四五六七八九")
_DIGITS = "零一二三四五六七八九"
_COMMON = (_DIGITS, ("十", "百", "千"))
_ONES = {sign: value for value, sign in enumerate(_DIGITS)} | {"〇": 0, "两": 2}
_TENS = dict(zip(_COMMON[1], (10, 100, 1000), strict=True))
_FORMAL = ("零壹贰叁肆伍陆柒捌玖", ("拾", "佰", "仟"))


def chinese(number: int) -> str:
    """A number in Chinese: 一, 十, 十一, 二十, 二千三百零五.

    Raises:
        ValueError: If it is negative or too large.
    """
    spelled = _spelled(number, *_COMMON)
    return spelled.removeprefix("一") if spelled.startswith("一十") else spelled


def digit_by_digit(number: int) -> str:
    """A number as years are said: 二〇二五."""
    return str(number).translate(_EACH)


def formal(number: int) -> str:
    """A number in formal Chinese: 壹拾, 贰仟叁佰零伍; raises as ``chinese``."""
    return _spelled(number, *_FORMAL)


def read(written: str) -> int:
    """三千一百二十 as 3120, 十 as 10; a row of digits (二〇二) as it stands.

    Args:
        written: Of the signs of ``NUMERALS``, one or more.
    """
    if not any(sign in _TENS for sign in written):
        return int("".join(str(_ONES[sign]) for sign in written))
    total = pending = 0
    for index, sign in enumerate(written):
        if sign in _TENS:
            total += (pending if pending or index else 1) * _TENS[sign]
            pending = 0
        else:
            pending = _ONES[sign]
    return total + pending


def _spelled(number: int, digits: str, units: tuple[str, str, str]) -> str:
    if not 0 <= number < LIMIT:
        raise ValueError(number)
    ten, hundred, thousand = units
    for size, unit in ((10**8, "亿"), (10**4, "万"), (1000, thousand), (100, hundred), (10, ten)):
        if number >= size:
            high, low = divmod(number, size)
            gap = digits[0] if 0 < low < size // 10 else ""
            rest = _spelled(low, digits, units) if low else ""
            return _spelled(high, digits, units) + unit + gap + rest
    return digits[number]
