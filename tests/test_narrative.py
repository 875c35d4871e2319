"""Putting figures into texts by name."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.figure import Number
from generator.narrative import Formatter, percentage, references
from tests.checks.drawing import FORM, filing

TABLES = (
    """
    applications natural business total
    received     2000    240      .
    carried_in   10      0        .
    granted      1200    300      .
    refused_process 500  0        .
    refused_inquiry 7    0        .
    handled      .       .        99
    """,
    """
    reviews upheld corrected other pending total
    review  .      1         2     3       6
    """,
    """
    proactive amount
    fees      28983.0794
    """,
)
FORMATTER = Formatter(FORM, filing(*TABLES, more={"processing_fee.notices": None}))


@pytest.mark.parametrize(
    ("text", "filled"),
    [
        ("新收【本年新收申请总计】件。", "新收2240件。"),
        ("新收【 本年新收申请总计 】件。", "新收2240件。"),
        ("新收【本年新收申请总计｜千分位】件。", "新收2,240件。"),
        ("新收【本年新收申请总计|千分位】件。", "新收2,240件。"),
        ("共【新收及结转申请总计】件。", "共2250件。"),
        ("收费【行政事业性收费】万元。", "收费28983.0794万元。"),
        ("收费【行政事业性收费｜千分位】万元。", "收费28,983.0794万元。"),
        ("不予公开【不予公开总计】件，占【不予公开总计｜百分比】。", "不予公开507件，占25.26%。"),
        ("占【 不予公开总计 ｜ 百分比 】。", "占25.26%。"),
        ("组织申请【本年新收法人或其他组织申请｜百分比】", "组织申请10.71%"),
        ("纠正【行政复议结果纠正】件", "纠正1件"),
    ],
)
def test_a_name_is_replaced_by_its_figure(text: str, filled: str) -> None:
    assert FORMATTER.fill(text) == filled


@pytest.mark.parametrize(
    "text",
    [
        "没有名称",
        "【政策解读】",
        "国办发【2021】30号",
        "【本年新收申请总数】",
        "【本年新收申请总计｜大写】",
        "【本年新收申请总计｜百分比】",
        "【本年新收申请总计｜千分位｜百分比】",
        "【行政复议总计】",
        "【行政复议结果维持】",
        "【行政复议结果纠正｜百分比】",
        "【行政诉讼结果维持｜百分比】",
        "【信息处理费通知件数】",
        "{{ year }}{% for %}【",
        "】【",
    ],
)
def test_everything_else_stays_as_typed(text: str) -> None:
    assert FORMATTER.fill(text) == text


def test_a_sum_is_of_the_items_and_not_of_a_stated_total() -> None:
    assert FORMATTER.fill("【办结申请总计】") == "2007"


def test_not_applicable_counts_as_nothing() -> None:
    formatter = Formatter(FORM, filing("reviews upheld corrected other pending\nreview / / / /"))
    assert formatter.fill("【行政复议总计】") == "0"


def test_an_amount_keeps_its_places() -> None:
    assert Formatter(FORM, filing("proactive amount\nfees 7545.00")).fill("【行政事业性收费】") == "7545.00"


def test_brackets_in_brackets_are_read_from_within() -> None:
    assert FORMATTER.fill("【【本年新收申请总计】】") == "【2240】"


@pytest.mark.parametrize(
    ("amount", "whole", "share"),
    [
        (1, 8, "12.50%"),
        (1, 3, "33.33%"),
        (2, 3, "66.67%"),
        (0, 5, "0.00%"),
        (5, 5, "100.00%"),
        (1, 20_000, "0.01%"),
        (3, 20_000, "0.02%"),
        (49_999, 1_000_000_000, "0.00%"),
        (391, 2240, "17.46%"),
        (Decimal("0.5"), Decimal("0.25"), "200.00%"),
        (10**90, 1, "1" + "0" * 92 + ".00%"),
    ],
)
def test_a_share_has_two_decimals_rounded_half_up(amount: Number, whole: Number, share: str) -> None:
    assert percentage(amount, whole) == share


@given(st.integers(1, 10**9))
def test_the_shares_of_a_half_are_equal(amount: int) -> None:
    assert percentage(amount, amount * 2) == "50.00%"


@given(st.text(st.sampled_from("【】｜|本年新收申请总计百分比 \n{}%"), max_size=30))
def test_text_without_a_name_is_never_changed(text: str) -> None:
    known = [reference for reference in references(text) if FORMATTER.is_known(reference)]
    assert known or FORMATTER.fill(text) == text


@pytest.mark.parametrize("name", FORM.names)
def test_every_name_of_the_form_has_a_figure(name: str) -> None:
    fees = {f"processing_fee.{key}": 1 for key in ("notices", "charged", "received")}
    ones = dict.fromkeys(FORM.fields, 1) | fees
    inputs = {field: value for field, value in ones.items() if not FORM.is_total(field)}
    formatter = Formatter(FORM, filing(more=inputs))
    assert formatter.fill(f"【{name}】").isdecimal()
    shared = formatter.fill(f"【{name}｜百分比】")
    assert shared.endswith("%") is bool(FORM.names[name].whole)


def test_every_text_comes_with_its_section() -> None:
    given_ = filing(narrative={"opening": "甲\n乙", "problems": [{"heading": "丙", "text": "丁"}]})
    assert [(text.key, text.words) for text in given_.texts] == [
        ("opening.1", "甲"),
        ("opening.2", "乙"),
        ("overview.1", "工作正常开展。"),
        ("problems.1", "丙"),
        ("problems.2", "丁"),
        ("other_matters.1", "工作正常开展。"),
    ]
