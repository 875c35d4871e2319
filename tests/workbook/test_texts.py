"""Texts put into a clerk's workbook: 正文 holds them and nothing else, every other sheet stays as it was."""

from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given
from openpyxl import load_workbook

from generator.errors import UnusableInputError
from generator.filing import Filing, Item
from generator.workbook import keys
from generator.workbook.measure import height_of
from generator.workbook.texts import with_texts
from tests.cases import filing_json
from tests.generated import examples
from tests.ooxml.conftest import unzipped
from tests.witness.office import recalculated, requires_office
from tests.witness.rules import faults_of_xlsx
from tests.workbook.kit import FORM, answers, cell, filing_of, made, sheet, typed
from tests.workbook.test_round_trip import filings

TITLE = "某局\n2024年政府信息公开工作年度报告"


def of_texts(*paragraphs: str) -> Filing:
    return Filing("disclosure", "2021", narrative={"overview": (Item("主动公开", paragraphs),)})


@examples(10)
@given(filings(), filings())
def test_the_texts_of_any_filing_replace_those_of_any_other(
    mine: dict[str, Any], other: dict[str, Any]
) -> None:
    before, wanted = answers(made(mine)), answers(made(other))
    found = answers(with_texts(made(mine), FORM, wanted))
    assert found == replace(before, opening=wanted.opening, narrative=wanted.narrative)


def test_only_the_sheet_of_texts_is_changed() -> None:
    before = made(filing_json("tongzhou-2024"))
    was, now = unzipped(before), unzipped(with_texts(before, FORM, of_texts("甲")))
    changed = {name for name, content in now.items() if content != was.get(name)}
    assert changed <= {"xl/worksheets/sheet3.xml", "xl/workbook.xml"}
    assert {name for name in was if name not in now} <= {"xl/calcChain.xml"}
    assert faults_of_xlsx(with_texts(before, FORM, of_texts("甲"))) == []


def test_the_title_goes_to_the_particulars() -> None:
    wanted = replace(of_texts("甲"), particulars={"title": TITLE})
    found = answers(with_texts(made(filing_json("tongzhou-2024")), FORM, wanted, ["title"]))
    assert (found.particulars["title"], found.particulars["year"]) == (TITLE, 2024)


def test_more_texts_than_prepared_rows_go_on_below() -> None:
    wanted = of_texts(*(f"第{number}段。" for number in range(400)))
    written = with_texts(made(), FORM, wanted)
    assert answers(written).narrative == wanted.narrative
    assert cell(written, "正文!E400") == cell(written, "正文!E300")._replace(value=6)
    page = load_workbook(BytesIO(written))["正文"]
    assert all(page.cell(400, x).alignment.wrap_text for x in (4, 5))


def test_guidance_and_counts_go_with_the_texts() -> None:
    data = with_texts(made(filing_json("tongzhou-2024")), FORM, of_texts("一二三", "四五"))
    rows = {row: [cell(data, f"正文!{letter}{row}").value for letter in "BCDE"] for row in range(6, 9)}
    assert rows == {
        6: ["一、总体情况", "主动公开", "一二三", 3],
        7: [None, None, "四五", 2],
        8: ["二、主动公开政府信息情况", None, None, ""],
    }
    assert cell(data, "正文!F6").value == FORM.sections[0].guidance
    assert cell(data, "正文!F7").value is None


def test_a_mark_of_a_former_finding_goes_with_its_text() -> None:
    found = sheet(made(), "正文")
    column = next(at[1] for at, held in found.cells.items() if held.value == keys.mark(keys.TEXT))
    marked = typed({f"正文!{'ABCDEFGH'[column - 1]}6": "核实"}, made(filing_json("tongzhou-2024")))
    assert (6, column) not in sheet(with_texts(marked, FORM, of_texts("甲")), "正文").cells


def test_a_sheet_that_lost_its_keys_is_found_by_its_heads() -> None:
    unkeyed = typed({"正文!A1": None, "正文!B1": None, "正文!C1": None}, made(filing_json("tongzhou-2024")))
    assert answers(with_texts(unkeyed, FORM, of_texts("甲"))).narrative == of_texts("甲").narrative


@requires_office
def test_a_workbook_that_libreoffice_saved_takes_texts_as_well() -> None:
    saved = recalculated(made(filing_json("tongzhou-2024")))
    data = with_texts(saved, FORM, of_texts("甲", "乙"))
    assert answers(recalculated(data)).narrative == of_texts("甲", "乙").narrative


def test_a_workbook_without_the_sheet_is_told() -> None:
    renamed = typed({"正文!A1": None, "正文!D4": None}, made())
    with pytest.raises(UnusableInputError, match="找不到“正文”"):
        with_texts(renamed, FORM, filing_of({}))


def test_a_chinese_character_takes_the_room_of_two_digits() -> None:
    assert height_of("审核" * 10, 20, 15) == height_of("12" * 20, 20, 15) > height_of("12" * 10, 20, 15)
