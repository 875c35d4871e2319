"""W-01 to W-06: what the reader noticed, told once for each table; text left out wants an explanation."""

from dataclasses import replace

import pytest

from generator.checks import check
from generator.figure import BLANK, Figure, State
from generator.filing import Filing, Origin, Remark
from generator.finding import Finding
from generator.form.model import Severity
from tests.checks.drawing import FORM, filing

FIELD = "proactive.licences.decisions"


def _one(given: Filing) -> Finding:
    (found,) = check(given, FORM)
    assert found.severity is (Severity.EXPLAIN if found.check == "W-06" else Severity.HINT)
    return found


def _with(figure: Figure) -> Filing:
    given = filing()
    origins = {FIELD: Origin("表二", "C9")}
    return replace(given, figures={**given.figures, FIELD: figure}, origins=origins)


@pytest.mark.parametrize("answer", ["２０", "2,240", "020"])
def test_a_number_as_text_is_a_hint(answer: str) -> None:
    found = _one(filing(f"proactive decisions\nlicences {answer}"))
    assert (found.check, found.at) == ("W-01", "proactive")
    assert "表二有 1 格的数字是以文本形式填写的，已按数字读取：行政许可 × 本年处理决定数量。" in found.message


def test_a_number_typed_as_text_is_told_with_its_cell() -> None:
    found = _one(_with(Figure(State.NUMBER, 20, typed="20")))
    assert (found.check, found.cells) == ("W-01", ("表二!C9",))
    assert "表二!C9。" in found.message


@pytest.mark.parametrize("answer", ["20", "20（注）", "/", "7545.00", "12345678901234567"])
def test_what_is_no_text_or_can_only_be_text_is_no_hint(answer: str) -> None:
    given = filing(f"proactive amount\nfees {answer}")
    assert check(given, FORM) == ()


def test_one_hint_names_all_cells_of_a_table() -> None:
    found = _one(
        filing("proactive issued repealed\nnormative ２ １", more={"proactive.normative.in_force": 2})
    )
    assert "表二有 2 格" in found.message


def test_a_formula_of_a_clerk_is_told_with_its_text() -> None:
    found = _one(_with(Figure(State.NUMBER, 17, formula="12+5")))
    assert (found.check, found.at, found.cells) == ("W-02", "proactive", ("表二!C9",))
    assert "表二有 1 格是用公式填写的，已取其结果：表二!C9“=12+5”。" in found.message


def test_a_formula_without_a_result_is_an_error_and_no_hint() -> None:
    figure = Figure(State.UNREADABLE, typed="=[1]某表!A1", formula="[1]某表!A1")
    (found,) = check(_with(figure), FORM)
    assert found.check == "C-03"
    assert "表二!C9“=[1]某表!A1”" in found.message


def test_a_word_that_may_be_meant_for_0_is_a_hint() -> None:
    found = _one(filing("proactive decisions\nlicences 无"))
    assert (found.check, found.at) == ("W-16", "proactive")
    assert (
        "表二有 1 格填的是“无”，按不适用处理，报告照样印“无”：行政许可 × 本年处理决定数量。" in found.message
    )


@pytest.mark.parametrize("answer", ["/", "-", "—", "不适用"])
def test_what_can_only_be_meant_for_not_applicable_is_no_hint(answer: str) -> None:
    assert check(filing(f"proactive decisions\nlicences {answer}"), FORM) == ()


@pytest.mark.parametrize(
    ("remark", "number", "told"),
    [
        (Remark("formula-changed", "", "表四!G7"), "W-03", "或别的公式：表四!G7。总计已"),
        (
            Remark("numbering-removed", "", "正文!D5", "“（一）主动公开”"),
            "W-04",
            "已略去：正文!D5“（一）主动公开”。",
        ),
        (Remark("long-text", "", "正文!D5"), "W-05", "正文有 1 格超过 1000 字：正文!D5。"),
        (
            Remark("text-unplaced", "", "正文!D5"),
            "W-06",
            "正文有 1 行不知道属于哪一部分，没有编入报告：正文!D5。",
        ),
    ],
)
def test_what_the_reader_noticed_is_told(remark: Remark, number: str, told: str) -> None:
    found = _one(replace(filing(), remarks=(remark,)))
    assert (found.check, found.at, found.cells) == (number, remark.at, (remark.cell,))
    assert told in found.message


def test_remarks_of_one_kind_are_told_together_and_a_cell_once() -> None:
    remarks = tuple(Remark("long-text", "", cell) for cell in ("正文!D5", "正文!D6", "正文!D5"))
    found = _one(replace(filing(), remarks=remarks))
    assert found.cells == ("正文!D5", "正文!D6")


def test_remarks_on_two_tables_are_two_hints() -> None:
    remarks = tuple(Remark("label-changed", table, "") for table in ("applications", "reviews"))
    assert [finding.at for finding in check(replace(filing(), remarks=remarks), FORM)] == [
        "applications",
        "reviews",
    ]


def test_a_blank_is_no_remark() -> None:
    assert [finding.check for finding in check(_with(BLANK), FORM)] == ["C-02"]
