"""What is said of a roll-up: who has not reported, and what else the office should look at."""

from collections.abc import Iterator, Sequence

from generator.finding import MANY
from generator.form.model import Form
from generator.messages import say
from generator.office.collect import Returns, State
from generator.office.lists import not_agreeing
from generator.office.rollup import Rollup
from generator.office.status import remark, remark_on, state_of


def not_reported(returns: Returns, form: Form) -> list[str]:
    """A line for every unit and file that is not 已报."""
    return [*_units(returns, form), *_strangers(returns, form)]


def sentences(rollup: Rollup, form: Form) -> Iterator[str]:
    """Files set aside, published reports that do not agree, findings of the sums: a sentence for each."""
    yield from _set_aside(rollup.returns)
    yield from not_agreeing(rollup.publications, form)
    for finding in rollup.findings:
        yield say("cli.finding", called=finding.called, title=finding.title, message=finding.message)


def passed_over(files: Sequence[str]) -> str:
    """That files of another kind were not added up, the first of them named."""
    return say("rollup.passed-over", count=len(files), files="、".join(files[:MANY]))


def _units(returns: Returns, form: Form) -> Iterator[str]:
    words = form.texts["office"]["states"]
    for standing in returns.standings:
        if standing.state is not State.REPORTED:
            why = remark_on(standing, form) or (standing.file.name if standing.file else "")
            state = words[standing.state]
            yield say("rollup.unit", state=state, unit=standing.unit.name, remark=why).rstrip()


def _strangers(returns: Returns, form: Form) -> Iterator[str]:
    for stranger in returns.strangers:
        state, file = state_of(stranger, form), stranger.file.name
        yield say("rollup.file", state=state, file=file, remark=remark(stranger, form)).rstrip()


def _set_aside(returns: Returns) -> Iterator[str]:
    for standing in returns.standings:
        for file in standing.others if standing.file else ():
            chosen = standing.file.name if standing.file else ""
            words = {"file": file.name, "unit": standing.unit.name, "chosen": chosen}
            yield say("rollup.aside", **words, fault=file.fault).rstrip()
