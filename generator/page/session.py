"""What the page asks and what it is answered: ``answered(request, files) -> (told, made)``.

Nothing is kept between two requests: each brings the files that it is about. So a worker that was stopped
by a file can be replaced by another.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from generator import __version__
from generator.errors import NianbaoError, UnusableInputError
from generator.filenames import file_name
from generator.filing import Explanation, Filing
from generator.finding import Finding, blocking, by_cause, copied
from generator.form.loader import load
from generator.form.model import Form, Severity
from generator.intake import added_up, is_json, received
from generator.page.templates import template

FORM, EDITION = "disclosure", "2021"


@dataclass(frozen=True, slots=True)
class Request:
    """``options`` are what was typed, ``files`` what was chosen, by their places on the page."""

    action: str
    options: Mapping[str, Any]
    files: Mapping[str, bytes]

    def several(self, name: str) -> list[bytes]:
        """The files of a place that takes more than one (``previous``, ``previous.1``)."""
        return [data for key, data in self.files.items() if key.partition(".")[0] == name]


@dataclass(frozen=True, slots=True)
class Answer:
    """``regions`` are pieces of HTML by the place where they go, ``made`` files by name."""

    regions: Mapping[str, str] = field(default_factory=dict)
    made: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Checked:
    form: Form
    filing: Filing
    findings: tuple[Finding, ...]
    typed: Mapping[tuple[str, str], str]

    @property
    def open(self) -> tuple[Finding, ...]:
        return blocking(self.findings)

    @property
    def reported(self) -> Filing:
        """The filing as reports are made from it: with the explanations that settle something."""
        from generator.checks.explanations import settling  # noqa: PLC0415

        return settling(self.filing, self.findings)

    @property
    def name(self) -> str:
        """What files made from the filing are called."""
        particulars = self.filing.particulars
        title = self.form.texts["report"]["title_line"].format(
            year=particulars.get("year", ""), title=self.form.title
        )
        return file_name(f"{particulars.get('organisation', '')}{title}")


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
    return json.dumps({"regions": dict(answer.regions)}), list(answer.made.items())


def _check(request: Request) -> Answer:
    checked = _checked(request)
    return Answer(_regions(checked))


def _explain(request: Request) -> Answer:
    from generator.workbook.fill import annotate  # noqa: PLC0415

    checked = _checked(request)
    done = annotate(request.files["workbook"], checked.form, checked.findings, checked.typed)
    return Answer(_regions(checked), {f"{checked.name}.xlsx": done.workbook})


def _annotated(request: Request) -> Answer:
    from generator.workbook.fill import annotate  # noqa: PLC0415

    checked = _checked(request)
    if is_json(request.files["workbook"]):
        raise UnusableInputError("page.not-annotatable")
    done = annotate(request.files["workbook"], checked.form, checked.findings, checked.typed)
    return Answer(made={f"{checked.name}.xlsx": done.workbook})


def _report(request: Request) -> Answer:
    from generator.report.render import render  # noqa: PLC0415

    checked = _checked(request)
    template = request.files.get("template")
    made = render(checked.reported, checked.form, template, draft=bool(checked.open))
    return Answer(made={f"{checked.name}.docx": made})


def _page(request: Request) -> Answer:
    from generator.report.web.page import render_page  # noqa: PLC0415

    checked = _checked(request)
    made = render_page(checked.reported, checked.form, draft=bool(checked.open))
    return Answer(made={f"{checked.name}.html": made})


def _fragment(request: Request) -> Answer:
    """What goes on the clipboard, to be pasted into a website's editor."""
    from generator.report.web.page import render_page  # noqa: PLC0415

    checked = _checked(request)
    made = render_page(checked.reported, checked.form, fragment=True, draft=bool(checked.open))
    return Answer({"clip": made.decode()})


def _slip(request: Request) -> Answer:
    from generator.report.slip import render_slip  # noqa: PLC0415

    checked = _checked(request)
    made = render_slip(checked.filing, checked.form, checked.findings, draft=bool(checked.open))
    name = checked.form.texts["slip"]["file"].format(name=checked.name)
    return Answer(made={f"{name}.docx": made})


def _json(request: Request) -> Answer:
    from generator.arithmetic import without_agreeing_totals  # noqa: PLC0415
    from generator.checks.explanations import recorded  # noqa: PLC0415
    from generator.filing import to_json  # noqa: PLC0415

    checked = _checked(request)
    filing = without_agreeing_totals(checked.form, recorded(checked.filing, checked.findings))
    return Answer(made={f"{checked.name}.json": to_json(filing, checked.form)})


def _blank(request: Request) -> Answer:
    from generator.workbook.blank import blank  # noqa: PLC0415

    form = load(FORM, EDITION)
    given = {name: request.options[name] for name in ("organisation", "year") if request.options.get(name)}
    filing = Filing(form.id, form.edition).with_particulars(given)
    name = _Checked(form, filing, (), {}).name
    return Answer(made={f"{name}.xlsx": blank(form, __version__, filing)})


_ACTIONS: dict[str, Callable[[Request], Answer]] = {
    "check": _check,
    "explain": _explain,
    "annotated": _annotated,
    "report": _report,
    "page": _page,
    "fragment": _fragment,
    "slip": _slip,
    "json": _json,
    "blank": _blank,
}


def _checked(request: Request) -> _Checked:
    from generator.checks import check  # noqa: PLC0415

    form, filing = received(request.files["workbook"])
    typed = {
        (given["check"], given["at"]): given["text"].strip() for given in request.options.get("typed", ())
    }
    findings = check(_with(filing, typed), form, added_up(request.several("previous"), form))
    return _Checked(form, _with(filing, typed), findings, typed)


def _with(filing: Filing, typed: Mapping[tuple[str, str], str]) -> Filing:
    """The filing with the explanations typed on the page in place of those for the same findings."""
    anew = {copied(*at) for at in typed}
    kept = [given for given in filing.explanations if copied(given.check, given.at) not in anew]
    new = [Explanation(check, at, text) for (check, at), text in typed.items() if text]
    return replace(filing, explanations=(*kept, *new))


def _regions(checked: _Checked) -> dict[str, str]:
    from generator.report.web.page import render_page  # noqa: PLC0415

    groups = [
        (severity, [finding for finding in by_cause(checked.findings) if finding.severity is severity])
        for severity in Severity
    ]
    return {
        "findings": template("findings.html.j2").render(
            filing=checked.filing,
            form=checked.form,
            groups=[(severity, found) for severity, found in groups if found],
            open=checked.open,
            explain=Severity.EXPLAIN,
        ),
        "preview": render_page(checked.reported, checked.form, draft=bool(checked.open)).decode(),
    }
