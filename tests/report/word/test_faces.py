"""Quotes, dashes and ellipses that tags print: from the East Asian font, whatever stands beside them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.report.prose import Paragraph
from generator.report.word.template import compile_template
from tests.report.word.paper import body, docx, p, r, texts

HINT = '<w:rFonts w:hint="eastAsia"/>'
STYLES = (
    '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:eastAsia="宋体"/></w:rPr></w:rPrDefault></w:docDefaults>'
    '<w:style w:type="paragraph" w:default="1" w:styleId="a">'
    '<w:rPr><w:rFonts w:eastAsia="仿宋"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="head"><w:rPr><w:rFonts w:eastAsia="楷体"/></w:rPr></w:style>'
    '<w:style w:type="paragraph" w:styleId="sub"><w:basedOn w:val="head"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="round"><w:basedOn w:val="about"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="about"><w:basedOn w:val="round"/></w:style>'
    '<w:style w:type="character" w:styleId="strong"><w:rPr><w:rFonts w:eastAsia="黑体"/></w:rPr></w:style>'
)


def apart(data: bytes) -> list[tuple[str, str]]:
    """The runs that name a font of their own for Latin letters, and the font."""
    found = re.findall(
        r'<w:rFonts w:hint="eastAsia" w:ascii="(\w+)" w:hAnsi="\1" w:eastAsia="\1"/>.*?<w:t[^>]*>(.*?)</w:t>',
        body(data),
    )
    return [(text, font) for font, text in found]


def printed(value: str, *, around: str = "", properties: str = HINT) -> bytes:
    style = f'<w:pPr><w:pStyle w:val="{around}"/></w:pPr>' if around else ""
    template = compile_template(docx(p(style, r("{{ a }}", properties)), styles=STYLES))
    return template.render({"a": value})


def test_one_that_closes_behind_a_digit_or_a_letter_is_set_apart() -> None:
    made = printed("“12345”热线、“OA”和“AI”“一网通办”，2023—2024年……")
    assert apart(made) == [(sign, "仿宋") for sign in ("“", "”", "”", "”“", "—")]
    assert texts(made) == ["“12345”热线、“OA”和“AI”“一网通办”，2023—2024年……"]


def test_among_chinese_characters_the_hint_is_enough() -> None:
    assert apart(printed("聚焦“三审三校”……落实——“一网通办”。")) == []


def test_without_the_hint_all_are_set_apart() -> None:
    assert apart(printed("聚焦“三审三校”，2024年", properties="")) == [("“", "仿宋"), ("”", "仿宋")]


@pytest.mark.parametrize(
    ("around", "properties", "font"),
    [
        ("head", HINT, "楷体"),
        ("sub", HINT, "楷体"),
        ("round", HINT, "宋体"),
        ("head", f'<w:rStyle w:val="strong"/>{HINT}', "黑体"),
        ("head", '<w:rFonts w:hint="eastAsia" w:eastAsia="隶书"/>', "隶书"),
    ],
)
def test_the_font_is_the_runs_the_styles_or_the_documents(around: str, properties: str, font: str) -> None:
    assert apart(printed("第5”", around=around, properties=properties)) == [("”", font)]


def test_a_font_of_the_theme_is_taken_as_such() -> None:
    made = body(printed("第5”", properties='<w:rFonts w:hint="eastAsia" w:eastAsiaTheme="minorEastAsia"/>'))
    assert (
        'w:asciiTheme="minorEastAsia" w:hAnsiTheme="minorEastAsia" w:eastAsiaTheme="minorEastAsia"/></w:rPr>'
        '<w:t xml:space="preserve">”</w:t>'
    ) in made


def test_in_a_bold_stretch_they_are_bold_and_the_text_behind_is_as_before() -> None:
    made = body(printed(Paragraph("共**“12345”热**线")))
    faces = re.findall(r"<w:rPr>(.*?)</w:rPr><w:t[^>]*>(.*?)</w:t>", made)
    named = '<w:rFonts w:hint="eastAsia" w:ascii="仿宋" w:hAnsi="仿宋" w:eastAsia="仿宋"/>'
    assert [face for face in faces if face[1]] == [
        (HINT, "共"),
        (f"{named}<w:b/>", "“"),
        (f"{HINT}<w:b/>", "12345"),
        (f"{named}<w:b/>", "”"),
        (f"{HINT}<w:b/>", "热"),
        (HINT, "线"),
    ]


def test_a_figure_with_a_note_is_read_back_over_its_runs() -> None:
    template = compile_template(docx(p("共{{ a.b }}件"), styles=STYLES), {"a.b"})
    made = template.render({}, {"a.b": "22（其中“放管服”修订16件）"})
    assert texts(made) == ["共22（其中“放管服”修订16件）件"]
    assert apart(made) == [("“", "仿宋"), ("”", "仿宋")]


def test_a_document_that_names_no_east_asian_font_stays_as_it_is() -> None:
    made = compile_template(docx(p("{{ a }}"))).render({"a": "“12345”"})
    assert body(made) == '<w:p><w:r><w:t xml:space="preserve">“12345”</w:t></w:r></w:p>'


@given(st.text(alphabet="甲a1“”—…&< *\n"), st.sampled_from(["", HINT]))
def test_no_sign_is_lost_or_added(value: str, properties: str) -> None:
    paragraph = Paragraph(value)
    assert texts(printed(paragraph, properties=properties)) == [str(paragraph)]
