"""A file that a unit handed in: what it answers, what is wrong with it, or why it cannot be read."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta, timezone
from functools import cache

from generator.errors import NianbaoError
from generator.filing import Filing
from generator.finding import Finding
from generator.form.loader import load
from generator.form.model import Form
from generator.form.numerals import NUMERALS
from generator.form.numerals import read as read_numeral
from generator.form.overrides import with_overrides
from generator.intake import is_json, received
from generator.office.inputs import refuse_archive
from generator.ooxml.package import open_package
from generator.ooxml.references import address
from generator.ooxml.sheets import saved
from generator.sums import is_roll_up
from generator.workbook import keys, particulars
from generator.workbook.plan import Plan
from generator.workbook.rolled import LIMITS_OF_ROLL_UPS

_BEIJING = timezone(timedelta(hours=8))
_NEVER = datetime(1980, 1, 1, tzinfo=UTC)
_OF_FIGURES = ("terms", "valid", "adjustment-unreasoned", "previous-year")
_VERSION = re.compile(rf"\d+|[{NUMERALS}]+")


@dataclass(frozen=True, slots=True)
class File:
    """A file that came in.

    The filing is without its texts, and of its origins only those are kept that differ from a new workbook's;
    it is None where the file cannot be read, and ``fault`` says why. ``saved`` is the time inside the file.
    """

    name: str
    filing: Filing | None = None
    findings: tuple[Finding, ...] = ()
    saved: str = ""
    fault: str = ""

    @property
    def organisation(self) -> str:
        """The name of the unit, as the file gives it."""
        return self._particular("organisation")

    @property
    def code(self) -> str:
        """The code that the kit put into the workbook."""
        return self._particular("unit")

    @property
    def version(self) -> int:
        """The 报送版次, as in 2, V2 or 第二次; 0 where none is given."""
        said = _VERSION.search(self._particular("submission.version"))
        if said is None:
            return 0
        return int(said[0][:6]) if said[0].isdecimal() else read_numeral(said[0])

    @property
    def order(self) -> tuple[int, datetime]:
        """What puts the files of a unit into order: 报送版次, then the time of saving inside the file."""
        return self.version, _time(self.saved)

    @property
    def saved_words(self) -> str:
        """The time of saving as it is shown; empty where the file does not say, or is fresh from the kit."""
        time = _time(self.saved)
        return "" if time == _NEVER else time.astimezone(_BEIJING).strftime("%Y-%m-%d %H:%M")

    def _particular(self, name: str) -> str:
        return str(self.filing.particulars.get(name, "")) if self.filing else ""


def look(name: str, data: bytes, decisions: tuple[str, bytes] | None = None) -> File:
    """Read and check a file; one that cannot be used is told, not raised.

    Args:
        name: What it is called, folders and all.
        data: Its bytes.
        decisions: Those of the office about checks: the name and the contents of their file.
    """
    from generator.checks import check  # noqa: PLC0415  (checks are needed where files are looked at only)

    try:
        refuse_archive(name)
        form, filing = received(data)
        form = with_overrides(form, *decisions) if decisions else form
        found = check(filing, form)
        if is_roll_up(filing, form):  # whose texts are the business of another file
            found = of_figures(found, form)
        time = "" if is_json(data) else saved(open_package(data, LIMITS_OF_ROLL_UPS))
    except NianbaoError as fault:
        return File(name, fault=str(fault))
    return File(name, _slim(filing, form), found, time)


def of_figures(findings: Iterable[Finding], form: Form) -> tuple[Finding, ...]:
    """What was found in figures alone: sums have no texts and particulars of their own."""
    return tuple(finding for finding in findings if form.checks[finding.check].rule in _OF_FIGURES)


def place(field: str, filing: Filing, form: Form) -> str:
    """Where a figure stands in the file of a filing that ``look`` gave."""
    return filing.cell(field) or usual_places(form).get(field, "")


def usual_places(form: Form) -> Mapping[str, str]:
    """Where the figures of a form stand in a new workbook."""
    return _usual_places(form.id, form.edition)


@cache
def _usual_places(form_id: str, edition: str) -> dict[str, str]:
    form = load(form_id, edition)
    names = keys.sheet_names(form)
    layouts = [Plan(table, names[table.id]).layout for table in form.tables]
    layouts.append(particulars.layout(form, names[keys.PARTICULARS]))
    places = ((name, layout.sheet, at) for layout in layouts for name, at in layout.places.items())
    return {name: f"{sheet}!{address(*at)}" for name, sheet, at in places if name in form.fields}


def _slim(filing: Filing, form: Form) -> Filing:
    """The filing without what a roll-up has no use for: ten thousand of them are kept at a time."""
    usual = usual_places(form)
    moved = {
        name: origin
        for name, origin in filing.origins.items()
        if name in form.fields and str(origin) != usual.get(name)
    }
    figures = {name: figure for name, figure in filing.figures.items() if not form.is_total(name)}
    return replace(filing, figures=figures, opening=(), narrative={}, origins=moved, remarks=())


def _time(text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return _NEVER
    return found if found.tzinfo else found.replace(tzinfo=UTC)
