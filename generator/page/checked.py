"""The workbook that was chosen on the page, read and checked with all that was chosen beside it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.errors import UnusableInputError
from generator.filenames import file_name
from generator.filing import Explanation, Filing, Remark
from generator.finding import Finding, blocking, copied
from generator.form.model import Form
from generator.form.overrides import with_overrides
from generator.intake import added_up, is_json, is_report, narrated, received
from generator.messages import say
from generator.ooxml.kinds import ending
from generator.ooxml.package import open_package
from generator.page.exchange import Request
from generator.roles import used_as


@dataclass(frozen=True, slots=True)
class Checked:
    """A filing with its findings; ``typed`` are the explanations typed on the page, by check and place."""

    form: Form
    filing: Filing
    findings: tuple[Finding, ...]
    typed: Mapping[tuple[str, str], str]

    @property
    def open(self) -> tuple[Finding, ...]:
        """The findings that stand in the way of a report."""
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

    @property
    def report(self) -> str:
        """What a report made now is called: a draft is never taken for the final one."""
        return say("cli.draft-name", stem=self.name) if self.open else self.name

    @property
    def workbook(self) -> str:
        """What a workbook with the filing is called, such that nobody takes it for the report."""
        return str(self.form.texts["office"]["kit"]["workbook"].format(unit=self.name))


def checked(request: Request) -> Checked:
    """Read and check what was chosen, with the narrative, last year's files and explanations beside it.

    Raises:
        UnusableInputError: If one of the files cannot be used.
    """
    from generator.checks import check  # noqa: PLC0415

    own, filing = received(request.files["workbook"])
    form = decided(own, request)
    if "narrative" in request.files:
        with used_as("role.narrative"):
            filing = narrated(filing, request.files["narrative"], form)
    typed = {
        (given["check"], given["at"]): given["text"].strip() for given in request.options.get("typed", ())
    }
    with used_as("role.previous"):
        previous = added_up(request.several("previous"), form)
    findings = check(_with(filing, typed), form, previous)
    return Checked(form, _with(filing, typed), findings, typed)


def decided(form: Form, request: Request) -> Form:
    """The form with the decisions of the office about its checks, where they were chosen.

    Raises:
        FormError: If there is something wrong with them.
    """
    given = decisions(request)
    with used_as("role.checks"):
        return with_overrides(form, *given) if given else form


def decisions(request: Request) -> tuple[str, bytes] | None:
    """The decisions of the office about checks, and what they are called."""
    return (say("page.checks-file"), request.files["checks"]) if "checks" in request.files else None


def _with(filing: Filing, typed: Mapping[tuple[str, str], str]) -> Filing:
    """The filing with the explanations typed on the page in place of those for the same findings."""
    anew = {copied(*at) for at in typed}
    kept = [given for given in filing.explanations if copied(given.check, given.at) not in anew]
    new = [Explanation(check, at, text) for (check, at), text in typed.items() if text]
    return replace(filing, explanations=(*kept, *new))


def noticed(remarks: Sequence[Remark], form: Form, previous: Filing | None = None) -> list[str]:
    """What the reader noticed in a file, in last year's too, as sentences."""
    from generator.checks.reading import findings  # noqa: PLC0415

    read = Filing(form.id, form.edition, remarks=tuple(remarks))
    return [finding.message for finding in findings(read, form, previous)]


def workbook(request: Request) -> bytes:
    """The workbook that is to be written into."""
    if not has_workbook(request):
        raise UnusableInputError("page.not-annotatable")
    return request.files["workbook"]


def workbook_name(request: Request, found: Checked) -> str:
    """What a changed copy of the workbook is called: it ends as the workbook's kind does."""
    return named_as_kind(found.workbook, workbook(request))


def named_as_kind(name: str, data: bytes) -> str:
    """The name of a workbook, such that it ends as its kind does."""
    path = Path(name)
    return str(path.with_suffix(ending(open_package(data)) or path.suffix))


def has_workbook(request: Request) -> bool:
    """Whether a workbook was chosen, and not a report or data in its place."""
    data = request.files["workbook"]
    return not is_json(data) and not is_report(data)
