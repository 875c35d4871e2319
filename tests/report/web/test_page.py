"""The report as a web page: beside the Word report, and as Chromium, axe-core and the Nu checker see it."""

import json
import re
from dataclasses import replace
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.authoring.template import build_template
from generator.errors import FormError, ReadBackError
from generator.filing import Filing
from generator.filing_json import from_json
from generator.form.loader import load
from generator.form.model import Form
from generator.report.render import render
from generator.report.web.page import BUILT_IN, render_page
from tests.cases import NAMES, filing_json
from tests.witness.browser import browser_page, invalid_markup, requires_browser, violations
from tests.witness.office import page_texts
from tests.witness.pages import Page, laid_out

FORMS = {edition: load("disclosure", edition) for edition in ("2019", "2021")}
FORM = FORMS["2021"]
SHEET: dict[str, Any] = {"tables": {"附表": [["项目", "数量"], ["咨询", "12"]]}}
MERGED: dict[str, Any] = {
    "tables": {
        "附表": [["渠道", "数量", ""], ["", "去年", "今年"], ["网站", "1,200", "3"], ["合计", "", "3"]]
    },
    "merged": {"附表": ["A1:A2", "B1:C1", "A4:B4"]},
}
SECTIONS = ("overview", "proactive", "applications", "reviews", "other_matters")
OF_2019 = {
    f"proactive.{row}.{column}": 3 for row in ("rules", "normative") for column in ("made", "published")
}


def filing(case: str = "tongzhou-2024", form: Form = FORM, **changes: Any) -> Filing:
    answers = filing_json(case)
    if form.edition == "2019":
        known = {name: figure for name, figure in answers["figures"].items() if name in form.fields}
        answers |= {"edition": "2019", "figures": known | OF_2019, "last_year": {}}
    return from_json(json.dumps(answers | changes).encode(), form)


def page(answers: Filing, form: Form = FORM, **options: bool) -> str:
    return render_page(answers, form, **options).decode()


def told(*paragraphs: str) -> dict[str, Any]:
    return {"narrative": {"overview": [{"heading": "主动公开", "text": "\n".join(paragraphs)}]}}


FULL = filing(
    **told("依法**全面**公开。", "【表格｜附表】"),
    **SHEET,
    website_pictures="附图",
    signature="某某局",
    date="2025年1月20日",
)


def assert_same_tables(answers: Filing, form: Form, *, fragment: bool = False) -> int:
    """Compare each table of the web page with that of the Word report cell by cell; how many there are."""
    word = Document(BytesIO(render(answers, form, draft=True))).tables
    web = [laid_out(rows) for rows in Page(page(answers, form, fragment=fragment)).tables]
    for here, there in zip(web, word, strict=True):
        texts, width = [cell.text for cell in there._cells], len(there.columns)
        assert [[cell.text for cell in row] for row in here] == [
            texts[start : start + width] for start in range(0, len(texts), width)
        ]
    return len(web)


class TestTables:
    @pytest.mark.parametrize("fragment", [False, True])
    @pytest.mark.parametrize("edition", FORMS)
    @pytest.mark.parametrize("case", NAMES)
    def test_are_those_of_the_word_report_cell_by_cell(self, case: str, edition: str, fragment: bool) -> None:
        assert_same_tables(filing(case, FORMS[edition]), FORMS[edition], fragment=fragment)

    def test_of_the_workbooks_own_sheets_are_those_of_the_word_report_as_well(self) -> None:
        form = replace(FORM, files={**FORM.files, "report.docx": build_template(FORM)})
        assert assert_same_tables(FULL, form) == 4

    def test_of_sheets_with_merged_cells_are_those_of_the_word_report_with_heads_captions_and_scopes(
        self,
    ) -> None:
        form = replace(FORM, files={**FORM.files, "report.docx": build_template(FORM)})
        answers = filing(**told("【表格｜附表】"), **MERGED)
        assert assert_same_tables(answers, form) == assert_same_tables(answers, form, fragment=True) == 4
        (table, *_) = Document(BytesIO(render(answers, form))).tables
        assert [row._tr.xpath("count(w:trPr/w:tblHeader)") for row in table.rows] == [1, 1, 0, 0]
        (html, _, _) = page(answers).partition("</table>")
        _, _, written = html.rpartition('<div role="group"')
        assert '<caption id="sheet-1-caption">附表</caption>' in written
        heads = re.findall(r"<th scope=\"(\w+)\"[^>]*>(\w+)</th>", written)
        assert heads == [
            *(("col", "渠道"), ("colgroup", "数量"), ("col", "去年"), ("col", "今年")),
            *(("row", "网站"), ("row", "合计")),
        ]

    def test_of_sheets_set_texts_over_several_lines_from_the_left_as_the_word_report_does(self) -> None:
        form = replace(FORM, files={**FORM.files, "report.docx": build_template(FORM)})
        long = "通过图解、视频等方式解读重点政策56件。"
        rows = [["任务", "进展", "说明"], ["解读", long, "甲\n乙"]]
        answers = filing(**told("【表格｜附表】"), tables={"附表": rows})
        cells = Document(BytesIO(render(answers, form))).tables[0].rows[1].cells
        styles = [paragraph.style for cell in cells for paragraph in cell.paragraphs]
        assert [style.name for style in styles if style] == ["附表内容", "附表文字", "附表文字"]
        assert f'<td class="text">{long}</td>' in page(answers)
        assert 'text-align: left; white-space: pre-line">甲\n乙</td>' in page(answers, fragment=True)

    def test_name_for_each_figure_the_heads_that_stand_above_and_beside_it(self) -> None:
        heads: dict[str, str] = {}
        for rows in Page(page(FULL)).tables:
            texts = {
                cell.attributes["id"]: cell.text for row in rows for cell in row if "id" in cell.attributes
            }
            for cell in (cell for row in rows for cell in row if "data-field" in cell.attributes):
                named = cell.attributes["headers"].split()
                heads[cell.attributes["data-field"]] = " ".join(texts[id_] for id_ in named)
        assert heads["applications.refused_process.social"] == (
            "申请人情况 法人或其他组织 社会公益组织 三、本年度办理结果 （三）不予公开 6.属于四类过程性信息"
        )
        assert heads["proactive.coercion.decisions"] == "第二十条第（六）项 本年处理决定数量 行政强制"
        assert heads["reviews.after_review.pending"] == "行政诉讼 复议后起诉 尚未审结"

    def test_give_every_head_a_scope_and_every_table_of_the_form_a_caption(self) -> None:
        read = Page(page(FULL))
        assert {cell.get("scope") for tag, cell in read.elements if tag == "th"} == {"col", "row", "rowgroup"}
        captions = [text for text in read.texts if text.endswith(("情况表", "附表"))]
        assert captions == ["附表", *(f"{table.title}表" for table in FORM.tables)]

    def test_print_figures_as_typed(self) -> None:
        figures = filing_json("tongzhou-2024")["figures"] | {
            "proactive.rules.issued": {"value": 22, "note": "其中修订16件"},
            "applications.granted.legal": "/",
            "proactive.fees.amount": "7545.00",
        }
        texts = Page(page(filing(figures=figures))).texts
        assert {"22（其中修订16件）", "/", "7545.00"} <= set(texts)


class TestReadingBack:
    def test_stops_a_page_that_lacks_a_figure_or_holds_another(self) -> None:
        source = FORM.files[BUILT_IN].decode()
        for faulty in (
            source.replace("{{ figures[web.cell.field] }}", "{{ figures[web.cell.field] }}0"),
            source.replace(' data-field="{{ web.cell.field }}"', ""),
        ):
            form = replace(FORM, files={**FORM.files, BUILT_IN: faulty.encode()})
            with pytest.raises(ReadBackError, match=r"proactive\.rules\.issued"):
                render_page(FULL, form)

    @pytest.mark.parametrize("fault", ["{{ no_such_name }}", "{% for %}", "{{ words.nothing.at_all }}"])
    def test_a_fault_of_the_template_is_told_not_traced(self, fault: str) -> None:
        with pytest.raises(FormError, match=r"report\.html\.j2"):
            render_page(FULL, replace(FORM, files={**FORM.files, BUILT_IN: fault.encode()}))


class TestTexts:
    def test_are_those_of_the_narrative_with_bold_runs_and_sheets(self) -> None:
        read = Page(page(FULL))
        at = read.texts.index("依法")
        assert read.texts[at : at + 3] == ["依法", "全面", "公开。"]
        assert sum(tag == "strong" for tag, _ in read.elements) == 1
        assert [[cell.text for cell in row] for row in read.tables[0]] == SHEET["tables"]["附表"]

    @settings(max_examples=25, deadline=None)
    @given(st.text(min_size=1, max_size=40).filter(lambda text: text.strip() and "【" not in text))
    def test_what_clerks_type_is_never_markup(self, typed: str) -> None:
        hostile = f"<script>alert(1)</script>&amp;{{{{ 7*7 }}}}{typed}"
        plain = Page(page(filing(**told("甲。"))))
        read = Page(page(filing(organisation=hostile, **told(hostile, hostile.replace("\n", "")))))
        assert {tag for tag, _ in read.elements} <= {tag for tag, _ in plain.elements} | {"strong", "br"}

    def test_characters_that_no_document_can_hold_are_left_out(self) -> None:
        assert "\x0b" not in page(filing(**told("甲\x0b乙")))


class TestPictures:
    def test_are_there_only_when_the_workbook_asks_for_them(self) -> None:
        assert "<svg" not in page(filing())
        assert "<svg" not in page(filing(website_pictures="不附图"))
        assert page(FULL).count("<svg") == 2

    def test_say_their_figures_to_those_who_cannot_see_them(self) -> None:
        labels = [given["aria-label"] for tag, given in Page(page(FULL)).elements if tag == "svg"]
        assert labels[0] == (
            "本年度政府信息公开申请办理结果（件）（条形图）：予以公开480件，部分公开201件，不予公开166件，"
            "无法提供1016件，不予处理353件，其他处理121件。"
        )
        assert "自然人2240件，商业企业82件" in labels[1]

    def test_show_nothing_where_figures_are_missing_or_all_are_zero(self) -> None:
        figures = dict.fromkeys(filing_json("tongzhou-2024")["figures"], 0)
        assert "<svg" not in page(filing(website_pictures="附图", figures=figures))
        assert "<svg" not in page(filing(website_pictures="附图", figures={}))


class TestFragment:
    def test_has_no_head_no_class_no_style_sheet_and_no_script(self) -> None:
        read = Page(page(FULL, fragment=True, draft=True))
        assert not {tag for tag, _ in read.elements} & {"html", "head", "body", "style", "script", "link"}
        assert not [given for _, given in read.elements if "class" in given]

    def test_says_in_which_language_it_is_and_keeps_its_title_in_the_middle(self) -> None:
        (first, attributes), *rest = Page(page(FULL, fragment=True)).elements
        assert (first, attributes) == ("div", {"lang": "zh-CN"})
        assert [given["align"] for tag, given in rest if tag == "h1"] == ["center"]

    def test_keeps_rules_and_alignment_when_an_editor_strips_its_styles(self) -> None:
        stripped = re.sub(
            r' (?:style|class|id|headers|data-field|role|tabindex)="[^"]*"', "", page(FULL, fragment=True)
        )
        tables = [given for tag, given in Page(stripped).elements if tag == "table"]
        assert [given["border"] for given in tables] == ["1"] * 4
        assert {given["align"] for tag, given in Page(stripped).elements if tag == "td"} == {"center"}


def test_names_that_sign_together_do_not_run_into_each_other() -> None:
    joint = "某市财政局\n某市政务服务和数据管理局"
    assert "某市财政局　某市政务服务和数据管理局" in Page(page(filing(signature=joint))).texts


class TestDraft:
    def test_says_so_at_its_top_and_a_report_does_not(self) -> None:
        mark = FORM.texts["report"]["draft_mark"]
        for fragment in (False, True):
            texts = [text for text in Page(page(FULL, fragment=fragment, draft=True)).texts if text.strip()]
            assert mark in texts[: 1 if fragment else 3]
            assert mark not in page(FULL, fragment=fragment)


@requires_browser
class TestInABrowser:
    def test_axe_core_and_the_nu_checker_find_nothing_and_a_draft_says_so_on_every_page(self) -> None:
        head = '<!DOCTYPE html><html lang="zh-CN"><head><title>公开年报</title></head>'
        documents = {
            "page": page(FULL),
            "draft": page(FULL, draft=True),
            "edition 2019": page(filing(form=FORMS["2019"]), FORMS["2019"]),
            "sheets": page(filing(**told("【表格｜附表】", "再看一次：", "【表格｜附表】"), **MERGED)),
            "fragment": f"{head}<body><main>{page(FULL, fragment=True)}</main></body></html>",
        }
        with browser_page() as browser:
            assert [fault for html in documents.values() for fault in violations(browser, html)] == []
            browser.set_viewport_size({"width": 375, "height": 700})  # a telephone: wide tables scroll
            assert violations(browser, documents["page"]) == []
            browser.set_content(documents["draft"])
            printed = page_texts(browser.pdf(prefer_css_page_size=True))
        assert len(printed) > 2
        assert all({"草", "稿"} <= set(text) for text in printed)  # across the page: letters by themselves
        said = invalid_markup(*(html.encode() for html in documents.values()))
        assert [message for message in said if "obsolete. " not in message] == []

    @pytest.mark.parametrize("count", [6, 9, 12])
    def test_on_paper_tables_stay_with_their_headings_and_the_date_with_the_name(self, count: int) -> None:
        texts = {
            section: [{"heading": "", "text": "\n".join(["依法公开。"] * count)}] for section in SECTIONS
        }
        answers = filing(narrative=texts, signature="某某局", date="2025年1月20日")
        with browser_page() as browser:
            browser.set_content(page(answers))
            printed = [re.sub(r"\s", "", text) for text in page_texts(browser.pdf(prefer_css_page_size=True))]
        for first, last in (
            ("二、主动公开政府信息情况", "行政事业性收费"),
            ("三、收到和处理政府信息公开申请情况", "四、结转下年度继续办理"),
            ("四、政府信息公开行政复议、行政诉讼情况", "复议后起诉"),
            ("某某局2025年1月20日", "。某某局"),
        ):
            assert [first in text for text in printed] == [last in text for text in printed]
            assert sum(first in text for text in printed) == 1

    def test_the_witnesses_find_fault(self) -> None:
        with browser_page() as browser:
            assert violations(browser, "<title>t</title><img src=''><table><td>1</table>")
        assert invalid_markup(b"<!DOCTYPE html><title>t</title><p><table></p>")
