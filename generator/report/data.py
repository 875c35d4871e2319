"""The report as open data: JSON, and CSV with one row a field."""

import csv
from dataclasses import replace
from io import StringIO

from generator import arithmetic
from generator.figure import Figure, State, digits
from generator.filing import Filing, Item, LastYear
from generator.filing_json import to_json
from generator.form.model import Form
from generator.narrative import Formatter

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render_json(filing: Filing, form: Form) -> bytes:
    """The report as JSON, in the shape in which filings are exchanged."""
    return to_json(published(filing, form), form)


def published(filing: Filing, form: Form) -> Filing:
    """What is published: figures as printed, names in texts replaced, nothing that is for the office only."""
    fill = Formatter(form, filing).fill
    private = form.texts["report"]["data"]["unpublished"]
    return replace(
        filing,
        particulars={
            name: answer
            for name, answer in filing.particulars.items()
            if name.partition(".")[0] not in private
        },
        figures=arithmetic.figures(form, filing),
        blank_means_zero=frozenset(),
        opening=tuple(map(fill, filing.opening)),
        narrative={
            section: tuple(Item(fill(item.heading), tuple(map(fill, item.paragraphs))) for item in items)
            for section, items in filing.narrative.items()
        },
        explanations=(),
        last=LastYear(),
    )


def render_csv(filing: Filing, form: Form) -> bytes:
    """Every field with its labels, figure and origin as CSV (RFC 4180), in UTF-8 with a byte order mark.

    A text that a spreadsheet would take for a formula has an apostrophe in front; a number has none.
    """
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(form.texts["report"]["data"]["heads"])
    for name, figure in arithmetic.figures(form, filing).items():
        writer.writerow(_row(name, figure, filing, form))
    return written.getvalue().encode("utf-8-sig")


def _row(name: str, figure: Figure, filing: Filing, form: Form) -> list[str]:
    field = form.fields[name]
    table = form.numbers.get(field.table, "")
    labels = (" / ".join(field.row_labels), " / ".join(field.column_labels))
    texts = (figure.note, field.unit, filing.cell(name))
    return [name, *map(guarded, (table, *labels)), _value(figure), *map(guarded, texts)]


def _value(figure: Figure) -> str:
    """The number without its note, which has a column of its own; else what was typed."""
    if figure.state is State.NUMBER:
        return digits(figure.value)
    return figure.typed if figure.state is State.NOT_APPLICABLE else guarded(figure.typed)


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
