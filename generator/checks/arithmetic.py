"""Findings from the checks that compare two sides (R1 to R4, and those of their shape)."""

from collections.abc import Iterator

from generator.arithmetic import Outcome, evaluate
from generator.checks.wording import found
from generator.filing import Filing
from generator.finding import Finding
from generator.form.model import Form


def findings(filing: Filing, form: Form, previous: Filing | None) -> Iterator[Finding]:
    """Yield a finding for each place where a comparison fails; what is not assessable does not fail."""
    for instance in form.instances:
        check = form.checks[instance.check]
        if check.rule != "terms" or instance.silent:
            continue
        result = evaluate(instance, form, filing, previous)
        if result.outcome is Outcome.FAILED:
            cells = tuple(filter(None, map(filing.cell, instance.fields)))
            sides = (result.left, result.right)
            yield found(
                check,
                instance.at,
                form,
                fields=instance.fields,
                cells=cells,
                place=instance.subject,
                sides=sides,
            )
