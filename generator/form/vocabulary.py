"""What texts say of figures: the phrases of a form and what each may mean, as plain values."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from generator.errors import FormError
from generator.form.expand import Expansion
from generator.form.model import Name, Term
from generator.form.source import Entry, entry

Match = re.Match[str] | None

_PROSE = (
    *("placeholder", "doubled", "list_number", "year", "period", "statement", "accounting"),
    *("titles", "named", "government", "whole", "unchanging", "full"),
)
_SKIP = (
    *("sentence", "stretch", "partial", "last", "growth", "up", "down"),
    *("share", "together", "listing", "parts", "body", "again", "hint", "from", "to"),
    *("before", "total", "each", "lead", "closed", "overlap"),
)


@dataclass(frozen=True)
class Pattern:
    """A regular expression of the form, compiled when it is first used: of hundreds, most texts need few.

    ``place`` is where it stands in the form's files. ``search``, ``match`` and the like are those of
    ``re.Pattern``; the first that is used raises ``FormError`` if the text is no regular expression.
    """

    text: str
    place: str = field(default="", compare=False)

    @cached_property
    def _compiled(self) -> re.Pattern[str]:
        try:
            return re.compile(self.text)
        except re.error:
            raise FormError("form.bad-pattern", place=self.place, text=self.text) from None

    @cached_property
    def search(self) -> Callable[..., Match]:
        """As ``re.Pattern`` has it; so are those that follow."""
        return self._compiled.search

    @cached_property
    def match(self) -> Callable[..., Match]:
        """See ``search``."""
        return self._compiled.match

    @cached_property
    def finditer(self) -> Callable[..., Iterator[re.Match[str]]]:
        """See ``search``."""
        return self._compiled.finditer

    @cached_property
    def split(self) -> Callable[..., list[str]]:
        """See ``search``."""
        return self._compiled.split

    @cached_property
    def sub(self) -> Callable[..., str]:
        """See ``search``."""
        return self._compiled.sub


Patterns = tuple[Pattern, ...]
_NEVER = Pattern(r"(?!)")


@dataclass(frozen=True, slots=True)
class Reading:
    """A sum that a phrase may mean; ``name`` is the 【name】 that gives it, or empty."""

    words: str
    name: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that bind a number (``patterns``, around its mark) or say that there is nothing (``none``).

    ``so_far`` bind one by the sentence up to its mark, where what it counts was named earlier in it;
    ``topics`` are what must have been spoken of (any one), ``requires`` must stand in the sentence or
    the paragraph before it, ``excluded`` must not stand beside, ``unless`` not in the sentence so far (of
    words that say there is nothing); ``unit`` is what a figure is counted in.
    """

    id: str
    patterns: Patterns
    so_far: Patterns
    none: Patterns
    excluded: Pattern
    unless: Pattern
    requires: Pattern | None
    topics: tuple[str, ...]
    readings: tuple[Reading, ...]
    rule: str
    anytime: bool
    unit: int


@dataclass(frozen=True, slots=True)
class Repeated:
    """From which share of a section on, in per cent, and in which sections of at least so many characters."""

    share: int = 100
    fewest: int = 0
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Prose:
    """What is looked for in the text itself.

    ``pairs`` are opening and closing signs in turn, ``aspects`` what section one speaks of, by name,
    ``oneself`` what an organisation of a type does not call itself, ``scope`` what a report of a scope does
    not count; ``repeated`` is when a section is told to be last year's.
    """

    patterns: Mapping[str, Pattern] = field(default_factory=dict)
    pairs: tuple[str, ...] = ()
    aspects: Mapping[str, Pattern] = field(default_factory=dict)
    oneself: Mapping[str, Pattern] = field(default_factory=dict)
    scope: Mapping[str, Pattern] = field(default_factory=dict)
    repeated: Repeated = Repeated()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The phrases of a form, in the order in which they are tried, and the words around them.

    ``skip`` holds the patterns of stretches that speak of something else, and of growth and shares;
    ``numerals`` the units and hedges of numbers; ``texts`` the words of the findings.
    """

    phrases: tuple[Phrase, ...] = ()
    topics: Pattern = _NEVER
    skip: Mapping[str, Pattern] = field(default_factory=dict)
    wholes: Mapping[str, tuple[Reading, ...]] = field(default_factory=dict)
    numerals: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    prose: Prose = Prose()


def vocabulary(
    source: Entry, names: Mapping[str, Name], expansion: Expansion, *, extended: bool
) -> Vocabulary:
    """Read the phrases of a form.

    Args:
        source: ``phrases.toml``.
        names: The names of figures that readings may use.
        expansion: For sums of fields.
        extended: Whether the form extends another, which may have names and fields that this one lacks:
            readings of those are left out, and so are phrases that have no reading left.

    Raises:
        FormError: If a reading names what is not there.
    """
    source.only("numerals", "words", "topics", "skip", "wholes", "phrases", "texts", "prose")
    maker = _Maker(source.inner("words"), names, expansion, extended=extended)
    skip, topics = source.inner("skip").only(*_SKIP), source.inner("topics")
    wholes = source.inner("wholes")
    phrases = (maker.phrase(source.inner("phrases").inner(key)) for key in source.inner("phrases").data)
    return Vocabulary(
        phrases=tuple(phrase for phrase in phrases if phrase.readings),
        topics=maker.pattern("|".join(f"(?P<{key}>{topics.need(key, str)})" for key in topics.data), topics),
        skip={key: maker.pattern(skip.need(key, str), skip) for key in _SKIP},
        wholes={key: maker.readings(wholes, key) for key in wholes.data},
        numerals=source.inner("numerals").data,
        texts=source.inner("texts").data,
        prose=maker.prose(source.inner("prose")),
    )


class _Maker:
    """Patterns and readings as values."""

    def __init__(
        self, words: Entry, names: Mapping[str, Name], expansion: Expansion, *, extended: bool
    ) -> None:
        self._words = {f"{{{key}}}": words.need(key, str) for key in words.data}
        self._names = names
        self._expansion = expansion
        self._extended = extended

    def phrase(self, data: Entry) -> Phrase:
        data.only(
            "patterns",
            "so_far",
            "none",
            "not",
            "unless",
            "requires",
            "topics",
            "readings",
            "rule",
            "anytime",
            "unit",
        )
        unit = data.data.get("unit", 1)
        return Phrase(
            id=data.place.rpartition(".")[2],
            patterns=self._patterns(data.texts("patterns"), data),
            so_far=self._patterns(data.texts("so_far"), data),
            none=self._patterns(data.texts("none"), data),
            excluded=self.pattern(data.get("not", "(?!)"), data),
            unless=self.pattern(data.get("unless", "(?!)"), data),
            requires=self.pattern(data.need("requires", str), data) if "requires" in data.data else None,
            topics=data.texts("topics"),
            readings=self.readings(data, "readings"),
            rule=data.get("rule", "number-differs"),
            anytime=data.get("anytime", False),
            unit=unit if isinstance(unit, int) else 1,
        )

    def pattern(self, text: str, place: Entry) -> Pattern:
        for word, meaning in self._words.items():
            text = text.replace(word, meaning)
        return Pattern(text, place.place)

    def prose(self, data: Entry) -> Prose:
        data.only(*_PROSE, "pairs", "aspects", "oneself", "scope", "repeated")
        return Prose(
            patterns={key: self.pattern(data.get(key, "(?!)"), data) for key in _PROSE},
            pairs=data.texts("pairs"),
            aspects=self._by_key(data.inner("aspects")),
            oneself=self._by_key(data.inner("oneself")),
            scope=self._by_key(data.inner("scope")),
            repeated=_repeated(data.inner("repeated")),
        )

    def _by_key(self, data: Entry) -> dict[str, Pattern]:
        return {key: self.pattern(data.need(key, str), data) for key in data.data}

    def readings(self, data: Entry, key: str) -> tuple[Reading, ...]:
        written = data.need(key, list)
        return tuple(reading for one in written for reading in self._known(one, data))

    def _known(self, written: object, data: Entry) -> list[Reading]:
        """The reading, or none if it is of what only the extended form has."""
        try:
            return [self._reading(written, data)]
        except FormError as fault:
            if self._extended and fault.key in ("form.no-such-field", "form.no-such-set"):
                return []
            raise

    def _patterns(self, texts: Iterable[str], place: Entry) -> Patterns:
        return tuple(self.pattern(text, place) for text in texts)

    def _reading(self, written: object, place: Entry) -> Reading:
        if isinstance(written, str):
            if written not in self._names:
                raise FormError("form.no-such-field", place=place.place, field=written)
            return Reading(written, written, self._names[written].terms)
        data = entry(place.place, written).only("words", "sum")
        return Reading(data.need("words", str), "", self._expansion.terms(data, "sum", needed=True))


def _repeated(data: Entry) -> Repeated:
    if not data.data:
        return Repeated()
    data.only("share", "fewest", "sections")
    return Repeated(data.need("share", int), data.need("fewest", int), data.texts("sections"))
