"""Every kind of fault that published reports are known for, planted one at a time into a clean workbook.

The workbook is made, filled in, typed into and read again, so that the cells are those of a real one.
"""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest

from generator.arithmetic import figures
from generator.checks import check
from generator.figure import of_number
from generator.filing import Filing, Item, of_last
from generator.finding import Finding
from generator.form.loader import load
from generator.form.model import Severity
from generator.ooxml.change import Input
from generator.ooxml.sheets import read_workbook
from generator.previous import asked_of
from generator.workbook.blank import blank
from generator.workbook.read import read
from tests.cases import NAMES, filing_json
from tests.checks.test_whole_narratives import WHOLE, report
from tests.workbook.kit import FORM, VERSION, answers, cell, filing_of, place, sheet, typed

COUNTY = next(path for path in WHOLE if path.stem == "county")
BEFORE: dict[str, int | Decimal] = {
    "proactive.normative.in_force": 59,
    "proactive.fees.amount": Decimal("7512.4"),
}

FIGURES: list[tuple[str, Mapping[str, Input], str]] = [
    # Table 4 totals printed as 0; another figure typed over the formula.
    ("T4-01", {"reviews.review.total": 0}, "reviews.review.total"),
    (
        "T4-01",
        {"reviews.after_review.upheld": 4, "reviews.after_review.total": 5},
        "reviews.after_review.upheld",
    ),
    ("T3-03", {"applications.received.total": 330}, "applications.received.total"),
    ("T3-02", {"applications.handled.natural": 279}, "applications.handled.natural"),
    # One item off; one column off while 总计 balances; two digits swapped; one row too low.
    ("T3-01", {"applications.refused_process.natural": 7}, "applications.handled.natural"),
    ("T3-01", {"applications.received.natural": 310}, "applications.received.natural"),
    (
        "T3-01",
        {"applications.partly_granted.natural": 41, "applications.partly_granted.business": 4},
        "applications.partly_granted.business",
    ),
    ("T3-04", {of_last("applications.carried_out.natural"): 10}, "applications.carried_in.natural"),
    ("T2-01", {"proactive.normative.in_force": 63}, "proactive.normative.in_force"),
    (
        "T2-02",
        {"proactive.normative.issued": 65, "proactive.normative.repealed": 60},
        "proactive.normative.issued",
    ),
    ("T2-03", {"proactive.fees.amount": 77302800}, "proactive.fees.amount"),
    (
        "T2-05",
        {"proactive.rules.issued": 1, "proactive.rules.in_force": 1},
        "proactive.rules.issued",
    ),
    ("S6-01", {"processing_fee.received": 900}, "processing_fee.received"),
    ("C-02", {"applications.granted.legal": None}, "applications.granted.legal"),
    ("C-01", {"year": None}, "year"),
    (
        "C-03",
        {
            "applications.carried_out.business": Decimal("3.5"),
            "applications.granted.business": Decimal("7.5"),
        },
        "applications.carried_out.business",
    ),
    ("C-03", {"proactive.licences.decisions": "约一万件"}, "proactive.licences.decisions"),
    ("W-01", {"proactive.licences.decisions": "１２８４０"}, "proactive.licences.decisions"),
]  # fmt: skip

TEXTS = [
    ("N-01", "第五十条和", "第五十条【本年新收申请总数】和"),
    ("N-03", "收到政府信息公开申请329件", "收到政府信息公开申请331件"),
    ("N-03", "同比增长6.13%", "同比增长6.31%"),
    ("N-03", "结转下年度继续办理18件", "结转下年度继续办理81件"),
    ("N-03", "占91.49%", "占94.19%"),
    ("N-03", "因政府信息公开引发行政复议19件", "因政府信息公开引发行政复议9件"),
    ("N-04", "按时办结率100%", "申请已全部办结"),
    (
        "N-05",
        "自然人申请301件，占91.49%；法人或其他组织申请28件",
        "申请人为自然人301件、法人或其他组织28件、其他单位9件",
    ),
    ("N-06", "召开新闻发布会12场", "召开新闻发布会XX场"),
    ("N-06", "召开新闻发布会12场", "召开新闻发布会○○场"),
    ("N-06", "召开新闻发布会12场", "召开新闻发布会（此处填写）场"),
    ("N-06", "召开新闻发布会12场", "召开新闻发布会XX、XX场"),
    ("N-07", "深化政策解读", "深化政策政策解读"),
    ("N-07", "深化政策解读", "大力推推进政策解读"),
    ("N-08", "“登记、审核", "登记、审核"),
    ("N-11", "统计期限自2024年1月1日", "统计期限自2023年1月1日"),
    ("N-11", "统计期限自2024年1月1日", "统计期限自202024年1月1日"),
    ("N-12", "健全“登记", "我局健全“登记"),
    ("N-14", "2024年，全县共收到政府信息公开申请329件", "2024年，县政府办公室收到政府信息公开申请56件"),
    ("N-15", "清和县人民政府办公室汇总", "绿湖县人民政府汇总"),
    ("W-04", "主动公开情况", "（一）主动公开情况"),
    ("W-04", "主动公开情况", "1、主动公开情况"),
]  # fmt: skip

NARRATIVE = [
    (
        "overview",
        "依申请公开情况",
        [
            "聚焦重点领域主动公开，在政府网站设置专栏，做好信息管理和平台维护，开展业务培训，政务公开纳入年度考核，未发生责任追究情形。",
            "全年新收政府信息公开申请{applications_received_total}件，其中自然人申请{applications_received_natural}件；"
            "上年结转{applications_carried_in_total}件。全年办理答复{applications_handled_total}件，"
            "其中予以公开{applications_granted_total}件，部分公开{applications_partly_granted_total}件，"
            "结转下年度继续办理{applications_carried_out_total}件。",
            "办理12345工单3671件、网民留言205条，办理人大代表建议86件、政协提案113件。公开行政许可信息{proactive_licences_decisions}条。",
            "因政府信息公开引发行政复议{reviews_review_total}件。",
        ],
    ),
    ("problems", "", ["一是公开的主动性还不够；二是答复的规范性有待提高。下一步，加强培训，逐件审核。"]),
    ("other_matters", "", ["本年度未收取信息处理费。"]),
]


@cache
def clean() -> bytes:
    """A county's workbook with figures, texts and last year's figures, without fault."""
    filing, _ = report(COUNTY)
    return blank(FORM, VERSION, replace(filing, last=asked_of(last_year(), FORM)))


@cache
def last_year() -> Filing:
    """The county's report of the year before."""
    filing, last = report(COUNTY)
    assert last is not None
    more = {name: of_number(value) for name, value in BEFORE.items()}
    named = last.with_particulars({"organisation": filing.particulars["organisation"]})
    return replace(named, figures={**last.figures, **more})


def findings(data: bytes, previous: Filing | None = None) -> list[Finding]:
    """What is told of a workbook."""
    return list(check(answers(data), FORM, previous))


def test_the_workbook_is_clean() -> None:
    for previous in (None, last_year()):
        assert [(told.check, told.message) for told in findings(clean(), previous)] == []


@pytest.mark.parametrize(("number", "changes", "field"), FIGURES, ids=lambda value: str(value)[:40])
def test_a_fault_in_a_figure_is_told_once_with_its_cell(
    number: str, changes: Mapping[str, Input], field: str
) -> None:
    data = typed({of(name): value for name, value in changes.items()}, clean())
    told = [finding for finding in findings(data) if not finding.check.startswith("N-")]
    assert {finding.check for finding in told} == {number}
    assert any(of(field) in finding.cells or field in finding.suspects for finding in told)


def test_swapped_digits_where_row_and_column_cross_are_told_with_the_figure_meant() -> None:
    # 42 typed as 24, with the totals of row and column as they should be.
    totals = ("applications.partly_granted.total", "applications.handled.natural")
    shown = figures(FORM, answers(clean()))
    changes: dict[str, Input] = {of(name): shown[name].value for name in totals}
    told = findings(typed({**changes, of("applications.partly_granted.natural"): 24}, clean()))
    assert any("如应为 42，差额即消除" in finding.message for finding in told)


@pytest.mark.parametrize(("number", "old", "new"), TEXTS, ids=lambda words: words[:16])
def test_a_fault_in_a_text_is_told_once_with_its_cell(number: str, old: str, new: str) -> None:
    (at,) = (
        f"正文!{'ABCDEFGH'[column - 1]}{row}"
        for (row, column), held in sheet(clean(), "正文").cells.items()
        if held.kind == "text" and old in str(held.value)
    )
    data = typed({at: str(cell(clean(), at).value).replace(old, new)}, clean())
    told = findings(data, last_year())
    assert [(finding.check, finding.cells) for finding in told] == [(number, (at,))]


def of(name: str) -> str:
    """The cell of a field, of last year's or of a particular."""
    return answers(clean()).cell(name) or place(name)


def test_a_section_without_a_text_is_told() -> None:
    row = next(
        at[0] for at, held in sheet(clean(), "正文").cells.items() if held.value == "2023年存在问题的整改情况"
    )
    rows = [at[0] for at, held in sheet(clean(), "正文").cells.items() if at[1] == 4 and at[0] >= row]
    data = typed({f"正文!{letter}{number}": None for number in rows for letter in "CD"}, clean())
    assert [finding.check for finding in findings(data)] == ["C-05"]


def test_a_label_with_a_character_missing_is_told_in_its_words() -> None:
    at = next(
        f"表三!{'ABCD'[column - 1]}{row}"
        for (row, column), held in sheet(clean(), "表三").cells.items()
        if held.value == "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"
    )
    data = typed({at: "（二）部分公（区分处理的，只计这一情形，不计其他情形）"}, clean())
    assert [(finding.check, "部分公开" in finding.message) for finding in findings(data)] == [("W-07", True)]


@pytest.mark.parametrize(
    "labels",
    [
        ("1.信访举报投诉类申请", "2.重复申请"),
        ("自然人", "商业企业"),
        ("四、结转下年度继续办理", "（七）总计"),
    ],
)
def test_two_labels_that_were_exchanged_are_told(labels: tuple[str, str]) -> None:
    one, other = (
        f"表三!{'ABCDEFGHIJ'[column - 1]}{row}"
        for label in labels
        for (row, column), held in sheet(clean(), "表三").cells.items()
        if held.value == label
    )
    (told,) = findings(typed({one: labels[1], other: labels[0]}, clean()))
    assert (told.check, [label in told.message for label in labels]) == ("W-07", [True, True])


def test_the_edition_of_2019_used_in_2023_is_told() -> None:
    old = load("disclosure", "2019")
    filing = Filing("disclosure", "2019", {"organisation": "某局", "year": 2023})
    found = check(read(read_workbook(blank(old, VERSION, filing)), old), old)
    assert [finding.check for finding in found if finding.check.startswith("W-")] == ["W-12"]


@pytest.mark.parametrize("name", NAMES)
def test_a_published_case_with_a_narrative_has_no_fault_but_its_own(name: str) -> None:
    case = filing_of(filing_json(name))
    said = {key: figure.text for key, figure in figures(FORM, case).items()}
    narrative = {
        section: (Item(heading, tuple(text.format(**{k.replace(".", "_"): v for k, v in said.items()})
                  for text in texts)),)
        for section, heading, texts in NARRATIVE
    }  # fmt: skip
    data = blank(FORM, VERSION, replace(case, narrative=narrative))
    told = {f.check for f in findings(data) if f.severity in (Severity.ERROR, Severity.EXPLAIN)}
    assert told == ({"T4-01"} if name == "hongze-2023" else set())
