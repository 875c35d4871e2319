"""Whether figures look as if each stood in the column of another, which the rules of a PDF do not tell."""

from collections.abc import Mapping

from generator.arithmetic import Outcome, evaluate
from generator.figure import BLANK, Figure
from generator.filing import Filing
from generator.form.grid import field_id, leaves
from generator.form.model import Band, Form, Table

_FEWEST = 4  # totals of rows that fail, while none holds: reports do get the three of table 4 wrong


def looks_shifted(asked: Table, figures: Mapping[str, Figure], form: Form) -> bool:
    """Whether the first column of a table is empty and others are not, or its rows do not add up at all.

    Args:
        asked: The table.
        figures: What was read, by field.
        form: The form of the table.
    """
    return any(_lacks_first(asked, band, figures) for band in asked.bands) or _adds_up_nowhere(
        asked, figures, form
    )


def _lacks_first(asked: Table, band: Band, figures: Mapping[str, Figure]) -> bool:
    first, *others = leaves(band.columns)
    rows = list(leaves(band.rows)) or [()]
    is_empty = all(figures.get(field_id(asked.id, row, first), BLANK) is BLANK for row in rows)
    return is_empty and any(field_id(asked.id, row, other) in figures for row in rows for other in others)


def _adds_up_nowhere(asked: Table, figures: Mapping[str, Figure], form: Form) -> bool:
    """Whether several totals of rows fail, and none holds but of nothing."""
    filing = Filing(form.id, form.edition, figures=figures)
    across = [
        one for one in form.instances if one.total in figures and _row_of(one.total) == _row_of(one.fields[0])
    ]
    results = [evaluate(one, form, filing) for one in across if form.fields[one.total].table == asked.id]
    outcomes = [result.outcome for result in results if result.left or result.right]
    return outcomes.count(Outcome.FAILED) >= _FEWEST and Outcome.PASSED not in outcomes


def _row_of(name: str) -> str:
    return name.rpartition(".")[0]
