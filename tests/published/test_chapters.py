"""Word files that people write: headings by style, by a number in the text, by Word's own number."""

from collections.abc import Sequence
from io import BytesIO

import pytest
from docx import Document
from docx.oxml import parse_xml

from generator.filing import Item
from generator.printed import printed
from generator.published.manuscript import Manuscript, read
from generator.report.render import render
from tests.checks.drawing import FORM
from tests.published.test_compare import OURS

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LISTS = f"""<w:abstractNum {W} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl>
</w:abstractNum>"""

BODY = (
    "某区某局", "2024年政府信息公开", "工作年度报告", "根据有关规定编制本报告。",
    "一、总体情况", "概述一段。", "（一）主动公开", "公开3件。", "公开渠道：",
    "（二）监督保障。加强培训，全年2次。",
    "五、存在的主要问题及改进情况", "1.内容不够丰富。", "六、其他需要报告的事项", "无。",
)  # fmt: skip
SECTIONS = {
    "overview": (
        Item("", ("概述一段。",)),
        Item("主动公开", ("公开3件。", "公开渠道：", "（二）监督保障。加强培训，全年2次。")),
    ),
    "problems": (Item("", ("1.内容不够丰富。",)),),
    "other_matters": (Item("", ("无。",)),),
}


def word(*lines: str | tuple[str, str] | tuple[str, int]) -> bytes:
    """A document of lines, each with a style, or a level of automatic numbering, or neither."""
    document = Document()
    numbering = document.part.numbering_part.element
    numbering.insert(0, parse_xml(LISTS))
    numbering.append(parse_xml(f'<w:num {W} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'))
    for line in lines:
        text, how = (line, "Normal") if isinstance(line, str) else line
        paragraph = document.add_paragraph(text, how if isinstance(how, str) else "Normal")
        if isinstance(how, int):
            number = f'<w:numPr {W}><w:ilvl w:val="{how}"/><w:numId w:val="90"/></w:numPr>'
            paragraph._p.get_or_add_pPr().append(parse_xml(number))
    return saved(document)


def saved(document: object) -> bytes:
    target = BytesIO()
    document.save(target)  # type: ignore[attr-defined]
    return target.getvalue()


def found(data: bytes) -> Manuscript:
    return read(data, FORM)


def names(manuscript: Manuscript) -> Sequence[str]:
    return list(manuscript.sections)


def test_numbers_in_the_text_make_headings_and_what_stands_before_is_title_and_opening() -> None:
    manuscript = found(word(*BODY))
    assert manuscript.title == BODY[:3]
    assert manuscript.opening == (BODY[3],)
    assert manuscript.sections == SECTIONS


def test_styles_make_headings_without_any_number() -> None:
    manuscript = found(
        word(
            ("2024年政府信息公开工作年度报告", "Title"),
            ("总体情况", "Heading 1"), ("主动公开政府信息情况", "Heading 2"), "公开3件。",
            ("主动公开政府信息情况", "Heading 1"), ("存在问题及改进情况", "Heading 1"), "不够丰富。",
        )
    )  # fmt: skip
    assert manuscript.sections == {
        "overview": (Item("主动公开政府信息情况", ("公开3件。",)),),
        "proactive": (),
        "problems": (Item("", ("不够丰富。",)),),
    }


def test_numbers_of_words_own_make_headings() -> None:
    manuscript = found(
        word(("总体情况", 0), ("主动公开", 1), "公开3件。", ("存在的主要问题及改进情况", 0), "不够丰富。")
    )
    assert manuscript.sections == {
        "overview": (Item("主动公开", ("公开3件。",)),),
        "problems": (Item("", ("不够丰富。",)),),
    }


@pytest.mark.parametrize(
    "heading", ["2、存在的主要问题及改进情况", "五.存在问题及改进情况", "五 、 存在的主要问题和改进情况"]
)
def test_a_heading_that_is_numbered_wrongly_or_written_otherwise_is_known(heading: str) -> None:
    assert names(found(word("一、总体情况", "甲。", heading, "乙。"))) == ["overview", "problems"]


def test_a_title_in_the_middle_of_a_text_or_of_a_section_before_is_no_heading() -> None:
    manuscript = found(
        word("一、总体情况", "（一）主动公开政府信息情况", "总体情况", "五、下一步打算", "乙。")
    )
    assert manuscript.sections == {
        "overview": (Item("主动公开政府信息情况", ("总体情况", "五、下一步打算", "乙。")),)
    }


def test_a_signature_with_a_date_below_the_last_section_is_no_text_of_it() -> None:
    manuscript = found(word("六、其他需要报告的事项", "无。", "某区某局", "二〇二五年一月二十日"))
    assert manuscript.sections == {"other_matters": (Item("", ("无。",)),)}
    assert manuscript.signature == "某区某局二〇二五年一月二十日"


def test_text_alone_has_no_section() -> None:
    manuscript = found(word("今年做了许多工作。", "明年继续。"))
    assert (manuscript.sections, manuscript.opening) == ({}, ("今年做了许多工作。", "明年继续。"))


def test_a_whole_report_of_ours_is_a_manuscript_with_three_tables() -> None:
    manuscript = found(render(OURS, FORM))
    shown = printed(OURS, FORM)
    assert (manuscript.tables, manuscript.opening) == (3, shown.opening)
    assert manuscript.sections["overview"] == shown.narrative["overview"]
    assert manuscript.sections["problems"] == shown.narrative["problems"]
