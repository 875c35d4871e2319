"""A report in Word read back into a filing of the edition that its tables are of."""

from collections.abc import Mapping, Sequence

from generator.errors import UnusableInputError
from generator.figure import BLANK, of_text
from generator.filing import Filing, Origin, Remark
from generator.form.model import Form
from generator.published.block import Cell, Document, Paragraph, Table
from generator.published.chapters import Chapters, chapters
from generator.published.document import read as read_document
from generator.published.places import places


def read(data: bytes, forms: Sequence[Form]) -> tuple[Form, Filing]:
    """Read a report: title, figures with their places, texts.

    Args:
        data: The .docx file.
        forms: The editions that it may be of; it is of the one whose fields have most places in its tables.

    Raises:
        UnusableInputError: If it is no Word document, cannot be used, or has none of the forms' tables.
    """
    document = read_document(data)
    tables = [block for block in document.blocks if isinstance(block, Table)]
    found = [(form, {name: (table, cell) for name, table, cell in places(tables, form)}) for form in forms]
    form, best = max(found, key=lambda pair: len(pair[1]) / len(pair[0].fields))
    if not best:
        raise UnusableInputError("published.no-table")
    return form, _filing(document, form, best)


def _filing(document: Document, form: Form, found: Mapping[str, tuple[Table, Cell]]) -> Filing:
    numbers = form.numbers
    figures = {name: of_text(cell.text, form.not_applicable) for name, (_, cell) in found.items()}
    texts = chapters([block for block in document.blocks if isinstance(block, Paragraph)], form)
    return Filing(
        form.id,
        form.edition,
        particulars=_particulars(texts),
        figures={name: figure for name, figure in figures.items() if figure is not BLANK},
        opening=texts.opening,
        narrative={section: items for section, items in texts.sections.items() if items},
        origins={
            name: Origin(numbers[form.fields[name].table], _place(form, cell.row, cell.column))
            for name, (_, cell) in found.items()
        },
        headings=texts.headings,
        remarks=(Remark("manuscript-revised", "", "", str(document.revised)),) * bool(document.revised),
    )


def _particulars(texts: Chapters) -> dict[str, str | int]:
    found = {"title": "\n".join(texts.title), "signature": texts.signature, "date": texts.date}
    return {name: text for name, text in found.items() if text}


def _place(form: Form, row: int, column: int) -> str:
    return str(form.texts["compare"]["cell"]).format(row=row, column=column)
