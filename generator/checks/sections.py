"""Findings on sections as wholes: without a text, too long, naming a sheet that is not there."""

from collections.abc import Callable, Iterator

from generator.checks.wording import found, section_title
from generator.filing import Filing
from generator.finding import Finding
from generator.form.model import Check, Form, Section
from generator.narrative import MOST_COLUMNS, MOST_ROWS, fits_a_page, said_by_default, sheet_named, texts


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
    paragraphs = [text for item in filing.narrative.get(section.id, ()) for text in item.paragraphs]
    is_nothing = "".join(paragraphs).strip("。. ") in ("", *form.not_applicable)
    if paragraphs and (section.may_be_nothing or not is_nothing):
        return True
    return bool(said_by_default(section.id, filing, form))


def _long(check: Check, section: Section, filing: Filing, form: Form) -> Iterator[Finding]:
    length = sum(len("".join(text.split())) for of, text in texts(filing) if of == section.id)
    if 0 < section.limit < length:
        yield _told(check, section.id, filing, form, sides=(length, section.limit))


def _missing_sheets(check: Check, filing: Filing, form: Form) -> Iterator[Finding]:
    """One finding for each sheet that is named and cannot be printed, where it is first named."""
    places: dict[str, tuple[str, str]] = {}
    for section, text in texts(filing):
        if name := sheet_named(text, form):
            places.setdefault(name, (section, text))
    for name, (section, text) in places.items():
        if not fits_a_page(filing.tables.get(name, ())):
            sides = (MOST_ROWS, MOST_COLUMNS)
            yield _told(check, section, filing, form, at=text, words=text, sides=sides)


def _told(
    check: Check,
    section: str,
    filing: Filing,
    form: Form,
    *,
    at: str = "",
    words: str = "",
    sides: tuple[int | None, int | None] = (None, None),
) -> Finding:
    cells = tuple(filter(None, [filing.cell(section)]))
    place = section_title(section, form)
    return found(check, at or section, form, cells=cells, place=place, words=words, sides=sides)


_OF_SECTIONS: dict[str, Callable[[Check, Section, Filing, Form], Iterator[Finding]]] = {
    "section-empty": _empty,
    "section-long": _long,
}
