"""What may follow ``|`` in a tag: how numbers and dates are written.

Each takes a number, or a text that spells one, and leaves everything else as it is: a blank, ``/``, a figure
with its note.
"""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType

from generator import figure
from generator.form import dates, numerals
from generator.report.word.values import text_of

_HUNDREDTH = Decimal("0.01")


def chinese(value: object) -> str:
    """In Chinese numerals: 二千三百零五, 十二点五."""
    return _with_decimals(value, numerals.chinese)


def formal(value: object) -> str:
    """In formal numerals: 贰仟叁佰零伍."""
    return _with_decimals(value, numerals.formal)


def amount(value: object) -> str:
    """An amount of yuan in formal numerals, to the fen: 壹仟陆佰捌拾元零叁分, 叁拾元整."""
    number = _number(value)
    if number is None or not 0 <= number < numerals.LIMIT or number != round(Decimal(number), 2):
        return text_of(value)
    yuan, cents = divmod(int(number * 100), 100)
    if not cents:
        return f"{numerals.formal(yuan)}元整"
    tens, ones = divmod(cents, 10)
    head = f"{numerals.formal(yuan)}元" if yuan else ""
    between = "零" if yuan and not tens else f"{numerals.formal(tens)}角" if tens else ""
    return head + between + (f"{numerals.formal(ones)}分" if ones else "")


def thousands(value: object) -> str:
    """With a comma between thousands, as precise as it is: 28,983.0794."""
    number = _number(value)
    if number is None:
        return text_of(value)
    return f"{number:,}" if isinstance(number, int) else f"{number:,f}"


def percent(value: object, whole: object = None) -> str:
    """As a percentage: 0.1234 is 12.34%; of a whole rounded to two decimals, ``—`` where that is nothing."""
    part = _number(value)
    if part is None:
        return text_of(value)
    if whole is None:
        return f"{_plain(Decimal(part) * 100)}%"
    total = _number(whole)
    if not total:
        return "—"
    share = (Decimal(part) * 100 / total).quantize(_HUNDREDTH, ROUND_HALF_UP)
    return f"{_plain(share)}%"


def long_date(value: object) -> str:
    """A date as documents have it: 2025年1月20日."""
    day = _day(value)
    return dates.worded(day) if day else text_of(value)


def chinese_date(value: object) -> str:
    """A date in Chinese numerals: 二〇二五年一月二十日."""
    day = _day(value)
    if day is None:
        return text_of(value)
    year = numerals.digit_by_digit(day.year)
    return f"{year}年{numerals.chinese(day.month)}月{numerals.chinese(day.day)}日"


FILTERS: Mapping[str, Callable[..., object]] = MappingProxyType(
    {
        "chinese": chinese,
        "formal": formal,
        "amount": amount,
        "thousands": thousands,
        "percent": percent,
        "date": long_date,
        "chinese_date": chinese_date,
    }
)
"""The filters by what they do; a form gives them the names that its templates use."""


def _with_decimals(value: object, spelled: Callable[[int], str]) -> str:
    number = _number(value)
    if number is None or not 0 <= number < numerals.LIMIT:
        return text_of(value)
    whole, _, decimals = figure.digits(number).partition(".")
    point = "点" + "".join(spelled(int(digit)) for digit in decimals) if decimals else ""
    return spelled(int(whole)) + point


def _number(value: object) -> figure.Number | None:
    """The number that a value is or spells, as precise as it is."""
    if isinstance(value, bool) or not isinstance(value, (int, Decimal, float, str)):
        return None
    return value if isinstance(value, int) else figure.number(str(value))


def _plain(number: Decimal) -> str:
    """A number without the zeros that stand at the end of its decimals."""
    written = f"{number:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def _day(value: object) -> date | None:
    """The day that a text names; None if there is none."""
    return dates.named(value) if isinstance(value, str) else None
