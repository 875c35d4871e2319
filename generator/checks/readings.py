"""What a phrase may mean, evaluated over the figures of a filing."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import ROUND_HALF_UP, Decimal
from functools import reduce

from generator import arithmetic
from generator.figure import BLANK, EXACT, Number, of_number, plus, times
from generator.filing import Filing
from generator.form.model import Form, Instance
from generator.form.vocabulary import Phrase, Reading


@dataclass(frozen=True, slots=True)
class Meaning:
    """A reading with its figure."""

    reading: Reading
    value: Number


def meanings(readings: Iterable[Reading], unit: int, form: Form, filing: Filing) -> tuple[Meaning, ...]:
    """Every reading with its figure, that of stated totals too; none at all if a figure is missing."""
    found: list[Meaning] = []
    for reading in readings:
        computed = arithmetic.amount(reading.terms, form, filing)
        if computed is None:
            return ()
        found.append(Meaning(reading, times(computed, Decimal(unit))))
        stated = _stated(reading, filing)
        if stated is not None and stated != computed:
            found.append(Meaning(reading, times(stated, Decimal(unit))))
    return tuple(found)


def reported(phrase: Phrase, form: Form, last: Filing) -> tuple[Meaning, ...]:
    """As ``meanings``, of last year, of which often no more is known than totals."""
    found = [(reading, _reported(reading, form, last)) for reading in phrase.readings]
    known = [
        Meaning(reading, times(value, Decimal(phrase.unit))) for reading, value in found if value is not None
    ]
    return tuple(known) if len(known) == len(found) else ()


def balanced(last: Filing, form: Form) -> Filing:
    """Last year's filing with what follows from a comparison of which all but one figure is known.

    The sheet 上年数 asks for 一, （七） and 四; what had been carried in follows (R1).
    """
    totals = {name: arithmetic.total(name, form, last) for name in form.fields if form.is_total(name)}
    figures = {**{name: figure for name, figure in totals.items() if figure.counts}, **last.figures}
    for instance in form.instances:
        terms = [*((term, 1) for term in instance.left), *((term, -1) for term in instance.right)]
        if _is_balance(instance, form):
            parts = {name: sign * term.times for term, sign in terms for name in term.fields}
            blank = [name for name in parts if figures.get(name, BLANK).is_blank]
            if len(blank) == 1 and all(figures[name].counts for name in parts.keys() - blank):
                (unknown,) = blank
                rest = [times(figures[name].value, parts[name]) for name in parts.keys() - blank]
                figures[unknown] = of_number(times(reduce(plus, rest), -parts[unknown]))
    return replace(last, figures=figures)


def _is_balance(instance: Instance, form: Form) -> bool:
    """Whether a comparison is of single figures of one year."""
    terms = instance.left + instance.right
    is_single = all(term.fields and abs(term.times) == 1 and not term.last for term in terms)
    return bool(terms) and is_single and not instance.total and form.checks[instance.check].relation == "="


def growth(phrase: Phrase, form: Form, filing: Filing, last: Filing | None) -> list[tuple[Number, Number]]:
    """This and last year's figures of each reading; empty if any is missing."""
    if last is None:
        return []
    pairs = [
        (arithmetic.amount(reading.terms, form, filing), _reported(reading, form, last))
        for reading in phrase.readings
    ]
    known = [(this, before) for this, before in pairs if this is not None and before is not None]
    return known if len(known) == len(pairs) else []


def shares(
    parts: Iterable[Reading], wholes: Iterable[Reading], form: Form, filing: Filing, *, last: bool = False
) -> list[tuple[Number, Number]]:
    """Each part with each whole that it may be a share of; empty if a figure is missing or a whole is 0."""
    over, under = (
        [
            _reported(reading, form, filing) if last else arithmetic.amount(reading.terms, form, filing)
            for reading in readings
        ]
        for readings in (parts, wholes)
    )
    pairs = [(part, whole) for part in over for whole in under]
    known = [(part, whole) for part, whole in pairs if part is not None and whole]
    return known if len(known) == len(pairs) else []


def points(this: tuple[Number, Number], last: tuple[Number, Number], places: int) -> tuple[Decimal, ...]:
    """By how many percentage points a share rose: of the shares as printed, and of the exact ones."""
    printed = EXACT.subtract(share(*this, places), share(*last, places))
    exact = EXACT.subtract(*(EXACT.divide(EXACT.multiply(part, 100), whole) for part, whole in (this, last)))
    return printed, exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, EXACT)


def share(part: Number, whole: Number, places: int) -> Decimal:
    """A part in per cent of a whole, to so many decimals."""
    exact = EXACT.divide(EXACT.multiply(part, 100), whole)
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, EXACT)


def _reported(reading: Reading, form: Form, last: Filing) -> Number | None:
    """A figure of last year: from its items, else the totals as they were reported."""
    computed = arithmetic.amount(reading.terms, form, last)
    return _stated(reading, last) if computed is None else computed


def _stated(reading: Reading, filing: Filing) -> Number | None:
    """The sum of the totals as they stand in the cells."""
    total: Number = 0
    for term in reading.terms:
        for name in term.fields:
            figure = filing.stated(name)
            if not figure.counts:
                return None
            total = plus(total, times(figure.value, term.times))
    return total
