"""The slip (报送单) that goes with the paper copy of a report: one page, signed and sealed by hand."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any

from generator.filing import Filing
from generator.finding import Finding
from generator.form.model import Form, Severity
from generator.report.context import figures
from generator.report.word.template import Template, compile_template

BUILT_IN = "slip.docx"
NAMES = ("title", "organisation", "particulars", "result", "explanations", "draft_mark")


def render_slip(filing: Filing, form: Form, findings: Sequence[Finding], *, draft: bool = False) -> bytes:
    """Render the slip of a report as a Word document; its figures have been read back from the packed file.

    Args:
        filing: The answers.
        form: The form they answer; its folder has the template.
        findings: What the checks found in them.
        draft: Whether it says that the report is a draft.

    Raises:
        TemplateError: If the template has faults; all are told.
        ReadBackError: If the produced file does not hold the filing's figures.
    """
    template = _compiled(form.files[BUILT_IN], frozenset(form.fields))
    return template.render(_context(filing, form, findings, draft=draft), figures(filing, form))


@lru_cache(maxsize=4)
def _compiled(data: bytes, fields: frozenset[str]) -> Template:
    return compile_template(data, fields, names=NAMES)


def _context(filing: Filing, form: Form, findings: Sequence[Finding], *, draft: bool) -> dict[str, Any]:
    words = form.texts["slip"]
    return {
        "title": words["title"].format(title=form.title),
        "organisation": str(filing.particulars.get("organisation", "")),
        "particulars": {asked.id: str(filing.particulars.get(asked.id, "")) for asked in form.particulars},
        "result": _result(findings, form),
        "explanations": list(_explanations(findings, form)),
        "draft_mark": form.texts["report"]["draft_mark"] if draft else "",
    }


def _result(findings: Sequence[Finding], form: Form) -> str:
    """How many findings of each severity there are, and how many are explained."""
    words = form.texts["slip"]
    of = {
        severity: [finding for finding in findings if finding.severity is severity] for severity in Severity
    }
    counts = (words["counts"].format(severity=severity, count=len(here)) for severity, here in of.items())
    explained = sum(bool(finding.explanation) for finding in of[Severity.EXPLAIN])
    return str(
        words["result"].format(
            counts=words["joint"].join(counts),
            explained=explained,
            open=len(of[Severity.EXPLAIN]) - explained,
        )
    )


def _explanations(findings: Sequence[Finding], form: Form) -> Iterator[str]:
    """Each explanation with its check, as many as the page has room for, then how many more there are."""
    words = form.texts["slip"]
    told = [_explanation(finding, words) for finding in findings if finding.explanation]
    room = words["lines"]
    for index, text in enumerate(told):
        room -= -(-len(text) // words["line"])
        if room < 0:
            yield words["more"].format(count=len(told) - index)
            return
        yield text


def _explanation(finding: Finding, words: dict[str, Any]) -> str:
    text = " ".join(finding.explanation.split())
    longest = words["longest"]
    cut = text if len(text) <= longest else f"{text[: longest - 1]}…"
    return str(words["explanation"].format(called=finding.called, title=finding.title, text=cut))
