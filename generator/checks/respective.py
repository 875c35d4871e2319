"""Names that are listed before their numbers: 许可、处罚分别为 # 件、# 件, or 复议、诉讼各 # 件."""

from generator.checks.numerals import COUNT, MONEY
from generator.checks.passages import JOINED
from generator.checks.sentences import Said, Tables
from generator.form.vocabulary import Phrase

_FEWEST = 2


def phrases(said: Said, tables: Tables) -> list[Phrase | None]:
    """What a number is of by its place in such a list (or by all of it); nothing where it is in none."""
    start, end = said.stretch
    plain, places = said.sentence.plain, said.sentence.passage.numerals
    alike = tables.skip("alike").search(said.before)
    if alike and said.start == start:
        names = _names(plain, start, start + alike.start())
        return [_named(said, name) for name in names] if len(names) >= _FEWEST else []
    each = tables.skip("each").search(plain, start, said.place)
    if not each:
        return []
    names = _names(plain, start, each.start())
    numbers = [place for place in places if each.start() <= place < end]
    return [_named(said, names[numbers.index(said.place)])] if len(names) == len(numbers) else []


def _names(plain: str, start: int, end: int) -> list[tuple[int, int]]:
    """Where each name starts and ends."""
    borders = [match.span() for match in JOINED.finditer(plain, start, end)]
    starts = [start, *(right for _, right in borders)]
    return list(zip(starts, [*(left for left, _ in borders), end], strict=True))


def _named(said: Said, name: tuple[int, int]) -> Phrase | None:
    start, end = name
    sentence, mark = said.sentence, MONEY if said.numeral.mark == MONEY else COUNT
    so_far = sentence.plain[sentence.start : end]
    return sentence.speaking.phrase(sentence.plain[start:end] + mark, end, so_far + mark)
