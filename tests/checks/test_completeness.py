"""C-01 to C-04: what is missing, and what is no figure; one finding a table, naming all cells."""

from dataclasses import replace
from typing import Any

import pytest

from generator.checks import check
from generator.filing import Filing, Origin
from generator.finding import Finding
from generator.form.model import Severity
from tests.checks.drawing import FORM, filing


def _found(number: str, given: Filing) -> list[Finding]:
    return [finding for finding in check(given, FORM) if finding.check == number]


def _one(number: str, given: Filing) -> Finding:
    (found,) = _found(number, given)
    return found


def _in_cells(given: Filing, **cells: str) -> Filing:
    """The filing as if it had been read from a workbook; ``__`` stands for the points of identifiers."""
    origins = {name.replace("__", "."): Origin(*cell.split("!")) for name, cell in cells.items()}
    return replace(given, origins=origins)


def test_a_complete_filing_has_no_findings() -> None:
    assert check(filing(), FORM) == ()


def test_a_year_that_cannot_be_read_is_quoted_and_what_is_due_is_said() -> None:
    found = _one("C-01", filing(year="去年"))
    assert found.message == (
        "报告年度没有填写，或填写的认不出来：“去年”。请在“基本信息”中填写四位数的年度，如 2024。"
    )


@pytest.mark.parametrize("organisation", ["", "   ", None])
def test_a_missing_organisation_is_an_error(organisation: str | None) -> None:
    found = _one("C-01", filing(organisation=organisation))
    assert (found.at, found.severity, found.blocks) == ("organisation", Severity.ERROR, True)
    assert (
        found.message == "机关名称没有填写，或填写的认不出来。请在“基本信息”中填写机关的名称，不写报告标题。"
    )


@pytest.mark.parametrize("year", [None, "", "二〇二四年", "999", 24, 0, -2024, 20240])
def test_a_year_that_is_missing_or_no_year_is_an_error(year: object) -> None:
    found = _one("C-01", filing(year=year))
    assert (found.at, found.severity) == ("year", Severity.ERROR)
    assert found.message.startswith("报告年度没有填写")


def test_a_missing_particular_is_told_with_its_cell() -> None:
    given = _in_cells(filing(year=None), year="基本信息!D9")
    assert _one("C-01", given).cells == ("基本信息!D9",)


def test_other_particulars_may_be_missing() -> None:
    assert _found("C-01", filing()) == []


def test_blank_cells_of_a_table_are_told_together() -> None:
    given = filing("""
        applications natural business total
        received     .       .        0
        granted      0       .        0
        """)
    found = _one("C-02", given)
    assert (found.at, found.severity) == ("applications", Severity.ERROR)
    assert found.fields == (
        "applications.received.natural",
        "applications.received.business",
        "applications.granted.business",
    )
    assert found.message.startswith(
        "表三还有 3 格没有填写：一、本年新收政府信息公开申请数量 × 申请人情况 / 自然人、"
    )


@pytest.mark.parametrize("year", ["2024", "２０２４", "2024年", "2024年度"])
def test_a_year_as_text_is_a_year_as_it_is_in_the_workbook(year: str) -> None:
    assert _found("C-01", filing(year=year)) == []
    assert filing(year=year).particulars["year"] == 2024


def test_blank_cells_are_named_where_there_are_cells() -> None:
    given = _in_cells(
        filing("proactive issued repealed\nrules . ."),
        proactive__rules__issued="表二!C6",
        proactive__rules__repealed="表二!D6",
    )
    found = _one("C-02", given)
    assert found.cells == ("表二!C6", "表二!D6")
    assert "表二还有 2 格没有填写：表二!C6、表二!D6。" in found.message


def test_each_table_has_a_finding_of_its_own_and_a_long_list_is_cut_short() -> None:
    blank: dict[str, Any] = dict.fromkeys(FORM.fields)
    found = _found("C-02", filing(more=blank))
    assert [finding.at for finding in found] == ["proactive", "applications", "reviews"]
    assert [len(finding.fields) for finding in found] == [10, 144, 12]
    assert "…" in found[1].message


def test_declared_zeros_are_not_missing() -> None:
    drawn = "reviews upheld corrected\ndirect . 1"
    assert _found("C-02", filing(drawn)) != []
    assert _found("C-02", filing(drawn, blank_means_zero=["reviews"])) == []


def test_a_missing_total_is_not_missing() -> None:
    assert _found("C-02", filing("reviews total\ndirect .")) == []


def test_a_missing_processing_fee_is_to_be_told_in_words() -> None:
    missing = {"processing_fee.notices": None}
    found = _one("S6-03", filing(more=missing))
    assert (found.at, found.severity, found.fields) == ("processing_fee", Severity.EXPLAIN, (*missing,))
    said = {"other_matters": [{"heading": "", "text": "本年度未收取信息处理费。"}]}
    assert check(filing(more=missing, narrative=said), FORM) == ()


@pytest.mark.parametrize("answer", ["约20", "-1", "1.5", "#REF!", "2024-1-1"])
def test_what_is_no_count_is_an_error_and_what_stands_there_is_shown(answer: str) -> None:
    given = _in_cells(
        filing(f"proactive decisions\nlicences {answer}"), proactive__licences__decisions="表二!C9"
    )
    found = _one("C-03", given)
    assert (found.at, found.severity) == ("proactive", Severity.ERROR)
    assert found.fields == ("proactive.licences.decisions",)
    assert f"表二有 1 格填写的不是规范的数据：表二!C9“{answer}”。" in found.message


@pytest.mark.parametrize("answer", ["0", "20", "/", "20（注）", "２０", ".", "20.0"])
def test_counts_blanks_notes_and_not_applicable_are_no_faults_of_form(answer: str) -> None:
    assert _found("C-03", filing(f"proactive decisions\nlicences {answer}")) == []


@pytest.mark.parametrize(("answer", "faults"), [("28983.0794", 0), ("-0.01", 1), ("约3万", 1)])
def test_an_amount_may_have_decimals(answer: str, faults: int) -> None:
    assert len(_found("C-03", filing(f"proactive amount\nfees {answer}"))) == faults


def test_a_total_that_is_no_count_is_told_once() -> None:
    given = filing("reviews upheld total\nreview 3 约3")
    assert [(finding.check, finding.fields) for finding in check(given, FORM)] == [
        ("C-03", ("reviews.review.total",))
    ]


def test_a_declared_table_is_still_looked_through() -> None:
    given = filing("reviews upheld total\nreview 约3 .", blank_means_zero=["reviews"])
    assert _one("C-03", given).fields == ("reviews.review.upheld",)


def test_a_processing_fee_that_is_no_figure_is_to_be_explained() -> None:
    found = _one("C-04", filing(more={"processing_fee.charged": "约100元"}))
    assert (found.at, found.severity, found.blocks) == ("processing_fee", Severity.EXPLAIN, True)
    assert found.message.startswith(
        "信息处理费有 1 格填写的不是规范的数据：信息处理费 × 收费通知总金额“约100元”。"
    )


def test_a_processing_fee_may_have_decimals_but_notices_are_counted() -> None:
    fees = {"processing_fee.notices": 2, "processing_fee.charged": "99.5", "processing_fee.received": "99.5"}
    assert _found("C-04", filing(more=fees)) == []
    assert _one("C-04", filing(more=fees | {"processing_fee.notices": "2.5"})).fields == (
        "processing_fee.notices",
    )


def test_a_long_formula_is_quoted_by_its_beginning_and_given_to_programs_whole() -> None:
    formula = "=" + "+".join(f"A{number}" for number in range(1, 60))
    found = _one("C-03", filing(more={"applications.received.natural": formula}))
    assert f"“{formula[:60]}…”。" in found.message
    assert found.as_json()["figures"] == [formula]


def test_cells_that_the_message_names_are_not_shown_below_it() -> None:
    given = _in_cells(filing("proactive issued\nrules ."), proactive__rules__issued="表二!C6")
    assert _one("C-02", given).cells_apart == ()
    wrong = _in_cells(filing("reviews upheld total\nreview 1 2"), reviews__review__total="表四!F8")
    assert _one("T4-01", wrong).cells_apart == ("表四!F8",)
