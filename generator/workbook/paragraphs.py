"""The rows of 正文 as the texts of the sections."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.filing import Item, Origin, Remark, joined, paragraphs
from generator.form.model import Form
from generator.form.numerals import chinese
from generator.ooxml.references import address
from generator.workbook.identity import Keyed, text_at

OPENING = "opening"


@dataclass
class Texts:
    """The opening, the sections, where each begins, and what was noticed."""

    opening: tuple[str, ...] = ()
    sections: dict[str, tuple[Item, ...]] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of 正文 that has text or a sub-heading; ``cell`` is where its text stands."""

    section: str
    heading: str
    paragraphs: tuple[str, ...]
    cell: str


def narrative(found: Keyed | None, form: Form) -> Texts:
    """Read 正文; a row with neither section nor sub-heading continues the one above.

    Args:
        found: The sheet, or None where there is none: then there are no texts.
        form: For the sections, and for what numbering in front of a sub-heading looks like.
    """
    texts = Texts()
    if found is None or "text" not in found.columns:
        return texts
    items: dict[str, list[Item]] = {}
    current = ""
    for row in _rows(found, form, texts):
        current = row.section or current
        if not current:
            texts.remarks.append(Remark("text-unplaced", "", row.cell))
            continue
        texts.origins.setdefault(current, Origin(*row.cell.split("!")))
        items.setdefault(current, []).append(Item(row.heading, row.paragraphs))
    opening = items.pop(OPENING, [])
    texts.opening = tuple(text for item in opening for text in (item.heading, *item.paragraphs) if text)
    texts.sections = {
        section.id: joined(items[section.id]) for section in form.sections if section.id in items
    }
    return texts


def _rows(found: Keyed, form: Form, texts: Texts) -> Iterator[_Row]:
    sections = _sections(form)
    numbering = re.compile(form.texts["numbering"])
    limit = int(form.texts["narrative_sheet"]["long"])
    head = next(iter(form.texts["narrative_sheet"]["heads"].values()))
    section = ""
    for row in sorted({row for row, _ in found.sheet.cells if row > found.marker[0]}):
        named, heading, text = (_text(found, row, name) for name in ("section", "heading", "text"))
        if named == head:
            continue
        section = sections.get(_loose(named), "") or section
        cell = f"{found.sheet.name}!{address(row, found.columns['text'])}"
        plain = numbering.sub("", heading, count=1)
        if plain != heading:
            texts.remarks.append(Remark("numbering-removed", "", cell, f"“{heading}”"))
        if len(text) > limit:
            texts.remarks.append(Remark("long-text", "", cell))
        if text or plain:
            yield _Row(section, plain, paragraphs(text), cell)


def _text(found: Keyed, row: int, column: str) -> str:
    return text_at(found.sheet, row, found.columns[column]).strip() if column in found.columns else ""


def _sections(form: Form) -> Mapping[str, str]:
    """What may stand in the column of sections: number, title, or both."""
    words = {_loose(form.texts["opening"]): OPENING}
    for index, section in enumerate(form.sections, start=1):
        for text in (chinese(index), section.title, f"{chinese(index)}、{section.title}"):
            words[_loose(text)] = section.id
    return words


def _loose(text: str) -> str:
    return re.sub(r"[\s、]+", "", text)
