"""N-06 to N-12: a fault planted into the text of a clean report is told once."""

import tomllib

import pytest

from generator.checks import check
from tests.checks.drawing import FORM, filing
from tests.checks.test_whole_narratives import WHOLE, of_texts

TOWN = next(path for path in WHOLE if path.stem == "town")
PLANTED = [
    ("N-06", "更新政务公开栏24期", "更新政务公开栏XX期"),
    ("N-06", "更新政务公开栏24期", "更新政务公开栏××期"),
    ("N-06", "更新政务公开栏24期", "更新政务公开栏（待补充）"),
    ("N-07", "坚持以公开为常态", "坚持以公开为的的常态"),
    ("N-07", "定期邀请", "定期邀请邀请"),
    ("N-08", "“柳河微讯”公众号", "“柳河微讯公众号"),
    ("N-08", "14个村（社区）", "14个村（社区"),
    (
        "N-10",
        "年终考核内容，定期邀请人大代表、政协委员及群众代表进行评议，年内未发生责任追究情况",
        "工作计划",
    ),
    ("N-11", "统计期限从2024年", "统计期限从2023年"),
    ("N-11", "统计期限从2024年", "统计期限从202024年"),
    ("N-12", "明确1名班子成员", "我局明确1名班子成员"),
]


@pytest.mark.parametrize(("number", "old", "new"), PLANTED, ids=lambda words: words[:12])
def test_a_planted_fault_is_told_once(number: str, old: str, new: str) -> None:
    written = TOWN.read_text(encoding="utf-8")
    assert old in written
    narrative = tomllib.loads(written.replace(old, new))["narrative"]
    assert [finding.check for finding in of_texts(TOWN, narrative=narrative)] == [number]


def test_an_aspect_that_is_left_out_is_told() -> None:
    narrative = {"overview": [{"heading": "主动公开", "text": "公开信息12条，无依申请公开。"}]}
    (found,) = (f for f in check(filing(narrative=narrative), FORM) if f.check == "N-09")
    assert "没有写到：政府信息管理、政府信息公开平台建设、监督保障" in found.message


@pytest.mark.parametrize(
    "words",
    [
        "不了了之",
        "一步一步",
        "家家户户",
        "稳稳当当",
        "规范规范性文件管理",
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
