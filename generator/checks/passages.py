"""Texts taken apart for the checks: paragraphs as sentences and stretches, numbers and years marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from generator.checks.numerals import COUNT, Numeral, Reader
from generator.form.vocabulary import Pattern

_YEAR = re.compile(r"(?:19|20)[0-9]{2}\s*年度?|[０-９]{4}\s*年度?")
_END = re.compile(r"[。！？!?\n]")
# Web pages have the narrow signs.
_WIDE = str.maketrans(",;:()", "，；：（）")
_AROUND = "，、；：。 　"

JOINED = re.compile("[、和及与]")
"""What stands between things that are listed."""

ENDS = "，；：（）。！？!? "
"""What a stretch of a sentence may end with."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph with every number as one mark, every year as what it is to the report, and wide signs.

    ``places`` lead from each character of ``plain`` (and its end) to ``text``; ``numerals`` are by
    their place in ``plain``.
    """

    text: str
    plain: str
    places: tuple[int, ...]
    numerals: dict[int, Numeral]

    def words(self, start: int, end: int) -> str:
        """What the text itself has between two places of the plain one."""
        return self.text[self.places[start] : self.places[end]].strip(_AROUND)

    def sentences(self) -> Iterator[tuple[int, int]]:
        """Start and end of each sentence."""
        return _parts(self.plain, _END, 0, len(self.plain))

    def stretches(self, start: int, end: int, border: Pattern) -> Iterator[tuple[int, int]]:
        """Start and end of each stretch of a sentence between commas, colons and brackets (``border``)."""
        return _parts(self.plain, border, start, end)


def passage(text: str, year: int, reader: Reader, years: dict[int, str]) -> Passage:
    """Mark the numbers and years of a paragraph.

    Args:
        text: The paragraph.
        year: That of the report.
        reader: Finds numbers.
        years: What a year is called by its distance from the report's (``{-1: "上年"}``); 99 is any other.
    """
    plain: list[str] = []
    places: list[int] = []
    numerals: dict[int, Numeral] = {}
    position, wide = 0, text.translate(_WIDE)
    for start, end, found in _marked(text, reader):
        plain += wide[position:start]
        places += range(position, start)
        if isinstance(found, Numeral):
            numerals[len(plain)] = found
            mark = found.mark
        else:
            mark = years.get(int(found) - year, years[99])
        plain += mark
        places += [start] * len(mark)
        position = end
    plain += wide[position:]
    places += range(position, len(text) + 1)
    return Passage(text, "".join(plain), tuple(places), numerals)


def _marked(text: str, reader: Reader) -> list[tuple[int, int, Numeral | str]]:
    found: list[tuple[int, int, Numeral | str]] = [(n.start, n.end, n) for n in reader.read(text)]
    taken = [(start, end) for start, end, _ in found]
    for match in _YEAR.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            digits = re.sub(r"\D", "", match[0])
            found.append((match.start(), match.end(), str(int(digits))))
    return sorted(found, key=lambda item: item[0])


def _parts(plain: str, border: Pattern | re.Pattern[str], start: int, end: int) -> Iterator[tuple[int, int]]:
    cuts = [start, *(match.end() for match in border.finditer(plain, start, end)), end]
    for left, right in pairwise(cuts):
        if plain[left:right].strip(_AROUND + COUNT) or COUNT in plain[left:right]:
            yield left, right
