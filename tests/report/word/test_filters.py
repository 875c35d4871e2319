"""How filters write numbers and dates, and that a figure that went through one is still read back."""

from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import ReadBackError
from generator.form.numerals import LIMIT, chinese
from generator.ooxml.package import Kept, pack
from generator.report.word import FILTERS, compile_template
from generator.report.word import template as template_module
from tests.report.word.paper import MAIN, docx, p, texts

FIGURES = {
    "a.count": "12345",
    "a.fee": "28983.0794",
    "a.note": "22（其中修订16件）",
    "a.blank": "",
    "a.none": "/",
}


def read(spelled: str) -> int:
    """The number that Chinese numerals spell."""
    for unit, size in (("亿", 10**8), ("万", 10**4), ("千", 1000), ("百", 100), ("十", 10)):
        head, found, rest = spelled.rpartition(unit)
        if found:
            return (read(head) if head.strip("零") else 1) * size + (read(rest) if rest else 0)
    return "零一二三四五六七八九".index(spelled[-1])


def printed(expression: str, **context: object) -> str:
    (text,) = texts(compile_template(docx(p(f"{{{{ {expression} }}}}")), FIGURES).render(context, FIGURES))
    return text


@pytest.mark.parametrize(
    ("number", "common", "formal"),
    [
        (0, "零", "零"),
        (10, "十", "壹拾"),
        (12, "十二", "壹拾贰"),
        (110, "一百一十", "壹佰壹拾"),
        (2305, "二千三百零五", "贰仟叁佰零伍"),
        (107000, "十万七千", "壹拾万柒仟"),
        (1000500, "一百万零五百", "壹佰万零伍佰"),
        (20000005, "二千万零五", "贰仟万零伍"),
        (100050000, "一亿零五万", "壹亿零伍万"),
        ("2,305", "二千三百零五", "贰仟叁佰零伍"),
        (Decimal("12.50"), "十二点五零", "壹拾贰点伍零"),
        (-3, "-3", "-3"),
        (LIMIT, str(LIMIT), str(LIMIT)),
    ],
)
def test_numbers_are_spelled(number: object, common: str, formal: str) -> None:
    assert (printed("n | chinese", n=number), printed("n | formal", n=number)) == (common, formal)


@given(st.integers(0, LIMIT - 1))
def test_a_spelled_number_reads_as_itself(number: int) -> None:
    assert read(chinese(number)) == number


@pytest.mark.parametrize("number", [-1, LIMIT])
def test_what_is_out_of_range_is_not_spelled(number: int) -> None:
    with pytest.raises(ValueError, match=str(number)):
        chinese(number)


@pytest.mark.parametrize(
    ("yuan", "written"),
    [
        ("0", "零元整"),
        (30, "叁拾元整"),
        ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("107000.53", "壹拾万柒仟元伍角叁分"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("0.05", "伍分"),
        ("0.50", "伍角"),
        ("1.234", "1.234"),
    ],
)
def test_amounts_are_written_as_on_bills(yuan: object, written: str) -> None:
    assert printed("n | amount", n=yuan) == written


@pytest.mark.parametrize(
    ("expression", "written"),
    [
        ("a.count | thousands", "12,345"),
        ("a.fee | thousands", "28,983.0794"),
        ("'-1234567.50' | thousands", "-1,234,567.50"),
        ("'0.1234' | percent", "12.34%"),
        ("1 | percent", "100%"),
        ("'3' | percent('7')", "42.86%"),
        ("'1' | percent(8)", "12.5%"),
        ("'3' | percent('0')", "—"),
        ("'3' | percent('/')", "—"),
    ],
)
def test_numbers_keep_every_digit_unless_a_share_is_asked_for(expression: str, written: str) -> None:
    assert printed(expression) == written


@pytest.mark.parametrize("day", ["2025-1-20", "2025-01-20", "2025/1/20", "2025.1.20", "2025年1月20日"])
def test_dates_are_written_in_two_ways(day: str) -> None:
    assert printed("d | date", d=day) == "2025年1月20日"
    assert printed("d | chinese_date", d=day) == "二〇二五年一月二十日"


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize(
    "value", ["", "/", "22（其中修订16件）", "2025-02-30", "某局", None, "9" * 1_000_000]
)
def test_what_is_neither_number_nor_date_stays_as_it_is(name: str, value: str | None) -> None:
    assert FILTERS[name](value) == (value or "")


@pytest.mark.parametrize(
    ("expression", "written"),
    [
        ("a.count ~ '件'", "12345件"),
        ("'共' ~ a.count ~ '、' ~ a.fee", "共12345、28983.0794"),
        ("a.count | thousands", "12,345"),
        ("(a.count | thousands) ~ '件'", "12,345件"),
        ("a.count | thousands | formal", "壹万贰仟叁佰肆拾伍"),
        ("(a.count | chinese) if a.count else '无'", "一万二千三百四十五"),
        ("a.count | percent(a.fee)", "42.59%"),
    ],
)
def test_a_figure_is_read_back_in_the_shape_it_was_given(
    expression: str, written: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert printed(expression) == written
    digit = written.strip("件共%")[-1].encode()
    monkeypatch.setattr(template_module, "pack", lambda parts: pack(tampered(parts, digit)))
    with pytest.raises(ReadBackError):
        printed(expression)


def tampered(parts: Iterable[tuple[str, bytes | Kept]], old: bytes) -> Iterator[tuple[str, bytes | Kept]]:
    """The parts with something else in the place of a character."""
    for name, data in parts:
        yield name, data.replace(old, b"?") if name == MAIN and isinstance(data, bytes) else data


def test_an_office_of_strangers_may_bring_its_own_filters() -> None:
    def stars(value: object) -> str:
        return "★" * int(str(value))

    filters: dict[str, Callable[..., object]] = {"stars": stars}
    data = compile_template(docx(p("{{ n | stars }}")), filters=filters).render({"n": 3})
    assert texts(data) == ["★★★"]
