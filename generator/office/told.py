"""What is said of a roll-up besides how things stand with each unit."""

from collections.abc import Iterator, Sequence

from generator.form.model import Form
from generator.messages import say
from generator.office.collect import Returns
from generator.office.lists import not_agreeing
from generator.office.rollup import Rollup

_NAMED = 12
"""Files that are named of those that were passed over."""


def sentences(rollup: Rollup, form: Form) -> Iterator[str]:
    """Files set aside, published reports that do not agree, findings of the sums: a sentence for each."""
    yield from _set_aside(rollup.returns)
    yield from not_agreeing(rollup.publications, form)
    for finding in rollup.findings:
        yield say("cli.finding", called=finding.called, title=finding.title, message=finding.message)


def passed_over(files: Sequence[str]) -> str:
    """That files of another kind were not added up, the first of them named."""
    return say("rollup.passed-over", count=len(files), files="、".join(files[:_NAMED]))


def _set_aside(returns: Returns) -> Iterator[str]:
    for standing in returns.standings:
        for file in standing.others if standing.file else ():
            chosen = standing.file.name if standing.file else ""
            yield say("rollup.aside", file=file.name, unit=standing.unit.name, chosen=chosen)
