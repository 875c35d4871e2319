"""Texts put against each other: lines that are equal, changed or on one side only, and tokens of a line."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from generator.published.passages import Line

Pair = tuple[Line | None, Line | None]
Stretch = tuple[int, int, int, int]

_ALIKE = 0.3
_MANY_PAIRS = 2_500
_EXACTLY = 1_000_000


def aligned(mine: Sequence[Line], other: Sequence[Line]) -> Iterator[Pair]:
    """Yield the lines in order, two of them where they are equal or much alike."""
    for what, a, b, c, d in matcher([line.key for line in mine], [line.key for line in other]).get_opcodes():
        if what == "equal":
            yield from zip(mine[a:b], other[c:d], strict=True)
        else:
            yield from _replaced(mine[a:b], other[c:d])


def changed(mine: Sequence[str], other: Sequence[str]) -> list[Stretch]:
    """The stretches that are not equal: start and end in the one, start and end in the other."""
    return [code[1:] for code in matcher(mine, other).get_opcodes() if code[0] != "equal"]


def matcher(mine: Sequence[str], other: Sequence[str]) -> SequenceMatcher[str]:
    """Compare exactly; where that would take long, by what is rare in them."""
    return SequenceMatcher(None, mine, other, autojunk=len(mine) * len(other) > _EXACTLY)


def _replaced(mine: Sequence[Line], other: Sequence[Line]) -> Iterator[Pair]:
    """Each line against the first one left that is much like it; those before that one were put in."""
    left = (
        list(zip(other, map(_bigrams, other), strict=True)) if len(mine) * len(other) <= _MANY_PAIRS else []
    )
    rest = list(other)
    for line in mine:
        own = _bigrams(line)
        at = next((i for i, (_, theirs) in enumerate(left) if _likeness(own, theirs) >= _ALIKE), None)
        if at is None:
            yield line, None
            continue
        yield from ((None, theirs) for theirs in rest[:at])
        yield line, rest[at]
        left, rest = left[at + 1 :], rest[at + 1 :]
    yield from ((None, theirs) for theirs in rest)


def _bigrams(line: Line) -> Counter[tuple[str, str]]:
    return Counter(pairwise(token.key for token in line.tokens))


def _likeness(mine: Counter[tuple[str, str]], other: Counter[tuple[str, str]]) -> float:
    """What two texts have in common, from 0 to 1 (the coefficient of Dice over pairs of characters)."""
    return 2 * (mine & other).total() / max(1, mine.total() + other.total())
