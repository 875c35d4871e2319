"""Where LibreOffice puts things on the pages of a report: lines, indents, breaks, fonts (GB/T 9704-2012)."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO
from itertools import accumulate, pairwise
from typing import Any

import pdfplumber
import pytest

from generator.authoring.template import build_template
from generator.filing_json import from_json
from generator.form.loader import load
from generator.report.render import BUILT_IN, render
from generator.report.sheet import laid_out
from tests.cases import filing_json
from tests.witness import rules, validators
from tests.witness.office import requires_office, to_pdf

FORM = load("disclosure", "2021")
MM = 72 / 25.4
LEFT, RIGHT = 28 * MM, (210 - 26) * MM
CHARACTER = 15.75  # points: 28 to 156 mm
NAME = "内蒙古自治区鄂尔多斯市康巴什区城市管理综合行政执法局（康巴什区住房和城乡建设局）"
HANZI = "依法公开政府信息的工作正常开展并且取得了新的成效今后继续努力"
QUOTED = "围绕“放管服”改革，回应社会关切……推送 ABC 信息56条，网址为https://www.example.gov.cn/zwgk/ 。"
TABLE = {
    "公开目录": [["类别", "条数", "占比", "备注"], ["政策", "12", "25.00%"], ["财政", "36", "75.00%", "无"]]
}


@dataclass(frozen=True)
class Line:
    """A printed line: its characters without white space, from the left."""

    page: int
    bottom: float
    characters: tuple[Any, ...]

    @property
    def text(self) -> str:
        return "".join(character["text"] for character in self.characters)

    @property
    def left(self) -> float:
        return float(self.characters[0]["x0"])

    @property
    def right(self) -> float:
        return float(self.characters[-1]["x1"])

    @property
    def centre(self) -> float:
        return (self.left + self.right) / 2


def filled(**changes: Any) -> bytes:
    filing = filing_json("tongzhou-2024") | changes
    return render(from_json(json.dumps(filing).encode(), FORM), FORM)


def printed(data: bytes) -> list[Line]:
    with pdfplumber.open(BytesIO(to_pdf(data, ".docx"))) as pdf:
        return [line for page in pdf.pages for line in _lines(page)]


def _lines(page: Any) -> Iterator[Line]:
    rows: dict[int, list[Any]] = {}
    for character in page.chars:
        if character["text"].strip():
            rows.setdefault(round(character["bottom"]), []).append(character)
    for bottom, characters in sorted(rows.items()):
        yield Line(page.page_number, bottom, tuple(sorted(characters, key=lambda one: one["x0"])))


@pytest.fixture(scope="module")
def document() -> bytes:
    parts = [
        {"heading": "主动公开", "text": f"{HANZI * 3}\n**一是**{QUOTED}\n【表格｜公开目录】\n{QUOTED}"},
        {"heading": "热线", "text": "“12345”热线与“OA”系统贯通。"},
        *({"heading": f"小标题{number}", "text": HANZI * number} for number in range(1, 24)),
    ]
    narrative = {"overview": parts, "problems": parts, "other_matters": [{"heading": "", "text": HANZI}]}
    given = {"organisation": NAME, "signature": "鄂尔多斯市康巴什区人民政府", "date": "2025年1月20日"}
    return filled(narrative=narrative, tables=TABLE, **given)


@pytest.fixture(scope="module")
def lines(document: bytes) -> list[Line]:
    return printed(document)


def line_with(words: str, lines: list[Line]) -> Line:
    return next(line for line in lines if words in line.text)


def test_bold_and_tables_leave_nothing_that_word_or_the_validators_mind(document: bytes) -> None:
    assert rules.faults_of_docx(document) == []
    assert validators.audit(document, ".docx") == []


@requires_office
class TestPages:
    def test_a_long_name_is_broken_by_sense_and_centred(self, lines: list[Line]) -> None:
        title = lines[:4]
        assert [line.text for line in title] == [
            "内蒙古自治区鄂尔多斯市康巴什区",
            "城市管理综合行政执法局",
            "（康巴什区住房和城乡建设局）",
            "2024年政府信息公开工作年度报告",
        ]
        assert all(abs(line.centre - (LEFT + RIGHT) / 2) < 1 for line in title)

    def test_a_full_line_holds_28_characters_within_the_text_area(self, lines: list[Line]) -> None:
        full = [line for line in lines if len(line.text) == 28 and set(line.text) <= set(HANZI)]
        assert len(full) > 20
        assert all(abs(line.left - LEFT) < 0.5 and abs(line.right - RIGHT) < 1.5 for line in full)

    def test_a_paragraph_begins_two_characters_in(self, lines: list[Line]) -> None:
        first = [
            line for heading, line in pairwise(lines) if "小标题" in heading.text and HANZI[:26] in line.text
        ]
        assert len(first) == 46
        assert {line.text for line in first} == {HANZI[:26]}
        assert all(abs(line.left - LEFT - 2 * CHARACTER) < 0.8 for line in first)

    def test_no_heading_is_the_last_line_of_a_page(self, lines: list[Line]) -> None:
        footers = [line for line in lines if line.text == f"—{line.page}—"]
        above = [line for line, below in pairwise(lines) if below in footers]
        assert len(footers) > 8
        assert [line.text for line in above if line.text.startswith(("（", "一、", "五、", "六、"))] == []

    def test_quotes_and_dots_come_from_the_chinese_font_and_digits_do_not(self, lines: list[Line]) -> None:
        line = line_with("围绕“放管服”", lines)
        fonts = {character["text"]: character["fontname"] for character in line.characters}
        latin = line_with("2024年", lines).characters[0]["fontname"]
        assert {fonts[sign] for sign in "ABC"} == {latin}
        assert latin not in {fonts[sign] for sign in "“”…"}
        quoting = line_with("“12345”", lines).characters
        named = [character["fontname"] for character in quoting if character["text"] in "“”"]
        assert (len(named), latin in named) == (4, False)

    def test_a_sheet_is_as_wide_as_the_text_with_its_columns_as_wide_as_they_ask(
        self, lines: list[Line]
    ) -> None:
        head = line_with("类别条数占比备注", lines)
        middles = [(one["x0"] + two["x1"]) / 2 for one, two in zip(*[iter(head.characters)] * 2, strict=True)]
        shares = [cell.shares[0] for cell in laid_out(TABLE["公开目录"], (), "").rows[0]]
        widths = [(RIGHT - LEFT) / 4 * share for share in shares]
        ends = accumulate(widths, initial=LEFT)
        assert middles == pytest.approx(
            [end + width / 2 for end, width in zip(ends, widths, strict=False)], abs=3
        )

    def test_the_date_ends_four_characters_before_the_edge_below_the_name(self, lines: list[Line]) -> None:
        *_, text, name, date, _footer = lines
        assert (name.text, date.text) == ("鄂尔多斯市康巴什区人民政府", "2025年1月20日")
        assert abs(RIGHT - date.right - 4 * CHARACTER) < CHARACTER / 2
        assert abs(name.centre - date.centre) < 1
        assert text.page == name.page == date.page


@requires_office
def test_no_sign_at_the_end_of_a_line_is_lost_or_hangs_over_the_edge() -> None:
    form = replace(FORM, files={**FORM.files, BUILT_IN: build_template(FORM)})
    typed = [HANZI[:20] + "甲" * shift + "一是公开。二是解读，" * 12 for shift in range(10)]
    filing = filing_json("tongzhou-2024")
    filing["narrative"] = {"overview": [{"heading": "", "text": "\n".join(typed)}]}
    lines = printed(render(from_json(json.dumps(filing).encode(), form), form))
    said = "".join(line.text for line in lines if line.text != f"—{line.page}—")
    assert all(text in said for text in typed)
    assert max(line.right for line in lines) < RIGHT + 1.5


@requires_office
def test_numbers_of_seven_digits_stand_on_one_line_in_table_three() -> None:
    form = replace(FORM, files={**FORM.files, BUILT_IN: build_template(FORM)})
    filing = filing_json("tongzhou-2024")
    filing["figures"] |= {
        f"applications.received.{name}": 1_234_567 for name in ("natural", "other", "social")
    }
    lines = printed(render(from_json(json.dumps(filing).encode(), form), form))
    assert sum(line.text.count("1234567") for line in lines) == 3


@requires_office
def test_the_name_below_stays_with_a_sheet_that_ends_the_report() -> None:
    form = replace(FORM, files={**FORM.files, BUILT_IN: build_template(FORM)})
    filing = filing_json("tongzhou-2024") | {"tables": TABLE, "signature": "某某局", "date": "2025年1月20日"}
    for count in (11, 14, 17):
        texts = "\n".join([HANZI[:20]] * count + ["信息处理费见下表。", "【表格｜公开目录】"])
        filing["narrative"] = {"other_matters": [{"heading": "", "text": texts}]}
        lines = printed(render(from_json(json.dumps(filing).encode(), form), form))
        head, name = line_with("类别条数占比备注", lines), line_with("某某局", lines[-3:])
        assert head.page == name.page == lines[-1].page


@requires_office
def test_the_name_below_is_never_alone_on_a_page() -> None:
    ends = []
    for count in (1, 3, 5):
        narrative = {"other_matters": [{"heading": "", "text": "\n".join([HANZI[:20]] * (14 + count))}]}
        lines = printed(filled(narrative=narrative, signature="某某局", date="2025年1月20日"))
        *_, text, name, date, _footer = lines
        ends.append(text.page == name.page == date.page)
        assert name.text == "某某局"
    assert all(ends)
