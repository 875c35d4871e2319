"""Rules against last year's filing, and for some organisations only."""

from typing import Any

import pytest

from generator.arithmetic import Outcome, Result, evaluate
from generator.checks import check
from generator.filing import Filing
from generator.finding import Finding
from generator.form.loader import build
from tests.checks import drawing
from tests.form.files import continuity, files

FORM = build(files(), continuity())
PASSED, FAILED = Outcome.PASSED, Outcome.FAILED
INCOMPLETE, OUT_OF_SCOPE, UNREADABLE = Outcome.INCOMPLETE, Outcome.OUT_OF_SCOPE, Outcome.UNREADABLE


def _filing(*tables: str, **given: Any) -> Filing:
    return drawing.filing(*tables, form=FORM, **given)


def _result(number: str, at: str, filing: Filing, last: Filing | None = None) -> Result:
    (instance,) = (instance for instance in FORM.checks[number].instances if instance.at == at)
    return evaluate(instance, FORM, filing, last)


def _fee(amount: str, **given: Any) -> Filing:
    return _filing(f"proactive amount\nfees {amount}", **given)


def test_what_was_carried_over_is_compared_with_last_year_column_by_column() -> None:
    last = _filing("""
        applications natural business
        carried_out  4       2
        """)
    this = _filing("""
        applications natural business
        carried_in   4       3
        """)
    assert _result("T3-04", "natural", this, last) == Result(PASSED, 4, 4)
    assert _result("T3-04", "business", this, last) == Result(FAILED, 3, 2)
    assert _result("T3-04", "total", this, last) == Result(FAILED, 7, 6)


def test_without_last_year_what_compares_with_it_is_not_assessable() -> None:
    assert _result("T3-04", "natural", _filing()).outcome is Outcome.NOT_COMPARED


def test_a_blank_of_last_year_is_not_assessable() -> None:
    last = _filing("applications natural\ncarried_out .")
    assert _result("T3-04", "natural", _filing(), last).outcome is Outcome.NOT_COMPARED


def test_words_of_last_year_are_not_assessable() -> None:
    last = _filing("applications natural\ncarried_out 约20")
    assert _result("T3-04", "natural", _filing(), last).outcome is UNREADABLE


@pytest.mark.parametrize(
    ("in_force", "result"),
    [("12", Result(PASSED, 12, 12)), ("13", Result(FAILED, 13, 12)), (".", Result(INCOMPLETE))],
)
def test_documents_in_force_follow_from_last_year_with_the_repealed_subtracted(
    in_force: str, result: Result
) -> None:
    last = _filing("proactive in_force\nnormative 10")
    this = _filing(f"""
        proactive issued repealed in_force
        normative 5      3        {in_force}
        """)
    assert _result("T2-01", "normative", this, last) == result


@pytest.mark.parametrize(
    ("in_force", "outcome"),
    [("6", PASSED), ("5", PASSED), ("4", FAILED), (".", INCOMPLETE), ("约5", UNREADABLE)],
)
def test_no_fewer_documents_are_in_force_than_were_issued(in_force: str, outcome: Outcome) -> None:
    this = _filing(f"""
        proactive issued in_force
        rules     5      {in_force}
        """)
    assert _result("T2-02", "rules", this).outcome is outcome


@pytest.mark.parametrize(
    ("amount", "outcome"), [("99.99", PASSED), ("100", FAILED), ("100.01", FAILED), (".", INCOMPLETE)]
)
def test_fees_a_hundred_times_last_years_are_doubtful(amount: str, outcome: Outcome) -> None:
    assert _result("T2-03", "", _fee(amount), _fee("1")).outcome is outcome


@pytest.mark.parametrize("last", ["0", "/", "."])
def test_fees_are_not_compared_with_a_year_without_any(last: str) -> None:
    assert _result("T2-03", "", _fee("5"), _fee(last)).outcome is OUT_OF_SCOPE


@pytest.mark.parametrize(
    ("amount", "kind", "outcome"),
    [
        ("10000", "政府部门", PASSED),
        ("10000.01", "政府部门", FAILED),
        ("10000.01", "街道办事处", FAILED),
        ("10000.01", "县级以上人民政府（本行政区域汇总）", OUT_OF_SCOPE),
        ("10000.01", "", OUT_OF_SCOPE),
        (".", "政府部门", INCOMPLETE),
    ],
)
def test_without_last_year_fees_of_a_department_have_a_limit(
    amount: str, kind: str, outcome: Outcome
) -> None:
    assert _result("T2-04", "", _fee(amount, organisation_type=kind)).outcome is outcome


def test_the_limit_does_not_apply_where_last_year_could_be_compared() -> None:
    this = _fee("20000", organisation_type="政府部门")
    assert _result("T2-04", "", this, _fee("19000")).outcome is OUT_OF_SCOPE
    assert _result("T2-04", "", this, _fee("0")).outcome is FAILED


@pytest.mark.parametrize(
    ("issued", "level", "outcome"),
    [
        ("0", "县", PASSED),
        ("1", "县", FAILED),
        ("1", "乡", FAILED),
        ("1", "市", OUT_OF_SCOPE),
        ("1", "", OUT_OF_SCOPE),
        (".", "县", INCOMPLETE),
    ],
)
def test_counties_and_townships_issue_no_rules(issued: str, level: str, outcome: Outcome) -> None:
    this = _filing(f"proactive issued\nrules {issued}", level=level)
    assert _result("T2-05", "", this).outcome is outcome


@pytest.mark.parametrize(
    ("received", "outcome"), [("99.5", PASSED), ("100", PASSED), ("100.5", FAILED), (None, INCOMPLETE)]
)
def test_no_more_fees_are_received_than_were_charged(received: str | None, outcome: Outcome) -> None:
    fees = {"processing_fee.charged": 100, "processing_fee.received": received}
    assert _result("S6-01", "", _filing(more=fees)).outcome is outcome


def _finding(number: str, filing: Filing, last: Filing) -> Finding:
    (found,) = (finding for finding in check(filing, FORM, last) if finding.check == number)
    return found


LAST = "applications natural\ncarried_out 3"
THIS = "applications natural total\ncarried_in 2 2\nreceived 1 1\ncarried_out 3 3"


def test_a_finding_against_last_year_names_this_years_fields_and_both_values() -> None:
    found = _finding("T3-04", _filing(THIS), _filing(LAST, year=2023))
    assert found.fields == ("applications.carried_in.natural",)
    assert (found.left, found.right, found.difference) == (2, 3, -1)
    assert "自然人一列，上年结转为 2，上年报告的结转下年度为 3，相差 1。" in found.message


def test_a_change_of_the_organisation_with_its_explanation_settles_it() -> None:
    change = {"kind": "合并", "text": "与某局合并。"}
    found = _finding("T3-04", _filing(THIS, change=change), _filing(LAST, year=2023))
    assert (found.explanation, found.blocks) == ("与某局合并。", False)


@pytest.mark.parametrize(
    "change", [{}, {"kind": "无", "text": "没有变动。"}, {"kind": "合并"}, {"text": "与某局合并。"}]
)
def test_without_a_change_or_its_explanation_it_stands(change: dict[str, str]) -> None:
    assert _finding("T3-04", _filing(THIS, change=change), _filing(LAST, year=2023)).blocks


def test_a_change_does_not_settle_what_it_cannot_explain() -> None:
    this = _filing("proactive issued in_force\nrules 2 1", change={"kind": "合并", "text": "与某局合并。"})
    assert _finding("T2-02", this, _filing()).blocks


def test_an_explanation_of_its_own_goes_before_the_change() -> None:
    given = [{"check": "T3-04", "at": "natural", "text": "上年漏报。", "saw": [2, 3]}]
    change = {"kind": "合并", "text": "与某局合并。"}
    found = _finding("T3-04", _filing(THIS, change=change, explanations=given), _filing(LAST, year=2023))
    assert found.explanation == "上年漏报。"
