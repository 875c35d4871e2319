"""核对定稿: the final report beside the workbook that it was made from."""

from itertools import groupby

from generator.errors import NianbaoError
from generator.final import Side, differences, of_figures, side, side_of, with_final_text
from generator.intake import is_report
from generator.messages import say
from generator.page.checked import Checked, has_workbook, noticed, workbook
from generator.page.exchange import Request
from generator.page.templates import template
from generator.published.told import told


def compared(request: Request, found: Checked) -> dict[str, str]:
    """Every difference between what was answered and the final report; or why that cannot be used.

    Args:
        request: With the final report.
        found: What was answered, as it was checked.
    """
    ours = _ours(request, found)
    own = say("page.report" if is_report(request.files["workbook"]) else "compare.workbook")
    names = own, say("compare.final")
    try:
        theirs = side(request.files["final"])
        listed = differences(ours, theirs)
    except NianbaoError as fault:
        return {"differences": template("final.html.j2").render(fault=str(fault))}
    return {
        "differences": template("final.html.j2").render(
            fault="",
            verdict=say(
                "compare.count" if listed else "compare.equal",
                count=len(listed),
                ours_name=names[0],
                theirs_name=names[1],
            ),
            groups=[
                (group, [told(one, *names).strip() for one in members])
                for group, members in groupby(listed, key=lambda one: one.group)
            ],
            remarks=noticed(theirs.filing.remarks, found.form),
            can_take=bool(listed) and has_workbook(request),
            kept=say("page.figures-kept", count=count) if (count := of_figures(listed)) else "",
        )
    }


def taken(request: Request, found: Checked) -> bytes:
    """The workbook with the texts of the final report.

    Raises:
        UnusableInputError: If one of the two cannot be used, or what was chosen is no workbook.
    """
    ours, theirs = _ours(request, found), side(request.files["final"])
    differences(ours, theirs)
    return with_final_text(workbook(request), ours, theirs)


def _ours(request: Request, found: Checked) -> Side:
    return side_of(found.filing, found.form, is_published=is_report(request.files["workbook"]))
