"""The built-in template restyled as offices do: it goes on rendering, and the check says what is left out."""

import io
import json
import struct
import zlib
from collections.abc import Callable
from copy import deepcopy

import pytest
from docx import Document
from docx.document import Document as DocumentObject
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from generator.filing import Filing
from generator.filing_json import from_json
from generator.form.loader import load
from generator.form.model import Form
from generator.ooxml.package import open_package
from generator.report.checker import check_template
from generator.report.context import figures
from generator.report.render import BUILT_IN, render
from tests.cases import filing_json
from tests.report.templates import built, table_of, words
from tests.witness import validators
from tests.witness.office import page_texts, requires_office, to_pdf

LEGAL = 7  # the column of 法律服务机构 in table 3, counted from 0


@pytest.fixture(scope="module")
def form() -> Form:
    return load("disclosure", "2021")


@pytest.fixture(scope="module")
def filing(form: Form) -> Filing:
    return from_json(json.dumps(filing_json("tongzhou-2024")).encode(), form)


def picture() -> bytes:
    """A red line, 600 by 6 pixels, as PNG (RFC 2083)."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 600, 6, 8, 2, 0, 0, 0)
    pixels = zlib.compress((b"\0" + b"\xd0\x10\x10" * 600) * 6)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def other_fonts(document: DocumentObject) -> None:
    for fonts in document.styles.element.iter(qn("w:rFonts")):
        fonts.set(qn("w:eastAsia"), "宋体")
    document.styles["Title"].font.size = Pt(26)


def letterhead(document: DocumentObject) -> None:
    """A header of the first page only: the organisation, partly bold, above a red line."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    header = section.first_page_header.paragraphs[0]
    header.add_run("{{ organ")
    header.add_run("isation }}").bold = True
    header.add_run().add_picture(io.BytesIO(picture()), width=Mm(150))
    section.first_page_header.add_paragraph("{{ draft_mark }}")


def opening_last(document: DocumentObject) -> None:
    """The opening behind all sections."""
    blocks = list(document.element.body)
    texts = [words(block) for block in blocks]
    first, before = texts.index("{% for paragraph in opening %}"), texts.index("{% if signature %}")
    last = texts.index("{% endfor %}", first)
    for block in blocks[first : last + 1]:
        blocks[before].addprevious(block)


def problems_first(document: DocumentObject) -> None:
    """The section of problems before the others: its loop copied without tables, both with a condition."""
    blocks = list(document.element.body)
    texts = [words(block) for block in blocks]
    first, last = texts.index("{% for section in sections %}"), texts.index("{% if signature %}")
    for block in map(deepcopy, blocks[first:last]):
        if not any(f"{{{{ {table}." in words(block) for table in ("proactive", "applications", "reviews")):
            blocks[first].addprevious(block)
    loops = [block for block in document.paragraphs if block.text == "{% for section in sections %}"]
    for loop, sign in zip(loops, ("==", "!="), strict=True):
        loop.runs[0].text = f"{{% for section in sections if section.id {sign} 'problems' %}}"


def without_column(document: DocumentObject) -> None:
    """Table 3 without 法律服务机构: its cells go, and what spans it is narrower by one."""
    table = table_of(document, "applications")._tbl
    for row in table.tr_lst:
        at = 0
        for cell in list(row.tc_lst):
            behind = at + cell.grid_span
            if at <= LEGAL < behind:
                narrowed(row, cell)
            at = behind
    table.tblGrid.remove(table.tblGrid.gridCol_lst[LEGAL])


def narrowed(row: object, cell: object) -> None:
    if cell.grid_span > 1:  # type: ignore[attr-defined]
        cell.grid_span -= 1  # type: ignore[attr-defined]
    else:
        row.remove(cell)  # type: ignore[attr-defined]


def framed(document: DocumentObject) -> None:
    """Table 4 as a table in a cell of another."""
    frame, inner = document.add_table(1, 1), table_of(document, "reviews")._tbl
    inner.addprevious(frame._tbl)
    frame.cell(0, 0)._tc.insert(1, inner)  # behind its properties


@pytest.mark.parametrize("change", [other_fonts, letterhead, opening_last, problems_first, framed])
def test_a_restyled_template_is_in_order_and_its_report_valid(
    change: Callable[[DocumentObject], None], form: Form, filing: Filing
) -> None:
    template = built(form.files[BUILT_IN], change)
    checked = check_template(template, form)
    assert (checked.faults, checked.doubts) == ((), ())
    assert validators.audit(render(filing, form, template), ".docx") == []


def test_a_removed_column_is_told_and_the_report_comes_without_it(form: Form, filing: Filing) -> None:
    template = built(form.files[BUILT_IN], without_column)
    checked = check_template(template, form)
    assert checked.faults == ()
    assert [(fault.key, dict(fault.values)["label"]) for fault in checked.doubts] == [
        ("column-missing", "申请人情况 / 法人或其他组织 / 法律服务机构")
    ]
    report = render(filing, form, template)
    assert validators.audit(report, ".docx") == []
    table, printed = Document(io.BytesIO(report)).tables[1], figures(filing, form)
    kept = ("natural", "business", "research", "social", "other", "total")
    assert [table.cell(3, column).text for column in range(3, 9)] == [
        printed[f"applications.received.{column}"] for column in kept
    ]


def test_the_picture_of_a_letterhead_comes_through_byte_for_byte(form: Form, filing: Filing) -> None:
    report = open_package(render(filing, form, built(form.files[BUILT_IN], letterhead)))
    assert [report.read(name) for name in report.names if name.endswith(".png")] == [picture()]


@requires_office
def test_a_report_of_a_template_restyled_in_every_way_is_printed(form: Form, filing: Filing) -> None:
    template = form.files[BUILT_IN]
    for change in (other_fonts, letterhead, opening_last, without_column):
        template = built(template, change)
    pages = page_texts(to_pdf(render(filing, form, template), ".docx"))
    heads = [page.strip().splitlines()[0].strip() for page in pages]
    assert [filing.particulars["organisation"] == head for head in heads] == [True, False, False]
    printed = "".join("".join(page.split()) for page in pages)
    assert "法律服务机构" not in printed
    assert "{" not in printed
    assert printed.index("六、其他需要报告的事项") < printed.rindex("第五十条")
