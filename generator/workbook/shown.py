"""A number as its cell shows it: the number format applied (ECMA-376 part 1, 18.8.30 and 18.8.31)."""

import operator
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from generator.figure import EXACT, Number, digits
from generator.form.numerals import LIMIT, chinese, digit_by_digit, formal
from generator.ooxml.formats import is_date

_LONGEST_CODE = 255  # characters, as office programs take them
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|(?P<padding>[_*].)|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<noon>AM/PM|A/P|上午/下午)|(?P<exponent>E[+-])"
    r"|(?P<date>y+|m+|d+|h+|s+|e+|a{3,4})|(?P<digit>[0#?])|(?P<sign>[.,%])|(?P<end>;)|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[0-9]+(?:\.[0-9]+)?)")
_HOLDS: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_SECONDS = {"h": 3600, "m": 60, "s": 1}
_OF_GENERAL = 11  # characters
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001  (cells know no time zone)
_LEAP_DAY = 60  # 29 February 1900, which only spreadsheets know
_DAYS = 2_958_466  # until the end of the year 9999
_MONTHS = "JanuaryFebruaryMarchAprilMayJuneJulyAugustSeptemberOctoberNovemberDecember"
_ENGLISH: list[str] = re.findall("[A-Z][a-z]+", _MONTHS)
_WEEK = "一二三四五六日"

_SPELLINGS = {"DBNum1": chinese, "DBNum2": formal}

Token = tuple[str, str]
"""Which group of the pattern, and its text."""
Section = tuple[Token, ...]


def shown(value: Number, code: str) -> str:
    """A number in its number format; in one that is not understood (powers, fractions), as it is.

    Args:
        value: What is stored.
        code: The format, empty for the general one.
    """
    section, is_negative = _section(Decimal(value), _sections(code[:_LONGEST_CODE]))
    amount = abs(Decimal(value)) if is_negative else Decimal(value)
    kinds = {kind for kind, _ in section}
    if "".join(text for kind, text in section if kind == "other").strip() == "@" or "exponent" in kinds:
        return _general(value)
    if is_date(_source(section)):
        return _moment(amount, section) if 0 <= amount < _DAYS else _general(value)
    if ("other", "/") in section and "digit" in kinds:
        return _general(value)
    return _number(amount, section)


@lru_cache(maxsize=256)
def _sections(code: str) -> tuple[Section, ...]:
    """The parts of a format between its semicolons."""
    found: list[list[Token]] = [[]]
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup or ""
        if kind == "end":
            found.append([])
        else:
            found[-1].append((kind, match[kind]))
    return tuple(map(tuple, found)) if code else ((("general", ""),),)


def _source(section: Section) -> str:
    """A section without what it prints as it is."""
    return "".join(
        f"[{text}]" if kind == "bracket" else text
        for kind, text in section
        if kind in ("bracket", "date", "noon")
    )


def _section(value: Decimal, sections: Sequence[Section]) -> tuple[Section, bool]:
    """The section for a number, and whether it is the one for negative ones, which shows no sign."""
    conditions = [_condition(section) for section in sections[:3]]
    if any(conditions):
        chosen = (at for at, holds in enumerate(conditions) if holds is None or holds(value))
        return sections[next(chosen, 0)], False
    if value < 0 and len(sections) > 1:
        return sections[1], True
    return sections[2 if value == 0 and len(sections) > 2 else 0], False


def _condition(section: Section) -> Callable[[Decimal], bool] | None:
    found = (_CONDITION.fullmatch(text) for kind, text in section if kind == "bracket")
    match = next(filter(None, found), None)
    if match is None:
        return None
    holds, limit = _HOLDS[match[1]], Decimal(match[2])
    return lambda value: holds(value, limit)


def _general(value: Number) -> str:
    """The number as it is; of a long fraction as much as a cell of the usual width shows."""
    text = digits(value)
    if "." not in text or len(text) <= _OF_GENERAL:
        return text
    places = max(0, _OF_GENERAL - len(text.partition(".")[0]) - 1)
    return _rounded(Decimal(value), places).rstrip("0").rstrip(".")


def _rounded(value: Decimal, places: int) -> str:
    return format(value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, EXACT), "f")


def _literal(kind: str, text: str) -> str:
    """What a token prints whatever the number is: of ``[$¥-804]`` the sign of the currency."""
    if kind == "bracket":
        return text[1:].partition("-")[0] if text.startswith("$") else ""
    return text if kind in ("quoted", "escaped", "other") else ""


def _number(value: Decimal, section: Section) -> str:
    """A number by a section of digits, signs and words."""
    percents = section.count(("sign", "%"))
    scaled = EXACT.multiply(abs(value), 100**percents)
    scaled = EXACT.divide(scaled, 1000 ** _thousands_left_out(section))
    whole, fraction = _parted(section)
    written = _rounded(scaled, len(fraction)) if whole or fraction else digits(abs(value))
    before, _, behind = written.partition(".")
    before = before.lstrip("0").rjust(len("".join(whole).lstrip("#?")), "0")
    groups = ("sign", ",") in section and _groups(section)
    places = iter([*_placed(before, len(whole), groups=groups), *_trimmed(behind, fraction)])
    text = "".join(_written(token, places, value, section) for token in section)
    is_nothing = not any(sign in "123456789" for sign in written)
    return f"-{text}" if value < 0 and not is_nothing else text


def _written(token: Token, places: Iterator[str], value: Decimal, section: Section) -> str:
    kind, text = token
    if kind == "digit":
        return next(places)
    if kind == "sign":
        return "" if text == "," else text
    return _spelled(abs(value), section) if kind == "general" else _literal(kind, text)


def _spelled(value: Decimal, section: Section) -> str:
    """A number in the general format: in Chinese where that is asked for."""
    spelling = next(
        (_SPELLINGS[text] for kind, text in section if kind == "bracket" and text in _SPELLINGS), None
    )
    if spelling and value == int(value) and value < LIMIT:
        return spelling(int(value))
    return _general(int(value) if value == int(value) else value)


def _parted(section: Section) -> tuple[list[str], list[str]]:
    """The places for digits before the point, and those behind it."""
    signs = [text for kind, text in section if kind == "digit" or (kind, text) == ("sign", ".")]
    at = signs.index(".") if "." in signs else len(signs)
    return signs[:at], [sign for sign in signs[at:] if sign != "."]


def _thousands_left_out(section: Section) -> int:
    """How many commas stand behind the last place before the point: each leaves out three digits."""
    signs = "".join(text for kind, text in section if kind in ("digit", "sign")).partition(".")[0].rstrip("%")
    return len(signs) - len(signs.rstrip(","))


def _groups(section: Section) -> bool:
    """Whether a comma stands between places for digits."""
    signs = "".join(text for kind, text in section if kind in ("digit", "sign")).partition(".")[0]
    return re.search(r"[0#?],+[0#?]", signs) is not None


def _placed(number: str, places: int, *, groups: bool) -> list[str]:
    """The digits for each place, aligned at the right; the first place takes what is left over."""
    signs = [
        f"{sign}," if groups and left and left % 3 == 0 else sign
        for left, sign in zip(range(len(number) - 1, -1, -1), number, strict=True)
    ]
    over = max(0, len(signs) - places + 1) if places else 0
    one_each = ["".join(signs[:over]), *signs[over:]] if over else signs
    return [""] * (places - len(one_each)) + one_each


def _trimmed(fraction: str, places: Sequence[str]) -> list[str]:
    """The digits behind the point, without the zeros that ``#`` and ``?`` leave out."""
    needed = len("".join(places).rstrip("#?"))
    kept = max(needed, len(fraction.rstrip("0")))
    return [sign if at < kept else "" for at, sign in enumerate(fraction)]


def _moment(value: Decimal, section: Section) -> str:
    """A date, a time or a duration by a section."""
    seconds = int(_rounded(EXACT.multiply(value, 86_400), 0))
    when = _DAY_ZERO + timedelta(days=1 <= value < _LEAP_DAY, seconds=seconds)
    has_noon = any(kind == "noon" for kind, _ in section)
    written = [_of_moment(at, section, when, seconds, has_noon=has_noon) for at in range(len(section))]
    if ("bracket", "DBNum1") in section:
        dates = (kind == "date" for kind, _ in section)
        written = [
            _in_chinese(text) if of_date else text for of_date, text in zip(dates, written, strict=True)
        ]
    return "".join(written)


def _in_chinese(number: str) -> str:
    """A year digit by digit, any other number as it is said."""
    if not number.isdecimal():
        return number
    return digit_by_digit(int(number)) if len(number) == 4 else chinese(int(number))


def _of_moment(at: int, section: Section, when: datetime, seconds: int, *, has_noon: bool) -> str:
    """What a token of a date prints; parts of seconds are left out."""
    kind, text = section[at]
    if kind == "date":
        return _of_date(text, when, has_noon=has_noon, is_minute=_is_of_time(at, section))
    if kind == "bracket" and _ELAPSED.fullmatch(text):
        return str(seconds // _SECONDS[text[0].lower()]).zfill(len(text))
    if kind == "noon":
        return text.split("/")[when.hour >= 12]
    if kind == "sign":
        return "" if section[at + 1 : at + 2] and section[at + 1][0] == "digit" else text
    return _literal(kind, text)


def _of_date(text: str, when: datetime, *, has_noon: bool, is_minute: bool) -> str:
    name, length = text[0].lower(), len(text)
    if name in ("y", "e"):
        return f"{when.year:04}" if length > 2 or name == "e" else f"{when.year % 100:02}"
    if length > 2 and name in "mda" and not is_minute:
        return _named(name, length, when)
    hour = (when.hour + 11) % 12 + 1 if has_noon else when.hour
    month = when.minute if is_minute else when.month
    numbers = {"m": month, "d": when.day, "h": hour, "s": when.second}
    return str(numbers[name]).zfill(min(length, 2))


def _named(name: str, length: int, when: datetime) -> str:
    """A month or a day of the week by its name."""
    if name == "m":
        return _ENGLISH[when.month - 1][: 3 if length == 3 else None]
    day = _WEEK[when.weekday()]
    return day if name == "a" and length == 3 else f"星期{day}"


def _is_of_time(at: int, section: Section) -> bool:
    """Whether a token is that of a minute: an ``m`` behind an hour, or before a second (18.8.31)."""
    if section[at][1][0].lower() != "m":
        return False
    before = next((text for kind, text in reversed(section[:at]) if _is_of_clock(kind, text)), "")
    behind = next((text for kind, text in section[at + 1 :] if _is_of_clock(kind, text)), "")
    return before[:1].lower() == "h" or behind[:1].lower() == "s"


def _is_of_clock(kind: str, text: str) -> bool:
    return kind == "date" or (kind == "bracket" and _ELAPSED.fullmatch(text) is not None)
