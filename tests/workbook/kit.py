"""Workbooks drawn as small tables, and what is read back from them."""

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any

from generator import arithmetic
from generator.filing import Filing
from generator.filing_json import from_json, to_json
from generator.form.loader import load
from generator.ooxml.change import Input, change_cells
from generator.ooxml.package import open_package
from generator.ooxml.references import position
from generator.ooxml.sheets import Cell, Sheet, Workbook, read_workbook
from generator.workbook.blank import blank
from generator.workbook.read import read
from tests.cases import filing_json

FORM = load("disclosure", "2021")
VERSION = "0.1.0"
HEAD = {"form": "disclosure", "edition": "2021"}
SHEETS = ("填报说明", "基本信息", "正文", "上年数", "表二", "表三", "表四", "审核", "审核结果", "标识")

Answers = Mapping[str, Any]


def filing_of(answers: Answers) -> Filing:
    """A filing from its JSON, as a mapping; form and edition are understood."""
    return from_json(json.dumps(HEAD | dict(answers)).encode(), FORM)


def made(answers: Answers | None = None) -> bytes:
    """A workbook filled in with these answers."""
    return blank(FORM, VERSION, filing_of(answers)) if answers else empty()


@cache
def empty() -> bytes:
    """The blank workbook."""
    return blank(FORM, VERSION)


@cache
def case(name: str) -> bytes:
    """A workbook with the figures of a real case."""
    return made(filing_json(name))


def typed(cells: Mapping[str, Input], over: bytes | None = None) -> bytes:
    """A workbook after somebody has typed into cells, given as ``表三!D6``; the blank one unless told."""
    changes: dict[str, dict[tuple[int, int], Input]] = {}
    for place, value in cells.items():
        sheet, _, cell = place.partition("!")
        changes.setdefault(sheet, {})[position(cell)] = value
    return change_cells(open_package(over or empty()), changes)


def answers(data: bytes) -> Filing:
    """The filing in a workbook."""
    return read(opened(data), FORM)


def exported(found: Filing) -> dict[str, Any]:
    """A filing as ``export`` writes it."""
    written = to_json(arithmetic.without_agreeing_totals(FORM, found), FORM)
    result: dict[str, Any] = json.loads(written)
    return result


@lru_cache(maxsize=4)
def opened(data: bytes) -> Workbook:
    """A workbook's cells."""
    return read_workbook(data)


def sheet(data: bytes, name: str) -> Sheet:
    """A sheet of a workbook, by its name."""
    return next(sheet for sheet in opened(data).sheets if sheet.name == name)


def cell(data: bytes, place: str) -> Cell:
    """A cell, ``表三!D6``; a blank one where nothing stands."""
    name, _, at = place.partition("!")
    return sheet(data, name).cells.get(position(at), Cell(None, "blank"))


def shown(data: bytes, column: str = "verdict", sheet_name: str = "审核") -> dict[str, str]:
    """A column of 审核 as it stands in the file, by check and place (``T3-01 natural``)."""
    page = sheet(data, sheet_name)
    letters = {str(cell.value): at[1] for at, cell in page.cells.items() if at[0] == 1}
    rows = {at[0]: str(cell.value) for at, cell in page.cells.items() if at[1] == 1 and at[0] > 1}
    return {key: str(page.cells[row, letters[column]].value) for row, key in rows.items()}


@cache
def place(name: str) -> str:
    """Where a field or particular stands in a new workbook (``表三!E8``); of a table, its declaration."""
    declarations = {"proactive": "表二!E2", "applications": "表三!K2", "reviews": "表四!P2"}
    return declarations.get(name) or answers(empty()).cell(name)
