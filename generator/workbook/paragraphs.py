"""The rows of 正文 as the texts of the sections."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from generator.filing import Item, Origin, Remark, joined, paragraphs, text_key, unnumbered
from generator.form.headings import OPENING
from generator.form.model import Form
from generator.form.numerals import chinese
from generator.ooxml.references import address
from generator.ooxml.sheets import Workbook
from generator.workbook import keys
from generator.workbook.identity import Keyed, keyed, words_at
from generator.workbook.labels import headed

_NOWHERE = ""


@dataclass(slots=True)
class Texts:
    """The opening, the sections, where each begins and each text of it stands, and what was noticed."""

    opening: tuple[str, ...] = ()
    sections: dict[str, tuple[Item, ...]] = field(default_factory=dict)
    origins: dict[str, Origin] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of 正文; ``origin`` is where its text stands, ``beside`` where its sub-heading does."""

    named: str
    heading: str
    text: str
    origin: Origin
    beside: Origin


def narrative(workbook: Workbook, form: Form, name: str) -> Texts:
    """Read 正文; a row with neither section nor sub-heading continues the one above.

    Args:
        workbook: Where to look; without the sheet there are no texts.
        form: For the sections, and for what numbering in front of a sub-heading looks like.
        name: What the sheet is called in a new workbook.
    """
    heads = form.texts["narrative_sheet"]["heads"]
    found = keyed(workbook, keys.NARRATIVE, name)
    if found is None or "text" not in found.columns:
        found = headed(workbook, heads)
    return _texts(list(_rows(found, heads["section"])), form) if found else Texts()


def _texts(rows: list[_Row], form: Form) -> Texts:
    texts = Texts()
    items: dict[str, list[Item]] = {}
    places: dict[str, list[Origin]] = {}
    sections = _sections(form)
    current = _NOWHERE
    for row in rows:
        if row.named:
            current = sections.get(_loose(row.named), _NOWHERE)
        item = _item(row, form, texts)
        if current == _NOWHERE and (item.heading or item.paragraphs):
            texts.remarks.append(Remark("text-unplaced", "", str(row.origin)))
        elif item.heading or item.paragraphs:
            texts.origins.setdefault(current, row.origin)
            cells = [row.beside] * bool(item.heading) + [row.origin] * len(item.paragraphs)
            places.setdefault(current, []).extend(cells)
            items.setdefault(current, []).append(item)
    texts.origins |= {
        text_key(section, number): cell
        for section, cells in places.items()
        for number, cell in enumerate(cells, start=1)
    }
    opening = items.pop(OPENING, [])
    texts.opening = tuple(text for item in opening for text in (item.heading, *item.paragraphs) if text)
    texts.sections = {
        section.id: joined(items[section.id]) for section in form.sections if section.id in items
    }
    return texts


def _item(row: _Row, form: Form, texts: Texts) -> Item:
    """A row as a stretch of a section; what is noticed about it is told."""
    heading = unnumbered(row.heading, form)
    if heading != row.heading:
        texts.remarks.append(Remark("numbering-removed", "", str(row.beside), f"“{row.heading}”"))
    if len(row.text) > int(form.texts["narrative_sheet"]["long"]):
        texts.remarks.append(Remark("long-text", "", str(row.origin)))
    return Item(heading, paragraphs(row.text))


def _rows(found: Keyed, head: str) -> Iterator[_Row]:
    """The rows that hold something, below the heads."""
    typed = {found.columns.get(name, 0) for name in ("section", "heading", "text")}
    filled = {row for row, column in found.sheet.cells if column in typed and row > found.marker[0]}
    for row in sorted(filled):
        named, heading, text = (words_at(found, row, name) for name in ("section", "heading", "text"))
        if named != head and (named or heading or text):
            origin, beside = (
                Origin(found.sheet.name, address(row, found.columns.get(name, found.columns["text"])))
                for name in ("text", "heading")
            )
            yield _Row(named, heading, text, origin, beside)


def _sections(form: Form) -> Mapping[str, str]:
    """What may stand in the column of sections: number, title, or both."""
    words = {_loose(form.texts["opening"]): OPENING}
    for index, section in enumerate(form.sections, start=1):
        for text in (chinese(index), section.title, f"{chinese(index)}、{section.title}"):
            words[_loose(text)] = section.id
    return words


def _loose(text: str) -> str:
    return re.sub(r"[\s、]+", "", text)
