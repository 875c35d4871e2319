"""What a sentence speaks of: the topic at a place, and the phrase that binds a number or says 0."""

import re
from dataclasses import dataclass

from generator.checks.numerals import COUNT, MONEY, PERCENT, POINTS
from generator.checks.passages import ENDS
from generator.form.vocabulary import Phrase, Vocabulary

_BESIDE = 16
_BREAK = re.compile(f"[{COUNT}{MONEY}{PERCENT}{POINTS}{ENDS}]")
_FAR = 1_000


@dataclass(frozen=True, slots=True)
class Speaking:
    """A sentence, from ``start`` to ``end`` of its paragraph with every number as one mark.

    What a paragraph spoke of before holds in its later sentences, too.
    """

    words: Vocabulary
    plain: str
    start: int
    end: int

    def phrase(self, window: str, place: int) -> Phrase | None:
        """The first phrase that binds the number at a place.

        Args:
            window: The words around its mark, up to the numbers beside it.
            place: Of the number, or where one would stand.
        """
        topic = self.topic(place, self._beside(place))
        so_far = self.plain[self.start : place + 1]
        return next(
            (phrase for phrase in self.words.phrases if self._binds(phrase, window, so_far, topic)), None
        )

    def denies(self, start: int, end: int) -> bool:
        """Whether a stretch may say of any phrase that there is nothing."""
        return bool(self.words.denied.search(self.plain[start:end].rstrip(ENDS)))

    def nothing(self, start: int, end: int) -> Phrase | None:
        """The first phrase of which a stretch says that there is nothing."""
        if not self.denies(start, end):
            return None
        plain = self.plain[start:end].rstrip(ENDS)
        topic = self.topic(end, self._beside(end))
        return next(
            (phrase for phrase in self.words.denials if self._denies(phrase, plain, end, topic)), None
        )

    def topic(self, place: int, after: str = "") -> str:
        """What was spoken of last before a place, or stands right behind it; else what comes next."""
        after = _BREAK.split(after.lstrip(f"{COUNT}{MONEY}"))[0]
        beside = self.words.topics.match(after)
        if beside and beside.end():
            return str(beside.lastgroup)
        start, last = max(0, place - _FAR), ""
        for match in self.words.topics.finditer(self.plain, start, place):
            last = str(match.lastgroup)
        ahead = None if last else self.words.topics.search(after)
        last = str(ahead.lastgroup) if ahead else last
        hint = None if last else self.words.skip["hint"].search(self.plain, start, place + len(after))
        return str(hint.lastgroup) if hint else last

    def _beside(self, place: int) -> str:
        return self.plain[place : place + _BESIDE]

    def _binds(self, phrase: Phrase, window: str, so_far: str, topic: str) -> bool:
        if phrase.topics and topic not in phrase.topics:
            return False
        is_there = phrase.patterns.search(window) or phrase.so_far.search(so_far)
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
        return self.topic(self.start) not in ("", "other")


def _item(window: str) -> str:
    """A window up to the next item of its list, which is of something else: 制定 # 件、废止 # 件."""
    return re.split(f"(?<={COUNT})、", window, maxsplit=1)[0]
