"""What a template sees of a filing."""

import json
from typing import Any

import pytest

from generator.filing import Filing
from generator.filing_json import from_json
from generator.form.loader import load
from generator.form.model import Form
from generator.report.context import NAMES, context, figures, title_lines
from tests.cases import filing_json

FEE = {"processing_fee.notices": 4, "processing_fee.charged": 50990, "processing_fee.received": "930.50"}


@pytest.fixture(scope="module")
def form() -> Form:
    return load("disclosure", "2021")


def filing(form: Form, **changes: Any) -> Filing:
    case = filing_json("tongzhou-2024")
    case["figures"] |= changes.pop("figures", {})
    return from_json(json.dumps(case | changes).encode(), form)


def section(form: Form, name: str, **changes: Any) -> dict[str, Any]:
    titles = [known.id for known in form.sections]
    found: dict[str, Any] = context(filing(form, **changes), form)["sections"][titles.index(name)]
    return found


def test_it_has_the_names_that_templates_are_compiled_with(form: Form) -> None:
    assert set(context(filing(form), form)) == set(NAMES)


class TestTitle:
    def test_is_the_organisation_and_the_name_of_the_report(self, form: Form) -> None:
        lines = title_lines(filing(form, organisation="某某局"), form)
        assert lines == ["某某局", "2024年政府信息公开工作年度报告"]

    def test_is_overridden_line_by_line(self, form: Form) -> None:
        lines = title_lines(filing(form, title="某某局2024年\n\n政府信息公开工作年度报告 "), form)
        assert lines == ["某某局2024年", "政府信息公开工作年度报告"]


class TestSections:
    def test_are_the_six_of_the_form_in_its_order_whatever_is_filled(self, form: Form) -> None:
        titles = [s["title"] for s in context(filing(form, narrative={}), form)["sections"]]
        assert titles == [known.title for known in form.sections]

    def test_texts_before_the_first_sub_heading_introduce(self, form: Form) -> None:
        overview = [{"heading": "", "text": "引言。"}, {"heading": "主动公开", "text": "甲。\n乙。"}]
        found = section(form, "overview", narrative={"overview": overview})
        assert found["intro"] == ["引言。"]
        assert found["parts"] == [{"number": 1, "heading": "主动公开", "paragraphs": ["甲。", "乙。"]}]

    @pytest.mark.parametrize(
        ("typed", "heading"),
        [
            ("主动公开情况。", "主动公开情况"),
            ("平台建设： ", "平台建设"),
            ("还差多少？", "还差多少？"),
            ("甲。乙。", "甲。乙。"),
        ],
    )
    def test_sub_headings_come_without_the_sign_that_closes_them(
        self, form: Form, typed: str, heading: str
    ) -> None:
        told = section(form, "overview", narrative={"overview": [{"heading": typed, "text": "甲。"}]})
        assert told["parts"][0]["heading"] == heading
        alone = section(form, "overview", narrative={"overview": [{"heading": typed, "text": ""}]})
        assert alone["parts"][0]["heading"].strip() == typed.strip()

    def test_sub_headings_typed_among_paragraphs_are_those_of_the_report(self, form: Form) -> None:
        pasted = "总的情况。\n（一）主动公开情况\n甲。\n(二) 监督保障情况。\n乙。\n丙。"
        told = section(form, "overview", narrative={"overview": [{"heading": "", "text": pasted}]})
        assert told["intro"] == ["总的情况。"]
        assert told["parts"] == [
            {"number": 1, "heading": "主动公开情况", "paragraphs": ["甲。"]},
            {"number": 2, "heading": "监督保障情况", "paragraphs": ["乙。", "丙。"]},
        ]

    def test_sub_headings_typed_into_their_texts_are_too(self, form: Form) -> None:
        pasted = "（一）复议、诉讼情况。甲。乙。\n（二）监督保障。\n丙。"
        told = section(form, "overview", narrative={"overview": [{"heading": "", "text": pasted}]})
        assert told["parts"] == [
            {"number": 1, "heading": "复议、诉讼情况", "paragraphs": ["甲。乙。"]},
            {"number": 2, "heading": "监督保障", "paragraphs": ["丙。"]},
        ]

    @pytest.mark.parametrize(
        "given",
        [
            [{"heading": "问题", "text": "（一）公开不够\n甲。\n（二）解读不足\n乙。"}],
            [{"heading": "", "text": "（一）公开不够\n甲。"}],
            [{"heading": "", "text": "（一）公开不够\n甲。\n（三）解读不足\n乙。"}],
            [{"heading": "", "text": "（一）公开12条。内容少。\n（二）解读不足。形式少。"}],
            [{"heading": "", "text": "1.公开不够\n2.解读不足"}],
        ],
    )
    def test_what_the_report_would_number_otherwise_stays_text(self, form: Form, given: list[Any]) -> None:
        told = section(form, "problems", narrative={"problems": given})
        paragraphs = [*told["intro"], *(text for part in told["parts"] for text in part["paragraphs"])]
        assert paragraphs == given[0]["text"].split("\n")

    def test_names_in_headings_and_texts_become_figures(self, form: Form) -> None:
        overview = [
            {"heading": "新收【本年新收申请总计】件", "text": "占【不予公开总计｜百分比】，【政策解读】"}
        ]
        (part,) = section(form, "overview", narrative={"overview": overview})["parts"]
        assert part == {"number": 1, "heading": "新收2331件", "paragraphs": ["占7.10%，【政策解读】"]}

    def test_each_table_stands_in_its_own_section(self, form: Form) -> None:
        places = {
            table: [s[table] for s in context(filing(form), form)["sections"]] for table in ("reviews",)
        }
        assert places == {"reviews": [False, False, False, True, False, False]}


@pytest.mark.parametrize("typed", ["2025-03-01", "2025.3.1", "2025年3月1日"])
def test_the_date_below_a_report_is_worded_however_it_was_typed(form: Form, typed: str) -> None:
    assert context(filing(form, date=typed), form)["date"] == "2025年3月1日"


def test_a_signature_keeps_the_lines_it_was_typed_in(form: Form) -> None:
    joint = "某市财政局\n某市政务服务和数据管理局"
    assert context(filing(form, signature=joint), form)["signature"] == joint


class TestProcessingFee:
    def test_is_told_by_default_when_its_three_cells_are_filled(self, form: Form) -> None:
        found = section(form, "other_matters", figures=FEE, narrative={})
        assert found["intro"] == [
            "收取信息处理费情况：2024年发出收费通知4件，总金额50990元，实际收取930.50元。"
        ]

    def test_of_nothing_is_told_as_nothing(self, form: Form) -> None:
        nothing = dict.fromkeys(FEE, 0)
        (text,) = section(form, "other_matters", figures=nothing, narrative={})["intro"]
        assert text == "收取信息处理费情况：2024年未发出收费通知，未收取信息处理费。"

    @pytest.mark.parametrize("nothing", ["/", "无", "0.00"])
    def test_of_what_does_not_apply_is_told_as_nothing(self, form: Form, nothing: str) -> None:
        found = section(form, "other_matters", figures=dict.fromkeys(FEE, nothing), narrative={})
        assert found["intro"] == ["收取信息处理费情况：2024年未发出收费通知，未收取信息处理费。"]

    def test_follows_what_was_typed(self, form: Form) -> None:
        typed = {"other_matters": [{"heading": "其他", "text": "甲。"}]}
        (part,) = section(form, "other_matters", figures=FEE, narrative=typed)["parts"]
        assert [text[:7] for text in part["paragraphs"]] == ["甲。", "收取信息处理费"]

    @pytest.mark.parametrize("nothing", ["无", "无。"])
    def test_stands_for_a_text_that_says_there_is_nothing(self, form: Form, nothing: str) -> None:
        typed = {"other_matters": [{"heading": "", "text": nothing}]}
        (text,) = section(form, "other_matters", figures=FEE, narrative=typed)["intro"]
        assert text.startswith("收取信息处理费情况")
        blank = dict.fromkeys(FEE)
        assert section(form, "other_matters", figures=blank, narrative=typed)["intro"] == [nothing]

    @pytest.mark.parametrize(
        "typed", [{"heading": "信息处理费", "text": "甲。"}, {"heading": "", "text": "未收取信息处理费。"}]
    )
    def test_is_not_told_twice(self, form: Form, typed: dict[str, str]) -> None:
        found = section(form, "other_matters", figures=FEE, narrative={"other_matters": [typed]})
        assert "收取信息处理费情况" not in str(found)

    def test_is_not_told_while_a_cell_is_empty(self, form: Form) -> None:
        two = FEE | {"processing_fee.received": None}
        assert section(form, "other_matters", figures=two, narrative={})["intro"] == []


class TestOpening:
    def test_is_what_was_typed(self, form: Form) -> None:
        texts = context(filing(form, narrative={"opening": "甲。\n乙【本年新收申请总计】。"}), form)[
            "opening"
        ]
        assert texts == ["甲。", "乙2331。"]

    def test_else_names_basis_and_period(self, form: Form) -> None:
        (text,) = context(filing(form, organisation="某某局"), form)["opening"]
        assert "国办公开办函〔2021〕30号" in text
        assert "某某局2024年政府信息公开工作年度报告" in text
        assert "2024年1月1日至12月31日" in text
        assert "联系" not in text

    def test_else_gives_website_and_contact_where_they_are_known(self, form: Form) -> None:
        contact = {"address": "某路1号", "telephone": "010-12345678"}
        (text,) = context(filing(form, website="www.example.gov.cn", contact=contact), form)["opening"]
        assert "可在www.example.gov.cn查阅" in text
        assert "地址：某路1号；电话：010-12345678" in text


class TestFigures:
    def test_are_printed_as_typed(self, form: Form) -> None:
        typed = {
            "proactive.rules.issued": {"value": 22, "note": "其中修订16件"},
            "proactive.fees.amount": "7545.00",
        }
        printed = figures(filing(form, figures=typed), form)
        assert printed["proactive.rules.issued"] == "22（其中修订16件）"
        assert printed["proactive.fees.amount"] == "7545.00"

    def test_totals_are_computed_where_none_is_stated(self, form: Form) -> None:
        printed = figures(filing(form, figures={"applications.received.total": None}), form)
        assert printed["applications.received.total"] == "2331"

    def test_a_stated_total_is_printed_in_a_draft_even_if_it_is_wrong(self, form: Form) -> None:
        assert figures(filing(form, figures={"reviews.review.total": 0}), form)["reviews.review.total"] == "0"

    def test_a_blank_is_printed_empty_and_so_is_a_total_that_needs_it(self, form: Form) -> None:
        gaps = {"reviews.review.upheld": None, "reviews.review.total": None}
        printed = figures(filing(form, figures=gaps), form)
        assert (printed["reviews.review.upheld"], printed["reviews.review.total"]) == ("", "")

    def test_a_total_over_nothing_but_not_applicable_is_a_slash(self, form: Form) -> None:
        row = {f"reviews.direct.{outcome}": "无" for outcome in ("upheld", "corrected", "other", "pending")}
        printed = figures(filing(form, figures=row | {"reviews.direct.total": None}), form)
        assert (printed["reviews.direct.upheld"], printed["reviews.direct.total"]) == ("无", "/")
