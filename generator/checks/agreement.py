"""Findings where texts do not agree with the tables: numbers, shares, growth, and words that say 0."""

from collections.abc import Iterator

from generator.checks import changes, counts, proportions, scope, wholes
from generator.checks.numerals import COUNT, MONEY, PERCENT, POINTS, Reader
from generator.checks.passages import Passage, passage
from generator.checks.readings import balanced
from generator.checks.sentences import Extent, Misfit, Said, Sentence, Tables
from generator.checks.speaking import Speaking, spoken
from generator.checks.wording import cells_of, found, section_title
from generator.filing import Filing
from generator.finding import Finding
from generator.form.model import Form

_MOST = 80


def findings(filing: Filing, form: Form, previous: Filing | None) -> Iterator[Finding]:
    """Yield one finding for each sentence in which something does not agree, the same words once."""
    checks = {check.rule: check for check in form.checks.values()}
    seen: set[str] = set()
    year = filing.particulars.get("year")
    if not form.vocabulary.phrases or not isinstance(year, int):
        return
    reader = _Reader(Tables(form, filing, balanced(previous, form) if previous else None), year)
    for text in (text for text in filing.texts if not text.is_heading):
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


class _Reader:
    """Goes through the sentences of a filing's texts."""

    def __init__(self, tables: Tables, year: int) -> None:
        numerals = tables.words.numerals
        self._tables = tables
        self._year = year
        self._numbers = Reader(numerals)
        self._years = {int(key): word for key, word in numerals["years"].items()}

    def misfits(self, heading: str, text: str) -> Iterator[list[Misfit]]:
        """Yield what does not agree, a list for each sentence that has something."""
        marked = passage(f"{heading}。{text}", self._year, self._numbers, self._years)
        words = self._tables.words
        topics = spoken(marked.plain, words)
        for start, end in marked.sentences():
            if self._counts_in_the_year(marked, start, end):
                sentence = Sentence(marked, Speaking(words, marked.plain, topics, start, end))
                if misfits := self._in_sentence(sentence):
                    yield misfits

    def _counts_in_the_year(self, marked: Passage, start: int, end: int) -> bool:
        """Whether a sentence counts or denies something, of the whole year, and is no endless list.

        Time grows with numbers squared.
        """
        numbers = sum(start <= place < end for place in marked.numerals)
        counts_or_denies = numbers or self._tables.skip("denying").search(marked.plain, start, end)
        is_of_a_part = self._tables.skip("sentence").search(marked.plain, start, end)
        return bool(counts_or_denies) and numbers <= _MOST and not is_of_a_part

    def _in_sentence(self, sentence: Sentence) -> list[Misfit]:
        border = self._tables.skip("border")
        stretches = list(sentence.passage.stretches(sentence.start, sentence.end, border))
        if not sentence.has_numbers and not any(sentence.speaking.denies(*part) for part in stretches):
            return []
        misfits = [misfit for part in stretches for misfit in self._stretch(sentence, *part)]
        return (
            misfits
            or list(wholes.exceeded(sentence, self._tables))
            or list(wholes.unequal(sentence, self._tables))
        )

    def _stretch(self, sentence: Sentence, start: int, end: int) -> Iterator[Misfit]:
        plain = sentence.plain[start:end]
        _cross_bracket(sentence, sentence.plain[sentence.start : start].rstrip("，、")[-1:])
        sentence.grows = changes.grows(sentence, start, end, self._tables)
        places = [place for place in sentence.passage.numerals if start <= place < end]
        if any(map(str.isdecimal, sentence.plain[start : min(places, default=end)])):
            sentence.forget()  # a number of what the tables do not count: 举办培训 6 期，同比增长 20%
        self._turn(sentence, plain, numbered=bool(places))
        _go_on(sentence, sentence.plain[start - 1 : start])
        if sentence.extent is Extent.WHOLE:
            yield from counts.nothing(sentence, start, end, self._tables)
        borders = [start, *(place + 1 for place in places)]
        for index, place in enumerate(places):
            after = places[index + 1] if index + 1 < len(places) else end
            yield from self._number(Said(sentence, place, borders[index], after, (start, end)))
        if sentence.extent is Extent.WHOLE:
            yield from changes.unchanged(sentence, start, end, self._tables)

    def _turn(self, sentence: Sentence, plain: str, *, numbered: bool) -> None:
        """Note whose numbers a stretch has; a part that gives none only does something for the whole."""
        named = scope.extent(plain, self._tables, sentence.named)
        if numbered and named is Extent.WHOLE and scope.is_of_others(plain, self._tables):
            named = Extent.OTHER
        if named is not Extent.PART or numbered:
            sentence.named = named
        if scope.is_silent(plain, self._tables):
            named = Extent.OTHER
        elif named is Extent.WHOLE and scope.is_part(plain, self._tables):
            named = Extent.PART
        sentence.extent = named

    def _number(self, said: Said) -> Iterator[Misfit]:
        sentence, mark, tables = said.sentence, said.numeral.mark, self._tables
        if sentence.extent is not Extent.WHOLE:
            sentence.last = None
            yield from counts.bounded(said, tables)
        elif mark == COUNT and tables.skip("before").search(said.lead):
            yield from counts.of_last_year(said, tables)
        elif sentence.grows and mark == POINTS:
            yield from changes.points(said, tables)
        elif sentence.grows:
            yield from changes.growth(said, tables)
        elif mark == PERCENT and tables.skip("ratio").search(said.before):
            yield from changes.multiple(said, tables)
        elif mark == PERCENT and tables.skip("each").search(sentence.plain[slice(*said.stretch)]):
            yield from proportions.respectively(said, tables)
        elif mark == PERCENT:
            yield from proportions.share(said, tables)
        elif mark == COUNT and counts.moves(said, tables):
            yield from counts.moved(said, tables)
        elif mark in (COUNT, MONEY):
            yield from counts.count(said, tables)


def _go_on(sentence: Sentence, border: str) -> None:
    """What was not of the whole before brackets is not behind them: 各县（市）公安局."""
    if border == "）" and sentence.extent is Extent.WHOLE:
        sentence.extent = sentence.outer


def _cross_bracket(sentence: Sentence, border: str) -> None:
    """What was spoken of before brackets is spoken of again behind them."""
    if border == "（":
        sentence.outside, sentence.outer = sentence.last, sentence.extent
    elif border == "）":
        sentence.last = sentence.outside
