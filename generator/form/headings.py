"""The headings of sections and in them, as the report numbers them."""

from generator.form.model import Form
from generator.form.numerals import chinese

OPENING = "opening"
"""What the texts before the first section are called beside the sections."""


def headings(form: Form) -> dict[str, str]:
    """The heading of each section with its number (一、总体情况), by identifier."""
    heading = form.texts["report"]["heading"]
    return {
        section.id: heading.format(number=chinese(at), title=section.title)
        for at, section in enumerate(form.sections, start=1)
    }


def sub_heading(form: Form, number: int, heading: str) -> str:
    """A sub-heading with its number (（一）主动公开情况)."""
    return str(form.texts["report"]["sub_heading"]).format(number=chinese(number), heading=heading)


def section_words(form: Form) -> dict[str, str]:
    """What the opening and each section is called in a list, by identifier."""
    return {OPENING: str(form.texts["opening"])} | headings(form)
