"""The report as python-docx reads it, as the validators judge it and as LibreOffice prints it."""

import json
import re
from io import BytesIO
from typing import Any

import pytest
from docx import Document
from docx.document import Document as DocumentObject
from docx.table import Table

from generator.filing_json import from_json
from generator.form.loader import load
from generator.form.model import Form
from generator.report.render import render
from tests.cases import NAMES, figures, filing_json, raw
from tests.witness import rules, validators
from tests.witness.office import page_texts, requires_office, to_pdf

SENTENCE = "本机关依法公开政府信息，围绕“放管服”改革和优化营商环境，回应社会关切……"
LINE = "重点领域政府信息全部按时公开。"
HEAD_OF_TABLE_THREE = "法人或其他组织"


@pytest.fixture(scope="module")
def form() -> Form:
    return load("disclosure", "2021")


def report(form: Form, case: str = "tongzhou-2024", *, draft: bool = False, **changes: Any) -> bytes:
    filing = filing_json(case) | changes
    return render(from_json(json.dumps(filing).encode(), form), form, draft=draft)


def opened(data: bytes) -> DocumentObject:
    return Document(BytesIO(data))


def lines(count: int) -> list[dict[str, str]]:
    """A text that fills so many lines."""
    return [{"heading": "", "text": "\n".join([LINE] * count)}]


def cells(table: Table) -> list[list[str]]:
    """The texts of a table by row and column, a merged cell's at each of its places."""
    found, width = table._cells, len(table.columns)
    return [[cell.text for cell in found[start : start + width]] for start in range(0, len(found), width)]


def official(case: str) -> tuple[list[list[str]], list[list[str]], list[str]]:
    """The figures of tables two to four by row, as they must be printed."""
    printed = [str(value) for value in figures(raw(case)).values()]
    rules_, normative, singles = printed[:3], printed[3:6], printed[6:10]
    table_three = [printed[start : start + 7] for start in range(10, 185, 7)]
    return [rules_, normative, *([single] * 3 for single in singles)], table_three, printed[185:]


def paragraphs(document: DocumentObject, style: str) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs if paragraph._p.style == style]


class TestFigures:
    @pytest.mark.parametrize("case", NAMES)
    def test_each_of_a_case_stands_in_its_cell(self, form: Form, case: str) -> None:
        two, three, four = map(cells, opened(report(form, case, draft=True)).tables)
        table_two, table_three, table_four = official(case)
        assert [two[row][1:] for row in (2, 3, 6, 9, 10, 13)] == table_two
        assert [row[3:] for row in three[3:]] == table_three
        assert four[3] == table_four

    def test_a_blank_is_printed_as_nothing_in_a_draft(self, form: Form) -> None:
        answers = figures(raw("tongzhou-2024")) | {"applications.granted.social": None}
        assert cells(opened(report(form, figures=answers, draft=True)).tables[1])[5][6] == ""


class TestSoundness:
    @pytest.mark.parametrize("case", NAMES)
    def test_word_and_the_validators_have_nothing_against_a_case(self, form: Form, case: str) -> None:
        data = report(form, case, draft=True)
        assert rules.faults_of_docx(data) == []
        assert validators.audit(data, ".docx") == []

    def test_nor_against_what_looks_like_markup(self, form: Form) -> None:
        hostile = "<w:p/> & ]]> “‘\"' 😀 \x01 {% if x %} www.example.cn?a=1&b=2"
        narrative = {"overview": [{"heading": hostile, "text": f"{hostile}\n{hostile}"}]}
        data = report(form, organisation=hostile, signature=hostile, narrative=narrative)
        found = [fault for fault in rules.faults_of_docx(data) if "left over" not in fault]
        assert (found, validators.audit(data, ".docx")) == ([], [])
        assert hostile.replace("\x01", "") in paragraphs(opened(data), "Address")

    def test_two_runs_give_the_same_bytes(self, form: Form) -> None:
        assert report(form) == report(form)


class TestTexts:
    def test_sections_and_sub_headings_are_numbered_and_are_headings(self, form: Form) -> None:
        narrative = {"overview": [{"heading": heading, "text": LINE} for heading in ("主动公开", "监督保障")]}
        document = opened(report(form, narrative=narrative))
        assert paragraphs(document, "Heading1")[:2] == ["一、总体情况", "二、主动公开政府信息情况"]
        assert paragraphs(document, "Heading1")[5] == "六、其他需要报告的事项"
        assert paragraphs(document, "Heading2") == ["（一）主动公开", "（二）监督保障"]

    def test_each_line_of_the_title_is_a_title(self, form: Form) -> None:
        document = opened(report(form, organisation="某某局"))
        assert paragraphs(document, "Title") == ["某某局", "2024年政府信息公开工作年度报告"]

    def test_a_paragraph_with_an_address_is_not_justified(self, form: Form) -> None:
        texts = [
            f"网址：https://www.example.gov.cn/{'a' * 40}。",
            "邮箱：xxgk@example.cn。",
            "标准GB/T33300-2016《工作指南》。",
            LINE,
        ]
        narrative = {"other_matters": [{"heading": "", "text": "\n".join(texts)}]}
        document = opened(report(form, narrative=narrative))
        assert paragraphs(document, "Address") == texts[:3]
        assert LINE in paragraphs(document, "BodyText")

    def test_signature_and_date_close_the_report_if_they_are_given(self, form: Form) -> None:
        closed = opened(report(form, signature="某某局", date="2025年1月22日"))
        assert [paragraph.text for paragraph in closed.paragraphs][-2:] == ["某某局", "2025年1月22日"]
        assert paragraphs(opened(report(form)), "Signature") == []

    def test_the_properties_name_title_and_organisation(self, form: Form) -> None:
        properties = opened(report(form, organisation="某某局")).core_properties
        assert properties.title == "某某局2024年政府信息公开工作年度报告"
        assert (properties.author, properties.language) == ("某某局", "zh-CN")

    @pytest.mark.parametrize(("draft", "mark"), [(True, "草稿，不得公开"), (False, "")])
    def test_only_a_draft_says_so_in_the_headers_of_odd_and_even_pages(
        self, form: Form, draft: bool, mark: str
    ) -> None:
        section = opened(report(form, draft=draft)).sections[0]
        headers = (section.header, section.even_page_header)
        assert ["".join(p.text for p in header.paragraphs) for header in headers] == [mark, mark]


def pages(data: bytes) -> list[str]:
    """The text of each printed page without white space."""
    return [re.sub(r"\s", "", page) for page in page_texts(to_pdf(data, ".docx"))]


def pages_with(words: str, printed: list[str]) -> list[int]:
    return [number for number, page in enumerate(printed, 1) if words in page]


@requires_office
class TestPages:
    @pytest.fixture
    def long(self, form: Form) -> bytes:
        narrative = {"overview": [{"heading": "主动公开", "text": "\n".join([SENTENCE * 8] * 5)}]}
        return report(form, narrative=narrative, signature="某某局", date="2025年1月22日", draft=True)

    def test_each_has_its_number_between_dashes_and_the_mark_of_a_draft(self, long: bytes) -> None:
        printed = pages(long)
        assert len(printed) >= 4
        assert all(page.startswith("草稿，不得公开") for page in printed)
        assert [page[-3:] for page in printed] == [f"—{number}—" for number in range(1, len(printed) + 1)]

    def test_numbers_stand_at_the_right_of_odd_pages_and_at_the_left_of_even_ones(self, long: bytes) -> None:
        feet = [page.rstrip().splitlines()[-1] for page in page_texts(to_pdf(long, ".docx"))]
        indents = [len(foot) - len(foot.lstrip()) for foot in feet]
        assert min(indents[::2]) > max(indents[1::2]) + 10

    def test_a_page_of_text_holds_22_lines(self, form: Form) -> None:
        full = page_texts(to_pdf(report(form, narrative={"overview": lines(60)}), ".docx"))[1]
        assert full.count(LINE) == 22

    @pytest.mark.parametrize("before", [4, 7, 12])
    def test_tables_two_and_four_stay_whole_and_headings_with_their_tables(
        self, form: Form, before: int
    ) -> None:
        narrative = {"overview": lines(before), "applications": lines(before)}
        printed = pages(report(form, narrative=narrative))
        for heading, first, last in (
            ("二、主动公开政府信息情况", "第二十条第（一）项", "行政事业性收费"),
            ("四、政府信息公开行政复议、行政诉讼情况", "未经复议直接起诉", "3819134928431161200214"),
        ):
            assert pages_with(heading, printed) == pages_with(first, printed) == pages_with(last, printed)
            assert len(pages_with(first, printed)) == 1
        assert pages_with("三、收到和处理", printed) == pages_with("一、本年新收", printed)

    def test_the_head_of_table_three_is_repeated_where_it_runs_over_a_page(self, form: Form) -> None:
        printed = pages(report(form, narrative={"proactive": lines(34)}))
        first, second = pages_with(HEAD_OF_TABLE_THREE, printed)
        assert pages_with("一、本年新收政府信息公开申请数量", printed) == [first]
        assert pages_with("四、结转下年度继续办理", printed) == [second] == [first + 1]

    @pytest.mark.parametrize("name", ["某某县府", "某" * 40])
    def test_there_is_none_without_text_however_long_the_name(self, form: Form, name: str) -> None:
        printed = pages(report(form, organisation=name, signature=name, date="2025年1月22日", narrative={}))
        assert len(printed) in (3, 4)
        assert all(len(page) > len("—1—") for page in printed)
        assert name in printed[0]
        assert printed[-1].endswith(f"{name}2025年1月22日—{len(printed)}—")
