"""What an office asks for beyond the form, as it lists it."""

import pytest

from generator.errors import UnusableInputError
from generator.office.requests import extras
from generator.workbook.handout import Extra
from tests.office.district import FORM


def test_a_list_is_read_with_units_and_guidance_where_it_has_them() -> None:
    given = "指标,计量单位,口径\n政策解读,篇,本年发布的\n新媒体账号,,\n"
    assert extras(given.encode("gbk"), FORM) == (
        Extra("政策解读", "篇", "本年发布的"),
        Extra("新媒体账号", "", ""),
    )


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("政策解读\n政策解读", "出现两次"),
        ("本年新收申请总计", "与表中已有的名称相同"),
        ("【解读】", "正文无法用【】引用它"),
        ("解读｜篇", "正文无法用【】引用它"),
        ("解" * 61, "不超过 60 字"),
        ("表格", "也不能是“表格”"),
    ],
)
def test_a_name_that_texts_could_not_refer_to_is_refused(name: str, told: str) -> None:
    with pytest.raises(UnusableInputError, match=told):
        extras(f"指标\n{name}\n".encode(), FORM)


def test_a_list_without_names_is_told_by_its_own_heads() -> None:
    with pytest.raises(UnusableInputError, match=r"找不到“名称”一列.*名称、指标"):
        extras("项,单位\n甲,个\n".encode(), FORM)
