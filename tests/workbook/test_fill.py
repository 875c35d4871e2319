"""The annotated copy: findings, links and colours put into the clerk's own workbook, by values only."""

import json
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from generator import checks
from generator.filing import Explanation
from generator.finding import Finding
from generator.form.model import Severity
from generator.ooxml.package import open_package
from generator.workbook import keys
from generator.workbook.fill import Annotated, annotate
from tests.cases import filing_json
from tests.ooxml.conftest import unzipped
from tests.witness.office import after, requires_office
from tests.witness.rules import faults_of_xlsx
from tests.workbook.kit import FORM, answers, cell, made, sheet, typed

ERROR, EXPLAIN = "错误", "核实"


def doubtful() -> bytes:
    """Two totals that are wrong, and a 【】 that is nearly a name."""
    case = filing_json("hongze-2023")
    case["narrative"]["overview"][0] |= {"heading": "工作情况", "text": "本年新收【本年新收申请总数】件。"}
    return made(case)


def findings(data: bytes) -> tuple[Finding, ...]:
    return checks.check(answers(data), FORM)


def annotated(data: bytes) -> Annotated:
    return annotate(data, FORM, findings(data))


def copy(data: bytes) -> bytes:
    return annotated(data).workbook


def rows(data: bytes, count: int = 6) -> list[list[str]]:
    """What 审核结果 shows: severity, number, at, place, message, explanation."""
    cells = sheet(data, "审核结果").cells
    shown = [
        [str(cells[row, x].value or "") if (row, x) in cells else "" for x in range(2, 8)]
        for row in range(5, 5 + count)
    ]
    return [row for row in shown if any(row)]


def marks(data: bytes, name: str) -> dict[tuple[int, int], Any]:
    return {at: c.value for at, c in sheet(data, name).cells.items() if c.value in (ERROR, EXPLAIN, "提示")}


def test_every_finding_has_its_row_with_message_and_link() -> None:
    shown = rows(copy(doubtful()))
    assert [row[:4] for row in shown] == [
        ["错误", "T4-01", "表四 行政复议", "表四!B8:F8"],
        ["错误", "T4-01", "表四 行政诉讼 / 复议后起诉", "表四!L8:P8"],
        ["核实", "N-01", "【本年新收申请总数】", "正文!D6"],
    ]
    assert shown[0][4].startswith("总计＝四种结果之和：行政复议，四种结果之和为 11，总计填的是 0，相差 11。")


def test_a_finding_in_a_text_colours_the_very_cell_that_holds_it() -> None:
    case = filing_json("tongzhou-2024")
    case["narrative"] = case["narrative"] | {
        "opening": "依据条例编制。\n统计期限为2023年1月1日至12月31日。",
        "overview": [
            {"heading": "主动公开XX", "text": "工作有序开展。\n【本年新收申请总数】件。"},
            {"heading": "依申请公开", "text": "本年新收政府信息公开申请5件。"},
        ],
    }
    data = copy(made(case))
    assert [(row[1], row[3]) for row in rows(data, 4)] == [
        ("N-01", "正文!D8"), ("N-03", "正文!D9"), ("N-06", "正文!C7"), ("N-11", "正文!D6")
    ]  # fmt: skip
    explained = [at for at, severity in marks(data, "正文").items() if severity == EXPLAIN]
    assert explained == [(6, 7), (7, 8), (8, 7), (9, 7)]


def test_an_explanation_copied_loosely_stands_beside_its_finding() -> None:
    explained = {"审核结果!C5": "n-01", "审核结果!D5": "本年新收申请总数", "审核结果!G5": "引文如此。"}
    shown = rows(copy(typed(explained, over=doubtful())))
    assert [row[1:3] + row[5:] for row in shown if row[5]] == [["N-01", "【本年新收申请总数】", "引文如此。"]]


@pytest.mark.parametrize("place", ["processing_fee", "基本信息 信息处理费", "基本信息　信息处理费 "])
def test_an_explanation_stands_beside_its_finding_whether_the_place_is_an_identifier_or_words(
    place: str,
) -> None:
    case = filing_json("tongzhou-2024")
    case["figures"]["processing_fee.charged"] = "约100元"
    explained = {"审核结果!C5": "C-04", "审核结果!D5": place, "审核结果!G5": "按约数收取。"}
    given = typed(explained, over=made(case))
    assert answers(given).explanations == (Explanation("C-04", "processing_fee", "按约数收取。"),)
    shown = [row for row in rows(copy(given)) if row[5]]
    assert [row[1:3] + row[5:] for row in shown] == [["C-04", "基本信息 信息处理费", "按约数收取。"]]
    assert [f.explanation for f in findings(copy(given)) if f.check == "C-04"] == ["按约数收取。"]


def test_every_cell_concerned_has_the_heaviest_severity_in_its_mark() -> None:
    data = copy(doubtful())
    assert [column for row, column in marks(data, "表四") if row == 8] == [
        18, 19, 20, 21, 22, 28, 29, 30, 31, 32
    ]  # fmt: skip
    assert marks(data, "正文") == {(6, 7): EXPLAIN}
    assert annotated(doubtful()).uncoloured == ()


def test_of_two_findings_at_one_cell_the_heavier_one_colours_it() -> None:
    hint = Finding("N-01", "", Severity.HINT, "题", "文。", cells=("正文!D6",))
    done = annotate(doubtful(), FORM, [hint, replace(hint, severity=Severity.ERROR)])
    assert marks(done.workbook, "正文") == {(6, 7): ERROR}


def test_the_link_of_cells_that_stand_in_no_line_leads_to_the_first() -> None:
    found = Finding("N-01", "", Severity.ERROR, "题", "文。", cells=("表三!E9", "表三!D8", "表四!B8"))
    assert rows(annotate(doubtful(), FORM, [found]).workbook)[0][3] == "表三!E9"


def test_an_explanation_is_read_by_the_heads_where_a_key_above_it_is_lost() -> None:
    settled = {"审核结果!C5": "N-01", "审核结果!D5": "本年新收申请总数", "审核结果!G5": "引文如此。"}
    kept = answers(typed(settled, over=doubtful())).explanations
    assert kept
    assert answers(typed(settled | {"审核结果!G1": None}, over=doubtful())).explanations == kept


def test_what_settles_nothing_is_not_kept_together_with_figures() -> None:
    case = filing_json("tongzhou-2024")
    case["figures"]["processing_fee.received"] = 5
    (doubt,) = (finding for finding in findings(made(case)) if finding.check == "S6-01")
    explained = typed({on_checks(made(case), doubt): "数据无误。"}, over=made(case))
    assert [finding.explanation for finding in findings(explained) if finding.check == "S6-01"] == [""]
    assert answers(copy(explained)).explanations[0].saw == ()


def test_all_else_stays_byte_for_byte() -> None:
    before, after_ = unzipped(doubtful()), unzipped(copy(doubtful()))
    changed = {name for name in before if before[name] != after_[name]}
    by_name = {s.name: s.part for s in answers_sheets(doubtful())}
    assert before.keys() == after_.keys()
    assert changed == {by_name["审核结果"], by_name["表四"], by_name["正文"]}


def answers_sheets(data: bytes) -> Any:
    from generator.ooxml.sheets import sheet_parts, workbook_part

    package = open_package(data)
    return sheet_parts(package, workbook_part(package))


def test_the_copy_says_what_the_workbook_said() -> None:
    assert answers(copy(doubtful())) == answers(doubtful())
    assert findings(copy(doubtful())) == findings(doubtful())


def test_rows_that_are_added_look_and_are_locked_as_typed_ones_would_be() -> None:
    page = load_workbook(BytesIO(copy(doubtful())))["审核结果"]
    assert [cell.protection.locked for cell in page[5][1:6]] == [True, False, False, True, True]
    assert all(cell.border.bottom.style == "thin" for cell in page[5][1:6])
    assert page["E5"].font.underline == "single"
    assert page.row_dimensions[5].height > 15


def test_annotating_again_gives_the_same_bytes() -> None:
    once = copy(doubtful())
    assert copy(once) == once


def test_what_was_mended_goes_with_its_colours() -> None:
    mended = typed({"表四!F8": None, "表四!P8": None, "正文!D6": "概述。"}, over=copy(doubtful()))
    again = copy(mended)
    assert rows(again) == []
    assert (marks(again, "表四"), marks(again, "正文")) == ({}, {})


def test_explanations_stay_with_their_findings_and_those_of_no_finding_stay_below() -> None:
    given = typed({"审核结果!G7": "照原样印出。"}, over=copy(doubtful()))
    again = copy(typed({"表四!F8": None}, over=given))
    shown = rows(again)
    assert [(row[1], row[5]) for row in shown] == [("T4-01", ""), ("N-01", "照原样印出。")]
    gone = rows(copy(typed({"正文!D6": "概述。"}, over=again)))
    assert gone[-1][1:] == ["N-01", "【本年新收申请总数】", "", "", "照原样印出。"]


def test_what_does_not_fit_is_said_and_explanations_are_never_dropped() -> None:
    doubt = Finding("N-01", "", Severity.EXPLAIN, "题", "文。")
    many = [replace(doubt, at=f"词{index}", place=f"词{index}") for index in range(210)]
    last = [{"check": "N-01", "at": "词209", "text": "已核。"}]
    done = annotate(made({"explanations": last}), FORM, many)
    assert done.unlisted == 11
    shown = rows(done.workbook, 300)
    assert len(shown) == 200
    assert shown[-2][2:] == ["词209", "", "题：文。", "已核。"]
    assert shown[-1][4].startswith("另有 11 处没有列出")


def recorded(data: bytes, row: int) -> tuple[str, ...]:
    text = str(cell(data, f"审核结果!G{row}").value)
    return keys.seen(str(cell(data, f"审核结果!I{row}").value), text)


def test_the_figures_an_explanation_is_given_for_are_recorded() -> None:
    severity, place = FORM.checks["C-04"].severity, "基本信息 信息处理费"
    found = Finding("C-04", "processing_fee", severity, "题", "文。", left=5, right=7, place=place)
    first = annotate(made({"organisation": "某局"}), FORM, [found]).workbook
    explained = typed({"审核结果!G5": "按约数。"}, over=first)
    settled = [replace(found, explanation="按约数。")]
    again = annotate(explained, FORM, settled).workbook
    assert recorded(again, 5) == ("5", "7")
    assert answers(again).explanations[0].saw == ("5", "7")


@pytest.mark.parametrize("place", ["审核结果!G5", "审核"])
def test_figures_changed_after_an_explanation_was_asked_for_are_told_until_it_is_recorded(place: str) -> None:
    case = filing_json("tongzhou-2024")
    case["figures"]["processing_fee.received"] = 5
    (doubt,) = (finding for finding in findings(made(case)) if finding.check == "S6-01")
    asked = copy(made(case))
    where = place if "!" in place else on_checks(asked, doubt)
    explained = typed({where: "上年通知，本年收到。"}, over=asked)
    assert told_of_explanations(explained) == []
    changed = typed({answers(asked).cell("processing_fee.received"): 7}, over=explained)
    assert told_of_explanations(changed) == ["E-04"]
    assert [f.explanation for f in findings(changed) if f.check == "S6-01"] == ["上年通知，本年收到。"]
    again = copy(changed)
    assert told_of_explanations(again) == []
    later = typed({answers(asked).cell("processing_fee.received"): 9}, over=again)
    assert told_of_explanations(later) == ["E-02"]


def on_checks(data: bytes, finding: Finding) -> str:
    """The cell of 审核 where a finding is explained."""
    key = keys.instance_key(finding.check, finding.at)
    row = next(at[0] for at, held in sheet(data, "审核").cells.items() if held.value == key)
    column = next(at[1] for at, held in sheet(data, "审核").cells.items() if held.value == "explanation")
    return f"审核!{'ABCDEFGHIJKLMNOP'[column - 1]}{row}"


def told_of_explanations(data: bytes) -> list[str]:
    return [finding.check for finding in findings(data) if finding.check.startswith("E-")]


def test_what_is_mended_leaves_no_figures_behind() -> None:
    case = filing_json("tongzhou-2024")
    case["figures"]["processing_fee.received"] = 5
    asked = copy(made(case))
    mended = typed({answers(asked).cell("processing_fee.received"): 0}, over=asked)
    for data, kept in ((asked, {("5", "0")}), (copy(mended), set())):
        cells = [*sheet(data, "审核").cells.values(), *sheet(data, "审核结果").cells.values()]
        assert {keys.shown(str(held.value)) for held in cells} - {()} == kept


def test_an_explanation_written_anew_is_for_the_figures_of_today() -> None:
    kept = keys.saw(("5", "7"), "旧的说明。")
    assert keys.seen(kept, "旧的 说明。") == ("5", "7")
    assert keys.seen(kept, "新的说明。") == ()
    assert keys.seen("5\n7", "任何说明。") == ("5", "7")


def test_a_lost_column_of_marks_is_told() -> None:
    data = typed({"表四!R1": None}, over=doubtful())
    assert annotated(data).uncoloured == ("表四!B8",)


def by_openpyxl() -> bytes:
    book = load_workbook(BytesIO(doubtful()))
    book.create_sheet("我的备忘")["B2"] = "电话 010-1"
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def by_libreoffice() -> bytes:
    return after(doubtful(), [["calculate_all"]]).workbook


@pytest.mark.parametrize("make", [doubtful, by_openpyxl, pytest.param(by_libreoffice, marks=requires_office)])
def test_files_of_every_maker_take_findings_and_keep_the_rest(make: Callable[[], bytes]) -> None:
    before = make()
    done = copy(before)
    assert [row[:3] for row in rows(done)] == [row[:3] for row in rows(copy(doubtful()))]
    parts = {s.part for s in answers_sheets(before) if s.name in ("审核结果", "表四", "正文")}
    old, new = unzipped(before), unzipped(done)
    touched = {"xl/workbook.xml", "xl/calcChain.xml", "[Content_Types].xml", "xl/_rels/workbook.xml.rels"}
    assert {name for name in old if old[name] != new.get(name)} <= parts | touched
    assert json.dumps([f.as_json() for f in findings(done)]) == json.dumps(
        [f.as_json() for f in findings(before)]
    )


def test_the_copy_keeps_to_the_rules_of_the_format() -> None:
    assert faults_of_xlsx(copy(doubtful())) == []


@requires_office
def test_libreoffice_shows_rows_and_links() -> None:
    shown = after(copy(doubtful()), [["calculate_all"], ["strings", "审核结果", "B5:E5"]]).answers[0]
    assert shown[0] == ["错误", "T4-01", "表四 行政复议", "表四!B8:F8"]


def test_rows_are_as_high_as_their_messages() -> None:
    book = load_workbook(BytesIO(copy(doubtful())))
    heights = [book["审核结果"].row_dimensions[row].height for row in (5, 7, 8)]
    assert heights[0] > 40
    assert heights[1] > 40
    assert heights[2] is None
