"""Notices to the units that have something to mend: what, by when, and whom to call."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any

from generator.errors import UnusableInputError
from generator.filenames import file_names
from generator.finding import Finding, blocking, by_cause
from generator.form.model import Form
from generator.intake import is_json, received
from generator.office.collect import Returns, Standing, State
from generator.report.word.template import Template, compile_template
from generator.workbook.rolled import RolledUp

_OURS = ("submission.prepared_by", "submission.telephone")
NAMES = ("title", "to", "opening", "faults", "closing", "organisation")


@dataclass(frozen=True, slots=True)
class Office:
    """Who sends the notices: its name, the date until which it waits, whom to call; any may be empty."""

    organisation: str = ""
    due: str = ""
    contact: str = ""

    @property
    def lacking(self) -> tuple[str, ...]:
        """What a notice has to name and does not, as options are called."""
        return tuple(name for name in ("organisation", "contact") if not getattr(self, name))


@dataclass(frozen=True, slots=True)
class Letter:
    """What a unit is sent: the names of its notice and of its workbook with the findings in it."""

    standing: Standing
    name: str
    annotated: str


def signed(office: Office, earlier: RolledUp | None, own: bytes | None) -> Office:
    """Who sends the notices, what was not typed taken from what the office has.

    Args:
        office: As it was typed.
        earlier: The roll-up that is made again; it has the office's name.
        own: The office's own workbook; it has the name, and who fills it in.

    Raises:
        UnusableInputError: If its own workbook is wanted and cannot be used.
    """
    office = replace(office, organisation=office.organisation or (earlier.organisation if earlier else ""))
    if own is None or not office.lacking:
        return office
    form, filing = received(own)
    said = [str(filing.particulars[name]) for name in _OURS if filing.particulars.get(name)]
    organisation = office.organisation or str(filing.particulars.get("organisation", ""))
    contact = office.contact or str(form.texts["office"]["notice"]["joint"]).join(said)
    return replace(office, organisation=organisation, contact=contact)


def letters(returns: Returns, form: Form) -> list[Letter]:
    """What is sent to each unit that has something to mend, or has not reported."""
    words = form.texts["office"]["notice"]
    stems = file_names(standing.unit.name for standing in returns.standings)
    return [
        Letter(standing, words["letter"].format(unit=stem), _annotated_name(standing, stem, form))
        for standing in returns.standings
        if is_chased(standing) and (stem := stems[standing.unit.name])
    ]


def _annotated_name(standing: Standing, stem: str, form: Form) -> str:
    """A workbook goes back as what it came in: with its macros, if it has any."""
    ending = PurePath(standing.file.name).suffix.lower() if standing.file else ""
    return str(form.texts["office"]["notice"]["annotated"].format(unit=stem, ending=ending))


def annotated(data: bytes, standing: Standing, form: Form) -> bytes | None:
    """The workbook of a unit with what was found in it; None where it handed in none.

    Args:
        data: The file that counts for the unit.
        standing: How things stand with it.
        form: The form that is added up.
    """
    from generator.workbook.fill import annotate  # noqa: PLC0415  (the notices alone need no workbook)

    if standing.file is None or is_json(data):
        return None
    return annotate(data, form, standing.file.findings).workbook


def is_chased(standing: Standing) -> bool:
    """Whether a unit is sent a notice."""
    return standing.state is not State.REPORTED


def template_of(data: bytes | None, form: Form) -> Template:
    """Compile the Word template of the notice; None for the form's own.

    Raises:
        TemplateError: If it has faults.
        UnusableInputError: If it is no Word document, or holds no tag.
    """
    words = form.texts["office"]["notice"]
    compiled = compile_template(form.files[words["template"]] if data is None else data, (), names=NAMES)
    if not compiled.programs:
        raise UnusableInputError("template.without-tags")
    return compiled


def notice(standing: Standing, form: Form, template: Template, office: Office, year: int) -> bytes:
    """Write the notice to a unit.

    Args:
        standing: How things stand with it.
        form: The form that is added up.
        template: As ``template_of`` gives it.
        office: Who sends it.
        year: The year of the reports.

    Returns:
        A .docx.
    """
    return template.render(_context(standing, form, office, year), {})


def _context(standing: Standing, form: Form, office: Office, year: int) -> dict[str, Any]:
    words = form.texts["office"]["notice"]
    faults = by_cause(blocking(standing.file.findings)) if standing.file else ()
    missing = "_missing" if standing.state is State.MISSING else ""
    closing = [words[("due" if office.due else "soon") + missing].format(due=office.due)]
    closing += [words["contact"].format(contact=office.contact)] if office.contact else []
    return {
        "title": words[f"title{missing}"].format(year=year),
        "to": words["to"].format(unit=standing.unit.name),
        "opening": [_opening(standing, form, len(faults), year)],
        "faults": [_fault(finding, words) for finding in faults],
        "closing": closing,
        "organisation": office.organisation,
    }


def _opening(standing: Standing, form: Form, count: int, year: int) -> str:
    words = form.texts["office"]["notice"]
    if standing.state is State.MISSING:
        return str(words["missing"].format(year=year))
    if standing.file:
        return str(words["faults"].format(file=standing.file.name.rpartition("/")[2], count=count))
    files, filings = standing.others, [file.filing for file in standing.others if file.filing]
    said = {
        "files": (file.name.rpartition("/")[2] for file in files),
        "fault": (file.fault.partition("。")[0] for file in files),  # what is to be done follows in our words
        "given": (str(filing.particulars.get("year", "")) for filing in filings),
        "edition": (filing.edition for filing in filings),
    }
    joined = {name: "、".join(dict.fromkeys(filter(None, each))) for name, each in said.items()}
    return str(words["reasons"][standing.state].format(year=year, **joined))


def _fault(finding: Finding, words: Mapping[str, Any]) -> dict[str, str]:
    text = words["fault"].format(severity=finding.severity, title=finding.title, message=finding.message)
    cells = "、".join(finding.cells_apart)
    return {"text": text, "where": words["where"].format(cells=cells) if cells else ""}
