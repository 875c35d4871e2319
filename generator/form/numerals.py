"""Chinese numerals, as headings are numbered."""

_DIGITS = "〇一二三四五六七八九"


def chinese(number: int) -> str:
    """A number from 1 to 99 in Chinese: 一, 十, 十一, 二十.

    Raises:
        ValueError: If it is outside that range.
    """
    if not 1 <= number <= 99:
        raise ValueError(number)
    tens, ones = divmod(number, 10)
    head = "" if tens == 0 else "十" if tens == 1 else f"{_DIGITS[tens]}十"
    return head + (_DIGITS[ones] if ones else "")
