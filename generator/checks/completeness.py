"""What is missing, and what is no figure: findings on particulars, blanks and R8, and beyond the form."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from generator import arithmetic
from generator.arithmetic import Outcome
from generator.checks.wording import found, join, where, without_space
from generator.figure import Figure
from generator.filing import Filing
from generator.finding import Finding
from generator.form.model import Check, Form, Kind
from generator.places import EXTRAS


def findings(filing: Filing, form: Form, _previous: Filing | None) -> Iterator[Finding]:
    """Yield a finding for each compulsory particular that is missing, and one a table for all its cells."""
    for check in form.checks.values():
        if check.rule == "particulars":
            yield from _particulars(check, filing, form)
        if check.rule in _CELLS:
            yield from _tables(check, filing, form)
        if check.rule in _BEYOND:
            yield from _beyond(check, filing, form)


def _particulars(check: Check, filing: Filing, form: Form) -> Iterator[Finding]:
    for particular in form.particulars:
        if particular.compulsory and not arithmetic.answered(particular.id, form, filing):
            cells = tuple(filter(None, [filing.cell(particular.id)]))
            given = _quoted(str(filing.particulars.get(particular.id, "")))
            yield found(
                check,
                particular.id,
                form,
                cells=cells,
                place=particular.label,
                words=given and f"：{given}",
                nearest=particular.shape,
            )


def _tables(check: Check, filing: Filing, form: Form) -> Iterator[Finding]:
    for instance in check.instances:
        result = arithmetic.evaluate(instance, form, filing)
        if result.outcome in (Outcome.INCOMPLETE, Outcome.FAILED):
            fields = _CELLS[check.rule](instance.table, form, filing)
            yield replace(_told(check, instance.at, fields, filing, form), fields=fields)


def _beyond(check: Check, filing: Filing, form: Form) -> Iterator[Finding]:
    """One finding for all cells in which an office's own question is not answered as asked."""
    is_wrong = _BEYOND[check.rule]
    if wrong := [name for name in filing.beyond if is_wrong(filing.stated(name))]:
        yield _told(check, EXTRAS, wrong, filing, form)


def _told(check: Check, at: str, fields: Sequence[str], filing: Filing, form: Form) -> Finding:
    cells = tuple(filter(None, map(filing.cell, fields)))
    words = join([where(name, filing, form) + _quoted(filing.stated(name).text) for name in fields])
    told = found(check, at, form, cells=cells, count=len(fields), words=words)
    return replace(told, figures=tuple(without_space(filing.stated(name)) for name in fields))


def _quoted(answer: str) -> str:
    return f"“{answer}”" if answer else ""


def _is_no_amount(figure: Figure) -> bool:
    return arithmetic.is_invalid(figure, Kind.AMOUNT)


_CELLS = {"complete": arithmetic.blanks, "valid": arithmetic.invalid}
_BEYOND: dict[str, Callable[[Figure], bool]] = {
    "extra-blank": lambda figure: figure.is_blank,
    "extra-invalid": _is_no_amount,
}
