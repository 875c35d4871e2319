"""The office's work on the page: the workbooks of all units, and the roll-up of what they hand in.

Of many files each is a request of its own; what came of it is given back to the page, which brings all of
them for the last step.
"""

import pickle
from collections.abc import Iterable

from generator.form.loader import EDITION, FORM, load
from generator.form.model import Form
from generator.messages import say
from generator.office.collect import Returns, State, collect, usual_year
from generator.office.file import File, look
from generator.office.rollup import Rollup, roll_up
from generator.office.units import Unit, units
from generator.ooxml.package import pack
from generator.page.exchange import Answer, Request
from generator.page.kit import workbook, workbook_names
from generator.page.templates import template
from generator.workbook.handout import Handout


def listed(request: Request) -> Answer:
    """How many units there are on the list."""
    return Answer(count=len(_units(request, _form())))


def made_for_one(request: Request) -> Answer:
    """The workbook of the unit ``at`` on the list."""
    form, at = _form(), int(request.options["at"])
    known = _units(request, form)
    handout = Handout((), str(request.options["due"]), str(request.options["contact"]))
    data = workbook(known[at], form, int(request.options["year"]), handout, None)
    return Answer(made={workbook_names(known, form)[at]: data})


def archived(request: Request) -> Answer:
    """The workbooks of all units as one zip archive."""
    name = _form().texts["office"]["kit"]["workbooks"]
    return Answer(made={f"{name}.zip": pack(request.files.items())})


def looked_at(request: Request) -> Answer:
    """A file that was handed in, read and checked; or that this took too long (``stopped``)."""
    name, at = str(request.options["name"]), str(request.options["at"])
    if request.options.get("stopped"):
        file = File(name, fault=say("page.stopped"))
    else:
        file = look(name, request.files["file"])
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


def _returns(request: Request, form: Form) -> Returns:
    files: list[File] = [pickle.loads(data) for data in request.several("returns")]  # noqa: S301
    files.sort(key=lambda file: file.name)
    return collect(files, _units(request, form), form, int(request.options["year"]) or usual_year(files))


def _rollup(request: Request, form: Form) -> Rollup:
    return roll_up(_returns(request, form), form, str(request.options["organisation"]))


def _table(returns: Returns, form: Form) -> str:
    from generator.office.status import remark, remark_on, state_of  # noqa: PLC0415

    words = form.texts["office"]
    rows = [
        (words["states"][one.state], one.unit.name, _names([one.file] if one.file else one.others),
         remark_on(one, form))
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


def _names(files: Iterable[File]) -> str:
    return "、".join(file.name for file in files)
