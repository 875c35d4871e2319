"""Whose a file is: by code, by name where there is none, never by guess."""

import pytest

from generator.office.matching import Matcher
from generator.office.units import Unit
from tests.office.district import FORM

_UNITS = (
    Unit("北京市通州区财政局", "A01"),
    Unit("北京市通州区文化和旅游局", "A02", former=("通州区文化委员会",)),
    Unit("北京市通州区（某某）管理委员会"),
    Unit("永顺镇人民政府"),
    Unit("通州区住房和城乡建设委员会"),
)


@pytest.mark.parametrize(
    ("code", "name", "found"),
    [
        ("A01", "改了名的局", "北京市通州区财政局"),  # the code that the kit put there decides
        ("", "北京市通州区财政局", "北京市通州区财政局"),
        ("", "通州区财政局", "北京市通州区财政局"),  # short
        ("", " 通州区 财政局 ", "北京市通州区财政局"),
        ("", "通州区(某某)管理委员会", "北京市通州区（某某）管理委员会"),  # other brackets
        ("", "通州区文化委员会", "北京市通州区文化和旅游局"),  # a former name
        ("", "北京市通州区文化委员会", "北京市通州区文化和旅游局"),
        ("", "通州区永顺镇人民政府", "永顺镇人民政府"),
    ],
)
def test_a_unit_is_found_by_code_or_by_a_form_of_its_name(code: str, name: str, found: str) -> None:
    unit = Matcher(_UNITS, FORM).match(code, name).unit
    assert unit is not None
    assert unit.name == found


@pytest.mark.parametrize(
    ("code", "name", "perhaps"),
    [
        ("", "通州区财政分局", "北京市通州区财政局"),  # alike is not the same
        ("B99", "北京市通州区财政局", "北京市通州区财政局"),  # a code that is not on the list
        ("A01", "永顺镇人民政府", "北京市通州区财政局"),  # the code of one, the name of another
    ],
)
def test_a_doubtful_one_is_left_to_the_office(code: str, name: str, perhaps: str) -> None:
    match = Matcher(_UNITS, FORM).match(code, name)
    assert match.unit is None
    assert perhaps in [unit.name for unit in match.perhaps]


def test_one_of_the_same_name_in_another_district_is_not_it() -> None:
    assert Matcher(_UNITS, FORM).match("", "大兴区财政局").unit is None


def test_a_name_that_two_units_share_is_doubtful() -> None:
    units = (Unit("通州区水务局", "A"), Unit("大兴区水务局", "B"))
    assert Matcher(units, FORM).match("", "水务局").unit is None


def test_a_file_that_cannot_be_read_is_known_by_a_name_that_is_all_the_units() -> None:
    matcher = Matcher(_UNITS, FORM)
    found = matcher.of_file_name("上报/北京市通州区财政局（修改）.xlsx")
    assert found is not None
    assert found.code == "A01"
    assert matcher.of_file_name("上报/财政局和水务局.xlsx") is None
