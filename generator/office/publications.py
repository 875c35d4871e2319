"""What units have published, beside what they handed in: whose a report is, and whether it agrees."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from generator.errors import NianbaoError
from generator.final import differences, side
from generator.form.model import Form
from generator.office.collect import Returns, Standing
from generator.office.inputs import refuse_archive
from generator.office.matching import Match, Matcher
from generator.office.units import Unit
from generator.published.compare import Difference


class Agreement(StrEnum):
    """How a published report stands to what was handed in; the words are in the form's texts."""

    EQUAL = "equal"
    DIFFERENT = "different"
    OTHER_YEAR = "other_year"
    NOTHING_TO_COMPARE = "nothing"
    DOUBTFUL = "doubtful"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Publication:
    """A published report: what it is called, whose it is and of which year, or why it cannot be read."""

    name: str
    organisation: str = ""
    year: int = 0
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """What came of a published report.

    ``unit`` is None where it is in doubt whose it is; then ``perhaps`` are those that it may be of.
    """

    name: str
    agreement: Agreement
    unit: Unit | None = None
    differences: tuple[Difference, ...] = ()
    perhaps: tuple[Unit, ...] = ()
    fault: str = ""


def look(name: str, data: bytes) -> Publication:
    """Read a published report; one that cannot be read is told, not raised.

    Args:
        name: What it is called, folders and all.
        data: Its bytes.
    """
    try:
        refuse_archive(name)
        given = side(data).filing.particulars
    except NianbaoError as fault:
        return Publication(name, fault=str(fault))
    year = given.get("year")
    return Publication(name, str(given.get("organisation", "")), year if isinstance(year, int) else 0)


def placed(
    publications: Sequence[Publication], returns: Returns, form: Form
) -> tuple[dict[str, Standing], list[Comparison]]:
    """Find out whose the reports are.

    Returns:
        The units with a file to compare with, by the name of the report; and what is to be said of the rest.
    """
    matcher = Matcher([standing.unit for standing in returns.standings], form)
    by_unit = {standing.unit: standing for standing in returns.standings}
    comparable: dict[str, Standing] = {}
    rest: list[Comparison] = []
    for one in publications:
        match = _match(one, matcher)
        standing = by_unit.get(match.unit) if match.unit else None
        told = _told(one, match, standing, returns.year)
        if told:
            rest.append(told)
        elif standing:
            comparable[one.name] = standing
    return comparable, rest


def compare(name: str, unit: Unit, handed_in: bytes, published: bytes) -> Comparison:
    """Compare a published report with what its unit handed in.

    Args:
        name: What the report is called.
        unit: Whose it is.
        handed_in: The file that counts for the unit.
        published: The report.
    """
    try:
        found = differences(side(handed_in), side(published))
    except NianbaoError as fault:
        return Comparison(name, Agreement.UNREADABLE, unit, fault=str(fault))
    return Comparison(name, Agreement.DIFFERENT if found else Agreement.EQUAL, unit, found)


def in_order(comparisons: Iterable[Comparison], returns: Returns) -> tuple[Comparison, ...]:
    """What came of the reports in the order of the units; behind them those in doubt."""
    order = {standing.unit: index for index, standing in enumerate(returns.standings)}
    last = len(order)
    return tuple(sorted(comparisons, key=lambda one: order.get(one.unit, last) if one.unit else last))


def _told(one: Publication, match: Match, standing: Standing | None, year: int) -> Comparison | None:
    """Why a report is not compared; None if it is."""
    if one.fault:
        return Comparison(one.name, Agreement.UNREADABLE, match.unit, fault=one.fault)
    if standing is None:
        return Comparison(one.name, Agreement.DOUBTFUL, perhaps=match.perhaps)
    if one.year not in (0, year):
        return Comparison(one.name, Agreement.OTHER_YEAR, standing.unit)
    if standing.file is None:
        return Comparison(one.name, Agreement.NOTHING_TO_COMPARE, standing.unit)
    return None


def _match(one: Publication, matcher: Matcher) -> Match:
    """The unit that title, file and folder name, as far as each names one; they must not differ."""
    *folders, _ = one.name.split("/")
    named = [matcher.of_file_name(one.name), *(matcher.called(folder) for folder in folders[-1:])]
    matches = [matcher.match("", one.organisation), *map(Match, named)]
    units = tuple(dict.fromkeys(match.unit for match in matches if match.unit))
    if len(units) == 1:
        return Match(units[0])
    return replace(matches[0], unit=None, perhaps=units or matches[0].perhaps)
