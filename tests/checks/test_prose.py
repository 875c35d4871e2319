"""N-06 to N-17: a fault planted into the text of a clean report is told once."""

import tomllib
from dataclasses import replace
from typing import Any

import pytest

from generator.checks import check
from tests.checks.drawing import FORM, filing
from tests.checks.test_whole_narratives import WHOLE, of_texts, report

TOWN = next(path for path in WHOLE if path.stem == "town")
PLANTED = [
    ("N-06", "更新政务公开栏24期", "更新政务公开栏XX期"),
    ("N-06", "更新政务公开栏24期", "更新政务公开栏××期"),
    ("N-06", "更新政务公开栏24期", "更新政务公开栏（待补充）"),
    ("N-06", "更新政务公开栏24期", "更新政务公开栏？？期"),
    ("N-06", "更新政务公开栏24期", "更新政务公开栏X期"),
    ("N-06", "更新政务公开栏24期", "更新政务公开栏……期"),
    ("N-07", "坚持以公开为常态", "坚持以公开为的的常态"),
    ("N-07", "定期邀请", "定期邀请邀请"),
    ("N-07", "坚持以公开为常态、", "坚持以公开为常态，，"),
    ("N-07", "坚持以公开为常态、", "坚持以公开为常态,，"),
    ("N-08", "“柳河微讯”公众号", "“柳河微讯公众号"),
    ("N-08", "14个村（社区）", "14个村（社区"),
    ("N-08", "坚持以公开为常态", "**坚持以公开为常态"),
    (
        "N-10",
        "年终考核内容，定期邀请人大代表、政协委员及群众代表进行评议，年内未发生责任追究情况",
        "工作计划",
    ),
    ("N-11", "统计期限从2024年", "统计期限从2023年"),
    ("N-11", "统计期限从2024年", "统计期限从202024年"),
    ("N-11", "全年共受理依申请公开4件", "2023年共受理依申请公开申请4件"),
    ("N-11", "全年共受理依申请公开4件", "202024年，共受理依申请公开申请4件"),
    ("N-11", "明确1名班子成员", "统计期限为2023年1月1日至12月31日。明确1名班子成员"),
    ("N-12", "明确1名班子成员", "我局明确1名班子成员"),
    ("N-15", "由柳河镇党政办公室负责编制", "由绿湖镇人民政府负责编制"),
]


@pytest.mark.parametrize(("number", "old", "new"), PLANTED, ids=lambda words: words[:12])
def test_a_planted_fault_is_told_once(number: str, old: str, new: str) -> None:
    written = TOWN.read_text(encoding="utf-8")
    assert old in written
    narrative = tomllib.loads(written.replace(old, new))["narrative"]
    assert [finding.check for finding in of_texts(TOWN, narrative=narrative)] == [number]


OPENING = (
    "根据《条例》和《国务院办公厅关于印发格式的通知》，按照某区人民政府办公室要求，某区教育局编制本报告。"
    "如有疑问，请与某区政务服务局联系。"
)


def numbers(**given: Any) -> list[str]:
    """The checks of the text itself that tell something of a filing."""
    return [f.check for f in check(filing(**given), FORM) if "N-06" <= f.check < "O" and f.check != "N-09"]


@pytest.mark.parametrize(
    ("number", "given"),
    [
        ("N-15", {"title": "某区财政局2024年政府信息公开工作年度报告"}),
        ("N-15", {"signature": "某区财政局"}),
        ("N-15", {"organisation": "某市某区教育局", "signature": "某市教育局"}),
        ("N-15", {"narrative": {"opening": "现公布某区财政局2024年政府信息公开工作年度报告。"}}),
        ("N-15", {"narrative": {"opening": "某区财政局根据《条例》第五十条编制本报告。"}}),
        ("N-11", {"title": "某区教育体育局\n2023年政府信息公开\n工作年度报告"}),
        ("N-06", {"title": "某区XX局\n2024年政府信息公开工作年度报告"}),
    ],
)
def test_what_was_left_of_another_report_is_told_once(number: str, given: dict[str, Any]) -> None:
    assert numbers(**{"organisation": "某区教育体育局", **given}) == [number]


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("某市某区市场监督管理局", {"title": "区市场监管局2024年政府信息公开工作年度报告"}),
        (
            "某市某区人民政府",
            {"title": "某市某区2024年政府信息公开工作年度报告", "signature": "某区人民政府办公室"},
        ),
        ("某区人民政府", {"narrative": {"opening": "本报告由某区政务服务局编制。"}}),
        (
            "某区教育局",
            {"narrative": {"opening": OPENING}},
        ),
    ],
)
def test_names_that_belong_there_are_not_told(name: str, given: dict[str, Any]) -> None:
    assert numbers(organisation=name, **given) == []


@pytest.mark.parametrize(
    "words",
    [
        "2023年收到政府信息公开申请8件，2024年收到申请0件。",
        "2023年收到政府信息公开申请8件。2024年收到政府信息公开申请0件。",
        "与2023年收到政府信息公开申请8件相比，大幅下降。",
    ],
)
def test_last_years_applications_beside_this_years_are_not_told(words: str) -> None:
    assert numbers(narrative={"applications": [{"heading": "", "text": words}]}) == []


def _overview(*paragraphs: str, **given: Any) -> list[str]:
    text = "\n".join(paragraphs)
    return numbers(narrative={"overview": [{"heading": "", "text": text}]}, **given)


@pytest.mark.parametrize(
    "words",
    [
        "2023年，我局认真贯彻落实《条例》。",
        "2023年度，在区委、区政府的坚强领导下，我局主动公开各类信息。",
        "制度不断健全。2022年我局修订了公开指南。",
        "2023年，全区各单位持续推进公开。",
        "2023年，某区某局以公开促规范。",
        "2023年全年主动公开信息300条。",
    ],
)
def test_a_sentence_about_the_work_of_an_earlier_year_is_told(words: str) -> None:
    assert _overview(words) == ["N-16"]


@pytest.mark.parametrize(
    "words",
    [
        "2024年，我局认真贯彻落实《条例》。",
        "2025年，我局将继续推进公开。",
        "与2023年相比，我局公开信息更多。",
        "2023年，我局公开信息80条，2024年公开90条。",
        "2023年，我局制定公开指南。今年，我局作了修订。",
        "2023年，省政府办公厅印发公开工作要点。",
        "2023年底，我局完成机构改革。",
        "2023年全年公开信息80条，2024年公开90条。",
        "截至2023年底，我局累计公开信息80条。",
        "2023年以来，我局公开信息更加及时。",
        "按照某政办发〔2023〕5号要求，我局修订指南。",
        "针对2023年，我局查摆的问题已经整改。",
    ],
)
def test_earlier_years_that_belong_there_are_not_told(words: str) -> None:
    assert _overview(words) == []


def test_an_earlier_year_of_applications_is_told_once() -> None:
    assert _overview("2023年，我局共收到政府信息公开申请5件。") == ["N-11"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("某区教育局", "2024年，绿湖区财政局认真贯彻落实《条例》。"),
        ("某区教育局", "区财政局高度重视公开工作。"),
        ("某区教育局", "一年来，在区委、区政府领导下，区财政局扎实推进公开。"),
        ("某区柳河镇人民政府", "2024年，某区绿湖镇人民政府坚持以公开为常态。"),
        ("某区柳河街道办事处", "2024年，绿湖街道办事处坚持以公开为常态。"),
    ],
)
def test_a_text_that_begins_with_the_work_of_another_body_is_told(name: str, words: str) -> None:
    assert _overview("公开工作稳步推进。", words, organisation=name) == ["N-17"]


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("某市某区市场监督管理局", "2024年，区市场监管局认真贯彻落实《条例》。"),
        ("某区人民政府", "2024年，区财政局积极公开预算。"),
        ("某区柳河镇人民政府", "某区人民政府对我镇进行考核。"),
        ("北京市通州区", "通州区财政局积极公开预算。"),
        ("某区教育局", "某区人民政府高度重视教育。"),
        ("某区教育局", "各委办局积极配合。"),
        ("某区教育局", "我局会同区财政局积极公开预算。"),
    ],
)
def test_bodies_that_belong_there_are_not_told(name: str, words: str) -> None:
    assert _overview(words, organisation=name) == []


def test_a_number_of_the_office_is_told_in_a_report_of_the_whole_area() -> None:
    office, part = (
        "区政府办公室收到政府信息公开申请56件。",
        "全区收到政府信息公开申请0件，其中区本级收到申请56件。",
    )
    for words, scope, expected in [
        (office, "本行政区域汇总", ["N-14"]),
        (office, "本机关", []),
        (part, "本行政区域汇总", []),
    ]:
        narrative = {"overview": [{"heading": "", "text": words}]}
        more = {"applications.received.natural": 60}
        assert numbers(narrative=narrative, scope=scope, more=more) == expected


def test_a_number_of_the_office_that_is_more_than_all_is_told_once() -> None:
    narrative = {"overview": [{"heading": "", "text": "区本级新收政府信息公开申请56件。"}]}
    whole = filing("applications natural\nreceived 3", narrative=narrative, scope="本行政区域汇总")
    assert [f.check for f in check(whole, FORM) if f.check in ("N-03", "N-14")] == ["N-03"]


def test_a_section_taken_over_from_last_year_is_told_with_its_share() -> None:
    this, _ = report(TOWN)
    taken = this.with_particulars({"year": 2023})
    (found,) = (f for f in check(this, FORM, taken) if f.check == "N-13" and f.at == "overview")
    assert "“总体情况”的文字有 100% 与上年报告相同" in found.message
    other, _ = report(next(path for path in WHOLE if path.stem == "education"))
    assert [
        f for f in check(this, FORM, replace(taken, narrative=other.narrative)) if f.check == "N-13"
    ] == []


@pytest.mark.parametrize("words", ["全年收到申请3件", "新收申请3件", "未接到公民提出的申请"])
def test_applications_are_an_aspect_under_any_name(words: str) -> None:
    narrative = {"overview": [{"heading": "", "text": f"公开信息12条。{words}。网站改版。"}]}
    (found,) = (f for f in check(filing(narrative=narrative), FORM) if f.check == "N-09")
    assert "依申请公开" not in found.message


def test_an_aspect_that_is_left_out_is_told() -> None:
    narrative = {"overview": [{"heading": "主动公开", "text": "公开信息12条，无依申请公开。"}]}
    (found,) = (f for f in check(filing(narrative=narrative), FORM) if f.check == "N-09")
    assert "没有写到：政府信息管理、政府信息公开平台建设、监督保障" in found.message


@pytest.mark.parametrize(
    "words",
    [
        "不了了之",
        "为应对对方撤件、以及及时答复",
        "会期待定稿后安排",
        "一步一步",
        "家家户户",
        "稳稳当当",
        "规范规范性文件管理",
        "职工工作、领导小组组织、微信信息、舆情情况、机制制度、监管管理、全部部门、交办办理",
        "二〇二〇年",
        "1）加强学习；2）改进",
        "有待补充",
        "所谓“某某”",
    ],
)
def test_what_only_looks_like_a_fault_is_not_told(words: str) -> None:
    found = check(filing(narrative={"problems": [{"heading": "", "text": words}]}), FORM)
    assert [f.message for f in found if f.check.startswith("N-")] == []


def test_figures_without_texts_are_told_nothing_of() -> None:
    assert [
        f.check
        for f in check(filing(organisation_type="乡镇人民政府"), FORM)
        if f.check >= "N-06" and f.check < "O"
    ] == []


def test_a_quotation_never_cuts_a_number_or_a_latin_word() -> None:
    text = "全年共收到申请12345.67元，其中XX件，见www.example.gov.cn。"
    narrative = {"overview": [{"heading": "", "text": text}]}
    (found,) = (f for f in check(filing(narrative=narrative), FORM) if f.check == "N-06")
    assert found.at == "元，其中XX件，见www.example.gov.cn"
    narrative = {"overview": [{"heading": "", "text": "收到12345.67元XX。"}]}
    (found,) = (f for f in check(filing(narrative=narrative), FORM) if f.check == "N-06")
    assert found.at == "12345.67元XX。"
