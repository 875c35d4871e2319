"""What units hand in, rolled up on the page: how things stand, the sums, the notices.

Of many files each is a request of its own; what came of it is given back to the page, which brings all of
them for the last step.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from generator.finding import blocking, by_cause
from generator.form.model import Form
from generator.messages import say
from generator.office import publications
from generator.office.archives import every_member
from generator.office.collect import Returns, State, collect, usual_year
from generator.office.file import File, look
from generator.office.inputs import is_input, is_published
from generator.office.letters import Letter, Office, annotated, letters, notice, template_of
from generator.office.publications import Comparison, Publication
from generator.office.rollup import Rollup, last_year, roll_up
from generator.office.units import Unit
from generator.ooxml.archive import deflated
from generator.ooxml.package import pack
from generator.page.desk import form_of_units, kept, one_of_many, restored, units_of
from generator.page.exchange import Answer, Request
from generator.page.templates import template
from generator.workbook.rolled import RolledUp, read

_SHOWN = 3
"""Findings of a file that are named on the page; all stand in the roll-up."""


def unpacked(request: Request) -> Answer:
    """The files of a zip archive that was handed in, or of one with published reports."""
    accepted = is_published if request.options.get("place") == "published" else is_input
    return Answer(made=every_member(request.files["file"], accepted))


def looked_at(request: Request) -> Answer:
    """A file that was handed in, read and checked; or why it was not (``fault``)."""
    name, at, fault = one_of_many(request)
    file = File(name, fault=fault) if fault else look(name, request.files["file"])
    return Answer(made={f"returns.{at}": kept(file)})


def publication(request: Request) -> Answer:
    """A published report, read; or why it was not."""
    name, at, fault = one_of_many(request)
    read_ = Publication(name, fault=fault) if fault else publications.look(name, request.files["file"])
    return Answer(made={f"publication.{at}": kept(read_)})


def paired(request: Request) -> Answer:
    """Whose the published reports are: the pairs that are to be compared, and what is said of the rest."""
    form = form_of_units(request)
    given: list[Publication] = restored(request, "publication")
    owners, told = publications.placed(given, _returns(request, form), form)
    pairs = [(name, owner.unit, owner.file.name) for name, owner in owners.items() if owner.file]
    made = {f"pair.{at}": kept((name, unit)) for at, (name, unit, _) in enumerate(pairs)}
    made |= {f"compared.told{at}": kept(one) for at, one in enumerate(told)}
    wanted = [{"returns": file, "published": name} for name, _, file in pairs]
    return Answer(made=made, wanted=wanted)


def compared(request: Request) -> Answer:
    """A published report beside the file that its unit handed in."""
    pair: list[tuple[str, Unit]] = restored(request, "pair")
    name, unit = pair[0]
    found = publications.compare(name, unit, request.files["returns"], request.files["published"])
    return Answer(made={f"compared.{request.options['at']}": kept(found)})


def states(request: Request) -> Answer:
    """How things stand with every unit."""
    form = form_of_units(request)
    returns = _returns(request, form)
    return Answer({"states": _table(returns, _compared(request, returns), form)})


def rolled_up(request: Request) -> Answer:
    """The roll-up as a workbook."""
    from generator.office.workbook import workbook  # noqa: PLC0415

    form = form_of_units(request)
    return Answer(made={say("page.rollup-file"): workbook(_rollup(request, form), form)})


def own_workbook(request: Request) -> Answer:
    """The office's own workbook with the sums in it."""
    from generator.office.own import own  # noqa: PLC0415

    form = form_of_units(request)
    return Answer(made={say("page.own-file"): own(_rollup(request, form), form)})


def chased(request: Request) -> Answer:
    """The units that are sent a notice, each with the file that counts for it, if one does."""
    form = form_of_units(request)
    returns = _returns(request, form)
    sent = letters(returns, form)
    earlier = read(request.files["kept"]) if "kept" in request.files else None
    office = Office(
        _organisation(request, earlier), str(request.options["due"]), str(request.options["contact"])
    )
    made = {f"letter.{at}": kept((letter, office, returns.year)) for at, letter in enumerate(sent)}
    files = (letter.standing.file for letter in sent)
    return Answer(made=made, wanted=[{"returns": file.name} if file else {} for file in files])


def letter(request: Request) -> Answer:
    """The notice to a unit, and its workbook with the findings in it."""
    form = form_of_units(request)
    given: list[tuple[Letter, Office, int]] = restored(request, "letter")
    to, office, year = given[0]
    made = {to.name: notice(to.standing, form, template_of(None, form), office, year)}
    data = request.files.get("returns")
    if data is not None and (workbook := annotated(data, to.standing, form)):
        made[to.annotated] = workbook
    return Answer(made=made)


def posted(request: Request) -> Answer:
    """Everything that is sent to units as one zip archive."""
    packed = ((name, deflated(data)) for name, data in request.files.items())
    return Answer(made={say("page.letters-file"): pack(packed)})


def _returns(request: Request, form: Form) -> Returns:
    files: list[File] = restored(request, "returns")
    files.sort(key=lambda file: file.name)
    year = int(request.options["year"]) or usual_year(files)
    faulty = bool(request.options.get("faulty"))
    return collect(files, units_of(request, form), form, year, include_faulty=faulty)


def _compared(request: Request, returns: Returns) -> tuple[Comparison, ...]:
    return publications.in_order(restored(request, "compared"), returns)


def _rollup(request: Request, form: Form) -> Rollup:
    files = request.files
    returns = _returns(request, form)
    earlier = read(files["kept"]) if "kept" in files else None
    last, before = last_year(files["past"], form) if "past" in files else (None, {})
    return roll_up(
        returns,
        form,
        _organisation(request, earlier),
        adjustments=earlier.adjustments if earlier else (),
        previous=last,
        before=before,
        publications=_compared(request, returns),
    )


def _organisation(request: Request, earlier: RolledUp | None) -> str:
    """Whose roll-up it is: as typed, or as the one says that is made again."""
    typed = str(request.options["organisation"])
    return typed or (earlier.organisation if earlier else "")


def _table(returns: Returns, comparisons: Sequence[Comparison], form: Form) -> str:
    from generator.office.lists import not_agreeing  # noqa: PLC0415
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
    return template("states.html.j2").render(
        returns=returns,
        heads=heads,
        rows=rows,
        usual=words["states"][State.REPORTED],
        all_reported=say("rollup.all-reported") if not open_ else "",
        published=list(not_agreeing(comparisons, form)),
        chased=bool(letters(returns, form)),
    )


def _open(file: File | None) -> str:
    """The first findings that stand in the way of a file, and how many there are."""
    found = blocking(file.findings) if file else ()
    told = [say("page.open-finding", called=one.called, title=one.title) for one in by_cause(found)]
    more = say("page.more-findings", count=len(found)) if len(told) > _SHOWN else ""
    return "；".join(told[:_SHOWN]) + more


def _names(files: Iterable[File]) -> str:
    return "、".join(file.name for file in files)


ACTIONS: Mapping[str, Callable[[Request], Answer]] = {
    "unpack": unpacked,
    "look": looked_at,
    "publication": publication,
    "pairs": paired,
    "agree": compared,
    "states": states,
    "rollup": rolled_up,
    "own": own_workbook,
    "letters": chased,
    "letter": letter,
    "post": posted,
}
"""What does each piece of work."""
