"""The office's work on the page: the workbooks of all units, and the roll-up of what they hand in.

Of many files each is a request of its own; what came of it is given back to the page, which brings all of
them for the last step.
"""

import pickle
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from generator.finding import blocking, by_cause
from generator.form.loader import EDITION, FORM, load
from generator.form.model import Form
from generator.messages import say
from generator.office import last
from generator.office.collect import Returns, State, collect, usual_year
from generator.office.file import File, look
from generator.office.handouts import year_to_report
from generator.office.inputs import every_member
from generator.office.requests import extras
from generator.office.rollup import Rollup, roll_up
from generator.office.units import Unit, units
from generator.ooxml.archive import deflated
from generator.ooxml.package import pack
from generator.page.exchange import Answer, Request
from generator.page.itself import put_together
from generator.page.kit import blank_workbook, common, workbook, workbook_names
from generator.page.templates import template
from generator.workbook.handout import Handout

_PART = "page."
_SHOWN = 3
"""Findings of a file that are named on the page; all stand in the roll-up."""


def listed(request: Request) -> Answer:
    """How many units there are on the list."""
    return Answer(count=len(_units(request, _form())))


def opened(request: Request) -> Answer:
    """A file of last year's, read; or why it was not (``fault``)."""
    name, at, fault = _one_of_many(request)
    file = last.Before(name, fault=fault) if fault else last.opened(name, request.files["file"])
    return Answer(made={f"earlier.{at}": pickle.dumps(file)})


def placed(request: Request) -> Answer:
    """What each unit on the list reported last year, by its place there; and which files were not used."""
    form = _form()
    known = _units(request, form)
    before: list[last.Before] = _several(request, "earlier")
    found = last.brought(before, known, form, _year_to_report(request))
    made = {
        f"last.{at}": pickle.dumps(given[0])
        for at, unit in enumerate(known)
        if (given := found.by_unit.get(unit.name))
    }
    count = say("kit.with-last-year", count=len(made)) if made else ""
    told = template("handed.html.j2").render(count=count, told=found.told)
    return Answer({"handed": told if before else ""}, made)


def made_for_one(request: Request) -> Answer:
    """The workbook of the unit ``at`` on the list, with what it reported last year."""
    form, at = _form(), int(request.options["at"])
    known = _units(request, form)
    before = [last.with_form(filing) for filing in _several(request, "last")]
    given = before[0] if before else None
    data = workbook(known[at], form, _year_to_report(request), _handout(request, form), given)
    return Answer(
        made={f"{form.texts['office']['kit']['workbooks']}/{workbook_names(known, form)[at]}": data}
    )


def archived(request: Request) -> Answer:
    """Everything that is handed out as one zip archive, as the command line packs it.

    The files are the packed parts of the page (``page.NAME``) and the workbooks of the units in their folder.
    """
    form = _form()
    names, handout = form.texts["office"]["kit"], _handout(request, form)
    parts = {key.removeprefix(_PART): data for key, data in request.files.items() if key.startswith(_PART)}
    folder = f"{names['workbooks']}/"
    made = {name: data for name, data in request.files.items() if name.startswith(folder)}
    if not made:
        made = {names["blank"]: blank_workbook(form, _year_to_report(request), handout)}
    made |= common(put_together(parts), form, handout)
    return Answer(made={names["everything"]: pack((name, deflated(made[name])) for name in sorted(made))})


def unpacked(request: Request) -> Answer:
    """The files of a zip archive that was handed in."""
    return Answer(made=every_member(request.files["file"]))


def looked_at(request: Request) -> Answer:
    """A file that was handed in, read and checked; or why it was not (``fault``)."""
    name, at, fault = _one_of_many(request)
    file = File(name, fault=fault) if fault else look(name, request.files["file"])
    return Answer(made={f"returns.{at}": pickle.dumps(file)})


def states(request: Request) -> Answer:
    """How things stand with every unit."""
    form = _form()
    return Answer({"states": _table(_returns(request, form), form)})


def rolled_up(request: Request) -> Answer:
    """The roll-up as a workbook."""
    from generator.office.workbook import workbook as written  # noqa: PLC0415

    form = _form()
    return Answer(made={say("page.rollup-file"): written(_rollup(request, form), form)})


def _form() -> Form:
    return load(FORM, EDITION)


def _units(request: Request, form: Form) -> tuple[Unit, ...]:
    return units(request.files["units"], form) if "units" in request.files else ()


def _handout(request: Request, form: Form) -> Handout:
    asked = extras(request.files["extra"], form) if "extra" in request.files else ()
    return Handout(asked, str(request.options["due"]), str(request.options["contact"]))


def _one_of_many(request: Request) -> tuple[str, str, str]:
    """The name of a file, which of many it is, and why it could not be read."""
    name, at, fault = (str(request.options.get(key, "")) for key in ("name", "at", "fault"))
    return name, at, fault


def _several(request: Request, place: str) -> list[Any]:
    """What earlier requests made and the page gives back."""
    return [pickle.loads(data) for data in request.several(place)]  # noqa: S301


def _year_to_report(request: Request) -> int:
    return int(request.options["year"]) or year_to_report(datetime.now())  # noqa: DTZ005  (the office's own)


def _returns(request: Request, form: Form) -> Returns:
    files: list[File] = _several(request, "returns")
    files.sort(key=lambda file: file.name)
    return collect(files, _units(request, form), form, int(request.options["year"]) or usual_year(files))


def _rollup(request: Request, form: Form) -> Rollup:
    return roll_up(_returns(request, form), form, str(request.options["organisation"]))


def _table(returns: Returns, form: Form) -> str:
    from generator.office.status import remark, remark_on, state_of  # noqa: PLC0415

    words = form.texts["office"]
    rows = [
        (words["states"][one.state], one.unit.name, _names([one.file] if one.file else one.others),
         remark_on(one, form) or _open(one.file))
        for one in returns.standings
    ]  # fmt: skip
    rows += [(state_of(one, form), "", one.file.name, remark(one, form)) for one in returns.strangers]
    open_ = sum(one.state is not State.REPORTED for one in returns.standings) + len(returns.strangers)
    heads = [words["status"]["heads"][key] for key in ("state", "unit", "file", "remark")]
    return str(
        template("states.html.j2").render(
            returns=returns,
            heads=heads,
            rows=rows,
            usual=words["states"][State.REPORTED],
            all_reported=say("rollup.all-reported") if not open_ else "",
        )
    )


def _open(file: File | None) -> str:
    """The first findings that stand in the way of a file, and how many there are."""
    found = blocking(file.findings) if file else ()
    told = [say("page.open-finding", check=one.check, title=one.title) for one in by_cause(found)]
    more = say("page.more-findings", count=len(found)) if len(told) > _SHOWN else ""
    return "；".join(told[:_SHOWN]) + more


def _names(files: Iterable[File]) -> str:
    return "、".join(file.name for file in files)
