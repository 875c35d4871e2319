"""Lines of two texts put against each other: equal ones, changed ones, and those that only one side has."""

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from generator.published.passages import Line

Pair = tuple[Line | None, Line | None]

_ALIKE = 0.5
_MANY = 400


def aligned(mine: Sequence[Line], other: Sequence[Line]) -> Iterator[Pair]:
    """Yield the lines in order, two of them where they are equal or much alike."""
    matcher = SequenceMatcher(None, [line.key for line in mine], [line.key for line in other], autojunk=False)
    for what, a, b, c, d in matcher.get_opcodes():
        if what == "equal":
            yield from zip(mine[a:b], other[c:d], strict=True)
        else:
            yield from _replaced(mine[a:b], other[c:d])


def _replaced(mine: Sequence[Line], other: Sequence[Line]) -> Iterator[Pair]:
    """Each line against the first one left that is much like it; those between were put in."""
    rest = list(other)
    compared = len(mine) * len(other) <= _MANY
    for line in mine:
        at = next((i for i, theirs in enumerate(rest) if compared and _alike(line, theirs)), None)
        if at is None:
            yield line, None
            continue
        yield from ((None, theirs) for theirs in rest[:at])
        yield line, rest[at]
        rest = rest[at + 1 :]
    yield from ((None, theirs) for theirs in rest)


def _alike(mine: Line, other: Line) -> bool:
    if len(mine.key) < 2 or len(other.key) < 2:
        return False
    matcher = SequenceMatcher(None, mine.key, other.key, autojunk=False)
    return matcher.quick_ratio() >= _ALIKE and matcher.ratio() >= _ALIKE
