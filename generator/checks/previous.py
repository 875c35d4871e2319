"""Whether last year's report is the right one: year, organisation, figures; and this year's edition."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

from generator import arithmetic
from generator.arithmetic import Outcome
from generator.checks.wording import found, join, table_words, without_space
from generator.figure import BLANK
from generator.filing import Filing, of_last
from generator.finding import Finding
from generator.form.model import Check, Form, Instance
from generator.form.organisations import is_same_name


def findings(filing: Filing, form: Form, previous: Filing | None) -> Iterator[Finding]:
    """Yield what is wrong with the choice of last year's report or of the form, or that there is none."""
    for check in form.checks.values():
        if check.rule in _RULES:
            yield from _RULES[check.rule](check, filing, form, previous)


def is_of_another_year(filing: Filing, previous: Filing) -> bool:
    """Whether last year's report is not of the year before, so far as both say their years."""
    year, before = (known.particulars.get("year", "") for known in (filing, previous))
    return isinstance(year, int) and before != "" and before != year - 1


def _year(check: Check, filing: Filing, form: Form, previous: Filing | None) -> Iterator[Finding]:
    if previous and is_of_another_year(filing, previous):
        year = filing.particulars["year"]
        before = year - 1 if isinstance(year, int) else ""
        yield found(check, "", form, words=str(previous.particulars["year"]), nearest=str(before))


def _name(check: Check, filing: Filing, form: Form, previous: Filing | None) -> Iterator[Finding]:
    name, other = (str(known.particulars.get("organisation", "")) for known in (filing, previous or filing))
    if name and other and not is_same_name(name, other, form):
        yield found(check, other, form, words=other, nearest=name)


def _without(check: Check, _filing: Filing, form: Form, previous: Filing | None) -> Iterator[Finding]:
    if previous is None:
        yield found(check, "", form)


def _figures(check: Check, filing: Filing, form: Form, previous: Filing | None) -> Iterator[Finding]:
    """What was typed of last year's report, where the report that was given says otherwise."""
    if previous is None or is_of_another_year(filing, previous):
        return
    before = arithmetic.figures(form, previous)
    for name, typed in filing.last.figures.items():
        given = before.get(name, BLANK)
        if given.counts and typed.counts and typed.value != given.value:
            cells = tuple(filter(None, [filing.cell(of_last(name))]))
            place = f"{table_words(form.fields[name].table, form)}“{form.fields[name].label}”"
            told = found(check, name, form, cells=cells, place=place, words=typed.text, nearest=given.text)
            yield replace(told, figures=(without_space(typed), without_space(given)))


def _invalid(check: Check, filing: Filing, form: Form, _previous: Filing | None) -> Iterator[Finding]:
    """What was typed of last year's report and is no figure."""
    before = filing.last_year or filing
    names = [name for table in form.numbers for name in arithmetic.invalid(table, form, before)]
    if filing.last_year and names:
        typed = [(filing.cell(of_last(name)), form.fields[name].label, before.stated(name)) for name in names]
        cells = tuple(cell for cell, _, _ in typed if cell)
        words = join([f"{cell or label}“{figure.text}”" for cell, label, figure in typed])
        told = found(check, "", form, cells=cells, count=len(names), words=words)
        yield replace(told, figures=tuple(without_space(figure) for _, _, figure in typed))


def _partly(check: Check, filing: Filing, form: Form, previous: Filing | None) -> Iterator[Finding]:
    """What was left blank of last year's report beside what was filled in, where comparisons want it."""
    before = filing.last_year
    if before is None or previous != before:
        return
    outcomes = {
        instance: arithmetic.evaluate(instance, form, filing, before).outcome
        for instance in form.instances
        if form.checks[instance.check].rule == "terms" and not instance.silent and _last(instance)
    }
    lacking = [i for i, outcome in outcomes.items() if outcome is Outcome.NOT_COMPARED]
    names = [name for i in lacking for name in _last(i) if before.stated(name).is_blank]
    if names and {Outcome.PASSED, Outcome.FAILED} & set(outcomes.values()):
        cells = tuple(filter(None, (filing.cell(of_last(name)) for name in names)))
        words = join(cells or [form.fields[name].label for name in names])
        yield found(check, "", form, cells=cells, count=len(names), words=words)


def _last(instance: Instance) -> list[str]:
    """The fields of last year's report that a comparison wants."""
    return [name for term in (*instance.left, *instance.right) if term.last for name in term.fields]


def _edition(check: Check, filing: Filing, form: Form, _previous: Filing | None) -> Iterator[Finding]:
    year = filing.particulars.get("year", "")
    first, last = form.years
    if isinstance(year, int) and (year < first or (last and year > last)):
        yield found(check, str(year), form, words=form.edition, nearest=str(year))


_RULES: dict[str, Callable[..., Any]] = {
    "previous-year": _year,
    "previous-name": _name,
    "without-previous": _without,
    "last-year-differs": _figures,
    "last-year-invalid": _invalid,
    "last-year-partly": _partly,
    "edition-year": _edition,
}
