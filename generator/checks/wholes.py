"""Parts and the whole that a sentence states for them (R9): more than it, or another sum."""

from collections.abc import Iterator
from itertools import accumulate

from generator.checks.enumerations import listed, sums
from generator.checks.numerals import COUNT, Numeral
from generator.checks.sentences import Bound, Misfit, Sentence, Tables
from generator.figure import Number, digits

_FEWEST = 2


def exceeded(sentence: Sentence, tables: Tables) -> Iterator[Misfit]:
    """Yield parts that together are more than the whole that they are parts of."""
    opened = tables.skip("parts").search(sentence.plain, sentence.start, sentence.end)
    if not opened or not sentence.bound:
        return
    wholes = [(at, bound) for at, bound in sentence.bound.items() if at < opened.start()]
    parts = _parts_after(sentence, opened.end(), tables)
    if not wholes or len(parts) < _FEWEST or wholes[-1][1].numeral.mark != COUNT:
        return
    whole, total = wholes[-1][1].numeral, sum(part.value for part in parts)
    if _is_of_earlier(wholes, total) or _is_complete_before(sentence, whole, parts):
        return
    if total > whole.high and all(part.value < whole.high for part in parts):
        words = sentence.passage.words(opened.start(), sentence.end)
        told = tables.words.texts["whole"].format(words=digits(whole.value), parts=digits(total))
        yield Misfit("parts-exceed", words, f"“{words}”，{told}", total, whole.value)


def unequal(sentence: Sentence, tables: Tables) -> Iterator[Misfit]:
    """Yield items that do not add up to what is stated, unless each of them is a figure of the tables."""
    for wrong in sums(sentence.passage, sentence.start, sentence.end, tables.words.skip):
        places = listed(sentence.plain, wrong.start, wrong.end)
        if not all(place in sentence.bound for place in places):
            words = sentence.passage.words(wrong.start, wrong.end)
            told = tables.words.texts["sum"].format(words=digits(wrong.whole), parts=digits(wrong.parts))
            yield Misfit("parts-exceed", words, f"“{words}”，{told}", wrong.parts, wrong.whole)


def _is_of_earlier(wholes: list[tuple[int, Bound]], total: Number) -> bool:
    """Whether the parts are those of an earlier whole: 复议 92 件，已审结 58 件，其中 …，未审结 …."""
    return any(bound.numeral.fits(total) for _, bound in wholes)


def _is_complete_before(sentence: Sentence, whole: Numeral, parts: list[Numeral]) -> bool:
    """Whether the whole is reached before what follows as figures of the tables: …，复议后起诉 5 件."""
    totals = list(accumulate(part.value for part in parts))
    known = {id(bound.numeral) for bound in sentence.bound.values()}
    ends = [at for at, value in enumerate(totals, start=1) if at > 1 and whole.fits(value)]
    return any(all(id(part) in known for part in parts[at:]) for at in ends)


def _parts_after(sentence: Sentence, start: int, tables: Tables) -> list[Numeral]:
    """The numbers that are listed, before the sentence turns to something else."""
    again = tables.skip("parts").search(sentence.plain, start, sentence.end)
    end = again.start() if again else sentence.end
    clause = start + len(sentence.plain[start:end].partition("；")[0])
    return [sentence.passage.numerals[place] for place in listed(sentence.plain, start, clause)]
