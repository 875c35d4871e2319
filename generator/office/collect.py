"""Which file counts for which unit, and how things stand with every unit on the list."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from generator.finding import blocking
from generator.form.model import Form, Severity
from generator.office.file import File
from generator.office.matching import Matcher
from generator.office.units import Unit


class State(StrEnum):
    """How things stand with a unit; the words that staff read are in the form's texts."""

    REPORTED = "reported"
    MISSING = "missing"
    FAULTY = "faulty"
    UNEXPLAINED = "unexplained"
    UNDECIDED = "undecided"
    OTHER_YEAR = "other_year"
    OTHER_EDITION = "other_edition"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Standing:
    """How things stand with a unit: the file that counts for it, if one does, and those set aside."""

    unit: Unit
    state: State
    file: File | None = None
    others: tuple[File, ...] = ()
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Stranger:
    """A file of no unit on the list: why it could not be used (None if it could), and whose it might be."""

    file: File
    state: State | None
    perhaps: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class Returns:
    """Everything that came in for a year, unit by unit, and the files of no unit."""

    year: int
    standings: tuple[Standing, ...]
    strangers: tuple[Stranger, ...]

    @property
    def counted(self) -> tuple[Standing, ...]:
        """The units that are added up."""
        return tuple(standing for standing in self.standings if standing.counted)


def usual_year(files: Iterable[File]) -> int:
    """The year that most files have; of two years alike, the later one; 0 where none has any."""
    years = Counter(
        year for file in files if file.filing and isinstance(year := file.filing.particulars.get("year"), int)
    )
    return max(years, key=lambda year: (years[year], year), default=0)


def collect(
    files: Sequence[File],
    listed: Sequence[Unit],
    form: Form,
    year: int,
    *,
    named: Collection[str] = (),
    include_faulty: bool = False,
) -> Returns:
    """Find for every unit the file that counts, and how things stand with it.

    Args:
        files: As they were looked at.
        listed: The units; without any, each unit that a file names is one.
        form: The form that is added up.
        year: The year that is added up.
        named: The names of files that the office has decided for.
        include_faulty: Whether a unit with a 错误 is added up.
    """
    known = listed or _units_of(files)
    matcher = Matcher(known, form)
    by_unit: dict[Unit, list[File]] = {unit: [] for unit in known}
    strangers = []
    for file in files:
        match = matcher.match(file.code, file.organisation)
        says = file.code or file.organisation
        unit = match.unit if says else matcher.of_file_name(file.name)
        if unit:
            by_unit[unit].append(file)
        else:
            strangers.append(Stranger(file, _unusable(file, form, year), match.perhaps))
    standings = (
        _standing(unit, by_unit[unit], form, year, named, include_faulty=include_faulty) for unit in known
    )
    return Returns(year, tuple(standings), tuple(strangers))


def _units_of(files: Iterable[File]) -> list[Unit]:
    """A unit for each code, or name without a code, in the order of their files."""
    found: dict[str, Unit] = {}
    names = {file.organisation for file in files if file.code}
    for file in files:
        if file.code or (file.organisation and file.organisation not in names):
            found.setdefault(file.code or file.organisation, Unit(file.organisation or file.code, file.code))
    return list(found.values())


def _standing(
    unit: Unit,
    files: Sequence[File],
    form: Form,
    year: int,
    named: Collection[str],
    *,
    include_faulty: bool,
) -> Standing:
    usable = [file for file in files if _unusable(file, form, year) is None]
    if not usable:
        return _without_usable(unit, files, form, year)
    chosen = _chosen(usable, named)
    if chosen is None:
        return Standing(unit, State.UNDECIDED, others=tuple(files))
    state = _by_findings(chosen)
    counted = unit.counted and (include_faulty or state is not State.FAULTY)
    others = tuple(file for file in files if file is not chosen)
    return Standing(unit, state, chosen, others, counted)


def _without_usable(unit: Unit, files: Sequence[File], form: Form, year: int) -> Standing:
    """The state of the latest file, one that can be read before one that cannot."""
    if not files:
        return Standing(unit, State.MISSING)
    last = max(files, key=lambda file: (file.filing is not None, file.order))
    return Standing(unit, _unusable(last, form, year) or State.MISSING, others=tuple(files))


def _unusable(file: File, form: Form, year: int) -> State | None:
    if file.filing is None:
        return State.UNREADABLE
    if (file.filing.form, file.filing.edition) != (form.id, form.edition):
        return State.OTHER_EDITION
    return None if file.filing.particulars.get("year") == year else State.OTHER_YEAR


def _by_findings(file: File) -> State:
    open_ = blocking(file.findings)
    if any(finding.severity is Severity.ERROR for finding in open_):
        return State.FAULTY
    return State.UNEXPLAINED if open_ else State.REPORTED


def _chosen(files: Sequence[File], named: Collection[str]) -> File | None:
    """The file that was decided for, else the latest; None where that cannot be told."""
    wanted = [file for file in files if file.name in named]
    candidates = wanted or [file for file in files if file.order == max(one.order for one in files)]
    alike = all(file.filing == candidates[0].filing for file in candidates)
    return candidates[0] if alike else None
