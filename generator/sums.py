"""Filings added up: for each figure the sum of what was answered, and how many answered otherwise."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from generator.figure import BLANK, Figure, Number, State, of_number, plus
from generator.filing import EXTRA, Filing, Remark
from generator.form.model import Form

ANSWERS = ("numbers", "blanks", "not_applicable", "unreadable")
"""What units can have answered, as ``Sum`` counts them."""


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of a figure over units, and how many gave a number, a blank, ``/``, or what is no figure.

    The figure is a number where any unit gave one, else not applicable where any said so, else blank: so sums
    of sums are what they would be at once.
    """

    figure: Figure = BLANK
    numbers: int = 0
    blanks: int = 0
    not_applicable: int = 0
    unreadable: int = 0


@dataclass(frozen=True, slots=True)
class Adjustment:
    """What an office adds to a sum, or takes away: field, amount, why and by whom."""

    field: str
    amount: Number
    reason: str = ""
    by: str = ""


def asked(filings: Iterable[Filing], form: Form) -> tuple[str, ...]:
    """The figures that are added up: every input of the form, and those asked for beyond it."""
    inputs = dict.fromkeys(name for name in form.fields if not form.is_total(name))
    extra = (name for filing in filings for name in filing.figures if name.startswith(EXTRA))
    return tuple(inputs | dict.fromkeys(extra))


def sums(filings: Iterable[Filing], form: Form) -> dict[str, Sum]:
    """Add up filings, field by field.

    Args:
        filings: Each unit's; one that is a roll-up itself counts for all its units.
        form: The form that all of them answer.

    Returns:
        By input, extra figures included; totals follow from them.
    """
    adding = Adding(form)
    for filing in filings:
        adding.add(filing)
    return adding.sums()


class Adding:
    """Filings added up one after the other, each forgotten when it has been added.

    Args:
        form: The form that all of them answer.
    """

    def __init__(self, form: Form) -> None:
        self._form = form
        self._units = 0
        self._running = {name: _Running() for name in asked((), form)}

    def add(self, filing: Filing) -> None:
        """Add a unit's filing, or a roll-up, which counts for all its units."""
        counted = carried(filing, self._form)
        self._units += sum(next(iter(counted.values()), (1,)))
        for name, figure in _answers(filing, self._form).items():
            if running := self._of(name):
                running.add(figure, counts=name not in counted)
        for name, answered in counted.items():
            if running := self._of(name):
                running.carry(*answered)

    def sums(self) -> dict[str, Sum]:
        """What has been added so far; of whoever did not answer, a blank is counted."""
        return {name: running.sum(self._units) for name, running in self._running.items()}

    def _of(self, name: str) -> "_Running | None":
        if name.startswith(EXTRA):
            return self._running.setdefault(name, _Running())
        return self._running.get(name)


@dataclass(slots=True)
class _Running:
    """A figure while it is added up: its sum, the first ``/`` or its like, and how many answered what."""

    total: Number = 0
    said: Figure = BLANK
    numbers: int = 0
    not_applicable: int = 0
    unreadable: int = 0
    has_number: bool = False

    def add(self, figure: Figure, *, counts: bool) -> None:
        """Add an answer, and count it unless a roll-up says how many answered what."""
        if figure.state is State.NUMBER:
            self.total = plus(self.total, figure.value) if self.has_number else figure.value
            self.has_number = True
            self.numbers += counts
        elif figure.state is State.NOT_APPLICABLE:
            self.said = figure if self.said is BLANK else self.said
            self.not_applicable += counts
        elif figure.state is State.UNREADABLE:
            self.unreadable += counts

    def carry(self, numbers: int, _blanks: int, not_applicable: int, unreadable: int) -> None:
        """Count what a roll-up says that its units answered."""
        self.numbers += numbers
        self.not_applicable += not_applicable
        self.unreadable += unreadable

    def sum(self, units: int) -> Sum:
        """The sum over so many units."""
        blanks = units - self.numbers - self.not_applicable - self.unreadable
        figure = of_number(self.total) if self.has_number else self.said
        return Sum(figure, self.numbers, blanks, self.not_applicable, self.unreadable)


def figure_of(name: str, filing: Filing, form: Form) -> Figure:
    """A figure of a filing; of a total, the sum of those of its items that are there."""
    if not form.is_total(name):
        return filing.figure(name)
    return _together(filing.figure(item) for item in form.items[name])


def rolled_up(
    added: Mapping[str, Sum],
    adjustments: Sequence[Adjustment],
    form: Form,
    particulars: Mapping[str, str | int],
) -> Filing:
    """The sums, adjusted, as the filing of the whole; how many units gave what goes along in its tables."""
    figures = {name: one.figure for name, one in added.items() if one.figure is not BLANK}
    for adjustment in adjustments:
        figure = figures.get(adjustment.field, BLANK)
        figures[adjustment.field] = of_number(plus(figure.value, adjustment.amount))
    rows = tuple((name, *(str(getattr(one, answer)) for answer in ANSWERS)) for name, one in added.items())
    tables, remarks = {table_of_sums(form): rows}, tuple(_unreasoned(adjustments, form))
    return Filing(form.id, form.edition, particulars, figures, tables=tables, remarks=remarks)


def _unreasoned(adjustments: Iterable[Adjustment], form: Form) -> Iterator[Remark]:
    """Whoever reads the sums later can ask nobody about an adjustment without a reason or a name."""
    for adjustment in adjustments:
        if not (adjustment.reason and adjustment.by):
            name = adjustment.field
            words = form.fields[name].label if name in form.fields else name.removeprefix(EXTRA)
            yield Remark("adjustment-unreasoned", "", "", f"“{words}”")


def is_roll_up(filing: Filing, form: Form) -> bool:
    """Whether a filing is the sums of several."""
    return table_of_sums(form) in filing.tables


def table_of_sums(form: Form) -> str:
    """The name of the table in which a roll-up's filing carries how many units gave what."""
    return str(form.texts["office"]["sheets"]["items"])


def _answers(filing: Filing, form: Form) -> Mapping[str, Figure]:
    """What a filing answers; where a table was declared so, its blanks are 0."""
    if not filing.blank_means_zero:
        return filing.figures
    return {name: filing.figure(name) for name in asked([filing], form)}


def carried(filing: Filing, form: Form) -> dict[str, tuple[int, ...]]:
    """How many units gave what, where a filing is a roll-up itself."""
    return {row[0]: tuple(map(int, row[1:])) for row in filing.tables.get(table_of_sums(form), ())}


def _together(figures: Iterable[Figure]) -> Figure:
    """The sum of those that count; not applicable where no more than that was said."""
    items = [figure for figure in figures if figure.counts]
    numbers = [figure.value for figure in items if figure.state is State.NUMBER]
    return of_number(reduce(plus, numbers)) if numbers else next(iter(items), BLANK)
