"""The workbook that is handed out to a unit, with what is known of it filled in."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from generator.filing import Filing
from generator.form.model import Form
from generator.office.units import Unit
from generator.previous import added_up, asked_of

Last = tuple[Filing, Form] | None
"""Last year's filing of a unit, with the form that it answers; None if there is none."""

_AUTUMN = 9


def year_to_report(today: date) -> int:
    """The year of the reports that are due next, in January; they are asked for from autumn on."""
    return today.year if today.month >= _AUTUMN else today.year - 1


def filled(unit: Unit, form: Form, year: int, last: Last = None) -> Filing:
    """What the workbook of a unit says already.

    Args:
        unit: The unit; its code (or name, where the list has no codes) tells its files apart.
        form: The form.
        year: That of the report.
        last: What it reported last year: particulars that last, what is compared, and what was carried over.
    """
    filing = Filing(form.id, form.edition, particulars=_particulars(unit, form, year, last))
    if not last:
        return filing
    asked = asked_of(added_up([last], form), form)
    carried = {
        into: asked.figures[out]
        for out, into in _carried_over(form).items()
        if out in asked.figures and asked.figures[out].counts
    }
    return replace(filing, last=asked, figures=carried)


def _particulars(unit: Unit, form: Form, year: int, last: Last) -> dict[str, str | int]:
    choices = {particular.id: particular.choices for particular in form.particulars}
    kept: dict[str, str | int] = {}
    if last:
        before, _ = last
        lasting = (particular.id for particular in form.particulars if particular.lasting)
        kept = _said(before, form)
        kept |= {name: before.particulars[name] for name in lasting if before.particulars.get(name)}
    given: Mapping[str, str | int] = {
        "organisation": unit.name,
        "year": year,
        "organisation_type": unit.kind,
        "level": unit.level,
        "submission.prepared_by": unit.contact,
        "submission.telephone": unit.telephone,
    }
    said = {
        name: answer
        for name, answer in given.items()
        if answer != "" and _is_taken(answer, choices.get(name))
    }
    return {**kept, **said, "unit": unit.code or unit.name}


def _is_taken(answer: str | int, choices: tuple[str, ...] | None) -> bool:
    """Whether the form asks for it, and among its choices has the list's own word: nothing is guessed."""
    return choices is not None and (not choices or answer in choices)


def _said(before: Filing, form: Form) -> dict[str, str | int]:
    """What the opening of a published report says plainly (地址：…；电话：…): each that stands there once."""
    opening = "".join(before.opening)
    patterns = form.texts["office"]["kit"]["said"].items()
    found = {name: set(re.findall(pattern, opening)) for name, pattern in patterns}
    return {name: answers.pop().strip() for name, answers in found.items() if len(answers) == 1}


def _carried_over(form: Form) -> dict[str, str]:
    """The fields of last year's that go on as inputs of this year's, by the checks that compare the two."""
    equal = (i for i in form.instances if form.checks[i.check].relation == "=")
    pairs = [(*i.left, *i.right) for i in equal if len(i.left) == len(i.right) == 1]
    return {
        before.fields[0]: this.fields[0]
        for this, before in pairs
        if before.last and len(this.fields) == len(before.fields) == 1 and not form.is_total(this.fields[0])
    }
