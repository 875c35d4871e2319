"""The office's list of units, as offices keep such lists."""

from io import BytesIO

import pytest
from openpyxl import Workbook

from generator.errors import UnusableInputError
from generator.office.handouts import filled
from generator.office.units import Unit, units
from tests.office.district import FORM

_LIST = """单位代码,单位名称,类别,是否计入汇总,曾用名,联系人,联系电话
A01,某区财政局,部门,是,,王某,010-1
A02,某区文化和旅游局,部门,,区文化委、区旅游局,,
A03,某区供销社,其他,否,,,
"""
_READ = (
    Unit("某区财政局", "A01", "部门", contact="王某", telephone="010-1"),
    Unit("某区文化和旅游局", "A02", "部门", former=("区文化委", "区旅游局")),
    Unit("某区供销社", "A03", "其他", counted=False),
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk"])
def test_a_csv_list_is_read_in_whatever_encoding_offices_save_it(encoding: str) -> None:
    assert units(_LIST.encode(encoding), FORM) == _READ


def test_a_workbook_is_read_below_its_title() -> None:
    book = Workbook()
    assert book.active is not None
    book.active.append(["某区政务公开单位名单"])
    for line in _LIST.splitlines():
        book.active.append(line.split(","))
    written = BytesIO()
    book.save(written)
    assert units(written.getvalue(), FORM) == _READ


@pytest.mark.parametrize(
    ("data", "key"),
    [
        (b"a,b\n1,2\n", "rollup.no-names"),
        ("名字,代码,类别\n甲局,1,部门\n乙局,2,部门\n".encode(), "rollup.no-names"),
        ("单位名称\n".encode(), "rollup.no-units"),
        ("单位名称\n甲局\n甲局\n".encode(), "rollup.unit-twice"),
        ("单位名称,代码\n甲局,1\n乙局,1\n".encode(), "rollup.unit-twice"),
        (b"\xff\xff\xff", "rollup.not-a-list"),
    ],
)
def test_a_list_that_cannot_be_used_is_told(data: bytes, key: str) -> None:
    with pytest.raises(UnusableInputError) as fault:
        units(data, FORM)
    assert fault.value.key == key
    assert str(fault.value)


def test_type_and_level_go_into_the_workbook_where_the_list_has_the_forms_own_words() -> None:
    given = units("单位,类别,层级\n某局,政府部门,县\n某街道,街道,区级\n".encode(), FORM)
    known = [filled(unit, FORM, 2025).particulars for unit in given]
    assert [(one.get("organisation_type"), one.get("level")) for one in known] == [
        ("政府部门", "县"),
        (None, None),
    ]
