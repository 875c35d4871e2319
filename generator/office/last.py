"""Last year's files of the units, each brought to the unit on the list that it is of."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.checks.reading import of_last_year
from generator.errors import NianbaoError
from generator.filing import Filing
from generator.form.loader import load
from generator.form.model import Form
from generator.intake import is_report, received
from generator.messages import say
from generator.office.handouts import Last
from generator.office.matching import Matcher
from generator.office.units import Unit


@dataclass(frozen=True, slots=True)
class Before:
    """A file of last year's; ``fault`` says why it cannot be read where there is no filing."""

    name: str
    filing: Filing | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Brought:
    """What the units reported last year, by their names; ``told`` are sentences on what was not used."""

    by_unit: Mapping[str, Last]
    told: tuple[str, ...] = ()


def opened(name: str, data: bytes) -> Before:
    """Read a file of last year's, a filing or a published report; one that cannot be used is told.

    What the reader noticed comes along of a report only: a workbook was checked when it was handed in.
    """
    try:
        filing = received(data)[1]
        return Before(name, filing if is_report(data) else replace(filing, remarks=()))
    except NianbaoError as fault:
        return Before(name, fault=str(fault))


def brought(files: Iterable[Before], listed: Sequence[Unit], form: Form, year: int) -> Brought:
    """Find the unit of each file; of several files of a unit the one that was handed in last counts.

    Args:
        files: As they were opened.
        listed: The units.
        form: The form that is handed out.
        year: The year of the workbooks that are handed out.
    """
    matcher = Matcher(listed, form)
    found: dict[str, list[tuple[str, Filing]]] = {}
    told = []
    for file in files:
        unit = matcher.match(_said(file, "unit"), _said(file, "organisation")).unit
        if file.filing is None:
            told.append(say("kit.unusable", file=file.name, fault=file.fault))
        elif _said(file, "year") != str(year - 1):
            told.append(say("kit.other-year", file=file.name, year=year - 1))
        elif unit is None:
            told.append(say("kit.unplaced", file=file.name))
        else:
            found.setdefault(unit.name, []).append((file.name, file.filing))
    latest = {unit: max(several, key=_order) for unit, several in found.items()}
    told += [
        say("kit.several", unit=unit, count=len(several), file=latest[unit][0])
        for unit, several in found.items()
        if len(several) > 1
    ]
    told += [
        say("kit.noticed", file=file, message=finding.message)
        for file, filing in latest.values()
        for finding in of_last_year(filing, form)
    ]
    return Brought({unit: with_form(filing) for unit, (_, filing) in latest.items()}, tuple(told))


def with_form(filing: Filing) -> tuple[Filing, Form]:
    """The filing with the form that it answers."""
    return filing, load(filing.form, filing.edition)


def _order(given: tuple[str, Filing]) -> tuple[str, str]:
    name, filing = given
    return str(filing.particulars.get("submission.version", "")), name


def _said(file: Before, name: str) -> str:
    return str(file.filing.particulars.get(name, "")) if file.filing else ""
