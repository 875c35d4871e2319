"""Whether last year's report is the right one: its year, its organisation; and this year's edition."""

from collections.abc import Callable, Iterator
from typing import Any

from generator.checks.wording import found
from generator.filing import Filing
from generator.finding import Finding
from generator.form.model import Check, Form
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


def _edition(check: Check, filing: Filing, form: Form, _previous: Filing | None) -> Iterator[Finding]:
    year = filing.particulars.get("year", "")
    first, last = form.years
    if isinstance(year, int) and (year < first or (last and year > last)):
        yield found(check, str(year), form, words=form.edition, nearest=str(year))


_RULES: dict[str, Callable[..., Any]] = {
    "previous-year": _year,
    "previous-name": _name,
    "without-previous": _without,
    "edition-year": _edition,
}
