"""Findings on sections as wholes: without a text, too long, naming a sheet that is not there."""

from collections.abc import Callable, Iterator

from generator.checks.wording import cells_of, found, section_title
from generator.filing import Filing, Text
from generator.finding import Finding
from generator.form.model import Check, Form, Section
from generator.narrative import (
    MOST_COLUMNS,
    MOST_ROWS,
    fits_a_page,
    names_a_sheet,
    references,
    said_by_default,
    says_nothing,
    sheet_named,
)


def findings(filing: Filing, form: Form, _previous: Filing | None) -> Iterator[Finding]:
    """Yield a finding for each section that a check is about, and for each sheet."""
    for check in form.checks.values():
        if check.rule in _OF_SECTIONS:
            for section in form.sections:
                yield from _OF_SECTIONS[check.rule](check, section, filing, form)
        if check.rule == "sheet-missing":
            yield from _missing_sheets(check, filing, form)


def _empty(check: Check, section: Section, filing: Filing, form: Form) -> Iterator[Finding]:
    if section.compulsory and not _says_something(section, filing, form):
        words = form.texts["may_be_nothing" if section.may_be_nothing else "must_say"]
        yield _told(check, section.id, filing, form, words=words)


def _says_something(section: Section, filing: Filing, form: Form) -> bool:
    """Whether a section has more than sub-headings: a text, which may have to be more than 无."""
    items = filing.narrative.get(section.id, ())
    has_text = any(item.paragraphs for item in items)
    if has_text and (section.may_be_nothing or not says_nothing(items, form)):
        return True
    return bool(said_by_default(section.id, filing, form))


def _long(check: Check, section: Section, filing: Filing, form: Form) -> Iterator[Finding]:
    length = sum(len("".join(text.words.split())) for text in filing.texts if text.section == section.id)
    if 0 < section.limit < length:
        yield _told(check, section.id, filing, form, sides=(length, section.limit))


def _missing_sheets(check: Check, filing: Filing, form: Form) -> Iterator[Finding]:
    """One finding for each sheet that is named and does not come, where that is first so."""
    places: dict[str, Text] = {}
    for text in filing.texts:
        for reference in references(text.words):
            if names_a_sheet(reference, form) and not _is_printed(text, filing, form):
                places.setdefault(reference.words, text)
    for words, text in places.items():
        yield found(
            check,
            words,
            form,
            cells=cells_of(text, filing),
            place=section_title(text.section, form),
            sides=(MOST_ROWS, MOST_COLUMNS),
            words=words,
        )


def _is_printed(text: Text, filing: Filing, form: Form) -> bool:
    """Whether a table comes in the place of a text: it is nothing but the name of a sheet that fits."""
    return not text.is_heading and fits_a_page(filing.tables.get(sheet_named(text.words, form), ()))


def _told(
    check: Check,
    section: str,
    filing: Filing,
    form: Form,
    *,
    words: str = "",
    sides: tuple[int | None, int | None] = (None, None),
) -> Finding:
    cells = tuple(filter(None, [filing.cell(section)]))
    place = section_title(section, form)
    return found(check, section, form, cells=cells, place=place, words=words, sides=sides)


_OF_SECTIONS: dict[str, Callable[[Check, Section, Filing, Form], Iterator[Finding]]] = {
    "section-empty": _empty,
    "section-long": _long,
}
