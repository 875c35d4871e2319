"""Findings on the 【names】 in texts."""

from collections.abc import Iterator

from generator.checks.wording import found, section_title
from generator.filing import Filing
from generator.finding import Finding
from generator.form.model import Check, Form
from generator.narrative import Formatter, Reference, paragraphs, references


def findings(filing: Filing, form: Form, _previous: Filing | None) -> Iterator[Finding]:
    """Yield a finding for each 【…】 that is nearly a name, or whose figures are missing; once each."""
    formatter = Formatter(form, filing)
    places = {ref.words: (ref, section) for section, text in paragraphs(filing) for ref in references(text)}
    for reference, section in places.values():
        for check in form.checks.values():
            yield from _told(check, reference, section, formatter, filing, form)


def _told(
    check: Check, reference: Reference, section: str, formatter: Formatter, filing: Filing, form: Form
) -> Iterator[Finding]:
    known = formatter.is_known(reference)
    nearest = "" if known else formatter.nearest(reference)
    faults = {
        "near-name": bool(nearest),
        "name-without-figure": known and formatter.resolve(reference) is None,
    }
    if faults.get(check.rule):
        yield found(
            check,
            reference.words,
            form,
            cells=tuple(filter(None, [filing.cell(section)])),
            place=section_title(section, form),
            words=reference.words,
            nearest=nearest,
        )
