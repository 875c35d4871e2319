"""The texts of reports as websites set them: what stands around the article, and headings in other words."""

import pytest

from generator.checks import check
from generator.errors import UnusableInputError
from generator.filing import Filing
from generator.form.model import Severity
from generator.intake import received
from tests.published.test_manners import TEXTS, Td, drawn, html, page, told, wide
from tests.published.test_read import printed
from tests.workbook.kit import FORM

OWN = "其他需要报告的事项的正文。"
TABLES = {name: html(rows) for name, rows in drawn().items()}
WHOLE = page(TABLES).decode()


def article(after: str = "") -> Filing:
    """The page with something under the article."""
    text = WHOLE.replace("</body>", f"{after}</body>")
    return received(text.encode())[1]


def reworded(old: str, new: str) -> Filing:
    assert old in WHOLE
    return received(WHOLE.replace(old, new).encode())[1]


def sections(found: Filing) -> dict[str, list[str]]:
    """The texts of the sections, by identifier."""
    return {name: [t for item in items for t in item.paragraphs] for name, items in found.narrative.items()}


PLAIN = sections(article())


@pytest.mark.parametrize(
    "after",
    [
        "<p>附件：<a href=a.docx>某局2023年政府信息公开工作年度报告.docx</a></p>",
        "<p><a href=a.pdf>某局2023年政府信息公开工作年度报告</a></p>",
        "<p>某局2023年政府信息公开工作年度报告.pdf</p>",
        "<p>来源：某局</p><p>浏览次数：123</p>",
        "<p>发布日期：2024-01-17</p>",
        "<ul><li><a href=/>国务院部门网站</a></li><li><a href=/>省政府网站</a></li></ul>",
        "<p>【字号：大 中 小】</p><p>打印本页 关闭窗口</p>",
        "<p>主办：某县人民政府</p><p>网站标识码：3213220037</p>",
        "<p>点赞 0</p>",
        "<p>Copyright © 2024 All Rights Reserved</p>",
    ],
)
def test_what_a_website_puts_under_an_article_is_no_text_of_the_last_section(after: str) -> None:
    assert sections(article(after=after)) == PLAIN


def test_sections_in_another_order_are_read_and_told() -> None:
    fifth = "五、存在的主要问题及改进情况</p><p>存在的主要问题及改进情况的正文。</p><p>"
    sixth = f"六、其他需要报告的事项</p><p>{OWN}</p>"
    found = reworded(fifth + sixth, f"{sixth}<p>{fifth}</p>")
    assert sections(found) == PLAIN
    (remark,) = (one for one in found.remarks if one.rule == "sections-moved")
    assert remark.words == "“五、存在的主要问题及改进情况”排在“六、其他需要报告的事项”之后"
    (doubt,) = (finding for finding in check(found, FORM) if finding.check == "P-19")
    assert doubt.severity is Severity.EXPLAIN
    assert "sections-moved" not in told(article())


def test_an_address_of_its_own_line_and_a_sentence_that_begins_like_a_button_stay_in_the_text() -> None:
    texts = f"{OWN}</p><p><a href=/>http://www.example.gov.cn</a></p><p>分享经验3次，收藏档案5卷。"
    assert sections(reworded(OWN, texts))["other_matters"] == [
        OWN,
        "http://www.example.gov.cn",
        "分享经验3次，收藏档案5卷。",
    ]


@pytest.mark.parametrize(
    "under",
    [
        "发布时间：2024-01-17 10:00 来源：某局 字体：[大 中 小]",
        "2024年01月26日来源:某局</div><div>[字体: ] 打印",
        "发表日期：2025-01-16&emsp;&emsp;文章来源：某局",
        "2025-01-27</div><div>收藏</div><div>正文下载",
        "（2025年1月20日）",
    ],
)
def test_what_a_website_puts_under_the_title_is_no_opening(under: str) -> None:
    found = reworded("工作年度报告", f"工作年度报告</p><div>{under}</div><p>根据条例编制。")
    assert found.opening == ("根据条例编制。",)


@pytest.mark.parametrize(
    ("official", "worded", "section"),
    [
        ("一、总体情况", "一、政府信息公开工作总体情况", "overview"),
        ("一、总体情况", "一、基本情况", "overview"),
        ("一、总体情况", "一、2023年总体情况", "overview"),
        ("二、主动公开政府信息情况", "二、政府信息主动公开情况", "proactive"),
        ("三、收到和处理政府信息公开申请情况", "三、政府信息依申请公开情况", "applications"),
        ("四、政府信息公开行政复议、行政诉讼情况", "四、复议诉讼情况", "reviews"),
        ("五、存在的主要问题及改进情况", "五、存在的不足及下一步改进措施", "problems"),
        ("五、存在的主要问题及改进情况", "五 存在的主要问题及改进情况", "problems"),
        ("六、其他需要报告的事项", "六、其他情况", "other_matters"),
        ("六、其他需要报告的事项", "六、其他需要<br>报告的事项", "other_matters"),
        ("五、存在的主要问题及改进情况", "五、存在的主要问题</p><p>及改进情况", "problems"),
    ],
)
def test_a_numbered_heading_in_other_words_or_broken_in_two_is_known(
    official: str, worded: str, section: str
) -> None:
    found = reworded(official, worded)
    assert sections(found) == PLAIN
    assert section in found.headings
    assert told(found) <= {"heading-worded"}


def test_headings_with_the_numbers_of_sub_headings_are_those_of_sections_where_there_are_no_others() -> None:
    text = WHOLE
    for number in "一二三四五六":
        text = text.replace(f"<p>{number}、", f"<p>（{number}）")
    assert sections(received(text.encode())[1]) == PLAIN


def test_a_sub_heading_that_speaks_of_another_section_begins_none() -> None:
    listed = "总体情况的正文。</p><p>一、主动公开工作</p><p>公开3件。"
    found = reworded("总体情况的正文。", listed)
    assert sections(found)["overview"] == ["总体情况的正文。", "一、主动公开工作", "公开3件。"]


@pytest.mark.parametrize(
    "caption",
    [
        "续表", "（单位：件）", "表2", "第二十条第（一）项", "表二 主动公开政府信息情况　　单位：件",
        "填报单位：某某市某局　单位：件", "主动公开政府信息情况统计表（2023年度）",
    ],
)  # fmt: skip
def test_what_stands_above_a_table_is_no_text_of_the_section(caption: str) -> None:
    found = reworded("<p>二、主动公开政府信息情况</p>", f"<p>二、主动公开政府信息情况</p><p>{caption}</p>")
    assert sections(found) == PLAIN


@pytest.mark.parametrize("repeated", [False, True])
def test_a_heading_that_stands_in_a_row_of_its_table_is_the_section_s(repeated: bool) -> None:
    tables, text = drawn(), WHOLE
    for section in FORM.sections:
        if section.table:
            heading = f"{'一二三四五六'[FORM.sections.index(section)]}、{section.title}"
            rows = tables[section.table]
            text = text.replace(TABLES[section.table], html([[Td(heading, wide(rows[0]))], *rows]))
            text = text if repeated else text.replace(f"<p>{heading}</p>", "")
    found = received(text.encode())[1]
    assert (sections(found), told(found)) == (PLAIN, set())


def test_a_report_that_is_one_table_comes_back_with_texts_and_figures() -> None:
    rows = [[Td("某局2023年政府信息公开工作年度报告", 15)]]
    for number, section in zip("一二三四五六", FORM.sections, strict=True):
        rows += [[Td(f"{number}、{section.title}", 15)], *drawn().get(section.table, ())]
        rows += [] if section.table else [[Td(f"{section.title}的正文。", 15)]]
    found = received(f"<html><body>{html(rows)}</body></html>".encode())[1]
    assert sections(found) == PLAIN
    assert printed(found, FORM) == {name: TEXTS[name] for name in printed(found, FORM)} != {}
    assert told(found) == set()


@pytest.mark.parametrize(
    ("ends", "signature", "date"),
    [
        ("<p>某县财政局<br>2024年1月17日</p>", "某县财政局", "2024年1月17日"),
        ("<p>某县财政局 2024年1月17日</p>", "某县财政局", "2024年1月17日"),
        ("<p>某县财政局</p><p>二〇二四年一月十七日</p>", "某县财政局", "二〇二四年一月十七日"),
    ],
)
def test_who_signs_and_when_is_found_in_one_line_or_two(ends: str, signature: str, date: str) -> None:
    found = article(after=ends)
    assert (found.particulars["signature"], found.particulars["date"]) == (signature, date)
    assert sections(found) == PLAIN


@pytest.mark.parametrize(
    "title",
    [
        "某局政府信息公开工作年度报告（2022年度）",
        "某局二〇二二年政府信息公开工作年度报告",
        "某局２０２２年政府信息公开工作年度报告",
        "某局2022年政务公开工作年度报告",
        "某局关于2022年度政府信息公开工作的年度报告",
        "关于某局2022年政府信息公开工作年度报告的公示",
        "某局2022年信息公开年度报告",
        "某局：2022年政府信息公开工作年度报告",
        "《某局2022年政府信息公开工作年度报告》",
        "某局2022年政府信息公开工作年度报告（公示稿）",
        "【年度报告】某局2022年政府信息公开工作年度报告",
    ],
)
def test_organisation_and_year_are_read_from_titles_of_many_kinds(title: str) -> None:
    particulars = reworded("某局2023年政府信息公开工作年度报告", title).particulars
    assert (particulars["organisation"], particulars["year"]) == ("某局", 2022)


def test_a_report_whose_tables_are_elsewhere_is_refused_with_the_reason() -> None:
    with pytest.raises(UnusableInputError, match="附件"):
        received(page(dict.fromkeys(TABLES, "<p><img src=a.png></p>")))


@pytest.mark.parametrize(
    "struck",
    [
        "<del>9</del>",
        "<s>9</s>",
        "<b style='text-decoration: line-through'>9</b>",
        "<span style='visibility: hidden'>9</span>",
        "<i hidden>9</i>",
    ],
)
def test_what_is_struck_out_or_hidden_is_no_digit_of_a_figure(struck: str) -> None:
    figure = TEXTS["applications.received.natural"]
    found = reworded(f">{figure}</td>", f">{struck}{figure}</td>")
    assert printed(found, FORM)["applications.received.natural"] == figure
    assert told(found) == ({"report-revised"} if struck.startswith(("<del", "<s>", "<b ")) else set())


def test_a_raised_mark_behind_a_figure_is_its_note() -> None:
    figure = TEXTS["applications.received.natural"]
    found = reworded(f">{figure}</td>", f">{figure}<sup>1</sup></td>")
    assert printed(found, FORM)["applications.received.natural"] == f"{figure}（1）"


@pytest.mark.parametrize(
    "table",
    [
        [["指标", "数量"], ["网站信息", "12"], ["微信公众号", "5"]],
        [["指标", "问题"], ["发布", "不够及时"]],
    ],
)
def test_another_table_in_the_text_is_told_and_no_figure_of_it_taken(table: list[list[str]]) -> None:
    other = html([[Td(text) for text in row] for row in table])
    found = reworded("总体情况的正文。</p>", f"总体情况的正文。</p>{other}")
    assert printed(found, FORM) == printed(article(), FORM)
    assert [remark.words for remark in found.remarks] == ["“指标”"]


def test_a_table_of_words_behind_the_report_is_the_website_s() -> None:
    assert told(article(html([[Td("网站地图"), Td("联系我们")]]))) == set()
