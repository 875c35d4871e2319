"""Explanations that no longer fit are told; those that fit are recorded with their figures."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from generator.checks import check
from generator.checks.explanations import recorded, settling
from generator.cli import main
from generator.filing import Explanation
from generator.finding import Finding, blocking
from generator.form.loader import build
from generator.report.context import context
from tests.checks.drawing import FORM, filing, source
from tests.form.files import continuity, edited, files

FEE = {"processing_fee.charged": "约100元"}
MISNAMED = {"opening": "本年【本年新收申请总数】件。"}
EXTENDED = build(files(), continuity())


def told(*given: dict[str, Any], **more: Any) -> list[Finding]:
    found = check(filing(explanations=list(given), **more), FORM)
    return [finding for finding in found if finding.check.startswith("E")]


def test_nothing_is_said_of_an_explanation_that_fits() -> None:
    assert told({"check": "C-04", "at": "processing_fee", "text": "按约数收取。"}, more=FEE) == []


def test_an_explanation_whose_finding_is_gone_is_told_as_a_hint() -> None:
    (found,) = told({"check": "C-04", "at": "processing_fee", "text": "按约数收取。"})
    assert (found.check, found.at, found.severity.value) == ("E-01", "C-04 processing_fee", "提示")
    assert found.message.startswith("C-04 基本信息 信息处理费有一条说明（“按约数收取。”）")
    assert blocking((found,)) == ()


def test_an_explanation_of_other_figures_is_told_and_settles_nothing() -> None:
    last = filing("applications natural\nreceived 9\ncarried_out 9", year=2023)
    tables = ("applications natural\ncarried_in 7\ngranted 7",)
    for saw, codes in (([7, 9], []), ([5, 9], ["E-02"])):
        given = [{"check": "T3-04", "at": "natural", "text": "职能划出。", "saw": saw}]
        now = filing(*tables, form=EXTENDED, explanations=given)
        found = check(now, EXTENDED, last)
        assert [f.check for f in found if f.check.startswith("E")] == codes
        assert [f.blocks for f in found if (f.check, f.at) == ("T3-04", "natural")] == [bool(codes)]


def test_without_last_year_nothing_is_said_of_what_compares_with_it() -> None:
    given = [{"check": "T3-04", "at": "natural", "text": "职能划出。"}]
    found = check(filing(form=EXTENDED, explanations=given), EXTENDED)
    assert [f.check for f in found if f.check.startswith("E")] == []


def test_an_empty_explanation_is_none() -> None:
    assert told({"check": "C-04", "at": "processing_fee", "text": "  "}) == []


def test_a_new_explanation_beside_an_old_one_is_enough() -> None:
    old = {"check": "C-04", "at": "processing_fee", "text": "旧的。", "saw": [1]}
    assert told(old, {**old, "text": "新的。", "saw": []}, more=FEE) == []


@pytest.mark.parametrize(
    ("number", "at"), [("n-01", "本年新收申请总数"), (" Ｎ－０１ ", "【 本年新收申请总数 】")]
)
def test_a_number_and_words_copied_by_hand_need_not_be_exact(number: str, at: str) -> None:
    given = filing(explanations=[{"check": number, "at": at, "text": "引文如此。"}], narrative=MISNAMED)
    assert [(f.check, f.explanation) for f in check(given, FORM)] == [("N-01", "引文如此。")]


def test_explanations_are_printed_where_the_form_says_so_and_only_those_that_settle() -> None:
    printed = 'explained = { section = "other_matters", text = "关于{title}：{text}" }'
    asking = build(edited("texts.toml", "[report]\n", f"[report]\n{printed}\n"))
    given = [
        {"check": "n-01", "at": "本年新收申请总数", "text": "引文如此。"},
        {"check": "N-06", "at": "已改", "text": "旧的说明。"},
    ]
    for form, expected in ((FORM, []), (asking, ["关于【】中的名称：引文如此。"])):
        answered = filing(form=form, explanations=given, narrative=MISNAMED)
        last = context(settling(answered, check(answered, form)), form)["sections"][-1]
        text, fee, *rest = last["intro"]
        assert (text, "信息处理费" in fee, rest) == ("工作正常开展。", True, expected)


def test_words_of_another_sentence_settle_nothing() -> None:
    given = filing(
        explanations=[{"check": "N-01", "at": "本年新收", "text": "引文如此。"}], narrative=MISNAMED
    )
    assert {f.check: f.explanation for f in check(given, FORM)} == {"N-01": "", "E-01": ""}


def test_the_figures_that_an_explanation_settles_are_recorded() -> None:
    last = filing("applications natural\nreceived 9\ncarried_out 9", year=2023)
    given = [{"check": "T3-04", "at": "natural", "text": "职能划出。"}]
    now = filing("applications natural\ncarried_in 7\ngranted 7", form=EXTENDED, explanations=given)
    kept = recorded(now, check(now, EXTENDED, last)).explanations
    assert kept == (Explanation("T3-04", "natural", "职能划出。", ("7", "9")),)


def test_export_keeps_explanations_with_the_figures_they_were_given_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    given = [{"check": "C-04", "at": "processing_fee", "text": "按约数收取。"}]
    Path("a.json").write_text(json.dumps(source(more=FEE, explanations=given)), encoding="utf-8")
    assert CliRunner().invoke(main, ["export", "a.json", "-o", "b.json"]).exit_code == 0
    assert json.loads(Path("b.json").read_text(encoding="utf-8"))["explanations"] == [
        given[0] | {"saw": ["约100元"]}
    ]


@pytest.mark.parametrize(
    "text",
    [
        *("情况属实。", "已核实，无误", "同意", "经领导审核，数据真实准确。", "按实际情况填写，没有问题"),
        *("以上情况属实，特此说明。", "无", "1", "OK", "——", "嗯"),
        *("经我局办公室反复核对，数据真实准确，没有问题，不需要修改。", "经与业务科室核对，数据无误。"),
        *("该数据已由分管领导审核同意，确保真实有效。", "没有填错", "属正常情况", "系统自动生成", "同上"),
    ],
)
def test_what_only_assures_settles_nothing_and_a_reason_is_asked_for(text: str) -> None:
    given = filing(explanations=[{"check": "C-04", "at": "processing_fee", "text": text}], more=FEE)
    (found,) = check(given, FORM)
    assert (found.check, found.blocks) == ("C-04", True)
    assert f"（“{text}”）没有写出原因" in found.message
    assert settling(given, check(given, FORM)).explanations == ()


@pytest.mark.parametrize(
    "text",
    [
        *("笔误", "含撤回1件", "上年报告数据有误。", "经核实，2件为上年通知。", "口径不同", "确属跨年收费"),
        *("所属单位数据", "系统原因", "经核对无误，系统计口径调整", "去年填错", "业务移交", "由镇并入"),
    ],
)
def test_a_reason_settles_however_short(text: str) -> None:
    given = filing(explanations=[{"check": "C-04", "at": "processing_fee", "text": text}], more=FEE)
    assert [(finding.check, finding.blocks) for finding in check(given, FORM)] == [("C-04", False)]


def test_nor_does_a_change_of_the_organisation_settle_without_a_reason() -> None:
    last = filing("applications natural\nreceived 9\ncarried_out 9", year=2023)
    for text, blocks in (("情况属实", True), ("3月与某局合并", False)):
        now = filing("applications natural\ncarried_in 7\ngranted 7", change={"kind": "合并", "text": text})
        assert [finding.blocks for finding in check(now, FORM, last) if finding.check == "T3-04"] == [blocks]


def test_a_reason_beside_an_assurance_is_enough() -> None:
    one = {"check": "C-04", "at": "processing_fee", "text": "属实。"}
    given = filing(explanations=[one, {**one, "text": "按约数收取。"}, one], more=FEE)
    assert [(f.check, f.explanation) for f in check(given, FORM)] == [("C-04", "按约数收取。")]
