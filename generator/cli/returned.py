"""What came in for a roll-up, told on a terminal: who has not reported, and which files were not used."""

from collections.abc import Iterator

from generator.finding import Finding
from generator.form.model import Form
from generator.messages import say
from generator.office.collect import Returns, State
from generator.office.rollup import Rollup


def not_reported(returns: Returns, form: Form) -> list[str]:
    """A line for every unit and file that is not 已报."""
    return [*_units(returns, form), *_strangers(returns, form)]


def noticed(rollup: Rollup, form: Form) -> Iterator[str]:
    """A line for what else the office should look at: files set aside, published reports, the sums."""
    from generator.office.lists import not_agreeing  # noqa: PLC0415  (openpyxl costs 80 ms)

    yield from _set_aside(rollup.returns)
    yield from not_agreeing(rollup.publications, form)
    yield from map(_finding, rollup.findings)


def _finding(finding: Finding) -> str:
    return say("cli.finding", called=finding.called, title=finding.title, message=finding.message)


def _set_aside(returns: Returns) -> Iterator[str]:
    for standing in returns.standings:
        for file in standing.others if standing.file else ():
            chosen = standing.file.name if standing.file else ""
            words = {"file": file.name, "unit": standing.unit.name, "chosen": chosen}
            yield say("rollup.aside", **words, fault=file.fault).rstrip()


def _units(returns: Returns, form: Form) -> Iterator[str]:
    from generator.office.status import remark_on  # noqa: PLC0415

    words = form.texts["office"]["states"]
    for standing in returns.standings:
        if standing.state is not State.REPORTED:
            remark = remark_on(standing, form) or (standing.file.name if standing.file else "")
            state = words[standing.state]
            yield say("rollup.unit", state=state, unit=standing.unit.name, remark=remark).rstrip()


def _strangers(returns: Returns, form: Form) -> Iterator[str]:
    from generator.office.status import remark, state_of  # noqa: PLC0415

    for stranger in returns.strangers:
        state, file = state_of(stranger, form), stranger.file.name
        yield say("rollup.file", state=state, file=file, remark=remark(stranger, form)).rstrip()
