"""Paragraphs as people write them: bold stretches, and sheets in the place of paragraphs."""

import json
from time import process_time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.filing_json import from_json
from generator.form.loader import load
from generator.narrative import MOST_COLUMNS, MOST_ROWS
from generator.report.context import context
from generator.report.prose import Paragraph, Run
from generator.report.render import render
from generator.report.sheet import laid_out
from tests.checks.drawing import source
from tests.report.word.paper import docx, p, r, texts

FORM = load("disclosure", "2021")
SHEET = [["项目", "件数"], ["政策解读"]]


def intro(text: str, **tables: Any) -> list[Paragraph]:
    narrative = {"overview": [{"heading": "", "text": text}]}
    filing = from_json(json.dumps(source(narrative=narrative, tables=tables)).encode(), FORM)
    found: list[Paragraph] = context(filing, FORM)["sections"][0]["intro"]
    return found


@pytest.mark.parametrize(
    ("typed", "runs"),
    [
        ("平常的文字", [("平常的文字", False)]),
        ("前**粗体**后", [("前", False), ("粗体", True), ("后", False)]),
        ("**一是**甲；**二是**乙。", [("一是", True), ("甲；", False), ("二是", True), ("乙。", False)]),
        ("2**3", [("2**3", False)]),
        ("** 不是 **", [("** 不是 **", False)]),
        ("****", [("****", False)]),
    ],
)
def test_two_stars_before_and_behind_make_bold(typed: str, runs: list[tuple[str, bool]]) -> None:
    assert Paragraph(typed).runs == tuple(Run(*run) for run in runs)


@given(st.text("甲* ", max_size=14))
def test_nothing_but_stars_is_ever_taken_out(typed: str) -> None:
    paragraph = Paragraph(typed)
    assert paragraph.replace("*", "") == typed.replace("*", "")
    assert paragraph == "".join(run.text for run in paragraph.runs)
    closed = paragraph.closed()
    assert (closed, closed.runs, closed.closing) == (paragraph, paragraph.runs, True)


def test_a_figure_may_be_bold() -> None:
    (paragraph,) = intro("新收**【本年新收申请总计】件**。")
    assert paragraph.runs == (Run("新收"), Run("0件", bold=True), Run("。"))


@pytest.mark.parametrize("mark", ["【表格｜公开目录】", "【 表格 | 公开目录 】"])
def test_a_paragraph_that_names_a_sheet_has_its_rows(mark: str) -> None:
    before, table, behind = intro(f"如下：\n{mark}\n以上。", 公开目录=SHEET)
    assert table.rows == (("项目", "件数"), ("政策解读", ""))
    assert (before.rows, behind.rows) == ((), ())


def test_a_sheet_has_its_merged_cells_and_as_many_rows_of_heads_as_they_reach() -> None:
    rows = [["渠道", "数量", ""], ["", "去年", "今年"], ["网站", "1", "2"], ["合计", "", "3"]]
    sheet = laid_out(rows, ("A1:A2", "B1:C1", "A4:B4", "B4:C4", "C4:D4", "x"), "公开渠道")
    assert [[(cell, cell.columns, cell.rows, cell.merge) for cell in row] for row in sheet.rows] == [
        [("渠道", 1, 2, "restart"), ("数量", 2, 1, "")],
        [("", 1, 1, "continue"), ("去年", 1, 1, ""), ("今年", 1, 1, "")],
        [("网站", 1, 1, ""), ("1", 1, 1, ""), ("2", 1, 1, "")],
        [("合计", 2, 1, ""), ("3", 1, 1, "")],
    ]
    paragraph = Paragraph("", sheet)
    assert (paragraph.head, paragraph.more_heads, paragraph.body) == (
        sheet.rows[0],
        sheet.rows[1:2],
        sheet.rows[2:],
    )


@given(
    st.lists(st.lists(st.sampled_from(["", "甲", "12"]), min_size=1, max_size=4), min_size=1, max_size=5),
    st.lists(st.from_regex("[A-D][1-5]:[A-E][1-5]", fullmatch=True), max_size=6),
)
def test_the_cells_of_any_sheet_cover_each_place_once(rows: list[list[str]], merged: list[str]) -> None:
    sheet = laid_out(rows, merged, "")
    width = max(map(len, rows))
    assert [sum(cell.columns for cell in row) for row in sheet.rows] == [width] * len(rows)
    covered = sum(cell.columns * cell.rows for row in sheet.rows for cell in row if cell.merge != "continue")
    assert covered == width * len(rows)
    assert 1 <= sheet.heads <= max(1, len(rows) - 1)
    assert sum(sheet.rows[0][0].shares) <= width


def test_merged_cells_without_number_cost_little() -> None:
    rows = [["甲"] * MOST_COLUMNS] * MOST_ROWS
    merged = ["N100:O100", *["A1:O100"] * 200_000]
    begun = process_time()
    assert [cell.columns for cell in laid_out(rows, merged, "").rows[-1]] == [1] * 13 + [2]
    assert laid_out(rows * 2, merged, "").rows[-1][-1].columns == 1
    assert process_time() - begun < 3


@pytest.mark.parametrize("text", ["见【表格｜公开目录】。", "【表格｜别的】"])
def test_any_other_paragraph_stays_text(text: str) -> None:
    (paragraph,) = intro(text, 公开目录=SHEET)
    assert (paragraph, paragraph.rows) == (text, ())


@pytest.mark.parametrize("rows", [[], [[]], [["甲"]] * (MOST_ROWS + 1), [["甲"] * (MOST_COLUMNS + 1)]])
def test_a_sheet_that_is_no_table_to_print_is_not_printed(rows: list[list[str]]) -> None:
    (paragraph,) = intro("【表格｜公开目录】", 公开目录=rows)
    assert paragraph.rows == ()


def test_a_sub_heading_is_run_in_where_the_template_runs_it_in() -> None:
    template = docx(
        p("{% for part in sections[0].parts %}"),
        p("{% for paragraph in part.paragraphs %}"),
        p(
            r("{% if loop.first %}（{{ part.number | 中文数字 }}）{{ part.heading }}。{% endif %}", "<w:b/>"),
            r("{{ paragraph }}"),
        ),
        p("{% endfor %}"),
        p("{% endfor %}"),
    )
    parts = [{"heading": "主动公开情况", "text": "甲。\n乙。"}, {"heading": "监督保障", "text": "丙。"}]
    filing = from_json(json.dumps(source(narrative={"overview": parts})).encode(), FORM)
    printed = texts(render(filing, FORM, template))
    assert printed == ["（一）主动公开情况。甲。", "乙。", "（二）监督保障。丙。"]


def test_problems_and_improvements_stand_in_the_order_in_which_they_were_written() -> None:
    parts = [{"heading": "改进情况", "text": "甲。"}, {"heading": "存在的问题", "text": "乙。"}]
    filing = from_json(json.dumps(source(narrative={"problems": parts})).encode(), FORM)
    printed = context(filing, FORM)["sections"][4]["parts"]
    assert [(part["heading"], part["paragraphs"]) for part in printed] == [
        ("改进情况", ["甲。"]),
        ("存在的问题", ["乙。"]),
    ]


def test_the_texts_of_a_column_line_up() -> None:
    rows = [["序号", "领域"], ["1", "财政预决算"], ["2", "与群众生活密切相关的民生领域信息公开情况"]]
    assert [[cell.long for cell in row] for row in laid_out(rows, (), "").rows[1:]] == [[False, True]] * 2
