"""What a sentence speaks of: the topic at a place, and the phrase that binds a number or says 0."""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter

from generator.checks.numerals import COUNT, MONEY, PERCENT, POINTS
from generator.checks.passages import ENDS, JOINED
from generator.form.vocabulary import NEVER, Match, Phrase, Vocabulary

_BESIDE = 16
_NUMBERS = f"{COUNT}{MONEY}{PERCENT}{POINTS}"
_BREAK = re.compile(f"[{_NUMBERS}{ENDS}]")
_NEXT_ITEM = re.compile(f"(?<={COUNT}){JOINED.pattern}")
_FAR = 1_000


def spoken(plain: str, words: Vocabulary) -> list[tuple[int, str]]:
    """Every topic that a paragraph names, in order: where its name ends, and which it is."""
    return [(match.end(), _kind(match)) for match in words.topics.finditer(plain)]


@dataclass(frozen=True, slots=True)
class Speaking:
    """A sentence, from ``start`` to ``end`` of its paragraph with every number as one mark.

    What a paragraph spoke of before holds in its later sentences, too (``spoken``, as the function has it).
    """

    words: Vocabulary
    plain: str
    spoken: Sequence[tuple[int, str]]
    start: int
    end: int

    def phrase(self, window: str, place: int, so_far: str = "") -> Phrase | None:
        """The first phrase that binds the number at a place.

        Args:
            window: The words around its mark, up to the numbers beside it.
            place: Of the number, or where one would stand.
            so_far: The sentence up to its mark, where that is not the one at the place.
        """
        topic = self.topic(place)
        so_far = so_far or self.plain[self.start : place + 1]
        return next(
            (phrase for phrase in self.words.phrases if self._binds(phrase, window, so_far, topic)), None
        )

    def denies(self, start: int, end: int) -> bool:
        """Whether a stretch may say of any phrase that there is nothing."""
        plain = self._denial(start, end)
        return bool(plain) and any(phrase.none.search(plain) for phrase in self.words.denials)

    def nothing(self, start: int, end: int) -> Phrase | None:
        """The first phrase of which a stretch says that there is nothing."""
        plain = self._denial(start, end)
        if not plain:
            return None
        topic = self.topic(end)
        return next(
            (phrase for phrase in self.words.denials if self._denies(phrase, plain, end, topic)), None
        )

    def topic(self, place: int) -> str:
        """What stands right behind a place or was spoken of last before it, else what comes next."""
        after = _BREAK.split(self.plain[place : place + _BESIDE].lstrip(_NUMBERS))[0]
        topics = self.words.topics
        beside = _kind(topics.match(after)) or self._before(place)
        return beside or _kind(topics.search(after)) or self._hint(place + len(after))

    def _denial(self, start: int, end: int) -> str:
        """A stretch that has a sign of a denial, without what it ends with; empty if it has none."""
        plain = self.plain[start:end].rstrip(ENDS)
        return plain if self.words.skip["denying"].search(plain) else ""

    def _before(self, place: int) -> str:
        """What was spoken of last before a place."""
        at = bisect_right(self.spoken, place, key=itemgetter(0))
        end, kind = self.spoken[at - 1] if at else (0, "")
        return kind if end > place - _FAR else ""

    def _hint(self, end: int) -> str:
        """What a paragraph speaks of that has named nothing."""
        return _kind(self.words.skip["hint"].search(self.plain, max(0, end - _FAR), end))

    def _binds(self, phrase: Phrase, window: str, so_far: str, topic: str) -> bool:
        if phrase.topics and topic not in phrase.topics:
            return False
        is_named = phrase.things is NEVER or phrase.things.search(window)
        is_there = (is_named and phrase.patterns.search(window)) or phrase.so_far.search(so_far)
        return bool(is_there) and not phrase.excluded.search(_item(window)) and self._applies(phrase, topic)

    def _denies(self, phrase: Phrase, plain: str, end: int, topic: str) -> bool:
        if not phrase.none.search(plain) or phrase.excluded.search(plain):
            return False
        is_excepted = phrase.unless.search(self.plain[self.start : end])
        return not is_excepted and self._applies(phrase, topic)

    def _applies(self, phrase: Phrase, topic: str) -> bool:
        """Whether what the phrase needs was spoken of; ``topic`` is what was last."""
        if phrase.topics and topic not in phrase.topics:
            return False
        if not phrase.topics and topic == "other" and phrase.requires:
            return False
        if phrase.requires is None or phrase.requires.search(self.plain, self.start, self.end):
            return True
        return self._before(self.start) not in ("", "other")


def _kind(match: Match) -> str:
    """The topic of a match, as its group is named."""
    return str(match.lastgroup) if match else ""


def _item(window: str) -> str:
    """A window up to the next item of its list, which is of something else: 制定 # 件、废止 # 件."""
    return _NEXT_ITEM.split(window, maxsplit=1)[0]
