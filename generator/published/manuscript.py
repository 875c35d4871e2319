"""A narrative written in Word (正文.docx) put into a filing: it wins, and what it replaces is told."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from generator.errors import UnusableInputError
from generator.filing import Filing, Item, Remark
from generator.form import dates
from generator.form.headings import OPENING, headings, section_words
from generator.form.model import Form
from generator.narrative import Formatter
from generator.published.block import Paragraph, Table
from generator.published.chapters import chapters
from generator.published.compare import text_differences
from generator.published.document import read as read_document
from generator.published.passages import folded


@dataclass(frozen=True, slots=True)
class Manuscript:
    """What a Word file says: its title, the opening, the sections that have a heading in it.

    ``signature`` has the date, too; ``tables`` counts its tables, ``revised`` its tracked changes, which are
    read as accepted.
    """

    title: tuple[str, ...]
    opening: tuple[str, ...]
    sections: Mapping[str, tuple[Item, ...]]
    signature: str = ""
    tables: int = 0
    revised: int = 0


def read(data: bytes, form: Form) -> Manuscript:
    """Read a Word file; which section a text belongs to, its headings say.

    Args:
        data: The .docx file.
        form: For the titles of sections.

    Raises:
        UnusableInputError: If it is no Word document, or cannot be used.
    """
    document = read_document(data)
    found = chapters([block for block in document.blocks if isinstance(block, Paragraph)], form)
    tables = sum(isinstance(block, Table) for block in document.blocks)
    return Manuscript(
        found.title, found.opening, found.sections, found.signature + found.date, tables, document.revised
    )


def with_manuscript(filing: Filing, manuscript: Manuscript, title: str, form: Form) -> Filing:
    """Give the filing with the texts of a Word file.

    The opening and every section that the file has replace those of the filing; others stay. Tables, title
    and signature are not taken: figures and particulars come from the workbook.

    Args:
        filing: What was answered.
        manuscript: What the Word file says.
        title: The title that the report prints.
        form: The form of the filing.

    Raises:
        UnusableInputError: If the file has no heading of a section.
    """
    if not manuscript.sections:
        wanted = headings(form).values()
        raise UnusableInputError("manuscript.no-headings", headings="、".join(f"“{word}”" for word in wanted))
    written = {section: items for section, items in manuscript.sections.items() if items}
    replaced = {OPENING, *manuscript.sections} if manuscript.opening else set(manuscript.sections)
    moved = replaced | {text.key for text in filing.texts if text.section in replaced}
    kept = {section: items for section, items in filing.narrative.items() if section not in replaced}
    return replace(
        filing,
        opening=manuscript.opening or filing.opening,
        narrative={s.id: (kept | written)[s.id] for s in form.sections if s.id in kept | written},
        origins={name: origin for name, origin in filing.origins.items() if name not in moved},
        remarks=(*filing.remarks, *_remarks(filing, manuscript, title, form)),
    )


def _remarks(filing: Filing, manuscript: Manuscript, title: str, form: Form) -> Iterator[Remark]:
    for place in _differing(filing, manuscript, form):
        yield Remark("manuscript-differs", "", "", place)
    words = form.texts["compare"]
    signature, date = (str(filing.particulars.get(name, "")) for name in ("signature", "date"))
    for word, mine, other in (
        (words["title"], title, "".join(manuscript.title)),
        (words["signature"], signature + dates.printed(date), manuscript.signature),
    ):
        if other and folded(mine) != folded(other):
            yield Remark("manuscript-title", "", "", f"{word}“{other}”")
    if manuscript.tables:
        yield Remark("manuscript-tables", "", "", str(manuscript.tables))
    if manuscript.revised:
        yield Remark("manuscript-revised", "", "", str(manuscript.revised))
    for section in form.sections:
        if not section.table and section.id not in manuscript.sections:
            yield Remark("manuscript-lacks", "", "", f"“{section_words(form)[section.id]}”")


def _differing(filing: Filing, manuscript: Manuscript, form: Form) -> Iterator[str]:
    """Where texts of the filing are replaced by other ones: section and line."""
    formatter = Formatter(form, filing)
    both = {section for section in manuscript.sections if section in filing.narrative}
    mine = {section: _filled(filing.narrative[section], formatter) for section in both}
    other = {section: _filled(manuscript.sections[section], formatter) for section in both}
    openings = bool(filing.opening and manuscript.opening)
    plain = replace(filing, particulars={})
    ours = replace(plain, narrative=mine, opening=_texts(filing.opening, formatter) if openings else ())
    theirs = replace(
        plain, narrative=other, opening=_texts(manuscript.opening, formatter) if openings else ()
    )
    for difference in text_differences(ours, theirs, form):
        yield f"{difference.group}{difference.place}"


def _filled(items: tuple[Item, ...], formatter: Formatter) -> tuple[Item, ...]:
    return tuple(Item(formatter.fill(item.heading), _texts(item.paragraphs, formatter)) for item in items)


def _texts(texts: tuple[str, ...], formatter: Formatter) -> tuple[str, ...]:
    return tuple(map(formatter.fill, texts))
