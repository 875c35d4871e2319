"""The rows of 正文 as a workbook holds them: a row a paragraph, guidance beside the first of each section."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.filing import Filing
from generator.form.headings import OPENING, section_words
from generator.form.model import Form, Section
from generator.ooxml.references import column_letters
from generator.workbook.measure import height_of

TYPED = ("section", "heading", "text")
_LINE, _SMALL_LINE = 15.5, 14


@dataclass(frozen=True, slots=True)
class Line:
    """A row: what clerks fill in, and the guidance beside it."""

    section: str = ""
    heading: str = ""
    text: str = ""
    guidance: str = ""


def lines(form: Form, filing: Filing) -> Iterator[Line]:
    """Yield the rows for the texts of a filing; sections without text have rows that wait for it."""
    names = section_words(form)
    guidance = form.texts["narrative_sheet"]["opening_guidance"]
    yield from _paragraphs(names[OPENING], "", filing.opening or ("",), guidance)
    for section in form.sections:
        yield from _section(section, filing, names[section.id], form)


def counting(column: int) -> str:
    """The formula, in any row, that counts the characters of its text, which stands in this column."""
    text = column_letters(column)
    count = f"LEN(INDEX(${text}:${text},ROW()))"
    return f'IF({count}=0,"",{count})'


def height(line: Line, form: Form) -> float:
    """What the texts of a row need, in points."""
    widths = form.texts["narrative_sheet"]["widths"]
    heights = (height_of(getattr(line, name), float(widths[name]), _LINE) for name in TYPED)
    return max(*heights, height_of(line.guidance, float(widths["guidance"]), _SMALL_LINE))


def _section(section: Section, filing: Filing, name: str, form: Form) -> Iterator[Line]:
    items = filing.narrative.get(section.id, ())
    if not items:
        yield Line(name, guidance=section.guidance)
        for aspect in section.aspects:
            hint = form.texts["narrative_sheet"]["aspect_guidance"].format(aspect=aspect)
            yield Line(name, guidance=hint)
    for index, item in enumerate(items):
        guidance = "" if index else section.guidance
        yield from _paragraphs(name, item.heading, item.paragraphs or ("",), guidance)


def _paragraphs(section: str, heading: str, texts: tuple[str, ...], guidance: str) -> Iterator[Line]:
    """The first paragraph stands beside section and sub-heading, the others below it."""
    yield Line(section, heading, texts[0], guidance)
    yield from (Line(text=text) for text in texts[1:])
