"""What units hand in, rolled up on the page: how things stand, the sums, the notices.

Of many files each is a request of its own; what came of it is given back to the page, which brings all of
them for the last step.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from generator.finding import blocking, by_cause
from generator.form.loader import of_year
from generator.form.model import Form
from generator.messages import say
from generator.office import publications
from generator.office.archives import every_member
from generator.office.collect import Returns, State, collect, usual_year
from generator.office.file import File, look
from generator.office.inputs import is_input, is_published
from generator.office.letters import Letter, Office, annotated, letters, notice, signed, template_of
from generator.office.publications import Publication
from generator.office.rollup import Rollup, last_year, roll_up
from generator.office.units import Unit
from generator.ooxml.archive import deflated
from generator.ooxml.package import pack
from generator.page.checked import decided, decisions, named_as_kind
from generator.page.desk import kept, one_of_many, restored, units_of
from generator.page.exchange import Answer, Request
from generator.page.templates import handed, template
from generator.roles import used_as
from generator.workbook.rolled import RolledUp, read

_SHOWN = 3
"""Findings of a file that are named on the page; all stand in the roll-up."""

_TOLD = "told-of-sums"
"""The place on the page for what is said of the own workbook and the notices."""


def unpacked(request: Request) -> Answer:
    """The files of a zip archive that was handed in, or of one with published reports."""
    accepted = is_published if request.options.get("place") == "published" else is_input
    return Answer(made=every_member(request.files["file"], accepted))


def looked_at(request: Request) -> Answer:
    """A file that was handed in, read and checked; or why it was not (``fault``)."""
    name, at, fault = one_of_many(request)
    file = File(name, fault=fault) if fault else look(name, request.files["file"], decisions(request))
    return Answer(made={f"returns.{at}": kept(file)})


def publication(request: Request) -> Answer:
    """A published report, read; or why it was not."""
    name, at, fault = one_of_many(request)
    read_ = Publication(name, fault=fault) if fault else publications.look(name, request.files["file"])
    return Answer(made={f"publication.{at}": kept(read_)})


def paired(request: Request) -> Answer:
    """Whose the published reports are: the pairs that are to be compared, and what is said of the rest."""
    form, returns = _returns(request)
    given: list[Publication] = restored(request, "publication")
    owners, told = publications.placed(given, returns, form)
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
    rollup, form = _rollup(request)
    return Answer({"states": _table(rollup, form, request.options["others"]), _TOLD: ""})


def rolled_up(request: Request) -> Answer:
    """The roll-up as a workbook."""
    from generator.office.workbook import workbook  # noqa: PLC0415

    return Answer(made={say("page.rollup-file"): workbook(*_rollup(request))})


def own_workbook(request: Request) -> Answer:
    """The office's own workbook with the sums in it; a new one where none was chosen."""
    from generator.office.own import own, unplaced  # noqa: PLC0415

    (rollup, form), standing = _rollup(request), request.files.get("own")
    with used_as("role.own"):
        made = own(rollup, form, standing)
    beyond = unplaced(rollup, form, standing) if standing else ()
    told = [say("page.extras-unplaced", names="、".join(beyond))] if beyond else []
    return Answer({_TOLD: handed(told)}, {named_as_kind(say("page.own-file"), made): made})


def chased(request: Request) -> Answer:
    """The units that are sent a notice, each with the file that counts for it, if one does."""
    form, returns = _returns(request)
    sent, office = letters(returns, form), _office(request, _earlier(request))
    made = {f"letter.{at}": kept((letter, office, returns.year)) for at, letter in enumerate(sent)}
    files = (letter.standing.file for letter in sent)
    wanted = [{"returns": file.name} if file else {} for file in files]
    told = [say("page.unsigned")] if sent and office.lacking else []
    return Answer({_TOLD: handed(told)}, made, wanted=wanted)


def letter(request: Request) -> Answer:
    """The notice to a unit, and its workbook with the findings in it."""
    given: list[tuple[Letter, Office, int]] = restored(request, "letter")
    to, office, year = given[0]
    form = decided(of_year(year), request)
    with used_as("role.template"):
        own = template_of(request.files.get("notice"), form)
    made = {to.name: notice(to.standing, form, own, office, year)}
    data = request.files.get("returns")
    if data is not None and (workbook := annotated(data, to.standing, form)):
        made[to.annotated] = workbook
    return Answer(made=made)


def posted(request: Request) -> Answer:
    """Everything that is sent to units as one zip archive."""
    packed = ((name, deflated(data)) for name, data in request.files.items())
    return Answer(made={say("page.letters-file"): pack(packed)})


def _returns(request: Request) -> tuple[Form, Returns]:
    """What counts of what came in for the year that was typed or that most files have, in its form."""
    files: list[File] = restored(request, "returns")
    files.sort(key=lambda file: file.name)
    options = request.options
    year = int(options["year"]) or usual_year(files)
    form = decided(of_year(year), request)
    listed, named, faulty = units_of(request, form), options["named"], bool(options["faulty"])
    return form, collect(files, listed, form, year, named=named, include_faulty=faulty)


def _rollup(request: Request) -> tuple[Rollup, Form]:
    files, earlier = request.files, _earlier(request)
    form, returns = _returns(request)
    with used_as("role.previous"):
        last, before = last_year(files["past"], form) if "past" in files else (None, {})
    made = roll_up(
        returns,
        form,
        _office(request, earlier).organisation,
        adjustments=earlier.adjustments if earlier else (),
        previous=last,
        before=before,
        publications=publications.in_order(restored(request, "compared"), returns),
    )
    return made, form


def _earlier(request: Request) -> RolledUp | None:
    """The roll-up that is made again."""
    with used_as("role.kept"):
        return read(request.files["kept"]) if "kept" in request.files else None


def _office(request: Request, earlier: RolledUp | None) -> Office:
    """Whose roll-up it is, and who sends the notices."""
    typed = (str(request.options[name]) for name in ("organisation", "due", "contact"))
    with used_as("role.own"):
        return signed(Office(*typed), earlier, request.files.get("own"))


def _table(rollup: Rollup, form: Form, others: Sequence[str]) -> str:
    from generator.office.status import remark, remark_on, state_of  # noqa: PLC0415
    from generator.office.told import passed_over, sentences  # noqa: PLC0415

    words, returns = form.texts["office"], rollup.returns
    rows = [
        (words["states"][one.state], one.unit.name, _names([one.file] if one.file else one.others),
         remark_on(one, form) or _open(one.file), one.state is State.UNDECIDED)
        for one in returns.standings
    ]  # fmt: skip
    rows += [
        (state_of(one, form), "", [one.file.name], remark(one, form), False) for one in returns.strangers
    ]
    open_ = sum(one.state is not State.REPORTED for one in returns.standings) + len(returns.strangers)
    heads = [words["status"]["heads"][key] for key in ("state", "unit", "file", "remark")]
    return template("states.html.j2").render(
        returns=returns,
        heads=heads,
        rows=rows,
        usual=words["states"][State.REPORTED],
        all_reported=say("rollup.all-reported") if not open_ else "",
        told=[*(one.strip() for one in sentences(rollup, form)), *([passed_over(others)] if others else [])],
        chased=bool(letters(returns, form)),
    )


def _open(file: File | None) -> str:
    """The first findings that stand in the way of a file, and how many there are."""
    found = blocking(file.findings) if file else ()
    told = [say("page.open-finding", called=one.called, title=one.title) for one in by_cause(found)]
    more = say("page.more-findings", count=len(found)) if len(told) > _SHOWN else ""
    return "；".join(told[:_SHOWN]) + more


def _names(files: Iterable[File]) -> list[str]:
    return [file.name for file in files]


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
