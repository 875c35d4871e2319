"""Filings added up: for each figure the sum of what was answered, and how many answered otherwise."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import reduce

from generator.figure import BLANK, Figure, Number, State, of_number, plus
from generator.filing import Filing
from generator.form.model import Form

EXTRA = "extra."

_ANSWERED = (State.NUMBER, State.NOT_APPLICABLE, State.UNREADABLE)


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
        self._totals: dict[str, Number] = {}
        self._not_applicable: dict[str, Figure] = {}
        self._counts = {name: dict.fromkeys(_ANSWERED, 0) for name in asked((), form)}

    def add(self, filing: Filing) -> None:
        """Add a unit's filing, or a roll-up, which counts for all its units."""
        carried = _carried(filing, self._form)
        self._units += sum(next(iter(carried.values()), (1,)))
        for name, figure in _answers(filing, self._form).items():
            self._add(name, figure, counts=name not in carried)
        for name, answered in carried.items():
            numbers, _, *others = answered
            for state, count in zip(_ANSWERED, (numbers, *others), strict=True):
                self._counts_of(name)[state] += count

    def sums(self) -> dict[str, Sum]:
        """What has been added so far; of whoever did not answer, a blank is counted."""
        return {name: self._sum(name, *counts.values()) for name, counts in self._counts.items()}

    def _add(self, name: str, figure: Figure, *, counts: bool) -> None:
        if figure.state is State.BLANK or not (name in self._counts or name.startswith(EXTRA)):
            return
        if counts:
            self._counts_of(name)[figure.state] += 1
        if figure.state is State.NUMBER:
            total = self._totals.get(name)
            self._totals[name] = figure.value if total is None else plus(total, figure.value)
        elif figure.state is State.NOT_APPLICABLE:
            self._not_applicable.setdefault(name, figure)

    def _counts_of(self, name: str) -> dict[State, int]:
        return self._counts.setdefault(name, dict.fromkeys(_ANSWERED, 0))

    def _sum(self, name: str, numbers: int, not_applicable: int, unreadable: int) -> Sum:
        blanks = self._units - numbers - not_applicable - unreadable
        total = self._totals.get(name)
        figure = self._not_applicable.get(name, BLANK) if total is None else of_number(total)
        return Sum(figure, numbers, blanks, not_applicable, unreadable)


def figure_of(name: str, filing: Filing, form: Form) -> Figure:
    """A figure of a filing; of a total, the sum of those of its items that are there."""
    if name not in form.fields or not form.is_total(name):
        return filing.figure(name)
    return _together(filing.figure(item) for item in form.items[name])


def rolled_up(
    added: Mapping[str, Sum],
    adjustments: Iterable[Adjustment],
    form: Form,
    particulars: Mapping[str, str | int],
) -> Filing:
    """The sums, adjusted, as the filing of the whole; how many units gave what goes along in its tables."""
    figures = {name: one.figure for name, one in added.items() if one.figure is not BLANK}
    for adjustment in adjustments:
        figure = figures.get(adjustment.field, BLANK)
        figures[adjustment.field] = of_number(plus(figure.value, adjustment.amount))
    rows = tuple(
        (name, *map(str, (one.numbers, one.blanks, one.not_applicable, one.unreadable)))
        for name, one in added.items()
    )
    return Filing(form.id, form.edition, particulars, figures, tables={table_of_sums(form): rows})


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


def _carried(filing: Filing, form: Form) -> dict[str, tuple[int, ...]]:
    """How many units gave what, where a filing is a roll-up itself."""
    return {row[0]: tuple(map(int, row[1:])) for row in filing.tables.get(table_of_sums(form), ())}


def _together(figures: Iterable[Figure]) -> Figure:
    """The sum of those that count; not applicable where no more than that was said."""
    items = [figure for figure in figures if figure.counts]
    numbers = [figure.value for figure in items if figure.state is State.NUMBER]
    return of_number(reduce(plus, numbers)) if numbers else next(iter(items), BLANK)
