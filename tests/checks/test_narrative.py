"""N-01 and N-02: a 【…】 that is nearly a name, and a name whose figure is missing."""

from dataclasses import replace

import pytest

from generator.checks import check
from generator.filing import Origin
from generator.finding import Finding
from generator.form.model import Severity
from tests.checks.drawing import FORM, filing


def _found(text: str, *tables: str) -> list[Finding]:
    given = filing(*tables, narrative={"overview": [{"heading": "依申请公开", "text": text}]})
    return [finding for finding in check(given, FORM) if finding.check.startswith("N")]


@pytest.mark.parametrize(
    ("words", "nearest"),
    [
        ("【本年新收申请总数】", "【本年新收申请总计】"),
        ("【本年新收申请】", "【本年新收申请总计】"),
        ("【新收申请总计】", "【本年新收申请总计】"),
        ("【不予公开总计｜百分率】", "【不予公开总计｜百分比】"),
        ("【不予公开合计｜百分比】", "【不予公开总计｜百分比】"),
        ("【不予公开总计｜千分】", "【不予公开总计｜千分位】"),
        ("【不予公开总计｜大写】", "【不予公开总计】"),
        ("【本年新收申请总计｜百分比】", "【本年新收申请总计】"),
    ],
)
def test_what_is_nearly_a_name_is_told_with_the_nearest(words: str, nearest: str) -> None:
    (found,) = _found(f"本年新收{words}件。")
    assert (found.check, found.at, found.severity) == ("N-01", words, Severity.EXPLAIN)
    assert found.message == (
        f"“总体情况”中的“{words}”不是引用数据的写法，报告将原样印出；最接近的名称是“{nearest}”。"
        "如要引用数据，请照此改正；确要原样印出的，请说明。"
    )


@pytest.mark.parametrize(
    "text",
    [
        "本年新收【本年新收申请总计】件。",
        "占【不予公开总计|百分比】。",
        "【政策解读】栏目",
        "国办发【2021】30号",
        "【图解】【一图读懂】",
        "【】",
        "【" * 500,
        "【" + "长" * 5_000 + "】",
        "【本年新收\n申请总数】",
        "{{ organisation }} {% if %}",
        "【图解】各10条",
        "【读懂｜政策】",
    ],
)
def test_names_and_ordinary_uses_of_brackets_are_not_told(text: str) -> None:
    zeroless = "applications natural total\nreceived 1 1\nrefused_process 1 1"
    assert _found(text, zeroless) == []


@pytest.mark.parametrize("words", ["【收件】件", "【办件合计】项", "【某数｜千分位】"])
def test_what_stands_for_a_number_and_is_no_name_is_told_however_unlike_a_name(words: str) -> None:
    (found,) = _found(f"本年{words}。")
    assert (found.check, found.at) == ("N-01", f"{words.partition('】')[0]}】")
    assert "最接近的名称是“【" in found.message


def test_a_name_whose_figure_is_missing_is_told() -> None:
    (found,) = _found("新收【本年新收申请总计】件。", "applications natural\nreceived .")
    assert (found.check, found.at, found.severity) == ("N-02", "【本年新收申请总计】", Severity.EXPLAIN)
    assert "“总体情况”中的“【本年新收申请总计】”所指数据没有填写或不能计算" in found.message


def test_a_share_of_nothing_is_told() -> None:
    (found,) = _found("占【不予公开总计｜百分比】。")
    assert (found.check, found.at) == ("N-02", "【不予公开总计｜百分比】")


def test_the_same_words_are_told_once_where_they_first_stand() -> None:
    words = "【本年新收申请总数】"
    given = filing(narrative={"opening": words, "overview": [{"heading": words, "text": words}]})
    (found,) = check(given, FORM)
    assert found.message.startswith("“开头”中的")


def test_a_heading_is_looked_through_too() -> None:
    given = filing(narrative={"problems": [{"heading": "【本年新收申请总数】", "text": "甲。"}]})
    (found,) = check(given, FORM)
    assert found.message.startswith("“存在的主要问题及改进情况”中的")


def test_an_explanation_names_the_words_it_is_for() -> None:
    words = "【本年新收申请总数】"
    given = filing(
        narrative={"opening": words}, explanations=[{"check": "N-01", "at": words, "text": "引文如此。"}]
    )
    (found,) = check(given, FORM)
    assert not found.blocks


def test_a_finding_says_where_its_paragraph_stands() -> None:
    given = filing(narrative={"opening": "【本年新收申请总数】"})
    (found,) = check(replace(given, origins={"opening.1": Origin("正文", "D5")}), FORM)
    assert found.cells == ("正文!D5",)
