"""Findings from a filing: ``check(filing, form, previous) -> findings``."""

from dataclasses import replace

from generator.checks import arithmetic, completeness, narrative, reading
from generator.filing import Explanation, Filing
from generator.finding import Finding
from generator.form.model import Form, Severity

_KINDS = (completeness.findings, arithmetic.findings, narrative.findings, reading.findings)


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
    found = [finding for kind in _KINDS for finding in kind(filing, form, previous)]
    order = list(form.checks)
    weight = list(Severity)
    found.sort(key=lambda finding: (weight.index(finding.severity), order.index(finding.check)))
    return tuple(_with_explanation(finding, filing.explanations) for finding in found)


def _with_explanation(finding: Finding, explanations: tuple[Explanation, ...]) -> Finding:
    """An explanation settles a finding only while check, instance and figures are the same."""
    if finding.severity is not Severity.EXPLAIN:
        return finding
    fits = (e for e in explanations if (e.check, e.at) == (finding.check, finding.at) and e.text.strip())
    settled = next((e for e in fits if not e.saw or e.saw == finding.saw), None)
    return replace(finding, explanation=settled.text) if settled else finding
