"""Findings on the 【names】 in texts."""

import re
from collections.abc import Iterator

from generator.checks.wording import cells_of, found, section_title
from generator.filing import Filing, Text
from generator.finding import Finding
from generator.form.model import Check, Form
from generator.narrative import Formatter, Reference, references, sheet_named


def findings(filing: Filing, form: Form, _previous: Filing | None) -> Iterator[Finding]:
    """Yield a finding for each 【…】 that is nearly a name, or whose figures are missing; once each."""
    formatter = Formatter(form, filing)
    checks = [check for check in form.checks.values() if check.rule in _FAULTS]
    for reference, text in _places(filing).items():
        for check in checks:
            if _FAULTS[check.rule](reference, text, formatter, form):
                yield _told(check, reference, text, formatter, filing, form)


def _places(filing: Filing) -> dict[Reference, Text]:
    """Every reference with the text where it first stands."""
    places: dict[Reference, Text] = {}
    for text in filing.texts:
        for reference in references(text.words):
            places.setdefault(reference, text)
    return places


def _is_no_name(reference: Reference, text: Text, formatter: Formatter, form: Form) -> bool:
    """Whether it was meant as a name and is none: nearly one, or where a number belongs."""
    if formatter.is_known(reference) or sheet_named(reference.words, form):
        return False
    return _is_for_a_number(reference, text, form) or bool(formatter.nearest(reference))


def _is_for_a_number(reference: Reference, text: Text, form: Form) -> bool:
    """Whether a unit follows it (【申请数】件), or it asks for a format: as nothing else in such brackets."""
    if reference.format in form.texts["formats"].values():
        return True
    words = form.vocabulary.numerals
    units = "|".join(re.escape(unit) for kind in _UNITS for unit in words.get(kind, ()))
    return bool(units) and bool(re.search(rf"{re.escape(reference.words)}\s*(?:{units})", text.words))


def _has_no_figure(reference: Reference, _text: Text, formatter: Formatter, _form: Form) -> bool:
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
        nearest=formatter.nearest(reference, at_all=True),
    )


_UNITS = ("count", "money", "percent", "points", "things")
_FAULTS = {"near-name": _is_no_name, "name-without-figure": _has_no_figure}
