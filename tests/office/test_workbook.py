"""汇总.xlsx, as other programs read and recalculate it."""

from functools import cache
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from python_calamine import CalamineWorkbook

from generator.errors import UnusableInputError
from generator.intake import received
from generator.office.rollup import Rollup, roll_up
from generator.office.units import Unit
from generator.office.workbook import workbook
from generator.ooxml.package import open_package
from generator.sums import Adjustment
from generator.workbook.rolled import is_marked, read
from tests.office.district import FORM, INPUTS, applications, file, returns, source
from tests.witness.office import recalculated, requires_office
from tests.witness.rules import faults_of_xlsx
from tests.witness.validators import audit
from tests.workbook.kit import sheet, typed

_UNITS = (
    Unit("某区甲局", "A", "部门", contact="王某", telephone="010-1"),
    Unit("某区乙局", "B", "部门"),
    Unit("某区丙街道", "C", "街道"),
    Unit("某区丁局", "D", "部门"),
)
_ADJUSTED = Adjustment("proactive.normative.issued", -1, "联合发文，乙局已计", "王某")


@cache
def _rollup() -> Rollup:
    more: dict[str, Any] = {
        "proactive.fees.amount": "28983.0794",
        "proactive.normative.issued": "22（其中修订16件）",
    }
    more |= {"proactive.normative.in_force": 30, "processing_fee.notices": "/"}
    files = (
        file("甲.json", source("某区甲局", "A", figures=applications(7, 2) | more)),
        file("乙.json", source("某区乙局", "B", figures=applications(5) | {"proactive.fees.amount": "0.1"})),
        file(
            "丙.json", source("某区丙街道", "C", figures=applications(1) | {"processing_fee.notices": None})
        ),
        file("丁.json", source("某区丁局", "D", figures=applications(9), year=2023)),
    )
    found = returns(*files, units=_UNITS)
    return roll_up(found, FORM, "某区", adjustments=[_ADJUSTED])


@cache
def _workbook() -> bytes:
    return workbook(_rollup(), FORM)


def _shown(data: bytes, name: str) -> list[list[Any]]:
    page: list[list[Any]] = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_name(name).to_python()
    return page


def test_the_sheets_are_those_that_an_office_asks_for() -> None:
    names = load_workbook(BytesIO(_workbook())).sheetnames
    assert names == [
        *("情况", "汇总表二", "汇总表三", "汇总表四", "分项", "调整"),
        *("明细", "核查", "说明", "对比", "标识"),
    ]


def test_it_is_a_filing_itself_added_up_from_its_details_and_adjustments() -> None:
    form, filing = received(_workbook())
    whole = _rollup().whole
    assert (form.id, form.edition) == (FORM.id, FORM.edition)
    assert filing.figures == whole.figures
    assert filing.particulars == whole.particulars
    assert filing.figures["proactive.normative.issued"].value == 21


def test_results_beside_formulas_do_not_count_when_it_is_read() -> None:
    forged = typed({"汇总表三!E8": 99_999, "分项!D5": 99_999}, _workbook())
    assert received(forged)[1].figures == _rollup().whole.figures


def test_saved_by_a_program_that_writes_texts_into_the_cells_it_is_still_a_roll_up() -> None:
    written = BytesIO()
    load_workbook(BytesIO(_workbook())).save(written)
    assert "xl/sharedStrings.xml" not in open_package(written.getvalue()).names  # else this tests nothing
    assert is_marked(written.getvalue())
    assert read(written.getvalue()) == read(_workbook())


def test_a_sum_is_a_formula_over_the_details_and_shows_its_result_unopened() -> None:
    formulas = load_workbook(BytesIO(_workbook()))["汇总表三"]
    shown = load_workbook(BytesIO(_workbook()), data_only=True)["汇总表三"]
    assert "SUMIFS('明细'!" in str(formulas["E8"].value)
    assert [shown.cell(8, column).value for column in range(5, 12)] == [13, 2, 0, 0, 0, 0, 15]


@requires_office
def test_libreoffice_calculates_the_same_results() -> None:
    again = recalculated(_workbook())
    for name in ("情况", "汇总表二", "汇总表三", "汇总表四", "分项"):
        before, after = sheet(_workbook(), name).cells, sheet(again, name).cells
        formulas = {at: cell.value for at, cell in before.items() if cell.formula}
        results = {at: after[at].value for at in formulas if at in after}
        assert formulas, name
        for at, value in formulas.items():
            found = results.get(at)
            assert _near(value, found), (name, at, value, found)


def test_who_has_not_reported_and_what_is_left_out_stands_on_the_first_sheet() -> None:
    page = _shown(_workbook(), "情况")
    text = "\n".join("|".join(map(str, row)) for row in page)
    assert "共 4 个单位，计入汇总 3 个。没有计入的：某区丁局（年度不符）。" in text
    assert "年度不符|某区丁局|D" in text


def test_blanks_and_not_applicables_are_counted_beside_the_sums() -> None:
    rows = {str(row[2]): row for row in _shown(_workbook(), "分项") if len(row) > 2}
    row = rows["信息处理费　发出收费通知件数（件）"]
    assert row[6:10] == [1, 1, 1, 0]


def test_sums_of_each_kind_of_unit_stand_beside_the_sum() -> None:
    head, *rows = _shown(_workbook(), "分项")[3:]
    natural = next(
        row for row in rows if row[2] == "表三　一、本年新收政府信息公开申请数量 × 申请人情况 / 自然人"
    )
    shown = dict(zip(head, natural, strict=True))
    assert [shown[name] for name in ("各单位合计", "部门", "街道")] == [13, 12, 1]


def test_notes_and_the_file_of_each_figure_can_be_followed() -> None:
    rows = [row for row in _shown(_workbook(), "明细") if "某区甲局" in row]
    assert "甲.json" in rows[0]
    assert "表二　行政规范性文件 × 本年制发件数：其中修订16件" in rows[0]
    assert "表三!E8" in _shown(_workbook(), "明细")[4]


def test_what_was_adjusted_is_kept_and_what_cannot_be_understood_is_told() -> None:
    assert read(_workbook()).adjustments == (_ADJUSTED,)
    for cell, value in (("调整!B6", "没有的项目"), ("调整!C5", "约一件")):
        with pytest.raises(UnusableInputError) as fault:
            received(typed({cell: value}, _workbook()))
        assert cell.partition("!")[2] in str(fault.value)


def test_the_same_units_make_the_same_bytes() -> None:
    assert workbook(_rollup(), FORM) == _workbook()


def test_excel_finds_nothing_to_repair() -> None:
    assert faults_of_xlsx(_workbook()) == []
    assert audit(_workbook(), ".xlsx") == []


def test_the_chart_of_few_units_marks_no_halves() -> None:
    (chart,) = load_workbook(BytesIO(_workbook()))["情况"]._charts  # type: ignore[attr-defined]
    assert chart.y_axis.majorUnit == 1


def test_text_that_looks_like_a_formula_stays_text() -> None:
    hostile = '=HYPERLINK("x")<&>\x07'
    found = returns(file("=1+1.json", source(hostile)))
    made = workbook(roll_up(found, FORM, hostile), FORM)
    row = load_workbook(BytesIO(made))["明细"][6]
    shown = {str(cell.value): cell.data_type for cell in row[1:7]}
    assert shown["=1+1.json"] == "s"
    assert shown['=HYPERLINK("x")<&>'] == "s"


def _near(value: object, found: object) -> bool:
    if isinstance(value, str) or found is None or isinstance(found, str):
        return (value or "") == (found or "")
    return abs(float(str(value)) - float(str(found))) < 1e-6


def test_of_a_file_that_was_set_aside_every_cell_that_changed_is_listed() -> None:
    first = source("某区甲局", "A", figures=dict.fromkeys(INPUTS, 1), submission={"version": 1})
    second = source("某区甲局", "A", figures=applications(7), submission={"version": 2})
    found = returns(file("甲1.json", first), file("甲2.json", second), units=_UNITS[:1])
    made = workbook(roll_up(found, FORM, "某区"), FORM)
    differing = sum(first["figures"][name] != second["figures"][name] for name in INPUTS)
    rows = [row for row in _shown(made, "未采用") if "甲1.json" in row]
    assert len(rows) == differing > 100
    natural = next(row for row in rows if "表三!E8" in row)
    assert natural[7:10] == [1, 7, "甲2.json"]
    assert any(f"不同 {differing} 处" in row for row in _shown(made, "情况"))


def test_a_row_is_as_high_as_its_longest_text() -> None:
    unbalanced = source("某区甲局", "A", figures=applications(3) | {"applications.granted.natural": 2})
    made = workbook(roll_up(returns(file("甲.json", unbalanced)), FORM, "某区"), FORM)
    page = load_workbook(BytesIO(made))["核查"]
    assert page.row_dimensions[5].height > 2 * 15
