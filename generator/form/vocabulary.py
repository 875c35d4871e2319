"""What texts say of figures: the phrases of a form and what each may mean, as plain values."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from generator.errors import FormError
from generator.form.terms import Term

Match = re.Match[str] | None


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
    def fullmatch(self) -> Callable[..., Match]:
        """See ``search``."""
        return self._compiled.fullmatch

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


NEVER = Pattern(r"(?!)")
ANYTHING = Pattern(r"[\s\S]*")


@dataclass(frozen=True, slots=True)
class Reading:
    """A sum that a phrase may mean; ``name`` is the 【name】 that gives it, or empty."""

    words: str
    name: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that bind a number (``patterns``, around its mark) or say that there is nothing (``none``).

    ``things`` are the names that all of its patterns have, if there are such: the less to compile and to try.
    ``so_far`` bind one by the sentence up to its mark, where what it counts was named earlier in it;
    ``topics`` are what must have been spoken of (any one), ``requires`` must stand in the sentence or
    the paragraph before it, ``excluded`` must not stand beside, ``unless`` not in the sentence so far (of
    words that say there is nothing); ``unit`` is what a figure is counted in.
    """

    id: str
    things: Pattern
    patterns: Pattern
    so_far: Pattern
    none: Pattern
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

    ``denials`` are those of the phrases that may say that there is nothing.
    ``skip`` holds the patterns of stretches that speak of something else, and of growth and shares;
    ``scopes`` by scope of a report what is as much as the body itself in it;
    ``numerals`` the units and hedges of numbers; ``texts`` the words of the findings.
    """

    phrases: tuple[Phrase, ...] = ()
    denials: tuple[Phrase, ...] = ()
    topics: Pattern = NEVER
    skip: Mapping[str, Pattern] = field(default_factory=dict)
    scopes: Mapping[str, Pattern] = field(default_factory=dict)
    wholes: Mapping[str, tuple[Reading, ...]] = field(default_factory=dict)
    numerals: Mapping[str, Any] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    prose: Prose = Prose()
