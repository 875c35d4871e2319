"""All findings together: their order, and what an explanation settles."""

from typing import Any

import pytest

from generator.checks import check
from generator.finding import Finding, blocking
from tests.checks.drawing import FORM, filing

FEE = {"processing_fee.charged": "约100元"}


def _fee(**explanation: Any) -> Finding:
    given = [{"check": "C-04", "at": "processing_fee", "text": "按约数收取。"} | explanation]
    return next(f for f in check(filing(more=FEE, explanations=given), FORM) if f.check == "C-04")


def test_all_findings_are_shown_at_once_the_heaviest_first_in_the_order_of_the_form() -> None:
    given = filing(
        "reviews upheld total\nreview 1 2",
        "proactive decisions\nlicences ２０\ncoercion .",
        year=None,
        more=FEE,
        narrative={"opening": "新收【本年新收申请总数】件。"},
    )
    found = [(finding.check, finding.severity.value) for finding in check(given, FORM)]
    assert found == [
        ("C-01", "错误"),
        ("C-02", "错误"),
        ("T4-01", "错误"),
        ("C-04", "核实"),
        ("N-01", "核实"),
        ("W-01", "提示"),
    ]


def test_an_explanation_settles_what_has_to_be_explained() -> None:
    found = _fee()
    assert (found.explanation, found.blocks) == ("按约数收取。", False)


@pytest.mark.parametrize("other", [{"check": "C-03"}, {"at": "reviews"}, {"at": ""}, {"text": "  "}])
def test_an_explanation_of_something_else_or_without_words_settles_nothing(other: dict[str, str]) -> None:
    assert _fee(**other).blocks


def test_an_explanation_for_other_figures_settles_nothing() -> None:
    assert not _fee(saw=[]).blocks
    assert _fee(saw=[1, 2]).blocks


def test_the_first_explanation_that_fits_counts() -> None:
    given = [
        {"check": "C-04", "at": "processing_fee", "text": "旧的。", "saw": [1]},
        {"check": "C-04", "at": "processing_fee", "text": ""},
        {"check": "C-04", "at": "processing_fee", "text": "新的。"},
    ]
    (found,) = check(filing(more=FEE, explanations=given), FORM)
    assert found.explanation == "新的。"


def test_an_explanation_never_settles_an_error() -> None:
    given = [{"check": "T4-01", "at": "review", "text": "没有错。"}]
    (found,) = check(filing("reviews upheld total\nreview 1 2", explanations=given), FORM)
    assert (found.explanation, found.blocks) == ("", True)


def test_hints_never_stand_in_the_way() -> None:
    found = check(filing("proactive decisions\nlicences ２０"), FORM)
    assert [finding.check for finding in found] == ["W-01"]
    assert blocking(found) == ()


def test_an_explanation_travels_with_the_finding() -> None:
    assert _fee().as_json()["explanation"] == "按约数收取。"


def test_what_an_explanation_is_given_for_are_both_values() -> None:
    (found,) = check(filing("reviews upheld total\nreview 1 2"), FORM)
    assert found.saw == ("1", "2")


def test_what_an_explanation_is_given_for_are_the_figures_where_nothing_is_compared() -> None:
    (figure,) = map(str, FEE.values())
    assert _fee().saw == ("".join(figure.split()),)
    assert not _fee(saw=[figure]).blocks
    assert _fee(saw=["2.5"]).blocks
