"""Names over lines: few, even, words whole, none of one or two characters."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.form.loader import load
from generator.report.lines import broken, width

ENDS = load("disclosure", "2021").texts["report"]["line_ends"]
SIGNS = st.sampled_from("某省市区县人民政府和、（）“”局")


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("某某县府", ["某某县府"]),
        ("北京市通州区人民政府办公室", ["北京市通州区人民政府办公室"]),
        (
            "江苏省淮安市洪泽区人力资源和社会保障局办公室",
            ["江苏省淮安市洪泽区", "人力资源和社会保障局办公室"],
        ),
        ("北京市通州区2024年政府信息公开工作年度报告", ["北京市通州区", "2024年政府信息公开工作年度报告"]),
        (
            "湖北省武汉市东西湖区市场监督管理局综合行政执法大队",
            ["湖北省武汉市东西湖区", "市场监督管理局综合行政执法大队"],
        ),
        (
            "河南省新乡市红旗区住房和城乡建设局综合行政执法大队",
            ["河南省新乡市红旗区", "住房和城乡建设局综合行政执法大队"],
        ),
        (
            "甘肃省临夏回族自治州和政县市民服务中心综合科",
            ["甘肃省临夏回族自治州", "和政县市民服务中心综合科"],
        ),
        (
            "浙江省宁波市镇海区市级机关事务管理局政务服务中心",
            ["浙江省宁波市镇海区", "市级机关事务管理局政务服务中心"],
        ),
        (
            "遂宁市船山区2024年乡村振兴工作领导小组办公室",
            ["遂宁市船山区", "2024年乡村振兴工作领导小组办公室"],
        ),
        ("某" * 21, ["某" * 10, "某" * 11]),
        ("某" * 40, ["某" * 20, "某" * 20]),
    ],
)
def test_a_name_parts_where_its_sense_does(name: str, lines: list[str]) -> None:
    assert broken(name, 20, ENDS) == lines


def test_no_line_ends_with_an_opening_bracket() -> None:
    assert broken("某" * 9 + "（" + "某" * 11, 20, "(?!)") == ["某" * 9 + "（某", "某" * 10]


def test_a_line_more_is_taken_where_fewer_would_part_a_word() -> None:
    parts = ["某" * 8 + "省", "某" * 11 + "市", "某" * 9]
    assert broken("".join(parts), 20, "省|市") == parts


@given(st.text(SIGNS, min_size=4, max_size=60))
def test_no_line_is_too_long_or_of_one_or_two_characters(name: str) -> None:
    lines = broken(name, 20, ENDS)
    assert "".join(lines) == name
    if len(lines) > 1:
        assert all(len(line) > 2 and width(line) <= 20 for line in lines)
    for before, behind in pairwise(lines):
        assert before[-1] not in "（“"
        assert behind[0] not in "、）”"


@pytest.mark.parametrize("name", ["a" * 80, "某" * 30_000])
def test_what_cannot_be_broken_or_is_no_name_stays_one_line(name: str) -> None:
    assert broken(name, 20, ENDS) == [name]
