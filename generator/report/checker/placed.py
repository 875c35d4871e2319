"""Where the fields of the form are placed: nowhere, twice, or in a cell whose labels are another field's."""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from generator.form.model import Field, Form
from generator.report.word.cells import Cell, cells_of
from generator.report.word.faults import NOWHERE, Fault, TagError
from generator.report.word.figures import fields_in
from generator.report.word.part import Element, ancestors, nearest
from generator.report.word.scope import Known
from generator.report.word.tags import Tag, site_of
from generator.report.word.template import Inspection

Labels = tuple[set[str], set[str]]
"""What stands to the left of a cell, and above it."""


@dataclass(frozen=True, slots=True)
class Use:
    """A tag that prints a field's figure; a ``copy`` stands in the second version of a text box."""

    field: str
    tag: Tag
    copy: bool


def uses_of(inspection: Inspection) -> list[Use]:
    """List where figures are printed."""
    known = Known(inspection.template.fields, {})
    return [
        Use(field, tag, _is_fallback(tag))
        for part in inspection.compiled
        for tag in part.tags
        if tag.braces == "{{"
        for field in fields_in(tag.source, known)
    ]


def missing(uses: Iterable[Use], form: Form) -> Iterator[Fault]:
    """Tell what the form's tables have and the template has nowhere: a table, a column, a row, a field."""
    placed = {use.field for use in uses}
    for table in form.tables:
        fields = [form.fields[name] for name in form.table_fields(table.id)]
        absent = [field for field in fields if field.id not in placed]
        if len(absent) == len(fields):
            yield _lacks("table-missing", table=table.number, title=table.title)
        else:
            yield from _missing_in(table.number, fields, absent)


def twice(uses: Iterable[Use]) -> Iterator[Fault]:
    """Tell of fields that have more than one cell for themselves."""
    first: dict[str, Use] = {}
    for use in uses:
        if _cell_of_its_own(use) is not None and first.setdefault(use.field, use) is not use:
            place = str(site_of(first[use.field].tag).place)
            yield TagError("placed-twice", field=use.field, place=place).at(site_of(use.tag))


def mislabelled(uses: Iterable[Use], form: Form) -> Iterator[Fault]:
    """Tell of fields whose cell has, beside and above it, the labels of another field, or lacks its own."""
    owners = [(element, use) for use in uses if (element := _cell_of_its_own(use)) is not None]
    in_cells = dict({use.field: (element, use) for element, use in reversed(owners)}.values())
    tables = dict.fromkeys((nearest(cell, "w:tbl"), use.tag.paragraph.part) for cell, use in in_cells.items())
    for table, part in tables:
        cells = cells_of(part, table) if table else []
        placed = [(in_cells[one.element], _labels(one, cells)) for one in cells if one.element in in_cells]
        yield from _mislabelled_in(placed, form)


def _mislabelled_in(placed: list[tuple[Use, Labels]], form: Form) -> Iterator[Fault]:
    wrong = [(use, labels) for use, labels in placed if not _is_labelled(form.fields[use.field], *labels)]
    has_own_layout = len(wrong) == len(placed)
    told: set[str] = set()
    for use, labels in wrong:
        there = next((field for field in form.fields.values() if _is_labelled(field, *labels)), None)
        if there:
            yield _other_label(use, there, form)
        elif not has_own_layout:
            yield from _lost_labels(use, labels, form, told)


def _other_label(use: Use, there: Field, form: Form) -> Fault:
    own = form.fields[use.field].label
    return TagError("wrong-cell", label=there.label, own=own, field=there.id).at(site_of(use.tag))


def _lost_labels(use: Use, labels: Labels, form: Form, told: set[str]) -> Iterator[Fault]:
    """Tell of labels that stand neither beside nor above their figure; ``told`` holds those told already."""
    own, around = form.fields[use.field], labels[0] | labels[1]
    for label in (*own.row_labels, *own.column_labels):
        if _plain(label) not in around and label not in told:
            told.add(label)
            yield TagError("label-lost", label=label).at(site_of(use.tag))


def _missing_in(table: str, fields: list[Field], absent: list[Field]) -> Iterator[Fault]:
    """Tell of whole columns first, then of whole rows, then of what is left."""
    for key, by in (("column-missing", _by_column), ("row-missing", _by_row)):
        whole = Counter(map(by, fields))
        gone = Counter(map(by, absent))
        lines = [line for line, count in gone.items() if count == whole[line] and line != ((), "")]
        for line in lines:
            yield _lacks(key, table=table, label=" / ".join(line[0]))
        fields, absent = ([field for field in some if by(field) not in lines] for some in (fields, absent))
    for field in absent:
        yield _lacks("field-missing", table=table, label=field.label, field=field.id)


def _by_column(field: Field) -> tuple[tuple[str, ...], str]:
    return field.column_labels, field.column


def _by_row(field: Field) -> tuple[tuple[str, ...], str]:
    return field.row_labels, field.row


def _lacks(key: str, **values: str) -> Fault:
    return TagError(key, **values).at(NOWHERE)


def _is_fallback(tag: Tag) -> bool:
    return any(around.name.endswith(":Fallback") for around in ancestors(tag.paragraph.element))


def _cell_of_its_own(use: Use) -> Element | None:
    """The cell of a table that holds this tag and nothing else."""
    alone = use.tag.paragraph.text.strip() == use.tag.paragraph.text[use.tag.start : use.tag.end]
    return nearest(use.tag.paragraph.element, "w:tc") if alone else None


def _labels(cell: Cell, cells: list[Cell]) -> Labels:
    """What stands to the left of a cell in its row, and above it."""
    left = {_plain(other.text) for other in cells if other.row == cell.row and other.left < cell.left}
    above = {
        _plain(other.text)
        for other in cells
        if other.row < cell.row and other.left < cell.right and cell.left < other.right
    }
    return left, above


def _is_labelled(field: Field, left: set[str], above: set[str]) -> bool:
    beside, over = ({_plain(label) for label in labels} for labels in (field.row_labels, field.column_labels))
    return bool(over) and beside <= left and over <= above


@lru_cache(maxsize=1024)
def _plain(text: str) -> str:
    """A label without spaces, full-width signs and the like taken for the usual ones."""
    return "".join(unicodedata.normalize("NFKC", text).split())
