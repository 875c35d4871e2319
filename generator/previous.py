"""Last year's filings, of whatever edition, added up as one of this year's form."""

from collections.abc import Sequence
from dataclasses import replace

from generator import arithmetic
from generator.figure import BLANK
from generator.filing import Filing, LastYear
from generator.form.model import Form

URL = "submission.url"


def added_up(files: Sequence[tuple[Filing, Form]], form: Form) -> Filing:
    """Add up what was reported last year (several files: a merger, a task taken over).

    Args:
        files: Each filing with the form that it answers.
        form: This year's.

    Returns:
        A filing whose figures are those of all files; a field that one of them lacks is blank. Totals are
        stated. Names and years that differ stand beside each other; texts come along from a single file.
    """
    printed = [arithmetic.figures(own, filing) for filing, own in files]
    figures = {
        name: arithmetic.summed([given.get(name, BLANK) for given in printed], form) for name in form.fields
    }
    added = Filing(
        form=form.id,
        edition=form.edition,
        particulars=_particulars([filing for filing, _ in files], str(form.texts["organisations"]["joint"])),
        figures={name: figure for name, figure in figures.items() if figure is not BLANK},
    )
    if len(files) > 1:
        return added
    (only,) = (filing for filing, _ in files)
    return replace(added, opening=only.opening, narrative=only.narrative)


def asked_of(added: Filing, form: Form) -> LastYear:
    """What the workbook asks of last year's report, but for what follows from it."""
    wanted = (name for name in form.last if name in added.figures and not form.is_reckoned_of_last(name))
    return LastYear({name: added.figures[name] for name in wanted}, str(added.particulars.get(URL, "")))


def _particulars(filings: Sequence[Filing], joint: str) -> dict[str, str | int]:
    found: dict[str, str | int] = {}
    for name in ("organisation", "year", URL):
        given = dict.fromkeys(filing.particulars.get(name, "") for filing in filings)
        answers = [answer for answer in given if answer != ""]
        if answers:
            found[name] = answers[0] if len(answers) == 1 else joint.join(map(str, answers))
    return found
