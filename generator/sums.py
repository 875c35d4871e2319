"""Filings added up: for each figure the sum of what was answered, and how many answered otherwise."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from generator.figure import BLANK, Figure, Number, State, of_number, plus
from generator.filing import Filing
from generator.form.model import Form

EXTRA = "extra."


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

    def plus(self, other: "Sum") -> "Sum":
        """Both together."""
        return Sum(
            _together(self.figure, other.figure),
            self.numbers + other.numbers,
            self.blanks + other.blanks,
            self.not_applicable + other.not_applicable,
            self.unreadable + other.unreadable,
        )


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


def sums(filings: Sequence[Filing], form: Form) -> dict[str, Sum]:
    """Add up filings, field by field.

    Args:
        filings: Each unit's; one that is a roll-up itself counts for all its units.
        form: The form that all of them answer.

    Returns:
        By input, extra figures included; totals follow from them.
    """
    result = {name: Sum() for name in asked(filings, form)}
    for filing in filings:
        counted = filing.tables.get(table_of_sums(form))
        given = {row[0]: tuple(map(int, row[1:])) for row in counted} if counted else {}
        for name, before in result.items():
            figure = filing.figure(name)
            result[name] = before.plus(Sum(figure, *given[name]) if name in given else of_one(figure))
    return result


def of_one(figure: Figure) -> Sum:
    """The sum over a single unit."""
    if figure.state is State.NUMBER:
        return Sum(of_number(figure.value), numbers=1)
    if figure.state is State.NOT_APPLICABLE:
        return Sum(Figure(State.NOT_APPLICABLE, typed=figure.typed), not_applicable=1)
    return Sum(blanks=1) if figure.state is State.BLANK else Sum(unreadable=1)


def figure_of(name: str, filing: Filing, form: Form) -> Figure:
    """A figure of a filing; of a total, the sum of those of its items that are there."""
    if name not in form.fields or not form.is_total(name):
        return filing.figure(name)
    items = [figure for item in form.items[name] if (figure := filing.figure(item)).counts]
    numbers = [figure.value for figure in items if figure.state is State.NUMBER]
    return of_number(reduce(plus, numbers)) if numbers else next(iter(items), BLANK)


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


def table_of_sums(form: Form) -> str:
    """The name of the table in which a roll-up's filing carries how many units gave what."""
    return str(form.texts["office"]["sheets"]["items"])


def _together(one: Figure, other: Figure) -> Figure:
    if one.state is State.NUMBER and other.state is State.NUMBER:
        return of_number(plus(one.value, other.value))
    weight = (State.NUMBER, State.NOT_APPLICABLE, State.BLANK)
    return min(one, other, key=lambda figure: weight.index(figure.state))
