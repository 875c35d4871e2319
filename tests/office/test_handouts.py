"""What a workbook of the kit says already: of last year's, what lasts."""

from dataclasses import replace

import pytest

from generator.filing import Filing
from generator.office.handouts import filled
from generator.office.units import Unit
from tests.office.district import FORM, filing, source

_UNIT = Unit("某区甲局", "A")


def _last(opening: str, **particulars: str) -> Filing:
    return replace(filing(source("某区甲局", "A")), opening=(opening,)).with_particulars(particulars)


def _carried(last: Filing) -> dict[str, str]:
    given = filled(_UNIT, FORM, 2025, (last, FORM)).particulars
    return {name: str(given[name]) for name in given if name.startswith("contact.") or name == "website"}


@pytest.mark.parametrize(
    "opening",
    [
        "报告电子版可在某区政府网站（www.mou.gov.cn）下载。如有疑问，请与我局办公室联系（地址：某区人民路88号，"
        "邮编：223001，电话：0517-8351 6602，邮箱：xxgk@mou.gov.cn）。",
        "欢迎登录www.mou.gov.cn查阅。联系地址：某区人民路88号；邮政编码：223001；"
        "联系电话（传真）：0517-8351 6602；电子邮箱：xxgk@mou.gov.cn。",
    ],
)
def test_what_last_years_report_says_of_address_and_telephone_is_carried_over(opening: str) -> None:
    assert _carried(_last(opening)) == {
        "website": "www.mou.gov.cn",
        "contact.address": "某区人民路88号",
        "contact.postcode": "223001",
        "contact.telephone": "0517-8351 6602",
        "contact.email": "xxgk@mou.gov.cn",
    }


def test_of_two_addresses_or_none_that_is_said_plainly_nothing_is_carried_over() -> None:
    assert _carried(_last("甲处地址：某路1号；乙处地址：某路2号。咨询可拨打政务热线。")) == {}


def test_what_last_years_workbook_answered_counts_before_what_its_opening_says() -> None:
    last = _last("地址：旧路1号。", **{"contact.address": "新路2号"})
    assert _carried(last) == {"contact.address": "新路2号"}
