"""Findings on sections that were taken over from last year's report."""

import re
from collections.abc import Iterator

from generator.checks.wording import found, section_title
from generator.filing import Filing
from generator.finding import Finding
from generator.form.model import Form
from generator.narrative import Formatter

_SENTENCE = re.compile(r"[^。；！？\n]+")


def findings(filing: Filing, form: Form, previous: Filing | None) -> Iterator[Finding]:
    """Yield a finding for each section that is, sentence by sentence, mostly last year's."""
    told_by = [check for check in form.checks.values() if check.rule == "text-repeated"]
    wanted = form.vocabulary.prose.repeated
    for section in wanted.sections if previous and told_by else ():
        mine, last = (_sentences(section, known, form) for known in (filing, previous or filing))
        length = sum(map(len, mine))
        share = 100 * sum(len(words) for words in mine if words in last) // max(length, 1)
        if length >= wanted.fewest and share >= wanted.share:
            cells = tuple(filter(None, [filing.cell(section)]))
            place = section_title(section, form)
            yield from (
                found(check, section, form, cells=cells, place=place, sides=(share, None))
                for check in told_by
            )


def _sentences(section: str, filing: Filing, form: Form) -> list[str]:
    """The sentences of a section, with its figures, without years."""
    fill, unchanging = Formatter(form, filing).fill, form.vocabulary.prose.patterns["unchanging"]
    said = "\n".join(fill(text.words) for text in filing.texts if text.section == section)
    return [words for part in _SENTENCE.findall(said) if (words := unchanging.sub("", part))]
