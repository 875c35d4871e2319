"""Numbers as texts write them, with the least and most that they can mean."""

import pytest

from generator.checks.numerals import Reader
from tests.checks.drawing import FORM

READER = Reader(FORM.vocabulary.numerals)


@pytest.mark.parametrize(
    ("text", "mark", "low", "high"),
    [
        ("329件", "#", 329, 329),
        ("３２９件", "#", 329, 329),
        ("12,840件", "#", 12840, 12840),
        ("三百二十九件", "#", 329, 329),
        ("三千一百余件", "#", 3100, 3200),
        ("十余件", "#", 10, 20),
        ("两件", "#", 2, 2),
        ("一千零二件", "#", 1002, 1002),
        ("2300余件", "#", 2300, 2400),
        ("近2400件", "#", 2300, 2400),
        ("超过320件", "#", 320, 330),
        ("约330件", "#", 320, 340),
        ("10至15件", "#", 10, 15),
        ("1万余件", "#", 10_000, 20_000),
        ("7730.28万元", "￥", 77_302_700, 77_302_900),
        ("860元", "￥", 860, 860),
        ("百分之三十", "%", 30, 30),
        ("37.15％", "%", 37.15, 37.15),
        ("3个百分点", "‰", 3, 3),
        ("三成", "%", 25, 35),
        ("两成半", "%", 24.5, 25.5),
        ("九成六", "%", 95.5, 96.5),
        ("近两成半", "%", 24, 25),
        ("两成多", "%", 20, 30),
        ("两成半以上", "%", 25, 100),
        ("一半", "%", 45, 55),
        ("超过一半", "%", 50, 100),
        ("1.2倍", "%", 115, 125),
        ("两倍", "%", 190, 210),
        ("近一倍", "%", 80, 100),
        ("一倍以上", "%", 100, 1000),
        ("翻番", "%", 90, 110),
        ("翻了一番", "%", 90, 110),
    ],
)
def test_a_number_is_read_with_what_it_may_mean(text: str, mark: str, low: float, high: float) -> None:
    (numeral,) = READER.read(f"共{text}。")
    assert (numeral.mark, float(numeral.low), float(numeral.high)) == (mark, low, high)


@pytest.mark.parametrize(
    "text",
    [
        "第一件",
        "第3件",
        "每一件",
        "数十件",
        "2024年",
        "国办发〔2021〕30号",
        "电话6543210",
        "7个工作日",
        "12人次",
        "番禺区",
        "数倍",
    ],
)
def test_what_counts_no_cases_is_no_number(text: str) -> None:
    assert list(READER.read(text)) == []


def test_a_number_behind_the_word_for_a_sum_is_read() -> None:
    assert [numeral.value for numeral in READER.read("总数2333件")] == [2333]


def test_a_very_long_row_of_digits_is_no_number() -> None:
    assert list(READER.read("9" * 5_000 + "件")) == []
