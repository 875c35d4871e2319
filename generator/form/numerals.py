"""Chinese numerals: as headings are numbered, and in the forms that cannot be altered."""

LIMIT = 10**16
"""Numbers from here on are not spelled."""

_EACH = str.maketrans("0123456789", "〇一二三四五六七八九")
_COMMON = ("零一二三四五六七八九", ("十", "百", "千"))
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
