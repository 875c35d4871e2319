"""What was answered: one organisation's figures, texts and explanations for one year."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import count

from generator.figure import BLANK, ZERO, Figure, Number
from generator.form.model import Form

EXTRA = "extra."
"""What the identifiers begin with of figures that an office asks for beyond the form."""


@dataclass(frozen=True, slots=True)
class Origin:
    """Where an answer was found: sheet and cell (``D6``), or table and place in it (``第4行第2列``)."""

    sheet: str
    cell: str

    def __str__(self) -> str:
        joint = "!" if self.cell.isascii() else " "
        return f"{self.sheet}{joint}{self.cell}"


@dataclass(frozen=True, slots=True)
class Item:
    """A stretch of a section: its sub-heading, or none, and its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A sub-heading or paragraph; ``key`` leads to its origin, ``heading`` is what it stands under."""

    section: str
    key: str
    heading: str
    words: str
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Explanation:
    """What was typed to settle a finding.

    ``saw`` are the figures that it was given for, where recorded; ``shown`` those of the finding beside
    which it was typed, in a copy that was not annotated again since: figure or words may be the newer.
    """

    check: str
    at: str
    text: str
    saw: tuple[str, ...] = ()
    shown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that the reader noticed about an answer and that a check tells (its ``rule``)."""

    rule: str
    at: str
    cell: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class LastYear:
    """What was answered about last year: figures of its report, by this year's fields, and its address."""

    figures: Mapping[str, Figure] = field(default_factory=dict)
    url: str = ""


@dataclass(frozen=True)  # without slots: what follows from the answers is worked out once and kept
class Filing:
    """One organisation's answers for one year.

    ``particulars`` are by the identifiers of the form (``contact.address``); the year is an int.
    ``names`` are sums beyond the form's that texts may use, as a roll-up gives them (【街道单位数】).
    ``origins`` lead from fields, particulars, section identifiers, texts (``text_key``) and figures of last
    year (``of_last``) to cells;
    ``merged`` are, by the name of a table, the cells that are one, counted from its first cell (``A1:C1``);
    ``headings`` are the titles of the sections with their numbers, where the answers come from a report.
    """

    form: str
    edition: str
    particulars: Mapping[str, str | int] = field(default_factory=dict)
    figures: Mapping[str, Figure] = field(default_factory=dict)
    blank_means_zero: frozenset[str] = frozenset()
    opening: tuple[str, ...] = ()
    narrative: Mapping[str, tuple[Item, ...]] = field(default_factory=dict)
    explanations: tuple[Explanation, ...] = ()
    tables: Mapping[str, tuple[tuple[str, ...], ...]] = field(default_factory=dict)
    merged: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    last: LastYear = LastYear()
    names: Mapping[str, Number] = field(default_factory=dict)
    origins: Mapping[str, Origin] = field(default_factory=dict, compare=False)
    remarks: tuple[Remark, ...] = field(default=(), compare=False)
    headings: Mapping[str, str] = field(default_factory=dict, compare=False)

    @property
    def last_year(self) -> "Filing | None":
        """What was answered about last year, as a filing; None if nothing was."""
        return Filing(self.form, self.edition, figures=self.last.figures) if self.last.figures else None

    @property
    def beyond(self) -> tuple[str, ...]:
        """The figures beyond the form, answered or asked for in the workbook, by identifier."""
        return tuple(dict.fromkeys(n for n in (*self.origins, *self.figures) if n.startswith(EXTRA)))

    @cached_property
    def texts(self) -> tuple[Text, ...]:
        """Every text, in order; the section of the first ones is ``opening``."""
        sections = [("opening", (Item("", self.opening),)), *self.narrative.items()]
        return tuple(text for section, items in sections for text in _numbered(section, items))

    def stated(self, name: str) -> Figure:
        """What was answered in a field, as it stands there."""
        return self.figures.get(name, BLANK)

    def figure(self, name: str) -> Figure:
        """The figure of an input; a blank one is 0 where its table was declared so."""
        found = self.figures.get(name, BLANK)
        if not found.is_blank:
            return found
        return ZERO if name.partition(".")[0] in self.blank_means_zero else found

    def inputs(self, names: Iterable[str]) -> list[Figure]:
        """The figures of several inputs, each as ``figure`` has it."""
        if self.blank_means_zero:
            return list(map(self.figure, names))
        return [self.figures.get(name, BLANK) for name in names]

    def with_particulars(self, given: Mapping[str, str | int]) -> "Filing":
        """The filing with some particulars replaced."""
        return replace(self, particulars={**self.particulars, **given})

    def cell(self, name: str) -> str:
        """Where an answer was found (``表三!D6``), or empty."""
        return str(self.origins[name]) if name in self.origins else ""


def text_key(section: str, number: int) -> str:
    """What ``origins`` calls a text of a section: ``overview.2``; its sub-headings count, too, from 1."""
    return f"{section}.{number}"


def of_last(field: str) -> str:
    """What ``origins`` calls a figure of last year: ``last_year.applications.carried_out.natural``."""
    return f"last_year.{field}"


def _numbered(section: str, items: Iterable[Item]) -> Iterator[Text]:
    numbers = count(1)
    for item in items:
        if item.heading:
            yield Text(section, text_key(section, next(numbers)), item.heading, item.heading, is_heading=True)
        for words in item.paragraphs:
            yield Text(section, text_key(section, next(numbers)), item.heading, words)


def unnumbered(heading: str, form: Form) -> str:
    """A sub-heading without the number that was copied along; the template numbers it."""
    return re.sub(form.texts["numbering"], "", heading.strip(), count=1)


def joined(items: Iterable[Item]) -> tuple[Item, ...]:
    """Stretches of a section, those without a sub-heading put to the one above."""
    result: list[Item] = []
    for item in items:
        if result and not item.heading:
            result[-1] = Item(result[-1].heading, result[-1].paragraphs + item.paragraphs)
        else:
            result.append(item)
    return tuple(result)


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text: its lines without white space around them, empty ones left out."""
    lines = (line.strip() for line in re.split(r"\r\n?|\n", text))
    return tuple(line for line in lines if line)
