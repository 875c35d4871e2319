"""Templates with planted faults: each is told where it stands, and all of them at once."""

import io
import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import process_time
from typing import Any
from xml.etree.ElementTree import fromstring

import pytest
from click.testing import CliRunner
from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml.ns import qn

from generator.cli import main
from generator.errors import UnusableInputError
from generator.form.loader import load
from generator.form.model import Form
from generator.ooxml.package import open_package
from generator.report.checker import check_template
from generator.report.render import BUILT_IN
from generator.report.word import Fault, Place
from tests.report.templates import (
    built,
    ending_with,
    number_of,
    pointed_to,
    replaced,
    table_of,
    with_parts,
    words,
)
from tests.report.word.paper import MAIN, W, document, docx, p, r, tbl, tc, text_box, tr

BODY = "正文（word/document.xml）"
THIRD, FOURTH = (
    number_of(load("disclosure", "2021").files[BUILT_IN], table) for table in ("applications", "reviews")
)
NATURAL = "applications.received.natural"
_NONE = f"{{% if {NATURAL} == 0 %}}"
_LINK = f"<w:hyperlink w:anchor='x'>{r('itle')}</w:hyperlink>"
_INSERTED = f'<w:ins w:id="90" w:author="x">{r("anisation }}")}</w:ins>'
_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
    f"<w:r><w:instrText> {NATURAL} </w:instrText></w:r>"
    '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
_PICTURE = (
    '<w:r><w:drawing><wp:inline><wp:docPr id="9" name="x" descr="{{ date }}"/></wp:inline></w:drawing></w:r>'
)
_BEGIN = "<w:r><w:fldChar w:fldCharType='begin'/></w:r>"
_FORMULA = (
    '<m:oMath xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math">'
    "<m:r><m:t>{{ year }}</m:t></m:r></m:oMath>"
)
_CHART = b"""<c:chartSpace xmlns:c="urn:c" xmlns:a="urn:a"><a:p><a:t>{{ year }}</a:t></a:p></c:chartSpace>"""
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_ADDRESS = (
    f'<Relationship Id="y" Type="{_OFFICE}/hyperlink" Target="http://%7B%7Bwebsite%7D%7D" '
    'TargetMode="External"/></Relationships>'
)
_BOUND = (
    '<w:sdt><w:sdtPr><w:dataBinding w:xpath="/a" w:storeItemID="b"/></w:sdtPr>'
    f"<w:sdtContent>{p('{{ website }}')}</w:sdtContent></w:sdt>"
)


@dataclass(frozen=True, slots=True)
class Planted:
    """A fault: what is put at the end of the template, which fault it is, the tag that is named, its place.

    The place is a paragraph of the content, or row and column of its table.
    """

    content: str
    key: str
    tag: str
    paragraph: int = 1
    cell: tuple[int, int] = (0, 0)
    box: bool = False

    @property
    def paragraphs(self) -> int:
        """How many paragraphs the content has outside tables."""
        (body,) = fromstring(document(self.content))
        own = body.findall(f"{{{W}}}p") + body.findall(f"{{{W}}}sdt/{{{W}}}sdtContent/{{{W}}}p")
        return len(own)

    def place(self, paragraphs: int, tables: int) -> Place:
        """Where it stands, behind so many paragraphs and tables."""
        if self.cell[0]:
            return Place(MAIN, "document", table=tables + 1, row=self.cell[0], column=self.cell[1])
        return Place(MAIN, "document", paragraph=paragraphs + self.paragraph, box=self.box)


IN_BODY = (
    Planted(p("{{ title"), "unclosed-brace", "{{"),
    Planted(p("title }}"), "stray-brace", "}}"),
    Planted(p("{{ title %}"), "wrong-brace", "{{ title %}"),
    Planted(p("｛｛ title ｝｝"), "full-width-brace", "｛｛ title ｝｝"),
    Planted(p("{｛ title }}"), "full-width-brace", "{｛ title }}"),
    Planted(p("{{ title ｝}"), "full-width-brace", "{{ title ｝}"),
    Planted(p("{{ “甲” if draft }}"), "curly-quote", "{{ “甲” if draft }}"),
    Planted(p("{{ title｜日期 }}"), "full-width-sign", "{{ title｜日期 }}"),
    Planted(p("{{ title title }}"), "syntax-at", "{{ title title }}"),
    Planted(p("{{ }}"), "empty", "{{ }}"),
    Planted(p("{{{ title }}}"), "third-brace", "{{{ title }}"),
    Planted(p("{{ title }}}"), "third-brace", "{{ title }}}"),
    Planted(p("{{ title }}｝。"), "third-brace", "{{ title }}｝"),
    Planted(p("{{ ｔｉｔｌｅ }}"), "full-width-sign", "{{ ｔｉｔｌｅ }}"),
    Planted(p("{{ year。}}"), "full-width-sign", "{{ year。}}"),
    Planted(p("{{ 标题 }}"), "no-such-name", "{{ 标题 }}"),
    Planted(p(f"{_NONE}没有{{% endif %}}"), "compares-number", _NONE),
    Planted(p(f"{{{{ '多' if {NATURAL} > '9' }}}}"), "compares-number", f"{{{{ '多' if {NATURAL} > '9' }}}}"),
    Planted(p("{% if year == 2024 %}甲{% endif %}"), "compares-kinds", "{% if year == 2024 %}"),
    Planted(
        p("{{ '甲' if sections[0].number == '1' }}"),
        "compares-kinds",
        "{{ '甲' if sections[0].number == '1' }}",
    ),
    Planted(p("{{ applications.recieved.natural }}"), "unknown-field", "{{ applications.recieved.natural }}"),
    Planted(p("{{ organisaton }}"), "unknown-name", "{{ organisaton }}"),
    Planted(p("{{ title | upper }}"), "unknown-filter", "{{ title | upper }}"),
    Planted(p("{{ title.upper() }}"), "disallowed", "{{ title.upper() }}"),
    Planted(p("{{ ((((( title ))))) }}"), "too-deep", "{{ ((((( title ))))) }}"),
    Planted(p("{{ '" + "一" * 300 + "' }}"), "too-long", "{{ '" + "一" * 300 + "' }}"),
    Planted(p(f"{{{{ ({NATURAL}~'件')|千分位 }}}}"), "figure-lost", f"{{{{ ({NATURAL}~'件')|千分位 }}}}"),
    Planted(p(f"{{{{ {NATURAL}[0] }}}}"), "figure-lost", f"{{{{ {NATURAL}[0] }}}}"),
    Planted(p("{% set a = 1 %}"), "unknown-statement", "{% set a = 1 %}"),
    Planted(p("共 { applications.received.total } 件"), "near-miss", "{ applications.received.total }"),
    Planted(p("{ % if draft % }"), "near-miss", "{ % if draft % }"),
    Planted(p("共 [[applications.granted.total]] 件"), "near-miss", "[[applications.granted.total]]"),
    Planted(p("共《applications.carried_in.total》件"), "near-miss", "《applications.carried_in.total》"),
    Planted(p("&lt;%= contact %&gt;"), "near-miss", "<%= contact %>"),
    Planted(p("共 applications.handled.total 件"), "near-miss", "applications.handled.total"),
    Planted(p("某某局2023年政府信息公开工作年度报告"), "fixed-year", "2023年"),
    Planted(p("共收到【本年新收申请总计】件"), "reference", "【本年新收申请总计】"),
    Planted(p("【表格｜公开目录】"), "reference", "【表格｜公开目录】"),
    Planted(p("{{ t", "<w:r><w:tab/></w:r>", "itle }}"), "not-text-inside", "{{ title }}"),
    Planted(p("{{ t", _LINK, " }}"), "not-text-inside", "{{ title }}"),
    Planted(p("{{ da", _BEGIN, "te }}"), "not-text-inside", "{{ date }}"),
    Planted(p(_FIELD), "field-code", NATURAL),
    Planted(p(_PICTURE), "in-attribute", "{{ date }}"),
    Planted(p(_FORMULA), "other-text", "{{ year }}"),
    Planted(p("{{ org", _INSERTED), "tracked", "{{ organisation }}"),
    Planted(
        p("甲", '<w:del w:id="91" w:author="x"><w:r><w:delText>乙</w:delText></w:r></w:del>'),
        "revised",
        "乙",
    ),
    Planted(p("甲", '<w:r><w:commentReference w:id="2"/></w:r>'), "commented", ""),
    Planted(p(r("<![CDATA[{{ signature }}]]>")), "cdata", "{{ signature }}"),
    Planted(_BOUND, "bound-to-data", "{{ website }}"),
    Planted(p(text_box(p("{{ contcat }}"))), "unknown-name", "{{ contcat }}", box=True),
    Planted(tbl(tr("甲", "{{ sections }")), "unclosed-brace", "{{", cell=(1, 2)),
    Planted(tbl(tr("甲", "乙"), tr("丙", "{{ dat }}")), "unknown-name", "{{ dat }}", cell=(2, 2)),
    Planted(tbl(tr("甲"), tr(f"{{{{ {NATURAL} }}}}")), "placed-twice", f"{{{{ {NATURAL} }}}}", cell=(2, 1)),
    Planted(
        tbl(tr("{% if draft %}"), tr("x"), tr("{% endif %}")), "whole-table", "{% if draft %}", cell=(1, 1)
    ),
    Planted(
        tbl(tr(tc("{% if draft %}", "x", "{% endif %}"))), "only-paragraph", "{% if draft %}", cell=(1, 1)
    ),
    Planted(p("{% else %}"), "unopened-block", "{% else %}"),
    Planted(p("{% if draft %}{% endif yes %}"), "too-much", "{% endif yes %}"),
    Planted(p("{% if draft %}{% else %}{% else %}x{% endif %}"), "after-else", "{% else %}"),
    Planted(p("{% if draft %}") + p("x {% endif %}"), "other-level", "{% endif %}", paragraph=2),
    Planted(
        p("{% if draft %}{% for x in opening %}{% endif %}{% endfor %}"), "crossing-block", "{% endif %}"
    ),
    Planted(p("{% if draft %}" * 9 + "x" + "{% endif %}" * 9), "blocks-too-deep", "{% if draft %}"),
)
"""Faults in the body, in the order in which they are put there."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """A fault in another part than the body, or in the tables of the form."""

    change: Callable[[bytes], bytes]
    key: str
    tag: str
    place: str


IN_OTHER_PARTS = (
    Elsewhere(
        lambda data: replaced(data, "</w:hdr>", f"{p('{% if draft %}x')}</w:hdr>", "word/header1.xml"),
        "unclosed-block",
        "{% if draft %}",
        "页眉（word/header1.xml）第 2 段",
    ),
    Elsewhere(
        lambda data: replaced(data, "</w:ftr>", f"{p('{{ yaer }}')}</w:ftr>", "word/footer2.xml"),
        "unknown-name",
        "{{ yaer }}",
        "页脚（word/footer2.xml）第 2 段",
    ),
    Elsewhere(
        lambda data: with_notes(data, "footnote", p("{{ tilte }}")),
        "unknown-name",
        "{{ tilte }}",
        "脚注（word/footnotes.xml）第 1 段",
    ),
    Elsewhere(
        lambda data: with_notes(data, "endnote", p("甲"), p("{{ a")),
        "unclosed-brace",
        "{{",
        "尾注（word/endnotes.xml）第 2 段",
    ),
    Elsewhere(
        lambda data: with_notes(data, "comment", p("{{ da", r("te }}"))),
        "part-not-filled",
        "{{ date }}",
        "批注（word/comments.xml）第 1 段",
    ),
    Elsewhere(
        lambda data: pointed_to(data, "chart", "word/charts/chart1.xml", _CHART),
        "part-not-filled",
        "{{ year }}",
        "图表（word/charts/chart1.xml）",
    ),
    Elsewhere(
        lambda data: replaced(data, "{{ title }}", "{{ titel }}", "docProps/core.xml"),
        "unknown-name",
        "{{ titel }}",
        "文档属性（docProps/core.xml）",
    ),
    Elsewhere(
        lambda data: replaced(data, "</Relationships>", _ADDRESS, "word/_rels/document.xml.rels"),
        "in-attribute",
        "%7B%7Bwebsite%7D%7D",
        "链接地址（word/_rels/document.xml.rels）",
    ),
)

IN_TABLES = (
    Elsewhere(
        lambda data: swapped(data, "applications.granted.research", "applications.granted.social"),
        "wrong-cell",
        "{{ applications.granted.social }}",
        f"{BODY}第 {THIRD} 个表格第 6 行第 6 列",
    ),
    Elsewhere(
        lambda data: swapped(data, "applications.granted.research", "applications.granted.social"),
        "wrong-cell",
        "{{ applications.granted.research }}",
        f"{BODY}第 {THIRD} 个表格第 6 行第 7 列",
    ),
    Elsewhere(lambda data: replaced(data, f"{{{{ {NATURAL} }}}}", ""), "field-missing", "", NATURAL),
    Elsewhere(lambda data: without(data, "applications.", ".legal"), "column-missing", "", "法律服务机构"),
    Elsewhere(lambda data: without(data, "applications.other_fee_unpaid."), "row-missing", "", "缴纳费用"),
    Elsewhere(lambda data: built(data, drop_table_four), "table-missing", "", "表四"),
)

IN_TRIALS = (
    Elsewhere(
        lambda data: ending_with(data, p("{{ sections[9].title }}")),
        "no-such-item",
        "{{ sections[9].title }}",
        "段",
    ),
    Elsewhere(
        lambda data: ending_with(data, p("{% for x in title %}{{ x }}{% endfor %}")),
        "not-a-list",
        "{% for x in title %}",
        "段",
    ),
    Elsewhere(
        lambda data: ending_with(data, p("{{ contact }}{{ title_lines }}")),
        "not-printable",
        "{{ title_lines }}",
        "段",
    ),
    Elsewhere(
        lambda data: replaced(data, "reviews.direct.upheld }}", "reviews.direct.upheld if not draft }}"),
        "never-printed",
        "{{ reviews.direct.upheld if not draft }}",
        f"第 {FOURTH} 个表格第 4 行第 6 列",
    ),
    Elsewhere(
        lambda data: ending_with(
            data, p("{% for x in sections %}{{ processing_fee.charged }}；{% endfor %}")
        ),
        "printed-often",
        "{{ processing_fee.charged }}",
        "段",
    ),
    Elsewhere(lambda data: replaced(data, "{{ signature }}", ""), "text-missing", "", "落款"),
    Elsewhere(
        lambda data: replaced(
            replaced(data, "{{ draft_mark }}", "", "word/header1.xml"),
            "{{ draft_mark }}",
            "",
            "word/header2.xml",
        ),
        "no-draft-mark-anywhere",
        "",
        "{{ draft_mark }}",
    ),
    Elsewhere(
        lambda data: replaced(data, "{{ draft_mark }}", "", "word/header2.xml"),
        "no-draft-mark",
        "",
        "页眉（word/header2.xml）",
    ),
    Elsewhere(
        lambda data: replaced(data, "paragraph in opening %}", "paragraph in opening if draft %}"),
        "text-missing",
        "",
        "报告开头段",
    ),
    Elsewhere(
        lambda data: ending_with(data, p("{% for x in opening if not x.rows %}{{ x }}{% endfor %}")),
        "text-often",
        "",
        "2 次",
    ),
    Elsewhere(lambda data: ending_with(data, p("{{ 'No' ~ 'ne' }}")), "left-over", "", "None"),
)


def swapped(data: bytes, one: str, other: str) -> bytes:
    """The template with two fields in each other's cells."""
    for old, new in ((one, "a.b"), (other, one), ("a.b", other)):
        data = replaced(data, f"{{{{ {old} }}}}", f"{{{{ {new} }}}}")
    return data


def without(data: bytes, start: str, end: str = "") -> bytes:
    """The template without the tags of fields whose identifiers begin and end so."""
    source = open_package(data).read(MAIN).decode()
    tag = rf"\{{\{{ {re.escape(start)}[a-z_.]*{re.escape(end)} \}}\}}"
    return with_parts(data, {MAIN: re.sub(tag, "", source).encode()})


def drop_table_four(document: DocumentObject) -> None:
    table = table_of(document, "reviews")._tbl
    document.element.body.remove(table)


def with_notes(data: bytes, kind: str, *content: str) -> bytes:
    """The template with a part of notes or comments."""
    note = f'<w:{kind} w:id="2">{"".join(content)}</w:{kind}>'
    part = f'<w:{kind}s xmlns:w="{W}">{note}</w:{kind}s>'.encode()
    return pointed_to(data, f"{kind}s", f"word/{kind}s.xml", part)


@pytest.fixture(scope="module")
def form() -> Form:
    return load("disclosure", "2021")


@pytest.fixture(scope="module")
def template(form: Form) -> bytes:
    return form.files[BUILT_IN]


@pytest.fixture(scope="module")
def size(template: bytes) -> tuple[int, int]:
    """How many paragraphs and tables the body of the built-in template has, as python-docx counts."""
    document = Document(io.BytesIO(template))
    return len(document.paragraphs), len(document.tables)


def told(data: bytes, form: Form) -> list[Fault]:
    checked = check_template(data, form)
    return [*checked.faults, *checked.doubts]


def seen(faults: list[Fault]) -> Counter[tuple[str, str, Place]]:
    return Counter((fault.key, fault.site.tag, fault.site.place) for fault in faults)


@pytest.mark.parametrize("edition", ["2021", "2019"])
def test_the_built_in_template_is_in_order(edition: str) -> None:
    form = load("disclosure", edition)
    assert told(form.files[BUILT_IN], form) == []


@pytest.mark.parametrize("fault", IN_BODY, ids=lambda fault: f"{fault.key} {fault.tag[:40]}")
def test_a_fault_is_told_where_it_stands_and_nothing_else_is(
    fault: Planted, template: bytes, form: Form, size: tuple[int, int]
) -> None:
    found = told(ending_with(template, fault.content), form)
    assert seen(found) == {(fault.key, fault.tag, fault.place(*size)): 1}
    assert fault.tag[:99] in str(found[0])


@pytest.mark.parametrize(
    "fault", IN_OTHER_PARTS + IN_TABLES + IN_TRIALS, ids=lambda fault: f"{fault.key} {fault.place}"
)
def test_a_fault_in_another_part_or_in_a_table_is_told(fault: Elsewhere, template: bytes, form: Form) -> None:
    found = told(fault.change(template), form)
    assert {one.key for one in found} == {fault.key}
    assert [one.site.tag for one in found if fault.place in str(one).partition("\n")[0]] == [fault.tag]


def test_titles_that_are_not_printed_are_told_one_by_one(template: bytes, form: Form) -> None:
    found = told(replaced(template, "{{ section.title }}", ""), form)
    assert [dict(fault.values) for fault in found] == [{"text": one.title} for one in form.sections]


def test_a_title_that_only_the_properties_hold_is_told(template: bytes, form: Form) -> None:
    found = told(replaced(template, "{{ line }}", ""), form)
    assert {fault.key for fault in found} == {"text-missing"}


def test_all_of_them_are_told_at_once(template: bytes, form: Form, size: tuple[int, int]) -> None:
    paragraphs, tables = size
    expected: Counter[tuple[str, str, Place]] = Counter()
    for fault in IN_BODY:
        expected[fault.key, fault.tag, fault.place(paragraphs, tables)] += 1
        paragraphs += fault.paragraphs
        tables += bool(fault.cell[0])
    data = ending_with(template, *(fault.content for fault in IN_BODY))
    for elsewhere in IN_OTHER_PARTS:
        data = elsewhere.change(data)
    found = told(data, form)
    assert len(found) >= 50
    others = [fault for fault in found if fault.site.place.part != MAIN]
    assert seen([fault for fault in found if fault not in others]) == expected
    assert sorted((fault.key, fault.site.tag, str(fault.site.place)) for fault in others) == sorted(
        (fault.key, fault.tag, fault.place) for fault in IN_OTHER_PARTS
    )


def test_what_stands_behind_a_dot_is_looked_at_also_in_blocks_that_do_not_fit(
    template: bytes, form: Form
) -> None:
    data = ending_with(
        template,
        p("{% for section in sections %}"),
        p("{{ section.titel }}{{ loop.indx }}{{ section['itro'] }}"),
        p("{% for part in section.parts %}"),
        p("{{ part.headin }}{{ part.heading.run }}{% for run in part.heading.runs %}{{ run.bald }}"),
    )
    values = [dict(fault.values) for fault in told(data, form) if fault.key == "unknown-part"]
    assert [(one["name"], one["known"]) for one in values] == [
        ("section.titel", "section.title"),
        ("loop.indx", "loop.index、loop.index0"),
        ("section.itro", "section.intro"),
        ("part.headin", "part.heading"),
        ("part.heading.run", "part.heading.runs"),
        ("run.bald", "run.bold"),
    ]


def test_no_fault_is_told_in_the_words_of_a_parser(template: bytes, form: Form) -> None:
    wrong = [
        "a b",
        "a.",
        "a[",
        "a |",
        "'a",
        "a..b",
        "(a",
        "sections[0].x",
        "a if",
        "a ~",
        "1.2.3",
        "a == ",
        "%",
        "a;b",
    ]
    data = ending_with(template, *(p(f"{{{{ {one} }}}}{{% if {one} %}}{{% endif %}}") for one in wrong))
    faults = told(data, form)
    assert len(faults) > len(wrong)
    for fault in faults:
        said = str(fault).partition("\n")[0].partition("：")[2]
        assert not re.search("expected|unexpected|got|token|object|element|undefined|None", said)


def test_a_loop_that_prints_only_the_text_of_paragraphs_is_told_that_it_drops_sheets(
    template: bytes, form: Form
) -> None:
    own = p("{% for paragraph in opening %}") + p("{{ paragraph }}") + p("{% endfor %}")
    (fault, *others) = [one for one in told(ending_with(template, own), form) if one.key.startswith("sheet")]
    assert (fault.key, fault.site.tag, others) == ("sheet-as-text", "{{ paragraph }}", [])
    source = open_package(template).read(MAIN).replace(b"in paragraph.body", b"in paragraph.more_heads")
    lacking = told(with_parts(template, {MAIN: source}), form)
    texts = {dict(one.values)["text"] for one in lacking}
    assert ({one.key for one in lacking}, len(texts)) == ({"sheet-lacks"}, 6)


def test_an_old_template_that_prints_one_row_of_heads_is_told_so_once(template: bytes, form: Form) -> None:
    def without_more_heads(document: DocumentObject) -> None:
        for row in [row for row in document.element.iter(qn("w:tr")) if "more_heads" in words(row)]:
            for gone in [row, *list(row.itersiblings(qn("w:tr")))[:2]]:
                gone.getparent().remove(gone)

    (fault,) = told(built(template, without_more_heads), form)
    assert (fault.key, dict(fault.values)["texts"]) == ("sheet-heads", "附表上年、附表本年")


def test_the_nearest_right_names_are_given(template: bytes, form: Form) -> None:
    data = ending_with(template, p("{{ applications.recieved.natural }}"), p("{{ organisaton }}"))
    first, second = map(str, told(data, form))
    assert "applications.received.natural" in first
    assert "organisation" in second


def test_a_column_and_a_row_that_cross_are_told_as_such(template: bytes, form: Form) -> None:
    data = without(without(template, "applications.", ".legal"), "applications.other_fee_unpaid.")
    assert [fault.key for fault in told(data, form)] == ["column-missing", "row-missing"]


def test_a_wrong_cell_is_told_though_a_sentence_before_speaks_of_the_field(
    template: bytes, form: Form
) -> None:
    data = swapped(template, "applications.granted.research", "applications.granted.social")
    data = replaced(data, "{{ line }}", "{{ line }}{{ applications.granted.social }}")
    assert {fault.key for fault in told(data, form)} == {"wrong-cell", "printed-often"}


def test_names_of_ordinary_texts_are_no_near_misses(template: bytes, form: Form) -> None:
    texts = (
        "见《条例》、【附件】、[1]、www.example.gov.cn 和 {略}",
        "（2019年修订）〔2021〕30号{# 2023年改 #}",
    )
    data = ending_with(template, *map(p, texts))
    assert told(data, form) == []


def test_a_label_that_is_worded_otherwise_is_told_once(template: bytes, form: Form) -> None:
    data = replaced(template, "3.危及“三安全一稳定”", "3.危及三安全一稳定")
    (fault,) = told(data, form)
    assert (fault.key, dict(fault.values)) == ("label-lost", {"label": "3.危及“三安全一稳定”"})
    assert fault.site.tag == "{{ applications.refused_security.natural }}"


def test_a_figure_in_a_sentence_beside_its_cell_is_nothing_to_tell(template: bytes, form: Form) -> None:
    data = ending_with(template, p(f"共新收{{{{ {NATURAL} }}}}件"))
    assert told(data, form) == []


@pytest.mark.parametrize("data", [b"", b"x", docx(p("没有标签"))])
def test_what_is_no_template_cannot_be_checked(data: bytes, form: Form) -> None:
    with pytest.raises(UnusableInputError):
        check_template(data, form)


class TestCommand:
    @pytest.fixture(autouse=True)
    def _folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)

    def test_the_built_in_template_can_be_had_and_is_in_order(self, template: bytes) -> None:
        assert nianbao("new", "-o", "T.docx") == (0, "已写出 Word 模板：T.docx\n")
        assert Path("T.docx").read_bytes() == template
        assert nianbao("new", "-o", "T.docx")[0] == 2
        assert nianbao("check", "T.docx") == (0, "模板检查通过，可以使用。\n")

    def test_faults_are_listed_with_what_to_do(self, template: bytes) -> None:
        Path("T.docx").write_bytes(ending_with(template, p("甲{{ titel }}乙"), p("{ date }")))
        status, output = nianbao("check", "T.docx")
        assert status == 1
        assert "【必须修改】1 处" in output
        assert "没有名称 titel。相近的有：title" in output
        assert "所在文字：甲{{ titel }}乙" in output
        assert "【请核对】1 处" in output
        assert "请再检查一次" in output
        assert "“{{ date }}”" in output

    def test_what_is_no_template_is_told(self) -> None:
        Path("T.docx").write_bytes(docx(p("没有标签")))
        assert nianbao("check", "T.docx")[0] == 2

    def test_a_sample_shows_each_figure_in_its_cell_and_says_that_it_is_one(self, template: bytes) -> None:
        Path("T.docx").write_bytes(template)
        assert nianbao("preview", "T.docx", "-o", "P.docx")[0] == 0
        sample = Document("P.docx")
        figures = re.findall(
            r"\b[123]\d{3}\b", " ".join(cell.text for table in sample.tables for cell in cells(table))
        )
        assert len(figures) == len(set(figures)) == 10 + 175 + 15
        assert "样张" in sample.sections[0].header.paragraphs[0].text
        assert "样张" in sample.paragraphs[0].text

    def test_a_sample_of_a_faulty_template_is_not_made(self, template: bytes) -> None:
        Path("T.docx").write_bytes(ending_with(template, p("{{ titel }}")))
        status, output = nianbao("preview", "T.docx", "-o", "P.docx")
        assert (status, "titel" in output, Path("P.docx").exists()) == (2, True, False)


def nianbao(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["template", *arguments], catch_exceptions=False)
    return done.exit_code, done.output


def cells(table: Any) -> list[Any]:
    """The cells of a table, each once."""
    return list({cell._tc: cell for cell in table._cells}.values())


HOSTILE = {
    "near misses": p("{ tilte }" * 500) * 100,
    "tags in a table": tbl(*[tr(*["{{ applications.received.natural }}"] * 10)] * 500),
    "braces in an attribute": f'<w:p w:rsidR="{"{" * 300_000}"/>',
    "misspelt fields": p("{{ applications.recieved.natural }}") * 3_000,
    "cells": tbl(*[tr("一", "{{ title }}")] * 4_000),
}


@pytest.mark.parametrize("content", HOSTILE)
def test_a_template_made_to_keep_the_check_busy_is_checked_in_seconds(
    content: str, template: bytes, form: Form
) -> None:
    data = ending_with(template, HOSTILE[content])
    began = process_time()
    found = told(data, form)
    assert process_time() - began < 10
    assert len(found) <= 600
