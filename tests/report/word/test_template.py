"""The whole way: a document in, a document out, its figures read back from the packed file."""

import io
import zipfile
import zlib

import docx as python_docx
import pytest

from generator.errors import ReadBackError, UnusableInputError
from generator.ooxml.package import Kept, open_package, pack
from generator.report.word import template as template_module
from generator.report.word.faults import TemplateError
from generator.report.word.template import compile_template
from generator.report.word.values import Printed
from tests.report.word.paper import MAIN, document, docx, p, packed, tbl, text_box, texts, tr

FIELD, OTHER = "applications.received.natural", "proactive.fees.amount"
FIGURES = {FIELD: "2240", OTHER: "28983.0794"}
TAG = f"{{{{ {FIELD} }}}}"


def corrupting(old: bytes, new: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the packer write something else than it was given."""

    def pack_other(parts: object) -> bytes:
        given = [(name, data) for name, data in parts]  # type: ignore[attr-defined]
        return pack(
            (name, data.replace(old, new) if isinstance(data, bytes) else data) for name, data in given
        )

    monkeypatch.setattr(template_module, "pack", pack_other)


def test_a_document_of_python_docx_is_rendered_and_opens_again() -> None:
    paper = python_docx.Document()
    paper.add_heading("{{ title }}", 1)
    table = paper.add_table(rows=2, cols=2)
    table.cell(0, 0).text = "新收"
    table.cell(1, 1).text = TAG
    paper.core_properties.title = "{{ title }}"
    saved = io.BytesIO()
    paper.save(saved)
    data = compile_template(saved.getvalue(), FIGURES).render({"title": "某局\n年度报告"}, FIGURES)
    again = python_docx.Document(io.BytesIO(data))
    assert [row.cells[1].text for row in again.tables[0].rows] == ["", "2240"]
    assert again.paragraphs[0].text == "某局\n年度报告"
    assert again.core_properties.title == "某局\n年度报告"


def test_a_template_without_tags_comes_through_with_its_compressed_bytes() -> None:
    buffer = io.BytesIO()
    plain = open_package(docx(p("无标签<w:r/>"), header=p("眉")))
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in plain.names:
            archive.writestr(name, plain.read(name))
    before = open_package(buffer.getvalue())
    after = open_package(compile_template(buffer.getvalue(), FIGURES).render({}, FIGURES))
    assert after.names == before.names
    assert [after.kept(name) for name in after.names] == [before.kept(name) for name in before.names]


def test_only_parts_with_tags_are_written_anew_and_nothing_is_compressed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    template = compile_template(docx(p(TAG), header=p("眉")), FIGURES)
    monkeypatch.setattr(zlib, "compressobj", None)
    monkeypatch.setattr(zlib, "compress", None)
    assert set(template.programs) == {MAIN}
    assert template.render({}, FIGURES) == template.render({}, FIGURES)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"2240", b"2204"),
        (b"2240", b""),
        (b"2240", b"224"),
        ("前2240".encode(), "前 2240".encode()),
        (b"2240", b"&#50;240"),
    ],
)
def test_a_figure_that_the_packed_file_does_not_hold_is_never_handed_out(
    old: bytes, new: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = compile_template(docx(p(f"前{TAG}后")), FIGURES)
    corrupting(old, new, monkeypatch)
    with pytest.raises(ReadBackError) as caught:
        template.render({}, FIGURES)
    assert FIELD in str(caught.value)


def test_a_packed_file_that_is_not_well_formed_is_never_handed_out(monkeypatch: pytest.MonkeyPatch) -> None:
    template = compile_template(docx(p("{{ a }}")), FIGURES)
    corrupting(b"</w:p>", b"", monkeypatch)
    with pytest.raises(ReadBackError, match="不能解析"):
        template.render({"a": 1}, FIGURES)


@pytest.mark.parametrize("place", ["loop", "header", "title", "table", "text box"])
def test_figures_are_read_back_wherever_they_stand(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    papers = {
        "loop": docx(p("{% for x in xs %}"), p(f"{{{{ x }}}}{TAG}"), p("{% endfor %}")),
        "header": docx(p("x"), header=p(TAG)),
        "title": docx(p("x"), title=TAG),
        "table": docx(tbl(tr("&amp;", f"&lt;{TAG}&gt;"))),
        "text box": docx(p("x", text_box(p(TAG)))),
    }
    template = compile_template(papers[place], FIGURES)
    template.render({"xs": ["甲&", "乙\n"]}, FIGURES)
    corrupting(b"2240", b"2241", monkeypatch)
    with pytest.raises(ReadBackError):
        template.render({"xs": ["甲&", "乙\n"]}, FIGURES)


def test_figures_with_notes_breaks_and_signs_read_back() -> None:
    figures = {FIELD: "22（其中<修订>16件 & \t另\r\n见附件\x07）", OTHER: "/"}
    data = compile_template(docx(p(f"甲{TAG}乙", "{{ proactive.fees.amount }}")), figures).render({}, figures)
    assert texts(data) == ["甲22（其中<修订>16件 & \t另\n见附件）乙/"]


def test_a_break_that_is_lost_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    template = compile_template(docx(p(TAG)), (FIELD,))
    corrupting(b"<w:br/>", b"<w:xy/>", monkeypatch)
    with pytest.raises(ReadBackError):
        template.render({}, {FIELD: "22\n3"})


def test_a_filter_that_returns_a_figure_keeps_it_in_the_read_back() -> None:
    def kept(figure: str) -> str:
        return Printed("9", figure.field) if isinstance(figure, Printed) else figure

    template = compile_template(docx(p(f"{{{{ {FIELD}|kept }}}}")), FIGURES, {"kept": kept})
    with pytest.raises(ReadBackError) as caught:
        template.render({}, FIGURES)
    assert caught.value.values["expected"] == "2240"
    assert caught.value.values["found"] == "9"


def test_a_filter_that_returns_another_text_prints_it() -> None:
    template = compile_template(
        docx(p(f"{{{{ {FIELD}|longer }}}}")), FIGURES, {"longer": lambda text: text + "件"}
    )
    assert texts(template.render({}, FIGURES)) == ["2240件"]


def test_a_figure_may_be_chosen_by_an_expression() -> None:
    template = compile_template(docx(p(f"{{{{ {FIELD} if {OTHER} else '无' }}}}")), FIGURES)
    assert texts(template.render({}, FIGURES)) == ["2240"]
    assert texts(template.render({}, {**FIGURES, OTHER: ""})) == ["无"]


def test_a_field_without_a_text_is_an_error_of_the_caller() -> None:
    template = compile_template(docx(p(TAG)), FIGURES)
    with pytest.raises(KeyError, match=OTHER):
        template.render({}, {FIELD: "1"})


def test_parts_that_lie_about_themselves_are_refused() -> None:
    for main in (
        b"<w:document",
        b"<x/>",
        b"<!DOCTYPE x><x/>",
        "<x/>".encode("utf-16"),
        b'<?xml version="1.0" encoding="gbk"?><x/>',
        b"<a>" * 300,
    ):
        with pytest.raises(UnusableInputError) as caught:
            compile_template(packed(main), FIGURES)
        assert str(caught.value)


def test_a_file_without_a_document_is_refused() -> None:
    empty: dict[str, bytes | Kept] = {"[Content_Types].xml": b"<Types/>"}
    with pytest.raises(UnusableInputError) as caught:
        compile_template(pack(empty.items()), FIGURES)
    assert caught.value.key == "template.not-word"


def test_the_spelling_of_a_part_s_name_does_not_matter() -> None:
    parts = {name: open_package(docx(p(TAG))).read(name) for name in open_package(docx(p(TAG))).names}
    parts["Word/Document.xml"] = parts.pop(MAIN)
    data = compile_template(pack(parts.items()), FIGURES).render({}, FIGURES)
    assert texts(data, "Word/Document.xml") == ["2240"]


def test_every_fault_of_every_part_has_words() -> None:
    with pytest.raises(TemplateError) as caught:
        compile_template(packed(document(p("{{ a"), p("b }}"))), FIGURES)
    assert str(caught.value).count("正文（word/document.xml）") == len(caught.value.faults) == 2
