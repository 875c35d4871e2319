"""Numbers listed in a sentence and the whole that is stated beside them (R9): sums that do not come out.

A list is closed where its last item is 其他, or the words say that it is complete; a total is stated after
its items by 共计. Between other numbers nothing is said of their sum.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations, pairwise

from generator.checks.numerals import COUNT, Numeral
from generator.checks.passages import Passage
from generator.figure import Number
from generator.form.vocabulary import Pattern

_FEWEST = 2
_FARTHEST = 2
_MOST = 30


@dataclass(frozen=True, slots=True)
class Sum:
    """Items from ``start`` to ``end`` that together are ``parts``, where ``whole`` is stated."""

    start: int
    end: int
    parts: Number
    whole: Number


def sums(passage: Passage, start: int, end: int, words: Mapping[str, Pattern]) -> Iterator[Sum]:
    """Yield the lists of a sentence whose items do not add up to what is stated.

    Args:
        passage: The paragraph.
        start: Where the sentence starts.
        end: Where it ends.
        words: ``total`` (before a total of what stands before it), ``lead`` (behind the whole
            of what is listed), ``closed`` (a list that is complete), ``overlap`` (a thing may count twice).
    """
    for left, right in _clauses(passage.plain, start, end):
        places = [place for place in listed(passage.plain, left, right) if _is_exact(passage.numerals[place])]
        yield from _stated_after(passage, left, places, words)
        yield from _closed(passage, (left, right), places, words)


def listed(plain: str, start: int, end: int) -> Iterator[int]:
    """The places of the numbers of things, outside brackets."""
    depth = 0
    for place in range(start, end):
        depth += (plain[place] == "（") - (plain[place] == "）")
        if not depth and plain[place] == COUNT:
            yield place


def _clauses(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    cuts = [start, *(place + 1 for place in range(start, end) if plain[place] == "；"), end]
    return pairwise(cuts)


def _stated_after(
    passage: Passage, start: int, places: list[int], words: Mapping[str, Pattern]
) -> Iterator[Sum]:
    """当面申请 1 件、网上申请 3 件，共计 4 件: any run of items before may be what is summed."""
    for index in range(_FEWEST, len(places)):
        if words["total"].search(passage.plain[places[index - 1] + 1 : places[index]]):
            items = [passage.numerals[place].value for place in places[max(0, index - _MOST) : index]]
            whole = passage.numerals[places[index]]
            is_sum = any(map(whole.fits, _runs(items))) or not _is_near(sum(items), whole.value)
            if not is_sum and not words["overlap"].search(passage.plain, start, places[index]):
                yield Sum(start, places[index] + 1, sum(items), whole.value)


def _closed(
    passage: Passage, clause: tuple[int, int], places: list[int], words: Mapping[str, Pattern]
) -> Iterator[Sum]:
    """收到 98 件，其中招生 31 件、其他 67 件: the first number is the whole of those after it."""
    leads = [place for place in places if words["lead"].search(passage.plain[place + 1 : clause[1]])]
    items = [passage.numerals[place].value for place in places if leads and place > leads[-1]]
    if len(items) < _FEWEST or not words["closed"].search(passage.plain[leads[-1] + 1 : clause[1]]):
        return
    whole = passage.numerals[leads[-1]]
    if words["overlap"].search(passage.plain, leads[-1], clause[1]):
        return
    if not whole.fits(sum(items)) and _is_near(sum(items), whole.value):
        yield Sum(leads[-1], clause[1], sum(items), whole.value)


def _runs(items: list[Number]) -> Iterator[Number]:
    """The sums of neighbouring items, two or more."""
    for start, end in combinations(range(len(items) + 1), 2):
        if end - start >= _FEWEST:
            yield sum(items[start:end])


def _is_exact(numeral: Numeral) -> bool:
    return numeral.low == numeral.high


def _is_near(parts: Number, whole: Number) -> bool:
    """Whether they may be meant as the same at all: 合计 may also sum up what was said long before."""
    return parts < whole * _FARTHEST and whole < parts * _FARTHEST
