"""Numbers as cells show them: what spreadsheet programs make of number formats."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.workbook.shown import shown


@pytest.mark.parametrize(
    ("number", "code", "expected"),
    [
        ("1200", "", "1200"),
        ("0.333333333333333", "General", "0.333333333"),
        ("12", 'G/通用格式"件"', "12件"),
        ("1234567", "#,##0", "1,234,567"),
        ("1234.5", "#,##0.00_ ", "1,234.50"),
        ("-1234.5", "#,##0.00_);[Red](#,##0.00)", "(1,234.50)"),
        ("-3.2", "0.00", "-3.20"),
        ("-0.001", "0.0", "0.0"),
        ("0", '0;-0;"-"', "-"),
        ("7.50", "0.##", "7.5"),
        ("0.5", "#.00", ".50"),
        ("7", "000", "007"),
        ("1234567", "000-0000", "123-4567"),
        ("0.125", "0.00%", "12.50%"),
        ("0.285", "0%", "29%"),
        ("1234567", '#,##0,"千元"', "1,235千元"),
        ("1234.5", '_ "¥"* #,##0.00_ ', "¥1,234.50"),
        ("1234.5", "[$¥-804]#,##0.00", "¥1,234.50"),
        ("150", '[>=100]"多";[<10]"少";0', "多"),
        ("50", '[>=100]"多";[<10]"少";0', "50"),
        ("1230", "[DBNum1][$-804]General", "一千二百三十"),
        ("1230", "[DBNum2][$-804]General", "壹仟贰佰叁拾"),
        ("45291", "yyyy/m/d", "2023/12/31"),
        ("45291", 'yyyy"年"m"月"d"日"', "2023年12月31日"),
        ("45291", '[DBNum1][$-804]yyyy"年"m"月"d"日"', "二〇二三年十二月三十一日"),
        ("45291", "yyyy.mm.dd aaaa", "2023.12.31 星期日"),
        ("45291", "mmm-yy", "Dec-23"),
        ("1", "yyyy-mm-dd", "1900-01-01"),
        ("45291.5", "m/d h:mm", "12/31 12:00"),
        ("0.75", "h:mm AM/PM", "6:00 PM"),
        ("0.25", '上午/下午h"时"mm"分"', "上午6时00分"),
        ("1.5", "[h]:mm:ss", "36:00:00"),
        ("1.25", "# ?/?", "1.25"),
        ("12345", "0.00E+00", "12345"),
        ("5", "@", "5"),
    ],
)
def test_a_number_is_shown_in_its_format(number: str, code: str, expected: str) -> None:
    value = Decimal(number)
    assert shown(int(value) if value == int(value) else value, code) == expected


@given(
    st.integers() | st.decimals(-(10**300), 10**300, allow_nan=False),
    st.text('0#?.,%;[]<>="_*\\/@Eymdhsa年件-+$DBNum12General', max_size=40),
)
def test_any_number_is_shown_in_any_format(number: int | Decimal, code: str) -> None:
    assert isinstance(shown(number, code), str)
