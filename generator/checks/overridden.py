"""What was decided about the checks themselves is told with what they find."""

from collections.abc import Iterator

from generator.checks.wording import found
from generator.filing import Filing
from generator.finding import Finding
from generator.form.model import Form


def findings(_filing: Filing, form: Form, _previous: Filing | None) -> Iterator[Finding]:
    """Yield a finding for each check that was switched off or given another severity."""
    tellers = [check for check in form.checks.values() if check.rule == "overridden"]
    for check in form.checks.values():
        override = check.override
        if override:
            key = "overridden_severity" if override.severity else "overridden_off"
            words = form.texts[key].format(
                title=check.title, date=override.date, reason=override.reason, severity=check.severity
            )
            yield from (
                found(teller, check.number, form, place=check.number, words=words) for teller in tellers
            )
