"""Filings drawn as small tables: what is not drawn is 0, ``.`` is blank, anything else stood in the cell.

Of last year no more is known than that there was a report; the compulsory sections have a text that no check
speaks of, where a filing does not bring its own."""

import json
import re
from typing import Any

from generator.filing import Filing
from generator.filing_json import from_json
from generator.form.loader import load
from generator.form.model import Form
from tests.cases import KIND

FORM = load("disclosure", "2021")

NEUTRAL = {
    name: [{"heading": "", "text": "工作正常开展。"}] for name in ("overview", "problems", "other_matters")
}
"""Texts of the sections that must have one."""


def figures(drawn: str) -> dict[str, Any]:
    """A table with the parts of identifiers as heads, its own in the corner, as figures by field."""
    heads, *rows = (line.split() for line in drawn.strip().splitlines())
    table, *columns = heads
    return {
        f"{table}.{row}.{column}": _answer(cell)
        for row, *cells in rows
        for column, cell in zip(columns, cells, strict=True)
    }


def source(*tables: str, form: Form = FORM, **given: Any) -> dict[str, Any]:
    """A filing in JSON; what is given besides tables replaces what it has by default."""
    zeros = {name: 0 for name in form.fields if not form.is_total(name)}
    drawn = [figures(table) for table in tables]
    answers = zeros | {name: value for table in drawn for name, value in table.items()}
    default = {"form": form.id, "edition": form.edition, "organisation": "某区某局", "year": 2024, **KIND}
    default["last_year"] = {"figures": {form.last[-1]: 0}}
    narrative = NEUTRAL | given.pop("narrative", {})
    return default | {"figures": answers | given.pop("more", {}), "narrative": narrative} | given


def filing(*tables: str, form: Form = FORM, **given: Any) -> Filing:
    """A filing that is complete but for what is drawn as blank."""
    return from_json(json.dumps(source(*tables, form=form, **given)).encode(), form)


def _answer(cell: str) -> int | str | None:
    if cell == ".":
        return None
    return int(cell) if re.fullmatch("-?(0|[1-9][0-9]*)", cell) else cell
