"""Number formats: each style's own, and those of dates told from those of numbers."""

import pytest

from generator.ooxml.formats import cell_formats, is_date
from tests.ooxml.conftest import MAIN


@pytest.mark.parametrize(
    "code",
    [
        "yyyy-mm-dd",
        'yyyy"年"m"月"d"日"',
        "[$-804]aaaa",
        "[$-F800]dddd",
        "h:mm AM/PM",
        "上午/下午h:mm",
        "[h]:mm",
        "[ss]",
        "e年",
        "[红色]YYYY/M/D",
        "mmm",
    ],
)
def test_dates_and_times_are_told(code: str) -> None:
    assert is_date(code)


@pytest.mark.parametrize(
    "code",
    [
        "General",
        "G/通用格式",
        "0.00",
        "#,##0.00_);[Red](#,##0.00)",
        '0"dd件"',
        r"0\d\a\y\s",
        "0.00E+00",
        '[$USD-409]#,##0;[>=100]0"年"',
        "[Red][DBNum2]0",
        '_ "¥"* #,##0.00_ ',
        "# ?/?",
        "@",
        '0" m²"',
        "",
    ],
)
def test_numbers_are_not_taken_for_dates(code: str) -> None:
    assert not is_date(code)


def test_styles_have_formats_by_number_or_by_code() -> None:
    styles = (
        f'<styleSheet xmlns="{MAIN}"><numFmts><numFmt numFmtId="164" formatCode="yyyy"/>'
        '<numFmt numFmtId="165" formatCode="0.0"/><numFmt numFmtId="31" formatCode="0"/></numFmts>'
        '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf/><xf numFmtId="164"/>'
        '<xf numFmtId="165"/><xf numFmtId="14"/><xf numFmtId="57"/><xf numFmtId="31"/></cellXfs>'
        '<dxfs><dxf><numFmt numFmtId="165" formatCode="yyyy"/></dxf></dxfs></styleSheet>'
    )
    formats = cell_formats(styles.encode(), "xl/styles.xml", 9)
    assert list(formats) == ["0", "1", "2", "3", "4", "5"]
    assert list(formats.values()) == ["", "yyyy", "0.0", "yyyy/m/d", 'yyyy"年"m"月"', "0"]
