"""The headings of sections, as the report numbers them."""

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


def section_words(form: Form) -> dict[str, str]:
    """What the opening and each section is called in a list, by identifier."""
    return {OPENING: str(form.texts["opening"])} | headings(form)
