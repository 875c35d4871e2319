"""What the page asks and what it is answered: ``answered(request, files) -> (told, made)``.

Nothing is kept between two requests: each brings the files that it is about. So a worker that was stopped
by a file can be replaced by another.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from importlib import import_module

from generator import __version__
from generator.errors import NianbaoError, UnusableInputError
from generator.filing import Filing
from generator.finding import by_cause
from generator.form.loader import of_year
from generator.form.model import Form, Severity
from generator.intake import added_up, received
from generator.messages import say
from generator.office.handouts import year_to_report
from generator.page import final
from generator.page.checked import Checked, checked, has_workbook, noticed, workbook, workbook_name
from generator.page.exchange import Answer, Request
from generator.page.templates import handed, template
from generator.roles import used_as
from generator.sums import is_roll_up


def answered(request: str, files: Mapping[str, bytes]) -> tuple[str, list[tuple[str, bytes]]]:
    """Do what the page asks.

    Args:
        request: JSON with ``action`` and ``options``.
        files: The chosen files by their places on the page (``workbook``, ``previous``, ``template`` …).

    Returns:
        JSON with ``regions`` (HTML by place) or ``fault`` (one sentence), and the files made, by name.
    """
    asked = json.loads(request)
    try:
        answer = _ACTIONS[asked["action"]](Request(asked["action"], asked.get("options", {}), files))
    except NianbaoError as fault:
        return json.dumps({"fault": str(fault)}), []
    told = {"regions": dict(answer.regions), "count": answer.count, "wanted": list(answer.wanted)}
    return json.dumps(told), list(answer.made.items())


def prepare() -> int:
    """Load what every check needs, so that the first file does not wait for it; give the year that is due."""
    for module in ("generator.workbook.read", "generator.checks", "generator.report.web.page"):
        import_module(module)
    year = year_to_report(datetime.now())  # noqa: DTZ005  (the year of the people here)
    of_year(year)
    return year


def _check(request: Request) -> Answer:
    found = checked(request)
    return Answer(_regions(request, found))


def _explain(request: Request) -> Answer:
    found = checked(request)
    annotated = _annotated(request, found)
    return Answer({**_regions(request, found), **annotated.regions}, annotated.made)


def _annotate(request: Request) -> Answer:
    return _annotated(request, checked(request))


def _annotated(request: Request, found: Checked) -> Answer:
    """The workbook with the findings and explanations in it; what did not fit is told."""
    from generator.workbook.fill import annotate  # noqa: PLC0415

    done = annotate(workbook(request), found.form, found.findings, found.typed)
    count, cells = len(done.uncoloured), "、".join(done.uncoloured)
    told = [say("cli.unlisted", count=done.unlisted)] if done.unlisted else []
    told += [say("cli.uncoloured", count=count, cells=cells)] if count else []
    return Answer({"written": handed(told)}, {workbook_name(request, found): done.workbook})


def _text(request: Request) -> Answer:
    """The workbook with the narrative that was written in Word."""
    from generator.workbook.texts import with_texts  # noqa: PLC0415

    found = checked(request)
    made = with_texts(workbook(request), found.form, found.filing)
    return Answer(made={workbook_name(request, found): made})


def _workbook(request: Request) -> Answer:
    """A workbook filled in with what a report or other data say."""
    from generator.workbook.blank import blank  # noqa: PLC0415
    from generator.workbook.own import left_out  # noqa: PLC0415

    found = checked(request)
    lost = left_out(found.filing, found.form)
    told = [say("cli.left-out", names="、".join(lost))] if lost else []
    made = blank(found.form, __version__, found.filing)
    return Answer({"written": handed(told)}, {found.workbook: made})


def _report(request: Request) -> Answer:
    from generator.page.own import usable  # noqa: PLC0415
    from generator.report.render import render  # noqa: PLC0415

    found = checked(request)
    own = usable(request.files.get("template"), found.form)
    made = render(found.reported, found.form, own, draft=bool(found.open))
    return Answer(made={f"{found.report}.docx": made})


def _page(request: Request) -> Answer:
    from generator.report.web.page import render_page  # noqa: PLC0415

    found = checked(request)
    made = render_page(found.reported, found.form, draft=bool(found.open))
    return Answer(made={f"{found.report}.html": made})


def _fragment(request: Request) -> Answer:
    """What goes on the clipboard, to be pasted into a website's editor."""
    from generator.report.web.page import render_page  # noqa: PLC0415

    found = checked(request)
    made = render_page(found.reported, found.form, fragment=True, draft=bool(found.open))
    return Answer({"clip": made.decode()})


def _slip(request: Request) -> Answer:
    from generator.report.slip import render_slip  # noqa: PLC0415

    found = checked(request)
    made = render_slip(found.filing, found.form, found.findings, draft=bool(found.open))
    name = found.form.texts["slip"]["file"].format(name=found.report)
    return Answer(made={f"{name}.docx": made})


def _json(request: Request) -> Answer:
    from generator.arithmetic import without_agreeing_totals  # noqa: PLC0415
    from generator.checks.explanations import recorded  # noqa: PLC0415
    from generator.filing_json import to_json  # noqa: PLC0415

    found = checked(request)
    filing = without_agreeing_totals(found.form, recorded(found.filing, found.findings))
    return Answer(made={f"{found.name}.json": to_json(filing, found.form)})


def _csv(request: Request) -> Answer:
    from generator.report.data import render_csv  # noqa: PLC0415

    found = checked(request)
    return Answer(made={f"{found.name}.csv": render_csv(found.reported, found.form)})


def _blank(request: Request) -> Answer:
    from generator.previous import asked_of  # noqa: PLC0415
    from generator.workbook.blank import blank  # noqa: PLC0415

    form = of_year(int(request.options.get("year") or 0))
    given = {name: request.options[name] for name in ("organisation", "year") if request.options.get(name)}
    filing = Filing(form.id, form.edition).with_particulars(given)
    with used_as("role.previous"):
        last = added_up(request.several("previous"), form)
    if last:
        filing = replace(filing, last=asked_of(last, form))
    told = handed(noticed((), form, last), say("page.last-year-put-in") if last else "")
    name = Checked(form, filing, (), {}).workbook
    return Answer({"made-blank": told}, {name: blank(form, __version__, filing)})


def _compare(request: Request) -> Answer:
    if "final" not in request.files:
        return Answer({"differences": ""})
    if "workbook" not in request.files:
        raise UnusableInputError("page.no-workbook")
    return Answer(final.compared(request, checked(request)))


def _take_text(request: Request) -> Answer:
    found = checked(request)
    return Answer(made={workbook_name(request, found): final.taken(request, found)})


def _template(request: Request) -> Answer:
    from generator.page.own import looked_at  # noqa: PLC0415

    data = request.files.get("template")
    return Answer({"own-template": looked_at(data, _form(request)) if data is not None else ""})


def _built_in(request: Request) -> Answer:
    from generator.report.render import BUILT_IN  # noqa: PLC0415

    return Answer(made={say("page.template-file"): _form(request).files[BUILT_IN]})


def _form(request: Request) -> Form:
    """The form of the chosen workbook; without one that can be used, the newest."""
    try:
        return received(request.files["workbook"])[0]
    except (KeyError, NianbaoError):
        return of_year()


def _at_the_desk(request: Request) -> Answer:
    # openpyxl costs clerks a third of a second
    module = import_module(f"generator.page.{_DESK[request.action]}")
    job: Callable[[Request], Answer] = module.ACTIONS[request.action]
    return job(request)


_DESK = {
    **dict.fromkeys(("units", "earlier", "place", "unit", "kit"), "desk"),
    **dict.fromkeys(("unpack", "look", "publication", "pairs", "agree", "states"), "returns"),
    **dict.fromkeys(("rollup", "own", "letters", "letter", "post"), "returns"),
}
"""Where the office's work is done, by the action of the page."""

_ACTIONS: dict[str, Callable[[Request], Answer]] = {
    "check": _check,
    "explain": _explain,
    "annotated": _annotate,
    "report": _report,
    "page": _page,
    "fragment": _fragment,
    "slip": _slip,
    "json": _json,
    "csv": _csv,
    "text": _text,
    "workbook": _workbook,
    "built-in": _built_in,
    "blank": _blank,
    "compare": _compare,
    "template": _template,
    "take-text": _take_text,
    **dict.fromkeys(_DESK, _at_the_desk),
}


def _regions(request: Request, found: Checked) -> dict[str, str]:
    from generator.report.web.page import render_page  # noqa: PLC0415

    groups = [
        (severity, [finding for finding in by_cause(found.findings) if finding.severity is severity])
        for severity in Severity
    ]
    regions = {
        "findings": template("findings.html.j2").render(
            filing=found.filing,
            form=found.form,
            groups=[(severity, listed) for severity, listed in groups if listed],
            open=found.open,
            explain=Severity.EXPLAIN,
            has_workbook=has_workbook(request),
            has_narrative="narrative" in request.files,
            roll_up=say("rollup.no-texts") if is_roll_up(found.filing, found.form) and found.open else "",
        ),
        "preview": render_page(found.reported, found.form, draft=bool(found.open)).decode(),
    }
    return regions | (final.compared(request, found) if "final" in request.files else {})
