"""What a template says by itself and every report would repeat: a year, a reference of the clerks'."""

import re
from collections.abc import Collection, Iterator

from generator.report.word.faults import Fault, TagError
from generator.report.word.part import Part
from generator.report.word.tags import Tag, paragraphs, site_in
from generator.report.word.template import Inspection

# Years of laws and of documents stand in brackets.
_FIXED = re.compile(
    r"(?<![0-9〔（(])(?P<year>20[0-9]{2})\s*年|【(?P<reference>[^【】｜]{1,100})(?:｜[^【】]{1,100})?】"
)


def fixed(inspection: Inspection, references: Collection[str]) -> Iterator[Fault]:
    """Tell of years, and of names of figures in 【】, which are put in only where clerks write them.

    Args:
        inspection: The template.
        references: What clerks may put in 【】.
    """
    for part, compiled in zip(inspection.parts, inspection.compiled, strict=True):
        yield from _fixed_in(part, compiled.tags, references)


def _fixed_in(part: Part, tags: Collection[Tag], references: Collection[str]) -> Iterator[Fault]:
    remarks = {
        (tag.paragraph.element.start, at)
        for tag in tags
        if tag.braces == "{#"
        for at in range(tag.start, tag.end)
    }
    for paragraph in paragraphs(part, _FIXED):
        for found in _FIXED.finditer(paragraph.text):
            is_meant = found["year"] or found["reference"] in references
            if is_meant and (paragraph.element.start, found.start()) not in remarks:
                error = TagError("fixed-year" if found["year"] else "reference")
                yield error.at(site_in(paragraph, *found.span()))
