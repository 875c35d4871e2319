"""Answers about the organisation that can hardly be meant, and those that can."""

from dataclasses import replace
from typing import Any

import pytest

from generator.checks import check
from generator.finding import Finding
from generator.form.model import Severity
from generator.workbook.blank import blank
from tests.checks.drawing import FORM, filing
from tests.workbook.kit import answers

UNLIKELY = [
    {"organisation": "某区某局2024年政府信息公开工作年度报告"},
    {"organisation": "110112"},
    {"organisation": "/"},
    {"organisation_type": "县直部门"},
    {"level": "区"},
    {"change": {"kind": "撤并"}},
    {"date": "2025年2月"},
    {"website": "某某区人民政府门户网站"},
    {"contact": {"postcode": "30001"}},
    {"contact": {"postcode": "1011000"}},
    {"contact": {"telephone": "见网站"}},
    {"contact": {"email": "xxgk163.com"}},
    {"submission": {"telephone": "张三"}},
    {"submission": {"url": "已发布"}},
    {"submission": {"version": "终稿"}},
]
LIKELY: list[dict[str, Any]] = [
    {"organisation": "北京市通州区"},
    {"organisation_type": "政府部门", "level": "市", "scope": "含所属单位", "change": {"kind": "无"}},
    {"date": "2025年1月20日"},
    {"website": "某某区人民政府网站（www.mou.gov.cn）"},
    {"website": "某某区.政务"},
    {
        "contact": {
            "postcode": "030001",
            "telephone": "0351-1234567转801、13800000000",
            "email": "a@b.cn、c@d.cn",
        }
    },
    {"contact": {"postcode": "１０１１００", "telephone": "12345", "email": "无"}},
    {"date": "2025-1-20", "website": "暂无", "submission": {"telephone": "内线8012", "url": "待发布"}},
    {"contact": {"postcode": "030 001", "telephone": "没有", "email": "暂未开通"}},
    {
        "change": {"kind": "/"},
        "contact": {"email": "xxgk＠mou．gov．cn"},
        "submission": {"version": "第一次"},
    },
    {"change": {"kind": "没有"}, "submission": {"version": "V1"}},
    {"submission": {"telephone": "8位内线：66660000", "url": "http://www.mou.gov.cn/1.html", "version": 2}},
]


def _found(number: str, **given: Any) -> list[Finding]:
    return [finding for finding in check(filing(**given), FORM) if finding.check == number]


@pytest.mark.parametrize("given", UNLIKELY, ids=str)
def test_an_answer_that_can_hardly_be_meant_is_asked_about(given: dict[str, Any]) -> None:
    (found,) = _found("C-08", **given)
    assert (found.severity, found.blocks) == (Severity.HINT, False)


@pytest.mark.parametrize("given", LIKELY, ids=str)
def test_an_answer_as_people_write_it_is_not(given: dict[str, Any]) -> None:
    assert _found("C-08", **given) == []


def test_what_is_expected_is_said_with_what_stands_there_and_where() -> None:
    data = blank(FORM, "0", filing(contact={"postcode": "30001"}, level="区"))
    told = [finding for finding in check(answers(data), FORM) if finding.check == "C-08"]
    assert [finding.message.partition("。")[0] for finding in told] == [
        "层级填的是“区”，一般应为下拉列表中的一项（省、市、县、乡）",
        "邮政编码填的是“30001”，一般应为六位数字（第一位是 0 的，不要漏掉）",
    ]
    assert [finding.cells[0].partition("!")[0] for finding in told] == ["基本信息", "基本信息"]


@pytest.mark.parametrize(
    ("year", "wrong"), [(2024, 0), (2042, 0), (2204, 1), (1024, 1), ("去年", 0), (None, 0)]
)
def test_a_year_of_another_century_is_asked_about_and_one_that_is_none_has_its_own_error(
    year: object, wrong: int
) -> None:
    assert len(_found("C-08", year=year)) == wrong


def test_a_reason_settles_it_until_the_answer_changes() -> None:
    reason = [{"check": "C-09", "at": "date", "text": "补发上年报告", "saw": ["2026年1月20日"]}]
    for day, blocks in (("2026年1月20日", False), ("2026年2月1日", True)):
        (found,) = _found("C-09", date=day, explanations=reason)
        assert found.blocks == blocks


@pytest.mark.parametrize(
    ("change", "lacking"),
    [
        ({"kind": "更名"}, ["change.text"]),
        ({"kind": "合并", "text": "情况属实"}, ["change.text"]),
        ({"text": "与某局合并"}, ["change.kind"]),
        ({"kind": "合并", "text": "与某局合并"}, []),
        ({"kind": "无", "text": "没有变动。"}, []),
        ({"kind": "无"}, []),
        ({"kind": "/"}, []),
        ({}, []),
    ],
)
def test_a_change_that_is_half_filled_in_is_told_since_it_settles_nothing(
    change: dict[str, str], lacking: list[str]
) -> None:
    found = _found("C-10", change=change)
    assert [finding.at for finding in found] == lacking
    assert all(finding.severity is Severity.HINT for finding in found)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2025年1月20日", 0),
        ("2024年1月20日", 1),
        ("2026年1月20日", 1),
        ("二〇二四年一月二十日", 0),
        (None, 0),
    ],
)
def test_a_day_below_the_report_that_is_not_in_the_next_year_is_asked_about(
    day: str | None, told: int
) -> None:
    found = _found("C-09", date=day)
    assert len(found) == told
    assert all("一般在下一年（2025 年）公布" in finding.message for finding in found)


def test_a_day_in_another_answer_need_not_be_in_the_next_year() -> None:
    assert _found("C-09", change={"kind": "更名", "text": "2024年1月20日"}) == []


@pytest.mark.parametrize(
    ("notices", "charged", "told"), [(0, 120, 1), (1, 120, 0), (0, 0, 0), (2, 0, 0), (None, 120, 0)]
)
def test_fees_without_a_notice_are_asked_about(notices: int | None, charged: int, told: int) -> None:
    fees = {"processing_fee.notices": notices, "processing_fee.charged": charged}
    assert len(_found("S6-04", more=fees)) == told


def test_text_made_to_slow_down_the_comparison_does_not() -> None:
    for signs in ("@", ".", "0", "a\n", "a@", "@."):
        hostile = signs * 15_000
        assert len(_found("C-08", contact={"email": hostile}, website=hostile)) >= 1


def test_checks_that_go_by_what_was_not_said_are_named_in_one_hint() -> None:
    (found,) = check(filing(organisation_type="", level=None, scope=""), FORM)
    assert (found.check, found.severity) == ("C-13", Severity.HINT)
    assert "机关类型、层级、数据口径没有填写" in found.message
    assert all(number in found.message for number in ("T2-04", "T2-05", "N-10", "N-12", "N-14"))


def test_only_what_is_missing_is_named() -> None:
    (found,) = check(filing(level=""), FORM)
    assert found.message.startswith("层级没有填写，要用到它的审核没有进行：T2-05“")
    assert "N-12" not in found.message


def test_a_published_report_has_no_place_to_say_it() -> None:
    given = replace(filing(level=""), headings={"overview": "一、总体情况"})
    assert check(given, FORM) == ()
