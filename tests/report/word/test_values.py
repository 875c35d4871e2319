"""What is put in is text and nothing else; what may not be said is not."""

from collections.abc import Callable
from decimal import Decimal
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.report.prose import Paragraph
from generator.report.word.faults import TemplateError
from generator.report.word.template import compile_template
from generator.report.word.values import readable
from tests.report.word.paper import body, docx, p, part, r, texts


def rendered(text: str, filters: dict[str, Callable[..., object]] | None = None, **context: object) -> bytes:
    return compile_template(docx(p(text)), (), filters or {}).render(context, {})


def refused(text: str, **context: object) -> str:
    """Return the fault of a template when it is compiled or rendered."""
    with pytest.raises(TemplateError) as caught:
        compile_template(docx(p(escape(text))), ()).render(context, {})
    (fault,) = caught.value.faults
    assert fault.site.tag in text
    assert str(fault)
    return fault.key


@given(st.text(st.characters(exclude_categories=())))
def test_any_text_reads_back_as_it_was_given(value: str) -> None:
    assert texts(rendered("前{{ a }}后", a=value)) == [f"前{readable(value)}后"]


@given(st.text("&<>\"']]>{}%#甲\n\t ", max_size=20))
def test_markup_and_braces_in_values_are_text(value: str) -> None:
    assert texts(rendered("{{ a }}", a=value)) == [value]


def test_a_value_is_never_compiled() -> None:
    assert texts(rendered("{{ a }}", a="{{ b }}{% if %}", b="x")) == ["{{ b }}{% if %}"]


def test_line_feeds_and_tabs_are_elements_of_the_run() -> None:
    assert body(rendered("{{ a }}", a="一\r\n二\t三\r")) == (
        '<w:p><w:r><w:t xml:space="preserve">一</w:t><w:br/><w:t xml:space="preserve">二</w:t><w:tab/>'
        '<w:t xml:space="preserve">三</w:t><w:br/><w:t xml:space="preserve"></w:t></w:r></w:p>'
    )


@pytest.mark.parametrize(
    ("properties", "bold"),
    [
        ("", "<w:rPr><w:b/></w:rPr>"),
        (
            '<w:rFonts w:hint="eastAsia"/><w:sz w:val="32"/>',
            '<w:rPr><w:rFonts w:hint="eastAsia"/><w:b/><w:sz w:val="32"/></w:rPr>',
        ),
        ('<w:b w:val="0"/><w:i/>', "<w:rPr><w:b/><w:i/></w:rPr>"),
    ],
)
def test_a_bold_stretch_is_a_run_like_the_one_around_it(properties: str, bold: str) -> None:
    plain = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    template = docx(p(r("{{ a }}", properties)))
    value = Paragraph("前**粗<**后")
    assert body(compile_template(template, ()).render({"a": value}, {})) == (
        f'<w:p><w:r>{plain}<w:t xml:space="preserve">前</w:t></w:r>'
        f'<w:r>{bold}<w:t xml:space="preserve">粗&lt;</w:t></w:r>'
        f'<w:r>{plain}<w:t xml:space="preserve">后</w:t></w:r></w:p>'
    )


def test_characters_that_xml_cannot_hold_are_dropped() -> None:
    assert texts(rendered("{{ a }}", a="甲\0\x0b\x1f\ud800\ufffe\uffff乙\U0001f600")) == ["甲乙\U0001f600"]


@pytest.mark.parametrize(
    ("value", "printed"),
    [("", ""), (None, ""), (0, "0"), (12, "12"), (Decimal("1.50"), "1.50"), (1.5, "1.5")],
)
def test_texts_and_numbers_are_printed(value: object, printed: str) -> None:
    assert texts(rendered("{{ a }}", a=value)) == [printed]


@pytest.mark.parametrize(
    ("expression", "printed"),
    [
        ("a.b", "1"),
        ("a['b']", "1"),
        ("xs[1]", "乙"),
        ("'甲' if a.b == 1 else '乙'", "甲"),
        ("'甲' if not a.b", ""),
        ("'甲' if a.b > 0 and a.b < 2 or none", "甲"),
        ("'甲' if 0 < a.b <= 1 else '乙'", "甲"),
        ("'甲' if '乙' in xs and '丙' not in xs", "甲"),
        ("a.b ~ '件'", "1件"),
        ("xs|joined('、')", "甲、乙"),
        ("xs|joined('、') ~ '。' if xs", "甲、乙。"),
        ("a.missing or '无' if false else '有'", "有"),
    ],
)
def test_what_expressions_can_say(expression: str, printed: str) -> None:
    filters: dict[str, Callable[..., object]] = {"joined": lambda items, by: by.join(items)}
    assert texts(rendered(escape(f"{{{{ {expression} }}}}"), filters, a={"b": 1}, xs=["甲", "乙"])) == [
        printed
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("{{ a() }}", "disallowed"),
        ("{{ a.upper() }}", "disallowed"),
        ("{{ 'a' * 10**9 }}", "disallowed"),
        ("{{ 10**9 }}", "disallowed"),
        ("{{ a + a }}", "disallowed"),
        ("{{ -a }}", "disallowed"),
        ("{{ a, a }}", "disallowed"),
        ("{{ [a] }}", "disallowed"),
        ("{{ {'a': 1} }}", "disallowed"),
        ("{{ a[1:2] }}", "disallowed"),
        ("{{ a is defined }}", "disallowed"),
        ("{{ ''.__class__ }}", "disallowed"),
        ("{{ a.__class__.__mro__ }}", "disallowed"),
        ("{{ a|upper }}", "unknown-filter"),
        ("{{ a|attr('__class__') }}", "unknown-filter"),
        ("{{ range(10) }}", "disallowed"),
        ("{% for x in range(1000000000) %}{% endfor %}", "disallowed"),
        ("{{ " + "(" * 5 + "a" + ")" * 5 + " }}", "too-deep"),
        ("{{ " + "(" * 140 + "a" + ")" * 140 + " }}", "too-deep"),
        ("{{ " + "not " * 60 + "a }}", "too-deep"),
        ("{{ " + "- " * 140 + "a }}", "disallowed"),
        ("{{ " + "a if a else " * 20 + "a }}", "too-deep"),
        ("{{ a" + ".b" * 140 + " }}", "unknown-part"),
        ("{{ a" + "[0]" * 90 + " }}", "no-such-item"),
        ("{{ a.items }}", "unknown-part"),
        ("{{ a.b }}", "unknown-part"),
        ("{{ a['__class__'] }}", "unknown-part"),
        ("{{ nothing }}", "no-such-name"),
        ("{{ nothing.at.all }}", "no-such-name"),
        ("{% if nothing %}{% endif %}", "no-such-name"),
        ("{% if a > 1 %}{% endif %}", "no-value"),
        ("{% for x in nothing %}{% endfor %}", "no-such-name"),
        ("{% for x in 'abc' %}{% endfor %}", "not-a-list"),
        ("{% for x in 1 %}{% endfor %}", "not-a-list"),
        ("{% for x, y in pairs %}{% endfor %}", "no-value"),
        ("{% for x, y in xs %}{% endfor %}", "not-a-list"),
        ("{{ true }}", "not-printable"),
        ("{{ a }}", "not-printable"),
    ],
)
def test_what_templates_may_not_say_is_a_fault(text: str, fault: str) -> None:
    assert refused(text, a={}, xs=["甲"], pairs=[(1, 2, 3)]) == fault


def test_endless_loops_and_floods_are_stopped() -> None:
    loop = "{% for x in xs %}"
    assert refused(loop * 4 + "x" + "{% endfor %}" * 4, xs=range(1000)) == "too-much-output"
    assert refused(loop + "{{ a }}" + "{% endfor %}", xs=range(1000), a="x" * 1_000_000) == "too-much-output"


def test_equal_input_gives_equal_bytes() -> None:
    assert rendered("{{ a }}", a="甲") == rendered("{{ a }}", a="甲")


def test_properties_keep_line_feeds_as_text() -> None:
    data = compile_template(docx(p("x"), title="{{ a }}"), ()).render({"a": "一\n二\t三\r\n四"}, {})
    assert "<dc:title>一\n二\t三\n四</dc:title>" in part(data, "docProps/core.xml").decode()
