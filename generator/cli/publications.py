"""The published reports that a roll-up is given, each compared with what its unit handed in."""

from dataclasses import dataclass

from generator.cli import workers
from generator.cli.progress import shown
from generator.cli.sources import Source
from generator.form.model import Form
from generator.messages import say
from generator.office.collect import Returns
from generator.office.publications import Agreement, Comparison, Publication, compare, in_order, look, placed
from generator.office.units import Unit


@dataclass(frozen=True, slots=True)
class _Pair:
    """A published report, and what its unit handed in."""

    unit: Unit
    handed_in: Source
    published: Source


def compared(
    published: list[Source], came_in: list[Source], returns: Returns, form: Form, jobs: int | None
) -> tuple[Comparison, ...]:
    """What came of each published report, in the order of the units, with progress on a terminal.

    Args:
        published: The reports.
        came_in: What units handed in.
        returns: What counts of it.
        form: The form.
        jobs: How many processes; None for as many as there are processors.
    """
    if not published:
        return ()
    count = len(published)
    looked = workers.each(published, count, _look, _unusable, jobs)
    given = shown(looked, count, say("rollup.read-published", count=count))
    owners, told = placed(list(given), returns, form)
    files = {source.name: source for source in came_in}
    pairs = [
        _Pair(standing.unit, files[standing.file.name], report)
        for report in published
        if (standing := owners.get(report.name)) and standing.file
    ]
    found = workers.each(pairs, len(pairs), _compare, _incomparable, jobs)
    compared = shown(found, len(pairs), say("rollup.compare", count=len(pairs)))
    return in_order((*compared, *told), returns)


def _look(source: Source) -> Publication:
    return look(source.name, source.read())


def _unusable(source: Source, fault: str) -> Publication:
    return Publication(source.name, fault=fault)


def _compare(pair: _Pair) -> Comparison:
    return compare(pair.published.name, pair.unit, pair.handed_in.read(), pair.published.read())


def _incomparable(pair: _Pair, fault: str) -> Comparison:
    return Comparison(pair.published.name, Agreement.UNREADABLE, pair.unit, fault=fault)
