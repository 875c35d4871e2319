"""A Word template of one's own, chosen on the page: what is wrong with it, and whether it may be used."""

from generator.errors import NianbaoError
from generator.form.model import Form
from generator.messages import say
from generator.page.templates import template
from generator.report.checker import check_template


def looked_at(data: bytes, form: Form) -> str:
    """Everything that is to be mended or looked at in a template, as HTML.

    Args:
        data: The .docx.
        form: The form whose report it is to be.
    """
    page = template("own.html.j2")
    try:
        found = check_template(data, form)
    except NianbaoError as fault:
        return page.render(unusable=str(fault), groups=[], faulty=True, say=say)
    listed = ("cli.template-faults", found.faults), ("cli.template-doubts", found.doubts)
    groups = [(say(key, count=len(faults)), faults) for key, faults in listed if faults]
    return page.render(unusable="", groups=groups, faulty=bool(found.faults), say=say)


def usable(data: bytes | None, form: Form) -> bytes | None:
    """The template if a report may be made with it; None stands for the built-in one."""
    if data is None:
        return None
    try:
        return None if check_template(data, form).faults else data
    except NianbaoError:
        return None
