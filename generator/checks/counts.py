"""Numbers of things and of yuan, and words that say there is nothing, beside the figures of the tables."""

from collections.abc import Iterator

from generator.checks import respective
from generator.checks.numerals import COUNT, MONEY, PERCENT, Numeral
from generator.checks.readings import Meaning, meanings, reported
from generator.checks.sentences import Bound, Extent, Misfit, Said, Sentence, Tables, size
from generator.figure import digits, minus
from generator.filing import Filing
from generator.form.vocabulary import Phrase

_SHOWN = 2
_ALL = 100


def count(said: Said, tables: Tables) -> Iterator[Misfit]:
    """Yield what does not agree of a number that says how many or how much."""
    sentence = said.sentence
    phrases = respective.phrases(said, tables)
    phrases = phrases or [said.named(f"{said.before}{said.numeral.mark}{said.rest}")]
    sentence.forget()
    if _is_of_all_kinds(said, tables):
        return
    for phrase in phrases:
        source = _source(said.before, phrase, tables)
        if phrase and source:
            yield from _compared(said, phrase, source, tables)


def bounded(said: Said, tables: Tables) -> Iterator[Misfit]:
    """Yield a part that is more than the whole, or what more bodies have that is less than one has."""
    phrase = _bounding(said, tables)
    meant = _meant(phrase, tables.filing, tables) if phrase else ()
    values = [meaning.value for meaning in meant]
    if phrase is None or not values:
        return
    if said.sentence.extent is Extent.PART and said.numeral.low > max(values):
        yield _differs(said, phrase, meant, tables, "part")
    elif said.sentence.extent is Extent.MORE and said.numeral.high < min(values):
        yield _differs(said, phrase, meant, tables, "more")


def _bounding(said: Said, tables: Tables) -> Phrase | None:
    """What a number is of that is not the body's own; by 窗口 comes more than the tables have."""
    sentence, mark = said.sentence, said.numeral.mark
    is_elsewhere = sentence.extent is Extent.OTHER or sentence.grows or _is_of_all_kinds(said, tables)
    if mark not in (COUNT, MONEY) or is_elsewhere:
        return None
    phrase = said.named(f"{said.before}{mark}{said.rest}")
    is_ours = phrase is not None and bool(phrase.topics or sentence.named is not Extent.WHOLE)
    return phrase if is_ours and _source(said.before, phrase, tables) is tables.filing else None


def _is_of_all_kinds(said: Said, tables: Tables) -> bool:
    """Whether what the tables count is listed behind a number, which is of more: 其中信息公开类 19 件."""
    return bool(tables.skip("listing").search(said.sentence.plain[said.place + 1 : said.sentence.end]))


def moves(said: Said, tables: Tables) -> bool:
    """Whether a number is one of two that a figure went from and to."""
    is_start = tables.skip("from").search(said.before)
    return bool(is_start or (said.sentence.moved and tables.skip("to").search(said.before)))


def moved(said: Said, tables: Tables) -> Iterator[Misfit]:
    """From last year's number to this year's: 由 59 件升至 71 件."""
    sentence, start = said.sentence, tables.skip("from").search(said.before)
    if start:
        sentence.moved = said.named(f"{said.before[: start.start()]}{COUNT}")
    source = tables.previous if start else tables.filing
    if sentence.moved and source:
        yield from _compared(said, sentence.moved, source, tables)
    sentence.grows = not start


def of_last_year(said: Said, tables: Tables) -> Iterator[Misfit]:
    """The number that this year's is compared with: 较上年的 310 件增加 19 件."""
    head = tables.skip("before").split(said.before)[0].strip("，、（")
    last = said.sentence.last
    phrase = said.named(f"{head}{COUNT}") if head else None
    phrase = phrase or (last.phrase if last and not head else None)
    if phrase and tables.previous:
        yield from _compared(said, phrase, tables.previous, tables)


def nothing(sentence: Sentence, start: int, end: int, tables: Tables) -> Iterator[Misfit]:
    """Words of a stretch that say there is nothing."""
    if any(rate.value != _ALL for rate in _rates(sentence, start, end)):
        return
    phrase = sentence.speaking.nothing(start, end)
    sentence.growing = phrase or sentence.growing
    source = _source(sentence.plain[start:end], phrase, tables)
    meant = _meant(phrase, source, tables) if phrase and source else ()
    if phrase and meant and not any(meaning.value == 0 for meaning in meant):
        words = sentence.passage.words(start, end)
        told = tables.words.texts["none"].format(words=words, nearest=_figures(meant, tables))
        yield Misfit(phrase.rule, words, told, 0, meant[0].value)


def _rates(sentence: Sentence, start: int, end: int) -> Iterator[Numeral]:
    """The percentages of a stretch: 办结率 of less than all says nothing of all."""
    numerals = sentence.passage.numerals.items()
    return (found for place, found in numerals if start <= place < end and found.mark == PERCENT)


def _compared(said: Said, phrase: Phrase, source: Filing, tables: Tables) -> Iterator[Misfit]:
    meant, sentence = _meant(phrase, source, tables), said.sentence
    if not meant:
        return
    sentence.last = sentence.bound[said.place] = Bound(said.numeral, phrase, meant)
    if not any(said.numeral.fits(meaning.value) for meaning in meant):
        yield _differs(said, phrase, meant, tables, "number")


def _meant(phrase: Phrase, source: Filing, tables: Tables) -> tuple[Meaning, ...]:
    """What a phrase may mean, of this year or the last."""
    if source is tables.previous:
        return reported(phrase, tables.form, source)
    return meanings(phrase.readings, phrase.unit, tables.form, source)


def _source(before: str, phrase: Phrase | None, tables: Tables) -> Filing | None:
    """The filing that a number speaks of: this year's, or last year's where the words say so."""
    anytime = phrase is not None and phrase.anytime
    return tables.previous if not anytime and tables.skip("last").search(before) else tables.filing


def _differs(said: Said, phrase: Phrase, meant: tuple[Meaning, ...], tables: Tables, key: str) -> Misfit:
    number, texts = said.numeral.value, tables.words.texts
    nearest = sorted(meant, key=lambda meaning: size(minus(meaning.value, number)))
    name = next((meaning.reading.name for meaning in nearest if meaning.reading.name), "")
    told = texts[key].format(words=said.words, nearest=_figures(nearest, tables))
    advice = texts["name"].format(name=name) if name else ""
    return Misfit(phrase.rule, said.words, told + advice, number, nearest[0].value)


def _figures(meant: list[Meaning] | tuple[Meaning, ...], tables: Tables) -> str:
    form = tables.words.texts["figure"]
    figures = [form.format(label=m.reading.words, value=digits(m.value)) for m in meant]
    return "、".join(dict.fromkeys(figures[:_SHOWN]))
