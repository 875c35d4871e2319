"""Findings put into the words of the form files."""

import re
from collections.abc import Sequence

from generator.figure import Figure, Number, digits, minus
from generator.filing import EXTRA, Filing, Text
from generator.finding import MANY, Finding
from generator.form.model import Check, Form
from generator.places import EXTRAS, in_words

_LONG = re.compile("“([^”]{60})[^”]+”")
"""What is quoted at such length that it is cut; a formula that somebody typed may have thousands of signs."""


def found(
    check: Check,
    at: str,
    form: Form,
    *,
    fields: tuple[str, ...] = (),
    cells: tuple[str, ...] = (),
    place: str = "",
    sides: tuple[Number | None, Number | None] = (None, None),
    count: int = 0,
    words: str = "",
    nearest: str = "",
) -> Finding:
    """A finding of a check with message and remedy filled in.

    Args:
        check: What found it.
        at: Where: a part of an identifier, a table, or the words quoted.
        form: For the words of places.
        fields: Identifiers of the fields concerned.
        cells: Where the answers stand.
        place: The place in words; else the table's number.
        sides: Both values compared.
        count: How many answers are concerned.
        words: What is quoted, or where to look.
        nearest: The nearest right name.
    """
    left, right = sides
    difference = minus(left, right) if left is not None and right is not None else 0
    values = {
        "place": place or table_words(at, form),
        "left": "" if left is None else digits(left),
        "right": "" if right is None else digits(right),
        "difference": digits(difference).removeprefix("-"),
        "count": count,
        "words": words,
        "nearest": nearest,
    }
    message = check.message.format(**values) + check.remedy.format(**values)
    return Finding(
        check.number,
        at,
        check.severity,
        check.title,
        message,
        fields,
        cells,
        left,
        right,
        place=in_words(check.number, at, form),
    )


def join(words: Sequence[str]) -> str:
    """A list in Chinese, cut short where it gets long, as are the quotations in it."""
    more = "…" if len(words) > MANY else ""
    return "、".join(_LONG.sub(r"“\1…”", text) for text in words[:MANY]) + more


def where(field: str, filing: Filing, form: Form) -> str:
    """Where a field was answered: its cell; its labels, where the filing came without cells."""
    label = form.fields[field].label if field in form.fields else field.removeprefix(EXTRA)
    return filing.cell(field) or label


def without_space(figure: Figure) -> str:
    """A figure as the hidden cell beside an explanation keeps it, where spaces part the figures."""
    return "".join(figure.text.split())


def cells_of(text: Text, filing: Filing) -> tuple[str, ...]:
    """The cell in which a text was typed, where the filing came with cells."""
    return tuple(filter(None, [filing.cell(text.key)]))


def table_words(table: str, form: Form) -> str:
    """A table's number (表三), the group that loose figures belong to (信息处理费), or 附加指标."""
    beyond = form.texts["sheets"][EXTRAS] if table == EXTRAS else ""
    return form.numbers.get(table) or form.groups.get(table, beyond)


def section_title(section: str, form: Form) -> str:
    """A section's title or a particular's label in quotes; the opening's name is of the form's texts."""
    titles = {known.id: known.label for known in form.particulars}
    titles |= {known.id: known.title for known in form.sections} | {"opening": form.texts["opening"]}
    return f"“{titles[section]}”"
