"""Findings where texts do not agree with the tables: numbers, shares, growth, and words that say 0."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import accumulate

from generator.checks.enumerations import listed, sums
from generator.checks.numerals import COUNT, MONEY, PERCENT, POINTS, Numeral, Reader
from generator.checks.passages import ENDS, Passage, passage
from generator.checks.readings import (
    Meaning,
    balanced,
    growth,
    meanings,
    points,
    reported,
    share,
    shares,
)
from generator.checks.speaking import Speaking
from generator.checks.wording import cells_of, found, section_title
from generator.figure import Number, digits, minus
from generator.filing import Filing
from generator.finding import Finding
from generator.form.model import Form
from generator.form.organisations import may_mean
from generator.form.vocabulary import Phrase, Reading, Vocabulary
from generator.narrative import texts

_SHOWN = 2
_ALL = 100
_EXACT = 2
_MOST = 80


@dataclass(frozen=True, slots=True)
class Misfit:
    """Words that do not agree: which, what is said of them, the number and the nearest figure."""

    rule: str
    words: str
    told: str
    left: Number
    right: Number


@dataclass(frozen=True, slots=True)
class Bound:
    """A number that speaks of something: the phrase that says so, and what that may mean."""

    numeral: Numeral
    phrase: Phrase
    meanings: tuple[Meaning, ...]


@dataclass(frozen=True, slots=True)
class Portion:
    """A percentage that a sentence gives: the phrase of what it is a share of all, and that all."""

    numeral: Numeral
    phrase: Phrase
    wholes: tuple[Reading, ...]


@dataclass(slots=True)
class _Sentence:
    """What is known while the stretches of a sentence are gone through."""

    passage: Passage
    speaking: Speaking
    bound: dict[int, Bound] = field(default_factory=dict)
    last: Bound | None = None
    outside: Bound | None = None
    portion: Portion | None = None
    moved: Phrase | None = None
    growing: Phrase | None = None
    grows: bool = False
    silent: bool = False
    elsewhere: bool = False

    @property
    def plain(self) -> str:
        return self.passage.plain

    @property
    def start(self) -> int:
        return self.speaking.start

    @property
    def end(self) -> int:
        return self.speaking.end


def findings(filing: Filing, form: Form, previous: Filing | None) -> Iterator[Finding]:
    """Yield one finding for each sentence in which something does not agree, the same words once."""
    checks = {check.rule: check for check in form.checks.values()}
    seen: set[str] = set()
    year = filing.particulars.get("year")
    if not form.vocabulary.phrases or not isinstance(year, int):
        return
    reader = _Reader(form, filing, previous, year)
    for text in (text for text in texts(filing) if not text.is_heading):
        for misfits in reader.misfits(text.heading, text.words):
            first = misfits[0]
            if first.rule in checks and first.words not in seen:
                seen.add(first.words)
                yield found(
                    checks[first.rule],
                    first.words,
                    form,
                    cells=cells_of(text, filing),
                    place=section_title(text.section, form),
                    sides=(first.left, first.right),
                    words="；".join(dict.fromkeys(misfit.told for misfit in misfits)),
                )


def _rates(sentence: _Sentence, start: int, end: int) -> Iterator[Numeral]:
    """The percentages of a stretch: 办结率 of less than all says nothing of all."""
    numerals = sentence.passage.numerals.items()
    return (found for place, found in numerals if start <= place < end and found.mark == PERCENT)


class _Reader:
    """Goes through the sentences of a filing's texts."""

    def __init__(self, form: Form, filing: Filing, previous: Filing | None, year: int) -> None:
        self._form = form
        self._filing = filing
        self._previous = balanced(previous, form) if previous else None
        self._year = year
        self._words: Vocabulary = form.vocabulary
        self._numbers = Reader(self._words.numerals)
        self._years = {int(key): word for key, word in self._words.numerals["years"].items()}

    def misfits(self, heading: str, text: str) -> Iterator[list[Misfit]]:
        """Yield what does not agree, a list for each sentence that has something."""
        marked = passage(f"{heading}。{text}", self._year, self._numbers, self._years)
        for start, end in marked.sentences():
            if self._speaks_of_the_year(marked, start, end):
                sentence = _Sentence(marked, Speaking(self._words, marked.plain, start, end))
                misfits = [
                    misfit
                    for part in marked.stretches(start, end)
                    for misfit in self._stretch(sentence, *part)
                ]
                misfits = misfits or list(self._parts(sentence)) or list(self._sums(sentence))
                if misfits:
                    yield misfits

    def _speaks_of_the_year(self, marked: Passage, start: int, end: int) -> bool:
        """Whether a sentence is of the whole year, and no endless list: time grows with numbers squared."""
        numbers = sum(start <= place < end for place in marked.numerals)
        return numbers <= _MOST and not self._words.skip["sentence"].search(marked.plain, start, end)

    def _stretch(self, sentence: _Sentence, start: int, end: int) -> Iterator[Misfit]:
        plain = sentence.plain[start:end]
        self._cross_bracket(sentence, sentence.plain[start - 1 : start])
        grows = self._words.skip["growth"].search(plain)
        changes = sentence.grows and (self._starts_with_change(plain) or self._is_led(sentence, start, end))
        sentence.grows = bool(grows) or bool(changes)
        sentence.elsewhere = self._is_of_another(plain, before=sentence.elsewhere)
        sentence.silent = sentence.elsewhere or self._is_silent(plain)
        if not sentence.silent:
            yield from self._nothing(sentence, start, end)
        places = [place for place in sentence.passage.numerals if start <= place < end]
        borders = [start, *(place + 1 for place in places)]
        for index, place in enumerate(places):
            after = places[index + 1] if index + 1 < len(places) else end
            yield from self._number(sentence, borders[index], place, after, (start, end))

    def _cross_bracket(self, sentence: _Sentence, border: str) -> None:
        """What was spoken of before brackets is spoken of again behind them."""
        if border and border in "（(":
            sentence.outside = sentence.last
        elif border and border in "）)":
            sentence.last = sentence.outside

    def _is_silent(self, plain: str) -> bool:
        skip, name = self._words.skip, str(self._filing.particulars.get("organisation") or "")
        parts = (match[0] for match in skip["partial"].finditer(plain))
        return bool(skip["stretch"].search(plain)) or any(part not in name for part in parts)

    def _is_of_another(self, plain: str, *, before: bool) -> bool:
        """Whether a stretch speaks of another body than the report's, or goes on speaking of it."""
        skip = self._words.skip
        others = [match for match in skip["body"].finditer(plain) if not self._is_own(match[0])]
        start = others[-1].end() if others else 0
        return False if skip["again"].search(plain, start) else before or bool(others)

    def _is_own(self, said: str) -> bool:
        """Whether a name may be that of the report's own body, cut short."""
        return may_mean(said, str(self._filing.particulars.get("organisation") or ""), self._form)

    def _is_led(self, sentence: _Sentence, start: int, end: int) -> bool:
        """Whether a stretch tells the change that a comparison before it speaks of."""
        skip, plain = self._words.skip, sentence.plain
        led = skip["led"].search(plain, sentence.start, start)
        return bool(led) and any(skip[key].search(plain, start, end) for key in ("up", "down"))

    def _starts_with_change(self, plain: str) -> bool:
        skip = self._words.skip
        return any(skip[key].match(plain.strip("，、 ")) for key in ("up", "down"))

    def _number(
        self, sentence: _Sentence, start: int, place: int, after: int, stretch: tuple[int, int]
    ) -> Iterator[Misfit]:
        numeral = sentence.passage.numerals[place]
        before = sentence.plain[start:place]
        words = sentence.passage.words(*stretch)
        if sentence.silent:
            sentence.last = None
        elif numeral.mark == COUNT and self._words.skip["before"].search(before):
            yield from self._of_last_year(sentence, numeral, before, place, words)
        elif sentence.grows and numeral.mark == POINTS:
            yield from self._points(sentence, numeral, before, words)
        elif sentence.grows:
            yield from self._growth(sentence, numeral, before, place, words)
        elif numeral.mark == PERCENT and self._words.skip["each"].search(sentence.plain[slice(*stretch)]):
            yield from self._respective(sentence, numeral, place, stretch)
        elif numeral.mark == PERCENT:
            yield from self._share(sentence, numeral, before, place, words)
        elif numeral.mark == COUNT and self._moves(sentence, before):
            yield from self._moved(sentence, numeral, before, place, words)
        elif numeral.mark in (COUNT, MONEY):
            rest = sentence.plain[place + 1 : after].rstrip(ENDS)
            yield from self._count(sentence, numeral, before, rest, place, words)

    def _count(
        self, sentence: _Sentence, numeral: Numeral, before: str, rest: str, place: int, words: str
    ) -> Iterator[Misfit]:
        phrase = sentence.speaking.phrase(f"{before}{numeral.mark}{rest}", place)
        sentence.last = sentence.portion = sentence.growing = None
        listed = self._words.skip["listing"].search(sentence.plain[place + 1 : sentence.end])
        source = self._source(before, phrase)
        if phrase and source and not listed:
            yield from self._compared(sentence, numeral, phrase, source, place, words)

    def _moves(self, sentence: _Sentence, before: str) -> bool:
        skip = self._words.skip
        return bool(skip["from"].search(before) or (sentence.moved and skip["to"].search(before)))

    def _moved(
        self, sentence: _Sentence, numeral: Numeral, before: str, place: int, words: str
    ) -> Iterator[Misfit]:
        """From last year's number to this year's: 由 59 件升至 71 件."""
        start = self._words.skip["from"].search(before)
        if start:
            sentence.moved = sentence.speaking.phrase(f"{before[: start.start()]}{COUNT}", place)
        source = self._previous if start else self._filing
        if sentence.moved and source:
            yield from self._compared(sentence, numeral, sentence.moved, source, place, words)
        sentence.grows = not start

    def _compared(
        self, sentence: _Sentence, numeral: Numeral, phrase: Phrase, source: Filing, place: int, words: str
    ) -> Iterator[Misfit]:
        meant = self._meant(phrase, source)
        if not meant:
            return
        sentence.last = sentence.bound[place] = Bound(numeral, phrase, meant)
        if not any(numeral.fits(meaning.value) for meaning in meant):
            yield self._differs(phrase, numeral, meant, words)

    def _meant(self, phrase: Phrase, source: Filing) -> tuple[Meaning, ...]:
        """What a phrase may mean, of this year or the last."""
        if source is self._previous:
            return reported(phrase, self._form, source)
        return meanings(phrase.readings, phrase.unit, self._form, source)

    def _source(self, before: str, phrase: Phrase | None) -> Filing | None:
        """The filing that a number speaks of: this year's, or last year's where the words say so."""
        anytime = phrase is not None and phrase.anytime
        return self._previous if not anytime and self._words.skip["last"].search(before) else self._filing

    def _differs(self, phrase: Phrase, numeral: Numeral, meant: tuple[Meaning, ...], words: str) -> Misfit:
        nearest = sorted(meant, key=lambda meaning: _size(minus(meaning.value, numeral.value)))
        name = next((meaning.reading.name for meaning in nearest if meaning.reading.name), "")
        told = self._words.texts["number"].format(words=words, nearest=self._figures(nearest))
        advice = self._words.texts["name"].format(name=name) if name else ""
        return Misfit(phrase.rule, words, told + advice, numeral.value, nearest[0].value)

    def _figures(self, meant: list[Meaning]) -> str:
        form = self._words.texts["figure"]
        figures = [form.format(label=m.reading.words, value=digits(m.value)) for m in meant]
        return "、".join(dict.fromkeys(figures[:_SHOWN]))

    def _nothing(self, sentence: _Sentence, start: int, end: int) -> Iterator[Misfit]:
        """Words that say there is nothing."""
        if any(rate.value != _ALL for rate in _rates(sentence, start, end)):
            return
        phrase = sentence.speaking.nothing(start, end)
        source = self._source(sentence.plain[start:end], phrase)
        meant = self._meant(phrase, source) if phrase and source else ()
        if phrase and meant and not any(meaning.value == 0 for meaning in meant):
            words = sentence.passage.words(start, end)
            told = self._words.texts["none"].format(words=words, nearest=self._figures(list(meant)))
            yield Misfit(phrase.rule, words, told, 0, meant[0].value)

    def _share(
        self, sentence: _Sentence, numeral: Numeral, before: str, place: int, words: str
    ) -> Iterator[Misfit]:
        skip = self._words.skip
        mark = skip["share"].search(before)
        if before.strip("，、（( ：") and not mark:
            return
        head = before[: mark.start()].strip("，、其") if mark else ""
        head = head or self._between(sentence, place)
        sentence.portion = self._portion(sentence, numeral, head, place)
        parts = self._shared(sentence, head, place)
        wholes = self._wholes(sentence, place, None if head else sentence.last)
        yield from self._judged(numeral, parts, wholes, words)

    def _between(self, sentence: _Sentence, place: int) -> str:
        """What is named between the number before a share and the share: …，公开类（含部分公开）占 %."""
        before = sentence.plain[sentence.start : place]
        gap = re.split(f"[{COUNT}{PERCENT}{POINTS}{MONEY}]", before)[-1]
        gap = self._words.skip["share"].split(gap)[0].strip("，,、；;其 ") if COUNT in before else ""
        return gap if re.fullmatch(r"[^（）()]+[（(][^（）()]+[）)]", gap) else ""

    def _respective(
        self, sentence: _Sentence, numeral: Numeral, place: int, stretch: tuple[int, int]
    ) -> Iterator[Misfit]:
        """One of several shares that belong to as many numbers before: 12 件、8 件，分别占 60%、40%."""
        rates = [at for at in range(*stretch) if sentence.plain[at] == PERCENT]
        counts = [at for at in listed(sentence.plain, sentence.start, stretch[0]) if at in sentence.bound]
        if len(counts) < len(rates):
            return
        part = sentence.bound[counts[rates.index(place) - len(rates)]]
        wholes = self._wholes(sentence, place, part)
        words = sentence.passage.words(*stretch)
        yield from self._judged(numeral, [meaning.value for meaning in part.meanings], wholes, words)

    def _judged(
        self, numeral: Numeral, parts: list[Number], wholes: list[Number], words: str
    ) -> Iterator[Misfit]:
        if not parts or not wholes:
            return
        places = numeral.places if numeral.low == numeral.high else _EXACT
        shares = [share(part, whole, places) for whole in wholes for part in parts]
        if any(numeral.fits(value) for value in shares):
            return
        nearest = min(shares, key=lambda value: abs(value - Decimal(numeral.value)))
        told = self._words.texts["share"].format(words=words, nearest=f"{nearest}%")
        yield Misfit("number-differs", words, told, numeral.value, nearest)

    def _shared(self, sentence: _Sentence, head: str, place: int) -> list[Number]:
        """What a share may be the share of: the thing named, those named together, or the number before."""
        if self._words.skip["together"].search(head):
            values = [bound.meanings[0].value for at, bound in sentence.bound.items() if at < place]
            return [sum(values[-count:]) for count in range(2, len(values) + 1)]
        if head:
            phrase = sentence.speaking.phrase(f"{head}{COUNT}", place)
            meant = meanings(phrase.readings, phrase.unit, self._form, self._filing) if phrase else ()
            return [meaning.value for meaning in meant]
        if sentence.last is None:
            return []
        return [*(meaning.value for meaning in sentence.last.meanings), sentence.last.numeral.value]

    def _portion(self, sentence: _Sentence, numeral: Numeral, head: str, place: int) -> Portion | None:
        """What a percentage is a share of, where one phrase says so."""
        phrase = sentence.speaking.phrase(f"{head}{COUNT}", place) if head else None
        if not head and sentence.last:
            phrase = sentence.last.phrase
        wholes = self._words.wholes.get(sentence.speaking.topic(place), ())
        return Portion(numeral, phrase, wholes) if phrase and wholes else None

    def _points(self, sentence: _Sentence, numeral: Numeral, before: str, words: str) -> Iterator[Misfit]:
        """Percentage points over last year's share, where this year's is right and stands before them."""
        rises, falls = (self._words.skip[key].search(before) for key in ("up", "down"))
        if bool(rises) == bool(falls) or sentence.portion is None or self._previous is None:
            return
        sign = 1 if rises else -1
        changes = [
            change * sign for change in self._changes(sentence.portion, self._previous, numeral.places)
        ]
        if not changes or any(numeral.fits(change) for change in changes):
            return
        nearest = min(changes, key=lambda change: abs(change - Decimal(numeral.value)))
        told = self._words.texts["growth"].format(words=words, nearest=self._change(nearest, sign, POINTS))
        yield Misfit("number-differs", words, told, numeral.value, nearest)

    def _changes(self, portion: Portion, previous: Filing, places: int) -> list[Decimal]:
        """By how many points the share may have risen, over each whole that gives the share printed."""
        this, last = (
            shares(portion.phrase.readings, portion.wholes, self._form, filing, last=filing is previous)
            for filing in (self._filing, previous)
        )
        printed = portion.numeral
        return [
            change
            for now, before in zip(this, last, strict=False)
            if share(*now, printed.places) == Decimal(printed.value)
            for change in points(now, before, places)
        ]

    def _wholes(self, sentence: _Sentence, place: int, apart: Bound | None) -> list[Number]:
        """What a share may be of: the form's wholes, and what the sentence named, but the part itself."""
        topic = sentence.speaking.topic(place)
        readings = self._words.wholes.get(topic, ())
        before = (bound for at, bound in sentence.bound.items() if at < place and bound is not apart)
        named = [meaning.value for bound in before for meaning in bound.meanings]
        named += self._unbound(sentence, place)
        values = [meaning.value for meaning in meanings(readings, 1, self._form, self._filing)]
        return [value for value in (*values, *named) if value] if values else []

    def _unbound(self, sentence: _Sentence, place: int) -> list[Number]:
        """Numbers of the sentence that no phrase binds, which a share after them may be of."""
        counts = (at for at in listed(sentence.plain, sentence.start, place) if at not in sentence.bound)
        return [sentence.passage.numerals[at].value for at in counts]

    def _growth(
        self, sentence: _Sentence, numeral: Numeral, before: str, place: int, words: str
    ) -> Iterator[Misfit]:
        skip = self._words.skip
        rises, falls = (skip[key].search(before) for key in ("up", "down"))
        if bool(rises) == bool(falls) or numeral.mark not in (COUNT, PERCENT):
            return
        turn = skip["growth"].search(before) or rises or falls
        head = before[: turn.start()].strip("，、") if turn else ""
        head = "" if self._starts_with_change(head) else head
        phrase = sentence.speaking.phrase(f"{head}{COUNT}", place) if head else None
        if not head:
            phrase = sentence.last.phrase if sentence.last else sentence.growing
        sentence.growing = phrase
        pairs = growth(phrase, self._form, self._filing, self._previous) if phrase else []
        if not pairs or any(before_ == 0 for _, before_ in pairs):
            return
        sign = 1 if rises else -1
        if numeral.mark == COUNT:
            changes = [minus(this, last) * sign for this, last in pairs]
        else:
            changes = [share(minus(this, last), last, numeral.places) * sign for this, last in pairs]
        if not any(numeral.fits(change) for change in changes):
            nearest = min(changes, key=lambda change: _size(minus(change, numeral.value)))
            kind = self._change(nearest, sign, numeral.mark)
            told = self._words.texts["growth"].format(words=words, nearest=kind)
            yield Misfit("number-differs", words, told, numeral.value, nearest)

    def _of_last_year(
        self, sentence: _Sentence, numeral: Numeral, before: str, place: int, words: str
    ) -> Iterator[Misfit]:
        """The number that this year's is compared with: 较上年的 310 件增加 19 件."""
        head = self._words.skip["before"].split(before)[0].strip("，、（(")
        phrase = sentence.speaking.phrase(f"{head}{COUNT}", place) if head else None
        phrase = phrase or (sentence.last.phrase if sentence.last and not head else None)
        if phrase and self._previous:
            yield from self._compared(sentence, numeral, phrase, self._previous, place, words)

    def _change(self, change: Number, sign: int, mark: str) -> str:
        key = "rose" if change * sign >= 0 else "fell"
        units = {PERCENT: "%", POINTS: self._words.numerals["points"][0]}
        return self._words.texts[key].format(value=digits(_size(change)) + units.get(mark, ""))

    def _parts(self, sentence: _Sentence) -> Iterator[Misfit]:
        """Parts that together are more than the whole that they are parts of."""
        opened = self._words.skip["parts"].search(sentence.plain, sentence.start, sentence.end)
        if not opened or not sentence.bound:
            return
        wholes = [(at, bound) for at, bound in sentence.bound.items() if at < opened.start()]
        parts = self._parts_after(sentence, opened.end())
        if not wholes or len(parts) < 2 or wholes[-1][1].numeral.mark != COUNT:
            return
        whole, total = wholes[-1][1].numeral, sum(part.value for part in parts)
        if self._is_of_earlier(wholes, total) or self._is_complete_before(sentence, whole, parts):
            return
        if total > whole.high and all(part.value < whole.high for part in parts):
            words = sentence.passage.words(opened.start(), sentence.end)
            told = self._words.texts["whole"].format(words=digits(whole.value), parts=digits(total))
            yield Misfit("parts-exceed", words, f"“{words}”，{told}", total, whole.value)

    @staticmethod
    def _is_of_earlier(wholes: list[tuple[int, Bound]], total: Number) -> bool:
        """Whether the parts are those of an earlier whole: 复议 92 件，已审结 58 件，其中 …，未审结 …."""
        return any(bound.numeral.fits(total) for _, bound in wholes)

    @staticmethod
    def _is_complete_before(sentence: _Sentence, whole: Numeral, parts: list[Numeral]) -> bool:
        """Whether the whole is reached before what follows as figures of the tables: …，复议后起诉 5 件."""
        sums = list(accumulate(part.value for part in parts))
        known = {id(bound.numeral) for bound in sentence.bound.values()}
        ends = [at for at, value in enumerate(sums, start=1) if at > 1 and whole.fits(value)]
        return any(all(id(part) in known for part in parts[at:]) for at in ends)

    def _parts_after(self, sentence: _Sentence, start: int) -> list[Numeral]:
        """The numbers that are listed, before the sentence turns to something else."""
        again = self._words.skip["parts"].search(sentence.plain, start, sentence.end)
        end = again.start() if again else sentence.end
        clause = start + len(re.split("[；;]", sentence.plain[start:end], maxsplit=1)[0])
        return [sentence.passage.numerals[place] for place in listed(sentence.plain, start, clause)]

    def _sums(self, sentence: _Sentence) -> Iterator[Misfit]:
        """Items that do not add up to what is stated, unless each of them is a figure of the tables."""
        for wrong in sums(sentence.passage, sentence.start, sentence.end, self._words.skip):
            places = listed(sentence.plain, wrong.start, wrong.end)
            if not all(place in sentence.bound for place in places):
                words = sentence.passage.words(wrong.start, wrong.end)
                told = self._words.texts["sum"].format(words=digits(wrong.whole), parts=digits(wrong.parts))
                yield Misfit("parts-exceed", words, f"“{words}”，{told}", wrong.parts, wrong.whole)


def _size(value: Number) -> Number:
    return value if value >= 0 else minus(0, value)
