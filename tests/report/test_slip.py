"""The slip that goes with the paper copy."""

import json
from collections.abc import Sequence
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.table import _Cell

from generator.authoring.slip import build_slip
from generator.checks import check
from generator.errors import FormError
from generator.filing import Filing
from generator.filing_json import from_json
from generator.finding import Finding
from generator.form.loader import load
from generator.form.model import Severity
from generator.form.texts import Texts
from generator.report.slip import render_slip
from tests.cases import filing_json
from tests.witness import validators
from tests.witness.office import page_count, requires_office, to_pdf

FORMS = {edition: load("disclosure", edition) for edition in ("2019", "2021")}
FORM = FORMS["2021"]
TEMPLATES = Path(__file__).parents[2] / "templates"
SUBMISSION = {"version": 2, "prepared_by": "张三", "telephone": "010-88888888"}
LONG = (
    "另有部分申请为上年收到、本年补正后重新登记，口径与表格不同，已与有关科室核对一致，并报分管负责人同意，详见附件所列清单。"
    * 3
)


def filing(**changes: Any) -> Filing:
    return from_json(
        json.dumps(filing_json("tongzhou-2024") | {"submission": SUBMISSION} | changes).encode(), FORM
    )


def explained(count: int, text: str) -> list[Finding]:
    return [
        Finding(f"N-{number:02}", "", Severity.EXPLAIN, "正文数据与表格", "请核对。", explanation=text)
        for number in range(1, count + 1)
    ]


def texts(answers: Filing, findings: Sequence[Finding] = (), *, draft: bool = False) -> list[str]:
    (table,) = Document(BytesIO(render_slip(answers, FORM, findings, draft=draft))).tables
    return [_Cell(cell, table).text for row in table._tbl.tr_lst for cell in row.tc_lst]


class TestTemplate:
    @pytest.mark.parametrize("edition", FORMS)
    def test_the_committed_one_is_what_the_builder_makes(self, edition: str) -> None:
        committed = TEMPLATES / f"disclosure-{edition}" / "slip.docx"
        assert committed.read_bytes() == build_slip(FORMS[edition])

    def test_a_form_that_does_not_say_how_it_looks_is_refused_by_name(self) -> None:
        slip = {name: value for name, value in FORM.texts["slip"].items() if name != "signatures"}
        with pytest.raises(FormError, match="slip 缺少“signatures”"):
            build_slip(replace(FORM, texts=Texts("texts.toml", {**FORM.texts, "slip": slip})))


class TestSlip:
    def test_tells_organisation_year_and_version(self) -> None:
        words = texts(filing())
        told = dict(zip(words[:14:2], words[1:14:2], strict=True))
        assert told == {
            "机关名称": "北京市通州区（报告主体：通州区，全区汇总）",
            "报告年度": "2024",
            "报送版次": "2",
            "机关类型": "法律、法规授权的组织",
            "数据口径": "含所属单位",
            "填报人": "张三",
            "联系电话": "010-88888888",
        }

    def test_tells_the_key_totals_of_the_form(self) -> None:
        words = texts(filing())
        assert words[words.index("本年新收申请（件）") + 1] == "2331"
        assert words[words.index("行政事业性收费（万元）") + 1] == "28983.0794"

    def test_has_lines_for_three_signatures_the_seal_and_the_date(self) -> None:
        words = texts(filing())
        blank = ["填报人签字", "审核人签字", "分管负责人签字", "单位盖章"]
        assert [words[words.index(label) + 1] for label in blank] == ["", "", "", ""]
        assert "日期" in words

    def test_counts_what_the_checks_found_and_tells_each_explanation_with_its_number_and_place(self) -> None:
        told = {"overview": [{"heading": "", "text": "收到政府信息公开申请2333件。"}]}
        explanation = {"check": "N-03", "at": "收到政府信息公开申请2333件", "text": "含所属单位。"}
        answers = filing(
            narrative=filing_json("tongzhou-2024")["narrative"] | told, explanations=[explanation]
        )
        (found,) = (text for text in texts(answers, check(answers, FORM)) if text.startswith("审核结果："))
        assert found.split("\n") == [
            "审核结果：错误0处，核实1处，提示1处；核实事项已说明1处，未说明0处。",
            "N-03 收到政府信息公开申请2333件　正文数据与表格：含所属单位。",
        ]

    def test_of_a_draft_says_so(self) -> None:
        for draft in (False, True):
            document = Document(BytesIO(render_slip(filing(), FORM, (), draft=draft)))
            assert ("草稿" in document.sections[0].header.paragraphs[0].text) is draft

    def test_the_validators_have_nothing_to_say(self) -> None:
        assert validators.audit(render_slip(filing(), FORM, explained(3, LONG)), ".docx") == []

    @requires_office
    def test_is_one_page_however_much_was_explained(self) -> None:
        long = filing(
            organisation="某某省某某市某某区某某街道办事处",
            organisation_type="县级以上人民政府（本行政区域汇总）",
        )
        slip = render_slip(long, FORM, explained(60, LONG), draft=True)
        assert page_count(to_pdf(slip, ".docx")) == 1
        assert "另有57条说明" in texts(long, explained(60, LONG))[-12]
