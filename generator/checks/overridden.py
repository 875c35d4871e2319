"""What was decided about the checks themselves is told with what they find."""

from collections.abc import Iterator

from generator.checks.wording import found
from generator.filing import Filing
from generator.finding import Finding
from generator.form.model import Form
from generator.form.overrides import decided


def findings(_filing: Filing, form: Form, _previous: Filing | None) -> Iterator[Finding]:
    """Yield a finding for each check that was switched off or given another severity."""
    tellers = [check for check in form.checks.values() if check.rule == "overridden"]
    for check in form.checks.values():
        if check.override:
            words = decided(check.override, check, form)
            yield from (
                found(teller, check.number, form, place=check.number, words=words) for teller in tellers
            )
