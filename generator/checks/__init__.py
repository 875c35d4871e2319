"""Findings from a filing: ``check(filing, form, previous) -> findings``."""

from collections.abc import Iterator
from dataclasses import replace

from generator.checks import (
    agreement,
    arithmetic,
    completeness,
    narrative,
    overridden,
    particulars,
    prose,
    reading,
    repeated,
    sections,
    unreported,
)
from generator.checks import previous as last_year
from generator.checks.explanations import fits, gives_reason, is_changed, outdated
from generator.checks.suspects import with_suspects
from generator.filing import Filing
from generator.finding import Finding
from generator.form.model import Form, Severity

_KINDS = (
    completeness.findings,
    particulars.findings,
    sections.findings,
    arithmetic.findings,
    narrative.findings,
    agreement.findings,
    prose.findings,
    repeated.findings,
    reading.findings,
    overridden.findings,
    unreported.findings,
)


def check(filing: Filing, form: Form, previous: Filing | None = None) -> tuple[Finding, ...]:
    """Apply every check of the form.

    Args:
        filing: This year's.
        form: The form it answers.
        previous: Last year's filing as one of this form (``generator.previous``); else what the
            filing itself says of last year. One of another year is told and not compared.

    Returns:
        All findings, the heaviest first, in the order of the form's checks; those that an
        explanation in the filing settles carry it.
    """
    form = _of_reports(form) if filing.headings else form
    previous = previous or filing.last_year
    compared = None if previous and last_year.is_of_another_year(filing, previous) else previous
    every = [finding for kind in _KINDS for finding in kind(filing, form, compared)]
    every += last_year.findings(filing, form, previous)
    every = [finding for finding in every if not form.checks[finding.check].off]
    found = with_suspects(_once(every, form), filing, form, compared)
    found += (f for f in outdated(found, filing, form, compared) if not form.checks[f.check].off)
    order = list(form.checks)
    weight = list(Severity)
    found.sort(key=lambda finding: (weight.index(finding.severity), order.index(finding.check)))
    return tuple(_with_explanation(finding, filing, form) for finding in found)


def _of_reports(form: Form) -> Form:
    """The form whose checks say what is to be done in a report, not in a workbook."""
    checks = form.checks.values()
    said = {check.number: replace(check, remedy=check.remedy_of_report or check.remedy) for check in checks}
    return replace(form, checks=said)


def _once(every: list[Finding], form: Form) -> Iterator[Finding]:
    """Leave out doubts about whose a number is that has been told not to agree."""
    rules = {number: check.rule for number, check in form.checks.items()}
    quoted = "\n".join(finding.at for finding in every if rules[finding.check] == "number-differs")
    yield from (f for f in every if rules[f.check] != "other-scope" or f.at not in quoted)


def _with_explanation(finding: Finding, filing: Filing, form: Form) -> Finding:
    if finding.severity is not Severity.EXPLAIN:
        return finding
    typed = [known.text for known in filing.explanations if known.text and fits(known, finding)]
    given = (*typed, _of_the_organisation(finding, filing, form))
    reason = next((text for text in given if gives_reason(text, form)), "")
    told = form.texts["unreasoned"].format(text=typed[-1]) if typed and not reason else ""
    return replace(finding, explanation=reason, message=finding.message + told)


def _of_the_organisation(finding: Finding, filing: Filing, form: Form) -> str:
    """What the particulars say of the organisation (a merger) that explains the finding, or nothing."""
    group = form.checks[finding.check].settled_by
    return str(filing.particulars.get(f"{group}.text", "")) if is_changed(group, filing, form) else ""
