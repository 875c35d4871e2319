"""A sentence as it is gone through: its numbers, what they speak of, and what of it does not agree."""

from dataclasses import dataclass, field
from enum import IntEnum

from generator.checks.numerals import Numeral
from generator.checks.passages import ENDS, Passage
from generator.checks.readings import Meaning
from generator.checks.speaking import Speaking
from generator.figure import Number, minus
from generator.filing import Filing
from generator.form.model import Form
from generator.form.vocabulary import Pattern, Phrase, Reading, Vocabulary


@dataclass(frozen=True, slots=True)
class Tables:
    """What texts are compared with: this year's figures, and last year's as far as they are known."""

    form: Form
    filing: Filing
    previous: Filing | None

    @property
    def words(self) -> Vocabulary:
        """The form's phrases and the words around them."""
        return self.form.vocabulary

    def skip(self, key: str) -> Pattern:
        """The words around phrases, by what they tell."""
        return self.form.vocabulary.skip[key]


_LEAD = 12


class Extent(IntEnum):
    """Whose numbers are told: the body's own, those of a part of it, of more than it, of another."""

    WHOLE = 0
    PART = 1
    MORE = 2
    OTHER = 3


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
class Sentence:
    """What is known while the stretches of a sentence are gone through.

    ``extent`` is whose numbers the stretch has, ``named`` whose the sentence goes on to have.
    """

    passage: Passage
    speaking: Speaking
    bound: dict[int, Bound] = field(default_factory=dict)
    last: Bound | None = None
    outside: Bound | None = None
    outer: Extent = Extent.WHOLE
    portion: Portion | None = None
    moved: Phrase | None = None
    growing: Phrase | None = None
    grows: bool = False
    named: Extent = Extent.WHOLE
    extent: Extent = Extent.WHOLE

    def forget(self) -> None:
        """What was counted last is not what is spoken of any more."""
        self.last = self.portion = self.growing = None

    @property
    def plain(self) -> str:
        """The whole paragraph, with marks for numbers and years."""
        return self.passage.plain

    @property
    def has_numbers(self) -> bool:
        """Whether it gives any."""
        return any(self.start <= place < self.end for place in self.passage.numerals)

    @property
    def start(self) -> int:
        """Where it starts in ``plain``."""
        return self.speaking.start

    @property
    def end(self) -> int:
        """Where it ends in ``plain``."""
        return self.speaking.end


@dataclass(frozen=True, slots=True)
class Said:
    """A number where a sentence has it.

    ``start`` is behind the number before it in its stretch (or where that starts), ``after`` at the next
    one (or where the stretch ends).
    """

    sentence: Sentence
    place: int
    start: int
    after: int
    stretch: tuple[int, int]

    @property
    def numeral(self) -> Numeral:
        """The number itself."""
        return self.sentence.passage.numerals[self.place]

    @property
    def before(self) -> str:
        """The words before it, back to the number before."""
        return self.sentence.plain[self.start : self.place]

    @property
    def lead(self) -> str:
        """The words before it; those before a bracket, where it stands first in one: 较上年（310 件）."""
        opened, plain = self.start - 1, self.sentence.plain
        is_first = not self.before and plain[opened : self.start] == "（"
        return plain[max(self.sentence.start, opened - _LEAD) : self.place] if is_first else self.before

    @property
    def rest(self) -> str:
        """The words behind it, up to the next number."""
        return self.sentence.plain[self.place + 1 : self.after].rstrip(ENDS)

    @property
    def words(self) -> str:
        """The stretch as it is quoted."""
        return self.sentence.passage.words(*self.stretch)

    def named(self, words: str) -> Phrase | None:
        """The phrase that would bind a number behind words."""
        return self.sentence.speaking.phrase(words, self.place)


def size(value: Number) -> Number:
    """A number without its sign."""
    return value if value > 0 else minus(0, value)
