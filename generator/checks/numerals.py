"""Numbers in texts: digits, full-width and Chinese ones, 万, ranges, hedges (余, 近, 超过) and units."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from generator.figure import Number
from generator.form.numerals import HALF_WIDTH, NUMERALS, read

COUNT, MONEY, PERCENT, POINTS = "#￥%‰"

_PLAIN = HALF_WIDTH | str.maketrans("．％", ".%")
_WHOLE, _HALF = Decimal(100), 5
_ROUND, _FINER, _OPEN = Decimal(20), Decimal(10), 10
_DIGITS = r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,15}(?:\.[0-9]{1,8})?"
_CHINESE = rf"[{NUMERALS}]{{1,12}}"


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number with its unit: where it stands, what it says, and the least and most that it can mean.

    ``mark`` tells its kind; ``places`` are its printed decimals.
    """

    start: int
    end: int
    mark: str
    value: Number
    low: Number
    high: Number
    places: int

    def fits(self, figure: Number) -> bool:
        """Whether it may stand for a figure."""
        return self.low <= figure <= self.high


class Reader:
    """Finds the numbers of a text.

    Args:
        words: The form's units and hedges (``phrases.toml``, ``numerals``).
    """

    def __init__(self, words: Mapping[str, Any]) -> None:
        self._words = words
        self._marks = {
            **dict.fromkeys(words["count"], COUNT),
            **dict.fromkeys(words["money"], MONEY),
            **dict.fromkeys(words["percent"], PERCENT),
            **dict.fromkeys(words["points"], POINTS),
        }
        units = "|".join(_unit(unit, words["unlike"]) for unit in sorted(self._marks, key=len, reverse=True))
        number = rf"(?:{_DIGITS}|{_CHINESE})"
        rest = rf"[一二三四五六七八九]|{words['half']}"
        tenths = rf"(?P<tenths>[一二两三四五六七八九]){words['tenths']}(?P<rest>{rest})?"
        times = rf"(?P<times>{number})(?:{_any(words['times'])})"
        rough = rf"(?:{tenths}|{times}|(?P<rough>{'|'.join(words['rough'])}))(?P<few>{_any(words['more'])})?"
        hedges = _any([*words["above"], *words["below"], *words["about"]])
        self._pattern = re.compile(
            rf"(?P<hedge>{hedges})?\s*(?:百分之(?P<share>{number})|{rough}"
            rf"|(?P<first>{number})(?P<first_scale>[万亿])?"
            rf"(?:[-~～—–至到](?P<last>{number}))?\s*(?P<more>{_any(words['more'])})?(?P<scale>[万亿])?"
            rf"\s*(?P<unit>{units}))(?P<beyond>{_any(words['beyond'])})?"
        )

    def read(self, text: str) -> Iterator[Numeral]:
        """Yield every number that has a unit, in order; offsets are those of the text."""
        plain = text.translate(_PLAIN)
        for match in self._pattern.finditer(plain):
            if self._counts(match, plain[max(0, match.start() - 2) : match.start()]):
                yield self._numeral(match)

    def _counts(self, match: re.Match[str], before: str) -> bool:
        """Whether it counts things at all, and is no tail of a longer number."""
        written = match["share"] or match["tenths"] or match["times"] or match["rough"] or match["first"]
        idle = self._words["ordinal" if written[0].isascii() else "uncounted"]
        return before[-1:] not in tuple(idle) and not re.search(r"[0-9][.,]?$", before)

    def _numeral(self, match: re.Match[str]) -> Numeral:
        if rounded := self._rounded(match):
            return self._roughly(match, *rounded)
        written = match["share"] or match["first"]
        mark = PERCENT if match["share"] else self._marks[match["unit"]]
        scale = _scale(match) * (self._words["money"][match["unit"]] if mark == MONEY else 1)
        value = _value(written) * scale
        low, high = self._bounds(match, value, _step(value, written, scale))
        if match["last"]:
            high = _value(match["last"]) * scale
        if mark == PERCENT and self._is_open(match):
            high = max(high, _WHOLE)
        places = len(written.partition(".")[2])
        return Numeral(match.start(), match.end(), mark, _plain(value), _plain(low), _plain(high), places)

    def _rounded(self, match: re.Match[str]) -> tuple[Decimal, Decimal] | None:
        """What a share in words is in per cent, and how coarse it is: 三成, 两成半, 九成六, 一半, 1.2 倍."""
        if written := match["times"]:
            return _value(written) * 100, _FINER if "." in written else _ROUND
        for pattern, (value, step) in self._words["rough"].items() if match["rough"] else ():
            if re.compile(pattern).match(match.string, match.start("rough")):
                return Decimal(value), Decimal(step)
        if not match["tenths"]:
            return None
        rest = match["rest"]
        more = _HALF if rest == self._words["half"] else read(rest) if rest else 0
        return Decimal(10 * read(match["tenths"]) + more), Decimal(1 if rest else 10)

    def _roughly(self, match: re.Match[str], value: Decimal, step: Decimal) -> Numeral:
        """A share that is rounded to what is said."""
        low, high = self._bounds(match, value, step)
        if low == high:
            low, high = value - step / 2, value + step / 2
        if self._is_open(match):
            high = _WHOLE if value < _WHOLE else value * _OPEN
        return Numeral(match.start(), match.end(), PERCENT, _plain(value), _plain(low), _plain(high), 0)

    def _is_open(self, match: re.Match[str]) -> bool:
        """Whether a share may be anything above what is said."""
        return bool(match["beyond"]) or match["hedge"] in self._words["above"]

    def _bounds(self, match: re.Match[str], value: Decimal, step: Decimal) -> tuple[Decimal, Decimal]:
        if match["more"] or match["few"] or self._is_open(match):
            return value, value + step
        if match["hedge"] in self._words["below"]:
            return value - step, value
        if match["hedge"] or _scale(match) > 1:
            return value - step, value + step
        return value, value


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _unit(unit: str, unlike: Mapping[str, str]) -> str:
    return re.escape(unit) + (f"(?![{unlike[unit]}])" if unit in unlike else "")


def _scale(match: re.Match[str]) -> int:
    factors = {"万": 10_000, "亿": 100_000_000, None: 1}
    return factors[match["first_scale"]] * factors[match["scale"]]


def _value(written: str) -> Decimal:
    if written[0].isascii():
        return Decimal(written.replace(",", ""))
    return Decimal(read(written))


def _step(value: Decimal, written: str, scale: int) -> Decimal:
    """How coarse a round number is: 2300 to the hundred, 15.9万 to the thousand."""
    places = len(written.partition(".")[2])
    if places:
        return Decimal(scale).scaleb(-places)
    zeros = len(str(int(value))) - len(str(int(value)).rstrip("0")) if value else 0
    return Decimal(10**zeros)


def _plain(value: Decimal) -> Number:
    return int(value) if value == int(value) else value
