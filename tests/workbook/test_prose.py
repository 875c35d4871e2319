"""正文 as clerks write, paste and shift it; and explanations on both sheets."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from generator import checks
from generator.filing import Explanation, Filing, Item
from generator.finding import Finding
from tests.workbook.kit import FORM, answers, case, empty, exported, filing_of, made, sheet, typed

HEAD = 5
Row = tuple[str, str, str]


def written(*rows: Row, over: bytes | None = None) -> Filing:
    """What is read where 正文 holds these rows (section, sub-heading, text) and nothing else."""
    blank_rows = [("", "", "")] * (20 - len(rows))
    cells = {
        f"正文!{letter}{HEAD + index}": text or None
        for index, row in enumerate([*rows, *blank_rows])
        for letter, text in zip("BCD", row, strict=True)
    }
    return answers(typed(cells, over))


def told(filing: Filing, check: str) -> Finding:
    (finding,) = (finding for finding in checks.check(filing, FORM) if finding.check == check)
    return finding


def checks_of(filing: Filing) -> set[str]:
    return {finding.check for finding in checks.check(filing, FORM)}


def test_rows_are_read_by_section_and_sub_heading() -> None:
    found = written(
        ("开头", "", "根据条例编制。"),
        ("一、总体情况", "主动公开", "第一段。"),
        ("一、总体情况", "监督保障", "第二段。"),
        ("五、存在的主要问题及改进情况", "", "问题。"),
    )
    assert found.opening == ("根据条例编制。",)
    assert found.narrative == {
        "overview": (Item("主动公开", ("第一段。",)), Item("监督保障", ("第二段。",))),
        "problems": (Item("", ("问题。",)),),
    }
    assert found.cell("overview") == "正文!D6"


def test_a_row_with_neither_section_nor_sub_heading_continues_the_one_above() -> None:
    found = written(
        ("一、总体情况", "主动公开", "甲"),
        ("", "", "乙"),
        ("", "", ""),
        ("", "", "丙"),
        ("", "监督保障", "丁"),
    )
    assert found.narrative["overview"] == (Item("主动公开", ("甲", "乙", "丙")), Item("监督保障", ("丁",)))


def test_a_row_with_the_section_alone_continues_its_sub_heading() -> None:
    found = written(("一、总体情况", "主动公开", "甲"), ("一、总体情况", "", "乙"))
    assert found.narrative["overview"] == (Item("主动公开", ("甲", "乙")),)


def test_a_sub_heading_may_stand_above_its_text() -> None:
    found = written(("一、总体情况", "主动公开", ""), ("", "", "甲"))
    assert found.narrative["overview"] == (Item("主动公开", ("甲",)),)


@pytest.mark.parametrize("text", ["甲\n乙", "甲\r\n乙", " 甲 \n\n\u3000\u3000乙\n"])
def test_alt_enter_divides_paragraphs(text: str) -> None:
    assert written(("一、总体情况", "", text)).narrative["overview"] == (Item("", ("甲", "乙")),)


@pytest.mark.parametrize("words", ["一", "总体情况", "一、总体情况", "一、 总体情况 ", "一 总体情况"])
def test_a_section_is_known_by_its_number_or_its_title(words: str) -> None:
    assert written((words, "", "甲")).narrative == {"overview": (Item("", ("甲",)),)}


@pytest.mark.parametrize(
    ("section", "title"),
    [
        ("proactive", "二、主动公开政府信息情况"),
        ("applications", "三、收到和处理政府信息公开申请情况"),
        ("reviews", "四、政府信息公开行政复议、行政诉讼情况"),
    ],
)
def test_text_may_be_given_for_sections_with_tables(section: str, title: str) -> None:
    assert written((title, "", "说明。")).narrative == {section: (Item("", ("说明。",)),)}


@pytest.mark.parametrize(
    ("typed_", "heading"),
    [
        ("（一）主动公开", "主动公开"),
        ("(二) 依申请公开", "依申请公开"),
        ("一、主动公开", "主动公开"),
        ("1.主动公开", "主动公开"),
        ("3、监督保障", "监督保障"),
        ("（1）主动公开", "主动公开"),
        ("①主动公开", "主动公开"),
        ("一、三项制度建设", "三项制度建设"),
    ],
)
def test_numbering_is_taken_off_and_told(typed_: str, heading: str) -> None:
    found = written(("一、总体情况", typed_, "甲"))
    assert found.narrative["overview"] == (Item(heading, ("甲",)),)
    assert typed_ in told(found, "W-04").message
    assert told(found, "W-04").cells == ("正文!C5",)


@pytest.mark.parametrize(
    "heading",
    [
        "一网通办推进情况",
        "2024年工作",
        "1.5万件政策上网",
        "十四五规划",
        "三公经费",
        "三、四季度工作",
        "一、二级目录",
    ],
)
def test_what_only_looks_like_numbering_stays(heading: str) -> None:
    found = written(("一、总体情况", heading, "甲"))
    assert found.narrative["overview"][0].heading == heading
    assert "W-04" not in checks_of(found)


def test_numbering_in_the_text_itself_is_left_alone() -> None:
    assert written(("一、总体情况", "", "一、甲")).narrative["overview"] == (Item("", ("一、甲",)),)


@pytest.mark.parametrize(("length", "is_told"), [(1_000, False), (1_001, True)])
def test_more_than_1000_characters_in_a_cell_are_told(length: int, is_told: bool) -> None:
    found = written(("一、总体情况", "", "字" * length))
    assert ("W-05" in checks_of(found)) is is_told
    assert not is_told or told(found, "W-05").cells == ("正文!D5",)


def test_text_above_any_section_is_told_and_not_read() -> None:
    found = written(("", "", "甲"), ("一、总体情况", "", "乙"))
    assert found.narrative == {"overview": (Item("", ("乙",)),)}
    assert told(found, "W-06").cells == ("正文!D5",)


def test_text_of_a_section_that_does_not_exist_is_told_and_joins_no_other() -> None:
    found = written(("一、总体情况", "", "甲"), ("七、其他", "", "乙"), ("", "", "丙"), ("五", "", "丁"))
    assert found.narrative == {"overview": (Item("", ("甲",)),), "problems": (Item("", ("丁",)),)}
    assert told(found, "W-06").cells == ("正文!D6", "正文!D7")


@pytest.mark.parametrize(
    "text",
    [
        "收到【本年新收申请总计】件",
        "{{ year }} {% if %}",
        "=1+1",
        "<b>&amp;</b>",
        "_x000D_",
        "“引号”…—",
        "😀𠮷",
    ],
)
def test_whatever_is_typed_is_read_as_it_stands(text: str) -> None:
    assert written(("一、总体情况", text, text)).narrative["overview"] == (Item(text, (text,)),)
    again = made({"narrative": {"overview": [{"heading": text, "text": text}]}})
    assert answers(again).narrative["overview"] == (Item(text, (text,)),)


def test_characters_that_a_file_cannot_hold_are_dropped() -> None:
    data = made({"organisation": "某\x00局", "narrative": {"opening": "甲\x0b乙\uffff"}})
    assert answers(data).particulars["organisation"] == "某局"
    assert answers(data).opening == ("甲乙",)


def test_sections_without_text_wait_with_rows_and_guidance() -> None:
    page = sheet(empty(), "正文")
    sections = [str(page.cells[y, 2].value) for y in range(5, 60) if (y, 2) in page.cells]
    assert sections[:2] == ["开头", "一、总体情况"]
    assert [section[0] for section in dict.fromkeys(sections)] == list("开一二三四五六")
    hints = [str(page.cells[y, 6].value) for y in range(5, 60) if (y, 6) in page.cells]
    assert [hint for hint in hints if "小标题可用" in hint] == [
        f"小标题可用：{aspect}" for aspect in FORM.sections[0].aspects
    ]
    assert answers(empty()).narrative == {}


def narrative_of(paragraphs: int) -> dict[str, Any]:
    text = "\n".join(f"第{index}段。" for index in range(paragraphs))
    return {
        "narrative": {
            "overview": [{"heading": "甲", "text": text}],
            "problems": [{"heading": "", "text": text}],
        }
    }


def test_a_narrative_longer_than_the_prepared_rows_gets_more_of_them() -> None:
    long = narrative_of(400)
    data = made(long)
    assert exported(answers(data)) == exported(filing_of(long))
    assert (5 + 120 + 500, 5) in sheet(data, "正文").cells  # the count of characters of a late row


def test_more_explanations_than_prepared_rows_get_more_of_them() -> None:
    many = {
        "explanations": [
            {"check": "N-01", "at": f"【名称{index}】", "text": "属实。"} for index in range(250)
        ]
    }
    assert exported(answers(made(many))) == exported(filing_of(many))


# ---------------------------------------------------------------- explanations


def explanations(given: Sequence[Mapping[str, Any]]) -> tuple[bytes, tuple[Explanation, ...]]:
    data = made({"explanations": given})
    return data, answers(data).explanations


def test_an_explanation_stands_beside_its_check_with_what_it_saw() -> None:
    data, found = explanations(
        [{"check": "C-04", "at": "processing_fee", "text": "确为\n半件。", "saw": [1, "0.5"]}]
    )
    assert found == (Explanation("C-04", "processing_fee", "确为\n半件。", ("1", "0.5")),)
    assert "确为\n半件。" in {cell.value for cell in sheet(data, "审核").cells.values()}


def test_an_explanation_without_a_row_there_goes_to_the_findings() -> None:
    data, found = explanations([{"check": "N-01", "at": "【申请总计】", "text": "原文如此。", "saw": [7]}])
    assert found == (Explanation("N-01", "【申请总计】", "原文如此。", ("7",)),)
    assert {"N-01", "【申请总计】", "原文如此。"} <= {
        cell.value for cell in sheet(data, "审核结果").cells.values()
    }


def test_of_two_explanations_for_one_row_none_is_lost() -> None:
    given = [{"check": "C-04", "at": "processing_fee", "text": text} for text in ("甲", "乙")]
    _, found = explanations(given)
    assert [explanation.text for explanation in found] == ["甲", "乙"]


def test_clerks_type_explanations_on_either_sheet() -> None:
    page = sheet(empty(), "审核")
    row = next(at[0] for at, cell in page.cells.items() if cell.value == "C-04 processing_fee")
    found = answers(
        typed(
            {
                f"审核!K{row}": " 确为半件。 ",
                "审核结果!C7": "N-01",
                "审核结果!D7": "【申请总计】",
                "审核结果!G7": "原文如此。",
                "审核结果!C8": "N-02",
                "审核结果!G9": "没有编号",
            }
        )
    )
    assert found.explanations == (
        Explanation("C-04", "processing_fee", "确为半件。"),
        Explanation("N-01", "【申请总计】", "原文如此。"),
    )


def test_an_explanation_settles_its_finding() -> None:
    answers_ = {
        "figures": {"processing_fee.notices": "1.5"},
        "explanations": [{"check": "C-04", "at": "processing_fee", "text": "确为半件。"}],
    }
    found = told(answers(made(answers_)), "C-04")
    assert found.explanation == "确为半件。"
    assert not found.blocks


def test_the_case_has_no_explanations() -> None:
    assert answers(case("tongzhou-2024")).explanations == ()
