"""A workbook filled in from the blank one says, cell by cell, what one made anew says."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from generator.filing import Filing
from generator.office.handouts import filled as of_unit
from generator.office.last import with_form
from generator.office.units import Unit
from generator.ooxml.package import open_package
from generator.workbook.blank import blank
from generator.workbook.handout import Extra, Handout
from generator.workbook.stencil import filled, stencil
from tests.cases import filing_json
from tests.witness.office import recalculated, requires_office
from tests.witness.rules import faults_of_xlsx
from tests.workbook.kit import FORM, VERSION, answers, exported, filing_of

HANDOUT = Handout((Extra("接待咨询", "人次", "全年"),), "2026年1月20日", "政务公开办 010-2")
BLANK = stencil(FORM, VERSION, HANDOUT)
UNIT = Unit("某区水务局", "A01", "政府部门", contact="张某", telephone="010-66660000")
BEFORE = filing_of(
    filing_json("tongzhou-2024")
    | {
        "organisation": "某区水务局",
        "level": "县",
        "scope": "本机关",
        "submission": {"url": "http://a.cn/" * 12},
    }
)


def _unit(name: str = "某区水务局") -> Filing:
    return of_unit(Unit(name, "A02", "乡镇人民政府"), FORM, 2025)


def _of_last_year() -> Filing:
    return of_unit(UNIT, FORM, 2025, with_form(BEFORE))


@pytest.mark.parametrize("filing", [_unit(), _unit("=某区<A&B>局" * 20), _of_last_year(), filing_of({})])
def test_cells_looks_and_results_are_those_of_one_made_anew(filing: Filing) -> None:
    made, anew = filled(BLANK, filing), blank(FORM, VERSION, filing, HANDOUT)
    assert list(_cells(made)) == list(_cells(anew))
    assert _shown(made) == _shown(anew)
    assert exported(answers(made)) == exported(answers(anew))
    assert faults_of_xlsx(made) == []
    assert made == filled(BLANK, filing)


@settings(max_examples=15, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(sorted(FORM.fields)),
        st.one_of(st.integers(-1, 99), st.sampled_from(["/", "约2", "3（注）"])),
    ),
    st.sets(st.sampled_from(["proactive", "applications", "reviews"])),
    st.dictionaries(st.sampled_from(FORM.last), st.integers(0, 99)),
)
def test_so_it_is_with_any_figures(figures: dict[str, Any], zeros: set[str], last: dict[str, Any]) -> None:
    given_ = {"figures": figures, "blank_means_zero": sorted(zeros), "last_year": {"figures": last}}
    filing = filing_of({"organisation": "某局", "year": 2025, **given_})
    made, anew = filled(BLANK, filing), blank(FORM, VERSION, filing, HANDOUT)
    assert _shown(made) == _shown(anew)
    assert exported(answers(made)) == exported(answers(anew))


@requires_office
def test_another_program_calculates_what_is_stored() -> None:
    made = filled(BLANK, _of_last_year())
    after = recalculated(made)
    for name in ("上年数", "表三", "审核"):
        assert _plain(_shown(after)[name]) == _plain(_shown(made)[name])


def test_what_is_the_same_for_all_stays_byte_for_byte() -> None:
    made = open_package(filled(BLANK, _unit()))
    changed = [name for name in made.names if made.read(name) != BLANK.package.read(name)]
    assert "xl/styles.xml" not in changed
    assert "xl/worksheets/sheet1.xml" not in changed  # 填报说明


def _cells(data: bytes) -> Iterator[tuple[Any, ...]]:
    """Every cell with its formula or value and style, every row with its height."""
    for sheet in openpyxl.load_workbook(BytesIO(data)):
        for row in sheet.iter_rows():
            for cell in row:
                yield sheet.title, cell.coordinate, cell.value, cell.style, cell.protection.locked
        for number, row_ in sheet.row_dimensions.items():
            yield sheet.title, number, row_.height, row_.hidden


def _shown(data: bytes) -> dict[str, list[list[Any]]]:
    """What a program shows that does not calculate."""
    book = CalamineWorkbook.from_filelike(BytesIO(data))
    return {name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names}


def _plain(rows: list[list[Any]]) -> list[list[str]]:
    return [[str(value).removesuffix(".0") for value in row] for row in rows]
