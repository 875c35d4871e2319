"""What each kind of answer in a cell means."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.figure import (
    BLANK,
    LONGEST,
    Figure,
    Number,
    State,
    digits,
    fits_a_cell,
    minus,
    number,
    of_number,
    of_text,
    plus,
    times,
)

WORDS = ("/", "-", "—", "－", "无", "不适用")
DECIMALS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**15), max_value=10**15)


def _of(text: str) -> Figure:
    return of_text(text, WORDS)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2240", 2240),
        ("２２４０", 2240),
        ("2,240", 2240),
        ("２，２４０", 2240),
        (" 2,240 ", 2240),
        ("\u3000２２４０\u3000", 2240),
        ("1,234,567.80", Decimal("1234567.80")),
        ("28983．0794", Decimal("28983.0794")),
        ("-3", -3),
        ("－３", -3),
        ("007", 7),
    ],
)
def test_digits_as_text_are_that_number(text: str, value: Number) -> None:
    assert _of(text) == Figure(State.NUMBER, value, typed=text)


@pytest.mark.parametrize(
    ("text", "value", "note", "printed"),
    [
        ("22（其中修订16件）", 22, "其中修订16件", "22（其中修订16件）"),
        ("22(其中修订16件)", 22, "其中修订16件", "22（其中修订16件）"),
        ("55（含自然失效29件）", 55, "含自然失效29件", "55（含自然失效29件）"),
        (" 22 （ 其中修订16件 ） ", 22, "其中修订16件", "22（其中修订16件）"),
        ("28983.0794（含滞纳金）", Decimal("28983.0794"), "含滞纳金", "28983.0794（含滞纳金）"),
        ("2,240（含（一）项）", 2240, "含（一）项", "2240（含（一）项）"),
        ("３(a)(b)", 3, "a)(b", "3（a)(b）"),
        ("22（第一行\n第二行）", 22, "第一行\n第二行", "22（第一行\n第二行）"),
    ],
)
def test_a_number_may_have_a_note_in_brackets(text: str, value: Number, note: str, printed: str) -> None:
    figure = _of(text)
    assert (figure.state, figure.value, figure.note) == (State.NUMBER, value, note)
    assert figure.text == printed
    assert figure.counts


@pytest.mark.parametrize("word", WORDS)
def test_six_words_are_not_applicable_count_as_nothing_and_are_printed_as_typed(word: str) -> None:
    figure = _of(f" {word} ")
    assert figure.state is State.NOT_APPLICABLE
    assert (figure.value, figure.counts, figure.text) == (0, True, word)


@pytest.mark.parametrize("text", ["", " ", "\u3000", "\n\t", "\xa0"])
def test_white_space_is_blank(text: str) -> None:
    assert _of(text) == BLANK
    assert BLANK.text == ""
    assert not BLANK.counts


@pytest.mark.parametrize(
    "text",
    [
        "约20",
        "22件",
        "#REF!",
        "1,23,4",
        "1234,567",
        ",5",
        "1.2.3",
        "1.",
        ".5",
        "1e3",
        "1E400",
        "NaN",
        "Infinity",
        "-Infinity",
        "--5",
        "+5",
        "0x10",
        "1_000",
        "٣",
        "五",
        "//",
        "22（）",
        "22（ ）",
        "（22）",
        "22（其中",
        "22（其中）件",
        "（注）22（其中）",
        "/（注）",
        "1" * (LONGEST + 1),
        "1" * 5000,
        "0." + "1" * LONGEST,
        "1" + " " * 40_000 + "x",
        "1(" * 40_000,
    ],
)
def test_other_text_is_unreadable_and_kept_as_it_stands(text: str) -> None:
    figure = _of(text)
    assert figure == Figure(State.UNREADABLE, typed=text)
    assert not figure.counts


@pytest.mark.parametrize(
    "text",
    ["28983.0794", "4068.208", "7545", "7545.00", "0.10", "1234567890123456789", "0.1234567890123456789"],
)
def test_numbers_are_never_padded_and_never_rounded(text: str) -> None:
    assert _of(text).text == text


@pytest.mark.parametrize(
    ("value", "text"),
    [(Decimal("1E+3"), "1000"), (Decimal("1E-7"), "0.0000001"), (0, "0"), (10**20, "1" + "0" * 20)],
)
def test_digits_are_plain(value: Number, text: str) -> None:
    assert digits(value) == text


@pytest.mark.parametrize(
    ("figure", "plain"),
    [(of_number(5), True), (_of("5"), False), (_of("5（注）"), False), (_of("/"), False), (BLANK, False)],
)
def test_a_formula_can_reckon_only_with_numbers_that_are_no_text(figure: Figure, plain: bool) -> None:
    assert figure.plain is plain


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("7545", True),
        ("28983.0794", True),
        ("0.1", True),
        ("7545.00", False),
        ("0.10", False),
        ("123456789012345", True),
        ("12345678901234567", False),
        ("9" * LONGEST, False),
    ],
)
def test_what_a_double_cannot_give_back_does_not_fit_a_cell(text: str, fits: bool) -> None:
    value = number(text)
    assert value is not None
    assert fits_a_cell(value) is fits


@given(st.integers(-(10**30), 10**30) | DECIMALS)
def test_every_number_is_read_back_from_its_digits(value: Number) -> None:
    read = number(digits(value))
    assert read == value
    assert read is not None
    assert digits(read) in (digits(value), digits(value).removeprefix("-"))


@given(st.text(max_size=20))
def test_any_text_has_a_meaning_and_is_never_changed(text: str) -> None:
    figure = _of(text)
    assert figure.typed.strip() == text.strip()


@given(DECIMALS, DECIMALS)
def test_sums_and_differences_are_exact(left: Decimal, right: Decimal) -> None:
    assert minus(plus(left, right), right) == left
    assert minus(left, right) == Decimal(minus(right, left)).copy_negate()


def test_sums_are_exact_beyond_the_usual_precision() -> None:
    assert digits(plus(10**40, Decimal("0.01"))) == "1" + "0" * 40 + ".01"
    assert digits(minus(10**40, Decimal("0.01"))) == "9" * 40 + ".99"


@pytest.mark.parametrize(
    ("value", "factor", "product"),
    [(5, "-1", -5), (Decimal("0.25"), "100", 25), (Decimal("0.125"), "100", Decimal("12.5"))],
)
def test_products_are_whole_where_they_can_be(value: Number, factor: str, product: Number) -> None:
    found = times(value, Decimal(factor))
    assert (found, type(found)) == (product, type(product))


def test_adding_nothing_keeps_the_places_of_a_number() -> None:
    assert digits(plus(0, Decimal("7545.00"))) == "7545.00"
