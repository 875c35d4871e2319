"""Growth over last year, in things, per cent and percentage points, beside what both years' figures give."""

from collections.abc import Iterable, Iterator
from decimal import Decimal

from generator.checks import readings
from generator.checks.numerals import COUNT, PERCENT, POINTS
from generator.checks.sentences import Misfit, Portion, Said, Sentence, Tables, size
from generator.figure import Number, digits, minus
from generator.filing import Filing
from generator.form.vocabulary import Phrase

_DIRECTIONS = ("up", "down")
# How far, in per cent of it, a figure may be from one that it is said to be, or to be nearly.
_NEARLY, _ABOUT, _ALL = 1, 10, 100


def grows(sentence: Sentence, start: int, end: int, tables: Tables) -> bool:
    """Whether a stretch tells of a change, or goes on telling of it."""
    plain = sentence.plain[start:end]
    if tables.skip("growth").search(plain):
        return True
    return sentence.grows and (_starts_with_change(plain, tables) or _is_led(sentence, start, end, tables))


def growth(said: Said, tables: Tables) -> Iterator[Misfit]:
    """Yield what does not agree of a change of a figure: 同比增长 6.1%."""
    rises, falls = (tables.skip(key).search(said.before) for key in _DIRECTIONS)
    numeral = said.numeral
    if bool(rises) == bool(falls) or numeral.mark not in (COUNT, PERCENT):
        return
    phrase = said.sentence.growing = _growing(said, tables)
    pairs = readings.growth(phrase, tables.form, tables.filing, tables.previous) if phrase else []
    if not pairs or any(last == 0 for _, last in pairs):
        return
    sign = 1 if rises else -1
    if numeral.mark == COUNT:
        changes: list[Number] = [minus(this, last) * sign for this, last in pairs]
    else:
        changes = [readings.share(minus(this, last), last, numeral.places) * sign for this, last in pairs]
    yield from _judged(said, changes, sign, tables)


def multiple(said: Said, tables: Tables) -> Iterator[Misfit]:
    """Yield what does not agree of this year's figure as a multiple of last year's: 是上年的 2 倍."""
    last = said.sentence.last
    pairs = list(_of_both_years([last.phrase] if last else [], tables))
    if not any(before and said.numeral.fits(readings.share(this, before, 0)) for this, before in pairs):
        yield from _differs(said.words, [minus(this, before) for this, before in pairs], 1, COUNT, tables)


def unchanged(sentence: Sentence, start: int, end: int, tables: Tables) -> Iterator[Misfit]:
    """Yield words of a stretch that say that a figure is last year's where it is not: 与上年持平."""
    same = tables.skip("same").search(sentence.plain, start, end)
    if same is None or tables.skip("share").search(sentence.plain, start, same.start()):
        return
    pairs = list(_of_both_years(_spoken_of(sentence, start, same.start()), tables))
    within = _ABOUT if same["about"] else _NEARLY
    if not any(size(minus(this, last)) * _ALL <= last * within for this, last in pairs):
        words, changes = sentence.passage.words(start, end), [minus(this, last) for this, last in pairs]
        yield from _differs(words, changes, 1, COUNT, tables)


def points(said: Said, tables: Tables) -> Iterator[Misfit]:
    """Percentage points over last year's share, where this year's is right and stands before them."""
    rises, falls = (tables.skip(key).search(said.before) for key in _DIRECTIONS)
    portion = said.sentence.portion
    if bool(rises) == bool(falls) or portion is None or tables.previous is None:
        return
    sign = 1 if rises else -1
    changes: list[Number] = [
        change * sign for change in _risen(portion, tables.previous, said.numeral.places, tables)
    ]
    yield from _judged(said, changes, sign, tables)


def _growing(said: Said, tables: Tables) -> Phrase | None:
    """What has changed: the thing named before the words of change, else what was spoken of last."""
    before, sentence = said.before, said.sentence
    turns = (tables.skip(key).search(before) for key in ("growth", *_DIRECTIONS))
    turn = next(filter(None, turns), None)
    head = before[: turn.start()].strip("，、") if turn else ""
    if head and not _starts_with_change(head, tables):
        return said.named(f"{head}{COUNT}")
    return sentence.last.phrase if sentence.last else sentence.growing


def _spoken_of(sentence: Sentence, start: int, end: int) -> Iterator[Phrase]:
    """What a comparison may be of: the thing named before it, else all that the sentence has counted."""
    head = sentence.plain[start:end].strip("，、（").partition(COUNT)[0]
    named = sentence.speaking.phrase(f"{head}{COUNT}", end) if head else None
    if named:
        yield named
    elif sentence.last and not head:
        yield from (bound.phrase for bound in sentence.bound.values())
    elif sentence.growing and not head:
        yield sentence.growing


def _of_both_years(phrases: Iterable[Phrase], tables: Tables) -> Iterator[tuple[Number, Number]]:
    for phrase in phrases:
        yield from readings.growth(phrase, tables.form, tables.filing, tables.previous)


def _judged(said: Said, changes: list[Number], sign: int, tables: Tables) -> Iterator[Misfit]:
    if not any(said.numeral.fits(change) for change in changes):
        yield from _differs(said.words, changes, sign, said.numeral.mark, tables, said.numeral.value)


def _differs(
    words: str, changes: list[Number], sign: int, mark: str, tables: Tables, number: Number = 0
) -> Iterator[Misfit]:
    """Yield that words do not agree with any of the changes; ``number`` is the one that they give."""
    if not changes:
        return
    nearest = min(changes, key=lambda change: size(minus(change, number)))
    change = _in_words(nearest, sign, mark, tables)
    told = tables.words.texts["growth"].format(words=words, nearest=change)
    yield Misfit("number-differs", words, told, number, nearest)


def _risen(portion: Portion, previous: Filing, places: int, tables: Tables) -> Iterator[Decimal]:
    """By how many points the share may have risen, over each whole that gives the share printed."""
    this, last = (
        readings.shares(portion.phrase.readings, portion.wholes, tables.form, filing, last=filing is previous)
        for filing in (tables.filing, previous)
    )
    printed = portion.numeral
    for now, before in zip(this, last, strict=False):
        if readings.share(*now, printed.places) == Decimal(printed.value):
            yield from readings.points(now, before, places)


def _in_words(change: Number, sign: int, mark: str, tables: Tables) -> str:
    key = "rose" if change * sign >= 0 else "fell"
    units = {PERCENT: "%", POINTS: tables.words.numerals["points"][0]}
    return tables.words.texts[key].format(value=digits(size(change)) + units.get(mark, ""))


def _starts_with_change(plain: str, tables: Tables) -> bool:
    return any(tables.skip(key).match(plain.strip("，、 ")) for key in _DIRECTIONS)


def _is_led(sentence: Sentence, start: int, end: int, tables: Tables) -> bool:
    """Whether a stretch tells the change that a comparison before it speaks of."""
    led = tables.skip("led").search(sentence.plain, sentence.start, start)
    return bool(led) and any(tables.skip(key).search(sentence.plain, start, end) for key in _DIRECTIONS)
