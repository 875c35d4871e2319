"""Findings from a filing: ``check(filing, form, previous) -> findings``."""

from dataclasses import replace

from generator.checks import agreement, arithmetic, completeness, narrative, reading
from generator.checks.suspects import with_suspects
from generator.filing import Explanation, Filing
from generator.finding import Finding
from generator.form.model import Form, Severity

_KINDS = (
    completeness.findings,
    arithmetic.findings,
    narrative.findings,
    agreement.findings,
    reading.findings,
)


def check(filing: Filing, form: Form, previous: Filing | None = None) -> tuple[Finding, ...]:
    """Apply every check of the form.

    Args:
        filing: This year's.
        form: The form it answers.
        previous: Last year's filing, if there is one.

    Returns:
        All findings, the heaviest first, in the order of the form's checks; those that an
        explanation in the filing settles carry it.
    """
    found = with_suspects(
        (finding for kind in _KINDS for finding in kind(filing, form, previous)), filing, form
    )
    order = list(form.checks)
    weight = list(Severity)
    found.sort(key=lambda finding: (weight.index(finding.severity), order.index(finding.check)))
    return tuple(_with_explanation(finding, filing, form) for finding in found)


def _with_explanation(finding: Finding, filing: Filing, form: Form) -> Finding:
    if finding.severity is not Severity.EXPLAIN:
        return finding
    given = (explanation.text for explanation in filing.explanations if _fits(explanation, finding))
    return replace(
        finding, explanation=next(filter(None, given), "") or _of_the_organisation(finding, filing, form)
    )


def _fits(explanation: Explanation, finding: Finding) -> bool:
    """An explanation settles a finding only while check, instance and figures are the same."""
    same = (explanation.check, explanation.at) == (finding.check, finding.at)
    return same and (not explanation.saw or explanation.saw == finding.saw)


def _of_the_organisation(finding: Finding, filing: Filing, form: Form) -> str:
    """What the particulars say of the organisation (a merger) that explains the finding, or nothing."""
    group = form.checks[finding.check].settled_by
    kinds = {particular.nothing for particular in form.particulars if particular.id == f"{group}.kind"}
    kind, text = (str(filing.particulars.get(f"{group}.{key}", "")) for key in ("kind", "text"))
    return text if kind and kind not in kinds else ""
