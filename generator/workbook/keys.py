"""The hidden marks by which a workbook is known: a marker on each sheet, a key row and a key column.

Markers stand in the corner where key row and key column cross. In the key column, a row of a table has
the identifier that its fields begin with; in the key row, a column has the parts that may follow.
"""

from zlib import crc32

from generator.form.grid import key_of, leaves
from generator.form.model import Field, Form, Instance, Table

MARKER = "nianbao:"
IDENTITY = "identity"
PARTICULARS = "particulars"
NARRATIVE = "narrative"
LAST_YEAR = "last_year"
EXTRAS = "extras"
URL = "url"
CHECKS = "checks"
FINDINGS = "findings"
DETAILS = "details"
DECLARATION = "blank_means_zero"
VALUE = "value"
TEXT = "text"
MARKED_TEXTS = (TEXT, "heading")
_OF_TEXT = "#"


def marker(sheet: str) -> str:
    """The marker of a sheet, e.g. ``nianbao:applications``."""
    return MARKER + sheet


def row_key(table: str, row: str) -> str:
    """The key of a row: ``applications.received``; of a table's only row: ``reviews``."""
    return f"{table}.{row}" if row else table


def mark(columns: str) -> str:
    """The key of the hidden column of marks that belongs to a column of figures."""
    return "mark:" + columns.replace(" ", ",")


def sheet_names(form: Form, *, extras: bool = False) -> dict[str, str]:
    """What each sheet is called in a new workbook, by its marker's name, in the order of the sheets.

    Args:
        form: Its words.
        extras: Whether the office asks for figures beyond the form.
    """
    names = form.texts["sheets"]
    before = {key: names[key] for key in ("guide", PARTICULARS, NARRATIVE, LAST_YEAR)}
    beyond = (EXTRAS,) if extras else ()
    return before | form.numbers | {key: names[key] for key in (*beyond, CHECKS, FINDINGS, IDENTITY)}


def instance_key(check: str, at: str) -> str:
    """The key of a check at a place: ``T3-01 natural``."""
    return f"{check} {at}".strip()


def place_of(instance: Instance, form: Form) -> str:
    """Where a check looks, in the words of 审核: ``表三 自然人``, ``基本信息 机关名称``."""
    sheet = form.numbers.get(instance.table, form.texts["sheets"]["particulars"])
    return sheet if instance.subject in ("", instance.table) else f"{sheet} {instance.subject}"


def of_last(field: str) -> str:
    """The key of a figure of last year: ``last_year.applications.carried_out.natural``."""
    return f"{LAST_YEAR}.{field}"


def label_of(field: Field) -> str:
    """The words in front of a figure that stands in no table, with its unit."""
    label = field.column_labels[-1]
    return f"{label}（{field.unit}）" if field.unit else label


def column_keys(table: Table) -> list[str]:
    """For each column of figures, from the left, the parts of identifiers that stand in it."""
    columns: list[dict[str, None]] = []
    for band in table.bands:
        for index, path in enumerate(leaves(band.columns)):
            if index == len(columns):
                columns.append({})
            columns[index][key_of(path)] = None
    return [" ".join(keys) for keys in columns]


def named(name: str) -> str:
    """The key, on the hidden sheet, of a name that texts may use beyond those of the form."""
    return f"name:{name}"


def saw(figures: tuple[str, ...], text: str) -> str:
    """The figures an explanation was given for, as the hidden cell beside it keeps them.

    A mark of the text goes with them: an explanation that is written anew is one for the figures of today.
    """
    return "\n".join((*figures, _OF_TEXT + _digest(text))) if figures else ""


def seen(kept: str, text: str) -> tuple[str, ...]:
    """The figures that ``saw`` put into a cell; none where the text beside it is another one now."""
    *figures, last = kept.split("\n")
    if not last.startswith(_OF_TEXT):
        return (*figures, last) if kept else ()
    return tuple(figures) if text and last == _OF_TEXT + _digest(text) else ()


def shown(kept: str) -> tuple[str, ...]:
    """The figures that ``saw`` put into a cell while no text stood beside it."""
    *figures, last = kept.split("\n")
    return tuple(figures) if last == _OF_NO_TEXT else ()


def _digest(text: str) -> str:
    """Eight hex digits that stay the same when white space changes."""
    return f"{crc32(''.join(text.split()).encode()):08x}"


_OF_NO_TEXT = _OF_TEXT + _digest("")
