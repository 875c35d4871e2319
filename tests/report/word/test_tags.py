"""Tags are found however Word has cut them up, and what cannot be a tag is told."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.ooxml.package import Kept, open_package, pack
from generator.report.word.faults import TemplateError
from generator.report.word.template import compile_template
from tests.report.word.paper import body, document, docx, p, packed, part, r, t, tbl, text_box, texts, tr

FIELDS = ("applications.received.natural", "applications.received.total", "proactive.fees.amount")
FIGURES = {FIELDS[0]: "2240", FIELDS[1]: "2300", FIELDS[2]: ""}
TAG = "{{ applications.received.natural }}"
PRESERVE = ' xml:space="preserve"'


def rendered(data: bytes, **context: object) -> bytes:
    return compile_template(data, FIELDS).render(context, FIGURES)


def faults(data: bytes, names: tuple[str, ...] | None = None) -> list[str]:
    with pytest.raises(TemplateError) as caught:
        compile_template(data, FIELDS, names=names)
    assert str(caught.value)
    return [fault.key for fault in caught.value.faults]


def test_a_field_is_replaced_by_its_figure_and_nothing_else_changes() -> None:
    assert body(rendered(docx(p(f"共{TAG}件")))) == f"<w:p><w:r><w:t{PRESERVE}>共2240件</w:t></w:r></w:p>"


def test_a_blank_figure_leaves_an_empty_text() -> None:
    assert texts(rendered(docx(p("{{ proactive.fees.amount }}万元")))) == ["万元"]


@given(st.lists(st.integers(min_value=1, max_value=len(TAG) - 1), unique=True, max_size=8))
def test_a_tag_may_be_cut_at_any_characters(cuts: list[int]) -> None:
    bounds = [0, *sorted(cuts), len(TAG)]
    runs = [r(TAG[start:end], f'<w:sz w:val="{start}"/>') for start, end in pairwise(bounds)]
    assert texts(rendered(docx(p("共", *runs, "件")))) == ["共2240件"]


def test_the_value_stands_in_the_run_in_which_the_tag_begins_and_other_runs_stay_empty() -> None:
    parted = docx(p(r("{{ applications.", "<w:b/>"), r("received", "<w:i/>"), r(".natural }}件", "<w:u/>")))
    assert body(rendered(parted)) == (
        f"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t{PRESERVE}>2240</w:t></w:r>"
        f"<w:r><w:rPr><w:i/></w:rPr><w:t{PRESERVE}></w:t></w:r>"
        f"<w:r><w:rPr><w:u/></w:rPr><w:t{PRESERVE}>件</w:t></w:r></w:p>"
    )


@pytest.mark.parametrize(
    "between",
    [
        '<w:proofErr w:type="spellStart"/>',
        '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>',
        "<w:r><w:lastRenderedPageBreak/></w:r>",
        '<w:del w:id="1" w:author="x"><w:r><w:delText>}} {{</w:delText></w:r></w:del>',
        '<w:ins w:id="1" w:author="x"><w:r><w:rPr><w:b/></w:rPr><w:t>received.</w:t></w:r></w:ins>',
        '<w:commentRangeStart w:id="3"/>',
    ],
)
def test_what_word_puts_inside_a_tag_is_passed_over_and_kept(between: str) -> None:
    middle = "" if "received." in between else "received."
    data = rendered(docx(p("{{ applications.", between, f"{middle}natural }}}}")))
    assert texts(data) == ["2240"]
    assert between.replace("<w:t>received.", f"<w:t{PRESERVE}>") in body(data)


def run(text: str, properties: str) -> str:
    return (
        f'<w:r w:rsidRPr="00A77B3E"><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    )


EAST, LATIN = '<w:rFonts w:hint="eastAsia"/>', '<w:lang w:val="en-US" w:eastAsia="zh-CN"/>'
WORD = (
    run("{", EAST),
    run("{ ", LATIN),
    '<w:proofErr w:type="spellStart"/><w:proofErr w:type="gramStart"/>',
    run("applications", "<w:noProof/>"),
    '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>',
    f'<w:smartTag w:uri="u" w:element="e">{run(".received", EAST)}</w:smartTag>',
    "<w:r><w:t>.nat</w:t><w:lastRenderedPageBreak/><w:t>ural</w:t></w:r>",
    '<w:proofErr w:type="gramEnd"/>' + run(" }", LATIN) + run("}", '<w:rStyle w:val="a0"/>'),
)
WPS = (
    run("{{", '<w:rFonts w:hint="default"/>' + LATIN),
    run("\u00a0", EAST + '<w:vertAlign w:val="baseline"/>'),
    run("applications.", '<w:rFonts w:hint="eastAsia" w:ascii="仿宋" w:hAnsi="仿宋"/>'),
    run("received.\u200bnatural\u3000}}", EAST + LATIN),
)


@pytest.mark.parametrize("runs", [WORD, WPS], ids=["Word", "WPS"])
def test_a_tag_as_the_programs_save_it_is_one(runs: tuple[str, ...]) -> None:
    assert texts(rendered(docx(p("共", *runs, "件")))) == ["共2240件"]
    statement = p("{%", run("\u00a0if\u00a0", EAST), "a %}有{%", run("\u3000endif %}", LATIN))
    assert texts(rendered(docx(statement), a=1)) == ["有"]


def test_custom_data_of_wps_comes_through() -> None:
    data = (
        '<wpsCustomData xmlns="http://www.wps.cn/officeDocument/2013/wpsCustomData"><a>{</a></wpsCustomData>'
    )
    assert data in body(rendered(docx(p(TAG), data)))


@pytest.mark.parametrize(
    "between",
    [
        "<w:r><w:br/></w:r>",
        '<w:hyperlink w:anchor="x"><w:r><w:t>y</w:t></w:r></w:hyperlink>',
        '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>',
        "<w:r><w:softHyphen/></w:r>",
        "<w:r><w:tab/></w:r>",
        "<w:r><w:drawing/></w:r>",
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>',
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
        "<w:r><w:noBreakHyphen/></w:r>",
        "<w:sdt><w:sdtContent><w:r><w:t>x</w:t></w:r></w:sdtContent></w:sdt>",
    ],
)
def test_what_is_no_text_inside_a_tag_is_a_fault(between: str) -> None:
    assert faults(docx(p("{{ applications.", between, "received.natural }}"))) == ["not-text-inside"]


def test_a_tag_in_cdata_is_a_fault() -> None:
    assert faults(docx(p(r(f"<![CDATA[{TAG}]]>")))) == ["cdata"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{{ a", "unclosed-brace"),
        ("{{ a {{ b }}", "unclosed-brace"),
        ("a }}", "stray-brace"),
        ("{% endif", "unclosed-brace"),
        ("a %}", "stray-brace"),
        ("{{ a %}", "wrong-brace"),
        ("｛｛ a ｝｝", "full-width-brace"),
        ("{{ a ｝｝", "full-width-brace"),
        ("｛% if a %｝", "full-width-brace"),
        ("{｛ a }}", "full-width-brace"),
        ("{{ “a” }}", "curly-quote"),
        ("{{ a［0］ }}", "full-width-sign"),
        ("{{ }}", "empty"),
        ("{{{ title }}}", "third-brace"),
        ("{{ a b }}", "syntax-at"),
        ("{{ 'a }}", "syntax"),
        ("{{ " + "a" * 301 + " }}", "too-long"),
        ("{% set a = 1 %}", "unknown-statement"),
        ("{% include 'x' %}", "unknown-statement"),
        ("{% %}", "empty"),
    ],
)
def test_faulty_braces_and_writings_are_told(text: str, fault: str) -> None:
    assert faults(docx(p(text))) == [fault]


def test_closing_braces_inside_a_string_are_a_fault() -> None:
    assert faults(docx(p("{{ '}}' }}"))) == ["syntax", "stray-brace"]


def test_a_comment_goes_and_may_hold_anything() -> None:
    data = docx(p("前{# {{ x }} {% if %} “” #}后"))
    assert texts(rendered(data)) == ["前后"]


def test_signs_of_white_space_control_are_passed_over() -> None:
    assert texts(rendered(docx(p(" {%- if 1 -%} {{- applications.received.natural -}} {%+ endif +%} ")))) == [
        "  2240  "
    ]


def test_entities_around_and_inside_a_tag_keep_their_bytes() -> None:
    data = docx(p("&lt;&#19968;{{ 1 if 2 &gt; &#x31; }}&amp;{{ applications.received.natural }}&gt;"))
    assert f"<w:t{PRESERVE}>&lt;&#19968;1&amp;2240&gt;</w:t>" in body(rendered(data))


def test_a_template_in_another_prefix_gets_breaks_in_that_prefix() -> None:
    main = document(p("{{ a }}"))
    for written, other in ((b"<w:", b"<x:"), (b"</w:", b"</x:"), (b"xmlns:w=", b"xmlns:x=")):
        main = main.replace(written, other)
    data = compile_template(packed(main), ()).render({"a": "1\n2\t3"}, {})
    assert b'<x:t xml:space="preserve">1</x:t><x:br/><x:t xml:space="preserve">2</x:t><x:tab/>' in part(data)


def test_a_template_without_prefixes_works() -> None:
    main = (
        document(p("{{ a }}")).replace(b"xmlns:w=", b"xmlns=").replace(b"<w:", b"<").replace(b"</w:", b"</")
    )
    data = compile_template(packed(main), ()).render({"a": "1\n2"}, {})
    assert texts(data) == ["1\n2"]


def test_space_default_becomes_preserve() -> None:
    data = docx(f'<w:p><w:r><w:t xml:space="default" >{TAG}</w:t></w:r></w:p>')
    assert '<w:t xml:space="preserve" >2240</w:t>' in body(rendered(data))


def test_braces_in_attributes_comments_and_instructions_stay() -> None:
    literal = (
        '<!-- {{ x }} --><w:p w:rsidR="{{ x }}"><w:r><w:instrText>{{ x }}</w:instrText></w:r>'
        "<w:r><w:delText>{% if %}</w:delText></w:r></w:p>"
    )
    assert body(rendered(docx(literal, p(TAG)))).startswith(literal)


def test_moved_text_is_not_read_where_it_was() -> None:
    moved = f"<w:moveFrom><w:r>{t('{{ x }}')}</w:r></w:moveFrom>"
    assert moved in body(rendered(docx(p(moved, TAG))))


def test_headers_footers_and_notes_hold_tags_too() -> None:
    note = '<w:footnote w:id="2">{}</w:footnote>'
    parts = {
        "header": p(TAG),
        "footer": p("— {{ applications.received.total }} —"),
        "footnotes": note.format(p(TAG)),
        "endnotes": note.format(p("注{{ a }}")),
    }
    data = rendered(docx(p("正文"), **parts), a="一")
    assert texts(data, "word/a-header.xml") == ["2240"]
    assert texts(data, "word/a-footer.xml") == ["— 2300 —"]
    assert texts(data, "word/a-footnotes.xml") == ["2240"]
    assert texts(data, "word/a-endnotes.xml") == ["注一"]


def test_properties_hold_tags_too() -> None:
    data = rendered(
        docx(p("正文"), title="{{ a }}", company="{% if a %}{{ a }}局{% endif %}"), a="市<教育>\n第二行"
    )
    assert "<dc:title>市&lt;教育&gt;\n第二行</dc:title>" in part(data, "docProps/core.xml").decode()
    assert "<Company>市&lt;教育&gt;\n第二行局</Company>" in part(data, "docProps/app.xml").decode()


def test_properties_of_the_template_s_own_hold_tags_too() -> None:
    kind, name = "custom-properties", "docProps/custom.xml"
    own = b'<Properties xmlns="urn:x"><property name="a"><lpwstr>{{ a }}</lpwstr></property></Properties>'
    package = open_package(docx(p("正文")))
    parts: dict[str, bytes | Kept] = {one: package.read(one) for one in package.names}
    parts[name] = own
    pointer = f'<Relationship Id="c" Type="urn:x/{kind}" Target="{name}"/></Relationships>'.encode()
    parts["_rels/.rels"] = package.read("_rels/.rels").replace(b"</Relationships>", pointer)
    data = rendered(pack(parts.items()), a="市<局>")
    assert "<lpwstr>市&lt;局&gt;</lpwstr>" in part(data, name).decode()


def test_parts_are_found_by_relationships_and_not_by_name() -> None:
    data = packed(document(p(TAG)), {"word/other-header.xml": document(p("x"))}, name="word/正文2.xml")
    assert texts(rendered(data), "word/正文2.xml") == ["2240"]


def test_a_text_box_is_rendered_in_both_its_copies() -> None:
    box = text_box(p(TAG), p("{% for x in a %}"), p("{{ x }}"), p("{% endfor %}"), p("末"))
    data = rendered(docx(p("外", box)), a=["甲", "乙"])
    assert texts(data)[0] == "外" + "2240甲乙末" * 2
    assert texts(data)[1:] == ["2240", "甲", "乙", "末"] * 2


def test_the_faults_of_a_text_box_are_told_once() -> None:
    assert faults(docx(p(text_box(p("{{ a"), p("{% if a %}"))))) == ["unclosed-brace", "unclosed-block"]


def test_a_content_control_works_unless_it_is_bound_to_data() -> None:
    control = "<w:sdt><w:sdtPr>{}</w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>"
    assert texts(rendered(docx(control.format("", p(TAG))))) == ["2240"]
    assert faults(docx(control.format('<w:dataBinding w:xpath="/a"/>', p(TAG)))) == ["bound-to-data"]


def test_every_fault_is_told_at_once_with_its_place() -> None:
    wide = '<w:tc><w:tcPr><w:gridSpan w:val="3"/></w:tcPr><w:p/></w:tc>'
    data = docx(
        p("一"),
        p("共{{ applications.recieved.natural }}件"),
        tbl(tr("a", "b"), tr(wide, "{{ applications.received.totl }}")),
        p(text_box(p("{{ b|nope }}"))),
        header=p("{% else %}"),
        title="{{ x",
    )
    with pytest.raises(TemplateError) as caught:
        compile_template(data, FIELDS)
    told = [(fault.site.place.part, str(fault.site.place), fault.key) for fault in caught.value.faults]
    assert told == [
        ("word/document.xml", "正文（word/document.xml）第 2 段", "unknown-field"),
        ("word/document.xml", "正文（word/document.xml）第 1 个表格第 2 行第 4 列", "unknown-field"),
        ("word/document.xml", "正文（word/document.xml）第 3 段的文本框内", "unknown-filter"),
        ("word/a-header.xml", "页眉（word/a-header.xml）第 1 段", "unopened-block"),
        ("docProps/core.xml", "文档属性（docProps/core.xml）", "unclosed-brace"),
    ]
    words = str(caught.value)
    assert "applications.received.natural" in words
    assert "共{{ applications.recieved.natural }}件" in words


def test_names_that_the_context_will_not_have_are_faults_if_they_are_known() -> None:
    data = docx(
        p("{{ organisaton }}"), p("{% for x in sections %}{{ x.a }}{{ loop.index }}{% endfor %}{{ x }}")
    )
    assert faults(data, names=("organisation", "sections")) == ["unknown-name", "no-such-name"]


def test_a_variable_of_a_loop_hides_a_field() -> None:
    data = docx(p("{% for applications in a %}{{ applications.received.natural }}{% endfor %}"))
    assert texts(rendered(data, a=[{"received": {"natural": "x"}}])) == ["x"]


def test_very_many_faults_are_cut_off() -> None:
    assert len(faults(docx(*(p(f"{{{{ applications.x{number} }}}}") for number in range(400))))) == 100


def test_very_many_tags_are_refused() -> None:
    assert faults(docx(*[p("{{ a }}" * 10)] * 1_001)) == ["too-many-tags"]


def test_a_tag_far_behind_in_a_paragraph_is_refused() -> None:
    assert faults(docx(p("一" * 100_000 + "{{ a }}" * 3))) == ["long-paragraph"]
