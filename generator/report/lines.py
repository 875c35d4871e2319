"""Names broken over lines by sense, as a title asks (GB/T 9704-2012, 7.3.1): words whole, lines even."""

import re
from functools import cache
from math import ceil, inf
from unicodedata import east_asian_width

_LONGEST = 120  # characters of a name; what is longer, the program that prints it breaks
_SHORTEST = 3  # characters of a line that may stand alone
# Costs, beside the squares of the characters by which lines stray from even ones.
_PARTED_WORD, _LINE = 100.0, 60.0
_NOT_AT_START = frozenset("、，。；：）〕》”’！？·")
_NOT_AT_END = frozenset("（〔《“‘")
_IN_A_WORD = re.compile(r"[0-9A-Za-z]{2}|\d年")

_Way = tuple[float, tuple[int, ...]]


def broken(text: str, limit: float, ends: str) -> list[str]:
    """The text in few lines that hold it; one or two more than it needs if that parts no word.

    Args:
        text: A name, a title.
        limit: How many Chinese characters a line holds.
        ends: A pattern; where a match of it ends, the text parts by itself.
    """
    if width(text) <= limit or len(text) > _LONGEST:
        return [text]
    natural = {match.end() for match in re.finditer(ends, text)}
    fewest = ceil(width(text) / limit)
    counts = range(fewest, fewest + 3)
    cost, cuts = min((_cheapest(text, count, limit, natural) for count in counts), default=(inf, ()))
    return [text[start:end] for start, end in zip((0, *cuts), cuts, strict=False)] if cost < inf else [text]


def width(text: str) -> float:
    """The width of a text in Chinese characters; a digit or letter takes half of one."""
    return sum(1 if east_asian_width(sign) in "WFA" else 0.5 for sign in text)


def _cheapest(text: str, count: int, limit: float, natural: set[int]) -> _Way:
    """What it costs to break a text into so many lines in the best way, and where those end."""
    even = width(text) / count

    @cache
    def best(start: int, left: int) -> _Way:
        if left == 0:
            return (0.0, ()) if start == len(text) else (inf, ())
        ends = range(start + _SHORTEST, len(text) + 1)
        return min((_with(line(start, end), end, best(end, left - 1)) for end in ends), default=(inf, ()))

    def line(start: int, end: int) -> float:
        own = width(text[start:end])
        if own > limit or _may_not_part(text, end):
            return inf
        return _LINE + (own - even) ** 2 + (0 if end in natural | {len(text)} else _PARTED_WORD)

    return best(0, count)


def _with(cost: float, end: int, rest: _Way) -> _Way:
    return cost + rest[0], (end, *rest[1])


def _may_not_part(text: str, at: int) -> bool:
    """Whether a line may not end here: within a number or Latin word, or on the wrong side of a bracket."""
    if not 0 < at < len(text):
        return False
    before, behind = text[at - 1], text[at]
    return behind in _NOT_AT_START or before in _NOT_AT_END or bool(_IN_A_WORD.fullmatch(before + behind))
