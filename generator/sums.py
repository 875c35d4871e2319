"""Filings added up: for each figure the sum of what was answered, and how many answered otherwise."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

from generator.figure import BLANK, Figure, Number, State, of_number, plus
from generator.filing import Filing
from generator.form.model import Form

EXTRA = "extra."

_COUNTED = (State.NUMBER, State.BLANK, State.NOT_APPLICABLE, State.UNREADABLE)  # in the order of Sum's counts


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


def sums(filings: Sequence[Filing], form: Form) -> dict[str, Sum]:
    """Add up filings, field by field.

    Args:
        filings: Each unit's; one that is a roll-up itself counts for all its units.
        form: The form that all of them answer.

    Returns:
        By input, extra figures included; totals follow from them.
    """
    carried = [_carried(filing, form) for filing in filings]
    return {name: _sum(name, filings, carried) for name in asked(filings, form)}


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


def table_of_sums(form: Form) -> str:
    """The name of the table in which a roll-up's filing carries how many units gave what."""
    return str(form.texts["office"]["sheets"]["items"])


def _sum(name: str, filings: Sequence[Filing], carried: Sequence[Mapping[str, tuple[int, ...]]]) -> Sum:
    figures = [filing.figure(name) for filing in filings]
    counts = Counter(figure.state for figure, own in zip(figures, carried, strict=True) if name not in own)
    more = [own[name] for own in carried if name in own]
    totals = (counts[state] + sum(own[index] for own in more) for index, state in enumerate(_COUNTED))
    return Sum(_together(figures), *totals)


def _carried(filing: Filing, form: Form) -> dict[str, tuple[int, ...]]:
    """How many units gave what, where a filing is a roll-up itself."""
    return {row[0]: tuple(map(int, row[1:])) for row in filing.tables.get(table_of_sums(form), ())}


def _together(figures: Iterable[Figure]) -> Figure:
    """The sum of those that count; not applicable where no more than that was said."""
    items = [figure for figure in figures if figure.counts]
    numbers = [figure.value for figure in items if figure.state is State.NUMBER]
    return of_number(reduce(plus, numbers)) if numbers else next(iter(items), BLANK)
