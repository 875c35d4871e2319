"""Findings on the 【names】 in texts."""

from collections.abc import Iterator

from generator.checks.wording import cells_of, found, section_title
from generator.filing import Filing
from generator.finding import Finding
from generator.form.model import Check, Form
from generator.narrative import Formatter, Reference, Text, references, texts


def findings(filing: Filing, form: Form, _previous: Filing | None) -> Iterator[Finding]:
    """Yield a finding for each 【…】 that is nearly a name, or whose figures are missing; once each."""
    formatter = Formatter(form, filing)
    for reference, text in _places(filing).items():
        for check in form.checks.values():
            if check.rule in _FAULTS and _FAULTS[check.rule](reference, formatter):
                yield _told(check, reference, text, formatter, filing, form)


def _places(filing: Filing) -> dict[Reference, Text]:
    """Every reference with the text where it first stands."""
    places: dict[Reference, Text] = {}
    for text in texts(filing):
        for reference in references(text.words):
            places.setdefault(reference, text)
    return places


def _is_nearly_a_name(reference: Reference, formatter: Formatter) -> bool:
    return not formatter.is_known(reference) and bool(formatter.nearest(reference))


def _has_no_figure(reference: Reference, formatter: Formatter) -> bool:
    return formatter.is_known(reference) and formatter.resolve(reference) is None


def _told(
    check: Check, reference: Reference, text: Text, formatter: Formatter, filing: Filing, form: Form
) -> Finding:
    return found(
        check,
        reference.words,
        form,
        cells=cells_of(text, filing),
        place=section_title(text.section, form),
        words=reference.words,
        nearest=formatter.nearest(reference),
    )


_FAULTS = {"near-name": _is_nearly_a_name, "name-without-figure": _has_no_figure}
