"""A narrative written in Word: put into the sections by its headings, told where it replaces something."""

from dataclasses import replace
from typing import Any

import pytest

from generator import checks
from generator.errors import UnusableInputError
from generator.filing import Filing, Item, Origin
from generator.published.manuscript import Manuscript, with_manuscript
from tests.checks import drawing
from tests.checks.drawing import FORM

TITLE = "某区某局2024年政府信息公开工作年度报告"
WRITTEN = {
    "overview": (Item("主动公开", ("全年新收申请【本年新收申请总计】件。",)),),
    "problems": (Item("", ("公开内容不够丰富。",)),),
    "other_matters": (Item("", ("收取信息处理费情况：没有收取信息处理费。",)),),
}


def filing(**given: Any) -> Filing:
    """A filing with no texts but those that are given."""
    made = drawing.filing(**given)
    return replace(made, narrative={name: made.narrative[name] for name in given["narrative"]})


TYPED = filing(narrative={"problems": [{"heading": "", "text": "公开内容不够丰富。"}]})


def put(filing_: Filing = TYPED, **changes: object) -> Filing:
    given = Manuscript(title=(), opening=(), sections=WRITTEN)
    return with_manuscript(filing_, replace(given, **changes), TITLE, FORM)  # type: ignore[arg-type]


def told(found: Filing) -> dict[str, str]:
    return {
        f.check: f.message
        for f in checks.check(found, FORM)
        if f.check in ("P-11", "P-12", "P-13", "P-14", "P-15")
    }


def test_its_sections_become_those_of_the_filing_and_a_clean_file_is_not_told() -> None:
    found = put()
    assert found.narrative == WRITTEN
    assert told(found) == {}


def test_where_the_workbook_has_other_texts_the_word_file_wins_and_that_is_told() -> None:
    found = put(filing(narrative={"problems": [{"heading": "", "text": "旧稿的第一段。\n旧稿的第二段。"}]}))
    assert found.narrative == WRITTEN
    assert "有 3 处不同：五、存在的主要问题及改进情况第 1 段" in told(found)["P-11"]
    assert "以 Word 文稿为准" in told(found)["P-11"]


def test_a_name_and_the_figure_it_stands_for_are_no_difference() -> None:
    typed = filing(narrative={"overview": [{"heading": "主动公开", "text": "全年新收申请0件。"}]})
    assert told(put(typed)) == {}


def test_a_section_whose_heading_is_missing_keeps_what_was_typed_and_is_told() -> None:
    found = put(sections={name: items for name, items in WRITTEN.items() if name != "problems"})
    assert found.narrative["problems"] == TYPED.narrative["problems"]
    assert "找不到“五、存在的主要问题及改进情况”的标题" in told(found)["P-15"]


def test_tables_and_tracked_changes_are_told_with_their_number() -> None:
    said = told(put(tables=3, revised=2))
    assert "有 3 个表格，没有采用" in said["P-13"]
    assert "有 2 处没有接受的修订" in said["P-14"]


def test_a_title_is_not_taken_and_told_where_it_is_another() -> None:
    assert told(put(title=("某区某局", "2024年政府信息公开工作年度报告"))) == {}
    found = put(title=("某区某局2023年政府信息公开工作年度报告",))
    assert "2023年" in told(found)["P-12"]
    assert "title" not in found.particulars


def test_a_signature_is_not_taken_either() -> None:
    signed = replace(
        TYPED, particulars={**TYPED.particulars, "signature": "某区某局", "date": "2025年1月2日"}
    )
    assert told(put(signed, signature="某区某局2025年1月2日")) == {}
    assert "落款“某区某局2025年1月3日”" in told(put(signed, signature="某区某局2025年1月3日"))["P-12"]


def test_an_opening_is_taken_and_one_that_is_missing_leaves_the_other() -> None:
    typed = replace(TYPED, opening=("填报表的开头。",))
    assert put(typed).opening == ("填报表的开头。",)
    assert put(typed, opening=("文稿的开头。",)).opening == ("文稿的开头。",)
    assert "开头" in told(put(typed, opening=("文稿的开头。",)))["P-11"]


def test_findings_do_not_point_at_cells_whose_text_is_not_the_reports() -> None:
    origins = {"problems": Origin("正文", "D12"), "organisation": Origin("基本信息", "C5")}
    assert put(replace(TYPED, origins=origins)).origins == {"organisation": Origin("基本信息", "C5")}


def test_a_file_without_any_heading_is_told_which_are_missing() -> None:
    with pytest.raises(UnusableInputError, match=r"“一、总体情况”.*“六、其他需要报告的事项”"):
        put(sections={}, opening=("只有文字。",))
