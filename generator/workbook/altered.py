"""What was changed about a workbook itself, or that it is another one than was handed out."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from itertools import product

from generator import arithmetic
from generator.figure import Figure, State
from generator.filing import Filing, Origin, Remark
from generator.form.grid import lay_out
from generator.form.model import Field, Form, Table
from generator.form.organisations import is_same_name
from generator.ooxml.references import address
from generator.ooxml.sheets import Sheet, Workbook
from generator.workbook import keys
from generator.workbook.formulas import Place
from generator.workbook.identity import Identity, copies, keyed
from generator.workbook.labels import loose, title_of

_FORMULA = "formula-changed"
_LIVE = ("left", "right", "difference", "verdict")


def of_workbook(identity: Identity, form: Form, organisation: str, cell: str) -> Iterator[Remark]:
    """Yield that another kit made the workbook, or that it was handed out to another organisation.

    Args:
        identity: What the workbook says it is.
        form: The form as this kit has it.
        organisation: The name on 基本信息, empty if there is none.
        cell: Where that stands.
    """
    if identity.fingerprint and identity.fingerprint != form.fingerprint:
        yield Remark("other-kit", "", "", identity.version)
    handed = identity.organisation
    if handed and organisation and not is_same_name(handed, organisation, form):
        words = form.texts["handed_out"]["other"].format(given=organisation, handed=handed)
        yield Remark("other-organisation", "", cell, words)


def of_copies(workbook: Workbook, form: Form, names: Mapping[str, str]) -> Iterator[Remark]:
    """Yield the sheets that are copies of one that is read, and are not read themselves.

    Args:
        workbook: Where to look.
        form: For its words.
        names: What each sheet is called in a new workbook.
    """
    for marker, name in names.items():
        found = copies(workbook, marker, name)
        for other in found[1:]:
            words = form.texts["sheet_twice"].format(read=found[0].name, other=other.name)
            yield Remark("sheet-twice", marker if marker in form.numbers else "", "", words)


def of_table(
    table: Table, form: Form, sheet: Sheet, places: Mapping[str, Place], figures: Mapping[str, Figure]
) -> Iterator[Remark]:
    """Yield the labels of a table that were changed, the rows that are gone, and figures that nobody sees.

    Args:
        table: The table.
        form: The form.
        sheet: Where the table stands.
        places: Where its fields stand.
        figures: What was answered.
    """
    lost = [form.fields[name] for name in form.table_fields(table.id) if name not in places]
    for words in dict.fromkeys(_lost(field, lost, table, form) for field in lost):
        yield Remark("rows-lost", table.id, "", f"“{words}”")
    changed = _changed_labels(table, sheet, lost) or _moved_labels(table, form, sheet, places)
    for text in changed:
        yield Remark("label-changed", table.id, "", f"“{text}”")
    for name, place in places.items():
        if name in figures and _is_hidden(sheet, place) and _says_something(figures[name]):
            cell = str(Origin(sheet.name, address(*place)))
            yield Remark("hidden-figures", table.id, cell, f"（{figures[name].text}）")


def of_totals(filing: Filing, form: Form) -> Iterator[Remark]:
    """Yield the totals that were typed over their formula and are the sum of their items all the same.

    One that is not their sum is told by the arithmetic; a workbook that we fill in has no other ones.
    """
    told = {remark.cell for remark in filing.remarks if remark.rule == _FORMULA}
    differing = arithmetic.without_agreeing_totals(form, filing).figures
    for name, figure in filing.figures.items():
        if name not in differing and figure.state is State.NUMBER and filing.cell(name) not in told:
            yield Remark(_FORMULA, "", filing.cell(name), f"“{figure.text}”")


def of_checks(workbook: Workbook, form: Form, name: str) -> Iterator[Remark]:
    """Yield the live cells of 审核 that hold no formula any more."""
    found = keyed(workbook, keys.CHECKS, name)
    if found is None:
        return
    instances = (keys.instance_key(instance.check, instance.at) for instance in form.instances)
    rows = sorted(found.rows[instance] for instance in instances if instance in found.rows)
    columns = sorted(found.columns[column] for column in _LIVE if column in found.columns)
    for place in product(rows, columns):
        cell = found.sheet.cells.get(place)
        if cell and cell.value is not None and not cell.formula:
            yield Remark(_FORMULA, "", str(Origin(found.sheet.name, address(*place))), f"“{cell.value}”")


def _lost(field: Field, lost: list[Field], table: Table, form: Form) -> str:
    """The words of the row that is gone with a field, or of the column, or of the field alone."""
    everything = [form.fields[name] for name in form.table_fields(table.id)]
    row = [other for other in everything if other.row == field.row]
    column = [other for other in everything if other.column == field.column]
    if field.row and all(other in lost for other in row):
        return " / ".join(field.row_labels)
    return " / ".join(field.column_labels) if all(other in lost for other in column) else field.label


def _changed_labels(table: Table, sheet: Sheet, lost: list[Field]) -> list[str]:
    """The labels that stand on the sheet less often than in the form; those of lost rows are told already."""
    gone = {label for field in lost for label in (*field.row_labels, *field.column_labels)}
    wanted = [title_of(table), *(text for text in _labels(table) if text not in gone)]
    there = [cell.value for cell in sheet.cells.values() if isinstance(cell.value, str)]
    if not Counter(wanted) - Counter(there):  # the usual case, and quick
        return []
    missing = Counter(map(loose, wanted)) - Counter(map(loose, there))
    return [text for text in dict.fromkeys(wanted) if missing[loose(text)]]


def _moved_labels(table: Table, form: Form, sheet: Sheet, places: Mapping[str, Place]) -> list[str]:
    """The labels that stand on the sheet, but not beside or above their figures: two that were exchanged."""
    rows: dict[int, set[str]] = {}
    columns: dict[int, set[str]] = {}
    for (row, column), cell in sheet.cells.items():
        if isinstance(cell.value, str):
            rows.setdefault(row, set()).add(cell.value)
            columns.setdefault(column, set()).add(cell.value)
    moved: dict[str, None] = {}
    for name in (name for name in form.table_fields(table.id) if name in places):
        field, (row, column) = form.fields[name], places[name]
        for labels, there in ((field.row_labels, rows.get(row)), (field.column_labels, columns.get(column))):
            if labels and not _is_among(labels[-1], there or ()):
                moved[labels[-1]] = None
    return list(moved)


def _is_among(label: str, texts: Collection[str]) -> bool:
    return label in texts or loose(label) in map(loose, texts)


@cache
def _labels(table: Table) -> tuple[str, ...]:
    return tuple(cell.text for cell in lay_out(table).cells if cell.text)


def _is_hidden(sheet: Sheet, place: Place) -> bool:
    return sheet.state != "visible" or place[0] in sheet.hidden_rows or place[1] in sheet.hidden_columns


def _says_something(figure: Figure) -> bool:
    """Whether a figure is more than nothing, 0 or not applicable."""
    return figure.state is State.UNREADABLE or bool(figure.value)
