"""The small builders of elements and tags."""

from docx.oxml.xmlchemy import serialize_for_reading

from generator.authoring.elements import Element, element, paragraph, run, statement, tag, text


def xml(made: Element) -> str:
    return "".join(line.strip() for line in serialize_for_reading(made).splitlines()).replace(
        ' xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"', ""
    )


def test_a_tag_stands_between_its_braces() -> None:
    assert (tag("title"), statement("endfor")) == ("{{ title }}", "{% endfor %}")


def test_an_element_holds_its_children_in_order_and_its_attributes() -> None:
    made = element("trPr", element("cantSplit"), element("jc", val="left"), name=1)
    assert xml(made) == '<w:trPr w:name="1"><w:cantSplit/><w:jc w:val="left"/></w:trPr>'


def test_words_are_never_markup() -> None:
    made = text("A&B <w:p/>")
    assert made[-1].text == "A&B <w:p/>"
    assert "A&amp;B &lt;w:p/&gt;" in xml(made)


def test_spaces_around_words_are_kept_and_only_there_asked_for() -> None:
    assert '<w:t xml:space="preserve">— </w:t>' in xml(text("— "))
    assert "<w:t>一 二</w:t>" in xml(text("一 二"))


def test_a_run_asks_for_the_east_asian_font_of_its_punctuation() -> None:
    assert '<w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>' in xml(text("危及“三安全一稳定”"))
    assert "hint" in xml(text("（{{ title }}）"))
    assert "rPr" not in xml(text("（三）不予公开")) + xml(run("{{ reviews.direct.upheld }}"))


def test_a_paragraph_names_its_style_before_its_own_layout() -> None:
    made = paragraph("Footer", layout=(element("jc", val="right"),))
    assert xml(made) == '<w:p><w:pPr><w:pStyle w:val="Footer"/><w:jc w:val="right"/></w:pPr></w:p>'
