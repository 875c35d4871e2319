"""The report as JSON and CSV."""

import csv
import json
from io import StringIO
from typing import Any

from generator.checks import check
from generator.filing import Filing
from generator.filing_json import from_json
from generator.form.loader import load
from generator.ooxml.sheets import read_workbook
from generator.report.context import figures
from generator.report.data import render_csv, render_json
from generator.workbook.blank import blank
from generator.workbook.read import read
from tests.cases import filing_json

FORM = load("disclosure", "2021")


def filing(**changes: Any) -> Filing:
    case = filing_json("tongzhou-2024")
    case["figures"] |= changes.pop("figures", {})
    return from_json(json.dumps(case | changes).encode(), FORM)


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))


class TestCsv:
    def test_has_a_row_for_each_field_with_its_figure(self) -> None:
        rows = {row["字段"]: row for row in table(render_csv(filing(), FORM))}
        assert {name: row["数据"] for name, row in rows.items()} == figures(filing(), FORM)

    def test_begins_with_the_mark_by_which_spreadsheets_know_utf_8(self) -> None:
        assert render_csv(filing(), FORM).startswith(b"\xef\xbb\xbf" + "字段,".encode())

    def test_parts_number_note_and_unit_and_tells_labels_and_origin(self) -> None:
        noted = filing(figures={"proactive.rules.issued": {"value": 22, "note": "其中修订16件"}})
        answers = read(read_workbook(blank(FORM, "test", noted)), FORM)
        rows = {row["字段"]: row for row in table(render_csv(answers, FORM))}
        assert rows["proactive.rules.issued"] == {
            "字段": "proactive.rules.issued",
            "表": "表二",
            "行": "规章",
            "列": "本年制发件数",
            "数据": "22",
            "加注": "其中修订16件",
            "单位": "",
            "出处": answers.cell("proactive.rules.issued"),
        }
        assert rows["processing_fee.charged"]["单位"] == "元"
        assert rows["proactive.rules.issued"]["出处"].startswith("表二!")

    def test_nothing_typed_is_a_formula_and_negative_numbers_stay_numbers(self) -> None:
        typed = {
            "proactive.rules.issued": "=1+1",
            "proactive.rules.repealed": "@SUM(A1)",
            "proactive.normative.issued": -3,
            "proactive.normative.repealed": "-",
            "proactive.licences.decisions": {"value": 5, "note": "=cmd"},
        }
        rows = {row["字段"]: row for row in table(render_csv(filing(figures=typed), FORM))}
        found = [rows[name]["数据"] for name in typed]
        assert found == ["'=1+1", "'@SUM(A1)", "-3", "-", "5"]
        assert rows["proactive.licences.decisions"]["加注"] == "'=cmd"


class TestJson:
    def test_has_the_figures_of_the_report_totals_included(self) -> None:
        given = {"applications.received.total": None}
        found = json.loads(render_json(filing(figures=given), FORM))["figures"]
        assert found["applications.received.total"] == 2331
        assert found["proactive.fees.amount"] == "28983.0794"

    def test_is_a_filing_that_is_read_and_checked_like_any_other(self) -> None:
        again = from_json(render_json(filing(), FORM), FORM)
        assert figures(again, FORM) == figures(filing(), FORM)
        assert [finding for finding in check(again, FORM) if finding.blocks] == []

    def test_holds_nothing_that_is_for_the_office_only(self) -> None:
        private = filing(
            submission={"prepared_by": "张三", "telephone": "13800000000"},
            explanations=[{"check": "T2-01", "at": "rules", "text": "内部说明"}],
            figures={"extra.hotline": 5},
            last_year={"figures": {"applications.received.total": 7}},
        )
        found = json.loads(render_json(private, FORM))
        assert not {"submission", "explanations", "last_year"} & found.keys()
        assert "extra.hotline" not in found["figures"]

    def test_has_figures_where_texts_have_their_names(self) -> None:
        told = {"overview": [{"heading": "", "text": "新收【本年新收申请总计】件。"}]}
        found = json.loads(render_json(filing(narrative=told), FORM))
        assert found["narrative"]["overview"][0]["text"] == "新收2331件。"
