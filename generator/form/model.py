"""The form: an edition of the national format, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from generator.form.terms import Name, Term
from generator.form.vocabulary import ANYTHING, Pattern, Vocabulary


class Kind(StrEnum):
    """What a field takes: a whole number of things, an amount of money, or how much more or fewer things."""

    COUNT = "count"
    AMOUNT = "amount"
    CHANGE = "change"

    @property
    def whole(self) -> bool:
        """Whether it takes whole numbers only."""
        return self is not Kind.AMOUNT

    @property
    def signed(self) -> bool:
        """Whether it takes numbers below 0."""
        return self is Kind.CHANGE


class Severity(StrEnum):
    """How much a finding weighs, the heaviest first; the values are the words that staff read."""

    ERROR = "错误"
    EXPLAIN = "核实"
    HINT = "提示"


@dataclass(frozen=True, slots=True)
class Label:
    """A row or column with its key, or a group of them; groups may have a key, too."""

    key: str
    text: str
    parts: tuple["Label", ...] = ()


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of a table with its own column heads; ``kinds`` are those of columns that differ, by key."""

    title: str
    corner: str
    columns: tuple[Label, ...]
    rows: tuple[Label, ...]
    kind: Kind
    kinds: tuple[tuple[str, Kind], ...] = ()


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the form: one band, or several under each other."""

    id: str
    number: str
    title: str
    bands: tuple[Band, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One cell of the form that takes a figure.

    ``row`` and ``column`` are the parts of the identifier after the table's; either may be empty, and
    a column below a group with a key has two (``review.upheld``).
    """

    id: str
    table: str
    row: str
    column: str
    kind: Kind
    row_labels: tuple[str, ...]
    column_labels: tuple[str, ...]
    unit: str = ""

    @property
    def label(self) -> str:
        """The field in words: the labels of its row × those of its column."""
        sides = (" / ".join(labels) for labels in (self.row_labels, self.column_labels))
        return " × ".join(side for side in sides if side)


@dataclass(frozen=True, slots=True)
class Section:
    """One of the numbered sections; ``table`` is the table that it holds, or empty.

    A ``compulsory`` one must have a text, which is more than 无 unless it ``may_be_nothing``. ``limit`` is
    how many characters it should have at most; 0 is any number.
    """

    id: str
    title: str
    table: str
    guidance: str
    aspects: tuple[str, ...]
    compulsory: bool = False
    may_be_nothing: bool = False
    limit: int = 0


@dataclass(frozen=True, slots=True)
class Particular:
    """Something asked of the organisation itself; ``id`` is its path in the filing's JSON.

    ``nothing`` is the choice that says there is none (of a change: 无); ``lasting`` is whether the answer
    holds until it changes, so that a new workbook may bring last year's. ``pattern`` is what answers are
    like, ``shape`` says so in words (六位数字).
    """

    id: str
    label: str
    group: str
    kind: str
    guidance: str
    choices: tuple[str, ...]
    compulsory: bool
    nothing: str = ""
    lasting: bool = False
    pattern: Pattern = ANYTHING
    shape: str = ""


@dataclass(frozen=True, slots=True)
class Condition:
    """When a check applies at all.

    ``particulars`` must have one of the values given (one that is empty does not);
    ``positive`` must be above 0; the check ``unassessed`` must not have been assessable.
    """

    particulars: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    positive: tuple[Term, ...] = ()
    unassessed: str = ""


@dataclass(frozen=True, slots=True)
class Instance:
    """A check at one place: ``T3-01`` at ``natural``.

    ``total`` is the field that the check defines, empty for other checks. ``silent``
    instances have their row in the workbook, but give no finding: another one already does.
    """

    check: str
    at: str
    subject: str
    left: tuple[Term, ...]
    right: tuple[Term, ...]
    total: str = ""
    silent: bool = False
    table: str = ""

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of this year's filing that the check names, each once, left before right."""
        named = (name for term in self.left + self.right if not term.last for name in term.fields)
        return tuple(dict.fromkeys(named))


@dataclass(frozen=True, slots=True)
class Override:
    """A dated decision to switch a check off (without a severity) or to give it another severity."""

    check: str
    date: str
    reason: str
    severity: Severity | None = None


@dataclass(frozen=True, slots=True)
class Check:
    """A rule of the form (审核关系), with what is said when it fails.

    ``rule`` tells what kind: ``terms`` compares two sides; ``particulars`` looks at what is compulsory,
    ``complete`` and ``valid`` at every field of a table; any other names what a program has to look for.
    ``settled_by`` names a group of particulars (``change``): where its ``kind`` says that there is one,
    its ``text`` explains what the check finds. ``remedy_of_report`` is the remedy where the answers come from
    a published report, which has no sheets. ``pair`` is added where two places are off by opposite amounts.
    For the handbook only are ``reason``, ``example``, and ``formula``: what is looked at, in words, where it
    does not follow from terms.
    """

    number: str
    title: str
    severity: Severity
    rule: str
    relation: str
    message: str
    remedy: str
    condition: Condition
    settled_by: str
    instances: tuple[Instance, ...]
    remedy_of_report: str = ""
    pair: str = ""
    formula: str = ""
    reason: str = ""
    example: str = ""
    override: Override | None = None

    @property
    def off(self) -> bool:
        """Whether it was switched off; a total that it defines stays defined."""
        return self.override is not None and self.override.severity is None


@dataclass(frozen=True, slots=True)
class Form:
    """One edition of the national format.

    ``items`` gives for each field the inputs it stands for: itself, or those that a total is made of.
    ``texts`` are the words of the workbook, the report and the findings, as the form's files give
    them: nested mappings, checked by whoever asks for a text that is not there. ``years`` are the first
    and the last report year that the edition is for; each is 0 where there is none. ``last`` are the
    fields that the workbook asks of last year's report.
    """

    id: str
    edition: str
    title: str
    years: tuple[int, int]
    fingerprint: str
    sections: tuple[Section, ...]
    particulars: tuple[Particular, ...]
    tables: tuple[Table, ...]
    fields: Mapping[str, Field]
    checks: Mapping[str, Check]
    items: Mapping[str, tuple[str, ...]]
    last: tuple[str, ...]
    names: Mapping[str, Name]
    guidance: Mapping[str, str]
    not_applicable: tuple[str, ...]
    texts: Mapping[str, Any]
    files: Mapping[str, bytes]
    vocabulary: Vocabulary

    @property
    def numbers(self) -> dict[str, str]:
        """What each table is called (表三), by its identifier."""
        return {table.id: table.number for table in self.tables}

    @property
    def groups(self) -> dict[str, str]:
        """What each group of figures that stand in no table is called (信息处理费), by its identifier."""
        tables = self.numbers
        return {f.table: f.row_labels[0] for f in self.fields.values() if f.table not in tables}

    def is_total(self, field: str) -> bool:
        """Whether a field is computed from others; what is none of the form's fields is not."""
        return self.items.get(field, (field,)) != (field,)

    def is_reckoned_of_last(self, field: str) -> bool:
        """Whether a figure of last year follows from others that the workbook asks for."""
        return self.is_total(field) and set(self.items[field]) <= set(self.last)

    def inputs(self, table: str) -> tuple[str, ...]:
        """The fields of a table that are filled in, not computed, in the order of the form."""
        return tuple(name for name in self.table_fields(table) if not self.is_total(name))

    def table_fields(self, table: str) -> tuple[str, ...]:
        """All fields of a table, in the order of the form."""
        return tuple(name for name, field in self.fields.items() if field.table == table)

    @property
    def instances(self) -> tuple[Instance, ...]:
        """Every check at every place, in the order of the form files."""
        return tuple(instance for check in self.checks.values() for instance in check.instances)
