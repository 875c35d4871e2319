"""Shares in per cent: what a sentence says they are of, beside those that the tables give."""

import re
from collections.abc import Iterator
from decimal import Decimal

from generator.checks import readings, respective
from generator.checks.enumerations import listed
from generator.checks.numerals import COUNT, MONEY, PERCENT, POINTS
from generator.checks.readings import Meaning, meanings
from generator.checks.sentences import Bound, Misfit, Portion, Said, Tables
from generator.figure import Number
from generator.form.vocabulary import Match, Phrase

_EXACT = 2
_NAMED = 3  # shares that it may be, the nearest first
_NUMBERS = re.compile(f"[{COUNT}{PERCENT}{POINTS}{MONEY}]")
_WITH_BRACKETS = re.compile(r"[^（）]+（[^（）]+）")


def share(said: Said, tables: Tables) -> Iterator[Misfit]:
    """Yield what does not agree of a percentage: 部分公开 45 件，占 13.9%."""
    mark = tables.skip("share").search(said.before)
    shared = None if mark else tables.skip("shared").search(said.rest)
    is_of_nothing = said.before.strip("，、（ ：") and not mark and not shared
    if is_of_nothing or (mark and _is_of_another(said)):
        return
    head = said.rest[shared.end() :] if shared else _head(said, mark, tables)
    said.sentence.portion = _portion(said, head, tables)
    parts = _parts(said, head, tables)
    wholes = _wholes(said, None if head else said.sentence.last, tables)
    yield from _judged(said, parts, wholes, tables)


def _is_of_another(said: Said) -> bool:
    """Whether a share follows a number of something else: 受理事项 21837 件，办结率 99.9%."""
    sentence = said.sentence
    counts = list(listed(sentence.plain, sentence.start, said.place))
    return bool(counts) and counts[-1] not in sentence.bound


def respectively(said: Said, tables: Tables) -> Iterator[Misfit]:
    """One of several shares of as many names or numbers before: 12 件、8 件，分别占 60%、40%."""
    named = next(iter(respective.phrases(said, tables)), None)
    part = None if named else _counted(said)
    meant = part.meanings if part else _meanings(named, tables)
    yield from _judged(said, [meaning.value for meaning in meant], _wholes(said, part, tables), tables)


def _counted(said: Said) -> Bound | None:
    """The number before a list of shares that a share of it belongs to."""
    sentence, (start, end) = said.sentence, said.stretch
    rates = [at for at in range(start, end) if sentence.plain[at] == PERCENT]
    counts = [at for at in listed(sentence.plain, sentence.start, start) if at in sentence.bound]
    index = rates.index(said.place) - len(rates)
    return sentence.bound[counts[index]] if len(counts) >= len(rates) else None


def _meanings(phrase: Phrase | None, tables: Tables) -> tuple[Meaning, ...]:
    return meanings(phrase.readings, phrase.unit, tables.form, tables.filing) if phrase else ()


def _head(said: Said, mark: Match, tables: Tables) -> str:
    """What is named before the words of a share."""
    head = said.before[: mark.start()].strip("，、其") if mark else ""
    return head or _between(said, tables)


def _between(said: Said, tables: Tables) -> str:
    """What is named between the number before a share and the share: …，公开类（含部分公开）占 %."""
    before = said.sentence.plain[said.sentence.start : said.place]
    gap = _NUMBERS.split(before)[-1]
    gap = tables.skip("share").split(gap)[0].strip("，、；其 ") if COUNT in before else ""
    return gap if _WITH_BRACKETS.fullmatch(gap) else ""


def _judged(said: Said, parts: list[Number], wholes: list[Number], tables: Tables) -> Iterator[Misfit]:
    numeral = said.numeral
    if not parts or not wholes:
        return
    places = numeral.places if numeral.low == numeral.high else _EXACT
    shares = [readings.share(part, whole, places) for whole in wholes for part in parts]
    if any(numeral.fits(value) for value in shares):
        return
    nearest = sorted(set(shares), key=lambda value: abs(value - Decimal(numeral.value)))
    named = "、".join(f"{value}%" for value in nearest[:_NAMED])
    told = tables.words.texts["share"].format(words=said.words, nearest=named)
    yield Misfit("number-differs", said.words, told, numeral.value, nearest[0])


def _parts(said: Said, head: str, tables: Tables) -> list[Number]:
    """What a share may be the share of: the thing named, those named together, or the number before."""
    sentence = said.sentence
    if tables.skip("together").search(head):
        values = [bound.meanings[0].value for at, bound in sentence.bound.items() if at < said.place]
        return [sum(values[-count:]) for count in range(2, len(values) + 1)]
    if head:
        return [meaning.value for meaning in _meanings(said.named(f"{head}{COUNT}"), tables)]
    if sentence.last is None:
        return []
    return [*(meaning.value for meaning in sentence.last.meanings), sentence.last.numeral.value]


def _portion(said: Said, head: str, tables: Tables) -> Portion | None:
    """What a percentage is a share of, where one phrase says so."""
    sentence = said.sentence
    phrase = said.named(f"{head}{COUNT}") if head else None
    if not head and sentence.last:
        phrase = sentence.last.phrase
    wholes = tables.words.wholes.get(sentence.speaking.topic(said.place), ())
    return Portion(said.numeral, phrase, wholes) if phrase and wholes else None


def _wholes(said: Said, apart: Bound | None, tables: Tables) -> list[Number]:
    """What a share may be of: the form's wholes, and what the sentence named, but the part itself."""
    sentence = said.sentence
    wholes = tables.words.wholes.get(sentence.speaking.topic(said.place), ())
    before = (bound for at, bound in sentence.bound.items() if at < said.place and bound is not apart)
    named = [meaning.value for bound in before for meaning in bound.meanings]
    named += _unbound(said)
    values = [meaning.value for meaning in meanings(wholes, 1, tables.form, tables.filing)]
    return [value for value in (*values, *named) if value] if values else []


def _unbound(said: Said) -> list[Number]:
    """Numbers of the sentence that no phrase binds, which a share after them may be of."""
    sentence = said.sentence
    counts = (at for at in listed(sentence.plain, sentence.start, said.place) if at not in sentence.bound)
    return [sentence.passage.numerals[at].value for at in counts]
