"""A published report into a filing: ``read(document, editions) -> (form, filing)``."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from generator.errors import UnusableInputError
from generator.filing import Filing, Remark
from generator.form.headings import headings as official_headings
from generator.form.model import Form
from generator.published import sections, several, tables
from generator.published.block import Block, Document, Paragraph, Table
from generator.published.captions import is_caption
from generator.published.cells import figures_behind
from generator.published.passages import folded
from generator.published.said import read_back
from generator.published.screens import as_printed

_FIRST_WORDS = 12  # characters of a table, by which people find it


def read(document: Document, editions: Sequence[Form]) -> tuple[Form, Filing]:
    """Read a report as a filing of the edition that its tables are of.

    Args:
        document: Its blocks.
        editions: The editions that it may be of, the likeliest first.

    Raises:
        UnusableInputError: If none of the tables is found in it.
    """
    document = replace(document, blocks=tuple(as_printed(document.blocks)))
    form, figures = max((_figures(document, form) for form in editions), key=lambda pair: _likeness(*pair))
    blocks = sections.with_headings_in_tables(document.blocks, form)
    blocks, another = several.first(blocks, form)
    texts = sections.find(blocks, form)
    if not figures.seen:
        raise UnusableInputError("published.no-table" if texts.missing else "published.text-only")
    missing = (Remark("section-missing", "", "", f"“{title}”") for title in texts.missing)
    filing = Filing(
        form=form.id,
        edition=form.edition,
        particulars=texts.particulars,
        figures=figures.figures,
        opening=texts.opening,
        narrative=texts.narrative,
        origins=figures.origins,
        remarks=(
            *figures.remarks,
            *_unread(blocks, texts, figures, form),
            *missing,
            *_worded(texts.headings, form),
            *_moved(texts.headings, form),
            *_told(document, another),
        ),
        headings=texts.headings,
    )
    return form, read_back(filing, form)


def _figures(document: Document, form: Form) -> tuple[Form, tables.Found]:
    """The figures of the first report in a document, looked for by an edition."""
    blocks, _ = several.first(sections.with_headings_in_tables(document.blocks, form), form)
    texts = {block.text for block in blocks if isinstance(block, Paragraph)}
    return form, tables.find([block for block in blocks if isinstance(block, Table)], texts, form)


def _likeness(form: Form, found: tables.Found) -> tuple[float, int]:
    """How much of an edition is there: of the table that differs most between editions, then of all."""
    telling = form.table_fields(form.texts["reports"]["telling_table"])
    return len(found.seen.intersection(telling)) / len(telling), len(found.seen)


def _worded(headings: Mapping[str, str], form: Form) -> Iterator[Remark]:
    """Headings of sections that are not the official ones: another number, other words."""
    for section, official in official_headings(form).items():
        if section in headings and folded(headings[section]) != folded(official):
            words = form.texts["published"]["worded"].format(given=headings[section], official=official)
            yield Remark("heading-worded", "", "", words)


def _moved(headings: Mapping[str, str], form: Form) -> Iterator[Remark]:
    """Sections, as they stand, that come behind one that the form has behind them."""
    order = [section.id for section in form.sections]
    for first, second in pairwise(headings):
        if order.index(first) > order.index(second):
            words = form.texts["published"]["moved"].format(first=headings[first], second=headings[second])
            yield Remark("sections-moved", "", "", words)


def _unread(
    blocks: Sequence[Block], texts: sections.Texts, figures: tables.Found, form: Form
) -> Iterator[Remark]:
    """Tables in the sections that are none of the form's, by the first words in them.

    Behind the last text, where a website puts what is its own, only those with figures.
    """
    lines = {at: block for at, block in enumerate(blocks) if isinstance(block, Paragraph)}
    begun = min((at for at, line in lines.items() if texts.begins(line)), default=len(blocks))
    said = {text for items in texts.narrative.values() for item in items for text in item.paragraphs}
    ended = max((at for at, line in lines.items() if line.typed in said), default=0)
    taken = {number for number, _ in figures.rows}
    for at, block in enumerate(blocks):
        if isinstance(block, Table) and at > begun and block.number not in taken:
            rows = block.by_row()
            text = "".join(cell.text for row in rows for cell in row)
            has_words = at < ended and text and not is_caption(text, form)
            if has_words or any(figures_behind(row, form) for row in rows):
                first = next(cell.text for row in rows for cell in row if cell.text)
                yield Remark("tables-unread", "", "", f"“{first[:_FIRST_WORDS]}”")


def _told(document: Document, another: str) -> Iterator[Remark]:
    """That another report follows, that there are tracked changes."""
    if another:
        yield Remark("another-report", "", "", f"“{another}”")
    if document.revised:
        yield Remark("report-revised", "", "", str(document.revised))
