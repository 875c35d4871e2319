"""Totals, sums of terms, and the outcome of each arithmetic check.

The results beside the workbook's formulas, the report's totals and the findings all come from here.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import reduce

from generator.figure import BLANK, Figure, Number, State, minus, of_number, plus, times
from generator.filing import Filing
from generator.form.model import Condition, Form, Instance, Kind
from generator.form.terms import Term

Reckonable = Callable[[Figure], bool]
Given = list[tuple[Term, list[Figure]]]


class Outcome(Enum):
    """What came of a check; the first four that hold, in this order, win over the rest."""

    OUT_OF_SCOPE = "out of scope"
    NOT_COMPARED = "not compared"
    INCOMPLETE = "incomplete"
    UNREADABLE = "unreadable"
    FAILED = "failed"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of a check at one place, with both sides where they could be computed."""

    outcome: Outcome
    left: Number | None = None
    right: Number | None = None

    @property
    def difference(self) -> Number | None:
        """Left minus right, where both are known."""
        return None if self.left is None or self.right is None else minus(self.left, self.right)


def in_words(figure: Figure) -> bool:
    """Whether the program can reckon with a figure: numbers, also written as text, and not applicable."""
    return figure.counts


def in_cells(figure: Figure) -> bool:
    """Whether a formula of the workbook can: it passes over text, but for the words for not applicable."""
    return figure.plain or figure.state is State.NOT_APPLICABLE


def evaluate(
    instance: Instance,
    form: Form,
    filing: Filing,
    last: Filing | None = None,
    reckonable: Reckonable = in_words,
) -> Result:
    """Evaluate a check at one place.

    Args:
        instance: One whose rule is ``terms``, ``particulars``, ``complete`` or ``valid``.
        form: The form of the filing.
        filing: This year's.
        last: Last year's, if there is one.
        reckonable: ``in_words`` for what the program finds, ``in_cells`` for what the workbook shows.
    """
    rule = form.checks[instance.check].rule
    if rule == "particulars":
        missing = int(not answered(instance.at, form, filing))
        return Result(Outcome.INCOMPLETE if missing else Outcome.PASSED, missing)
    if rule == "complete":
        missing = len(blanks(instance.table, form, filing))
        return Result(Outcome.INCOMPLETE if missing else Outcome.PASSED, missing)
    if rule == "valid":
        return _valid(instance, form, filing, reckonable)
    if not _applies(form.checks[instance.check].condition, instance, form, filing, last):
        return Result(Outcome.OUT_OF_SCOPE)
    return _compare(instance, form, filing, last, reckonable)


def answered(particular: str, form: Form, filing: Filing) -> bool:
    """Whether a particular was answered; a year has four digits."""
    kind = next(asked.kind for asked in form.particulars if asked.id == particular)
    answer = filing.particulars.get(particular, "")
    return isinstance(answer, int) and 1000 <= answer <= 9999 if kind == "year" else bool(answer)


def blanks(table: str, form: Form, filing: Filing) -> tuple[str, ...]:
    """The inputs of a table that are not filled in."""
    return tuple(name for name in form.inputs(table) if _is_blank(filing.figure(name)))


def invalid(table: str, form: Form, filing: Filing) -> tuple[str, ...]:
    """The fields of a table, totals included, that hold no count or amount of 0 or more."""
    names = form.table_fields(table)
    return tuple(name for name in names if is_invalid(filing.stated(name), form.fields[name].kind))


def is_invalid(figure: Figure, kind: Kind) -> bool:
    """Whether an answer is no figure of its kind: text, negative, or a part of a thing."""
    if figure.state is State.UNREADABLE:
        return True
    whole = figure.value == int(figure.value)
    wrong = (figure.value < 0 and not kind.signed) or (kind.whole and not whole)
    return figure.state is State.NUMBER and wrong


def figures(form: Form, filing: Filing) -> dict[str, Figure]:
    """Every field's figure as it is printed: a total as stated, or computed where its parts are complete."""
    return {name: _printed(name, form, filing) for name in form.fields}


def total(name: str, form: Form, filing: Filing) -> Figure:
    """A field's computed figure: the sum of its items."""
    return summed(filing.inputs(form.items[name]), form)


def summed(figures: Sequence[Figure], form: Form) -> Figure:
    """The sum of figures, one or more: blank while one is, unreadable if one is.

    The sum of nothing but what is not applicable is itself not applicable.
    """
    if any(map(_is_blank, figures)):
        return BLANK
    if not all(map(in_words, figures)):
        return Figure(State.UNREADABLE)
    if all(figure.state is State.NOT_APPLICABLE for figure in figures):
        return Figure(State.NOT_APPLICABLE, typed=form.not_applicable[0])
    return of_number(_sum([figure.value for figure in figures]))


def shown(name: str, form: Form, filing: Filing) -> Number | None:
    """What a total's formula shows: the sum of the numbers in its items' cells; None where one is text."""
    items = [filing.figure(item) for item in form.items[name]]
    if not all(in_cells(item) or _is_blank(item) for item in items):
        return None
    return _sum([item.value for item in items if item.plain])


def without_agreeing_totals(form: Form, filing: Filing) -> Filing:
    """The filing without the stated totals that are computed just the same."""
    kept = {
        name: figure for name, figure in filing.figures.items() if not _agrees(name, figure, form, filing)
    }
    return replace(filing, figures=kept)


def amount(terms: Sequence[Term], form: Form, filing: Filing) -> Number | None:
    """The sum of terms over this year's filing, from the items of every total; None where one is missing."""
    given = _given(terms, form, filing, filing)
    return _side(given) if all(map(in_words, _figures(given))) else None


def _applies(
    condition: Condition, instance: Instance, form: Form, filing: Filing, last: Filing | None
) -> bool:
    if any(filing.particulars.get(key) not in values for key, values in condition.particulars.items()):
        return False
    if condition.unassessed and _assessed(condition.unassessed, instance.at, form, filing, last):
        return False
    return all(
        (last is not None or not term.last) and _side(_given([term], form, filing, last)) > 0
        for term in condition.positive
    )


def _assessed(check: str, at: str, form: Form, filing: Filing, last: Filing | None) -> bool:
    twins = (instance for instance in form.checks[check].instances if instance.at == at)
    outcomes = [evaluate(twin, form, filing, last).outcome for twin in twins]
    return any(outcome in (Outcome.PASSED, Outcome.FAILED) for outcome in outcomes)


def _compare(
    instance: Instance, form: Form, filing: Filing, last: Filing | None, reckonable: Reckonable
) -> Result:
    stated = filing.stated(instance.total) if instance.total else BLANK
    on_left = _given(instance.left, form, filing, last)
    on_right = [] if instance.total else _given(instance.right, form, filing, last)
    needed = _figures(on_left + on_right)
    blank = [term for term, figures in on_left + on_right if any(map(_is_blank, figures))]
    if any(term.last for term in blank):
        return Result(Outcome.NOT_COMPARED)
    if blank:
        return Result(Outcome.INCOMPLETE)
    if not all(map(reckonable, needed)) or not (_is_blank(stated) or reckonable(stated)):
        return Result(Outcome.UNREADABLE)
    left = _side(on_left)
    if not instance.total:
        right = _side(on_right)
    elif _is_blank(stated):
        right = left
    else:
        right = stated.value
    holds = _RELATIONS[form.checks[instance.check].relation](left, right)
    return Result(Outcome.PASSED if holds else Outcome.FAILED, left, right)


def _given(terms: Iterable[Term], form: Form, filing: Filing, last: Filing | None) -> Given:
    """Each term with the figures that it adds up, those of its fields' items: blank without last year."""
    return [(term, _of_items(term, form, last if term.last else filing)) for term in terms]


def _of_items(term: Term, form: Form, source: Filing | None) -> list[Figure]:
    items = [item for name in term.fields for item in form.items[name]]
    return source.inputs(items) if source else [BLANK] * len(items)


def _figures(given: Given) -> list[Figure]:
    return [figure for _, figures in given for figure in figures]


def _side(given: Given) -> Number:
    return _sum([_term(term, figures) for term, figures in given])


def _term(term: Term, figures: Sequence[Figure]) -> Number:
    if not term.fields:
        return times(1, term.times)
    values = _sum([figure.value for figure in figures])
    return values if term.times == 1 else times(values, term.times)


def _sum(values: Sequence[Number]) -> Number:
    """The exact sum; most figures are counts, which need no care."""
    total = sum(values)
    return total if isinstance(total, int) else reduce(plus, values)


def _printed(name: str, form: Form, filing: Filing) -> Figure:
    if not form.is_total(name):
        return filing.figure(name)
    stated = filing.stated(name)
    return total(name, form, filing) if _is_blank(stated) else stated


def _agrees(name: str, stated: Figure, form: Form, filing: Filing) -> bool:
    if not form.is_total(name) or not stated.counts or stated.note:
        return False
    computed = total(name, form, filing)
    return computed.counts and computed.value == stated.value and computed.state is stated.state


def _is_blank(figure: Figure) -> bool:
    return figure.is_blank


def _valid(instance: Instance, form: Form, filing: Filing, reckonable: Reckonable) -> Result:
    filled = [filing.stated(name) for name in form.table_fields(instance.table)]
    if reckonable is in_cells and not all(in_cells(figure) or _is_blank(figure) for figure in filled):
        return Result(Outcome.UNREADABLE)
    count = len(invalid(instance.table, form, filing))
    return Result(Outcome.FAILED if count else Outcome.PASSED, count)


_RELATIONS: dict[str, Callable[[Number, Number], bool]] = {
    "=": lambda left, right: left == right,
    "<=": lambda left, right: left <= right,
    ">=": lambda left, right: left >= right,
    "<": lambda left, right: left < right,
}
