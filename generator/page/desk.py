"""What an office hands out, made on the page: the workbooks of all units, and the kit with all it needs.

Of many files each is a request of its own; what came of it is given back to the page, which brings all of
them for the last step.
"""

import pickle
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from generator.form.loader import of_year
from generator.form.model import Form
from generator.messages import say
from generator.office import last
from generator.office.handouts import year_to_report
from generator.office.requests import extras
from generator.office.units import Unit, units
from generator.ooxml.archive import deflated
from generator.ooxml.package import pack
from generator.page.exchange import Answer, Request
from generator.page.itself import put_together
from generator.page.kit import blank_workbook, common, workbook, workbook_names
from generator.page.templates import handed
from generator.roles import used_as
from generator.workbook.handout import Handout

_PART, _WORKBOOK = "page.", "unit."


def listed(request: Request) -> Answer:
    """How many units there are on the list."""
    return Answer(count=len(units_of(request, _form(request))))


def opened(request: Request) -> Answer:
    """A file of last year's, read; or why it was not (``fault``)."""
    name, at, fault = one_of_many(request)
    file = last.Before(name, fault=fault) if fault else last.opened(name, request.files["file"])
    return Answer(made={f"earlier.{at}": kept(file)})


def placed(request: Request) -> Answer:
    """What each unit on the list reported last year, by its place there; and which files were not used."""
    form = _form(request)
    known = units_of(request, form)
    before: list[last.Before] = restored(request, "earlier")
    found = last.brought(before, known, form, _year_to_report(request))
    made = {
        f"last.{at}": kept(given[0])
        for at, unit in enumerate(known)
        if (given := found.by_unit.get(unit.name))
    }
    count = say("kit.with-last-year", count=len(made)) if made else ""
    return Answer({"handed": handed(found.told, count) if before else ""}, made)


def made_for_one(request: Request) -> Answer:
    """The workbook of the unit ``at`` on the list, packed, with what it reported last year."""
    form, at = _form(request), int(request.options["at"])
    known = units_of(request, form)
    before = [last.with_form(filing) for filing in restored(request, "last")]
    given = before[0] if before else None
    data = workbook(known[at], form, _year_to_report(request), _handout(request, form), given)
    return Answer(made={f"{_WORKBOOK}{workbook_names(known, form)[at]}": kept(deflated(data))})


def archived(request: Request) -> Answer:
    """Everything that is handed out as one zip archive, as the command line packs it.

    The files are the packed parts of the page (``page.NAME``) and the packed workbooks of the units
    (``unit.NAME``).
    """
    form = _form(request)
    names, handout = form.texts["office"]["kit"], _handout(request, form)
    made = common(put_together(_given(request, _PART)), form, handout)
    of_units = _given(request, _WORKBOOK)
    if not of_units:
        made[names["blank"]] = blank_workbook(form, _year_to_report(request), handout)
    packed = {name: deflated(data) for name, data in made.items()}
    for name, data in of_units.items():
        packed[f"{names['workbooks']}/{name}"] = unkept(data)
    return Answer(made={names["everything"]: pack((name, packed[name]) for name in sorted(packed))})


def _given(request: Request, prefix: str) -> dict[str, bytes]:
    """The files of which the names begin so, by the rest of their names."""
    files = request.files.items()
    return {name.removeprefix(prefix): data for name, data in files if name.startswith(prefix)}


def _form(request: Request) -> Form:
    """The form that units are sent."""
    return of_year(_year_to_report(request))


def units_of(request: Request, form: Form) -> tuple[Unit, ...]:
    """The units on the list, if there is one."""
    with used_as("role.units"):
        return units(request.files["units"], form) if "units" in request.files else ()


def _handout(request: Request, form: Form) -> Handout:
    with used_as("role.extra"):
        asked = extras(request.files["extra"], form) if "extra" in request.files else ()
    return Handout(asked, str(request.options["due"]), str(request.options["contact"]))


def one_of_many(request: Request) -> tuple[str, str, str]:
    """The name of a file, which of many it is, and why it could not be read."""
    name, at, fault = (str(request.options.get(key, "")) for key in ("name", "at", "fault"))
    return name, at, fault


def kept(value: object) -> bytes:
    """What a request made, for the page to give back to a later one (``restored``)."""
    return pickle.dumps(value)


def restored(request: Request, place: str) -> list[Any]:
    """What earlier requests made and the page gives back."""
    return [unkept(data) for data in request.several(place)]


def unkept(data: bytes) -> Any:  # noqa: ANN401  (whatever was kept)
    """What an earlier request made."""
    return pickle.loads(data)  # noqa: S301  (by this very program, and never out of the page)


def _year_to_report(request: Request) -> int:
    return int(request.options["year"]) or year_to_report(datetime.now())  # noqa: DTZ005  (the office's own)


ACTIONS: Mapping[str, Callable[[Request], Answer]] = {
    "units": listed,
    "earlier": opened,
    "place": placed,
    "unit": made_for_one,
    "kit": archived,
}
"""What does each piece of work."""
